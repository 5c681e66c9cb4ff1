//! Words: reports, allegations, findings, attributions. They change standings, never truth.

use super::{Outcome, Run};
use crate::accord::{Attribution, Duty, Redline, SubjectKind, Target};
use crate::condition::{View, in_line};
use crate::event::{Deed, Finding};
use crate::ids::*;
use crate::state::{InquiryState, Life, RedlineState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    pub(super) fn word(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match deed {
            Deed::Measure(subject, value) => self.measure(by, *subject, *value),
            Deed::Report(duty, finding) => self.report(by, *duty, *finding),
            Deed::Allege(duty) => self.allege(by, *duty),
            Deed::Contest(duty) => self.contest(by, *duty),
            Deed::Admit(duty) => self.admit(by, *duty),
            Deed::Find(duty, finding) => self.find(by, *duty, *finding),
            Deed::Attribute(subject, actor) => self.attribute(by, *subject, *actor),
            _ => Outcome::Void,
        }
    }

    /// A measured value: kept as reported, and a report on every live duty about it.
    fn measure(&mut self, by: ActorId, id: SubjectId, value: i64) -> Outcome {
        let Some(row) = self.accord.subject(id) else {
            return Outcome::Void;
        };
        if row.observer != Some(by) || row.kind == SubjectKind::Tally {
            return Outcome::Void;
        }
        self.state
            .subject_mut(id)
            .into_iter()
            .for_each(|cell| cell.reported = value);
        self.say_by(VerdictKind::Noted, Item::Subject(id), row.clause, by);
        for duty in self.accord.duty_ids() {
            let Some(Target::Value {
                subject,
                comparison,
                bound,
            }) = self.accord.duty(duty).map(|row| row.target.clone())
            else {
                continue;
            };
            if subject == id && self.is_owed(duty) {
                let clean = comparison.holds(value, bound);
                self.note(
                    by,
                    duty,
                    if clean {
                        Finding::Clean
                    } else {
                        Finding::NotPerformed
                    },
                );
            }
        }
        self.cross_by_value(id, value, by);
        Outcome::Done
    }

    fn is_owed(&self, duty: DutyId) -> bool {
        matches!(
            self.state.duty(duty).life,
            Life::Live | Life::Suspended | Life::Performed
        )
    }

    fn report(&mut self, by: ActorId, duty: DutyId, finding: Finding) -> Outcome {
        let verifier = self.accord.duty(duty).and_then(|row| row.verifier);
        if verifier != Some(by) || !self.is_owed(duty) {
            return Outcome::Void;
        }
        self.note(by, duty, finding);
        Outcome::Done
    }

    /// A body's word on a duty since its last word.
    fn note(&mut self, by: ActorId, duty: DutyId, finding: Finding) {
        let cell = self.state.duty(duty);
        match (finding, cell.life) {
            (Finding::NotPerformed, _) => self.accuse(duty, Standing::Reported, by),
            (Finding::Clean, Life::Performed) => self.prove(duty, by),
            (Finding::Clean, _) => self.clear(duty, by),
        }
    }

    fn prove(&mut self, duty: DutyId, by: ActorId) {
        if let Some(cell) = self.state.duty_mut(duty) {
            *cell = crate::state::DutyState {
                life: Life::Met,
                deed: cell.deed,
                ..Default::default()
            };
        }
        self.say_duty(VerdictKind::Proved, duty, Some(by));
    }

    /// Raises the standing of non-performance and fixes the truth of the accused interval.
    fn accuse(&mut self, duty: DutyId, standing: Standing, by: ActorId) {
        let out = !in_line(self.accord, &self.state, duty);
        let Some(cell) = self.state.duty_mut(duty) else {
            return;
        };
        if cell.standing < Standing::Reported {
            cell.accused = cell.dirty || out;
        }
        cell.standing = cell.standing.max(standing);
        cell.clock = Hours::ZERO;
        cell.dirty = out;
        if cell.life == Life::Performed {
            cell.life = Life::Live;
        }
        self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
    }

    /// A clean word: cures what was reported, found or admitted; a contested accusation stays
    /// until a finding, so that stopping erases nothing.
    fn clear(&mut self, duty: DutyId, by: ActorId) {
        let overdue = self.accord.duty(duty).is_some_and(|row| row.due.is_some());
        let Some(cell) = self.state.duty_mut(duty) else {
            return;
        };
        cell.dirty = false;
        let cures = !matches!(cell.standing, Standing::None | Standing::Contested);
        if cures && !overdue {
            cell.standing = Standing::None;
            cell.accused = false;
            cell.clock = Hours::ZERO;
            self.say_duty(VerdictKind::Cured, duty, Some(by));
        }
    }

    fn allege(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        let Some(row) = self.accord.duty(duty) else {
            return Outcome::Void;
        };
        if !self.accord.is_signatory(by) || row.obligor == by || !self.is_owed(duty) {
            return Outcome::Void;
        }
        let Some(cell) = self.state.duty_mut(duty) else {
            return Outcome::Void;
        };
        cell.standing = cell.standing.max(Standing::Alleged);
        self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
        Outcome::Done
    }

    fn contest(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        let standing = self.state.duty(duty).standing;
        let answerable = matches!(standing, Standing::Alleged | Standing::Reported);
        let late = self.state.duty(duty).late;
        if !self.obliged(by, duty) || !answerable || late {
            return Outcome::Void;
        }
        self.state
            .duty_mut(duty)
            .into_iter()
            .for_each(|c| c.standing = Standing::Contested);
        self.say_duty(VerdictKind::Contested, duty, Some(by));
        Outcome::Done
    }

    fn obliged(&self, by: ActorId, duty: DutyId) -> bool {
        self.accord
            .duty(duty)
            .is_some_and(|row: &Duty| row.obligor == by)
            && self.is_owed(duty)
    }

    fn admit(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        if !self.obliged(by, duty) {
            return Outcome::Void;
        }
        self.accuse(duty, Standing::Admitted, by);
        Outcome::Done
    }

    fn find(&mut self, by: ActorId, duty: DutyId, finding: Finding) -> Outcome {
        let standing = self.state.duty(duty).standing;
        let verifier = self.accord.duty(duty).and_then(|row| row.verifier);
        let open = matches!(
            standing,
            Standing::Alleged | Standing::Reported | Standing::Contested
        );
        if verifier != Some(by) || !open {
            return Outcome::Void;
        }
        let Some(cell) = self.state.duty_mut(duty) else {
            return Outcome::Void;
        };
        match finding {
            Finding::NotPerformed => {
                cell.standing = Standing::Found;
                self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
            }
            Finding::Clean => {
                cell.standing = Standing::None;
                cell.accused = false;
                self.say_duty(VerdictKind::Dismissed, duty, Some(by));
            }
        }
        Outcome::Done
    }

    /// Attributes the pending occurrence: opens red lines, and counts against whoever answers.
    fn attribute(&mut self, by: ActorId, id: SubjectId, to: ActorId) -> Outcome {
        let (Some(row), Some((severity, _))) =
            (self.accord.subject(id), self.state.subject(id).pending)
        else {
            return Outcome::Void;
        };
        if row.observer != Some(by) || self.accord.actor(to).is_none() {
            return Outcome::Void;
        }
        self.state
            .subject_mut(id)
            .into_iter()
            .for_each(|cell| cell.pending = None);
        self.say_by(VerdictKind::Attributed, Item::Subject(id), row.clause, to);
        let answerable = self.answerable(row.holder, to);
        if let Some(party) = answerable {
            self.count_against(party, id, row.holder, by);
        }
        self.establish(id, row.holder);
        self.cross_by_act(id, to, row.holder, severity, by);
        Outcome::Done
    }

    /// The signatory that an act attributed to `to` counts against, under the rule of the text.
    fn answerable(&self, group: ActorId, to: ActorId) -> Option<ActorId> {
        if self.accord.is_signatory(to) {
            return Some(to);
        }
        let (party, rule) = self.accord.actor(to)?.answered_by?;
        (to == group && rule == Attribution::Always).then_some(party)
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
            if concerned && self.is_owed(duty) {
                self.accuse(duty, Standing::Reported, by);
            }
        }
    }

    /// A further act after a warning establishes attribution.
    fn establish(&mut self, tally: SubjectId, group: ActorId) {
        for id in self.accord.inquiry_ids() {
            let Some(row) = self.accord.inquiry(id) else {
                continue;
            };
            let warned = matches!(self.state.inquiry(id), InquiryState::Warned(_));
            if warned && row.subject == tally && row.group == group {
                self.state
                    .inquiry_mut(id)
                    .into_iter()
                    .for_each(|c| *c = InquiryState::Established);
                self.say(VerdictKind::Established, Item::Inquiry(id), row.clause);
            }
        }
    }

    fn cross_by_act(
        &mut self,
        tally: SubjectId,
        to: ActorId,
        group: ActorId,
        severity: i64,
        by: ActorId,
    ) {
        for id in self.accord.redline_ids() {
            let Some(row) = self.accord.redline(id).filter(|row| row.subject == tally) else {
                continue;
            };
            let named = row.actors.is_empty() || row.actors.iter().any(|a| *a == to || *a == group);
            if named && self.finder_ok(row, by) {
                self.cross(id, row, severity);
            }
        }
    }

    fn cross_by_value(&mut self, subject: SubjectId, value: i64, by: ActorId) {
        for id in self.accord.redline_ids() {
            let Some(row) = self.accord.redline(id).filter(|row| row.subject == subject) else {
                continue;
            };
            if value > row.above && self.finder_ok(row, by) {
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
        let reached = row
            .levels
            .iter()
            .rposition(|level| severity >= level.at_least);
        let (Some(index), true, true) = (reached, live, self.state.alive(row.workstream)) else {
            return;
        };
        let Some(level) = row.levels.get(index) else {
            return;
        };
        let number = u8::try_from(index).unwrap_or(u8::MAX).saturating_add(1);
        if let Some(cell) = self.state.redline_mut(id) {
            if number < cell.level {
                return;
            }
            *cell = RedlineState {
                level: number,
                left: level.window,
                cooling: level.cool_down,
            };
        }
        self.say(VerdictKind::Crossed, Item::Redline(id), level.clause);
    }
}
