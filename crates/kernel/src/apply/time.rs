//! Time: clocks advance together, and what expires takes effect in order.

use super::{Outcome, Run};
use crate::accord::{Accord, DutyKind, Effect, ProcedureKind, When};
use crate::condition::in_line;
use crate::ids::*;
use crate::state::{
    Cause, InquiryState, Life, PhaseLife, ProcedureState, RedlineState, State, WaiverLife,
};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

/// Time until the next clock that some clause reads runs out, if any runs.
///
/// Drivers stop there: a kept duty is performed at its first possible instant.
#[must_use]
pub fn next_expiry(accord: &Accord, state: &State) -> Option<Hours> {
    if state.ended.is_some() {
        return None;
    }
    let mut next = Earliest(None);
    phase_clocks(accord, state, &mut next);
    duty_clocks(accord, state, &mut next);
    article_clocks(state, &mut next);
    accord
        .day_read_at
        .iter()
        .for_each(|day| next.at(day.minus(state.day)));
    next.0
}

/// The smallest positive span offered.
struct Earliest(Option<Hours>);

impl Earliest {
    fn at(&mut self, span: Hours) {
        if span > Hours::ZERO && span < Hours::FOREVER {
            self.0 = Some(self.0.map_or(span, |best| best.min(span)));
        }
    }
}

fn phase_clocks(accord: &Accord, state: &State, next: &mut Earliest) {
    for (row, cell) in accord.phases.iter().zip(&state.phases) {
        if let (PhaseLife::Open, Some(lapse)) = (cell.life, row.lapses) {
            next.at(lapse.minus(cell.age));
        }
    }
}

fn duty_clocks(accord: &Accord, state: &State, next: &mut Earliest) {
    for id in accord.duty_ids() {
        let Some(row) = accord.duty(id) else { continue };
        let cell = state.duty(id);
        match cell.life {
            Life::Over => continue,
            Life::Performed => next.at(cell.clock),
            Life::Live | Life::Met => {
                row.read_at
                    .iter()
                    .for_each(|span| next.at(span.minus(cell.clock)));
            }
            Life::Dormant | Life::Suspended => {}
        }
        let bounds = [
            row.from.filter(|_| cell.life == Life::Dormant),
            row.due
                .filter(|_| matches!(cell.life, Life::Dormant | Life::Live | Life::Suspended)),
            row.until,
        ];
        for when in bounds.into_iter().flatten() {
            next.at(time_left(accord, state, id, when).unwrap_or_default());
        }
    }
}

fn article_clocks(state: &State, next: &mut Earliest) {
    for waiver in &state.waivers {
        next.at(waiver.left);
        next.at(waiver.suspended);
        next.at(waiver.period);
    }
    state.pauses.iter().for_each(|pause| next.at(*pause));
    for line in &state.redlines {
        next.at(line.left);
        next.at(line.cooling);
    }
    for inquiry in &state.inquiries {
        if let InquiryState::Open(left) | InquiryState::Warned(left) = inquiry {
            next.at(*left);
        }
    }
    for procedure in &state.procedures {
        match procedure {
            ProcedureState::Running { left, .. } | ProcedureState::Exhausted { left, .. } => {
                next.at(*left);
            }
            ProcedureState::Idle => {}
        }
    }
    state
        .freezes
        .iter()
        .flatten()
        .for_each(|left| next.at(*left));
}

/// Time left until a time in the text, for the duty that states it; `None` if its count has not
/// begun.
pub(super) fn time_left(accord: &Accord, state: &State, duty: DutyId, when: When) -> Option<Hours> {
    match when {
        When::Day(day) => Some(day.minus(state.day)),
        When::After(other, span) => {
            let cell = state.duty(other);
            matches!(cell.life, Life::Met).then(|| span.minus(cell.clock))
        }
        When::Phase(span) => match accord.duty(duty).and_then(|row| row.phase) {
            None => Some(span.minus(state.day)),
            Some(phase) => {
                let cell = state.phase(phase);
                (cell.life != PhaseLife::Ahead).then(|| span.minus(cell.age))
            }
        },
    }
}

