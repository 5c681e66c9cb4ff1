//! `--concept transfers`: relational contracts with transfers.

use game::{Ended, GameState, Round, Transfers, transfers, verify_transfers};
use serde::Serialize;

use super::certificate::{self, Verified};
use super::{Problem, Solved, json, table};
use crate::unread::Unread;

/// See docs/json.md.
#[derive(Serialize)]
struct Contract<'a> {
    game: &'a str,
    concept: &'static str,
    joint: Option<&'a [f64]>,
    punishment: Option<&'a [Vec<f64>]>,
    status: &'static str,
    certificate: Elimination<'a>,
}

#[derive(Serialize)]
struct Elimination<'a> {
    kind: &'static str,
    joint_half_width: Option<f64>,
    punishment_half_width: Option<&'a [f64]>,
    tolerance: f64,
    nearest: Option<f64>,
    agreed: Vec<Vec<usize>>,
    punishing: Vec<Vec<Vec<usize>>>,
    rounds: Vec<Outer<'a>>,
    verified: Option<Verified>,
}

/// What a round rests on.
#[derive(Serialize)]
struct Outer<'a> {
    joint: &'a [f64],
    joint_half_width: f64,
    punishment: &'a [Vec<f64>],
    punishment_half_width: &'a [f64],
    struck_out: usize,
}

/// Joint and punishment payoffs in each state.
pub fn solved(problem: &Problem) -> Result<Solved, Unread> {
    let found = transfers(&problem.game);
    let verified = problem.verify.then(|| verify_transfers(&problem.game, &found));
    let last = found.answer();
    let answer = Contract {
        game: &problem.file.name,
        concept: "transfers",
        joint: last.map(|last| &last.joint[..]),
        punishment: last.map(|last| &last.punishment[..]),
        status: status(found.ended),
        certificate: Elimination {
            kind: "policy elimination",
            joint_half_width: last.map(|last| last.joint_half_width),
            punishment_half_width: last.map(|last| &last.punishment_half_width[..]),
            tolerance: found.tolerance,
            nearest: found.nearest.is_finite().then_some(found.nearest),
            agreed: actions(problem, &found.agreed),
            punishing: found.punishing.iter().map(|one| actions(problem, one)).collect(),
            rounds: found.rounds.iter().map(outer).collect(),
            verified: certificate::verified(verified.as_ref()),
        },
    };
    let page = page(problem, &found) + &certificate::lines(verified.as_ref());
    Ok(Solved { json: json(&answer)?, page, figure: None, verified })
}

fn outer(round: &Round) -> Outer<'_> {
    Outer {
        joint: &round.joint,
        joint_half_width: round.joint_half_width,
        punishment: &round.punishment,
        punishment_half_width: &round.punishment_half_width,
        struck_out: round.struck_out,
    }
}

fn status(ended: Ended) -> &'static str {
    match ended {
        Ended::Closed => "closed",
        Ended::KnifeEdge => "knife edge",
        Ended::NoPureEquilibrium => "no pure equilibrium",
        Ended::Unsettled => "unsettled",
    }
}

/// Each player's action in a joint action, by state.
fn actions(problem: &Problem, joint: &[u32]) -> Vec<Vec<usize>> {
    let apart = |(state, &joint): (&GameState, &u32)| {
        (0..problem.game.players()).map(|i| state.action_of(i, joint as usize)).collect()
    };
    problem.game.states().iter().zip(joint).map(apart).collect()
}

fn page(problem: &Problem, found: &Transfers) -> String {
    let heading = table::heading(problem, "relational contract with transfers");
    let Some(last) = found.answer() else { return heading + none(found.ended) };
    let mut columns: Vec<(String, &[f64])> = vec![("joint".to_owned(), &last.joint)];
    let mut spare = last.joint.clone();
    for (player, punishment) in last.punishment.iter().enumerate() {
        columns.push((format!("punishment {}", player + 1), punishment));
        spare.iter_mut().zip(punishment).for_each(|(spare, v)| *spare -= v);
    }
    columns.push(("to share".to_owned(), &spare));
    let width = last.punishment_half_width.iter().copied().fold(last.joint_half_width, f64::max);
    format!(
        "{heading}{}\n{}\nNo number is further than {width:.1e} from the true one ({}); \
         incentives hold within {:.1e}.\n",
        table::by_state(problem, &columns),
        "Average payoffs: the most that all can earn together, the least that each can be held to,\n\
         and what is left to share. Any split that leaves each its punishment payoff can be kept.",
        status(found.ended),
        found.tolerance,
    )
}

fn none(ended: Ended) -> &'static str {
    match ended {
        Ended::NoPureEquilibrium => {
            "In some state no joint action can be kept: there is no equilibrium in pure actions.\n"
        }
        Ended::Unsettled | Ended::Closed | Ended::KnifeEdge => {
            "Policy iteration did not settle: no answer.\n"
        }
    }
}
