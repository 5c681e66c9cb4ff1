//! What a desk is about: one agreement, what its rows are called, and what was recorded.
//!
//! Everything here is handed in by the program: the desk reads no text and opens no file.

use explore::replay::Recorded;
use jiff::civil::Date;
use kernel::{Accord, ActorId, Deed, Hours};
use report::Labels;

/// Latitude and longitude in degrees, north and east positive.
pub type Point = (f64, f64);

/// One agreement with its record.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The compiled text.
    pub accord: Accord,
    /// What its rows are called.
    pub labels: Labels,
    /// The civil date of day 0, if it has one. Day 0 begins at midnight in universal time.
    pub day_zero: Option<Date>,
    /// What was recorded, in order of time.
    pub lines: Vec<Line>,
    /// Time passes up to then.
    pub until: Hours,
    /// Zones that the text names.
    pub zones: Vec<Zone>,
    /// Occurrences beside the record: what tables of public sources hold.
    pub occurrences: Vec<Occurrence>,
    /// Clocks on the wall.
    pub clocks: Vec<WallClock>,
    /// Where the text was read, for the foot of the page.
    pub from: String,
    /// Whether it is an exercise, in which times are given by hand.
    pub exercise: bool,
}

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When, since day 0.
    pub at: Hours,
    /// Who did what; nothing for a line that only expects.
    pub act: Option<(ActorId, Deed)>,
    /// Its words.
    pub text: String,
    /// Where it was read, or which message it is.
    pub source: Option<String>,
    /// How far it may be trusted.
    pub mark: Option<String>,
}

/// A place that the text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// As the text names it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The annex that draws it.
    pub annex: Option<String>,
    /// Its outline, if the text or a table gives one.
    pub outline: Vec<Point>,
    /// Whether the outline is a rough one of ours because the text leaves it to an annex.
    pub approximate: bool,
    /// Red lines drawn in it, by title.
    pub redlines: Vec<String>,
}

/// Something that happened somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// On which day.
    pub date: Date,
    /// Where; positions are rounded to a tenth of a degree when they are shown.
    pub place: Point,
    /// What was touched.
    pub target: String,
    /// By what means.
    pub means: String,
    /// What came of it.
    pub result: String,
    /// To whom a source attributes it, in its words.
    pub attributed: Option<String>,
    /// How far the row may be trusted.
    pub mark: String,
    /// Where it was read.
    pub source: String,
    /// Which table holds it.
    pub table: &'static str,
}

/// A clock beside universal time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallClock {
    /// What hangs under it, in English and in Persian.
    pub place: [String; 2],
    /// Its time zone, as the IANA names it.
    pub zone: String,
}

impl Matter {
    /// The record as a replay takes it, up to a time.
    #[must_use]
    pub fn recorded(&self, until: Hours) -> Vec<Recorded> {
        let one = |line: &Line| Recorded { at: line.at, act: line.act.clone(), expect: Vec::new() };
        self.lines.iter().take_while(|line| line.at <= until).map(one).collect()
    }

    /// The instant of a time since day 0, in POSIX seconds; nothing if day 0 is no date.
    #[must_use]
    pub fn posix(&self, at: Hours) -> Option<u64> {
        let zero = self.day_zero?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        let start = u64::try_from(zero.timestamp().as_second()).ok()?;
        start.checked_add(u64::from(at.0).checked_mul(3600)?)
    }

    /// The civil date of a time since day 0.
    #[must_use]
    pub fn date(&self, at: Hours) -> Option<Date> {
        let days = jiff::Span::new().try_days(i64::from(at.whole_days())).ok()?;
        self.day_zero?.checked_add(days).ok()
    }

    /// The time since day 0 at which a civil date begins; day 0 for dates before it.
    #[must_use]
    pub fn hours(&self, date: Date) -> Option<Hours> {
        let days = self.day_zero?.until(date).ok()?.get_days();
        Some(Hours::days(u32::try_from(days).unwrap_or(0)))
    }
}
