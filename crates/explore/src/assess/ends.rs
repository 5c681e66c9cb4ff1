//! The ends of what a reader gives as the range of a number.

use world::{Distribution, Entry};

/// The least and the most that the reader allows: the ends of a bare or an even range, else what nine
/// draws in ten fall between; nothing for a number without a range.
#[must_use]
pub fn ends(entry: &Entry) -> Option<(f64, f64)> {
    match entry.distribution {
        Distribution::Point => None,
        Distribution::Triangular(low, high) | Distribution::Uniform(low, high) => {
            Some((low.min(high), low.max(high)))
        }
        Distribution::Beta(..) | Distribution::Normal(_) | Distribution::Lognormal(_) => {
            Some((entry.quantile(0.05), entry.quantile(0.95)))
        }
    }
}
