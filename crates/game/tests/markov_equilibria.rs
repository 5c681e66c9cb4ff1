//! Markov perfect equilibria from logit play: known mixtures, many players, odd games. Each is
//! judged by its regret, which other code computes.

use game::{
    GameError, GameFile, GameState, MarkovEquilibrium, MarkovSettings, MarkovStatus, Profile,
    Settings, StochasticGame, markov, random_dilemma, regret,
};
use proptest::prelude::*;

fn solve(game: &StochasticGame) -> MarkovEquilibrium {
    markov(game, &MarkovSettings::default()).expect("well formed")
}

/// Closed, and no player gains by what best responses say.
fn is_equilibrium(game: &StochasticGame, found: &MarkovEquilibrium, unit: f64) {
    assert_eq!(found.status, MarkovStatus::Closed, "{:?}, {}", found.certificate, found.regret);
    let profile = Profile { odds: found.strategies.clone() };
    let settings = Settings { gap: 1e-9 * unit, ..Settings::default() };
    for player in 0..game.players() {
        let again = regret(game, &profile, player, &settings).expect("a profile");
        for (s, state) in again.regret.iter().enumerate() {
            assert!(state.upper <= 1e-7 * unit, "player {player} gains {} in {s}", state.upper);
            let value = found.values[s][player];
            assert!((again.value[s].centre() - value).abs() <= 1e-7 * unit);
        }
    }
}

fn repeated(counts: [u32; 2], u: [&[f64]; 2], discount: f64) -> StochasticGame {
    let state = GameState {
        name: "only".to_owned(),
        actions: counts.to_vec(),
        payoff: u.iter().map(|u| u.to_vec()).collect(),
        transition: vec![vec![(0, 1.0)]; (counts[0] * counts[1]) as usize],
    };
    StochasticGame::new(2, discount, vec![state]).expect("valid")
}

/// Player 2 must make 9 against 1 even: it heads with odds 1/10; player 1 mixes evenly.
#[test]
fn lopsided_pennies_mix_as_they_must() {
    let u: [&[f64]; 2] = [&[9.0, 0.0, 0.0, 1.0], &[0.0, 1.0, 1.0, 0.0]];
    for (scale, discount) in [(1.0, 0.0), (1.0, 0.9), (1e12, 0.5), (1e-12, 0.5), (1.0, 0.9999)] {
        let scaled = u.map(|u| u.iter().map(|x| scale * x).collect::<Vec<f64>>());
        let game = repeated([2, 2], [&scaled[0], &scaled[1]], discount);
        let found = solve(&game);
        is_equilibrium(&game, &found, scale);
        assert!((found.strategies[0][0][0] - 0.5).abs() < 1e-6, "{:?}", found.strategies);
        assert!((found.strategies[0][1][0] - 0.1).abs() < 1e-6, "{:?}", found.strategies);
        assert!((found.values[0][0] - 0.9 * scale).abs() < 1e-6 * scale);
    }
}

/// The principal branch of this coordination game leads to the equilibrium that is less risky.
#[test]
fn coordination_ends_where_risk_is_less() {
    let game = repeated([2, 2], [&[9.0, 0.0, 8.0, 7.0], &[9.0, 8.0, 0.0, 7.0]], 0.0);
    let found = solve(&game);
    is_equilibrium(&game, &found, 9.0);
    assert_eq!(found.strategies[0], vec![vec![0.0, 1.0], vec![0.0, 1.0]]);
}

#[test]
fn examples_of_the_literature_have_equilibria_without_regret() {
    let texts = [
        include_str!("data/pd_d0.33.json"),
        include_str!("data/as_twostate_d0.7.json"),
        include_str!("data/random_pd_S2_A3_seed1_d0.8.json"),
    ];
    for text in texts {
        let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
        is_equilibrium(&game, &solve(&game), 30.0);
    }
}

/// Beyond the size that is eliminated: the system is solved without a matrix.
#[test]
fn two_hundred_states() {
    let game = random_dilemma(200, 3, 7, 0.8).game().expect("valid");
    is_equilibrium(&game, &solve(&game), 2.0);
}

/// Most of its states hang on few others: groups of them settle.
#[test]
fn four_hundred_states_by_groups() {
    let game = random_dilemma(400, 3, 1, 0.8).game().expect("valid");
    let found = solve(&game);
    is_equilibrium(&game, &found, 2.0);
    assert!(found.certificate.groups > 100, "{:?}", found.certificate);
}

fn random_game(players: usize, seed: u64, states: u32, discount: f64) -> StochasticGame {
    let mut x = seed | 1;
    let mut unit = move || {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (x >> 33) as f64 / (1_u64 << 31) as f64
    };
    let mut all = Vec::new();
    for s in 0..states {
        let actions: Vec<u32> =
            (0..players).map(|_| 1 + u32::from(unit() > 0.2) + u32::from(unit() > 0.6)).collect();
        let joint: usize = actions.iter().map(|&a| a as usize).product();
        let payoff = (0..players).map(|_| (0..joint).map(|_| unit() - 0.5).collect()).collect();
        let below = |to: f64| f64::from(states) * to;
        let place = |to: f64| (0..states).rev().find(|&t| f64::from(t) <= below(to)).unwrap_or(0);
        let row = |to: f64, p: f64| vec![(s, p), (place(to), 1.0 - p)];
        let transition = (0..joint).map(|_| row(unit(), unit())).collect();
        all.push(GameState { name: s.to_string(), actions, payoff, transition });
    }
    StochasticGame::new(players, discount, all).expect("valid")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn random_games_of_up_to_four_players(
        seed in any::<u64>(), players in 1_usize..5, states in 1_u32..5, discount in 0.0_f64..0.95,
    ) {
        let game = random_game(players, seed, states, discount);
        is_equilibrium(&game, &solve(&game), 1.0);
    }
}

/// One state that nothing leads to, one action, one player without a choice.
#[test]
fn nothing_to_choose() {
    let state = |u: f64| GameState {
        name: "still".to_owned(),
        actions: vec![1, 1, 1],
        payoff: vec![vec![u]; 3],
        transition: vec![vec![(0, 1.0)]],
    };
    let game = StochasticGame::new(3, 0.5, vec![state(2.0), state(4.0)]).expect("valid");
    let found = solve(&game);
    is_equilibrium(&game, &found, 4.0);
    assert!((found.values[1][2] - 3.0).abs() < 1e-9);
}

#[test]
fn nothing_to_gain() {
    let game = repeated([3, 2], [&[0.0; 6], &[0.0; 6]], 0.9);
    let found = solve(&game);
    assert!(found.regret < 1e-12 && found.status == MarkovStatus::Closed);
}

#[test]
fn a_path_cut_short_says_so() {
    let game = random_dilemma(3, 3, 1, 0.8).game().expect("valid");
    let settings = MarkovSettings { steps_max: 1, ..MarkovSettings::default() };
    let found = markov(&game, &settings).expect("well formed");
    assert_eq!(found.status, MarkovStatus::Undecided);
    assert!(found.regret > 1e-3 && found.regret.is_finite());
}

#[test]
fn same_bits_twice() {
    let game = random_game(3, 5, 4, 0.9);
    assert_eq!(solve(&game), solve(&game));
}

#[test]
fn no_state_is_refused() {
    let game = StochasticGame::new(2, 0.5, Vec::new()).expect("an empty list is well formed");
    let refused = markov(&game, &MarkovSettings::default());
    assert!(matches!(refused, Err(GameError::Length { array: "states", .. })));
}
