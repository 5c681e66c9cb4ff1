//! The odd ones: nothing to choose, nothing to gain, far too patient, huge, tiny, unreachable.

use crate::support::{agrees, dilemma, distance, random_game, repeated, solve};
use game::{GameError, GameState, SetSettings, SetStatus, StochasticGame, payoff_sets};

const FOLK: [[f64; 2]; 4] = [[0.0, 0.0], [8.0 / 3.0, 0.0], [2.0, 2.0], [0.0, 8.0 / 3.0]];

#[test]
fn one_action_each_is_a_point() {
    let game = repeated(1, 1, [&[3.5], &[-1.25]], 0.9);
    let found = solve(&game, 1e-6);
    assert_eq!(found.status, SetStatus::Closed);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &[[3.5, -1.25]], 1e-8);
}

/// One chooses, the other watches: the chooser takes the best, and both best ones pay the watcher
/// differently.
#[test]
fn asymmetric_counts_and_ties() {
    let game = repeated(3, 1, [&[1.0, 2.0, 2.0], &[7.0, 0.0, 5.0]], 0.6);
    let found = solve(&game, 1e-6);
    assert_eq!(found.status, SetStatus::Closed);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &[[2.0, 0.0], [2.0, 5.0]], 1e-6);
}

#[test]
fn nobody_can_gain_anything() {
    let game = random_game(5, 3, 3, 0.9);
    let states = game.states().iter().map(|state| GameState {
        payoff: state.payoff.iter().map(|u| vec![0.0; u.len()]).collect(),
        ..state.clone()
    });
    let game = StochasticGame::new(2, 0.9, states.collect()).expect("valid");
    let found = solve(&game, 1e-6);
    assert_ne!(found.status, SetStatus::Undecided);
    assert!(found.gap < 1e-6 && found.certificate.regret < 1e-9);
}

#[test]
fn matching_pennies_has_nothing_pure() {
    let game = repeated(2, 2, [&[1.0, -1.0, -1.0, 1.0], &[-1.0, 1.0, 1.0, -1.0]], 0.9);
    let found = solve(&game, 1e-6);
    assert_eq!(found.status, SetStatus::Empty);
    assert!(found.outer[0].is_empty() && found.threat[0][0].is_infinite());
}

#[test]
fn nearly_undiscounted() {
    let found = solve(&dilemma(0.9999, 1.0, 0.0), 1e-4);
    assert_eq!(found.status, SetStatus::Closed);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &FOLK, 4e-4);
    let game = random_game(11, 3, 3, 0.9999);
    let found = solve(&game, 1e-3);
    assert_ne!(found.status, SetStatus::Undecided, "{:?}", found.certificate);
}

#[test]
fn only_today_counts() {
    let found = solve(&dilemma(0.0, 1.0, 0.0), 1e-6);
    assert_eq!(found.status, SetStatus::Closed);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &[[0.0, 0.0]], 1e-8);
}

#[test]
fn units_do_not_matter() {
    for (scale, shift) in [(1e12, 0.0), (1e-12, 0.0), (1e12, 1e12), (1.0, 1e6)] {
        let found = solve(&dilemma(0.7, scale, shift), 1e-6);
        assert_eq!(found.status, SetStatus::Closed, "{scale} {shift}");
        let known = FOLK.map(|p| p.map(|x| scale * x + shift));
        let sets = [found.outer[0].clone(), found.inner[0].clone()];
        agrees(&sets, &known, 4e-6 * scale);
    }
}

