//! Many numbered paths in blocks, on any number of threads.
//!
//! A block is a range of numbers in, a summary out; summaries add up. What a path draws depends on
//! its number alone and sums are of integers, so the result is the same to the last bit on any
//! number of threads, and a run of some numbers adds to a run of others.

use rayon::prelude::*;
use std::ops::{ControlFlow, Range};

/// Blocks between two reports of progress.
const WAVE: u64 = 64;

/// What some paths have in common.
pub trait Merge: Default + Send {
    /// Adds what the paths that follow have in common.
    fn merge(&mut self, later: Self);
}

impl<T: Send> Merge for Vec<T> {
    fn merge(&mut self, mut later: Self) {
        self.append(&mut later);
    }
}

/// Which paths, and how they are shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Numbers of the paths.
    pub paths: Range<u64>,
    /// Paths of a block; blocks begin at its multiples.
    pub block: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

impl Batch {
    /// Does every block and adds up.
    ///
    /// `progress` is told of the paths done so far and may stop the run; what has been done then
    /// is the first paths of the range.
    pub fn run<S: Merge>(
        &self,
        work: impl Fn(Range<u64>) -> S + Sync,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> S {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.max(1)).build().ok();
        let wave = |blocks: Range<u64>| self.wave(blocks, &work);
        let mut sum = S::default();
        for blocks in self.waves() {
            let end = blocks.end;
            sum.merge(match &pool {
                Some(pool) => pool.install(|| wave(blocks)),
                None => wave(blocks),
            });
            if progress(self.place(end) - self.paths.start).is_break() {
                break;
            }
        }
        sum
    }

    fn wave<S: Merge>(&self, blocks: Range<u64>, work: &(impl Fn(Range<u64>) -> S + Sync)) -> S {
        let parts = blocks.into_par_iter().map(|n| work(self.place(n)..self.place(n + 1)));
        parts.reduce(S::default, |mut sum, part| {
            sum.merge(part);
            sum
        })
    }

    fn waves(&self) -> impl Iterator<Item = Range<u64>> {
        let (block, empty) = (self.block.max(1), self.paths.is_empty());
        let last = if empty { 0 } else { self.paths.end.div_ceil(block) };
        let mut first = self.paths.start / block;
        std::iter::from_fn(move || {
            let wave = first..last.min(first.saturating_add(WAVE));
            first = wave.end;
            (wave.start < last).then_some(wave)
        })
    }

    /// The number at which a block begins, kept within those asked for.
    fn place(&self, block: u64) -> u64 {
        let number = block.saturating_mul(self.block.max(1));
        number.clamp(self.paths.start, self.paths.end.max(self.paths.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(paths: Range<u64>, block: u64, threads: usize) -> Vec<u64> {
        let batch = Batch { paths, block, threads };
        batch.run(|part| part.collect(), &mut |_| ControlFlow::Continue(()))
    }

    #[test]
    fn every_number_comes_once_and_in_order() {
        for (first, end) in [(0, 1), (0, 10_000), (5, 9), (255, 257), (300, 20_001), (7, 7)] {
            for block in [1, 3, 256, 1 << 40] {
                let expected: Vec<u64> = (first..end).collect();
                assert_eq!(numbers(first..end, block, 2), expected, "{first}..{end} by {block}");
                assert_eq!(numbers(first..end, block, 1), expected);
            }
        }
        let last = u64::MAX - 10..u64::MAX;
        assert_eq!(numbers(last.clone(), 256, 2), last.collect::<Vec<_>>());
    }

    #[test]
    fn a_run_that_is_stopped_has_done_its_first_paths() {
        let batch = Batch { paths: 3..100_000, block: 4, threads: 2 };
        let mut told = 0;
        let done: Vec<u64> = batch.run(Iterator::collect, &mut |paths| {
            told = paths;
            if paths > 500 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(done, (3..3 + told).collect::<Vec<_>>());
        assert!((500..2000).contains(&told), "{told}");
    }
}
