//! Time: clocks advance together, and what expires takes effect in order.

use super::relief::winding_down;
use super::settle::{is_due, nothing_left, put_off};
use super::{Outcome, Run};
use crate::accord::{Accord, DutyKind, Procedure, ProcedureKind, When};
use crate::condition::in_line;
use crate::ids::*;
use crate::pipeline::Transit;
use crate::state::{
    Cause, InquiryState, Life, PhaseLife, ProcedureState, State, UndertakingState, WaiverLife,
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
    transit_clocks(state, &mut next);
    talk_clocks(accord, state, &mut next);
    accord.day_read_at.iter().for_each(|day| next.at(day.minus(state.day)));
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
    for (id, row) in accord.duty_ids().zip(&accord.duties) {
        let cell = state.duty(id);
        let mut until = |when: Option<When>| {
            next.at(when.and_then(|w| time_left(accord, state, id, w)).unwrap_or_default());
        };
        match (cell.life, row.kind) {
            (Life::Over, _) => continue,
            (Life::Dormant, _) => until(row.from),
            (Life::Live, DutyKind::Achieve) if put_off(row, cell) => next.at(cell.clock),
            (Life::Live, DutyKind::Achieve) if !cell.late => until(row.due),
            (Life::Performed, _) => next.at(cell.clock),
            (Life::Live, DutyKind::Maintain) | (Life::Met, _) => {
                row.read_at.iter().for_each(|span| next.at(span.minus(cell.clock)));
            }
            (Life::Live | Life::Suspended, _) => {}
        }
        next.at(row.until.and_then(|w| time_left(accord, state, id, w)).unwrap_or_default());
        if is_overdue(accord, state, id) {
            next.at(Hours::HOUR);
        }
    }
}

/// Whether any time that passes now makes the duty late: its date is here, and it is not done.
fn is_overdue(accord: &Accord, state: &State, id: DutyId) -> bool {
    let cell = state.duty(id);
    let dated = accord.duty(id).is_some_and(|r| r.kind == DutyKind::Achieve && r.due.is_some());
    dated
        && cell.life == Life::Live
        && !cell.late
        && is_due(accord, state, id)
        && !in_line(accord, state, id)
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
    state.freezes.iter().flatten().for_each(|left| next.at(*left));
}

fn transit_clocks(state: &State, next: &mut Earliest) {
    let dials = state.dials.iter().map(|cell| cell.transit);
    let all = dials.chain(state.tranches.iter().map(|cell| cell.transit));
    all.filter_map(Transit::left).for_each(|left| next.at(left));
}