impl Run<'_> {
    /// Time passes, expiry by expiry.
    pub(super) fn pass(&mut self, span: Hours) -> Outcome {
        let mut left = span;
        while left > Hours::ZERO && self.state.ended.is_none() {
            self.mark_time_out_of_line();
            let chunk = next_expiry(self.accord, &self.state).map_or(left, |next| next.min(left));
            self.advance(chunk);
            self.expire();
            self.settle();
            left = left.minus(chunk);
        }
        Outcome::Done
    }

    /// A span of time is about to pass: what is out of line now has been so for a while.
    fn mark_time_out_of_line(&mut self) {
        for id in self.accord.duty_ids() {
            let cell = self.state.duty(id);
            if cell.life != Life::Live || in_line(self.accord, &self.state, id) {
                continue;
            }
            match self.accord.duty(id).map(|row| row.kind) {
                Some(DutyKind::Maintain) => self.mark_dirty(id),
                Some(DutyKind::Achieve) => self.mark_late(id),
                None => {}
            }
        }
        self.settle();
    }

    fn mark_dirty(&mut self, id: DutyId) {
        if let Some(cell) = self.state.duty_mut(id) {
            cell.dirty = true;
        }
    }

    fn mark_late(&mut self, id: DutyId) {
        let due = self.accord.duty(id).and_then(|row| row.due);
        let left = due.and_then(|when| time_left(self.accord, &self.state, id, when));
        let fresh = !self.state.duty(id).late;
        if let (Some(Hours::ZERO), true, Some(cell)) = (left, fresh, self.state.duty_mut(id)) {
            cell.late = true;
            cell.standing = cell.standing.max(Standing::Reported);
            cell.accused = true;
            self.say_duty(VerdictKind::Late, id, None);
        }
    }

    fn advance(&mut self, span: Hours) {
        self.state.day = self.state.day.plus(span);
        for cell in &mut self.state.phases {
            if cell.life != PhaseLife::Ahead {
                cell.age = cell.age.plus(span);
            }
        }
        for (row, cell) in self.accord.duties.iter().zip(&mut self.state.duties) {
            match (cell.life, row.kind) {
                (Life::Live, DutyKind::Maintain) | (Life::Met, _) => {
                    cell.clock = cell.clock.plus(span);
                }
                (Life::Performed, _) => cell.clock = cell.clock.minus(span),
                _ => {}
            }
        }
        self.run_down(span);
    }

    fn run_down(&mut self, span: Hours) {
        for waiver in &mut self.state.waivers {
            if waiver.left < Hours::FOREVER {
                waiver.left = waiver.left.minus(span);
            }
            waiver.suspended = waiver.suspended.minus(span);
            waiver.period = waiver.period.minus(span);
        }
        for pause in &mut self.state.pauses {
            *pause = pause.minus(span);
        }
        for line in &mut self.state.redlines {
            line.left = line.left.minus(span);
            line.cooling = line.cooling.minus(span);
        }
        for inquiry in &mut self.state.inquiries {
            if let InquiryState::Open(left) | InquiryState::Warned(left) = inquiry {
                *left = left.minus(span);
            }
        }
        for procedure in &mut self.state.procedures {
            if let ProcedureState::Running { left, .. } | ProcedureState::Exhausted { left, .. } =
                procedure
            {
                *left = left.minus(span);
            }
        }
        for left in self.state.freezes.iter_mut().flatten() {
            *left = left.minus(span);
        }
    }

    /// What ran out takes effect, article kind by article kind.
    fn expire(&mut self) {
        self.expire_waivers();
        self.expire_lines();
        self.expire_inquiries();
        self.expire_procedures();
        self.expire_freezes();
        self.expire_phases();
        if self
            .accord
            .sunset
            .is_some_and(|sunset| self.state.day >= sunset)
        {
            self.end(Cause::Completed, None);
        }
    }

    fn expire_waivers(&mut self) {
        for id in self.accord.waiver_ids() {
            let (Some(row), cell) = (self.accord.waiver(id), self.state.waiver(id)) else {
                continue;
            };
            let mut next = cell;
            if cell.drawn > 0 && cell.period == Hours::ZERO {
                next.drawn = 0;
            }
            if cell.life == WaiverLife::Suspended && cell.suspended == Hours::ZERO {
                next.life = WaiverLife::InForce;
                self.say(VerdictKind::Revived, Item::Waiver(id), row.clause);
            }
            if cell.left == Hours::ZERO {
                match cell.life {
                    WaiverLife::InForce | WaiverLife::Suspended => {
                        next.life = WaiverLife::WindingDown;
                        next.left = row.winds_down;
                        self.say(VerdictKind::Lapsed, Item::Waiver(id), row.clause);
                    }
                    WaiverLife::WindingDown => next.life = WaiverLife::Over,
                    WaiverLife::Idle | WaiverLife::Over => {}
                }
            }
            self.state
                .waiver_mut(id)
                .into_iter()
                .for_each(|slot| *slot = next);
        }
    }

    fn expire_lines(&mut self) {
        for id in self.accord.redline_ids() {
            let cell = self.state.redline(id);
            if cell.level > 0 && cell.left == Hours::ZERO {
                let clause = self
                    .accord
                    .redline(id)
                    .map(|row| row.clause)
                    .unwrap_or_default();
                self.say(VerdictKind::Unanswered, Item::Redline(id), clause);
                self.state
                    .redline_mut(id)
                    .into_iter()
                    .for_each(|c| *c = RedlineState::default());
            }
        }
    }

    fn expire_inquiries(&mut self) {
        for id in self.accord.inquiry_ids() {
            if let InquiryState::Open(Hours::ZERO) | InquiryState::Warned(Hours::ZERO) =
                self.state.inquiry(id)
            {
                let clause = self
                    .accord
                    .inquiry(id)
                    .map(|row| row.clause)
                    .unwrap_or_default();
                self.say(VerdictKind::Closed, Item::Inquiry(id), clause);
                self.state
                    .inquiry_mut(id)
                    .into_iter()
                    .for_each(|c| *c = InquiryState::Idle);
            }
        }
    }

    fn expire_procedures(&mut self) {
        for id in self.accord.procedure_ids() {
            match self.state.procedure(id) {
                ProcedureState::Running {
                    about,
                    by,
                    stage,
                    left: Hours::ZERO,
                } => {
                    self.next_stage(id, about, by, stage);
                }
                ProcedureState::Exhausted {
                    left: Hours::ZERO, ..
                } => {
                    self.set_procedure(id, ProcedureState::Idle);
                }
                _ => {}
            }
        }
    }

    fn next_stage(&mut self, id: ProcedureId, about: DutyId, by: ActorId, stage: u8) {
        let Some(row) = self.accord.procedure(id) else {
            return;
        };
        let next = stage.saturating_add(1);
        if let Some(span) = row.stages.get(usize::from(next)) {
            self.set_procedure(
                id,
                ProcedureState::Running {
                    about,
                    by,
                    stage: next,
                    left: *span,
                },
            );
            self.say(VerdictKind::Staged, Item::Procedure(id), row.clause);
            return;
        }
        match row.kind {
            ProcedureKind::Dispute => {
                let left = row.window;
                self.set_procedure(id, ProcedureState::Exhausted { about, by, left });
                self.say(VerdictKind::Exhausted, Item::Procedure(id), row.clause);
            }
            ProcedureKind::Snapback => {
                self.set_procedure(id, ProcedureState::Idle);
                self.say_by(VerdictKind::Restored, Item::Procedure(id), row.clause, by);
                self.effects(&row.outcome, by, about);
            }
        }
    }

    /// Carries out what a procedure ends in.
    pub(super) fn effects(&mut self, outcome: &[Effect], by: ActorId, about: DutyId) {
        for effect in outcome {
            match effect {
                Effect::Start(procedure) => self.launch(*procedure, by, about),
                other => self.effect(other, by, Cause::Restored),
            }
        }
    }

    fn expire_freezes(&mut self) {
        for id in self.accord.freeze_ids() {
            if self.state.freeze(id) != Some(Hours::ZERO) {
                continue;
            }
            let Some(row) = self.accord.freeze(id) else {
                continue;
            };
            for duty in &row.duties {
                self.finish_duty(*duty);
            }
            self.say(VerdictKind::Ended, Item::Freeze(id), row.clause);
            self.state
                .freeze_mut(id)
                .into_iter()
                .for_each(|left| *left = None);
        }
    }

    fn expire_phases(&mut self) {
        for id in self.accord.phase_ids() {
            let (Some(row), cell) = (self.accord.phase(id), self.state.phase(id)) else {
                continue;
            };
            let due = row.lapses.is_some_and(|lapse| cell.age >= lapse);
            let closing = row
                .closes
                .holds(self.accord, &self.state, crate::View::Reports);
            if cell.life == PhaseLife::Open && due && !closing {
                self.lapse_phase(id);
            }
        }
    }
}
