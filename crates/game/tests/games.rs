//! Stochastic games: textbook thresholds, and equilibria that another program found.

use game::{GameError, GameFile, GameState, Interval, NodeKind, Policy, ProcessBuilder, Profile};
use game::{Settings, StochasticGame, Weights, evaluate, one_shot_margins, reduce, regret};
use proptest::prelude::*;

const SETTINGS: Settings = Settings { gap: 1e-9, sweeps_max: 20_000, memory: 6 };

fn read(text: &str) -> StochasticGame {
    GameFile::parse(text).expect("parses").game().expect("valid")
}

/// Prisoners' dilemma (2,2) (-1,3) (3,-1) (0,0); any defection leads to state 1 for ever.
fn grim(discount: f64) -> (StochasticGame, Profile) {
    let state = |name: &str, after: [u32; 4]| GameState {
        name: name.to_owned(),
        actions: vec![2, 2],
        payoff: vec![vec![2.0, -1.0, 3.0, 0.0], vec![2.0, 3.0, -1.0, 0.0]],
        transition: after.iter().map(|&s| vec![(s, 1.0)]).collect(),
    };
    let states = vec![state("cooperate", [0, 1, 1, 1]), state("punished", [1, 1, 1, 1])];
    let game = StochasticGame::new(2, discount, states).expect("valid");
    let profile = Profile::pure(&game, |s, _| u32::from(s == 1));
    (game, profile)
}

/// The margin of cooperating in state 0: 2 - 3 (1 - delta) = 3 delta - 1 in average payoffs.
fn grim_margin(discount: f64) -> Interval {
    let (game, profile) = grim(discount);
    let (process, weights, policy) = reduce(&game, &profile, 0).expect("valid");
    let values = evaluate(&process, &weights, &policy, &SETTINGS).expect("valid");
    let margins = one_shot_margins(&process, &weights, &policy, &values, 0, 0).expect("valid");
    margins[0].bracket()
}

#[test]
fn grim_trigger_holds_exactly_from_one_third() {
    let edge = 1.0 / 3.0;
    let at = grim_margin(edge);
    assert!(at.contains(0.0) && at.half_width() < 1e-8, "{at:?}");
    assert!(grim_margin(edge - 1e-6).upper < 0.0);
    assert!(grim_margin(edge + 1e-6).lower > 0.0);
    for discount in [0.1, 0.5, 0.9, 0.99] {
        assert!(grim_margin(discount).contains(3.0 * discount - 1.0));
    }
}

#[test]
fn grim_trigger_regret_is_what_defection_gains() {
    let (game, profile) = grim(0.25);
    let found = regret(&game, &profile, 1, &SETTINGS).expect("valid");
    assert!(found.value[0].contains(2.0) && found.best[0].contains(2.25));
    assert!(found.regret[0].contains(0.25) && found.regret[1].contains(0.0));
    assert_eq!(found.action, vec![1, 1]);
    let (patient, profile) = grim(0.5);
    let found = regret(&patient, &profile, 1, &SETTINGS).expect("valid");
    assert_eq!((found.action, found.regret[0].lower), (vec![0, 1], 0.0));
}

/// Comply for 0, or violate: g undetected, -f detected, detection with odds p.
///
/// The inspectee's decision in a one-stage inspection game with imperfect detection: complying
/// is best iff (1 - p) g - p f <= 0, that is p >= g / (g + f). After Avenhaus, von Stengel &
/// Zamir (2002), Inspection games, Handbook of Game Theory 3, ch. 51, with the detection
/// probability in place of the inspector's strategy.
fn inspection_margin(g: f64, f: f64, p: f64) -> Interval {
    let mut builder = ProcessBuilder::new();
    builder.push(NodeKind::Choice { decider: 0 }, &[1, 2]);
    builder.push(NodeKind::Terminal { label: 0 }, &[]);
    builder.push(NodeKind::Chance, &[3, 4]);
    builder.push(NodeKind::Terminal { label: 1 }, &[]);
    builder.push(NodeKind::Terminal { label: 2 }, &[]);
    let process = builder.build().expect("valid");
    let mut weights = Weights::even(&process, 1.0, 1);
    weights.probability[2..].copy_from_slice(&[p, 1.0 - p]);
    weights.payoff[0].terminal[3..].copy_from_slice(&[-f, g]);
    let policy = Policy::first(&process);
    let values = evaluate(&process, &weights, &policy, &SETTINGS).expect("valid");
    let margins = one_shot_margins(&process, &weights, &policy, &values, 0, 0).expect("valid");
    margins[0].bracket()
}

