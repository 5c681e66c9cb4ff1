//! From how far one look at every state moves a guess to how far off the guess can be.

use crate::sparse_game::SparseGame;

/// What a two-sided bound of a fixed point needs to know of a game.
///
/// Let T be monotone with T(v + c) between T v + delta m c and T v + delta M c, where m and M
/// are the least and largest sums of odds (1 but for rounding). If T v <= v + d everywhere then
/// T(v + c) <= v + c for c = d / (1 - delta M), or d / (1 - delta m) if d < 0, and so the fixed
/// point is at most v + c; likewise from below. After MacQueen (1966).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    /// Largest payoff in absolute value.
    pub(crate) scale: f64,
    /// Rounding of one expectation, as a share of the scale.
    pub(crate) rounding: f64,
    discounted: (f64, f64),
}

impl Bounds {
    pub(crate) fn new(game: &SparseGame, scale: f64) -> Self {
        let (least, most) = game.sums();
        let widest = (0..game.states()).map(|s| game.joints_of(s).len()).max().unwrap_or(0);
        let terms = (game.successors_max() + widest + 8) as f64;
        Self {
            scale,
            rounding: 2.0 * f64::EPSILON * terms,
            discounted: (game.discount * least, game.discount * most),
        }
    }

    /// The most by which delta p d and delta q d differ, p and q odds of two actions, for a move d of
    /// the values between `low` and `high`.
    pub(crate) fn apart(&self, low: f64, high: f64) -> f64 {
        let (least, most) = self.discounted;
        let largest = low.abs().max(high.abs());
        most * (high - low) + (most - least + 8.0 * f64::EPSILON) * largest
    }

    /// d / (1 - delta), on the safe side of odds that do not quite sum to one.
    pub(crate) fn stretch(&self, d: f64) -> f64 {
        let (least, most) = self.discounted;
        let rest = if d > 0.0 { 1.0 - most } else { 1.0 - least };
        if rest > 0.0 { d / rest } else { f64::INFINITY }
    }
}
