//! `--concept markov`: one stationary equilibrium, with its regret.

use game::{MarkovEquilibrium, MarkovSettings, MarkovStatus, markov, verify_stationary};
use serde::Serialize;

use super::certificate::{self, Verified};
use super::{Problem, Solved, json, table};
use crate::unread::Unread;

/// See docs/json.md.
#[derive(Serialize)]
struct Stationary<'a> {
    game: &'a str,
    concept: &'static str,
    strategies: &'a [Vec<Vec<f64>>],
    values: &'a [Vec<f64>],
    regret: f64,
    status: &'static str,
    certificate: Path,
}

#[derive(Serialize)]
struct Path {
    kind: &'static str,
    precision: f64,
    finished: bool,
    steps: usize,
    turns: usize,
    groups: usize,
    verified: Option<Verified>,
}

/// Odds and values by state.
pub fn solved(problem: &Problem) -> Result<Solved, Unread> {
    let usual = MarkovSettings::default();
    let tolerance = problem.tolerance.unwrap_or(usual.tolerance);
    let found = markov(&problem.game, &MarkovSettings { tolerance, ..usual })
        .map_err(|error| Unread::Usage(error.to_string()))?;
    let verified = problem.verify.then(|| verify_stationary(&problem.game, &found));
    let certificate = &found.certificate;
    let answer = Stationary {
        game: &problem.file.name,
        concept: "markov",
        strategies: &found.strategies,
        values: &found.values,
        regret: found.regret,
        status: status(found.status),
        certificate: Path {
            kind: "regret",
            precision: certificate.precision,
            finished: certificate.finished,
            steps: certificate.steps,
            turns: certificate.turns,
            groups: certificate.groups,
            verified: certificate::verified(verified.as_ref()),
        },
    };
    let page = page(problem, &found) + &certificate::lines(verified.as_ref());
    Ok(Solved { json: json(&answer)?, page, figure: None, verified })
}

fn status(status: MarkovStatus) -> &'static str {
    match status {
        MarkovStatus::Closed => "closed",
        MarkovStatus::Undecided => "undecided",
    }
}

/// What the values are, and how the equilibrium was found.
fn way(found: &MarkovEquilibrium) -> String {
    let led = match found.certificate.groups {
        0 => "It is the one that logit play leads to; there may be others.".to_owned(),
        groups => format!(
            "It was put together from {groups} solutions for groups of states; there may be others."
        ),
    };
    format!(
        "Average payoffs of one equilibrium in stationary strategies; --json has the odds.\n{led}\n"
    )
}

fn page(problem: &Problem, found: &MarkovEquilibrium) -> String {
    let heading = table::heading(problem, "stationary equilibrium");
    let of = |player: usize| -> Vec<f64> { found.values.iter().map(|v| v[player]).collect() };
    let values: Vec<Vec<f64>> = (0..problem.game.players()).map(of).collect();
    let title = |player: usize| format!("player {}", player + 1);
    let columns: Vec<(String, &[f64])> =
        values.iter().enumerate().map(|(player, v)| (title(player), &v[..])).collect();
    format!(
        "{heading}{}\n{}No player gains more than {:.1e} by any deviation from any state ({}).\n",
        table::by_state(problem, &columns),
        way(found),
        found.regret,
        status(found.status),
    )
}
