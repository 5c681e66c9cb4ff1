//! What a desk is about: one agreement, what its rows are called, and what was recorded.
//!
//! Everything here is handed in by the program: the desk reads no text and opens no file.

use atlas::Occurrence;
use explore::replay::{Recorded, Tape};
use jiff::civil::{Date, Weekday};
use kernel::{Accord, ActorId, Deed, Hours, WorkstreamId};
use report::Labels;

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
    /// Occurrences beside the record: what tables of public sources hold.
    pub occurrences: Vec<Occurrence>,
    /// Clocks on the wall.
    pub clocks: Vec<WallClock>,
    /// Where the text was read, for the foot of the page.
    pub from: String,
    /// Whether it is an exercise, in which times are given by hand.
    pub exercise: bool,
    /// What was said on the line, events and words alike, in order; empty where the record is a file.
    pub talk: Vec<Talk>,
    /// Files that the text keeps to those named in it.
    pub confined: Vec<WorkstreamId>,
}

/// A message of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// When it was deposited, POSIX seconds.
    pub at: u64,
    /// Whose it is.
    pub from: String,
    /// Whether it is the own party's.
    pub own: bool,
    /// Its kind as it is typed.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its hash in hexadecimal, by which others refer to it.
    pub hash: String,
    /// The message that it answers or acknowledges, by hash.
    pub re: Option<String>,
    /// What it says in a sentence, in English and in Persian.
    pub lead: [String; 2],
    /// What was typed in words.
    pub text: Option<String>,
}

/// Where a message stands, and who has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The name of the message.
    pub name: String,
    /// Hash of its leaf, in hexadecimal.
    pub hash: String,
    /// Its place in the log of its writer, from 0.
    pub index: u64,
    /// When enough intermediaries held it, in attested time, POSIX seconds.
    pub deposited: Option<u64>,
    /// Parties that have said that they hold it.
    pub acknowledged: Vec<String>,
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
    /// Where it stands on the line, if it came over one.
    pub proof: Option<Proof>,
}

/// A clock beside universal time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallClock {
    /// What hangs under it, in English and in Persian.
    pub place: [String; 2],
    /// Its time zone, as the IANA names it.
    pub zone: String,
    /// Days on which offices there are closed.
    pub free: Vec<Weekday>,
}

impl Matter {
    /// The record as a replay takes it, up to a time.
    #[must_use]
    pub fn recorded(&self, until: Hours) -> Vec<Recorded> {
        let one = |line: &Line| Recorded { at: line.at, act: line.act.clone(), expect: Vec::new() };
        self.lines.iter().take_while(|line| line.at <= until).map(one).collect()
    }

    /// The whole record, replayed.
    #[must_use]
    pub fn tape(&self) -> Tape {
        Tape::of(&self.accord, self.recorded(self.until), self.until)
    }

    /// Places of the wall's clocks on whose offices a day is free, in English.
    #[must_use]
    pub fn free_on(&self, date: Date) -> Vec<String> {
        let closed = |clock: &&WallClock| clock.free.contains(&date.weekday());
        self.clocks.iter().filter(closed).map(|clock| clock.place[0].clone()).collect()
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
