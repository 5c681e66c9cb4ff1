//! A share or a mean with its error.
//!
//! Problem. `x` of `n` paths did something: p = x / n. The interval is Wilson's (1927), which
//! keeps its level where the plain one fails, near 0 and 1; the standard error is half its width
//! at one standard deviation, so that zero events never read as certainty. Where values are drawn
//! per block, paths of a block share them and are not independent: then the error is that of the
//! mean of the blocks, `sqrt(sum (x_b - mean)^2 / (B (B - 1)))`.

/// Half a Wilson interval of 95 %, in standard deviations.
pub(crate) const Z95: f64 = 1.959_963_984_540_054;

/// Events, of either kind, below which a share is a hint and no more.
pub const FEW: u64 = 10;

/// A share of paths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The share.
    pub mean: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Interval of 95 %.
    pub interval: (f64, f64),
    /// How many paths did it.
    pub events: u64,
    /// Whether fewer than [`FEW`] paths did it, or fewer than that did not: too few events to say
    /// more than the interval says.
    pub too_few: bool,
}

impl Estimate {
    /// The share of those that did not.
    #[must_use]
    pub fn rest(self, paths: u64) -> Self {
        let interval = (1.0 - self.interval.1, 1.0 - self.interval.0);
        let events = paths.saturating_sub(self.events);
        Self { mean: 1.0 - self.mean, interval, events, ..self }
    }
}

/// A mean over paths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Standard error.
    pub standard_error: f64,
}

/// Sums from which a share's or a mean's error follows: of a block's total, and of its square.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Sum over paths.
    pub sum: u64,
    /// Sum over paths of the square.
    pub squares: u128,
    /// Sum over blocks of the square of the block's sum.
    pub block_squares: u128,
}

impl Total {
    /// The totals of one block.
    #[must_use]
    pub fn of_block(sum: u64, squares: u64) -> Self {
        let block_squares = u128::from(sum) * u128::from(sum);
        Self { sum, squares: u128::from(squares), block_squares }
    }

    /// Adds another part of the same run.
    pub fn add(&mut self, other: &Self) {
        self.sum += other.sum;
        self.squares += other.squares;
        self.block_squares += other.block_squares;
    }
}

/// How many paths, in how many blocks, and whether a block shares its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Paths.
    pub paths: u64,
    /// Blocks of equal size.
    pub blocks: u64,
    /// Whether values were drawn per block.
    pub nested: bool,
}

impl Sample {
    /// The share of paths behind a total of zeros and ones.
    #[must_use]
    pub fn share(&self, total: &Total) -> Estimate {
        let (n, x) = (self.paths as f64, total.sum as f64);
        let events = total.sum;
        let too_few = events.min(self.paths.saturating_sub(events)) < FEW;
        let mean = if self.paths == 0 { 0.0 } else { x / n };
        let (standard_error, interval) = if self.nested {
            let error = self.block_error(total);
            let half = Z95 * error;
            (error, ((mean - half).max(0.0), (mean + half).min(1.0)))
        } else {
            (wilson(mean, n, 1.0).1, ends(wilson(mean, n, Z95)))
        };
        Estimate { mean, standard_error, interval, events, too_few }
    }

    /// The mean over paths behind a total.
    #[must_use]
    pub fn mean(&self, total: &Total) -> Mean {
        let (n, sum) = (self.paths as f64, total.sum as f64);
        if self.paths < 2 {
            return Mean { mean: sum / n.max(1.0), standard_error: f64::INFINITY };
        }
        let spread = (total.squares as f64 - sum * sum / n).max(0.0);
        let plain = (spread / (n * (n - 1.0))).sqrt();
        let standard_error = if self.nested { self.block_error(total) } else { plain };
        Mean { mean: sum / n, standard_error }
    }

    /// Standard error of the mean over paths, from the spread between blocks.
    fn block_error(&self, total: &Total) -> f64 {
        if self.blocks < 2 {
            return f64::INFINITY;
        }
        let (blocks, sum) = (self.blocks as f64, total.sum as f64);
        let spread = (total.block_squares as f64 - sum * sum / blocks).max(0.0);
        let size = self.paths as f64 / blocks;
        (spread / (blocks * (blocks - 1.0))).sqrt() / size
    }
}

/// Centre and half width of Wilson's interval of `z` standard deviations.
fn wilson(p: f64, n: f64, z: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.5, f64::INFINITY);
    }
    let shrink = 1.0 + z * z / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((p + z * z / (2.0 * n)) / shrink, half / shrink)
}

fn ends((centre, half): (f64, f64)) -> (f64, f64) {
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-4, "{found} is not {expected}");
    }

    /// Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I,
    /// method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    #[test]
    fn wilson_intervals_equal_the_published_ones() {
        let cases = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (x, n, low, high) in cases {
            let sample = Sample { paths: n, blocks: 1, nested: false };
            let share = sample.share(&Total::of_block(x, x));
            close(share.interval.0, low);
            close(share.interval.1, high);
            assert_eq!(share.too_few, x < 10);
        }
    }

    #[test]
    fn no_events_is_no_certainty() {
        let sample = Sample { paths: 1_000, blocks: 1, nested: false };
        let none = sample.share(&Total::default());
        assert!(none.standard_error > 0.0 && none.interval.1 > 0.003 && none.too_few);
        let all = sample.share(&Total::of_block(1_000, 1_000));
        assert!(all.standard_error > 0.0 && all.interval.0 < 0.997 && all.too_few);
        let nobody = Sample::default().share(&Total::default());
        assert!(nobody.too_few && nobody.standard_error.is_infinite());
    }

    /// Two blocks of 100 that differ wholly: treating paths as independent would call the error
    /// .035, but only two values were drawn.
    #[test]
    fn shared_values_widen_the_error() {
        let mut total = Total::of_block(100, 100);
        total.add(&Total::of_block(0, 0));
        let plain = Sample { paths: 200, blocks: 2, nested: false };
        let nested = Sample { nested: true, ..plain };
        close(plain.share(&total).standard_error, 0.0353);
        close(nested.share(&total).standard_error, 0.5);
        close(nested.share(&total).mean, 0.5);
    }

    #[test]
    fn means_have_the_error_of_the_sample() {
        // 2, 4, 4, 6: mean 4, sample variance 8/3, error sqrt(2/3).
        let sample = Sample { paths: 4, blocks: 1, nested: false };
        let mean = sample.mean(&Total::of_block(16, 72));
        close(mean.mean, 4.0);
        close(mean.standard_error, (2.0_f64 / 3.0).sqrt());
        assert!(
            Sample { paths: 1, ..sample }.mean(&Total::of_block(3, 9)).standard_error.is_infinite()
        );
    }
}
