//! Everything one page is made of. Pages compute nothing; they print this.

use explore::assess::Assessment;
use explore::outlook::{Glance, Moved};
use kernel::{Accord, ActorId, Hours};
use world::Beliefs;

use crate::history::History;
use crate::labels::Labels;
use crate::plan::Schedule;
use crate::remark::Remark;

/// What a page is made of.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The agreement as tables.
    pub accord: &'a Accord,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// The answer.
    pub assessment: &'a Assessment,
    /// What is to be said about the text itself.
    pub remarks: &'a [Remark],
    /// How the answer came about.
    pub run: &'a Run,
    /// Where a record stands that the answer starts from; nothing from day 0.
    pub record: Option<Record<'a>>,
}

/// A record and where it stands.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// When, since day 0.
    pub at: Hours,
    /// The lines up to then and what the text says of them.
    pub history: History<'a>,
    /// What falls due from there.
    pub schedule: Schedule<'a>,
    /// What moved the outlook since another date: what stood then, and the steps to now.
    pub moved: Option<(&'a Glance, &'a [Moved])>,
}

impl Record<'_> {
    /// A time since day 0 as a date, or as a day where day 0 is none.
    #[must_use]
    pub fn day(&self, at: Hours) -> String {
        self.schedule.date(at).unwrap_or_else(|| format!("day {}", at.whole_days()))
    }
}

/// How an answer came about, as far as a stranger needs it to get the same one.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// The command that gives this answer again.
    pub command: String,
    /// Name of the accord file.
    pub accord_file: String,
    /// Name of the beliefs file.
    pub beliefs_file: String,
    /// Name of the file with recorded events, for a replay.
    pub history_file: String,
    /// The day it was made, if the caller knows.
    pub date: Option<String>,
    /// How long it took.
    pub elapsed_seconds: Option<f64>,
    /// Where the full report was written, if it was.
    pub report_file: Option<String>,
    /// Other readers' beliefs about the same text, of which only their differences are told.
    pub others: Vec<Other>,
}

/// What another reader believes of the same text.
#[derive(Clone, Debug)]
pub struct Other {
    /// Name of the beliefs file.
    pub file: String,
    /// The judgement in it.
    pub beliefs: Beliefs,
}

impl Page<'_> {
    /// The signatories, in the order of the text.
    #[must_use]
    pub fn signatories(&self) -> Vec<ActorId> {
        self.accord.signatory_ids().collect()
    }

    /// `both` for two signatories, `all` for more.
    #[must_use]
    pub fn everybody(&self) -> &'static str {
        if self.accord.signatories <= 2 { "both" } else { "all" }
    }
}
