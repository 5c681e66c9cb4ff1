//! Security values against an independent solver's, closed forms, and games that are hard.

use game::{Accuracy, GameFile, GameState, Security, Status, StochasticGame, security_values};

fn read(text: &str) -> StochasticGame {
    GameFile::parse(text).expect("parses").game().expect("valid")
}

fn solved(game: &StochasticGame) -> Vec<Security> {
    let found = security_values(game, &Accuracy::default());
    assert!(found.iter().all(|one| one.status == Status::Closed), "{found:?}");
    found
}

/// Values by player and state, from another program.
fn known(text: &str) -> Vec<Vec<f64>> {
    #[derive(serde::Deserialize)]
    struct Known {
        values: Vec<Vec<f64>>,
    }
    serde_json::from_str::<Known>(text).expect("parses").values
}

fn agrees(game: &str, answer: &str) {
    for (found, known) in solved(&read(game)).iter().zip(known(answer)) {
        assert_eq!(found.value.len(), known.len());
        for (mine, theirs) in found.value.iter().zip(&known) {
            // The other program stops at about 1e-9.
            assert!((mine - theirs).abs() <= 4e-9 + found.half_width, "{mine} {theirs}");
        }
    }
}

#[test]
fn values_agree_with_an_independent_solver() {
    agrees(include_str!("data/pd_d0.7.json"), include_str!("data/answers/minimax_pd_d0.7.json"));
    agrees(
        include_str!("data/as_twostate_d0.7.json"),
        include_str!("data/answers/minimax_as_twostate_d0.7.json"),
    );
    agrees(
        include_str!("data/random_pd_S10_A3_seed1_d0.8.json"),
        include_str!("data/answers/minimax_random_pd_S10_A3_seed1_d0.8.json"),
    );
    agrees(
        include_str!("data/arms_race_xmax3_d0.9.json"),
        include_str!("data/answers/minimax_arms_race_xmax3_d0.9.json"),
    );
    agrees(
        include_str!("data/arms_race_xmax3_d0.99.json"),
        include_str!("data/answers/minimax_arms_race_xmax3_d0.99.json"),
    );
}

/// One state, these payoffs of two players, everything stays where it is.
fn stage(actions: [u32; 2], payoff: [Vec<f64>; 2], discount: f64) -> StochasticGame {
    let joint = payoff[0].len();
    let state = GameState {
        name: "stage".to_owned(),
        actions: actions.to_vec(),
        payoff: payoff.to_vec(),
        transition: vec![vec![(0, 1.0)]; joint],
    };
    StochasticGame::new(2, discount, vec![state]).expect("valid")
}

#[test]
fn a_repeated_matrix_game_is_worth_its_matrix() {
    let pennies = vec![1.0, -1.0, -1.0, 1.0];
    let other: Vec<f64> = pennies.iter().map(|x| 2.0 - x).collect();
    for discount in [0.0, 0.5, 0.9999] {
        let found = solved(&stage([2, 2], [pennies.clone(), other.clone()], discount));
        assert!(found[0].value[0].abs() <= found[0].half_width);
        assert!((found[1].value[0] - 2.0).abs() <= found[1].half_width);
        assert_eq!(found[0].guard[0], vec![0.5, 0.5]);
    }
}

#[test]
fn payoffs_of_any_size_keep_their_relative_accuracy() {
    for size in [1e12, 1e-12] {
        let payoff: Vec<f64> = [0.0, -1.0, 2.0, 1.0, 0.0, -3.0, -2.0, 3.0, 0.0]
            .iter()
            .map(|x| size * (x + 5.0))
            .collect();
        let game = stage([3, 3], [payoff.clone(), payoff], 0.99);
        let found = &solved(&game)[0];
        assert!((found.value[0] - 5.0 * size).abs() <= found.half_width);
        assert!(found.half_width <= 1e-8 * size);
    }
}

/// A ring of n states without choices, paid 1 in state 0: (1 - d) d^k / (1 - d^n).
#[test]
fn periodic_rings_are_worth_their_closed_form() {
    let (n, d) = (40_usize, 0.9999_f64);
    let state = |s: usize| GameState {
        name: s.to_string(),
        actions: vec![1],
        payoff: vec![vec![f64::from(u8::from(s == 0))]],
        transition: vec![vec![(u32::try_from((s + 1) % n).expect("small"), 1.0)]],
    };
    let game = StochasticGame::new(1, d, (0..n).map(state).collect()).expect("valid");
    let found = &solved(&game)[0];
    let power = |k: usize| (0..k).fold(1.0, |p, _| p * d);
    for (s, value) in found.value.iter().enumerate() {
        let wait = (n - s) % n;
        let exact = (1.0 - d) * power(wait) / (1.0 - power(n));
        assert!((value - exact).abs() <= found.half_width + 1e-13, "{s}: {value} {exact}");
    }
}

