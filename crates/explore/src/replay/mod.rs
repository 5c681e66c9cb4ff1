//! What an agreement says of a history: recorded acts, the time between them, and the verdicts.
//!
//! The same transition that is enumerated and simulated is told what happened, date by date.
//! Time passes in hops that end where a clock runs out, so every verdict has the date on which it
//! followed. Nothing is inferred: what nobody recorded did not happen.

mod as_written;
mod course;
mod duties;
mod parting;
mod tape;

use duties::Ledger;
use kernel::encode::digest;
use kernel::state::Ended;
use kernel::verdict::{Item, Standing};
use kernel::{
    Accord, ActorId, ClauseId, Deed, Digest, DutyId, Event, Hours, State, TrancheId, Verdict,
    VerdictKind,
};

pub use as_written::parting_as_written;
pub use course::Course;
pub use duties::{DutyRecord, Outcome};
pub use parting::{Parting, parting};
pub use tape::{Reached, Tape};

/// A line of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When, since day 0.
    pub at: Hours,
    /// Who did what; nothing for a line that only expects.
    pub act: Option<(ActorId, Deed)>,
    /// What the agreement is expected to say of it.
    pub expect: Vec<Expectation>,
}

/// A verdict that a line expects, on its act or at its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// What is said.
    pub kind: VerdictKind,
    /// Of what; of anything if not given.
    pub item: Option<Item>,
}

/// Something that happened and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was said, since day 0.
    pub at: Hours,
    /// The line behind it; nothing if only time passed.
    pub line: Option<usize>,
    /// What happened.
    pub event: Event,
    /// What the agreement says.
    pub verdicts: Vec<Verdict>,
    /// Digest of the state after it.
    pub digest: Digest,
}

/// The first word that something was not performed, at least reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonPerformance {
    /// When.
    pub at: Hours,
    /// Which duty.
    pub duty: DutyId,
    /// Who owes it.
    pub obligor: ActorId,
    /// The clause that says so.
    pub clause: ClauseId,
    /// How firmly it stood.
    pub standing: Standing,
    /// Whether a date passed (`Late`) or a body or the obligor said so (`NotPerformed`).
    pub kind: VerdictKind,
}

/// A history as one reading of the text sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// What happened, in order; spans of time in which nothing was said are left out.
    pub entries: Vec<Entry>,
    /// When and how the accord ended, if it did.
    pub ended: Option<(Hours, Ended)>,
    /// Every first non-performance of a duty, in order of date.
    pub non_performance: Vec<NonPerformance>,
    /// What became of each duty, in the order of the tables.
    pub duties: Vec<DutyRecord>,
    /// Tranches that were not transferred, or were returned.
    pub unpaid: Vec<TrancheId>,
    /// Expectations that nothing said on their date met, with their line.
    pub unmet: Vec<(usize, Expectation)>,
    /// Where the agreement stands at the end.
    pub state: State,
}

impl Replay {
    /// The first non-performance of all.
    #[must_use]
    pub fn first_non_performance(&self) -> Option<&NonPerformance> {
        self.non_performance.first()
    }

    /// Lines that the agreement calls void: acts without power, and words without a mandate.
    pub fn void(&self) -> impl Iterator<Item = &Entry> {
        let void = |entry: &&Entry| entry.verdicts.iter().any(|v| v.kind == VerdictKind::Void);
        self.entries.iter().filter(void)
    }
}

/// Replays a history under one reading.
///
/// Lines must be in order of date; a line dated before the one above counts as of that one's date.
/// Time then passes up to `until`, if that is later than the last line.
#[must_use]
pub fn replay(accord: &Accord, history: &[Recorded], until: Option<Hours>) -> Replay {
    let mut told = Told::new(accord);
    for (line, recorded) in history.iter().enumerate() {
        told.take(line, recorded);
    }
    if let Some(until) = until {
        told.pass_to(until);
    }
    told.finish(history)
}

/// A replay under way.
struct Told<'a> {
    accord: &'a Accord,
    state: State,
    at: Hours,
    ended: Option<(Hours, Ended)>,
    entries: Vec<Entry>,
    ledger: Ledger,
}

impl<'a> Told<'a> {
    fn new(accord: &'a Accord) -> Self {
        let (state, verdicts) = kernel::apply::start(accord);
        let ledger = Ledger::new(accord);
        let (at, ended, entries) = (Hours::ZERO, None, Vec::new());
        let mut told = Self { accord, state, at, ended, entries, ledger };
        told.note(None, Event::Pass(Hours::ZERO), verdicts);
        told
    }

    /// A line, after the time up to it.
    fn take(&mut self, line: usize, recorded: &Recorded) {
        self.pass_to(recorded.at);
        if let Some((by, deed)) = &recorded.act {
            self.happen(Some(line), Event::Act { by: *by, deed: deed.clone() });
        }
    }

    /// Time passes, with a stop at every clock that runs out.
    fn pass_to(&mut self, date: Hours) {
        while self.at < date {
            let left = date.minus(self.at);
            let next = kernel::next_expiry(self.accord, &self.state);
            let hop = next.map_or(left, |next| next.min(left));
            self.at = self.at.plus(hop);
            self.happen(None, Event::Pass(hop));
        }
    }

    fn happen(&mut self, line: Option<usize>, event: Event) {
        let (state, verdicts) = kernel::apply(self.accord, &self.state, &event);
        self.state = state;
        self.note(line, event, verdicts);
    }

    fn note(&mut self, line: Option<usize>, event: Event, verdicts: Vec<Verdict>) {
        let at = self.at;
        self.ended = self.ended.or(self.state.ended.map(|ended| (at, ended)));
        self.ledger.note(at, &verdicts, &self.state);
        let silent = verdicts.iter().all(|v| v.kind == VerdictKind::Void);
        if line.is_some() || !silent {
            let digest = digest(&self.state);
            self.entries.push(Entry { at, line, event, verdicts, digest });
        }
    }

    fn finish(self, history: &[Recorded]) -> Replay {
        let unmet = unmet(history, &self.entries);
        let Self { accord, state, ended, entries, ledger, .. } = self;
        let (non_performance, unpaid) = (ledger.non_performance(), ledger.unpaid(accord));
        let duties = ledger.duties(accord, &state);
        Replay { entries, ended, non_performance, duties, unpaid, unmet, state }
    }
}

/// Expectations that nothing said met.
fn unmet(history: &[Recorded], entries: &[Entry]) -> Vec<(usize, Expectation)> {
    let mut list = Vec::new();
    for (line, recorded) in history.iter().enumerate() {
        let said = said_at(line, recorded, entries);
        let missed = |wanted: &&Expectation| !said.iter().any(|verdict| wanted.met_by(verdict));
        list.extend(recorded.expect.iter().filter(missed).map(|wanted| (line, *wanted)));
    }
    list
}

/// What was said on a line's act; for a line without one, all that was said on its day.
fn said_at<'a>(line: usize, recorded: &Recorded, entries: &'a [Entry]) -> Vec<&'a Verdict> {
    let day = recorded.at.whole_days();
    let meant = |entry: &&Entry| match recorded.act {
        Some(_) => entry.line == Some(line),
        None => entry.at.whole_days() == day,
    };
    entries.iter().filter(meant).flat_map(|entry| &entry.verdicts).collect()
}

impl Expectation {
    /// Whether a verdict is what was expected.
    #[must_use]
    pub fn met_by(&self, verdict: &Verdict) -> bool {
        self.kind == verdict.kind && self.item.is_none_or(|item| item == verdict.item)
    }
}
