//! The weakest promise, and room by phase.

use super::run::Subject;
use super::slack::excess;
use super::{Room, Weakest};
use crate::drive::Choice;
use crate::graph::Graph;
use crate::hold::{DECISIVE, Holding, Holds, START, StateMargin, phase_at, plan};
use game::GameError;
use kernel::{Accord, ClauseId, Deed};

/// The weakest promise: of a party for which the text fails, if there is one, else of whoever
/// comes closest; its decisive state with the smallest margin as a share of its stake, or the
/// first departure of its best plan where only a run of departures pays.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn weakest(
    subject: &Subject<'_>,
    sides: &[(Holding, &Graph)],
    month: Month<'_>,
) -> Result<Option<Weakest>, GameError> {
    let found = sides.iter().filter_map(|(h, g)| Some((h, *g, h.weakest()?)));
    let rank = |(holding, _, margin): &(&Holding, &Graph, &StateMargin)| {
        let fails = holding.holds() == Holds::No;
        (!fails, if fails { -excess(holding) } else { tightness(holding, margin) })
    };
    let first = found.min_by(|a, b| {
        let ((a, near), (b, far)) = (rank(a), rank(b));
        a.cmp(&b).then(near.total_cmp(&far))
    });
    let Some((holding, graph, margin)) = first else { return Ok(None) };
    if holding.holds() == Holds::No && margin.margin >= 0.0 {
        return run(subject, holding, graph);
    }
    Ok(Some(Weakest {
        party: holding.party,
        deviation: margin.deviation.clone(),
        clause: clause(subject.accord, &margin.deviation),
        phase: margin.phase,
        month: month(graph, margin.node),
        margin: margin.margin,
        error: margin.error,
        room: margin.room,
        visits: margin.visits,
        run: None,
    }))
}

/// The first departure of a plan that pays only as a whole: in the earliest period in which the
/// plan departs with odds that decide, where it departs most often.
fn run(
    subject: &Subject<'_>,
    holding: &Holding,
    graph: &Graph,
) -> Result<Option<Weakest>, GameError> {
    let beliefs = subject.beliefs;
    let (weights, plan) = plan(graph, beliefs, &beliefs.central(), holding.party)?;
    for periods in 1..=beliefs.horizon as usize {
        let visits = game::visits_within(&graph.process, &weights, &plan, START, periods)?;
        let met = |node: u32| visits.get(node as usize).copied().unwrap_or(0.0);
        let departs = |&(node, _): &&(u32, u32)| plan.choice[*node as usize] > 0;
        let here = graph.choices.iter().filter(departs).map(|(node, _)| *node);
        let often = here.max_by(|a, b| met(*a).total_cmp(&met(*b)));
        let Some(node) = often.filter(|node| met(*node) >= DECISIVE) else { continue };
        let place = plan.choice[node as usize] as usize;
        let choice = graph.menu(node).and_then(|menu| menu.get(place)).cloned();
        let margin = holding.margins.iter().find(|margin| margin.node == node);
        return Ok(choice.map(|deviation| Weakest {
            party: holding.party,
            clause: clause(subject.accord, &deviation),
            deviation,
            phase: phase_at(graph, node),
            month: Some(periods as f64),
            margin: margin.map_or(0.0, |margin| margin.margin),
            error: margin.map_or(0.0, |margin| margin.error),
            room: None,
            visits: met(node),
            run: Some(holding.loss),
        }));
    }
    Ok(None)
}

/// When a node is first met, in months, if that is known.
pub type Month<'a> = &'a dyn Fn(&Graph, u32) -> Option<f64>;

/// The margin as a share of the stake, so that parties compare.
fn tightness(holding: &Holding, margin: &StateMargin) -> f64 {
    let stake = holding.stake.centre().abs().max(f64::MIN_POSITIVE);
    margin.margin / stake
}

/// Least room of each party in each phase.
#[must_use]
pub fn rooms(accord: &Accord, holdings: &[Holding]) -> Vec<Room> {
    let mut rooms = Vec::new();
    for phase in accord.phase_ids() {
        for holding in holdings {
            let found = holding.weakest_in(phase);
            rooms.push(Room {
                phase,
                party: holding.party,
                room: holding.room_in(phase),
                margin: found.map(|m| m.margin),
                deviation: found.map(|m| (m.deviation.clone(), clause(accord, &m.deviation))),
            });
        }
    }
    rooms
}

/// The clause that a choice departs from, if it is one clause.
#[must_use]
pub fn clause(accord: &Accord, choice: &Choice) -> Option<ClauseId> {
    match choice {
        Choice::Keep => None,
        Choice::Withdraw => Some(accord.header),
        Choice::Withhold(duty)
        | Choice::PutOff(duty)
        | Choice::Undeclared(duty, _)
        | Choice::Dispute(duty) => accord.duty(*duty).map(|row| row.clause),
        Choice::LetLapse(waiver) => accord.waiver(*waiver).map(|row| row.clause),
        Choice::Exceed(line) => accord.redline(*line).map(|row| row.clause),
        Choice::Untold(notice) => accord.notice(*notice).map(|row| row.clause),
        Choice::FallSilent(end) => accord.channel(*end).map(|row| row.clause),
        Choice::TakeBack(deed)
        | Choice::Power(deed)
        | Choice::Forgive(deed)
        | Choice::Answer(deed) => deed_clause(accord, deed),
    }
}

fn deed_clause(accord: &Accord, deed: &Deed) -> Option<ClauseId> {
    match deed {
        Deed::Revoke(waiver) | Deed::Renew(waiver) | Deed::Grant(waiver) => {
            accord.waiver(*waiver).map(|row| row.clause)
        }
        Deed::Turn(dial, _) => accord.dial(*dial).map(|row| row.clause),
        Deed::Start(procedure, _) | Deed::Use(procedure) | Deed::Settle(procedure) => {
            accord.procedure(*procedure).map(|row| row.clause)
        }
        Deed::Answer(line, _) | Deed::Absorb(line) => accord.redline(*line).map(|row| row.clause),
        _ => None,
    }
}
