//! When each step may be done and proved at the latest, if every side uses all its time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::ast::{Condition, ConditionKind, Moment, MomentKind, Opening, Phase, State};
use crate::check::scope::Scope;
use crate::lower::{Placed, day_zero, hours, is_public, lag};
use crate::span::Span;

/// A time: so long after day 0, or after a phase opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) struct At<'a> {
    /// The phase it counts from, unless its opening is a known day.
    pub phase: Option<&'a str>,
    /// Hours since then.
    pub hours: u32,
}

impl At<'_> {
    /// Whether both count from the same day.
    pub fn comparable(self, other: At<'_>) -> bool {
        self.phase == other.phase
    }

    fn plus(self, hours: u32) -> Self {
        Self { hours: self.hours.saturating_add(hours), ..self }
    }
}

/// A time, the step that is proved by then, and where a condition asks for it.
pub(in crate::check) type Needed<'a> = (At<'a>, &'a str, Span);

/// Deepest chain of steps followed; a longer one is a circle, which another check prints.
const DEEPEST: usize = 64;

/// The times of a text.
pub(in crate::check) struct Schedule<'s, 'a> {
    scope: &'s Scope<'a>,
    /// Latest times already found, by step; nothing while one is being sought.
    done: RefCell<BTreeMap<&'a str, Option<At<'a>>>>,
    /// First hours already found, by step or phase.
    first: RefCell<BTreeMap<(bool, &'a str), Option<u32>>>,
}

impl<'s, 'a> Schedule<'s, 'a> {
    pub fn of(scope: &'s Scope<'a>) -> Self {
        Self { scope, done: RefCell::default(), first: RefCell::default() }
    }

    /// The day as people read it, with its date if day 0 has one.
    pub fn shown(&self, at: At<'_>) -> String {
        let days = at.hours / 24;
        if let Some(phase) = at.phase {
            return format!("day {days} of `{phase}`");
        }
        let date = day_zero(&self.scope.text.header)
            .and_then(|zero| zero.0.checked_add(jiff::Span::new().days(i64::from(days))).ok());
        date.map_or_else(|| format!("day {days}"), |date| format!("day {days} ({date})"))
    }

    /// Where the step stands.
    pub fn place_of(&self, step: &str) -> Option<Span> {
        self.scope.placed(step).map(|placed| placed.step.head.span)
    }

    /// A time of the step itself: not one that counts from another step.
    pub fn own_time(&self, placed: &Placed<'a>, moment: &'a Moment) -> Option<At<'a>> {
        self.time(placed.phase, moment, 0)
    }

