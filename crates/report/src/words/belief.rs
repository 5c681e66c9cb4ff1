//! One belief in words: its value, its range, what it rests on.

use world::{Distribution, Entry};

use crate::number::{figure, interval};

/// The range the reader gave, in words; nothing for a point.
#[must_use]
pub fn range(entry: &Entry) -> Option<String> {
    Some(match entry.distribution {
        Distribution::Point => return None,
        Distribution::Triangular(low, high) => interval(low, high),
        Distribution::Uniform(low, high) => format!("{}, uniform", interval(low, high)),
        Distribution::Beta(a, b) => {
            format!("beta({}, {}): {}", figure(a), figure(b), middle(entry))
        }
        Distribution::Normal(_) => format!("normal: {}", middle(entry)),
        Distribution::Lognormal(_) => format!("lognormal: {}", middle(entry)),
    })
}

/// Where nine draws in ten fall.
#[must_use]
pub fn reach(entry: &Entry) -> (f64, f64) {
    match entry.distribution {
        Distribution::Triangular(low, high) | Distribution::Uniform(low, high) => {
            (low.min(high), low.max(high))
        }
        _ => (entry.quantile(0.05), entry.quantile(0.95)),
    }
}

fn middle(entry: &Entry) -> String {
    let (low, high) = reach(entry);
    interval(low, high)
}
