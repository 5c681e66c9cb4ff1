//! The canonical form: a state holds only what some clause, or truth that pays, can still read.
//!
//! Dropping a clock nobody reads merges states that no future can tell apart; dropping one that
//! is read would merge states that a future can. A test shows that it would be noticed.

use crate::accord::{Accord, When};
use crate::ids::*;
use crate::state::{
    DutyState, InquiryState, Life, PhaseLife, PhaseState, ProcedureState, RedlineState, State,
    WaiverLife, WaiverState,
};
use crate::time::Hours;

/// The same state with everything unreadable dropped.
#[must_use]
pub fn canonical(accord: &Accord, mut state: State) -> State {
    if state.ended.is_some() {
        return ended(accord, &state);
    }
    let day_cap = accord.day_read_at.last().copied().unwrap_or(Hours::ZERO);
    state.day = state.day.min(day_cap);
    for id in accord.duty_ids() {
        let cell = duty(accord, &state, id);
        state.duty_mut(id).into_iter().for_each(|slot| *slot = cell);
    }
    for id in accord.phase_ids() {
        let cell = phase(accord, &state, id);
        state
            .phase_mut(id)
            .into_iter()
            .for_each(|slot| *slot = cell);
    }
    articles(accord, &mut state);
    state
}

/// Only how it ended matters: nothing of it can be read again.
fn ended(accord: &Accord, state: &State) -> State {
    let mut blank = State::blank(accord);
    blank.ended = state.ended;
    blank
}

fn duty(accord: &Accord, state: &State, id: DutyId) -> DutyState {
    let cell = state.duty(id);
    let cap = accord
        .duty(id)
        .and_then(|row| row.read_at.last().copied())
        .unwrap_or_default();
    match cell.life {
        Life::Over => DutyState {
            life: Life::Over,
            ..DutyState::default()
        },
        Life::Met => DutyState {
            life: Life::Met,
            deed: cell.deed,
            clock: cell.clock.min(cap),
            ..DutyState::default()
        },
        Life::Dormant => DutyState {
            deed: cell.deed,
            ..DutyState::default()
        },
        Life::Performed => cell,
        Life::Live | Life::Suspended => DutyState {
            clock: cell.clock.min(cap),
            ..cell
        },
    }
}

/// The age of a phase saturates at the last bound that an unsettled duty, or its own lapse, reads.
fn phase(accord: &Accord, state: &State, id: PhaseId) -> PhaseState {
    let cell = state.phase(id);
    let own = accord.phase(id).and_then(|row| row.lapses);
    let own = own
        .filter(|_| cell.life == PhaseLife::Open)
        .unwrap_or_default();
    let cap = accord
        .duty_ids()
        .filter(|d| accord.duty(*d).is_some_and(|row| row.phase == Some(id)))
        .map(|d| last_read(accord, state, d))
        .fold(own, Hours::max);
    PhaseState {
        life: cell.life,
        age: cell.age.min(cap),
    }
}

/// The last phase age at which the duty still reads it.
fn last_read(accord: &Accord, state: &State, id: DutyId) -> Hours {
    let Some(row) = accord.duty(id) else {
        return Hours::ZERO;
    };
    let life = state.duty(id).life;
    let (from, due, until) = match life {
        Life::Over => (None, None, None),
        Life::Dormant => (row.from, row.due, row.until),
        Life::Live | Life::Suspended => (None, row.due, row.until),
        // Delivered relief can be taken back; the duty then counts on its dates again.
        Life::Met | Life::Performed => (None, None, row.until),
    };
    [from, due, until]
        .into_iter()
        .flatten()
        .map(phase_span)
        .fold(Hours::ZERO, Hours::max)
}

fn phase_span(when: When) -> Hours {
    match when {
        When::Phase(span) => span,
        When::After(..) | When::Day(_) => Hours::ZERO,
    }
}

fn articles(accord: &Accord, state: &mut State) {
    for id in accord.waiver_ids() {
        let over = accord
            .waiver(id)
            .is_none_or(|row| !state.alive(row.workstream));
        let spent = state.waiver(id).life == WaiverLife::Over;
        if over || spent {
            let cell = WaiverState {
                life: WaiverLife::Over,
                ..WaiverState::default()
            };
            state
                .waiver_mut(id)
                .into_iter()
                .for_each(|slot| *slot = cell);
        }
    }
    for id in accord.redline_ids() {
        let over = accord
            .redline(id)
            .is_none_or(|row| !state.alive(row.workstream));
        if over {
            state
                .redline_mut(id)
                .into_iter()
                .for_each(|slot| *slot = RedlineState::default());
        }
    }
    for id in accord.escrow_ids() {
        if accord
            .escrow(id)
            .is_none_or(|row| !state.alive(row.workstream))
        {
            state
                .pause_mut(id)
                .into_iter()
                .for_each(|slot| *slot = Hours::ZERO);
        }
    }
    for id in accord.procedure_ids() {
        if accord
            .procedure(id)
            .is_none_or(|row| !state.alive(row.workstream))
        {
            state
                .procedure_mut(id)
                .into_iter()
                .for_each(|slot| *slot = ProcedureState::Idle);
        }
    }
    if !state.workstreams.iter().any(Option::is_none) {
        state
            .inquiries
            .iter_mut()
            .for_each(|slot| *slot = InquiryState::Idle);
    }
}
