//! The outlook from where a record stands, and what moved it since another date.
//!
//! Problem. A record leads to a state; what follows from it under one reader's beliefs is the same game
//! that [`crate::assess`] solves from day 0, enumerated from that state, the horizon counted from there.
//! What a reader wants besides is why it is another than yesterday: the lines of the record in between
//! are taken one after the other, the time before each as a step of its own, and each step is told by
//! what it moved. So the steps add up to the whole change, to rounding; in another order they would
//! share it otherwise.
//!
//! Limits. The state is that of [`Course`]: a limit that nobody recorded as passed is taken as kept.
//! Who is in office is not in a record; administrations are taken as on day 0, elections as dated.

mod moved;

pub use moved::{Glance, Moved, Side, Why, moved};

use crate::assess::run::assess_from;
use crate::assess::{Assessment, Effort, Progress, Subject};
use crate::drive::Drive;
use crate::replay::{Course, Recorded};
use game::GameError;
use kernel::{Accord, Deed, Hours, State, SubjectId};
use world::Beliefs;

/// Where a look ahead starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// When, since day 0.
    pub at: Hours,
    /// Where the agreement stands then.
    pub state: State,
    /// Whole periods since day 0, which elections are counted from.
    pub periods: u32,
    /// Tallies with an occurrence in the last period.
    pub stirred: Vec<SubjectId>,
}

impl Start {
    /// Day 0, before anything happened.
    #[must_use]
    pub fn day_zero(accord: &Accord, beliefs: &Beliefs) -> Self {
        Self::of(accord, beliefs, &[], Hours::ZERO)
    }

    /// Where a record stands at a time. Later lines are not read.
    #[must_use]
    pub fn of(accord: &Accord, beliefs: &Beliefs, history: &[Recorded], at: Hours) -> Self {
        let course = Course::of(accord, history, at);
        let state = course.at(at).cloned().unwrap_or_else(|| kernel::apply::start(accord).0);
        let periods = at.0.checked_div(beliefs.period.0).unwrap_or(0);
        let recent = |line: &&Recorded| line.at <= at && at.minus(line.at) < beliefs.period;
        let tally = |line: &Recorded| match line.act.as_ref()?.1 {
            Deed::Incident(tally, _) => Some(tally),
            _ => None,
        };
        let stirred = history.iter().filter(recent).filter_map(tally).collect();
        Self { at, state, periods, stirred }
    }

    /// A drive that goes on from here.
    #[must_use]
    pub fn continued<'a>(&self, drive: Drive<'a>) -> Drive<'a> {
        drive
            .starting_at(self.state.clone())
            .after_periods(self.periods)
            .after_attacks(&self.stirred)
    }

    /// Whether the same follows from both, whenever they were.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let rest = |it: &Self| (it.periods, it.stirred.clone());
        self.state == other.state && rest(self) == rest(other)
    }

    /// Whether the agreement is over: nothing follows from it any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.state.ended.is_some()
    }
}

/// What follows from where a record stands. Parts that only a signature has stay empty: the security
/// value, readings, changes of the text, what the text expects of its life.
///
/// # Errors
/// [`GameError`] if an enumerated process is malformed, which no accord should cause.
pub fn outlook(
    subject: &Subject<'_>,
    start: &Start,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Assessment, GameError> {
    assess_from(subject, start, effort, progress)
}
