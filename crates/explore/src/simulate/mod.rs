//! Futures drawn: many paths of one agreement under one reader's beliefs.
//!
//! A path draws from exactly what [`Drive::expand`] lists. Everybody keeps to the text; nature
//! does what the beliefs say. Counts are integers and every draw has an address, so the result is
//! the same to the last bit on any number of threads, and any path can be told alone by number
//! ([`replay_path`]).

mod ahead;
mod control;
mod count;
mod gauge;
mod logit;
mod margins;
mod mark;
mod measure;
mod outcome;
mod paired;
mod pieces;
mod process;
mod purse;
mod rare;
mod record;
mod slots;
mod summary;
mod table;
mod walk;

use crate::drive::Drive;
use count::Counts;
use gauge::Gauge;
use kernel::Digest;
use mark::Marks;
use sampling::{Batch, Merge, Stream};
use std::ops::{ControlFlow, Range};
use table::Table;
use walk::{Tell, Walker};
use world::Values;

pub use ahead::Ahead;
pub use control::Controlled;
pub use count::{Counter, Shape};
pub use logit::{Logit, LogitError};
pub use margins::{SampledMargin, SampledMargins, Spend};
pub use measure::{Measure, What};
pub use outcome::Outcome;
pub use paired::{Compared, Difference, compare};
pub use process::process;
pub use rare::Rare;
pub use record::{PathRecord, PathStep, replay_path};
pub use sampling::{Estimate, FEW, Mean, Sample, Total};
pub use sampling::{Stream as RandomStream, philox};
pub use summary::{Measured, Summary, TooFew};
pub use table::Rule;

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

/// Told of how much is done so far; may stop the run, and what was done then is its first part.
pub type Told<'a> = &'a mut dyn FnMut(u64) -> ControlFlow<()>;

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
pub fn simulate(drive: &Drive<'_>, numbers: Numbers<'_>, run: &Run, progress: Told<'_>) -> Summary {
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
    /// A table with nothing in it yet: everybody keeps to the text, and nothing is measured.
    #[must_use]
    pub fn new(drive: &'a Drive<'a>) -> Self {
        Self { drive, table: Table::new(drive, None, None) }
    }

    /// The same, with everything measured of each path that the beliefs give numbers for.
    #[must_use]
    pub fn measuring(drive: &'a Drive<'a>) -> Self {
        let marks = Marks::new(drive.accord, drive.beliefs);
        Self { drive, table: Table::new(drive, Some(marks), None) }
    }

    /// The same, with parties that choose as a rule says where the drive lets them.
    #[must_use]
    pub fn ruled(drive: &'a Drive<'a>, rule: Rule<'a>) -> Self {
        let marks = Marks::new(drive.accord, drive.beliefs);
        Self { drive, table: Table::new(drive, Some(marks), Some(rule)) }
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
        let mut tell = Tell(|node| digests.extend(self.table.digest(node)));
        walker.walk_past(&Stream::new(seed, path), &mut Outcome::default(), &mut tell);
        digests
    }

    /// What is measured of each path.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        self.table.marks().map_or(&[], |marks| &marks.measures)
    }

    /// What the counting of a run has to know of it.
    #[must_use]
    pub fn shape(&self, seed: u64, numbers: Numbers<'_>) -> Shape {
        Shape {
            seed,
            nested: matches!(numbers, Numbers::Sampled),
            horizon: self.drive.beliefs.horizon,
            files: self.drive.accord.workstreams.len(),
            phases: self.drive.accord.phases.len(),
            measures: self.measures().iter().map(|it| it.per_unit).collect(),
        }
    }

    /// Walks the paths and counts.
    ///
    /// `progress` is told of the paths done so far and may stop the run; what has been counted
    /// then is the first paths of the range, so that a later run can go on where this one stopped.
    #[must_use]
    pub fn run(&self, numbers: Numbers<'_>, run: &Run, progress: Told<'_>) -> Summary {
        let shape = self.shape(run.seed, numbers);
        let count = |paths: Range<u64>, work: &Work<'_>| {
            let mut counts = Counts::new(&shape);
            work.each(paths, |path| counts.add(path));
            counts.summary(&shape)
        };
        let summary: Summary = self.blocks(numbers, run, &count, progress);
        Summary { seed: run.seed, ..summary }
    }

    /// Walks the paths and keeps what is kept of each, in order. `progress` as in
    /// [`Simulation::run`].
    #[must_use]
    pub fn outcomes(&self, numbers: Numbers<'_>, run: &Run, progress: Told<'_>) -> Vec<Outcome> {
        let keep = |paths: Range<u64>, work: &Work<'_>| {
            let mut kept = Vec::new();
            work.each(paths, |path| kept.push(path.clone()));
            kept
        };
        self.blocks(numbers, run, &keep, progress)
    }

    fn blocks<S: Merge>(
        &self,
        numbers: Numbers<'_>,
        run: &Run,
        each: &(impl Fn(Range<u64>, &Work<'_>) -> S + Sync),
        progress: Told<'_>,
    ) -> S {
        let work = Work { drive: self.drive, table: &self.table, numbers, seed: run.seed };
        let batch = Batch { paths: run.paths.clone(), block: BLOCK, threads: run.threads };
        batch.run(|paths| each(paths, &work), progress)
    }
}

struct Work<'a> {
    drive: &'a Drive<'a>,
    table: &'a Table<'a>,
    numbers: Numbers<'a>,
    seed: u64,
}

impl Work<'_> {
    /// Walks the paths of one block, in order.
    fn each(&self, paths: Range<u64>, mut done: impl FnMut(&Outcome)) {
        let drive = self.drive;
        let values = self.values(paths.start / BLOCK);
        let chances = chances(drive, &values);
        let horizon = drive.beliefs.horizon;
        let walker = Walker { table: self.table, chances: &chances, horizon };
        let mut gauge = Gauge::new(self.table, drive, &values);
        let mut path = Outcome::empty(drive.accord.phases.len(), drive.accord.workstreams.len());
        for number in paths {
            let stream = Stream::new(self.seed, number);
            match &mut gauge {
                None => walker.walk(&stream, &mut path),
                Some(gauge) => {
                    gauge.begin();
                    walker.walk_past(&stream, &mut path, gauge);
                    gauge.end(&stream, &mut path);
                }
            }
            path.path = number;
            done(&path);
        }
    }

    /// The numbers of a block.
    fn values(&self, block: u64) -> Values {
        match self.numbers {
            Numbers::Given(values) => values.clone(),
            Numbers::Sampled => block_values(self.drive, self.seed, block),
        }
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
