//! What an agreement says of a history: for people and for programs.
//!
//! Verdicts are the agreement's words about what somebody recorded, each with its standing and its
//! line. They are no findings of this program (ETHICS.md, rule 4).

mod json;
mod terminal;
pub(crate) mod wording;

use explore::replay::{Parting, Replay};
use jiff::ToSpan as _;
use kernel::verdict::Standing;
use kernel::{ActorId, ClauseId, Hours, VerdictKind};
use lang::events::Events;

use crate::labels::Labels;
use crate::page::Run;

pub use json::{HistoryJson, answer};
pub use terminal::page;
pub use wording::{item as name_of, verdict as words_of};

/// What stands under every replay.
pub const NO_FINDING: &str = "These are the words of the text about what somebody recorded, each with its standing. None is a finding of this program, and what nobody recorded is not here.";

/// One verdict as a clause: `cap: not performed, reported (line 55)`.
#[must_use]
pub fn said(labels: &Labels, verdict: &kernel::Verdict) -> String {
    wording::verdict(labels, verdict)
}

/// What is compared of a verdict between readings.
type Said = (ClauseId, VerdictKind, Standing, Option<ActorId>);

/// A history and what one text says of it.
#[derive(Clone, Copy)]
pub struct History<'a> {
    /// What rows are called.
    pub labels: &'a Labels,
    /// The lines.
    pub events: &'a Events,
    /// What the shared reading says.
    pub replay: &'a Replay,
    /// Who has a reading of its own, in the order in which [`Parting`] counts them after the
    /// shared one.
    pub readers: &'a [ActorId],
    /// Where readings part, if there are several.
    pub parting: Option<&'a Parting>,
    /// How it came about.
    pub run: &'a Run,
}

impl History<'_> {
    /// The civil date of a time since day 0.
    fn date(&self, at: Hours) -> String {
        let days = i64::from(at.whole_days()).days();
        let date = self.events.day_zero.0.checked_add(days);
        date.map_or_else(|_| format!("day {}", at.whole_days()), |date| date.to_string())
    }

    /// The day, and the hour where it is not the first.
    fn time(&self, at: Hours) -> String {
        match at.0 % 24 {
            0 => self.date(at),
            hour => format!("{} {hour:02}:00", self.date(at)),
        }
    }

    /// How many verdicts the lines expect.
    fn expected(&self) -> usize {
        self.events.lines.iter().map(|line| line.expect.len()).sum()
    }

    /// Whether everything that was expected was said.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.replay.unmet.is_empty()
    }

    fn reader(&self, place: usize) -> String {
        match place.checked_sub(1).and_then(|index| self.readers.get(index)) {
            Some(party) => format!("as {} reads it", self.labels.the(*party)),
            None => "as all read it".to_owned(),
        }
    }
}
