//! A replay that is kept, so that any moment of it is reached without starting over.
//!
//! Entries up to a moment are the first so many of the whole: time passes in hops that end where clocks run out, and a
//! hop cut short says nothing. The state is taken up at the last mark before the moment and run on from there.

use super::{DutyRecord, Entry, Recorded, Told};
use kernel::state::Ended;
use kernel::{Accord, Hours, State};

/// Lines from one mark to the next: what a moment costs at most.
const STRIDE: usize = 256;

/// A replay with marks on the way.
#[derive(Clone, Debug)]
pub struct Tape {
    history: Vec<Recorded>,
    entries: Vec<Entry>,
    marks: Vec<Mark>,
}

/// Where a replay stood before a line.
#[derive(Clone, Debug)]
struct Mark {
    line: usize,
    at: Hours,
    state: State,
    ended: Option<(Hours, Ended)>,
    ledger: super::Ledger,
}

/// Where an agreement stands at a moment.
#[derive(Clone, Debug)]
pub struct Reached {
    /// When and how the accord ended, if it did.
    pub ended: Option<(Hours, Ended)>,
    /// What became of each duty by then, in the order of the tables.
    pub duties: Vec<DutyRecord>,
    /// The state.
    pub state: State,
}

impl Tape {
    /// Replays a history, as [`super::replay`] does, and lets time pass up to `until`.
    #[must_use]
    pub fn of(accord: &Accord, history: Vec<Recorded>, until: Hours) -> Self {
        let mut told = Told::new(accord);
        let mut marks = vec![told.mark(0)];
        for (line, recorded) in history.iter().enumerate() {
            if line > 0 && line % STRIDE == 0 {
                marks.push(told.mark(line));
            }
            told.take(line, recorded);
        }
        told.pass_to(until);
        let entries = told.entries;
        Self { history, entries, marks }
    }

    /// Everything that happened and was said up to a moment, in order.
    #[must_use]
    pub fn entries(&self, at: Hours) -> &[Entry] {
        let count = self.entries.partition_point(|entry| entry.at <= at);
        self.entries.get(..count).unwrap_or_default()
    }

    /// Where the agreement stands at a moment.
    #[must_use]
    pub fn at(&self, accord: &Accord, at: Hours) -> Reached {
        let before = |mark: &Mark| mark.line == 0 || self.is_before(mark, at);
        let found = self.marks.partition_point(before).saturating_sub(1);
        let mut told = match self.marks.get(found) {
            Some(mark) => mark.resume(accord),
            None => Told::new(accord),
        };
        let from = self.marks.get(found).map_or(0, |mark| mark.line);
        let lines = self.history.iter().enumerate().skip(from);
        for (line, recorded) in lines.take_while(|(_, recorded)| recorded.at <= at) {
            told.take(line, recorded);
        }
        told.pass_to(at);
        told.reached()
    }

    /// The states at several moments, in order of time.
    #[must_use]
    pub fn states(&self, accord: &Accord, moments: &[Hours]) -> Vec<State> {
        moments.iter().map(|at| self.at(accord, *at).state).collect()
    }

    /// Whether all lines before a mark are of that moment or earlier.
    fn is_before(&self, mark: &Mark, at: Hours) -> bool {
        let last = mark.line.checked_sub(1).and_then(|line| self.history.get(line));
        last.is_none_or(|last| last.at <= at)
    }
}

impl Mark {
    fn resume<'a>(&self, accord: &'a Accord) -> Told<'a> {
        Told {
            accord,
            state: self.state.clone(),
            at: self.at,
            ended: self.ended,
            entries: Vec::new(),
            ledger: self.ledger.clone(),
        }
    }
}

impl Told<'_> {
    fn mark(&self, line: usize) -> Mark {
        let (state, ledger) = (self.state.clone(), self.ledger.clone());
        Mark { line, at: self.at, state, ended: self.ended, ledger }
    }

    fn reached(self) -> Reached {
        let Self { accord, state, ended, ledger, .. } = self;
        Reached { ended, duties: ledger.duties(accord, &state), state }
    }
}
