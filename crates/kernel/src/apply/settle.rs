//! Consequences: phases open and close, duties come alive and end, until nothing more follows.

use super::Run;
use super::time::time_left;
use crate::accord::{Accord, Duty, DutyKind, ProcedureKind, Target, Tranche, When};
use crate::condition::{Condition, View, in_line};
use crate::ids::*;
use crate::powers::complaint;
use crate::state::{
    Cause, DutyState, Life, PhaseLife, PhaseState, ProcedureState, State, TrancheLife,
    TrancheState, WaiverLife, WaiverState,
};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    /// Lets consequences follow until nothing changes. Each round moves at least one phase, duty
    /// or file forward, so the bound is never reached; it is there so that the loop ends by
    /// construction.
    pub(super) fn settle(&mut self) {
        let rows = self.accord.phases.len().saturating_add(self.accord.duties.len());
        for _ in 0..rows.saturating_mul(8).saturating_add(8) {
            self.settle_accord();
            if self.state.ended.is_some() {
                return;
            }
            let phases = self.settle_phases();
            let duties = self.settle_duties();
            let procedures = self.settle_procedures();
            if !(phases || duties || procedures) {
                return;
            }
        }
    }

    fn settle_phases(&mut self) -> bool {
        let mut changed = false;
        for id in self.accord.phase_ids() {
            let Some(row) = self.accord.phase(id) else { continue };
            let cell = self.state.phase(id);
            let holds = |c: &Condition| c.holds(self.accord, &self.state, View::Reports);
            changed |= match cell.life {
                PhaseLife::Ahead if holds(&row.opens) => {
                    self.move_phase(id, PhaseLife::Open, VerdictKind::Opened)
                }
                PhaseLife::Ahead if !row.opens.can_hold(&self.state) => self.lapse_phase(id),
                PhaseLife::Open if holds(&row.closes) => {
                    self.move_phase(id, PhaseLife::Closed, VerdictKind::Closed)
                }
                PhaseLife::Open if row.lapses.is_some_and(|span| cell.age >= span) => {
                    self.lapse_phase(id)
                }
                _ => false,
            };
        }
        changed
    }

    fn move_phase(&mut self, id: PhaseId, life: PhaseLife, kind: VerdictKind) -> bool {
        let clause = self.accord.phase(id).map(|row| row.clause).unwrap_or_default();
        if let Some(cell) = self.state.phase_mut(id) {
            cell.life = life;
        }
        self.say(kind, Item::Phase(id), clause);
        true
    }

    /// The phase lapses, and with it the files of its steps.
    fn lapse_phase(&mut self, id: PhaseId) -> bool {
        self.move_phase(id, PhaseLife::Lapsed, VerdictKind::Lapsed);
        for file in self.accord.phase(id).into_iter().flat_map(|row| &row.workstreams) {
            self.end_workstream(*file, Cause::Lapsed, None);
        }
        true
    }

    fn settle_duties(&mut self) -> bool {
        let mut changed = false;
        for id in self.accord.duty_ids() {
            let Some(row) = self.accord.duty(id) else {
                continue;
            };
            let cell = self.state.duty(id);
            let next = self.next_life(id, row, cell);
            if next != cell.life {
                self.move_duty(id, row, cell.life, next);
                changed = true;
            }
        }
        changed
    }

    fn next_life(&self, id: DutyId, row: &Duty, cell: DutyState) -> Life {
        let (accord, state) = (self.accord, &self.state);
        match cell.life {
            Life::Over => Life::Over,
            _ if expired(accord, state, id, row) => Life::Over,
            Life::Met | Life::Performed => cell.life,
            Life::Dormant if comes_alive(accord, state, id, row) => Life::Live,
            Life::Dormant => Life::Dormant,
            _ if row.kind == DutyKind::Achieve && in_line(accord, state, id) => {
                if row.verifier.is_some() && row.lag > Hours::ZERO && !is_public(&row.target) {
                    Life::Performed
                } else {
                    Life::Met
                }
            }
            Life::Live | Life::Suspended => self.in_force(row, cell),
        }
    }

    /// Live, or suspended while the other side's leg is not performed. Who is in breach itself
    /// cannot invoke the other's: both legs late must both be cured, and can be.
    fn in_force(&self, row: &Duty, cell: DutyState) -> Life {
        let innocent = cell.standing < Standing::Reported;
        if self.paused(row) || (innocent && self.counterpart_fails(row)) {
            Life::Suspended
        } else {
            Life::Live
        }
    }

    /// One of the other side's legs stands reported and uncured, or will never be performed: its
    /// obligor has left, or its file is over.
    pub(super) fn counterpart_fails(&self, row: &Duty) -> bool {
        row.against.iter().any(|leg| {
            let gone = |other: &Duty| {
                self.state.has_withdrawn(other.obligor) || !self.state.alive(other.workstream)
            };
            self.state.duty(*leg).standing >= Standing::Reported
                || self.accord.duty(*leg).is_some_and(gone)
        })
    }

    /// The escrow that a transfer draws on is paused.
    fn paused(&self, row: &Duty) -> bool {
        let Target::Transferred { tranche } = row.target else {
            return false;
        };
        let escrow = self.accord.tranche(tranche).map(|t| t.escrow);
        escrow.is_some_and(|e| self.state.pause(e) > Hours::ZERO)
    }

    fn move_duty(&mut self, id: DutyId, row: &Duty, from: Life, to: Life) {
        let clock = self.clock_in(id, row, to);
        if let Some(cell) = self.state.duty_mut(id) {
            (cell.life, cell.clock) = (to, clock);
        }
        let kind = match (from, to) {
            (Life::Suspended, Life::Live) => VerdictKind::Revived,
            (_, Life::Live) => VerdictKind::Live,
            (_, Life::Suspended) => VerdictKind::Suspended,
            (_, Life::Performed) => VerdictKind::Performed,
            (_, Life::Met) => VerdictKind::Proved,
            _ => VerdictKind::Ended,
        };
        self.say_duty(kind, id, Some(row.obligor));
        match to {
            Life::Met => self.cure(id, Some(row.obligor)),
            Life::Over => {
                let over = DutyState { life: Life::Over, ..DutyState::default() };
                self.state.duty_mut(id).into_iter().for_each(|cell| *cell = over);
            }
            _ => {}
        }
    }

    /// A duty's clock as it enters a stage of its life. While a duty is suspended its clock stands:
    /// what was left of its date is left when it revives, and time held is not lost by the other
    /// side's breach.
    fn clock_in(&self, id: DutyId, row: &Duty, to: Life) -> Hours {
        let cell = self.state.duty(id);
        let left = |when| time_left(self.accord, &self.state, id, when);
        match (to, row.kind) {
            (Life::Performed, _) => row.lag,
            (Life::Suspended, DutyKind::Achieve) if cell.clock == Hours::ZERO => {
                row.due.and_then(left).unwrap_or_default()
            }
            (Life::Suspended | Life::Live, _) => cell.clock,
            _ => Hours::ZERO,
        }
    }

    /// The duty is no longer owed.
    pub(super) fn finish_duty(&mut self, id: DutyId) {
        let life = self.state.duty(id).life;
        if let (Some(row), false) = (self.accord.duty(id), life == Life::Over) {
            self.move_duty(id, row, life, Life::Over);
        }
    }

    /// Talks whose cause is gone are settled. A snapback, once started, is stopped by nobody's
    /// cure, only by whom the text names; every complaint ends with its file or its complainant.
    fn settle_procedures(&mut self) -> bool {
        let mut changed = false;
        for (id, row) in self.accord.procedure_ids().zip(&self.accord.procedures) {
            let Some((about, by)) = complaint(&self.state, id) else { continue };
            let cured = self.state.duty(about).standing == Standing::None;
            let moot = cured && row.kind == ProcedureKind::Dispute;
            let orphan = self.state.has_withdrawn(by) || !self.state.alive(row.workstream);
            if moot || orphan {
                self.set_procedure(id, ProcedureState::Idle);
                self.say(VerdictKind::Settled, Item::Procedure(id), row.clause);
                changed = true;
            }
        }
        changed
    }

    fn settle_accord(&mut self) {
        let sunset = self.accord.sunset.is_some_and(|sunset| self.state.day >= sunset);
        let ends = || self.accord.ends.holds(self.accord, &self.state, View::Reports);
        if sunset || ends() || nothing_left(self.accord, &self.state) {
            self.end(Cause::Completed, None);
        }
    }
}

