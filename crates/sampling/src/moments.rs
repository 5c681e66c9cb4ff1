//! Sums of whole numbers of either sign, from which a mean and its error follow.

use crate::{Mean, Merge, Sample};

/// Sums over paths of a number and of its square, and over blocks of the square of the block's sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// How many numbers.
    pub count: u64,
    /// Sum over paths.
    pub sum: i128,
    /// Sum over paths of the square.
    pub squares: u128,
    /// Sum over blocks of the square of the block's sum.
    pub block_squares: u128,
    /// Sum within the block that is being counted.
    open: i128,
}

impl Moments {
    /// Sums of blocks that are over: count, sum, squares, squares of the blocks' sums.
    #[must_use]
    pub fn closed(count: u64, sum: i128, squares: u128, block_squares: u128) -> Self {
        Self { count, sum, squares, block_squares, open: 0 }
    }

    /// One number of the block that is being counted.
    pub fn add(&mut self, value: i64) {
        self.count += 1;
        self.open += i128::from(value);
        let size = u128::from(value.unsigned_abs());
        self.squares = self.squares.saturating_add(size.saturating_mul(size));
    }

    /// The block is over.
    pub fn close(&mut self) {
        let size = self.open.unsigned_abs();
        self.block_squares = self.block_squares.saturating_add(size.saturating_mul(size));
        self.sum += self.open;
        self.open = 0;
    }
}

impl Merge for Moments {
    fn merge(&mut self, later: Self) {
        self.count += later.count;
        self.sum += later.sum;
        self.open += later.open;
        self.squares = self.squares.saturating_add(later.squares);
        self.block_squares = self.block_squares.saturating_add(later.block_squares);
    }
}

impl Sample {
    /// The mean behind closed sums. Shares of blocks count where a block shares its values.
    #[must_use]
    pub fn mean_of(&self, moments: &Moments) -> Mean {
        let (n, sum) = (moments.count as f64, moments.sum as f64);
        if moments.count < 2 {
            return Mean { mean: sum / n.max(1.0), standard_error: f64::INFINITY };
        }
        let standard_error = if self.nested {
            self.spread_of_blocks(moments)
        } else {
            let spread = (moments.squares as f64 - sum * sum / n).max(0.0);
            (spread / (n * (n - 1.0))).sqrt()
        };
        Mean { mean: sum / n, standard_error }
    }

    /// How many independent numbers the sample is worth, as a share of its size: 1 unless a block
    /// shares its values, and then by how much that widens the error of the mean.
    #[must_use]
    pub fn effective(&self, moments: &Moments) -> f64 {
        let plain = Self { nested: false, ..*self }.mean_of(moments).standard_error;
        let own = self.mean_of(moments).standard_error;
        let ratio = plain * plain / (own * own);
        if self.nested && ratio.is_finite() { ratio.clamp(1e-6, 1.0) } else { 1.0 }
    }

    fn spread_of_blocks(&self, moments: &Moments) -> f64 {
        if self.blocks < 2 {
            return f64::INFINITY;
        }
        let (blocks, sum) = (self.blocks as f64, moments.sum as f64);
        let spread = (moments.block_squares as f64 - sum * sum / blocks).max(0.0);
        (spread / (blocks * (blocks - 1.0))).sqrt() * blocks / moments.count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_of_either_sign_have_the_error_of_the_sample() {
        // -2, 0, 0, 2 in two blocks: mean 0, sample variance 8/3.
        let mut moments = Moments::default();
        for (number, last) in [(-2, false), (0, true), (0, false), (2, true)] {
            moments.add(number);
            if last {
                moments.close();
            }
        }
        let sample = Sample { paths: 4, blocks: 2, nested: false };
        let mean = sample.mean_of(&moments);
        assert!(mean.mean.abs() < 1e-12);
        assert!((mean.standard_error - (2.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        // Block means are -1 and 1: their error is 1.
        let nested = Sample { nested: true, ..sample };
        assert!((nested.mean_of(&moments).standard_error - 1.0).abs() < 1e-12);
        assert!((nested.effective(&moments) - 2.0 / 3.0).abs() < 1e-12);
        assert!((sample.effective(&moments) - 1.0).abs() < 1e-12);
    }
}
