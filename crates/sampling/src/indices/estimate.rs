//! The indices from the values of an outcome.

use super::design::{BASE, Outcome};
use crate::{Interval, SamplingError, Stream};
use rayon::prelude::*;

/// Sobol indices of every group.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Mean of the outcome.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// By group.
    pub groups: Vec<GroupIndices>,
    /// Rows of the sample.
    pub rows: usize,
}

/// Sobol indices of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupIndices {
    /// Share of the variance that goes if the group were known.
    pub first: Interval,
    /// Share that stays if all others were known.
    pub total: Interval,
}

/// First and total indices with intervals of 95 % from so many resamples of the rows.
///
/// # Errors
/// [`SamplingError::NotFinite`] for an outcome that is not a number, [`SamplingError::Constant`]
/// for one that does not vary.
pub fn indices(outcome: &Outcome, resamples: u32, seed: u64) -> Result<Indices, SamplingError> {
    if let Some(place) = outcome.values.iter().position(|value| !value.is_finite()) {
        return Err(SamplingError::NotFinite(place));
    }
    let terms = Terms::of(outcome);
    let whole = terms.shares(&terms.sums(0..terms.rows));
    let variance = whole.variance;
    if variance <= 0.0 {
        return Err(SamplingError::Constant);
    }
    let resampled: Vec<Vec<f64>> =
        (0..resamples).into_par_iter().map(|number| terms.resample(number, seed)).collect();
    let interval = |place: usize| {
        let mut column: Vec<f64> = resampled.iter().map(|shares| shares[place]).collect();
        Interval::percentile(whole.shares[place], &mut column)
    };
    let groups = (0..outcome.columns - BASE)
        .map(|group| GroupIndices { first: interval(2 * group), total: interval(2 * group + 1) });
    Ok(Indices { mean: terms.centre, variance, groups: groups.collect(), rows: terms.rows })
}

/// The terms of the sums, row by row: A + B, A^2 + B^2, and two for each group, all of the
/// outcome less its mean.
struct Terms {
    rows: usize,
    width: usize,
    values: Vec<f64>,
    centre: f64,
}

struct Shares {
    variance: f64,
    /// First and total index, group by group.
    shares: Vec<f64>,
}

impl Terms {
    fn of(outcome: &Outcome) -> Self {
        let columns = outcome.columns;
        let rows = outcome.values.len() / columns;
        let base = |row: &[f64]| row[0] + row[1];
        let centre = outcome.values.chunks(columns).map(base).sum::<f64>() / (2.0 * rows as f64);
        let width = BASE + 2 * (columns - BASE);
        let mut values = Vec::with_capacity(rows * width);
        for row in outcome.values.chunks(columns) {
            let (a, b) = (row[0] - centre, row[1] - centre);
            values.extend([a + b, a * a + b * b]);
            let mixed = row[BASE..].iter().map(|value| value - centre);
            values.extend(mixed.flat_map(|m| [b * (m - a), (a - m) * (a - m) / 2.0]));
        }
        Self { rows, width, values, centre }
    }

    fn sums(&self, rows: impl Iterator<Item = usize>) -> Vec<f64> {
        let mut sums = vec![0.0; self.width];
        for row in rows {
            let terms = &self.values[row * self.width..][..self.width];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        sums
    }

    fn shares(&self, sums: &[f64]) -> Shares {
        let rows = self.rows as f64;
        let mean = sums[0] / (2.0 * rows);
        let variance = sums[1] / (2.0 * rows) - mean * mean;
        Shares { variance, shares: sums[BASE..].iter().map(|s| s / rows / variance).collect() }
    }

    /// The shares of as many rows drawn with replacement.
    fn resample(&self, number: u32, seed: u64) -> Vec<f64> {
        let stream = Stream::new(seed, u64::from(number));
        let blocks = (0_u32..).flat_map(|block| stream.words(block, RESAMPLING));
        let row = |word: u32| ((u64::from(word) * self.rows as u64) >> 32) as usize;
        self.shares(&self.sums(blocks.take(self.rows).map(row))).shares
    }
}

/// The process number of resampling, apart from other uses of a seed.
const RESAMPLING: u32 = 0x50B0_1001;
