//! Fewer paths for the same error: control variates and importance sampling.
//!
//! *Control variates.* `y` with mean `m` unknown, controls `c` with means 0 known: `y - b c` has mean
//! `m` for any fixed `b`, and the least variance for the regression's. Estimated `b` adds a bias of
//! order `1/n`, well below the error.
//!
//! *Importance sampling.* Paths are drawn where the rare thing happens and each counts by its
//! likelihood ratio `w`. The effective size `(sum w)^2 / sum w^2` over the paths on which it happened
//! says how many plain events the estimate is worth.
//!
//! # Source
//! P. Glasserman, *Monte Carlo Methods in Financial Engineering* (2003), 4.1 and 4.6; A. Owen,
//! *Monte Carlo theory, methods and examples* (2013), 8 and 9.

use crate::estimate::FEW;

/// Sums over paths of an outcome and of controls whose means are zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Controls {
    /// Paths.
    pub paths: u64,
    /// Sum of the outcome.
    pub outcome: f64,
    /// Sum of its square.
    pub squares: f64,
    /// Sum of each control.
    pub controls: Vec<f64>,
    /// Sums of products of controls. Shape: controls x controls.
    pub products: Vec<Vec<f64>>,
    /// Sums of products of the outcome with each control.
    pub with_outcome: Vec<f64>,
}

/// An estimate with its variance reduced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reduced {
    /// The estimate.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// What plain sampling gives of the same paths.
    pub plain: f64,
    /// Its standard error.
    pub plain_error: f64,
}

impl Reduced {
    /// How many times as many plain paths would be needed for the same error.
    #[must_use]
    pub fn variance_ratio(&self) -> f64 {
        let ratio = self.plain_error / self.standard_error;
        ratio * ratio
    }
}

impl Controls {
    /// The estimate by regression on the controls; a control that does not vary is left out.
    #[must_use]
    pub fn estimate(&self) -> Reduced {
        let n = self.paths as f64;
        let k = self.controls.len();
        let plain = self.outcome / n;
        let spread = (self.squares - n * plain * plain).max(0.0);
        let mean: Vec<f64> = self.controls.iter().map(|sum| sum / n).collect();
        let centred = |i: usize, j: usize| self.products[i][j] - n * mean[i] * mean[j];
        let matrix: Vec<Vec<f64>> =
            (0..k).map(|i| (0..k).map(|j| centred(i, j)).collect()).collect();
        let side: Vec<f64> = (0..k).map(|i| self.with_outcome[i] - n * mean[i] * plain).collect();
        let slope = solved(matrix, side.clone());
        let explained: f64 = slope.iter().zip(&side).map(|(b, s)| b * s).sum();
        let moved: f64 = slope.iter().zip(&mean).map(|(b, c)| b * c).sum();
        let left = (spread - explained).max(0.0);
        let freedom = (n - 1.0 - k as f64).max(1.0);
        Reduced {
            mean: plain - moved,
            standard_error: (left / (n * freedom)).sqrt(),
            plain,
            plain_error: (spread / (n * (n - 1.0).max(1.0))).sqrt(),
        }
    }
}

/// A symmetric system by elimination with pivots on the diagonal; rows that depend on others get 0.
fn solved(mut matrix: Vec<Vec<f64>>, mut side: Vec<f64>) -> Vec<f64> {
    let k = side.len();
    let scale: Vec<f64> = (0..k).map(|i| matrix[i][i]).collect();
    let mut pivots = Vec::new();
    for _ in 0..k {
        let open = (0..k).filter(|i| !pivots.contains(i));
        let best = open.map(|i| (matrix[i][i] / scale[i].max(f64::MIN_POSITIVE), i));
        let Some((share, p)) = best.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
        if share.is_nan() || share < 1e-9 {
            break;
        }
        pivots.push(p);
        let (row, right) = (matrix[p].clone(), side[p]);
        for i in (0..k).filter(|i| *i != p) {
            let factor = matrix[i][p] / row[p];
            matrix[i].iter_mut().zip(&row).for_each(|(a, b)| *a -= factor * b);
            side[i] -= factor * right;
        }
    }
    let value = |i: usize| if pivots.contains(&i) { side[i] / matrix[i][i] } else { 0.0 };
    (0..k).map(value).collect()
}

