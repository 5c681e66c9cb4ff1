//! Inquiries, disputes, snapbacks, notices to leave, withdrawal.

use super::{Outcome, Run};
use crate::accord::ProcedureKind;
use crate::ids::*;
use crate::powers::{complaint, exhausted_about, launchable};
use crate::state::{Cause, InquiryState, ProcedureState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    pub(super) fn inquire(&mut self, by: ActorId, id: InquiryId) {
        let Some(row) = self.accord.inquiry(id) else { return };
        self.set_inquiry(id, InquiryState::Open(row.answer_within.clock()));
        self.say_by(VerdictKind::Inquired, Item::Inquiry(id), row.clause, by);
    }

    /// Evidence is shown, kind by kind; once it is all there the time to answer runs.
    pub(super) fn show(&mut self, by: ActorId, id: InquiryId, kind: u8) -> Outcome {
        let shown = match self.state.inquiry(id) {
            InquiryState::Idle => 0,
            InquiryState::Gathering(shown) => shown,
            InquiryState::Open(_) | InquiryState::Warned(_) | InquiryState::Established => {
                return Outcome::Void;
            }
        };
        let row = self.accord.inquiry(id).filter(|row| kind < row.evidence);
        let bit = 1_u32.checked_shl(u32::from(kind)).unwrap_or_default();
        let Some(row) = row.filter(|_| self.accord.is_signatory(by) && shown & bit == 0) else {
            return Outcome::Void;
        };
        let shown = shown | bit;
        self.say_by(VerdictKind::Noted, Item::Inquiry(id), row.clause, by);
        if shown.count_ones() >= u32::from(row.evidence) {
            self.inquire(by, id);
        } else {
            self.set_inquiry(id, InquiryState::Gathering(shown));
        }
        Outcome::Done
    }

    pub(super) fn warn(&mut self, by: ActorId, id: InquiryId) {
        let Some(row) = self.accord.inquiry(id) else { return };
        self.set_inquiry(id, InquiryState::Warned(row.window.clock()));
        self.say_by(VerdictKind::Warned, Item::Inquiry(id), row.clause, by);
    }

    pub(super) fn set_inquiry(&mut self, id: InquiryId, next: InquiryState) {
        if let Some(cell) = self.state.inquiry_mut(id) {
            *cell = next;
        }
    }

    pub(super) fn set_procedure(&mut self, id: ProcedureId, next: ProcedureState) {
        if let Some(cell) = self.state.procedure_mut(id) {
            *cell = next;
        }
    }

    /// Says a verdict about a procedure.
    pub(super) fn say_procedure(&mut self, kind: VerdictKind, id: ProcedureId, by: ActorId) {
        let clause = self.accord.procedure(id).map(|row| row.clause).unwrap_or_default();
        self.say_by(kind, Item::Procedure(id), clause, by);
    }

    /// Starts a procedure; the talks that led to it are over.
    pub(super) fn launch(&mut self, id: ProcedureId, by: ActorId, about: DutyId) {
        let Some(row) = self.accord.procedure(id) else { return };
        if !launchable(self.accord, &self.state, id) {
            return;
        }
        let left = row.stages.first().copied().unwrap_or_default().clock();
        self.set_procedure(id, ProcedureState::Running { about, by, stage: 0, left });
        for prior in &row.after {
            if exhausted_about(&self.state, *prior, about, by) {
                self.set_procedure(*prior, ProcedureState::Idle);
            }
        }
        self.say_procedure(VerdictKind::Started, id, by);
    }

    /// The complainant drops the complaint. What a body found, or the obligor admitted, stands.
    pub(super) fn settle_by(&mut self, by: ActorId, id: ProcedureId) {
        let Some((about, _)) = complaint(&self.state, id) else { return };
        if self.state.duty(about).standing <= Standing::Contested {
            self.clear_standing(about);
        }
        self.set_procedure(id, ProcedureState::Idle);
        self.say_procedure(VerdictKind::Settled, id, by);
    }

    pub(super) fn stop(&mut self, by: ActorId, id: ProcedureId) {
        self.set_procedure(id, ProcedureState::Idle);
        self.say_procedure(VerdictKind::Stopped, id, by);
    }

    pub(super) fn extend(&mut self, by: ActorId, id: ProcedureId, span: Hours) -> Outcome {
        let talks = self.accord.procedure(id).is_some_and(|r| r.kind == ProcedureKind::Dispute);
        if !self.is_body(by) || !talks {
            return Outcome::Void;
        }
        let Some(ProcedureState::Running { left, .. }) = self.state.procedure_mut(id) else {
            return Outcome::Void;
        };
        *left = left.plus(span);
        self.say_procedure(VerdictKind::Noted, id, by);
        Outcome::Done
    }

    pub(super) fn use_exhausted(&mut self, by: ActorId, id: ProcedureId) {
        let (Some(row), Some((about, _))) = (self.accord.procedure(id), complaint(&self.state, id))
        else {
            return;
        };
        self.set_procedure(id, ProcedureState::Idle);
        self.say_procedure(VerdictKind::Answered, id, by);
        self.effects(&row.outcome, by, about);
    }

    pub(super) fn leave(&mut self, by: ActorId, id: FreezeId) {
        let Some(row) = self.accord.freeze(id) else { return };
        self.set_freeze(id, Some(row.notice.clock()));
        self.say_by(VerdictKind::Noticed, Item::Freeze(id), row.clause, by);
    }

    pub(super) fn set_freeze(&mut self, id: FreezeId, next: Option<Hours>) {
        if let Some(left) = self.state.freeze_mut(id) {
            *left = next;
        }
    }

    /// Withdraws, at once or when the notice that the text asks has run out.
    pub(super) fn give_notice(&mut self, by: ActorId) {
        let notice = self.accord.withdrawal_notice.get(by.index()).copied().unwrap_or_default();
        if notice == Hours::ZERO {
            return self.withdraw(by);
        }
        if let Some(left) = self.state.leaving.get_mut(by.index()) {
            *left = Some(notice);
        }
        self.say_by(VerdictKind::Noticed, Item::Accord, self.accord.header, by);
    }

    pub(super) fn expire_notices(&mut self) {
        for by in self.accord.signatory_ids() {
            let slot = self.state.leaving.get_mut(by.index());
            if let Some(left) = slot.filter(|left| **left == Some(Hours::ZERO)) {
                *left = None;
                self.withdraw(by);
            }
        }
    }

    fn withdraw(&mut self, by: ActorId) {
        if let Some(slot) = self.state.withdrawn.get_mut(by.index()) {
            *slot = true;
        }
        self.say_by(VerdictKind::Withdrawn, Item::Accord, self.accord.header, by);
        self.end_relief(|granter, _| granter == by);
        let remaining = self.state.withdrawn.iter().filter(|gone| !**gone).count();
        let essential = self.accord.essential.contains(&by);
        if essential || remaining < usize::from(self.accord.quorum) {
            self.end(Cause::Withdrawal, Some(by));
        }
    }
}
