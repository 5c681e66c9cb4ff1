//! Relational contracts with transfers: against two other codes, closed forms, and hard games.

use game::{Ended, GameFile, GameState, Round, StochasticGame, Transfers, transfers};

fn read(text: &str) -> StochasticGame {
    GameFile::parse(text).expect("parses").game().expect("valid")
}

fn closed(found: &Transfers) -> &Round {
    assert_eq!(found.ended, Ended::Closed, "nearest {}", found.nearest);
    found.answer().expect("closed")
}

#[derive(serde::Deserialize)]
struct Known {
    joint: Vec<f64>,
    punishment: Vec<Vec<f64>>,
}

fn agrees(game: &str, answer: &str, within: f64) {
    let known: Known = serde_json::from_str(answer).expect("parses");
    let found = transfers(&read(game));
    let found = closed(&found);
    let near = |mine: &[f64], theirs: &[f64]| {
        assert_eq!(mine.len(), theirs.len());
        for (s, (a, b)) in mine.iter().zip(theirs).enumerate() {
            assert!((a - b).abs() <= within, "state {s}: {a} against {b}");
        }
    };
    near(&found.joint, &known.joint);
    near(&found.punishment[0], &known.punishment[0]);
    near(&found.punishment[1], &known.punishment[1]);
}

macro_rules! agrees {
    ($game:literal, $within:expr) => {
        agrees(
            include_str!(concat!("data/", $game, ".json")),
            include_str!(concat!("data/answers/transfers_", $game, ".json")),
            $within,
        )
    };
}

#[test]
fn the_arms_race_agrees_with_two_other_codes() {
    agrees!("arms_race_xmax3_d0.9", 1e-10);
    agrees!("arms_race_xmax3_d0.99", 1e-10);
    agrees!("arms_race_xmax9_d0.9", 1e-10);
}

#[test]
fn random_dilemmas_agree_with_another_code() {
    agrees!("pd_d0.33", 1e-12);
    agrees!("random_pd_S10_A3_seed1_d0.8", 1e-10);
    agrees!("random_pd_S30_A3_seed1_d0.8", 1e-10);
}

fn dilemma(discount: f64, size: f64) -> StochasticGame {
    let text = include_str!("data/pd_d0.33.json");
    let file = GameFile::parse(text).expect("parses");
    let mut states = file.game().expect("valid").states().to_vec();
    for payoff in &mut states[0].payoff {
        payoff.iter_mut().for_each(|x| *x *= size);
    }
    StochasticGame::new(2, discount, states).expect("valid")
}

/// Both cooperate iff 4 >= 2 (1 - delta) 3, that is from 1/3 on; below, nothing but friction.
#[test]
fn the_dilemma_turns_at_one_third_whatever_the_unit() {
    for size in [1e-12, 1.0, 1e12] {
        for (discount, together) in [(0.0, 0.0), (0.333_333, 0.0), (0.333_334, 4.0), (0.9999, 4.0)]
        {
            let found = transfers(&dilemma(discount, size));
            let found = closed(&found);
            assert!((found.joint[0] - together * size).abs() <= 1e-11 * size, "{size} {discount}");
            assert!(found.punishment[0][0].abs() <= 1e-11 * size);
        }
    }
}

#[test]
fn at_the_threshold_itself_the_answer_owns_up() {
    let found = transfers(&dilemma(1.0 / 3.0, 1.0));
    // Cooperation is an equilibrium exactly from 1/3 on; rounded down it fails by 1e-16.
    assert!((found.answer().expect("an equilibrium").joint[0] - 4.0).abs() < 1e-12);
    let below = transfers(&dilemma(1.0 / 3.0 - 1e-12, 1.0));
    assert_ne!(below.ended, Ended::NoPureEquilibrium);
    if below.answer().expect("an equilibrium").joint[0] < 1.0 {
        assert_eq!(below.ended, Ended::KnifeEdge);
    }
}

fn stage(actions: Vec<u32>, payoff: Vec<Vec<f64>>, discount: f64) -> StochasticGame {
    let joint = payoff[0].len();
    let state = GameState {
        name: "stage".to_owned(),
        actions,
        payoff,
        transition: vec![vec![(0, 1.0)]; joint],
    };
    let players = state.actions.len();
    StochasticGame::new(players, discount, vec![state]).expect("valid")
}

/// Pennies have no equilibrium in pure actions: whoever loses gains 2 (1 - delta) now, and the
/// sum of what both can be held to, 1 + 1, is more than there is to share.
#[test]
fn without_a_pure_equilibrium_there_is_no_answer() {
    let coin = vec![1.0, -1.0, -1.0, 1.0];
    let other = coin.iter().map(|x| -x).collect();
    let found = transfers(&stage(vec![2, 2], vec![coin, other], 0.5));
    assert_eq!(found.ended, Ended::NoPureEquilibrium);
    assert!(found.answer().is_none());
}

#[test]
fn one_player_alone_takes_its_best() {
    let found = transfers(&stage(vec![3], vec![vec![1.0, 4.0, 2.0]], 0.9));
    let found = closed(&found);
    assert!((found.joint[0] - 4.0).abs() < 1e-12 && (found.punishment[0][0] - 4.0).abs() < 1e-12);
    let found = transfers(&stage(vec![1, 1], vec![vec![1.0], vec![-2.0]], 0.9));
    let found = closed(&found);
    assert!((found.joint[0] + 1.0).abs() < 1e-12 && (found.punishment[1][0] + 2.0).abs() < 1e-12);
}

/// A public good: giving costs 1 and pays 0.6 to each of three. All give iff
/// 3 (1.8 - 1) >= 3 (1 - delta) 1.2 (what others give), punishment 0: from delta = 1/3 on.
#[test]
fn three_players_share_a_public_good_from_one_third_on() {
    let pay = |player: usize| -> Vec<f64> {
        let gives = |joint: u32, i: usize| f64::from(1 - (joint >> (2 - i) & 1));
        let of =
            |joint: u32| (0..3).map(|i| 0.6 * gives(joint, i)).sum::<f64>() - gives(joint, player);
        (0..8).map(of).collect()
    };
    for (discount, together) in [(0.333, 0.0), (0.334, 2.4)] {
        let game = stage(vec![2, 2, 2], (0..3).map(pay).collect(), discount);
        let found = transfers(&game);
        let found = closed(&found);
        assert!((found.joint[0] - together).abs() < 1e-12, "{discount}: {}", found.joint[0]);
    }
}
