//! Whose act it was, and which lines it crossed.

use super::{Outcome, Run};
use crate::accord::{Attribution, Redline, SubjectKind, Target};
use crate::condition::View;
use crate::ids::*;
use crate::state::{InquiryState, Life, RedlineState};
use crate::verdict::{Item, Standing, VerdictKind};

/// An occurrence, attributed.
struct Act {
    tally: SubjectId,
    to: ActorId,
    group: ActorId,
    severity: i64,
}

impl Run<'_> {
    /// Attributes the pending occurrence: opens red lines, and counts against whoever answers.
    pub(super) fn attribute(&mut self, by: ActorId, id: SubjectId, to: ActorId) -> Outcome {
        let (Some(row), Some((severity, _))) =
            (self.accord.subject(id), self.state.subject(id).pending)
        else {
            return Outcome::Void;
        };
        if row.observer != Some(by) || self.accord.actor(to).is_none() {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.subject_mut(id) {
            cell.pending = None;
        }
        self.say_by(VerdictKind::Attributed, Item::Subject(id), row.clause, to);
        if self.is_of(to, row.holder) {
            self.establish(id, row.holder);
        }
        if let Some(party) = self.answerable(row.holder, to) {
            self.count_against(party, id, row.holder, by);
        }
        self.cross_by_act(&Act { tally: id, to, group: row.holder, severity }, by);
        Outcome::Done
    }

    /// Whether an act attributed to `to` is the group's: to itself, or to who answers for it.
    fn is_of(&self, to: ActorId, group: ActorId) -> bool {
        let patron = self.accord.actor(group).and_then(|row| row.answered_by);
        to == group || patron.is_some_and(|(party, _)| party == to)
    }

    /// The signatory that an act attributed to `to` counts against, under the rule of the text:
    /// itself, or the one that answers for the group.
    fn answerable(&self, group: ActorId, to: ActorId) -> Option<ActorId> {
        if self.accord.is_signatory(to) {
            return Some(to);
        }
        let (party, rule) = self.accord.actor(to)?.answered_by?;
        let counts = match rule {
            Attribution::Always => true,
            Attribution::Tolerated => self.established(group) || self.reported_tolerant(group),
            Attribution::Directed => self.established(group),
            Attribution::Never => false,
        };
        (to == group && counts).then_some(party)
    }

    /// A warning was followed by a further act: that the group acts alone is no longer believed.
    fn established(&self, group: ActorId) -> bool {
        let mut inquiries = self.accord.inquiries.iter().zip(&self.state.inquiries);
        inquiries.any(|(row, cell)| row.group == group && *cell == InquiryState::Established)
    }

    /// The state behind the group was last reported to direct it or to let it act.
    fn reported_tolerant(&self, group: ActorId) -> bool {
        let mut subjects = self.accord.subjects.iter().zip(&self.state.subjects);
        subjects.any(|(row, cell)| row.kind == SubjectKind::Restraint(group) && cell.reported < 2)
    }

    fn count_against(&mut self, party: ActorId, tally: SubjectId, group: ActorId, by: ActorId) {
        for duty in self.accord.duty_ids() {
            let Some(row) = self.accord.duty(duty).filter(|row| row.obligor == party) else {
                continue;
            };
            let concerned = match row.target {
                Target::NoOccurrence { subject } => subject == tally,
                Target::Value { subject, .. } => self
                    .accord
                    .subject(subject)
                    .is_some_and(|s| s.kind == SubjectKind::Restraint(group)),
                _ => false,
            };
            if concerned && self.state.duty(duty).life == Life::Live {
                self.accuse(duty, Standing::Reported, by);
            }
        }
    }

    /// A further act after a warning establishes attribution.
    fn establish(&mut self, tally: SubjectId, group: ActorId) {
        for (id, row) in self.accord.inquiry_ids().zip(&self.accord.inquiries) {
            let warned = matches!(self.state.inquiry(id), InquiryState::Warned(_));
            if warned && row.subject == tally && row.group == group {
                self.set_inquiry(id, InquiryState::Established);
                self.say(VerdictKind::Established, Item::Inquiry(id), row.clause);
            }
        }
    }

    /// Opens the lines that this act crosses: those that name nobody, who did it, or the group
    /// whose act it is.
    fn cross_by_act(&mut self, act: &Act, by: ActorId) {
        let own = self.is_of(act.to, act.group);
        let names = |actor: &ActorId| *actor == act.to || (own && *actor == act.group);
        for (id, row) in self.accord.redline_ids().zip(&self.accord.redlines) {
            let named = row.actors.is_empty() || row.actors.iter().any(names);
            if row.subject == act.tally && named && self.finder_ok(row, by) {
                self.cross(id, row, act.severity);
            }
        }
    }

    pub(super) fn cross_by_value(&mut self, subject: SubjectId, value: i64, by: ActorId) {
        for (id, row) in self.accord.redline_ids().zip(&self.accord.redlines) {
            if row.subject == subject && value > row.above && self.finder_ok(row, by) {
                self.cross(id, row, value);
            }
        }
    }

    fn finder_ok(&self, row: &Redline, by: ActorId) -> bool {
        row.found_by.is_none_or(|body| body == by)
    }

    /// Opens the highest rung the severity reaches, if the line is live.
    fn cross(&mut self, id: RedlineId, row: &Redline, severity: i64) {
        let live = row.live.holds(self.accord, &self.state, View::Reports);
        let reached = row.levels.iter().rposition(|level| severity >= level.at_least);
        let (Some(index), true, true) = (reached, live, self.state.alive(row.workstream)) else {
            return;
        };
        let Some(level) = row.levels.get(index) else {
            return;
        };
        let number = u8::try_from(index).unwrap_or(u8::MAX).saturating_add(1);
        let before = self.state.redline(id);
        if number < before.level {
            return;
        }
        // A further act on the same rung renews the time to answer, not the cooling-off: else
        // acting again would put the answer off.
        let cooling = if number == before.level { before.cooling } else { level.cool_down };
        if let Some(cell) = self.state.redline_mut(id) {
            *cell = RedlineState { level: number, left: level.window.clock(), cooling };
        }
        self.say(VerdictKind::Crossed, Item::Redline(id), level.clause);
    }
}
