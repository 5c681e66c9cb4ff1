//! `--concept set`: sustainable payoffs of two players, between an outer and an inner set.

use game::{InnerClaim, PayoffSets, SetSettings, SetStatus, payoff_sets, verify_payoff_sets};
use report::sets::{Panel, picture};
use serde::Serialize;

use super::certificate::{self, Verified};
use super::{Problem, Solved, json, table};
use crate::unread::Unread;

/// See docs/json.md.
#[derive(Serialize)]
struct Sets<'a> {
    game: &'a str,
    concept: &'static str,
    threat: &'a [Vec<f64>; 2],
    outer: &'a [Vec<[f64; 2]>],
    inner: &'a [Vec<[f64; 2]>],
    gap: f64,
    status: &'static str,
    certificate: Proof<'a>,
}

#[derive(Serialize)]
struct Proof<'a> {
    kind: &'static str,
    tolerance: f64,
    radius: [f64; 2],
    slack: [Option<f64>; 2],
    regret: f64,
    steps: usize,
    directions: usize,
    points: Option<&'a [Vec<[f64; 2]>]>,
    plans: Option<Vec<Vec<Plan<'a>>>>,
    verified: Option<Verified>,
}

#[derive(Serialize)]
struct Plan<'a> {
    joint: usize,
    mix: &'a [(usize, f64)],
}

/// Both brackets of what can be sustained, by state.
pub fn solved(problem: &Problem) -> Result<Solved, Unread> {
    let suited = SetSettings::suited(&problem.game);
    let tolerance = problem.tolerance.unwrap_or(suited.tolerance);
    let found = payoff_sets(&problem.game, &SetSettings { tolerance, ..suited }).map_err(|_| {
        let players = problem.game.players();
        Unread::Usage(format!("payoff sets need 2 players, not {players}; try `markov`"))
    })?;
    let verified = problem.verify.then(|| verify_payoff_sets(&problem.game, &found));
    let certificate = &found.certificate;
    let answer = Sets {
        game: &problem.file.name,
        concept: "set",
        threat: &found.threat,
        outer: &found.outer,
        inner: &found.inner,
        gap: found.gap,
        status: status(found.status),
        certificate: Proof {
            kind: "self-generation",
            tolerance,
            radius: certificate.radius,
            slack: certificate.slack.map(|slack| slack.is_finite().then_some(slack)),
            regret: certificate.regret,
            steps: certificate.steps,
            directions: certificate.directions,
            points: problem.verify.then_some(&found.claim.points),
            plans: problem.verify.then(|| plans(&found.claim)),
            verified: certificate::verified(verified.as_ref()),
        },
    };
    let page = page(problem, &found) + &certificate::lines(verified.as_ref());
    let figure = Some(figure(problem, &found));
    Ok(Solved { json: json(&answer)?, page, figure, verified })
}

/// A panel a state.
fn figure(problem: &Problem, found: &PayoffSets) -> String {
    let panel = |(s, state): (usize, &game::StateEntry)| Panel {
        title: state.name.clone(),
        threat: [found.threat[0][s], found.threat[1][s]],
        outer: found.outer[s].clone(),
        inner: found.inner[s].clone(),
        marks: Vec::new(),
    };
    let panels: Vec<Panel> = problem.file.states.iter().enumerate().map(panel).collect();
    let title = format!("{}: average payoffs that some play sustains", problem.file.name);
    picture(&title, ["player 1", "player 2"], &panels)
}

fn plans(claim: &InnerClaim) -> Vec<Vec<Plan<'_>>> {
    fn of(state: &[game::InnerPlan]) -> Vec<Plan<'_>> {
        state.iter().map(|plan| Plan { joint: plan.joint, mix: &plan.mix }).collect()
    }
    claim.plans.iter().map(|state| of(state)).collect()
}

fn status(status: SetStatus) -> &'static str {
    match status {
        SetStatus::Closed => "closed",
        SetStatus::ClosedWithinRegret => "closed within regret",
        SetStatus::Undecided => "undecided",
        SetStatus::Empty => "no pure equilibrium",
    }
}

fn page(problem: &Problem, found: &PayoffSets) -> String {
    let heading = table::heading(problem, "sustainable payoffs");
    let most = |player: usize| -> Vec<f64> {
        let of =
            |set: &Vec<[f64; 2]>| set.iter().map(|p| p[player]).fold(f64::NEG_INFINITY, f64::max);
        found.outer.iter().map(of).collect()
    };
    let (first, second) = (most(0), most(1));
    let columns: [(String, &[f64]); 4] = [
        ("threat 1".to_owned(), &found.threat[0]),
        ("most 1".to_owned(), &first),
        ("threat 2".to_owned(), &found.threat[1]),
        ("most 2".to_owned(), &second),
    ];
    format!("{heading}{}\n{}", table::by_state(problem, &columns), said(found))
}

fn said(found: &PayoffSets) -> String {
    let gap = found.gap;
    match found.status {
        SetStatus::Closed => format!(
            "The least that each can be held to and the most that each can get. What is proved to be\n\
             sustainable comes within {gap:.1e} of every bound (closed); --json has the sets.\n"
        ),
        SetStatus::ClosedWithinRegret => format!(
            "Bounds on the least and the most of each. Plans come within {gap:.1e} of them, but on a knife\n\
             edge: a deviation could gain up to {:.1e} (closed within regret).\n",
            found.certificate.regret
        ),
        SetStatus::Undecided => format!("Bounds that hold; undecided at a gap of {gap:.1e}.\n"),
        SetStatus::Empty => {
            "No state has an equilibrium in pure actions. This says nothing of mixed ones.\n"
                .to_owned()
        }
    }
}
