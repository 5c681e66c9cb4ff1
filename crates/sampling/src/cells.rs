//! Counts of whole numbers by cells that depend on nothing: exact for small numbers, of a width of
//! a thousandth of the number beyond.
//!
//! Problem. Quantiles of many futures, drawn on different machines, have to come out the same to
//! the last bit however the futures are shared out. Cells that are fixed for all numbers, all texts
//! and all time add up without rounding; a number below 2^10 has a cell of its own, a larger one
//! shares it with those that agree in their first eleven bits.
//!
//! A quantile comes with the order statistics between which it lies nineteen times in twenty. The
//! tail is heavy if by Hill's estimate the variance may not exist, so that a mean and its error
//! cannot be trusted.
//!
//! # Source
//! Cells: the layout of HdrHistogram (G. Tene). Order statistics as bounds: David and Nagaraja
//! (2003), 7.1. Tail index: B. M. Hill (1975).

use crate::Merge;
use crate::estimate::{FEW, Z95};
use std::collections::BTreeMap;

/// Numbers of fewer bits have a cell of their own.
const BITS: u32 = 10;
/// The share of a sample that tells of a tail.
const TAIL: f64 = 0.05;
/// The share of a sample whose part of the sum is told.
const TOP: f64 = 0.01;

/// Counts of whole numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    counts: BTreeMap<i64, u64>,
}

/// A quantile with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderStatistic {
    /// Where it lies.
    pub value: f64,
    /// Half the distance of the order statistics one standard deviation of the count away.
    pub standard_error: f64,
    /// The order statistics between which it lies nineteen times in twenty.
    pub interval: (f64, f64),
    /// Whether fewer than ten numbers lie on one side of it.
    pub too_few: bool,
}

/// What the greatest numbers say of the tail, by size whatever the sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// Hill's estimate of the tail index, from the greatest twentieth.
    pub index: f64,
    /// Whether it is within two standard errors of 2, or below: a variance may not exist.
    pub heavy: bool,
    /// The part of the sum of sizes that the greatest hundredth makes.
    pub top_share: f64,
}

impl Cells {
    /// Counts one number.
    pub fn add(&mut self, value: i64) {
        *self.counts.entry(cell(value)).or_default() += 1;
    }

    /// Cells that hold a number, in the order of their numbers, and how many each holds.
    pub fn held(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.counts.iter().map(|(cell, count)| (*cell, *count))
    }

    /// What [`Cells::held`] gave, put together again.
    #[must_use]
    pub fn of(held: impl IntoIterator<Item = (i64, u64)>) -> Self {
        Self { counts: held.into_iter().collect() }
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The quantile of a share. `effective`: how many independent numbers the sample is worth, as
    /// a share of its size; 1 if all are independent.
    #[must_use]
    pub fn quantile(&self, share: f64, effective: f64) -> OrderStatistic {
        let n = self.count() as f64;
        let spread = (n * share * (1.0 - share) / effective.clamp(1e-12, 1.0)).sqrt();
        let at = |deviations: f64| self.ranked(n * share + deviations * spread);
        let standard_error = if n > 0.0 { (at(1.0) - at(-1.0)) / 2.0 } else { f64::INFINITY };
        OrderStatistic {
            value: self.ranked(n * share),
            standard_error,
            interval: (at(-Z95), at(Z95)),
            too_few: n * share.min(1.0 - share) < FEW as f64,
        }
    }

    /// What the greatest numbers by size say; `None` if too few differ.
    #[must_use]
    pub fn tail(&self) -> Option<Tail> {
        let mut sizes: BTreeMap<u64, u64> = BTreeMap::new();
        for (cell, count) in &self.counts {
            let (low, high) = ends(cell.saturating_abs());
            *sizes.entry(low.midpoint(high).unsigned_abs()).or_default() += count;
        }
        let n: u64 = sizes.values().sum();
        let (last, from) = greatest(&sizes, n, TAIL);
        let over = sizes.range(from + 1..).map(|(size, count)| {
            *count as f64 * (libm::log(*size as f64) - libm::log(from.max(1) as f64))
        });
        let excess: f64 = over.sum();
        let sum = |range: &mut dyn Iterator<Item = (&u64, &u64)>| -> f64 {
            range.map(|(size, count)| *size as f64 * *count as f64).sum()
        };
        let (top, least) = greatest(&sizes, n, TOP);
        let above: u64 = sizes.range(least + 1..).map(|(_, count)| count).sum();
        let part = sum(&mut sizes.range(least + 1..)) + (top - above) as f64 * least as f64;
        (last >= FEW && excess > 0.0).then(|| {
            let index = last as f64 / excess;
            let heavy = index * (1.0 - 2.0 / (last as f64).sqrt()) <= 2.0;
            Tail { index, heavy, top_share: part / sum(&mut sizes.iter()) }
        })
    }

    /// The number of a rank from 1, linear within its cell.
    fn ranked(&self, rank: f64) -> f64 {
        let rank = rank.ceil().clamp(1.0, (self.count() as f64).max(1.0));
        let mut before = 0.0;
        for (cell, count) in &self.counts {
            let count = *count as f64;
            if before + count >= rank {
                let (low, high) = ends(*cell);
                let into = (rank - before - 0.5) / count;
                return low as f64 + into * (high - low) as f64;
            }
            before += count;
        }
        0.0
    }
}

/// How many are the greatest share, and the least size among them.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn greatest(sizes: &BTreeMap<u64, u64>, n: u64, share: f64) -> (u64, u64) {
    let wanted = (n as f64 * share).ceil() as u64;
    let mut met = 0;
    let reached = sizes.iter().rev().find(|(_, count)| {
        met += *count;
        met >= wanted
    });
    (wanted, reached.map_or(0, |(size, _)| *size))
}