/// A share from paths that count by their likelihood ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// The share.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// How many plain events it is worth.
    pub effective: f64,
    /// On how many paths it happened.
    pub events: u64,
    /// The part of the sum of weights that the largest makes.
    pub largest: f64,
    /// Whether it is worth fewer than ten events, or hangs on few large weights.
    pub too_few: bool,
}

/// The share of paths on which something happened, from the weights of those on which it did.
#[must_use]
pub fn weighted_share(paths: u64, weights: &[f64]) -> Weighted {
    let n = paths as f64;
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    let mean = sum / n.max(1.0);
    let spread = (squares - n * mean * mean).max(0.0);
    let effective = if squares > 0.0 { sum * sum / squares } else { 0.0 };
    let largest = weights.iter().copied().fold(0.0, f64::max) / sum.max(f64::MIN_POSITIVE);
    Weighted {
        mean,
        standard_error: if paths < 2 { f64::INFINITY } else { (spread / (n * (n - 1.0))).sqrt() },
        effective,
        events: weights.len() as u64,
        largest,
        too_few: effective < FEW as f64 || largest > 0.2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    /// `y = a + 3 c + e`, `c` and `e` uniform about 0: the error left is that of `e` alone.
    #[test]
    fn what_a_control_explains_is_taken_out() {
        let mut sums = Controls {
            paths: 4000,
            outcome: 0.0,
            squares: 0.0,
            controls: vec![0.0; 3],
            products: vec![vec![0.0; 3]; 3],
            with_outcome: vec![0.0; 3],
        };
        for path in 0..4000 {
            let stream = Stream::new(1, path);
            let [c, other, e] = [1, 2, 3].map(|process| stream.uniform(0, process) - 0.5);
            let (y, controls) = (2.0 + 3.0 * c + e, [c, other, 2.0 * c]);
            sums.outcome += y;
            sums.squares += y * y;
            for i in 0..3 {
                sums.controls[i] += controls[i];
                sums.with_outcome[i] += y * controls[i];
                (0..3).for_each(|j| sums.products[i][j] += controls[i] * controls[j]);
            }
        }
        let found = sums.estimate();
        assert!((found.mean - 2.0).abs() < 4.0 * found.standard_error, "{found:?}");
        assert!((found.plain - 2.0).abs() < 4.0 * found.plain_error, "{found:?}");
        let expected = (1.0_f64 / 12.0 / 4000.0).sqrt();
        assert!((found.standard_error / expected - 1.0).abs() < 0.05, "{found:?}");
        assert!((found.variance_ratio() / 10.0 - 1.0).abs() < 0.1, "{}", found.variance_ratio());
    }

    /// A chance of one in 10,000, drawn at one in two.
    #[test]
    fn a_rare_thing_is_seen_where_it_is_drawn() {
        let weight = 1e-4 / 0.5;
        let draws = (0..2000).filter(|path| Stream::new(2, *path).uniform(0, 0) < 0.5);
        let weights: Vec<f64> = draws.map(|_| weight).collect();
        let found = weighted_share(2000, &weights);
        assert!((found.mean - 1e-4).abs() < 4.0 * found.standard_error, "{found:?}");
        assert!(found.standard_error < 3e-6 && !found.too_few, "{found:?}");
        assert!((found.effective - weights.len() as f64).abs() < 1e-6);
        let one = weighted_share(2000, &[1.0, 1e-3]);
        assert!(one.too_few && one.largest > 0.9);
        assert!(weighted_share(2000, &[]).too_few);
    }
}