fn talk_clocks(accord: &Accord, state: &State, next: &mut Earliest) {
    state.carveouts.iter().for_each(|cell| next.at(cell.period));
    state.notices.iter().for_each(|cell| next.at(cell.left));
    state.tolerances.iter().for_each(|cell| next.at(cell.period));
    state.ballots.iter().for_each(|cell| next.at(cell.left));
    state.leaving.iter().flatten().for_each(|left| next.at(*left));
    for (row, cell) in accord.channels.iter().zip(&state.channels) {
        next.at(cell.quiet);
        next.at(cell.answer);
        if cell.is_overdue(row) {
            next.at(Hours::HOUR);
        }
    }
    for cell in &state.undertakings {
        if let UndertakingState::Leaving(left) = cell {
            next.at(*left);
        }
    }
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

    /// A span of time is about to pass. What is overdue now is late, with all that follows: by its
    /// date, to the hour, a duty is still performed in time. Then, what is out of line now will
    /// have been so for a while.
    fn mark_time_out_of_line(&mut self) {
        self.mark_silence();
        for _ in 0..self.accord.duties.len() {
            let overdue = |id: &DutyId| is_overdue(self.accord, &self.state, *id);
            let late: Vec<DutyId> = self.accord.duty_ids().filter(overdue).collect();
            if late.is_empty() {
                break;
            }
            late.into_iter().for_each(|id| self.mark_late(id));
            self.settle();
        }
        for (id, row) in self.accord.duty_ids().zip(&self.accord.duties) {
            let live = self.state.duty(id).life == Life::Live;
            let out = row.kind == DutyKind::Maintain && live;
            if out && !in_line(self.accord, &self.state, id) {
                self.state.duty_mut(id).into_iter().for_each(|cell| cell.dirty = true);
            }
        }
    }

    /// The calendar's word counts as a report by nobody: the duty stands reported as not
    /// performed, in truth, until it is done.
    fn mark_late(&mut self, id: DutyId) {
        if let Some(undertaking) = self.accord.undertaking_of(id) {
            return self.departed(undertaking);
        }
        if let Some(cell) = self.state.duty_mut(id) {
            (cell.late, cell.accused) = (true, true);
            cell.standing = cell.standing.max(Standing::Reported);
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
                (Life::Performed, _) | (Life::Live, DutyKind::Achieve) => {
                    cell.clock = cell.clock.minus(span);
                }
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
        let dials = self.state.dials.iter_mut().map(|cell| &mut cell.transit);
        let transits = dials.chain(self.state.tranches.iter_mut().map(|cell| &mut cell.transit));
        transits.for_each(|transit| *transit = transit.after(span));
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
        self.run_down_talk(span);
    }

    fn run_down_talk(&mut self, span: Hours) {
        let state = &mut self.state;
        let carveouts = state.carveouts.iter_mut().map(|cell| &mut cell.period);
        let notices = state.notices.iter_mut().map(|cell| &mut cell.left);
        let tolerances = state.tolerances.iter_mut().map(|cell| &mut cell.period);
        let ballots = state.ballots.iter_mut().map(|cell| &mut cell.left);
        let channels = state.channels.iter_mut();
        let channels = channels.flat_map(|cell| [&mut cell.quiet, &mut cell.answer]);
        let leaving = state.undertakings.iter_mut().filter_map(|cell| match cell {
            UndertakingState::Leaving(left) => Some(left),
            UndertakingState::Kept | UndertakingState::Departed => None,
        });
        let withdrawing = state.leaving.iter_mut().flatten();
        let all = withdrawing.chain(carveouts).chain(notices).chain(tolerances).chain(ballots);
        all.chain(channels).chain(leaving).for_each(|left| *left = left.minus(span));
    }

    /// What ran out takes effect, article kind by article kind; phases and duties follow.
    fn expire(&mut self) {
        self.expire_waivers();
        self.expire_transits();
        self.expire_lines();
        self.expire_inquiries();
        self.expire_freezes();
        self.expire_procedures();
        self.expire_carveouts();
        self.expire_tolerances();
        self.expire_undertakings();
        self.expire_motions();
        self.expire_notices();
    }

    fn expire_waivers(&mut self) {
        for (id, row) in self.accord.waiver_ids().zip(&self.accord.waivers) {
            let mut cell = self.state.waiver(id);
            if cell.drawn > 0 && cell.period == Hours::ZERO {
                cell.drawn = 0;
            }
            match (cell.life, cell.left, cell.suspended) {
                (WaiverLife::InForce | WaiverLife::Suspended, Hours::ZERO, _) => {
                    cell = winding_down(row.winds_down);
                    self.say(VerdictKind::Lapsed, Item::Waiver(id), row.clause);
                }
                (WaiverLife::Suspended, _, Hours::ZERO) => {
                    cell.life = WaiverLife::InForce;
                    self.say(VerdictKind::Revived, Item::Waiver(id), row.clause);
                }
                (WaiverLife::WindingDown, Hours::ZERO, _) => cell.life = WaiverLife::Over,
                _ => {}
            }
            self.set_waiver(id, cell);
        }
    }

    fn expire_lines(&mut self) {
        for (id, row) in self.accord.redline_ids().zip(&self.accord.redlines) {
            let cell = self.state.redline(id);
            if cell.level > 0 && cell.left == Hours::ZERO {
                self.close_line(id);
                self.say(VerdictKind::Unanswered, Item::Redline(id), row.clause);
            }
        }
    }

    fn expire_inquiries(&mut self) {
        for (id, row) in self.accord.inquiry_ids().zip(&self.accord.inquiries) {
            let cell = self.state.inquiry(id);
            if matches!(cell, InquiryState::Open(Hours::ZERO) | InquiryState::Warned(Hours::ZERO)) {
                self.set_inquiry(id, InquiryState::Idle);
                self.say(VerdictKind::Closed, Item::Inquiry(id), row.clause);
            }
        }
    }

    fn expire_procedures(&mut self) {
        for (id, row) in self.accord.procedure_ids().zip(&self.accord.procedures) {
            match self.state.procedure(id) {
                ProcedureState::Running { about, by, stage, left: Hours::ZERO } => {
                    self.next_stage(id, row, about, by, stage);
                }
                ProcedureState::Exhausted { by, left: Hours::ZERO, .. } => {
                    self.set_procedure(id, ProcedureState::Idle);
                    self.say_procedure(VerdictKind::Lapsed, id, by);
                }
                _ => {}
            }
        }
    }

    fn next_stage(
        &mut self,
        id: ProcedureId,
        row: &Procedure,
        about: DutyId,
        by: ActorId,
        stage: u8,
    ) {
        let stage = stage.saturating_add(1);
        if let Some(span) = row.stages.get(usize::from(stage)) {
            let left = span.clock();
            self.set_procedure(id, ProcedureState::Running { about, by, stage, left });
            self.say_procedure(VerdictKind::Staged, id, by);
            return;
        }
        match row.kind {
            ProcedureKind::Dispute => {
                let left = row.window.clock();
                self.set_procedure(id, ProcedureState::Exhausted { about, by, left });
                self.say_procedure(VerdictKind::Exhausted, id, by);
            }
            ProcedureKind::Snapback => {
                self.set_procedure(id, ProcedureState::Idle);
                self.say_procedure(VerdictKind::Restored, id, by);
                self.effects(&row.outcome, by, about);
            }
        }
    }

    /// A notice has run out: the limits are over. If they were all there was, that is a leaving,
    /// not a completion.
    fn expire_freezes(&mut self) {
        for (id, row) in self.accord.freeze_ids().zip(&self.accord.freezes) {
            if self.state.freeze(id) != Some(Hours::ZERO) {
                continue;
            }
            for duty in &row.duties {
                self.finish_duty(*duty);
            }
            self.set_freeze(id, None);
            self.say(VerdictKind::Ended, Item::Freeze(id), row.clause);
            if nothing_left(self.accord, &self.state) {
                self.end(Cause::Withdrawal, None);
            }
        }
    }
}
