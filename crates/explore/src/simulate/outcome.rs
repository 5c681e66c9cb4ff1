//! What is kept of one path.

use kernel::state::Ended;

/// One path, as it is counted and kept in a shard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Its number.
    pub path: u64,
    /// Periods begun.
    pub months: u32,
    /// Random numbers drawn.
    pub draws: u64,
    /// How it ended, if within the horizon.
    pub end: Option<Ended>,
    /// Periods in each phase; last, before any phase opened.
    pub in_phase: Vec<u32>,
    /// Period in which each file ended short of fulfilment; the accord's failure ends all.
    pub file_end: Vec<Option<u32>>,
    /// The number of each [`Measure`](super::Measure), in its whole numbers; none unless measured.
    pub measures: Vec<i64>,
}

impl Outcome {
    /// A path with nothing in it yet.
    #[must_use]
    pub fn empty(phases: usize, files: usize) -> Self {
        Self { in_phase: vec![0; phases + 1], file_end: vec![None; files], ..Self::default() }
    }

    pub(super) fn reset(&mut self) {
        self.months = 0;
        self.draws = 0;
        self.end = None;
        self.in_phase.fill(0);
        self.file_end.fill(None);
        self.measures.clear();
    }
}
