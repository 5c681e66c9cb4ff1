//! Counting one block of paths.

use super::summary::Summary;
use super::walk::Path;
use kernel::state::{Cause, Ended};
use sampling::{Sample, Total};
use std::collections::BTreeMap;

/// Counts of one block, by the month in which things happened.
pub(super) struct Counts {
    months: usize,
    paths: u64,
    ended: BTreeMap<Ended, Vec<u64>>,
    files: Vec<Vec<u64>>,
    phases: Vec<(u64, u64)>,
    steps: (u64, u64),
    draws: u64,
}

impl Counts {
    pub(super) fn new(months: u32, files: usize, phases: usize) -> Self {
        let months = months as usize;
        Self {
            months,
            paths: 0,
            ended: BTreeMap::new(),
            files: vec![vec![0; months]; files],
            phases: vec![(0, 0); phases + 1],
            steps: (0, 0),
            draws: 0,
        }
    }

    pub(super) fn add(&mut self, path: &Path) {
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
    }

    /// The block as a summary of its own.
    pub(super) fn summary(&self, seed: u64, nested: bool) -> Summary {
        let total = |(sum, squares): &(u64, u64)| Total::of_block(*sum, *squares);
        Summary {
            seed,
            sample: Sample { paths: self.paths, blocks: 1, nested },
            gone: cumulate(&self.total(|_| true)),
            failed: cumulate(&self.total(|ended| ended.cause != Cause::Completed)),
            ended: self.ended.iter().map(|(ended, curve)| (*ended, cumulate(curve))).collect(),
            files: self.files.iter().map(|curve| cumulate(curve)).collect(),
            phases: self.phases.iter().map(total).collect(),
            months: total(&self.steps),
            draws: self.draws,
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