/// A state that nothing leads to is answered like any other; where it has no equilibrium, the
/// others keep theirs.
#[test]
fn unreachable_states_do_not_disturb() {
    let cooperate = dilemma(0.7, 1.0, 0.0).states()[0].clone();
    let pennies = GameState {
        name: "pennies".to_owned(),
        actions: vec![2, 2],
        payoff: vec![vec![1.0, -1.0, -1.0, 1.0], vec![-1.0, 1.0, 1.0, -1.0]],
        transition: vec![vec![(1, 1.0)]; 4],
    };
    let ends = GameState { transition: vec![vec![(0, 1.0)]; 4], ..cooperate.clone() };
    let game = StochasticGame::new(2, 0.7, vec![cooperate, pennies, ends]).expect("valid");
    let found = solve(&game, 1e-6);
    assert_eq!(found.status, SetStatus::Closed);
    assert!(found.outer[1].is_empty() && found.inner[1].is_empty());
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &FOLK, 4e-6);
    agrees(&[found.outer[2].clone(), found.inner[2].clone()], &FOLK, 4e-6);
}

#[test]
fn periodic_states_alternate() {
    // Today player 1 is paid, tomorrow player 2: one action, a cycle of two.
    let state = |u: [f64; 2], next: u32| GameState {
        name: next.to_string(),
        actions: vec![1, 1],
        payoff: u.iter().map(|&u| vec![u]).collect(),
        transition: vec![vec![(next, 1.0)]],
    };
    let states = vec![state([1.0, 0.0], 1), state([0.0, 1.0], 0)];
    let game = StochasticGame::new(2, 0.5, states).expect("valid");
    let found = solve(&game, 1e-6);
    let known = [2.0 / 3.0, 1.0 / 3.0];
    assert_eq!(found.status, SetStatus::Closed);
    assert!(distance(known, &found.inner[0]) < 1e-8 && distance(known, &found.outer[0]) < 1e-8);
}

#[test]
fn swapped_players_mirror() {
    let game = random_game(21, 3, 3, 0.7);
    let swapped = |state: &GameState| {
        let (rows, columns) = (state.actions[0] as usize, state.actions[1] as usize);
        let order: Vec<usize> =
            (0..columns).flat_map(|j| (0..rows).map(move |i| i * columns + j)).collect();
        let turn = |u: &Vec<f64>| order.iter().map(|&a| u[a]).collect::<Vec<f64>>();
        GameState {
            name: state.name.clone(),
            actions: vec![state.actions[1], state.actions[0]],
            payoff: vec![turn(&state.payoff[1]), turn(&state.payoff[0])],
            transition: order.iter().map(|&a| state.transition[a].clone()).collect(),
        }
    };
    let mirror = game.states().iter().map(swapped).collect();
    let mirror = StochasticGame::new(2, game.discount(), mirror).expect("valid");
    let (one, two) = (solve(&game, 1e-5), solve(&mirror, 1e-5));
    assert_eq!(one.status, two.status);
    for (s, outer) in one.outer.iter().enumerate() {
        let back: Vec<[f64; 2]> = two.outer[s].iter().rev().map(|&[x, y]| [y, x]).collect();
        assert!(outer.iter().all(|&p| distance(p, &back) < 1e-4));
    }
}

#[test]
fn same_bits_twice() {
    let game = random_game(8, 3, 3, 0.8);
    assert_eq!(solve(&game, 1e-5), solve(&game, 1e-5));
}

#[test]
fn directions_run_out_with_a_gap_and_no_error() {
    let game = random_game(21, 3, 3, 0.7);
    let settings = SetSettings { tolerance: 1e-12, directions_max: 24, steps_max: 60 };
    let found = payoff_sets(&game, &settings).expect("two players");
    assert_eq!(found.status, SetStatus::Undecided);
    assert!(found.gap.is_finite() && found.gap > 0.0);
}

#[test]
fn three_players_are_refused() {
    let state = GameState {
        name: "three".to_owned(),
        actions: vec![1, 1, 1],
        payoff: vec![vec![0.0]; 3],
        transition: vec![vec![(0, 1.0)]],
    };
    let game = StochasticGame::new(3, 0.5, vec![state]).expect("valid");
    let refused = payoff_sets(&game, &SetSettings::default());
    assert!(matches!(refused, Err(GameError::Length { array: "players", .. })));
}