    /// A time that stands in no phase.
    pub fn at(&self, moment: &'a Moment) -> Option<At<'a>> {
        self.time(None, moment, 0)
    }

    /// When the phase lapses.
    pub fn phase_end(&self, phase: &'a Phase) -> Option<At<'a>> {
        self.time(Some(phase), phase.lapses.as_ref()?, 0)
    }

    /// The latest time at which the step is done, if every time is used.
    pub fn latest(&self, step: &str) -> Option<At<'a>> {
        self.done(self.scope.placed(step)?, 0)
    }

    /// The first time at which the step can be owed, as far as clocks say.
    pub fn first(&self, placed: &Placed<'a>) -> Option<At<'static>> {
        self.starts(placed, 0).map(|hours| At { phase: None, hours })
    }

    /// The latest time at which the step is proved.
    pub fn proof(&self, placed: &Placed<'a>) -> Option<At<'a>> {
        self.proved(placed, 0)
    }

    /// The latest time at which what the condition waits for is proved, by which step, and where
    /// the condition says so; only what counts from the same day as `like`.
    pub fn needed(&self, condition: &'a Condition, like: At<'_>) -> Option<Needed<'a>> {
        self.needs(condition, like, 0)
    }

    fn opening(&self, phase: &'a Phase) -> Option<u32> {
        match phase.opens.as_ref() {
            None => Some(0),
            Some(Opening::On(moment)) => self.time(None, moment, 0).map(|at| at.hours),
            Some(Opening::When(_)) => None,
        }
    }

    fn base(&self, phase: Option<&'a Phase>) -> At<'a> {
        match phase.map(|phase| (phase, self.opening(phase))) {
            None => At { phase: None, hours: 0 },
            Some((_, Some(hours))) => At { phase: None, hours },
            Some((phase, None)) => At { phase: Some(phase.head.name.as_str()), hours: 0 },
        }
    }

    fn time(&self, phase: Option<&'a Phase>, moment: &'a Moment, depth: usize) -> Option<At<'a>> {
        if depth > DEEPEST {
            return None;
        }
        let header = &self.scope.text.header;
        match &moment.kind {
            MomentKind::PhaseDay(number) => Some(self.base(phase).plus(days(number)?)),
            MomentKind::AccordDay(number) => Some(At { phase: None, hours: days(number)? }),
            MomentKind::Date(date) => {
                let days = date.days_since(day_zero(header)?);
                let hours = u32::try_from(days.max(0)).ok()?.checked_mul(24)?;
                Some(At { phase: None, hours })
            }
            MomentKind::Span { length, of: None } => {
                Some(self.base(phase).plus(hours(header, length).0))
            }
            MomentKind::Span { length, of: Some(step) } => {
                let of = self.scope.placed(step.as_str())?;
                Some(self.proved(of, depth + 1)?.plus(hours(header, length).0))
            }
            MomentKind::Earlier(a, b) | MomentKind::Later(a, b) => {
                let (a, b) = (self.time(phase, a, depth + 1)?, self.time(phase, b, depth + 1)?);
                let later = matches!(moment.kind, MomentKind::Later(..));
                let first = if later { a.hours >= b.hours } else { a.hours <= b.hours };
                a.comparable(b).then_some(if first { a } else { b })
            }
        }
    }

    fn done(&self, placed: &Placed<'a>, depth: usize) -> Option<At<'a>> {
        let known = self.done.borrow().get(placed.name()).copied();
        if let Some(known) = known {
            return known;
        }
        self.done.borrow_mut().insert(placed.name(), None);
        let at = self.seek_done(placed, depth);
        self.done.borrow_mut().insert(placed.name(), at);
        at
    }

    fn seek_done(&self, placed: &Placed<'a>, depth: usize) -> Option<At<'a>> {
        let manner = &placed.step.manner;
        let moment = manner.by.as_ref().or(manner.from.as_ref());
        match moment {
            Some(moment) => self.time(placed.phase, moment, depth),
            // What is kept is kept from the opening on; what is done once may be done at any time.
            None if is_kept(placed) => Some(self.base(placed.phase)),
            None => None,
        }
    }

    fn proved(&self, placed: &Placed<'a>, depth: usize) -> Option<At<'a>> {
        let done = self.done(placed, depth)?;
        let public = is_public(&placed.step.act);
        let lag =
            if public { 0 } else { lag(&self.scope.text.header, &self.scope.register, placed).0 };
        Some(done.plus(lag))
    }

    fn needs(&self, condition: &'a Condition, like: At<'_>, depth: usize) -> Option<Needed<'a>> {
        if depth > DEEPEST {
            return None;
        }
        let part = |it| self.needs(it, like, depth + 1);
        let (step, held) = match &condition.kind {
            ConditionKind::All(list) => {
                return list.iter().filter_map(part).max_by_key(|needed| needed.0.hours);
            }
            ConditionKind::Any(list) => {
                let all: Option<Vec<_>> = list.iter().map(part).collect();
                return all?.into_iter().min_by_key(|needed| needed.0.hours);
            }
            ConditionKind::Held { step, length } => {
                (step, hours(&self.scope.text.header, length).0)
            }
            ConditionKind::State { subject, state: State::Met, .. } => (subject, 0),
            _ => return None,
        };
        let placed = self.scope.placed(step.as_str())?;
        let at = self.proved(placed, depth + 1)?.plus(held);
        at.comparable(like).then_some((at, step.as_str(), condition.span))
    }

    /// The first hour since day 0 at which the phase can be open.
    pub fn earliest_opening(&self, phase: &'a Phase) -> Option<u32> {
        self.earliest(phase, 0)
    }

    fn earliest(&self, phase: &'a Phase, depth: usize) -> Option<u32> {
        self.once((true, phase.head.name.as_str()), || self.seek_earliest(phase, depth))
    }

    /// What was found before for this step or phase, or what is found now; a circle finds nothing.
    fn once(&self, key: (bool, &'a str), seek: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let known = self.first.borrow().get(&key).copied();
        if let Some(known) = known {
            return known;
        }
        self.first.borrow_mut().insert(key, None);
        let found = seek();
        self.first.borrow_mut().insert(key, found);
        found
    }

    fn seek_earliest(&self, phase: &'a Phase, depth: usize) -> Option<u32> {
        match phase.opens.as_ref() {
            Some(Opening::When(condition)) => self.soonest(condition, depth + 1),
            _ => self.opening(phase),
        }
    }

    /// The first hour since day 0 at which the condition can hold, as far as clocks say.
    fn soonest(&self, condition: &'a Condition, depth: usize) -> Option<u32> {
        match &condition.kind {
            ConditionKind::All(list) => list.iter().filter_map(|it| self.soonest(it, depth)).max(),
            ConditionKind::Any(list) => {
                let all: Option<Vec<u32>> = list.iter().map(|it| self.soonest(it, depth)).collect();
                all.and_then(|all| all.into_iter().min())
            }
            ConditionKind::Held { step, length } => {
                let placed = self.scope.placed(step.as_str())?;
                let start = self.starts(placed, depth)?;
                Some(start.saturating_add(hours(&self.scope.text.header, length).0))
            }
            ConditionKind::State { subject, state, .. } => {
                match self.scope.register.phase(subject.as_str()) {
                    Some(phase) => {
                        let opens = self.earliest(phase, depth + 1)?;
                        let closing = phase.closes.as_ref().filter(|_| *state == State::Closed);
                        let closes = closing.and_then(|it| self.soonest(it, depth + 1));
                        Some(closes.map_or(opens, |closes| closes.max(opens)))
                    }
                    None => self.starts(self.scope.placed(subject.as_str())?, depth),
                }
            }
            ConditionKind::Passed(moment) => {
                self.time(None, moment, depth).filter(|at| at.phase.is_none()).map(|at| at.hours)
            }
            _ => None,
        }
    }

    /// The first hour since day 0 at which the step can be owed.
    fn starts(&self, placed: &Placed<'a>, depth: usize) -> Option<u32> {
        self.once((false, placed.name()), || self.seek_start(placed, depth))
    }

    fn seek_start(&self, placed: &Placed<'a>, depth: usize) -> Option<u32> {
        let opens = match placed.phase {
            Some(phase) => self.earliest(phase, depth + 1)?,
            None => 0,
        };
        let from = placed.step.manner.from.as_ref();
        let from = match from.and_then(|moment| self.time(placed.phase, moment, depth + 1)) {
            Some(At { phase: None, hours }) => hours,
            Some(At { phase: Some(_), hours }) => opens.saturating_add(hours),
            None => opens,
        };
        let after = placed.step.manner.after.as_ref();
        let after = after.and_then(|condition| self.soonest(condition, depth + 1)).unwrap_or(0);
        Some(opens.max(from).max(after))
    }
}

fn days(number: &crate::ast::Number) -> Option<u32> {
    u32::try_from(number.value.as_whole()?).ok()?.checked_mul(24)
}

/// Whether the step asks for something to be kept so, not done once.
fn is_kept(placed: &Placed<'_>) -> bool {
    crate::lower::is_kept(placed.step)
}
