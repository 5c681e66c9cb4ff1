//! Red lines and inquiries.

use kernel::accord::{Answer, Effect, Inquiry, Level, Redline};
use kernel::{ActorId, ClauseId, Condition, Hours, SubjectId, WorkstreamId};

use super::condition::small;
use super::context::{DEFAULT_WINDOW, Lowering};
use crate::ast::{self, Comparison, ConditionKind, Finding, LevelWhen};

/// What crosses a line.
struct Trigger {
    subject: SubjectId,
    above: i64,
    actors: Vec<ActorId>,
    found_by: Option<ActorId>,
}

impl Lowering<'_> {
    /// A row for each red line.
    pub fn lower_redlines(&mut self) {
        for line in self.text.redlines() {
            let row = self.redline(line);
            self.out.redlines.push(row);
        }
    }

    fn redline(&mut self, line: &ast::Redline) -> Redline {
        let name = line.head.name.as_str();
        let clause = self.clause(line.head.span);
        let workstream = self.file(line.head.workstream.as_ref());
        let trigger = line.when.as_ref().and_then(|when| self.trigger(when, clause, name));
        let trigger = trigger.unwrap_or_else(|| {
            self.note(name, "nothing that is followed crosses it");
            Trigger {
                subject: SubjectId(u16::MAX),
                above: i64::MAX,
                actors: Vec::new(),
                found_by: None,
            }
        });
        let live = self.condition_or(line.live.as_ref(), Condition::Always, name);
        let levels = self.levels(line, &trigger, workstream);
        Redline {
            subject: trigger.subject,
            above: trigger.above,
            actors: trigger.actors,
            found_by: trigger.found_by,
            live,
            levels,
            workstream,
            clause,
        }
    }

    fn trigger(&mut self, when: &ast::Condition, clause: ClauseId, name: &str) -> Option<Trigger> {
        match &when.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => {
                let mut found = list.iter().filter_map(|part| self.trigger(part, clause, name));
                let first = found.next();
                if found.next().is_some() {
                    drop(found);
                    self.note(name, "of what crosses it only the first part is followed");
                }
                first
            }
            ConditionKind::Compare { quantity, comparison, bound, finding } => {
                let subject = self.names.subject(quantity.as_str())?;
                let bound = self.bound(bound, subject);
                let above = self.threshold(*comparison, bound, name)?;
                let found_by = self.finder(finding.as_ref());
                Some(Trigger { subject, above, actors: Vec::new(), found_by })
            }
            ConditionKind::Occurs { actors, act, finding, .. } => {
                let found_by = self.finder(finding.as_ref());
                let actors = self.who(actors);
                let subject = self.tally(act, actors.first().copied(), found_by, clause);
                Some(Trigger { subject, above: 0, actors, found_by })
            }
            _ => None,
        }
    }

    fn threshold(&mut self, comparison: Comparison, bound: i64, name: &str) -> Option<i64> {
        match comparison {
            Comparison::Above => Some(bound),
            Comparison::AtLeast | Comparison::Equal => Some(bound.saturating_sub(1)),
            Comparison::Below | Comparison::AtMost => {
                self.note(name, "a line is crossed upwards only");
                None
            }
        }
    }

    fn finder(&self, finding: Option<&Finding>) -> Option<ActorId> {
        let by = finding.and_then(|finding| finding.by.as_ref())?;
        self.names.actor(by.as_str())
    }

    fn levels(&mut self, line: &ast::Redline, trigger: &Trigger, file: WorkstreamId) -> Vec<Level> {
        let name = line.head.name.as_str();
        let mut next = trigger.above.saturating_add(1);
        let mut levels = Vec::new();
        for level in &line.levels {
            let clause = self.clause(level.span);
            let (at_least, after) = self.severity(&level.when, trigger, next, name);
            next = after;
            let powers = level.answers.iter();
            let answers: Vec<Answer> =
                powers.flat_map(|power| self.answers(power, file, clause, name)).collect();
            let cool_down = self.cool_down(line, small(&level.number), &answers);
            let window = self.window(level);
            levels.push(Level { at_least, answers, window, cool_down, clause });
        }
        levels
    }

    /// The lowest severity that opens the rung, and the lowest for the rung above it.
    fn severity(
        &mut self,
        when: &LevelWhen,
        trigger: &Trigger,
        next: i64,
        name: &str,
    ) -> (i64, i64) {
        match when {
            LevelWhen::Any => (if self.counts(trigger) { 0 } else { next }, next),
            LevelWhen::Casualties(comparison, number) => {
                let none =
                    number.value.as_whole() == Some(0) && !matches!(comparison, Comparison::Above);
                (i64::from(!none), 1)
            }
            LevelWhen::Value { comparison, bound, .. } => {
                let bound = self.bound(bound, trigger.subject);
                match comparison {
                    Comparison::Above => (bound.saturating_add(1), bound.saturating_add(1)),
                    Comparison::AtLeast | Comparison::Equal => (bound, bound),
                    Comparison::AtMost => (next, bound.saturating_add(1)),
                    Comparison::Below => (next, bound),
                }
            }
            LevelWhen::Condition(_) => {
                self.note(name, "a rung's further condition is not read");
                (next, next)
            }
        }
    }

    fn counts(&self, trigger: &Trigger) -> bool {
        let row = self.out.subject(trigger.subject);
        row.is_none_or(|row| row.kind == kernel::accord::SubjectKind::Tally)
    }

    /// The longest time that one of its answers may wait; [`DEFAULT_WINDOW`] if none says.
    fn window(&self, level: &ast::Level) -> Hours {
        let within = level.answers.iter().filter_map(|power| power.within.as_ref());
        within.map(|within| self.hours(within)).max().unwrap_or(DEFAULT_WINDOW)
    }

    fn cool_down(&self, line: &ast::Redline, number: u8, answers: &[Answer]) -> Hours {
        let forcible = answers.iter().any(|answer| answer.effect == Effect::Strike);
        let counts = |it: &&ast::CoolDown| match &it.before_level {
            Some(level) => small(level) == number,
            None => forcible,
        };
        let lengths = line.cool_down.iter().filter(counts).map(|it| self.hours(&it.length));
        lengths.max().unwrap_or(Hours::ZERO)
    }

    /// A row for each inquiry.
    pub fn lower_inquiries(&mut self) {
        for inquiry in self.text.inquiries() {
            let about = || inquiry.about.iter().map(ast::Name::as_str);
            let group = about().find_map(|name| self.names.actor(name));
            let subject = about().find_map(|name| self.names.subject(name));
            let held = subject.and_then(|subject| self.out.subject(subject)).map(|row| row.holder);
            let wait = |length: &Option<ast::Duration>| {
                length.as_ref().map_or(DEFAULT_WINDOW, |length| self.hours(length))
            };
            let row = Inquiry {
                group: group.or(held).unwrap_or_default(),
                subject: subject.unwrap_or(SubjectId(u16::MAX)),
                evidence: u8::try_from(inquiry.evidence.len()).unwrap_or(u8::MAX),
                answer_within: wait(&inquiry.answer_within),
                window: wait(&inquiry.window),
                clause: self.clause(inquiry.head.span),
            };
            self.out.inquiries.push(row);
            let powers = inquiry.then.iter().any(|it| matches!(it, ast::Outcome::Power(_)));
            if powers {
                self.note(inquiry.head.name.as_str(), "powers that follow from it are not run");
            }
        }
    }
}
