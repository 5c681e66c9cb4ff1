//! Counts of a number by fixed cells, and what they say of its distribution.
//!
//! Cells are fixed before anything is drawn, so that histograms of different paths add up to the
//! histogram of all of them, to the last bit. A quantile lies in its cell by linear interpolation;
//! its error is that of the order statistics one standard deviation of the count away. A tail is
//! heavy if by Hill's estimate the variance may not exist, so that means and their errors cannot
//! be trusted.
//!
//! # Source
//! B. M. Hill (1975); order statistics as bounds: H. A. David and H. N. Nagaraja (2003), 7.1.

use crate::estimate::{FEW, Mean};
use crate::{Merge, SamplingError};

/// The share of a sample that tells of its tail.
const TAIL: f64 = 0.05;

/// Counts by cells of equal width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    low: f64,
    width: f64,
    /// Counts: below the first cell, cell by cell, above the last.
    counts: Vec<u64>,
}

/// A quantile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// Where it lies.
    pub value: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Whether fewer than ten numbers lie on one side of it, or it lies outside the cells.
    pub too_few: bool,
}

impl Histogram {
    /// Empty cells between two ends.
    ///
    /// # Errors
    /// [`SamplingError::TooFew`] for no cells or ends that are not in order.
    pub fn new(low: f64, high: f64, cells: usize) -> Result<Self, SamplingError> {
        let width = (high - low) / cells as f64;
        if cells == 0 || !(width > 0.0 && width.is_finite()) {
            return Err(SamplingError::TooFew { what: "cells", given: 0, least: 1 });
        }
        Ok(Self { low, width, counts: vec![0; cells + 2] })
    }

    /// Counts one number; one that is none counts as above.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the cells"
    )]
    pub fn add(&mut self, value: f64) {
        let last = self.counts.len().saturating_sub(1);
        let place = (value - self.low) / self.width;
        let cell = if place < 0.0 { 0 } else { (place as usize).saturating_add(1).min(last) };
        let cell = if place.is_nan() { last } else { cell };
        self.counts.get_mut(cell).into_iter().for_each(|count| *count += 1);
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many lie outside the cells.
    #[must_use]
    pub fn outside(&self) -> u64 {
        let last = self.counts.len().saturating_sub(1);
        self.counts.first().map_or(0, |below| below + self.counts[last])
    }

    /// The number that so large a share lies below.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Quantile {
        let n = self.count() as f64;
        let spread = (n * share * (1.0 - share)).sqrt();
        let (below, above) = (self.ranked(n * share - spread), self.ranked(n * share + spread));
        let inside = self.within(n * share - spread) && self.within(n * share + spread);
        Quantile {
            value: self.ranked(n * share),
            standard_error: if n > 0.0 { (above - below) / 2.0 } else { f64::INFINITY },
            too_few: !inside || n * share.min(1.0 - share) < FEW as f64,
        }
    }

    /// Mean of a function of the number, at the middles of the cells. Its error from the width of
    /// a cell is below `width^2 / 24` times the function's second derivative.
    #[must_use]
    pub fn mean(&self, function: impl Fn(f64) -> f64) -> Mean {
        let n = self.count() as f64;
        let sum = |of: &dyn Fn(f64) -> f64| {
            let cells = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
            cells.map(|(cell, count)| *count as f64 * of(self.middle(cell))).sum::<f64>() / n
        };
        let mean = sum(&function);
        let spread = sum(&|x| (function(x) - mean) * (function(x) - mean));
        let standard_error = if n < 2.0 { f64::INFINITY } else { (spread / (n - 1.0)).sqrt() };
        Mean { mean, standard_error }
    }

    /// Hill's estimate of the tail index of `exp` of the number, from its highest twentieth:
    /// the share above `x` falls as a power of `x`. `None` if too few tell.
    #[must_use]
    pub fn tail_index_of_exponential(&self) -> Option<f64> {
        let n = self.count() as f64;
        let from = self.ranked(n * (1.0 - TAIL));
        let (mut count, mut excess) = (0, 0.0);
        for (cell, cases) in self.counts.iter().enumerate().filter(|(_, cases)| **cases > 0) {
            let over = self.middle(cell) - from;
            if over > 0.0 {
                count += cases;
                excess += *cases as f64 * over;
            }
        }
        (count >= FEW && excess > 0.0).then(|| count as f64 / excess)
    }

    /// Whether a mean of `exp` of the number may have no error to state: the tail index is within
    /// two standard errors of 2, or below.
    #[must_use]
    pub fn heavy_tail_of_exponential(&self) -> bool {
        let count = self.count() as f64 * TAIL;
        let sure = |index: f64| index * (1.0 - 2.0 / count.max(1.0).sqrt()) > 2.0;
        !self.tail_index_of_exponential().is_some_and(sure)
    }

    /// The number of a rank, linear within its cell.
    fn ranked(&self, rank: f64) -> f64 {
        let mut before = 0.0;
        for (cell, count) in self.counts.iter().enumerate() {
            let count = *count as f64;
            if count > 0.0 && before + count >= rank {
                let into = ((rank - before) / count).clamp(0.0, 1.0);
                return self.edge(cell) + self.width * into;
            }
            before += count;
        }
        self.edge(self.counts.len().saturating_sub(1))
    }

    fn within(&self, rank: f64) -> bool {
        let below = self.counts.first().map_or(0.0, |count| *count as f64);
        let above = self.counts.last().map_or(0.0, |count| *count as f64);
        rank > below && rank < self.count() as f64 - above
    }

    /// Lower end of a cell.
    fn edge(&self, cell: usize) -> f64 {
        self.low + self.width * (cell as f64 - 1.0)
    }

    fn middle(&self, cell: usize) -> f64 {
        self.edge(cell) + self.width / 2.0
    }
}