#[test]
fn inspection_deters_from_its_textbook_threshold() {
    assert!(inspection_margin(3.0, 1.0, 0.75).contains(0.0));
    assert!(inspection_margin(3.0, 1.0, 0.75 - 1e-9).upper < 0.0);
    assert!(inspection_margin(3.0, 1.0, 0.75 + 1e-9).lower > 0.0);
}

proptest! {
    #[test]
    fn inspection_threshold_anywhere(g in 0.1_f64..100.0, f in 0.1_f64..100.0) {
        let threshold = g / (g + f);
        // The threshold itself is rounded once or twice before the solver sees it.
        let at = inspection_margin(g, f, threshold).widened(4.0 * f64::EPSILON * (g + f));
        prop_assert!(at.contains(0.0));
        prop_assert!(inspection_margin(g, f, threshold * 0.999_999).upper < 0.0);
        prop_assert!(inspection_margin(g, f, 1.0 - (1.0 - threshold) * 0.999_999).lower > 0.0);
    }
}

#[test]
fn defection_in_the_reference_dilemma_regrets_nothing() {
    let game = read(include_str!("data/pd_d0.33.json"));
    let defect = Profile::pure(&game, |_, _| 1);
    let cooperate = Profile::pure(&game, |_, _| 0);
    for player in 0..2 {
        let found = regret(&game, &defect, player, &SETTINGS).expect("valid");
        assert!(found.value[0].contains(0.0) && found.regret[0].upper < 1e-8);
        // Memoryless cooperation: defecting for ever earns 3 against 2.
        let found = regret(&game, &cooperate, player, &SETTINGS).expect("valid");
        assert!(found.regret[0].contains(1.0));
    }
}

/// Values that another solver returned as sums, its strategies mixing by 1e-8, against averages.
fn agrees_with(game: &StochasticGame, profile: &Profile, sums: [[f64; 2]; 2]) {
    for player in 0..2 {
        let found = regret(game, profile, player, &SETTINGS).expect("valid");
        for (state, sum) in sums.iter().enumerate() {
            let average = (1.0 - game.discount()) * sum[player];
            assert!((found.value[state].centre() - average).abs() < 1e-5);
            assert!(found.regret[state].upper < 1e-8, "player {player} gains in {state}");
        }
    }
}

/// sgamesolver, logarithmic tracing: the second action of both, everywhere.
#[test]
fn two_state_equilibrium_of_another_solver_has_no_regret() {
    let game = read(include_str!("data/as_twostate_d0.7.json"));
    let profile = Profile::pure(&game, |_, _| 1);
    agrees_with(&game, &profile, [[37.239_574_04, 9.427_074_08], [29.427_074_04, 17.239_574_08]]);
    let other = Profile::pure(&game, |_, _| 0);
    let found = regret(&game, &other, 0, &SETTINGS).expect("valid");
    assert!(found.regret[0].lower > 0.1);
}

/// sgamesolver, logit tracing: the first action of both, everywhere.
#[test]
fn random_dilemma_equilibrium_of_another_solver_has_no_regret() {
    let game = read(include_str!("data/random_pd_S2_A3_seed1_d0.8.json"));
    let profile = Profile::pure(&game, |_, _| 0);
    agrees_with(&game, &profile, [[0.931_180_65, 0.872_379_42], [0.986_401_13, 0.705_171_19]]);
}

fn pennies() -> StochasticGame {
    let state = GameState {
        name: "pennies".to_owned(),
        actions: vec![2, 2],
        payoff: vec![vec![1.0, -1.0, -1.0, 1.0], vec![-1.0, 1.0, 1.0, -1.0]],
        transition: vec![vec![(0, 1.0)]; 4],
    };
    StochasticGame::new(2, 0.75, vec![state]).expect("valid")
}

