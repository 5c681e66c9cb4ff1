//! What an actor may do now: the powers the text gives, as events that would apply.

use crate::accord::{Accord, Effect, ProcedureKind};
use crate::event::Deed;
use crate::ids::*;
use crate::state::{InquiryState, Life, ProcedureState, State, WaiverLife};
use crate::time::Hours;
use crate::verdict::Standing;

/// Every power the actor holds in this state, in the order of the tables. Withdrawal included;
/// duties and conduct are not powers and are not listed.
#[must_use]
pub fn powers(accord: &Accord, state: &State, by: ActorId) -> Vec<Deed> {
    if state.ended.is_some() || state.has_withdrawn(by) {
        return Vec::new();
    }
    let mut list = answers(accord, state, by);
    list.extend(procedures(accord, state, by));
    list.extend(relief(accord, state, by));
    if accord.is_signatory(by) {
        list.extend(notices(accord, state));
        list.push(Deed::Withdraw);
    }
    list
}

fn answers(accord: &Accord, state: &State, by: ActorId) -> Vec<Deed> {
    let mut list = Vec::new();
    for id in accord.redline_ids() {
        let cell = state.redline(id);
        let level = accord
            .redline(id)
            .zip(usize::from(cell.level).checked_sub(1))
            .and_then(|(row, index)| row.levels.get(index));
        let Some(level) = level else { continue };
        for (choice, answer) in (0_u16..).zip(&level.answers) {
            let hot = matches!(answer.effect, Effect::Strike) && cell.cooling > Hours::ZERO;
            if answer.by == by && !hot {
                list.push(Deed::Answer(id, choice));
            }
        }
        if level.answers.iter().any(|a| a.by == by) {
            list.push(Deed::Absorb(id));
        }
    }
    list
}

fn procedures(accord: &Accord, state: &State, by: ActorId) -> Vec<Deed> {
    let mut list = Vec::new();
    for id in accord.procedure_ids() {
        match state.procedure(id) {
            ProcedureState::Idle => list.extend(
                accord
                    .duty_ids()
                    .filter(|duty| may_start(accord, state, by, id, *duty))
                    .map(|duty| Deed::Start(id, duty)),
            ),
            ProcedureState::Running { by: starter, .. } => {
                let kind = accord.procedure(id).map(|row| row.kind);
                let body = accord.procedure(id).and_then(|row| row.stopped_by);
                if starter == by {
                    list.push(Deed::Settle(id));
                }
                let entitled = body.map_or(starter == by, |b| b == by);
                if kind == Some(ProcedureKind::Snapback) && entitled {
                    list.push(Deed::Stop(id));
                }
            }
            ProcedureState::Exhausted { by: starter, .. } if starter == by => {
                list.push(Deed::Use(id));
                list.push(Deed::Settle(id));
            }
            ProcedureState::Exhausted { .. } => {}
        }
    }
    list
}

/// Whether the actor may start the procedure about the duty now: it is named, has not withdrawn,
/// the complaint is against another and stands at least alleged, and prior talks are exhausted.
#[must_use]
pub fn may_start(
    accord: &Accord,
    state: &State,
    by: ActorId,
    id: ProcedureId,
    about: DutyId,
) -> bool {
    let (Some(row), Some(duty)) = (accord.procedure(id), accord.duty(about)) else {
        return false;
    };
    let cell = state.duty(about);
    let owed = matches!(cell.life, Life::Live | Life::Suspended | Life::Performed);
    let scope = if row.about.is_empty() {
        row.workstream == duty.workstream
    } else {
        row.about.contains(&about)
    };
    let ready = row.after.is_empty()
        || row.after.iter().any(|prior| {
            matches!(state.procedure(*prior), ProcedureState::Exhausted { about: d, by: p, .. }
            if d == about && p == by)
        });
    row.starters.contains(&by)
        && !state.has_withdrawn(by)
        && state.alive(row.workstream)
        && state.procedure(id) == ProcedureState::Idle
        && duty.obligor != by
        && owed
        && scope
        && ready
        && cell.standing >= Standing::Alleged
}

fn relief(accord: &Accord, state: &State, by: ActorId) -> Vec<Deed> {
    let mut list = Vec::new();
    for id in accord.waiver_ids() {
        let Some(row) = accord.waiver(id).filter(|row| row.granter == by) else {
            continue;
        };
        let life = state.waiver(id).life;
        if matches!(life, WaiverLife::InForce | WaiverLife::Suspended) {
            if row.lasts.is_some() {
                list.push(Deed::Renew(id));
            }
            list.push(Deed::Revoke(id));
        } else if state.alive(row.workstream) {
            list.push(Deed::Grant(id));
        }
    }
    for id in accord.dial_ids() {
        let Some(row) = accord.dial(id).filter(|row| row.holder == by) else {
            continue;
        };
        if state.alive(row.workstream) {
            let now = state.dial(id).announced;
            list.extend(
                (0..=row.levels)
                    .filter(|l| *l != now)
                    .map(|l| Deed::Turn(id, l)),
            );
        }
    }
    list
}

fn notices(accord: &Accord, state: &State) -> Vec<Deed> {
    let mut list = Vec::new();
    for id in accord.inquiry_ids() {
        match state.inquiry(id) {
            InquiryState::Idle => list.push(Deed::Inquire(id)),
            InquiryState::Open(_) => list.push(Deed::Warn(id)),
            InquiryState::Warned(_) | InquiryState::Established => {}
        }
    }
    for id in accord.freeze_ids() {
        if state.freeze(id).is_none() {
            list.push(Deed::Leave(id));
        }
    }
    list
}