/// The cell of a number; cells are in the order of their numbers.
fn cell(value: i64) -> i64 {
    let size = value.saturating_abs();
    let shift = (63 - size.max(1).leading_zeros()).saturating_sub(BITS);
    let place = (i64::from(shift) << BITS) + (size >> shift);
    place * value.signum()
}

/// The least and the greatest number of a cell.
fn ends(cell: i64) -> (i64, i64) {
    let place = cell.abs();
    let shift = (place >> BITS).max(1) - 1;
    let low = (place - (shift << BITS)) << shift;
    let high = low.saturating_add((1 << shift) - 1);
    if cell < 0 { (-high, -low) } else { (low, high) }
}

impl Merge for Cells {
    fn merge(&mut self, later: Self) {
        for (cell, count) in later.counts {
            *self.counts.entry(cell).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    #[test]
    fn cells_are_in_order_and_hold_their_numbers() {
        let numbers = (0..5000).chain((0..50).map(|bit| (1_i64 << bit) + 7)).chain([i64::MAX]);
        let mut all: Vec<i64> = numbers.flat_map(|n| [n, -n]).collect();
        all.sort_unstable();
        for pair in all.windows(2) {
            assert!(cell(pair[0]) <= cell(pair[1]), "{pair:?}");
        }
        for number in all {
            let (low, high) = ends(cell(number));
            assert!(low <= number && number <= high, "{number}: {low} {high}");
            assert!((high - low) as f64 <= number.unsigned_abs() as f64 / 1024.0 + 1e-9);
        }
    }

    #[test]
    fn counts_of_parts_are_those_of_the_whole() {
        let stream = Stream::new(4, 1);
        let number = |n: u32| (stream.uniform(n, 1) * 1e7).floor();
        #[allow(clippy::cast_possible_truncation, reason = "below 10^7")]
        let fill = |range: std::ops::Range<u32>| {
            let mut cells = Cells::default();
            range.for_each(|n| cells.add(number(n) as i64));
            cells
        };
        let (mut parts, whole) = (fill(300..1000), fill(0..1000));
        parts.merge(fill(0..300));
        assert_eq!(parts, whole);
        assert_eq!(Cells::of(whole.held()), whole, "nothing is lost on a trip");
        assert_eq!(whole.count(), 1000);
    }

    /// Of uniform numbers the quantile is the share itself, with error `sqrt(q (1 - q)/n)`.
    #[test]
    #[allow(clippy::cast_possible_truncation, reason = "below 10^6")]
    fn quantiles_come_with_their_errors() {
        let stream = Stream::new(8, 0);
        let mut cells = Cells::default();
        (0..20_000).for_each(|n| cells.add((stream.uniform(n, 1) * 1e6) as i64));
        for share in [0.05, 0.5, 0.9] {
            let exact = 1e6 * (share * (1.0 - share) / 20_000.0_f64).sqrt();
            let found = cells.quantile(share, 1.0);
            assert!((found.value - share * 1e6).abs() < 4.0 * exact, "{found:?}");
            assert!((found.standard_error / exact - 1.0).abs() < 0.3, "{found:?} {exact}");
            assert!(found.interval.0 < found.value && found.value < found.interval.1);
            let fewer = cells.quantile(share, 0.25);
            let wider = fewer.interval.1 - fewer.interval.0;
            assert!(wider > 1.5 * (found.interval.1 - found.interval.0), "{fewer:?}");
        }
        assert!(cells.quantile(0.0001, 1.0).too_few && !cells.quantile(0.5, 1.0).too_few);
    }

    /// `u^(-1/a)` has tail index `a` by definition.
    #[test]
    #[allow(clippy::cast_possible_truncation, reason = "a float saturates")]
    fn heavy_tails_are_told_from_light_ones() {
        for (index, heavy) in [(1.2, true), (1.8, true), (4.0, false)] {
            let stream = Stream::new(5, 2);
            let mut cells = Cells::default();
            let draw = |n| libm::exp(-libm::log(stream.uniform(n, 1)) / index) * 1e4;
            (0..40_000).for_each(|n| cells.add(draw(n) as i64));
            let tail = cells.tail().expect("enough");
            assert!((tail.index / index - 1.0).abs() < 0.1, "{tail:?}");
            assert_eq!(tail.heavy, heavy, "{tail:?}");
            assert!(tail.top_share > 0.02);
        }
        let mut same = Cells::default();
        (0..1000).for_each(|_| same.add(7));
        assert_eq!(same.tail(), None);
    }
}
