//! `--concept minimax`: security values.

use game::{Accuracy, Security, Status, security_values, verify_security};
use serde::Serialize;

use super::certificate::{self, Verified};
use super::{Problem, Solved, json, table};
use crate::unread::Unread;

/// One entry a player; see docs/json.md.
#[derive(Serialize)]
struct Minimax<'a> {
    game: &'a str,
    concept: &'static str,
    values: Vec<&'a [f64]>,
    status: &'static str,
    certificate: Bracket<'a>,
}

#[derive(Serialize)]
struct Bracket<'a> {
    kind: &'static str,
    half_width: Vec<f64>,
    guard: Vec<Vec<&'a [f64]>>,
    threat: Vec<Vec<&'a [f64]>>,
    rounds: Vec<u32>,
    verified: Option<Verified>,
}

/// The security value of each player in each state.
pub fn solved(problem: &Problem) -> Result<Solved, Unread> {
    let found = security_values(&problem.game, &Accuracy::default());
    let verified = problem
        .verify
        .then(|| found.iter().map(|one| verify_security(&problem.game, one)).collect())
        .and_then(certificate::joined);
    let status = found.iter().map(|one| one.status).find(|status| *status != Status::Closed);
    let status = certificate::status(status.unwrap_or(Status::Closed));
    let answer = Minimax {
        game: &problem.file.name,
        concept: "minimax",
        values: found.iter().map(|one| &one.value[..]).collect(),
        status,
        certificate: Bracket {
            kind: "bracket",
            half_width: found.iter().map(|one| one.half_width).collect(),
            guard: found.iter().map(|one| one.guard.iter().collect()).collect(),
            threat: found.iter().map(|one| one.threat.iter().collect()).collect(),
            rounds: found.iter().map(|one| one.rounds).collect(),
            verified: certificate::verified(verified.as_ref()),
        },
    };
    let page = page(problem, &found, status) + &certificate::lines(verified.as_ref());
    Ok(Solved { json: json(&answer)?, page, figure: None, verified })
}

fn page(problem: &Problem, found: &[Security], status: &str) -> String {
    let columns: Vec<(String, &[f64])> =
        found.iter().map(|one| (format!("player {}", one.player + 1), &one.value[..])).collect();
    let width = found.iter().map(|one| one.half_width).fold(0.0, f64::max);
    format!(
        "{}{}\nAverage payoffs that each player can guarantee and be held to.\n\
         No number is further than {width:.1e} from the true one ({status}).\n",
        table::heading(problem, "security values"),
        table::by_state(problem, &columns),
    )
}
