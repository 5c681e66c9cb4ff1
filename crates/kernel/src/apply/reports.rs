//! Words: reports, allegations, findings, attributions. They change standings, never truth.

use super::settle::is_due;
use super::{Outcome, Run};
use crate::accord::{DutyKind, SubjectKind, Target};
use crate::condition::in_line;
use crate::event::{Deed, Finding};
use crate::ids::*;
use crate::state::Life;
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
        if let Some(cell) = self.state.subject_mut(id) {
            cell.reported = value;
        }
        self.say_by(VerdictKind::Noted, Item::Subject(id), row.clause, by);
        for duty in self.accord.duty_ids() {
            let target = self.accord.duty(duty).map(|row| &row.target);
            let Some(Target::Value { subject, comparison, bound }) = target else { continue };
            if *subject == id && self.is_owed(duty) {
                let clean = comparison.holds(value, *bound);
                let finding = if clean { Finding::Clean } else { Finding::NotPerformed };
                self.note(by, duty, finding);
            }
        }
        self.cross_by_value(id, value, by);
        Outcome::Done
    }

    fn is_owed(&self, duty: DutyId) -> bool {
        matches!(self.state.duty(duty).life, Life::Live | Life::Suspended | Life::Performed)
    }

    fn report(&mut self, by: ActorId, duty: DutyId, finding: Finding) -> Outcome {
        let verifier = self.accord.duty(duty).and_then(|row| row.verifier);
        if verifier != Some(by) || !self.is_owed(duty) {
            return Outcome::Void;
        }
        let before = self.verdicts.len();
        self.note(by, duty, finding);
        if self.verdicts.len() == before {
            self.say_duty(VerdictKind::Noted, duty, Some(by));
        }
        Outcome::Done
    }

    /// A body's word on a duty since its last word. It changes nothing where nothing is owed yet:
    /// a duty suspended, or to be done by a date still ahead, cannot be non-performed. Nor does a
    /// clean word on what was to be achieved: only doing it does.
    fn note(&mut self, by: ActorId, duty: DutyId, finding: Finding) {
        let Some(row) = self.accord.duty(duty) else { return };
        let due = is_due(self.accord, &self.state, duty);
        match (finding, row.kind, self.state.duty(duty).life) {
            (Finding::Clean, DutyKind::Achieve, Life::Performed) => self.prove(duty, by),
            (Finding::Clean, DutyKind::Achieve, _) => {}
            (Finding::Clean, DutyKind::Maintain, _) => self.clear(duty, by),
            (Finding::NotPerformed, kind, Life::Suspended) => self.interrupt(duty, kind),
            (Finding::NotPerformed, DutyKind::Achieve, Life::Performed) if !due => {
                self.refuse(duty, by);
            }
            (Finding::NotPerformed, DutyKind::Achieve, Life::Live) if !due => {}
            (Finding::NotPerformed, ..) => self.accuse(duty, Standing::Reported, by),
        }
    }

    fn prove(&mut self, duty: DutyId, by: ActorId) {
        if let Some(cell) = self.state.duty_mut(duty) {
            (cell.life, cell.clock) = (Life::Met, Hours::ZERO);
        }
        self.say_duty(VerdictKind::Proved, duty, Some(by));
        self.cure(duty, Some(by));
    }

    /// Not keeping what is suspended is no breach, but time held starts again.
    fn interrupt(&mut self, duty: DutyId, kind: DutyKind) {
        if let (DutyKind::Maintain, Some(cell)) = (kind, self.state.duty_mut(duty)) {
            cell.clock = Hours::ZERO;
        }
    }

    /// The proof fails before the date: still to be done, nothing against anybody.
    fn refuse(&mut self, duty: DutyId, by: ActorId) {
        if let Some(cell) = self.state.duty_mut(duty) {
            (cell.life, cell.clock) = (Life::Live, Hours::ZERO);
        }
        self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
    }

    /// Raises the standing of non-performance and fixes the truth of the accused interval. A
    /// further report adds its interval: a false alarm is no shelter for what follows it.
    pub(super) fn accuse(&mut self, duty: DutyId, standing: Standing, by: ActorId) {
        if let Some(undertaking) = self.accord.undertaking_of(duty) {
            return self.departed(undertaking);
        }
        let out = !in_line(self.accord, &self.state, duty);
        let kept = self.accord.duty(duty).is_some_and(|row| row.kind == DutyKind::Maintain);
        let Some(cell) = self.state.duty_mut(duty) else { return };
        let earlier = cell.accused && cell.standing > Standing::None;
        cell.accused = earlier || cell.dirty || out;
        cell.standing = cell.standing.max(standing);
        cell.dirty = out;
        if kept || cell.life == Life::Performed {
            (cell.life, cell.clock) = (Life::Live, Hours::ZERO);
        }
        self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
    }

    /// A clean word: cures what was alleged, reported, found or admitted; a contested accusation
    /// stays until a finding, so that stopping erases nothing.
    pub(super) fn clear(&mut self, duty: DutyId, by: ActorId) {
        let Some(cell) = self.state.duty_mut(duty) else { return };
        cell.dirty = false;
        if cell.standing != Standing::None && cell.standing != Standing::Contested {
            cell.clock = Hours::ZERO;
            self.cure(duty, Some(by));
        }
    }

    /// Nothing stands against the duty any more, and if anything did, that is said.
    pub(super) fn cure(&mut self, duty: DutyId, by: Option<ActorId>) {
        let stood = self.state.duty(duty).standing != Standing::None;
        self.clear_standing(duty);
        if let Some(cell) = self.state.duty_mut(duty) {
            (cell.dirty, cell.late) = (false, false);
        }
        if stood {
            self.say_duty(VerdictKind::Cured, duty, by);
        }
    }

    /// Drops what stands against the duty. What it has done since is another matter.
    pub(super) fn clear_standing(&mut self, duty: DutyId) {
        if let Some(cell) = self.state.duty_mut(duty) {
            (cell.standing, cell.accused) = (Standing::None, false);
        }
    }

    fn allege(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        let other = self.accord.duty(duty).is_some_and(|row| row.obligor != by);
        let owed = matches!(self.state.duty(duty).life, Life::Live | Life::Performed);
        let bound = self.accord.undertaking_of(duty).is_none();
        if !self.accord.is_signatory(by) || !other || !owed || !bound {
            return Outcome::Void;
        }
        self.complain(duty);
        self.say_duty(VerdictKind::NotPerformed, duty, Some(by));
        Outcome::Done
    }

    /// A complaint: alleged at least, with the truth of the interval fixed as of now.
    pub(super) fn complain(&mut self, duty: DutyId) {
        let out = !in_line(self.accord, &self.state, duty);
        if let Some(cell) = self.state.duty_mut(duty)
            && cell.standing == Standing::None
        {
            (cell.standing, cell.accused) = (Standing::Alleged, cell.dirty || out);
        }
    }

    /// The obligor disputes it. A bare allegation, contested, is still only alleged: else to
    /// contest it would give it the weight of a report.
    fn contest(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        let standing = self.state.duty(duty).standing;
        if !self.obliged(by, duty) || !matches!(standing, Standing::Alleged | Standing::Reported) {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.duty_mut(duty)
            && standing == Standing::Reported
        {
            cell.standing = Standing::Contested;
        }
        self.say_duty(VerdictKind::Contested, duty, Some(by));
        Outcome::Done
    }

    fn obliged(&self, by: ActorId, duty: DutyId) -> bool {
        self.accord.duty(duty).is_some_and(|row| row.obligor == by) && self.is_owed(duty)
    }

    fn admit(&mut self, by: ActorId, duty: DutyId) -> Outcome {
        if !self.obliged(by, duty) {
            return Outcome::Void;
        }
        self.accuse(duty, Standing::Admitted, by);
        Outcome::Done
    }

    /// The body the text names decides what is alleged, reported or contested. A dismissal does
    /// not put off a date: what is overdue then is late again as soon as time passes.
    fn find(&mut self, by: ActorId, duty: DutyId, finding: Finding) -> Outcome {
        let standing = self.state.duty(duty).standing;
        let verifier = self.accord.duty(duty).and_then(|row| row.verifier);
        let open = matches!(standing, Standing::Alleged | Standing::Reported | Standing::Contested);
        if verifier != Some(by) || !open {
            return Outcome::Void;
        }
        let kind = match finding {
            Finding::NotPerformed => VerdictKind::NotPerformed,
            Finding::Clean => VerdictKind::Dismissed,
        };
        if let Some(cell) = self.state.duty_mut(duty) {
            (cell.standing, cell.late) = match finding {
                Finding::NotPerformed => (Standing::Found, cell.late),
                Finding::Clean => (Standing::None, false),
            };
            cell.accused &= finding == Finding::NotPerformed;
        }
        self.say_duty(kind, duty, Some(by));
        Outcome::Done
    }
}