#[test]
fn mixed_profiles_of_matching_pennies() {
    let game = pennies();
    let even = Profile { odds: vec![vec![vec![0.5, 0.5], vec![0.5, 0.5]]] };
    let biased = Profile { odds: vec![vec![vec![0.75, 0.25], vec![0.5, 0.5]]] };
    for player in 0..2 {
        let found = regret(&game, &even, player, &SETTINGS).expect("valid");
        assert!(found.value[0].contains(0.0) && found.regret[0].contains(0.0));
        assert!(found.regret[0].upper < 1e-8);
    }
    // Player 1 picks the other side of the likelier penny: .75 - .25.
    let found = regret(&game, &biased, 1, &SETTINGS).expect("valid");
    assert!(found.regret[0].contains(0.5));
    assert_eq!(found.action, vec![1]);
}

#[test]
fn joint_actions_run_last_player_fastest() {
    let state = GameState {
        name: "three".to_owned(),
        actions: vec![2, 3, 2],
        payoff: vec![vec![0.0; 12]; 3],
        transition: vec![vec![(0, 1.0)]; 12],
    };
    let parts = |joint| (0..3).map(|i| state.action_of(i, joint)).collect::<Vec<_>>();
    assert_eq!(parts(7), vec![1, 0, 1]);
    assert_eq!(parts(10), vec![1, 2, 0]);
}

#[test]
fn game_files_survive_a_round_trip() {
    let text = include_str!("data/as_twostate_d0.7.json");
    let file = GameFile::parse(text).expect("parses");
    let again = GameFile::parse(&file.text().expect("finite")).expect("parses");
    assert_eq!(file, again);
}

#[test]
fn bad_game_files_are_refused() {
    let text = include_str!("data/pd_d0.33.json");
    let refused = |from: &str, to: &str| {
        let file = GameFile::parse(&text.replacen(from, to, 1));
        file.and_then(|f| f.game()).expect_err("must be refused")
    };
    let place = |from: &str, to: &str| match refused(from, to) {
        GameError::Place { path, .. } => path,
        other => other.to_string(),
    };
    assert_eq!(place("\"discount\": 0.33", "\"discount\": 1"), "discount");
    assert_eq!(place("\"players\": 2", "\"players\": 3"), "states[0].actions");
    assert_eq!(place("\"players\": 2", "\"players\": 0"), "players");
    assert_eq!(place("[\"C\", \"D\"]", "[]"), "states[0].actions[0]");
    assert_eq!(place("[2, -1, 3, 0]", "[2, -1, 3]"), "states[0].payoffs[0]");
    assert_eq!(place("[2, -1, 3, 0]", "[2, -1, NaN, 0]"), "states[0].payoffs[0][2]");
    assert_eq!(place("[2, -1, 3, 0]", "[2, -1, 1e999, 0]"), "states[0].payoffs[0][2]");
    assert_eq!(place("[[0, 1.0]]", "[[0, 0.5]]"), "states[0].transitions[0]");
    assert_eq!(place("[[0, 1.0]]", "[]"), "states[0].transitions[0]");
    assert_eq!(place("[[0, 1.0]]", "[[0, -1]]"), "states[0].transitions[0][0]");
    assert_eq!(place("[[0, 1.0]]", "[[9, 1.0]]"), "states[0].transitions[0][0]");
    assert_eq!(place("\"states\"", "\"stats\""), "stats");
    assert_eq!(place("{", "["), ".");
    let found = refused("[[0, 1.0]]", "[[0, 0.5]]").to_string();
    assert_eq!(found, "`states[0].transitions[0]`: probabilities sum to 0.5, not 1");
}

/// The recipe is fixed: the same files from it as those that the answers belong to.
#[test]
fn random_dilemmas_are_those_of_the_reference_files() {
    for (text, states) in [
        (include_str!("data/random_pd_S2_A3_seed1_d0.8.json"), 2),
        (include_str!("data/random_pd_S10_A3_seed1_d0.8.json"), 10),
        (include_str!("data/random_pd_S30_A3_seed1_d0.8.json"), 30),
    ] {
        let file = GameFile::parse(text).expect("parses");
        let drawn = game::random_dilemma(states, 3, 1, 0.8);
        assert_eq!((drawn.name, drawn.discount), (file.name, file.discount));
        assert_eq!(drawn.states, file.states);
    }
}
