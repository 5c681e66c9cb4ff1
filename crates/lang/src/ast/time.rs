//! Durations and times.

use serde::Serialize;

use super::{Name, Number};
use crate::span::Span;

/// What a duration is counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationUnit {
    /// Sixty minutes.
    Hour,
    /// Twenty-four hours.
    Day,
    /// Seven days.
    Week,
    /// A calendar month; the header must say how it is rounded.
    Month,
    /// A calendar year; the header must say how it is rounded.
    Year,
    /// A day on which a party's offices work.
    WorkingDay(Name),
}

/// So long.
#[derive(Clone, Debug, Serialize)]
pub struct Duration {
    /// How many; whole.
    pub count: Number,
    /// Of what.
    pub unit: DurationUnit,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// How months and years become days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthRounding {
    /// `months round down`: 30 days and 365 days.
    Down,
    /// `months round up`: 31 days and 366 days.
    Up,
}

impl Duration {
    /// Whole hours; `None` if the count is not whole, negative or too large, or if the unit
    /// needs a calendar that is not given.
    ///
    /// A working day counts as `7/5` of a day, rounded up: the longest five such days can last
    /// without a holiday.
    #[must_use]
    pub fn hours(&self, rounding: Option<MonthRounding>) -> Option<u32> {
        let count = u32::try_from(self.count.value.as_whole()?).ok()?;
        let up = rounding.map(|rounding| rounding == MonthRounding::Up);
        let each = match &self.unit {
            DurationUnit::Hour => 1,
            DurationUnit::Day => 24,
            DurationUnit::Week => 7 * 24,
            DurationUnit::Month => (30 + u32::from(up?)) * 24,
            DurationUnit::Year => (365 + u32::from(up?)) * 24,
            DurationUnit::WorkingDay(_) => return working_hours(count),
        };
        count.checked_mul(each)
    }
}

/// Hours that so many working days can take, with two days of rest in seven.
fn working_hours(count: u32) -> Option<u32> {
    let weeks = count.checked_add(4)? / 5;
    count.checked_add(weeks.checked_mul(2)?)?.checked_mul(24)
}

/// A time in the text.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// Which time.
    pub kind: MomentKind,
    /// `04:00`, as hours and minutes.
    pub clock: Option<(u8, u8)>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of time.
///
/// Inside a phase `day 14` counts from the day the phase opens; elsewhere, and as `day 14 of
/// accord`, from day 0.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// `day 14` inside a phase.
    PhaseDay(Number),
    /// `day 14` outside any phase, or `day 14 of accord`.
    AccordDay(Number),
    /// `2014-04-15`
    Date(Date),
    /// `15 days of lift`, after `within` or `after`; without a step, of the phase's opening
    /// (outside a phase: of day 0).
    Span {
        /// How long after.
        length: Duration,
        /// After which step was met.
        of: Option<Name>,
    },
    /// `earlier of A and B`
    Earlier(Box<Moment>, Box<Moment>),
    /// `later of A and B`
    Later(Box<Moment>, Box<Moment>),
}

/// A civil date, checked by the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// Days from `other` to this date; negative if it is earlier.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