/// Whether everything that had to be done is done, and nothing goes on by itself: no duty live or
/// to come, no phase open or ahead, no line to watch, no relief that could be taken back.
pub(super) fn nothing_left(accord: &Accord, state: &State) -> bool {
    let settled = |cell: &DutyState| matches!(cell.life, Life::Met | Life::Over);
    let past = |cell: &PhaseState| matches!(cell.life, PhaseLife::Closed | PhaseLife::Lapsed);
    !accord.duties.is_empty()
        && state.duties.iter().all(settled)
        && state.phases.iter().all(past)
        && accord.redlines.iter().all(|row| !state.alive(row.workstream))
        && accord.inquiries.is_empty()
        && !accord.carveout_ids().any(|id| accord.is_flowing(state, id))
        && !relief_runs(accord, state)
}

fn relief_runs(accord: &Accord, state: &State) -> bool {
    let granted =
        |cell: &WaiverState| matches!(cell.life, WaiverLife::InForce | WaiverLife::Suspended);
    let moving =
        |cell: &TrancheState| matches!(cell.life, TrancheLife::Transferred | TrancheLife::Usable);
    let unspent = |(row, cell): (&Tranche, &TrancheState)| moving(cell) && cell.spent < row.amount;
    state.waivers.iter().any(granted)
        || accord.dials.iter().zip(&state.dials).any(|(row, cell)| cell.announced > row.start)
        || accord.tranches.iter().zip(&state.tranches).any(unspent)
}

