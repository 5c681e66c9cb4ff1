use super::{verify_payoff_sets, verify_security, verify_transfers};
use crate::json::GameFile;
use crate::minimax::{Accuracy, security_values};
use crate::payoff_set::{PayoffSets, SetSettings, payoff_sets};
use crate::stochastic_game::{GameState, StochasticGame};
use crate::transfers::{Ended, transfers};

const GAMES: [&str; 4] = [
    include_str!("../../tests/data/pd_d0.7.json"),
    include_str!("../../tests/data/as_twostate_d0.7.json"),
    include_str!("../../tests/data/random_pd_S10_A3_seed1_d0.8.json"),
    include_str!("../../tests/data/arms_race_xmax3_d0.99.json"),
];

#[test]
fn brackets_of_security_values_hold_exactly() {
    for text in GAMES {
        let game = GameFile::parse(text).expect("parses").game().expect("valid");
        for answer in security_values(&game, &Accuracy::default()) {
            let found = verify_security(&game, &answer);
            assert!(found.exact && found.passed(), "{found:?}");
        }
    }
}

#[test]
fn a_bracket_moved_aside_is_found() {
    let game = GameFile::parse(GAMES[1]).expect("parses").game().expect("valid");
    let answer = &security_values(&game, &Accuracy::default())[0];
    for by in [-1e-6, 1e-6] {
        let mut moved = answer.clone();
        moved.value.iter_mut().for_each(|v| *v += by);
        assert!(!verify_security(&game, &moved).passed());
    }
    let mut other = answer.clone();
    other.guard[0].reverse();
    other.threat[0].rotate_left(1);
    assert!(!verify_security(&game, &other).passed());
    let mut broken = answer.clone();
    broken.value[0] = f64::NAN;
    assert!(!verify_security(&game, &broken).passed());
}

fn impatient(discount: f64) -> StochasticGame {
    let game = GameFile::parse(GAMES[2]).expect("parses").game().expect("valid");
    game.with_discount(discount).expect("a discount")
}

#[test]
fn contracts_hold_exactly_after_many_rounds() {
    for discount in [0.2, 0.3, 0.45, 0.5] {
        let game = impatient(discount);
        let answer = transfers(&game);
        assert!(answer.ended == Ended::Closed && answer.rounds.len() > 3);
        assert!(verify_transfers(&game, &answer).passed());
    }
}

#[test]
fn contracts_hold_exactly_from_both_sides() {
    for text in GAMES {
        let game = GameFile::parse(text).expect("parses").game().expect("valid");
        let answer = transfers(&game);
        let found = verify_transfers(&game, &answer);
        assert!(found.exact && found.passed(), "{:?} {found:?}", answer.ended);
    }
}

#[test]
fn a_contract_that_promises_too_much_or_too_little_is_found() {
    let game = impatient(0.45);
    let answer = transfers(&game);
    assert!(answer.rounds.len() > 1, "something is struck out");
    for by in [-1e-6, 1e-6] {
        let mut moved = answer.clone();
        moved.rounds.last_mut().expect("rounds").joint[0] += by;
        assert!(!verify_transfers(&game, &moved).passed());
        let mut moved = answer.clone();
        moved.rounds.last_mut().expect("rounds").punishment[1][0] += by;
        assert!(!verify_transfers(&game, &moved).passed());
    }
    // Without the round that strikes something out, the last has no ground.
    let mut hasty = answer.clone();
    hasty.rounds.remove(0);
    assert!(!verify_transfers(&game, &hasty).passed());
    let mut other = answer;
    other.agreed[0] = (other.agreed[0] + 1) % 9;
    assert!(!verify_transfers(&game, &other).passed());
}

#[test]
fn that_nothing_is_left_is_checked_too() {
    let coin = vec![1.0, -1.0, -1.0, 1.0];
    let other = coin.iter().map(|x| -x).collect();
    let state = GameState {
        name: "pennies".to_owned(),
        actions: vec![2, 2],
        payoff: vec![coin, other],
        transition: vec![vec![(0, 1.0)]; 4],
    };
    let game = StochasticGame::new(2, 0.5, vec![state]).expect("valid");
    let answer = transfers(&game);
    assert_eq!(answer.ended, Ended::NoPureEquilibrium);
    assert!(verify_transfers(&game, &answer).passed());
}

fn sets_of(text: &str) -> (StochasticGame, PayoffSets) {
    let game = GameFile::parse(text).expect("parses").game().expect("valid");
    let settings = SetSettings { tolerance: 1e-4, ..SetSettings::default() };
    let answer = payoff_sets(&game, &settings).expect("two players");
    (game, answer)
}

#[test]
fn payoff_sets_hold_from_both_sides() {
    for text in GAMES {
        let (game, answer) = sets_of(text);
        let found = verify_payoff_sets(&game, &answer);
        assert!(found.exact && found.passed(), "{found:?}");
    }
}

#[test]
fn outer_sets_that_leave_out_too_much_are_found() {
    let (game, answer) = sets_of(GAMES[1]);
    let passes = |answer: &PayoffSets| verify_payoff_sets(&game, answer).passed();
    assert!(passes(&answer));
    let mut small = answer.clone();
    small.outer[0].iter_mut().for_each(|p| *p = p.map(|x| 0.999 * x));
    assert!(!passes(&small));
    let mut harsh = answer.clone();
    harsh.threat[1][0] += 1e-6;
    assert!(!passes(&harsh));
    let last = answer.trail.links.len() - 1;
    let mut hasty = answer.clone();
    hasty.trail.links.drain(..last);
    assert!(!passes(&hasty), "the last link does not follow from the square");
    for at in [1, last] {
        let mut low = answer.clone();
        let count = low.trail.links[at].direction.len();
        (0..count).for_each(|k| low.trail.links[at].support[k] -= 1e-3);
        assert!(!passes(&low));
    }
    let mut sure = answer.clone();
    sure.trail.links[last].threat[0][1] += 1e-3;
    assert!(!passes(&sure));
    let mut gone = answer;
    gone.trail.links.clear();
    assert!(!passes(&gone));
}
