//! Futures drawn: many paths of one agreement under one reader's beliefs.
//!
//! A path draws from exactly what [`Drive::expand`] lists. Everybody keeps to the text; nature
//! does what the beliefs say. Counts are integers and every draw has an address, so the result is
//! the same to the last bit on any number of threads, and any path can be told alone by number
//! ([`replay_path`]).

mod ahead;
mod count;
mod process;
mod record;
mod summary;
mod table;
mod walk;

use crate::drive::Drive;
use count::Counts;
use kernel::Digest;
use sampling::{Batch, Stream};
use std::ops::{ControlFlow, Range};
use table::Table;
use walk::{Path, Walker};
use world::Values;

pub use ahead::Ahead;
pub use process::process;
pub use record::{PathRecord, PathStep, replay_path};
pub use sampling::{Estimate, FEW, Mean, Sample, Total};
pub use sampling::{Stream as RandomStream, philox};
pub use summary::{Summary, TooFew};

/// Paths of a block: the unit of work. Part of the meaning of a nested run, in which a block
/// shares its values; for any other run only a matter of speed.
pub const BLOCK: u64 = 256;

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Numbers of the paths. Runs of other numbers under the same seed add up with this one.
    pub paths: Range<u64>,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

/// Where the numbers come from.
#[derive(Clone, Copy, Debug)]
pub enum Numbers<'a> {
    /// The same for every path.
    Given(&'a Values),
    /// One draw from the beliefs' ranges for every [`BLOCK`] of paths: a sample over what is
    /// believed as well as over what may happen.
    Sampled,
}

/// Walks the paths and counts: [`Simulation::run`] on a fresh table.
#[must_use]
pub fn simulate(
    drive: &Drive<'_>,
    numbers: Numbers<'_>,
    run: &Run,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Summary {
    Simulation::new(drive).run(numbers, run, progress)
}

/// One agreement, with the points that paths have met so far.
///
/// The points hold no numbers of any belief, so runs under other numbers use them again.
pub struct Simulation<'a> {
    drive: &'a Drive<'a>,
    table: Table<'a>,
}

impl<'a> Simulation<'a> {
    /// A table with nothing in it yet.
    #[must_use]
    pub fn new(drive: &'a Drive<'a>) -> Self {
        Self { drive, table: Table::new(drive) }
    }

    /// Points met so far.
    #[must_use]
    pub fn points(&self) -> usize {
        self.table.len()
    }

    /// Digests of the states that one path comes to on the table, in order: the digests that its
    /// [`PathRecord`] tells step by step.
    #[must_use]
    pub fn digests(&self, values: &Values, seed: u64, path: u64) -> Vec<Digest> {
        let chances = chances(self.drive, values);
        let horizon = self.drive.beliefs.horizon;
        let walker = Walker { table: &self.table, chances: &chances, horizon };
        let mut digests = Vec::new();
        let mut tell = |node| digests.extend(self.table.digest(node));
        walker.walk_past(&Stream::new(seed, path), &mut Path::default(), &mut tell);
        digests
    }

    /// Walks the paths and counts.
    ///
    /// `progress` is told of the paths done so far and may stop the run; what has been counted
    /// then is the first paths of the range, so that a later run can go on where this one stopped.
    #[must_use]
    pub fn run(
        &self,
        numbers: Numbers<'_>,
        run: &Run,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Summary {
        let work = Work { drive: self.drive, table: &self.table, numbers, seed: run.seed };
        let batch = Batch { paths: run.paths.clone(), block: BLOCK, threads: run.threads };
        let summary = batch.run(|paths| work.block(paths), progress);
        Summary { seed: run.seed, ..summary }
    }
}

struct Work<'a> {
    drive: &'a Drive<'a>,
    table: &'a Table<'a>,
    numbers: Numbers<'a>,
    seed: u64,
}

impl Work<'_> {
    fn block(&self, paths: Range<u64>) -> Summary {
        let drive = self.drive;
        let (files, phases) = (drive.accord.workstreams.len(), drive.accord.phases.len());
        let horizon = drive.beliefs.horizon;
        let chances = self.chances(paths.start / BLOCK);
        let walker = Walker { table: self.table, chances: &chances, horizon };
        let mut counts = Counts::new(horizon, files, phases);
        let mut path =
            Path { in_phase: vec![0; phases + 1], file_end: vec![None; files], ..Path::default() };
        for number in paths {
            walker.walk(&Stream::new(self.seed, number), &mut path);
            counts.add(&path);
        }
        counts.summary(self.seed, matches!(self.numbers, Numbers::Sampled))
    }

    /// Chance of each row of `Beliefs::odds` for a block.
    fn chances(&self, block: u64) -> Vec<f64> {
        let sampled;
        let values = match self.numbers {
            Numbers::Given(values) => values,
            Numbers::Sampled => {
                sampled = block_values(self.drive, self.seed, block);
                &sampled
            }
        };
        chances(self.drive, values)
    }
}

/// Chance of each row of `Beliefs::odds`.
fn chances(drive: &Drive<'_>, values: &Values) -> Vec<f64> {
    let odds = drive.beliefs.odds.iter();
    odds.map(|(odds, _)| crate::weigh::chance_of(drive.beliefs, values, *odds)).collect()
}

/// The values that all paths of a block share in a nested run: path `n` is in block `n / BLOCK`.
#[must_use]
pub fn block_values(drive: &Drive<'_>, seed: u64, block: u64) -> Values {
    let stream = Stream::new(seed, block);
    let mut entry = 0;
    drive.beliefs.sample(|| {
        entry += 1;
        stream.uniform(entry, process::BELIEFS)
    })
}