/// Whether nobody needs to be sent to see it: money, licences, levels announced.
fn is_public(target: &Target) -> bool {
    !matches!(target, Target::Value { .. } | Target::NoOccurrence { .. } | Target::Deed)
}

fn comes_alive(accord: &Accord, state: &State, id: DutyId, row: &Duty) -> bool {
    let open = row.phase.is_none_or(|p| {
        state.phase(p).life == PhaseLife::Open
            || (row.survives_phase && state.phase(p).life == PhaseLife::Closed)
    });
    let begun = || row.from.is_none_or(|when| reached(accord, state, id, when));
    open && begun() && row.after.holds(accord, state, View::Reports)
}

/// Whether the duty is no longer owed: its file, its obligor, its phase or its time is gone. The
/// fulfilment of a phase, or time, ends no duty that stands reported as not performed, and takes
/// nothing from what was done: else letting time pass would erase what was found.
fn expired(accord: &Accord, state: &State, id: DutyId, row: &Duty) -> bool {
    let cell = state.duty(id);
    let phase = row.phase.map(|p| state.phase(p).life);
    let done = matches!(cell.life, Life::Met | Life::Performed);
    let closed = phase == Some(PhaseLife::Closed) && !row.survives_phase && !done;
    let time_gone = || row.until.is_some_and(|when| reached(accord, state, id, when));
    let gone = phase == Some(PhaseLife::Lapsed)
        || !state.alive(row.workstream)
        || state.has_withdrawn(row.obligor);
    gone || (cell.standing < Standing::Reported && (closed || time_gone()))
}

fn reached(accord: &Accord, state: &State, id: DutyId, when: When) -> bool {
    time_left(accord, state, id, when) == Some(Hours::ZERO)
}

/// Whether the time to do it has come: its date is reached, or it never had one.
pub(super) fn is_due(accord: &Accord, state: &State, id: DutyId) -> bool {
    let Some(row) = accord.duty(id) else { return false };
    let cell = state.duty(id);
    cell.late || row.due.is_none_or(|when| !put_off(row, cell) && reached(accord, state, id, when))
}

/// Whether the duty's date was put off by a suspension; its clock then says how long is left.
pub(crate) fn put_off(row: &Duty, cell: DutyState) -> bool {
    row.kind == DutyKind::Achieve
        && matches!(cell.life, Life::Live | Life::Suspended)
        && cell.clock > Hours::ZERO
}
