//! The odd games, met by every concept: each answer has a certificate that separate code accepts.

use game::{
    Accuracy, Ended, GameError, GameFile, GameState, MarkovSettings, MarkovStatus, PayoffSets,
    SetSettings, SetStatus, Status, StochasticGame,
};
use game::{markov, payoff_sets, random_dilemma, security_values, transfers};
use game::{verify_payoff_sets, verify_security, verify_stationary, verify_transfers};

/// Solves and verifies everything; the sets, where there are two players.
fn met(game: &StochasticGame) -> Option<PayoffSets> {
    for one in security_values(game, &Accuracy::default()) {
        assert_eq!(one.status, Status::Closed);
        assert!(verify_security(game, &one).passed());
    }
    let contracts = transfers(game);
    assert_ne!(contracts.ended, Ended::Unsettled);
    assert!(verify_transfers(game, &contracts).passed(), "{:?}", contracts.ended);
    let stationary = markov(game, &MarkovSettings::default()).expect("states and players");
    assert_eq!(stationary.status, MarkovStatus::Closed, "{}", stationary.regret);
    assert!(verify_stationary(game, &stationary).passed());
    let settings = SetSettings { tolerance: 1e-3, ..SetSettings::default() };
    let sets = (game.players() == 2).then(|| payoff_sets(game, &settings).expect("two players"));
    if let Some(sets) = &sets {
        assert_ne!(sets.status, SetStatus::Undecided, "{}", sets.gap);
        let checked = verify_payoff_sets(game, sets);
        assert!(checked.passed(), "{checked:?}");
    }
    sets
}

fn state(actions: &[u32], payoff: &[&[f64]], next: &[u32]) -> GameState {
    GameState {
        name: "odd".to_owned(),
        actions: actions.to_vec(),
        payoff: payoff.iter().map(|row| row.to_vec()).collect(),
        transition: next.iter().map(|&s| vec![(s, 1.0)]).collect(),
    }
}

fn game(players: usize, discount: f64, states: Vec<GameState>) -> StochasticGame {
    StochasticGame::new(players, discount, states).expect("valid")
}

/// The dilemma in some unit.
fn dilemma(discount: f64, unit: f64) -> StochasticGame {
    let rows = [[2.0, -1.0, 3.0, 0.0], [2.0, 3.0, -1.0, 0.0]].map(|row| row.map(|u| unit * u));
    game(2, discount, vec![state(&[2, 2], &[&rows[0], &rows[1]], &[0; 4])])
}

#[test]
fn a_single_point() {
    let text = include_str!("../data/pd_d0.33.json");
    let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
    let sets = met(&game).expect("two players");
    for point in sets.outer[0].iter().chain(&sets.inner[0]) {
        assert!(point[0].abs() < 1e-6 && point[1].abs() < 1e-6, "{point:?}");
    }
}

#[test]
fn a_periodic_chain() {
    let at = |pays: f64, next: u32| state(&[2, 1], &[&[pays, 0.0], &[0.0, pays]], &[next; 2]);
    met(&game(2, 0.9, vec![at(1.0, 1), at(0.0, 2), at(-1.0, 0)]));
}

#[test]
fn far_too_patient() {
    met(&dilemma(0.9999, 1.0));
    met(&random_dilemma(3, 2, 1, 0.9999).game().expect("valid"));
}

#[test]
fn one_player() {
    assert!(met(&game(1, 0.5, vec![state(&[3], &[&[1.0, 2.0, 2.0]], &[0, 0, 1]); 2])).is_none());
}

#[test]
fn one_action() {
    let sets = met(&game(2, 0.5, vec![state(&[1, 1], &[&[3.0], &[-2.0]], &[0])]));
    let point = sets.expect("two players").outer[0][0];
    assert!((point[0] - 3.0).abs() < 1e-6 && (point[1] + 2.0).abs() < 1e-6, "{point:?}");
}

#[test]
fn a_state_that_nothing_leads_to() {
    let mut states = dilemma(0.7, 1.0).states().to_vec();
    states.push(state(&[2, 2], &[&[1.0, 0.0, 5.0, 2.0], &[1.0, 5.0, 0.0, 2.0]], &[0; 4]));
    met(&game(2, 0.7, states));
}

#[test]
fn huge_and_tiny_payoffs() {
    for unit in [1e12, 1e-12] {
        let sets = met(&dilemma(0.7, unit)).expect("two players");
        let best = sets.inner[0].iter().map(|p| p[0]).fold(0.0, f64::max);
        assert!((best / unit - 8.0 / 3.0).abs() < 0.01, "{best}");
    }
}

#[test]
fn what_is_not_a_number_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let payoff = StochasticGame::new(2, 0.5, vec![state(&[1, 1], &[&[bad], &[0.0]], &[0])]);
        assert!(matches!(payoff, Err(GameError::OutOfRange { .. })));
        let mut odds = state(&[1, 1], &[&[0.0], &[0.0]], &[0]);
        odds.transition[0][0].1 = bad;
        assert!(StochasticGame::new(2, 0.5, vec![odds]).is_err());
        assert!(StochasticGame::new(2, bad, Vec::new()).is_err());
    }
    let text = include_str!("../data/pd_d0.33.json");
    assert!(GameFile::parse(&text.replace("0.33", "NaN")).is_err());
}
