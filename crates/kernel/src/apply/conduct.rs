//! Conduct: what is done in the world. Forbidden or not, it happened.

use super::{Outcome, Run};
use crate::accord::{Role, SubjectKind, Target};
use crate::event::Deed;
use crate::ids::*;
use crate::state::Cause;
use crate::verdict::{Item, VerdictKind};

impl Run<'_> {
    pub(super) fn conduct(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match deed {
            Deed::Set(subject, value) => self.set(by, *subject, *value),
            Deed::Conduct(duty, done) => self.deed(by, *duty, *done),
            Deed::Incident(subject, severity) => self.incident(by, *subject, *severity),
            Deed::HandOver(side, count) => self.hand_over(by, *side, *count),
            Deed::Carry(notice) => self.carry(by, *notice),
            Deed::Strike if !self.is_body(by) => {
                self.say_by(VerdictKind::Struck, Item::Accord, self.accord.header, by);
                Outcome::Done
            }
            Deed::Hostilities if !self.is_body(by) => {
                self.end(Cause::Hostilities, Some(by));
                Outcome::Done
            }
            _ => Outcome::Void,
        }
    }

    fn set(&mut self, by: ActorId, id: SubjectId, value: i64) -> Outcome {
        let holder = self.accord.subject(id).filter(|row| row.kind != SubjectKind::Tally);
        if holder.is_none_or(|row| row.holder != by) {
            return Outcome::Void;
        }
        self.state.subject_mut(id).into_iter().for_each(|cell| cell.truth = value);
        Outcome::Done
    }

    fn deed(&mut self, by: ActorId, id: DutyId, done: bool) -> Outcome {
        let row = self.accord.duty(id).filter(|row| row.target == Target::Deed);
        if row.is_none_or(|row| row.obligor != by) {
            return Outcome::Void;
        }
        self.state.duty_mut(id).into_iter().for_each(|cell| cell.deed = done);
        Outcome::Done
    }

    fn incident(&mut self, by: ActorId, id: SubjectId, severity: i64) -> Outcome {
        let Some(row) = self.accord.subject(id).filter(|row| row.kind == SubjectKind::Tally) else {
            return Outcome::Void;
        };
        if self.is_body(by) {
            return Outcome::Void;
        }
        if self.tolerated(by, id) {
            return Outcome::Done;
        }
        if let Some(cell) = self.state.subject_mut(id) {
            let worse = cell.pending.is_none_or(|(seen, _)| severity > seen);
            if worse {
                cell.pending = Some((severity, by));
            }
        }
        self.say_by(VerdictKind::Occurred, Item::Subject(id), row.clause, by);
        Outcome::Done
    }

    pub(super) fn is_body(&self, actor: ActorId) -> bool {
        self.accord.actor(actor).is_some_and(|row| row.role == Role::Body)
    }
}
