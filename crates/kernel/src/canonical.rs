//! The canonical form: a state holds only what some clause, or truth that pays, can still read.
//!
//! Dropping a clock nobody reads merges states that no future can tell apart; dropping one that
//! is read would merge states that a future can. A test runs both forms beside each other and
//! compares what is said, and another shows that it would notice.

use crate::accord::{Accord, Duty, DutyKind, Target, When};
use crate::ids::*;
use crate::state::{DutyState, Life, PhaseLife, State};
use crate::time::Hours;

/// The same state with everything unreadable dropped.
#[must_use]
pub fn canonical(accord: &Accord, mut state: State) -> State {
    if state.ended.is_some() {
        return ended(accord, &state);
    }
    let day_cap = accord.day_read_at.last().copied().unwrap_or(Hours::ZERO);
    state.day = state.day.min(day_cap);
    phases(accord, &mut state);
    duties(accord, &mut state);
    waivers(accord, &mut state);
    reports(accord, &mut state);
    state
}

/// Only how it ended matters: nothing of it can be read again.
fn ended(accord: &Accord, state: &State) -> State {
    State { ended: state.ended, ..State::blank(accord) }
}

/// The age of a phase saturates at the last bound that a duty of it, or its own lapse, still reads.
fn phases(accord: &Accord, state: &mut State) {
    for (id, row) in accord.phase_ids().zip(&accord.phases) {
        let cell = state.phase(id);
        if cell.age == Hours::ZERO {
            continue;
        }
        let own = row.lapses.filter(|_| cell.life == PhaseLife::Open).unwrap_or_default();
        let of_phase = |duty: &Duty| duty.phase == Some(id);
        let cap = last_bound(accord, state, of_phase, |when| match when {
            When::Phase(span) => span,
            When::After(..) | When::Day(_) => Hours::ZERO,
        });
        state.phase_mut(id).into_iter().for_each(|slot| slot.age = cell.age.min(cap.max(own)));
    }
}

/// A reported value that no condition reads has done its work when it was reported.
fn reports(accord: &Accord, state: &mut State) {
    for (id, row) in accord.subject_ids().zip(&accord.subjects) {
        if accord.values_read.binary_search(&id).is_err() {
            state.subject_mut(id).into_iter().for_each(|cell| cell.reported = row.baseline);
        }
    }
}

fn duties(accord: &Accord, state: &mut State) {
    for (id, row) in accord.duty_ids().zip(&accord.duties) {
        let cell = duty(accord, state, id, row);
        state.duty_mut(id).into_iter().for_each(|slot| *slot = cell);
    }
}

fn duty(accord: &Accord, state: &State, id: DutyId, row: &Duty) -> DutyState {
    let cell = state.duty(id);
    let (life, blank) = (cell.life, DutyState::default());
    match (life, row.kind) {
        (Life::Over, _) => DutyState { life, ..blank },
        (Life::Dormant, _) => DutyState { deed: cell.deed, ..blank },
        (Life::Met, _) => DutyState { life, clock: since_met(accord, state, id, row), ..blank },
        (Life::Live | Life::Suspended, DutyKind::Maintain) => {
            let cap = row.read_at.last().copied().unwrap_or_default();
            DutyState { clock: cell.clock.min(cap), ..cell }
        }
        (Life::Live | Life::Suspended | Life::Performed, _) => cell,
    }
}

/// Time since a duty was met saturates at the last bound that another duty still counts from it.
fn since_met(accord: &Accord, state: &State, id: DutyId, row: &Duty) -> Hours {
    let clock = state.duty(id).clock;
    if row.read_at.is_empty() || clock == Hours::ZERO {
        return Hours::ZERO;
    }
    let any = |_: &Duty| true;
    clock.min(last_bound(accord, state, any, |when| match when {
        When::After(met, span) if met == id => span,
        _ => Hours::ZERO,
    }))
}

/// The last of the bounds that these duties can still read, as `count` counts them.
fn last_bound(
    accord: &Accord,
    state: &State,
    these: impl Fn(&Duty) -> bool,
    count: impl Fn(When) -> Hours,
) -> Hours {
    let rows = accord.duties.iter().zip(&state.duties).filter(|(row, _)| these(row));
    let bounds = rows.flat_map(|(row, cell)| readable(row, cell.life)).flatten();
    bounds.map(count).max().unwrap_or_default()
}

/// The bounds a duty can still read. Relief that was delivered can be taken back, and is then
/// owed by its dates again; nothing else that was done can be undone.
fn readable(row: &Duty, life: Life) -> [Option<When>; 3] {
    let relief = matches!(row.target, Target::Granted { .. } | Target::Dialled { .. });
    match life {
        Life::Over => [None; 3],
        Life::Met if !relief => [row.until, None, None],
        Life::Live | Life::Suspended | Life::Performed if !relief => [row.due, row.until, None],
        _ => [row.from, row.due, row.until],
    }
}

/// Renewals are counted only where the text limits them.
fn waivers(accord: &Accord, state: &mut State) {
    for (row, cell) in accord.waivers.iter().zip(&mut state.waivers) {
        if row.renewals.is_none() {
            cell.renewals = 0;
        }
    }
}
