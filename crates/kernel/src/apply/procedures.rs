//! Inquiries, disputes, snapbacks, notices to leave, withdrawal.

use super::{Outcome, Run};
use crate::accord::{ProcedureKind, Role};
use crate::event::Deed;
use crate::ids::*;
use crate::state::{Cause, DialState, InquiryState, Life, ProcedureState, WaiverLife};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    pub(super) fn proceed(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match deed {
            Deed::Inquire(inquiry) => self.inquire(by, *inquiry),
            Deed::Warn(inquiry) => self.warn(by, *inquiry),
            Deed::Start(procedure, duty) => self.start(by, *procedure, *duty),
            Deed::Settle(procedure) => self.settle_by(by, *procedure),
            Deed::Stop(procedure) => self.stop(by, *procedure),
            Deed::Extend(procedure, span) => self.extend(by, *procedure, *span),
            Deed::Use(procedure) => self.use_exhausted(by, *procedure),
            Deed::Leave(freeze) => self.leave(by, *freeze),
            Deed::Withdraw => self.withdraw(by),
            _ => Outcome::Void,
        }
    }

    fn inquire(&mut self, by: ActorId, id: InquiryId) -> Outcome {
        let Some(row) = self.accord.inquiry(id) else {
            return Outcome::Void;
        };
        if !self.accord.is_signatory(by) || self.state.inquiry(id) != InquiryState::Idle {
            return Outcome::Void;
        }
        self.set_inquiry(id, InquiryState::Open(row.answer_within));
        self.say_by(VerdictKind::Inquired, Item::Inquiry(id), row.clause, by);
        Outcome::Done
    }

    fn warn(&mut self, by: ActorId, id: InquiryId) -> Outcome {
        let Some(row) = self.accord.inquiry(id) else {
            return Outcome::Void;
        };
        if !self.accord.is_signatory(by) || !matches!(self.state.inquiry(id), InquiryState::Open(_))
        {
            return Outcome::Void;
        }
        self.set_inquiry(id, InquiryState::Warned(row.window));
        self.say_by(VerdictKind::Warned, Item::Inquiry(id), row.clause, by);
        Outcome::Done
    }

    fn set_inquiry(&mut self, id: InquiryId, next: InquiryState) {
        self.state
            .inquiry_mut(id)
            .into_iter()
            .for_each(|cell| *cell = next);
    }

    pub(super) fn set_procedure(&mut self, id: ProcedureId, next: ProcedureState) {
        self.state
            .procedure_mut(id)
            .into_iter()
            .for_each(|cell| *cell = next);
    }

    pub(super) fn procedure_alive(&self, id: ProcedureId) -> bool {
        self.accord
            .procedure(id)
            .is_some_and(|row| self.state.alive(row.workstream))
    }

    fn start(&mut self, by: ActorId, id: ProcedureId, about: DutyId) -> Outcome {
        if !self.may_start(by, id, about) {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.duty_mut(about) {
            cell.standing = cell.standing.max(Standing::Alleged);
        }
        self.launch(id, by, about);
        Outcome::Done
    }

    /// Whether the actor may start the procedure about the duty now.
    pub(crate) fn may_start(&self, by: ActorId, id: ProcedureId, about: DutyId) -> bool {
        crate::powers::may_start(self.accord, &self.state, by, id, about)
    }

    pub(super) fn launch(&mut self, id: ProcedureId, by: ActorId, about: DutyId) {
        let Some(row) = self.accord.procedure(id) else {
            return;
        };
        if self.state.procedure(id) != ProcedureState::Idle {
            return;
        }
        let left = row.stages.first().copied().unwrap_or(Hours::ZERO);
        self.set_procedure(
            id,
            ProcedureState::Running {
                about,
                by,
                stage: 0,
                left,
            },
        );
        for prior in &row.after {
            self.set_procedure(*prior, ProcedureState::Idle);
        }
        self.say_by(VerdictKind::Started, Item::Procedure(id), row.clause, by);
    }

    fn settle_by(&mut self, by: ActorId, id: ProcedureId) -> Outcome {
        let (ProcedureState::Running {
            by: complainant,
            about,
            ..
        }
        | ProcedureState::Exhausted {
            by: complainant,
            about,
            ..
        }) = self.state.procedure(id)
        else {
            return Outcome::Void;
        };
        if complainant != by {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.duty_mut(about)
            && cell.standing <= Standing::Contested
        {
            cell.standing = Standing::None;
            cell.accused = false;
        }
        let clause = self
            .accord
            .procedure(id)
            .map(|row| row.clause)
            .unwrap_or_default();
        self.set_procedure(id, ProcedureState::Idle);
        self.say_by(VerdictKind::Settled, Item::Procedure(id), clause, by);
        Outcome::Done
    }

    fn stop(&mut self, by: ActorId, id: ProcedureId) -> Outcome {
        let ProcedureState::Running { by: starter, .. } = self.state.procedure(id) else {
            return Outcome::Void;
        };
        let Some(row) = self.accord.procedure(id) else {
            return Outcome::Void;
        };
        let entitled = row.stopped_by.map_or(starter == by, |body| body == by);
        if row.kind != ProcedureKind::Snapback || !entitled {
            return Outcome::Void;
        }
        self.set_procedure(id, ProcedureState::Idle);
        self.say_by(VerdictKind::Stopped, Item::Procedure(id), row.clause, by);
        Outcome::Done
    }

    fn extend(&mut self, by: ActorId, id: ProcedureId, span: Hours) -> Outcome {
        let is_body = self
            .accord
            .actor(by)
            .is_some_and(|actor| actor.role == Role::Body);
        let (Some(row), Some(ProcedureState::Running { left, .. })) =
            (self.accord.procedure(id), self.state.procedure_mut(id))
        else {
            return Outcome::Void;
        };
        if !is_body || row.kind != ProcedureKind::Dispute {
            return Outcome::Void;
        }
        *left = left.plus(span);
        self.say_by(VerdictKind::Noted, Item::Procedure(id), row.clause, by);
        Outcome::Done
    }

    fn use_exhausted(&mut self, by: ActorId, id: ProcedureId) -> Outcome {
        let ProcedureState::Exhausted {
            about,
            by: complainant,
            ..
        } = self.state.procedure(id)
        else {
            return Outcome::Void;
        };
        let accord = self.accord;
        let (Some(row), true) = (accord.procedure(id), complainant == by) else {
            return Outcome::Void;
        };
        self.set_procedure(id, ProcedureState::Idle);
        self.say_by(VerdictKind::Answered, Item::Procedure(id), row.clause, by);
        self.effects(&row.outcome, by, about);
        Outcome::Done
    }

    fn leave(&mut self, by: ActorId, id: FreezeId) -> Outcome {
        let Some(row) = self.accord.freeze(id) else {
            return Outcome::Void;
        };
        let owed = |d: &DutyId| self.state.duty(*d).life != Life::Over;
        let bound = row.duties.iter().any(owed);
        if !self.accord.is_signatory(by) || self.state.freeze(id).is_some() || !bound {
            return Outcome::Void;
        }
        let notice = row.notice;
        self.state
            .freeze_mut(id)
            .into_iter()
            .for_each(|left| *left = Some(notice));
        self.say_by(VerdictKind::Noticed, Item::Freeze(id), row.clause, by);
        Outcome::Done
    }

    fn withdraw(&mut self, by: ActorId) -> Outcome {
        let Some(slot) = self.state.withdrawn.get_mut(by.index()) else {
            return Outcome::Void;
        };
        *slot = true;
        self.say_by(VerdictKind::Withdrawn, Item::Accord, self.accord.header, by);
        self.withdraw_relief(by);
        let remaining = self.state.withdrawn.iter().filter(|gone| !**gone).count();
        let essential = self.accord.essential.contains(&by);
        if essential || remaining < usize::from(self.accord.quorum) {
            self.end(Cause::Withdrawal, Some(by));
        }
        Outcome::Done
    }

    /// What the leaver granted goes with it.
    fn withdraw_relief(&mut self, by: ActorId) {
        for id in self.accord.waiver_ids() {
            let granted = self.accord.waiver(id).is_some_and(|row| row.granter == by);
            if granted && self.state.waiver(id).life != WaiverLife::Over {
                self.end_waiver(id);
            }
        }
        for id in self.accord.dial_ids() {
            if self.accord.dial(id).is_some_and(|row| row.holder == by) {
                self.state
                    .dial_mut(id)
                    .into_iter()
                    .for_each(|slot| *slot = DialState::default());
            }
        }
    }
}
