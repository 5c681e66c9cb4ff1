//! Consequences: phases open and close, duties come alive and end, until nothing more follows.

use super::Run;
use super::time::time_left;
use crate::accord::{Duty, DutyKind, Target};
use crate::condition::{View, in_line};
use crate::ids::*;
use crate::state::{Cause, DutyState, Life, PhaseLife, ProcedureState, State};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    /// Lets consequences follow until nothing changes. Each round moves at least one phase, duty
    /// or file forward, so the bound is never reached; it is there so that the loop ends by
    /// construction.
    pub(super) fn settle(&mut self) {
        let rows = self
            .accord
            .phases
            .len()
            .saturating_add(self.accord.duties.len());
        for _ in 0..rows.saturating_mul(8).saturating_add(8) {
            let before = self.verdicts.len();
            let states = (
                self.settle_phases(),
                self.settle_duties(),
                self.settle_procedures(),
            );
            self.settle_accord();
            let quiet = states == (false, false, false) && self.verdicts.len() == before;
            if quiet || self.state.ended.is_some() {
                return;
            }
        }
    }

    fn settle_phases(&mut self) -> bool {
        let mut changed = false;
        for id in self.accord.phase_ids() {
            let Some(row) = self.accord.phase(id) else {
                continue;
            };
            match self.state.phase(id).life {
                PhaseLife::Ahead if row.opens.holds(self.accord, &self.state, View::Reports) => {
                    self.move_phase(id, PhaseLife::Open, VerdictKind::Opened);
                    changed = true;
                }
                PhaseLife::Ahead if !row.opens.can_hold(&self.state) => {
                    self.lapse_phase(id);
                    changed = true;
                }
                PhaseLife::Open if row.closes.holds(self.accord, &self.state, View::Reports) => {
                    self.move_phase(id, PhaseLife::Closed, VerdictKind::Closed);
                    changed = true;
                }
                _ => {}
            }
        }
        changed
    }

    fn move_phase(&mut self, id: PhaseId, life: PhaseLife, kind: VerdictKind) {
        let clause = self
            .accord
            .phase(id)
            .map(|row| row.clause)
            .unwrap_or_default();
        if let Some(cell) = self.state.phase_mut(id) {
            cell.life = life;
            if life == PhaseLife::Open {
                cell.age = Hours::ZERO;
            }
        }
        self.say(kind, Item::Phase(id), clause);
    }

    /// The phase lapses, and with it the files of its steps.
    pub(super) fn lapse_phase(&mut self, id: PhaseId) {
        self.move_phase(id, PhaseLife::Lapsed, VerdictKind::Lapsed);
        let Some(row) = self.accord.phase(id) else {
            return;
        };
        for file in &row.workstreams {
            self.end_workstream(*file, Cause::Lapsed, None);
        }
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
            Life::Live if self.counterpart_fails(row) => Life::Suspended,
            Life::Suspended if !self.counterpart_fails(row) => Life::Live,
            Life::Live if row.kind == DutyKind::Achieve && in_line(accord, state, id) => {
                if row.verifier.is_some() && row.lag > Hours::ZERO && !is_public(&row.target) {
                    Life::Performed
                } else {
                    Life::Met
                }
            }
            life => life,
        }
    }

    /// Simultaneous performance: one of the other side's legs stands reported and uncured, or the
    /// escrow a transfer draws on is paused.
    fn counterpart_fails(&self, row: &Duty) -> bool {
        let failing = |d: &DutyId| self.state.duty(*d).standing >= Standing::Reported;
        row.against.iter().any(failing) || self.paused(row)
    }

    fn paused(&self, row: &Duty) -> bool {
        let Target::Transferred { tranche } = row.target else {
            return false;
        };
        let escrow = self.accord.tranche(tranche).map(|t| t.escrow);
        escrow.is_some_and(|e| self.state.pause(e) > Hours::ZERO)
    }

    fn move_duty(&mut self, id: DutyId, row: &Duty, from: Life, to: Life) {
        if let Some(cell) = self.state.duty_mut(id) {
            cell.life = to;
            cell.clock = if to == Life::Performed {
                row.lag
            } else {
                Hours::ZERO
            };
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
        if matches!(to, Life::Met | Life::Over) {
            self.clear_standing(id);
        }
    }

    fn clear_standing(&mut self, id: DutyId) {
        if let Some(cell) = self.state.duty_mut(id) {
            cell.standing = Standing::None;
            cell.accused = false;
            cell.dirty = false;
        }
    }

    /// The duty is no longer owed.
    pub(super) fn finish_duty(&mut self, id: DutyId) {
        let life = self.state.duty(id).life;
        if let (Some(row), false) = (self.accord.duty(id), life == Life::Over) {
            self.move_duty(id, row, life, Life::Over);
        }
    }

    /// A complaint whose cause is gone is settled.
    fn settle_procedures(&mut self) -> bool {
        let mut changed = false;
        for id in self.accord.procedure_ids() {
            let (ProcedureState::Running { about, by, .. }
            | ProcedureState::Exhausted { about, by, .. }) = self.state.procedure(id)
            else {
                continue;
            };
            let moot = self.state.duty(about).standing == Standing::None;
            let orphan = self.state.has_withdrawn(by) || !self.procedure_alive(id);
            if moot || orphan {
                let clause = self
                    .accord
                    .procedure(id)
                    .map(|row| row.clause)
                    .unwrap_or_default();
                self.set_procedure(id, ProcedureState::Idle);
                self.say(VerdictKind::Settled, Item::Procedure(id), clause);
                changed = true;
            }
        }
        changed
    }

    fn settle_accord(&mut self) {
        if self
            .accord
            .ends
            .holds(self.accord, &self.state, View::Reports)
        {
            self.end(Cause::Completed, None);
        }
    }
}

/// Whether nobody needs to be sent to see it: money, licences, levels announced.
fn is_public(target: &Target) -> bool {
    matches!(
        target,
        Target::Granted { .. } | Target::Transferred { .. } | Target::Dialled { .. }
    )
}

fn comes_alive(accord: &crate::Accord, state: &State, id: DutyId, row: &Duty) -> bool {
    let open = row.phase.is_none_or(|p| {
        state.phase(p).life == PhaseLife::Open
            || (row.survives_phase && state.phase(p).life == PhaseLife::Closed)
    });
    let reached = |when| time_left(accord, state, id, when) == Some(Hours::ZERO);
    open && row.from.is_none_or(reached) && row.after.holds(accord, state, View::Reports)
}

/// Whether the duty is no longer owed: its file, its phase, its obligor or its time is gone.
fn expired(accord: &crate::Accord, state: &State, id: DutyId, row: &Duty) -> bool {
    let phase = row.phase.map(|p| state.phase(p).life);
    let phase_gone = match phase {
        Some(PhaseLife::Lapsed) => true,
        Some(PhaseLife::Closed) => !row.survives_phase && state.duty(id).life != Life::Met,
        _ => false,
    };
    let time_gone = row
        .until
        .is_some_and(|when| time_left(accord, state, id, when) == Some(Hours::ZERO));
    phase_gone || time_gone || !state.alive(row.workstream) || state.has_withdrawn(row.obligor)
}