/// The game of Shapley's kind in which play may stop: "the big match" of Gillette, discounted,
/// is worth 1/2 in the first state at every discount (Blackwell & Ferguson 1968).
#[test]
fn the_discounted_big_match_is_worth_one_half() {
    let state = |name: &str, payoff: Vec<f64>, next: Vec<u32>, actions: Vec<u32>| GameState {
        name: name.to_owned(),
        actions,
        payoff: vec![payoff.clone(), payoff.iter().map(|x| -x).collect()],
        transition: next.iter().map(|&s| vec![(s, 1.0)]).collect(),
    };
    for discount in [0.3, 0.9, 0.9999] {
        let game = StochasticGame::new(
            2,
            discount,
            vec![
                state("match", vec![1.0, 0.0, 0.0, 1.0], vec![1, 2, 0, 0], vec![2, 2]),
                state("won", vec![1.0], vec![1], vec![1, 1]),
                state("lost", vec![0.0], vec![2], vec![1, 1]),
            ],
        )
        .expect("valid");
        let found = solved(&game);
        assert!((found[0].value[0] - 0.5).abs() <= found[0].half_width + 1e-15, "{discount}");
        assert!((found[1].value[0] + 0.5).abs() <= found[1].half_width + 1e-15, "{discount}");
    }
}

/// Three players, each wants to be matched by both others, who act as one against it.
#[test]
fn others_act_as_one_against_a_third() {
    let payoff = |player: usize| -> Vec<f64> {
        let same = |joint: usize| (0..3).all(|i| joint >> (2 - i) & 1 == joint >> (2 - player) & 1);
        (0..8).map(|joint| f64::from(u8::from(same(joint)))).collect()
    };
    let state = GameState {
        name: "match".to_owned(),
        actions: vec![2, 2, 2],
        payoff: (0..3).map(payoff).collect(),
        transition: vec![vec![(0, 1.0)]; 8],
    };
    let game = StochasticGame::new(3, 0.5, vec![state]).expect("valid");
    for found in solved(&game) {
        assert!(found.value[0].abs() <= found.half_width, "they disagree on purpose: 0");
    }
}

#[test]
fn states_that_nothing_reaches_have_values_too() {
    let mut file = GameFile::parse(include_str!("data/as_twostate_d0.7.json")).expect("parses");
    let mut alone = file.states[0].clone();
    alone.name = "unreachable".to_owned();
    file.states.push(alone);
    let game = file.game().expect("valid");
    let found = solved(&game);
    assert!((found[0].value[2] - found[0].value[0]).abs() <= 2.0 * found[0].half_width);
}

/// Sparse and large: the bracket closes, and separate code agrees in floating point.
#[test]
fn a_hundred_thousand_states_are_bracketed() {
    let game = game::random_dilemma(100_000, 2, 1, 0.9).game().expect("valid");
    for found in solved(&game) {
        assert!(found.half_width <= 2e-9);
        let checked = game::verify_security(&game, &found);
        assert!(!checked.exact && checked.passed(), "{checked:?}");
    }
}

/// Mixed in most states, and near the discount at which linear solves lose their digits.
#[test]
fn patient_players_who_must_mix_are_bracketed() {
    let mut file = game::random_dilemma(60, 4, 3, 0.9999);
    for state in &mut file.states {
        for (joint, payoff) in state.payoffs[0].iter_mut().enumerate() {
            *payoff += f64::from(u8::from(joint / 4 == joint % 4));
        }
    }
    let game = file.game().expect("valid");
    let found = &security_values(&game, &Accuracy { share: 1e-8, ..Accuracy::default() })[0];
    assert_eq!(found.status, Status::Closed, "{}", found.half_width);
    let mixed = found.guard.iter().filter(|odds| odds.iter().filter(|p| **p > 0.0).count() > 1);
    assert!(mixed.count() > 10, "players mix");
    assert!(game::verify_security(&game, found).passed());
}
