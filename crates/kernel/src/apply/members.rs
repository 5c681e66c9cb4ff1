//! Who joins, who decides, who leaves by itself: accessions, votes, undertakings.

use super::settle::nothing_left;
use super::{Outcome, Run};
use crate::accord::{Accession, ProcedureKind};
use crate::event::Deed;
use crate::ids::*;
use crate::members::{MOTION, Motion, bit};
use crate::powers::may_stop;
use crate::state::{AccessionState, BallotState, Cause, ProcedureState, UndertakingState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    pub(super) fn ask(&mut self, by: ActorId, id: AccessionId) {
        let Some(row) = self.accord.accession(id) else { return };
        self.state.accession_mut(id).into_iter().for_each(|cell| cell.asked = true);
        self.say_by(VerdictKind::Noted, Item::Accession(id), row.clause, by);
        self.admit_member(id, row);
    }

    pub(super) fn consent(&mut self, by: ActorId, id: AccessionId) {
        let Some(row) = self.accord.accession(id) else { return };
        let bit = bit(&row.consent, by).unwrap_or_default();
        self.state.accession_mut(id).into_iter().for_each(|cell| cell.consents |= bit);
        self.say_by(VerdictKind::Noted, Item::Accession(id), row.clause, by);
        self.admit_member(id, row);
    }

    /// The last consent makes the member.
    fn admit_member(&mut self, id: AccessionId, row: &Accession) {
        let consents = self.state.accession(id).consents;
        let given = |who: &ActorId| bit(&row.consent, *who).is_some_and(|bit| consents & bit != 0);
        if row.consent.iter().all(given) {
            let member = AccessionState { member: true, ..AccessionState::default() };
            self.state.accession_mut(id).into_iter().for_each(|cell| *cell = member);
            self.say_by(VerdictKind::Acceded, Item::Accession(id), row.clause, row.candidate);
        }
    }

    pub(super) fn refuse_member(&mut self, by: ActorId, id: AccessionId) {
        let Some(row) = self.accord.accession(id) else { return };
        let blank = AccessionState::default();
        self.state.accession_mut(id).into_iter().for_each(|cell| *cell = blank);
        self.say_by(VerdictKind::Refused, Item::Accession(id), row.clause, by);
    }

    /// A member votes; the motion is carried out as soon as enough are for it, and falls as soon
    /// as too few are left.
    pub(super) fn vote(&mut self, by: ActorId, id: BallotId, motion: Motion, yes: bool) -> Outcome {
        let Some(row) = self.accord.ballot(id) else { return Outcome::Void };
        let mut cell = self.state.ballot(id);
        let (Some(bit), true) = (bit(&row.members, by), cell.motion.is_none_or(|m| m == motion))
        else {
            return Outcome::Void;
        };
        let new = cell.motion.is_none();
        if (cell.yes | cell.no) & bit != 0 || (new && !self.can_carry(row.body, motion)) {
            return Outcome::Void;
        }
        if new {
            cell = BallotState { motion: Some(motion), left: MOTION, ..BallotState::default() };
        }
        if yes {
            cell.yes |= bit;
        } else {
            cell.no |= bit;
        }
        self.set_ballot(id, cell);
        self.say_by(VerdictKind::Noted, Item::Ballot(id), row.clause, by);
        let left = row.members.iter().filter(|member| !self.state.has_withdrawn(**member));
        let voices = u32::try_from(left.count()).unwrap_or(u32::MAX);
        let needed = row.needed.map_or(voices, u32::from);
        if cell.yes.count_ones() >= needed {
            self.decide(id, row.body, motion);
        } else if voices.saturating_sub(cell.no.count_ones()) < needed {
            self.fall(id);
        }
        Outcome::Done
    }

    fn decide(&mut self, id: BallotId, body: ActorId, motion: Motion) {
        if !self.can_carry(body, motion) {
            return self.fall(id);
        }
        self.set_ballot(id, BallotState::default());
        let clause = self.accord.ballot(id).map(|row| row.clause).unwrap_or_default();
        self.say_by(VerdictKind::Carried, Item::Ballot(id), clause, body);
        match motion {
            Motion::Find(duty, finding) => _ = self.word(body, &Deed::Find(duty, finding)),
            Motion::Stop(procedure) => self.stop(body, procedure),
            Motion::Extend(procedure, span) => _ = self.extend(body, procedure, span),
        }
    }

    fn fall(&mut self, id: BallotId) {
        self.set_ballot(id, BallotState::default());
        let clause = self.accord.ballot(id).map(|row| row.clause).unwrap_or_default();
        self.say(VerdictKind::Refused, Item::Ballot(id), clause);
    }

    fn set_ballot(&mut self, id: BallotId, cell: BallotState) {
        self.state.ballot_mut(id).into_iter().for_each(|slot| *slot = cell);
    }

    /// Whether the body could do it now, had it decided.
    fn can_carry(&self, body: ActorId, motion: Motion) -> bool {
        match motion {
            Motion::Find(duty, _) => {
                let standing = self.state.duty(duty).standing;
                let open = matches!(
                    standing,
                    Standing::Alleged | Standing::Reported | Standing::Contested
                );
                open && self.accord.duty(duty).is_some_and(|row| row.verifier == Some(body))
            }
            Motion::Stop(id) => may_stop(self.accord, &self.state, body, id),
            Motion::Extend(id, _) => {
                let talks =
                    self.accord.procedure(id).is_some_and(|r| r.kind == ProcedureKind::Dispute);
                talks && matches!(self.state.procedure(id), ProcedureState::Running { .. })
            }
        }
    }

    pub(super) fn expire_motions(&mut self) {
        for id in self.accord.ballot_ids() {
            let cell = self.state.ballot(id);
            if cell.motion.is_some() && cell.left == Hours::ZERO {
                self.fall(id);
            }
        }
    }

    /// Notice to leave an undertaking; none is needed once the other side has left its own.
    pub(super) fn depart(&mut self, by: ActorId, id: UndertakingId) {
        let Some(row) = self.accord.undertaking(id) else { return };
        let left = row.notice.unwrap_or_default();
        let free =
            row.mirror.is_some_and(|m| self.state.undertaking(m) == UndertakingState::Departed);
        if free || left == Hours::ZERO {
            return self.departed(id);
        }
        let leaving = UndertakingState::Leaving(left);
        self.state.undertaking_mut(id).into_iter().for_each(|cell| *cell = leaving);
        self.say_by(VerdictKind::Noticed, Item::Undertaking(id), row.clause, by);
    }

    /// The undertaking is departed from, by notice or by not being kept to: its steps are owed no
    /// more, and nothing stands against anybody.
    pub(super) fn departed(&mut self, id: UndertakingId) {
        let Some(row) = self.accord.undertaking(id) else { return };
        let departed = UndertakingState::Departed;
        if self.state.undertaking(id) == departed {
            return;
        }
        self.state.undertaking_mut(id).into_iter().for_each(|cell| *cell = departed);
        self.say_by(VerdictKind::Departed, Item::Undertaking(id), row.clause, row.by);
        row.duties.iter().for_each(|duty| self.finish_duty(*duty));
        if nothing_left(self.accord, &self.state) {
            self.end(Cause::Withdrawal, Some(row.by));
        }
    }

    pub(super) fn expire_undertakings(&mut self) {
        for id in self.accord.undertaking_ids() {
            if self.state.undertaking(id) == UndertakingState::Leaving(Hours::ZERO) {
                self.departed(id);
            }
        }
    }
}
