//! The weakest promise, and room by phase.

use super::{Room, Weakest};
use crate::drive::Choice;
use crate::graph::Graph;
use crate::hold::{Holding, StateMargin};
use kernel::{Accord, ClauseId, Deed};

/// The decisive state with the smallest margin, as a share of its party's stake, over all parties.
#[must_use]
pub fn weakest(accord: &Accord, sides: &[(Holding, &Graph)], month: Month<'_>) -> Option<Weakest> {
    let found = sides.iter().filter_map(|(h, g)| Some((h, *g, h.weakest()?)));
    let (holding, graph, margin) =
        found.min_by(|a, b| tightness(a.0, a.2).total_cmp(&tightness(b.0, b.2)))?;
    Some(Weakest {
        party: holding.party,
        deviation: margin.deviation.clone(),
        clause: clause(accord, &margin.deviation),
        phase: margin.phase,
        month: month(graph, margin.node),
        margin: margin.margin,
        error: margin.error,
        room: margin.room,
        visits: margin.visits,
    })
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
