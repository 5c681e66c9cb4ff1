//! Counting paths, block by block.

use super::BLOCK;
use super::outcome::Outcome;
use super::summary::{Measured, Summary};
use kernel::state::{Cause, Ended};
use sampling::{Sample, Total};
use std::collections::BTreeMap;

/// What the counting of a run has to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Seed of everything drawn.
    pub seed: u64,
    /// Whether values were drawn per block.
    pub nested: bool,
    /// Periods followed.
    pub horizon: u32,
    /// Files of the accord.
    pub files: usize,
    /// Its phases.
    pub phases: usize,
    /// How many whole numbers make one unit, measure by measure.
    pub measures: Vec<i64>,
}

/// Counts paths that come in the order of their numbers: the same summary as that of a run over
/// the same numbers, to the last bit, wherever the paths come from.
pub struct Counter {
    shape: Shape,
    sum: Summary,
    block: u64,
    open: Counts,
}

impl Counter {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        let open = Counts::new(&shape);
        Self { shape, sum: Summary::default(), block: 0, open }
    }

    /// Counts the next path.
    pub fn add(&mut self, path: &Outcome) {
        let block = path.path / BLOCK;
        if block != self.block {
            self.close();
            self.block = block;
        }
        self.open.add(path);
    }

    /// Adds paths that were counted elsewhere: whole blocks of the same run, none of which was counted
    /// here. Sums are of whole numbers, so it does not matter who counted what.
    pub fn add_counted(&mut self, counted: &Summary) {
        self.close();
        self.sum.merge(counted);
    }

    /// What was counted.
    #[must_use]
    pub fn finish(mut self) -> Summary {
        self.close();
        Summary { seed: self.shape.seed, ..self.sum }
    }

    fn close(&mut self) {
        if self.open.paths > 0 {
            let open = std::mem::replace(&mut self.open, Counts::new(&self.shape));
            self.sum.merge(&open.summary(&self.shape));
        }
    }
}

/// Counts of one block, by the month in which things happened.
pub(super) struct Counts {
    months: usize,
    paths: u64,
    ended: BTreeMap<Ended, Vec<u64>>,
    files: Vec<Vec<u64>>,
    phases: Vec<(u64, u64)>,
    steps: (u64, u64),
    draws: u64,
    measured: Vec<Measured>,
}

impl Counts {
    pub(super) fn new(shape: &Shape) -> Self {
        let months = shape.horizon as usize;
        let measured = shape.measures.iter().map(|it| Measured::of(*it));
        Self {
            months,
            paths: 0,
            ended: BTreeMap::new(),
            files: vec![vec![0; months]; shape.files],
            phases: vec![(0, 0); shape.phases + 1],
            steps: (0, 0),
            draws: 0,
            measured: measured.collect(),
        }
    }

    pub(super) fn add(&mut self, path: &Outcome) {
        self.paths += 1;
        if let Some(ended) = path.end {
            let curve = self.ended.entry(ended).or_insert_with(|| vec![0; self.months]);
            bump(curve, path.months);
        }
        let files = self.files.iter_mut().zip(&path.file_end);
        files.for_each(|(curve, end)| end.iter().for_each(|month| bump(curve, *month)));
        let phases = self.phases.iter_mut().zip(&path.in_phase);
        phases.for_each(|(sums, months)| add_square(sums, *months));
        add_square(&mut self.steps, path.months);
        self.draws += path.draws;
        let measured = self.measured.iter_mut().zip(&path.measures);
        measured.for_each(|(it, number)| it.add(*number));
    }

    /// The block as a summary of its own.
    pub(super) fn summary(mut self, shape: &Shape) -> Summary {
        let total = |(sum, squares): &(u64, u64)| Total::of_block(*sum, *squares);
        self.measured.iter_mut().for_each(Measured::close);
        let failed = self.total(|ended| ended.cause != Cause::Completed);
        Summary {
            seed: shape.seed,
            sample: Sample { paths: self.paths, blocks: 1, nested: shape.nested },
            gone: cumulate(&self.total(|_| true)),
            lived: lived(&failed, self.paths),
            failed: cumulate(&failed),
            ended: self.ended.iter().map(|(ended, curve)| (*ended, cumulate(curve))).collect(),
            files: self.files.iter().map(|curve| cumulate(curve)).collect(),
            phases: self.phases.iter().map(total).collect(),
            months: total(&self.steps),
            draws: self.draws,
            measured: self.measured,
        }
    }

    fn total(&self, which: impl Fn(&Ended) -> bool) -> Vec<u64> {
        let mut sum = vec![0; self.months];
        for (_, curve) in self.ended.iter().filter(|(ended, _)| which(ended)) {
            sum.iter_mut().zip(curve).for_each(|(sum, count)| *sum += count);
        }
        sum
    }
}

/// Months lived up to each month by paths of which so many failed in each: those that failed
/// within it have lived to their end, the others to the month.
fn lived(failed: &[u64], paths: u64) -> Vec<Total> {
    let (mut sum, mut squares, mut gone) = (0_u64, 0_u64, 0_u64);
    let month = |(month, failed): (u64, &u64)| {
        sum += failed * month;
        squares += failed * month * month;
        gone += failed;
        let left = paths - gone;
        Total::of_block(sum + left * month, squares + left * month * month)
    };
    (1..).zip(failed).map(month).collect()
}

/// One more in a month, from 1.
fn bump(curve: &mut [u64], month: u32) {
    let place = (month as usize).checked_sub(1).and_then(|index| curve.get_mut(index));
    place.into_iter().for_each(|count| *count += 1);
}

fn add_square((sum, squares): &mut (u64, u64), months: u32) {
    let months = u64::from(months);
    *sum += months;
    *squares += months * months;
}

fn cumulate(curve: &[u64]) -> Vec<Total> {
    let running = curve.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    running.map(|sum| Total::of_block(sum, sum)).collect()
}