impl Merge for Histogram {
    /// Cells have to be the same; an empty default takes those of the other.
    fn merge(&mut self, later: Self) {
        if self.counts.is_empty() {
            *self = later;
            return;
        }
        self.counts.iter_mut().zip(later.counts).for_each(|(own, their)| *own += their);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    /// Sums of twelve uniforms: nearly normal.
    fn normals(seed: u64, count: u64) -> Histogram {
        let mut found = Histogram::new(-8.0, 8.0, 1600).expect("cells");
        for path in 0..count {
            let stream = Stream::new(seed, path);
            found.add((0..12).map(|n| stream.uniform(n, 1)).sum::<f64>() - 6.0);
        }
        found
    }

    #[test]
    fn quantiles_come_with_their_errors() {
        let found = normals(1, 40_000);
        for (share, exact, density) in [(0.5, 0.0, 0.3989), (0.841_344_7, 1.0, 0.2420)] {
            let quantile = found.quantile(share);
            let error = (share * (1.0 - share) / 40_000.0_f64).sqrt() / density;
            assert!((quantile.value - exact).abs() < 4.0 * error, "{quantile:?}");
            assert!((quantile.standard_error / error - 1.0).abs() < 0.25, "{quantile:?}");
            assert!(!quantile.too_few);
        }
        assert!(found.quantile(0.0001).too_few);
        let mean = found.mean(|x| x);
        assert!(mean.mean.abs() < 4.0 * mean.standard_error);
        assert!((mean.standard_error - 0.005).abs() < 1e-4);
    }

    #[test]
    fn histograms_add_up() {
        let mut sum = normals(3, 0);
        for first in 0..10 {
            let mut part = normals(3, 0);
            for path in first * 100..(first + 1) * 100 {
                let stream = Stream::new(3, path);
                part.add((0..12).map(|n| stream.uniform(n, 1)).sum::<f64>() - 6.0);
            }
            sum.merge(part);
        }
        assert_eq!(sum, normals(3, 1000));
        let mut fresh = Histogram::default();
        fresh.merge(sum.clone());
        assert_eq!(fresh, sum);
    }

    /// `x = u^(-1/a)` has tail index `a`, by definition.
    #[test]
    fn heavy_tails_are_told_from_light_ones() {
        for (index, heavy) in [(1.2, true), (1.9, true), (4.0, false)] {
            let mut found = Histogram::new(0.0, 40.0, 40_000).expect("cells");
            let stream = Stream::new(9, 0);
            (0..50_000).for_each(|n| found.add(-libm::log(stream.uniform(n, 1)) / index));
            let estimate = found.tail_index_of_exponential().expect("enough");
            assert!((estimate / index - 1.0).abs() < 0.08, "{index}: {estimate}");
            assert_eq!(found.heavy_tail_of_exponential(), heavy);
        }
        assert!(normals(1, 100).heavy_tail_of_exponential(), "five numbers tell nothing");
    }

    #[test]
    fn numbers_outside_the_cells_are_counted_and_said() {
        let mut found = Histogram::new(0.0, 1.0, 4).expect("cells");
        [-1.0, 0.0, 0.99, 1.0, 7.0, f64::NAN].iter().for_each(|x| found.add(*x));
        assert_eq!((found.count(), found.outside()), (6, 4));
        assert!(found.quantile(0.5).too_few);
        assert!(Histogram::new(1.0, 1.0, 4).is_err() && Histogram::new(0.0, 1.0, 0).is_err());
    }
}
