//! The outlook under one reader's beliefs, as rows that are handed in: the desk computes none of it, and knows
//! neither the text nor what anything is worth.

use explore::replay::Recorded;
use kernel::Hours;
use serde::Serialize;

/// Who looks ahead for the desk.
pub trait Ahead: Send + Sync {
    /// What follows from where a record stands. May take its time; never called while an incident is open.
    ///
    /// # Errors
    /// Why nothing follows, in a line: a number that a belief cannot be.
    fn look(&self, question: &Question) -> Result<Outlook, String>;
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The record up to the moment.
    pub history: Vec<Recorded>,
    /// Its words, line by line.
    pub words: Vec<String>,
    /// The moment, since day 0.
    pub at: Hours,
    /// Beliefs taken to be exactly so, by their number.
    pub supposed: Vec<(u32, f64)>,
}

/// The answer, as rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// Whose beliefs, and what they rest on.
    pub beliefs: String,
    /// Whether most of them rest on no source.
    pub example: bool,
    /// `yes`, `no`, `depends` or `undecided`.
    pub answer: &'static str,
    /// Share of the ranges in which it is kept, with its ends.
    pub share: Option<[f64; 3]>,
    /// Each side.
    pub sides: Vec<Side>,
    /// The weakest promise.
    pub weakest: Option<Weakest>,
    /// Beliefs at which the answer turns, nearest first.
    pub turns: Vec<Turn>,
    /// What those who did not sign could do.
    pub outsiders: Vec<Outsider>,
    /// Days that a period has.
    pub period_days: f64,
    /// Least and greatest share of futures in force or fulfilled, by period from 1.
    pub survival: Vec<[f64; 2]>,
    /// How such agreements did before: period, share, ends, how many.
    pub baseline: Option<Baseline>,
    /// Ways it ends within the horizon.
    pub causes: Vec<Cause>,
    /// Days to the published threshold.
    pub breakout: Vec<Breakout>,
    /// Price kept and price broken.
    pub oil: Vec<Oil>,
    /// What stood a day before, and each step since.
    pub moved: Vec<Step>,
    /// Every belief, as it was read or as it is supposed.
    pub entries: Vec<Entry>,
    /// Points that a size limit left out.
    pub cut: usize,
    /// Seed of everything drawn.
    pub seed: u64,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Who.
    pub name: String,
    /// `keeps`, `leaves` or `undecided`.
    pub keeps: &'static str,
    /// Worth of keeping from here on, in the unit of the beliefs.
    pub stake: [f64; 2],
    /// Gain of the best plan over keeping.
    pub loss: [f64; 2],
    /// The least share of what the other side delivers that could fail before leaving pays.
    pub room: Option<f64>,
    /// What comes closest to paying.
    pub closest: Option<Departure>,
}

/// A departure from the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Departure {
    /// What kind, as a key: `withhold`.
    pub kind: &'static str,
    /// From what, by its title.
    pub item: Option<String>,
    /// Line of the text, and the line as written.
    pub line: Option<(u32, String)>,
}

/// The weakest promise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weakest {
    /// Whose.
    pub side: String,
    /// By what it would be left.
    pub departure: Departure,
    /// Keeping less departing, and how far off that may be.
    pub margin: [f64; 2],
    /// Period in which it is met, if known.
    pub month: Option<f64>,
    /// Whether only a run of departures pays.
    pub run: bool,
}

/// A belief at which the answer turns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// Which.
    pub belief: String,
    /// What it is now.
    pub now: f64,
    /// Where the answer turns.
    pub at: [f64; 2],
    /// Whose answer.
    pub side: String,
    /// Whether that side keeps beyond it.
    pub keeps_beyond: bool,
}

/// What an outsider's acts would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outsider {
    /// Who.
    pub name: String,
    /// Acts after which leaving pays, if any number tried does.
    pub acts: Option<u32>,
    /// Most acts tried.
    pub tried: u32,
    /// For whom.
    pub side: Option<String>,
}

/// How such agreements did before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// By which period.
    pub month: u32,
    /// Share kept until then, and its ends.
    pub share: [f64; 3],
    /// Of how many.
    pub cases: u32,
}

/// A way of ending.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// As a key: `withdrawal`.
    pub kind: &'static str,
    /// Who withdrew, if somebody did.
    pub by: Option<String>,
    /// Share of all futures.
    pub share: f64,
}

/// Days to the published threshold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breakout {
    /// Whose enrichment.
    pub side: String,
    /// From verified stocks: least, middle, most.
    pub now: [f64; 3],
    /// With stock that nobody has verified.
    pub with_unaccounted: Option<[f64; 3]>,
    /// The least that keeping reaches.
    pub kept: [f64; 3],
}

/// Price kept and price broken, USD a barrel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Oil {
    /// `ended` or `war`.
    pub state: &'static str,
    /// Chance of it within the horizon.
    pub chance: f64,
    /// The last quote at hand and its date.
    pub quote: (f64, String),
    /// Kept less broken after so many days.
    pub day: u32,
    /// Least, middle and greatest; nothing where it lies beyond a doubled price.
    pub kept_less_broken: [Option<f64>; 3],
    /// By day: low, middle and high of the price kept, and of the price broken.
    pub path: Vec<Day>,
}

/// A day of both paths.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Day {
    /// Days from now.
    pub day: u32,
    /// Kept: low, middle, high.
    pub kept: [f64; 3],
    /// Broken.
    pub broken: [f64; 3],
}

/// A step between two days: time that passed, or lines of the record; and what stood after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Hours that passed.
    pub hours: Option<u32>,
    /// Lines of the record.
    pub lines: Vec<String>,
    /// Each side after it: name, `keeps` and the like, worth of keeping.
    pub sides: Vec<(String, &'static str, f64)>,
    /// Periods ahead, and the share in force or fulfilled by then.
    pub alive: Vec<(u32, f64)>,
    /// Whether the agreement is over.
    pub over: bool,
}

/// A belief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub name: String,
    /// As it counts here.
    pub value: f64,
    /// As it was read.
    pub read: f64,
    /// Its range, if it has one.
    pub range: Option<[f64; 2]>,
}
