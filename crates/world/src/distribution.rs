//! A number drawn from a belief, by inverse transform from one uniform.
//!
//! Problem: the same uniform has to give the same number wherever and in whatever order it is
//! used, and every range in a table of beliefs must consume exactly one. So nothing is rejected
//! and no density is evaluated: a draw is a quantile, `x = F^-1(u)`.
//!
//! Symbols: `u` uniform in (0, 1), `F` the distribution function, `m` the central value, `a` and
//! `b` ends or shapes. A draw beyond the bounds of its [`Measure`] is moved to the bound
//! (censored, not truncated), so a bound can carry probability.
//!
//! # Source
//! Devroye, *Non-Uniform Random Variate Generation* (1986), chapter II.2 (inversion).

use kernel::ActorId;

use crate::beliefs::{Beliefs, Distribution, Entry, EntryId, Measure, Values};
use crate::special_functions::{beta_quantile, normal_quantile};

impl Measure {
    /// Moves a number inside the bounds of what it measures.
    ///
    /// # Units
    /// A chance lies in 0 to 1, a factor or a rate per year is not negative, a payoff is free.
    #[must_use]
    pub fn clamp(self, number: f64) -> f64 {
        match self {
            Self::Probability => number.clamp(0.0, 1.0),
            Self::Factor | Self::PerYear => number.max(0.0),
            Self::Payoff => number,
        }
    }
}

impl Distribution {
    /// The number below which a draw falls with chance `u`, bounds of the measure left aside.
    ///
    /// Ends may come in either order. Shapes that no beta has (not positive) and a spread that is
    /// not positive give the central value.
    ///
    /// # Units
    /// `u` in (0, 1). For `Lognormal` the central value is the median and must be positive.
    #[must_use]
    pub fn quantile(self, central: f64, u: f64) -> f64 {
        match self {
            Self::Point => central,
            Self::Triangular(a, b) => triangular(a.min(b), a.max(b), central, u),
            Self::Uniform(a, b) => a.min(b) + (a.max(b) - a.min(b)) * u,
            Self::Beta(a, b) if a > 0.0 && b > 0.0 => beta_quantile(a, b, u),
            Self::Normal(spread) if spread > 0.0 => central + spread * normal_quantile(u),
            Self::Lognormal(spread) if spread > 0.0 => {
                central * libm::exp(spread * normal_quantile(u))
            }
            Self::Beta(..) | Self::Normal(_) | Self::Lognormal(_) => central,
        }
    }
}

impl Distribution {
    /// The ends of what is believed: of a range its own, otherwise what nine in ten draws lie
    /// between.
    #[must_use]
    pub fn ends(self, central: f64) -> (f64, f64) {
        match self {
            Self::Triangular(a, b) | Self::Uniform(a, b) => (a.min(b), a.max(b)),
            _ => (self.quantile(central, 0.05), self.quantile(central, 0.95)),
        }
    }
}

/// Quantile of the triangular density on `low` to `high` with its mode at `mode`.
fn triangular(low: f64, high: f64, mode: f64, u: f64) -> f64 {
    let width = high - low;
    let rise = mode.clamp(low, high) - low;
    if u * width < rise {
        low + libm::sqrt(u * width * rise)
    } else {
        high - libm::sqrt((1.0 - u) * width * (width - rise))
    }
}

impl Entry {
    /// Whether the reader gave a range, so that a sample spends one uniform on it.
    #[must_use]
    pub fn is_ranged(&self) -> bool {
        self.distribution != Distribution::Point
    }

    /// The number below which the entry falls with chance `u`, inside the bounds of its measure.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        self.measure.clamp(self.distribution.quantile(self.value, u))
    }
}

impl Beliefs {
    /// The entries with a range, in table order: the axes of the believed space.
    pub fn ranged(&self) -> impl Iterator<Item = EntryId> + '_ {
        let numbered = (0_u32..).zip(&self.entries);
        numbered.filter(|(_, entry)| entry.is_ranged()).map(|(id, _)| EntryId(id))
    }

    /// One reading of the table: each ranged entry takes one uniform, in table order; the others
    /// keep their central value and take none.
    ///
    /// # Units
    /// Each uniform in (0, 1).
    #[must_use]
    pub fn sample(&self, mut uniforms: impl FnMut() -> f64) -> Values {
        let draw = |entry: &Entry| {
            if entry.is_ranged() { entry.quantile(uniforms()) } else { entry.value }
        };
        self.entries.iter().map(draw).collect()
    }

    /// A sampled reading as the reader thinks `party` sees it: what differs for the party replaces
    /// what was drawn.
    #[must_use]
    pub fn sample_seen_by(&self, party: ActorId, mut sampled: Values) -> Values {
        let theirs = self.as_seen_by.iter().filter(|(p, _)| *p == party);
        for (entry, value) in theirs.flat_map(|(_, list)| list) {
            let row = usize::try_from(entry.0).ok();
            if let Some(slot) = row.and_then(|i| sampled.get_mut(i)) {
                *slot = *value;
            }
        }
        sampled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beliefs::Mark;
    use kernel::Hours;

    const DRAWS: u32 = 100_000;

    fn close(found: f64, expected: f64, absolute: f64) {
        assert!((found - expected).abs() <= absolute, "{found} is not {expected}");
    }

    /// Mean and variance by the midpoint rule in `u`: inversion without sampling noise.
    fn moments(distribution: Distribution, central: f64) -> (f64, f64) {
        let n = f64::from(DRAWS);
        let at = |k: u32| distribution.quantile(central, (f64::from(k) + 0.5) / n);
        let mean = (0..DRAWS).map(at).sum::<f64>() / n;
        let square = (0..DRAWS).map(|k| (at(k) - mean) * (at(k) - mean));
        (mean, square.sum::<f64>() / n)
    }

    fn check(distribution: Distribution, central: f64, mean: f64, variance: f64) {
        let (m, v) = moments(distribution, central);
        close(m, mean, 1e-3 * (1.0 + mean.abs()));
        close(v, variance, 1e-3 * (1.0 + variance));
    }

    #[test]
    fn moments_equal_the_closed_forms() {
        // Textbook moments: triangular (a+b+c)/3 and (a2+b2+c2-ab-ac-bc)/18.
        check(Distribution::Triangular(0.0, 1.0), 0.2, 0.4, 0.84 / 18.0);
        check(Distribution::Uniform(-1.0, 3.0), 0.0, 1.0, 16.0 / 12.0);
        check(Distribution::Normal(2.0), -3.0, -3.0, 4.0);
        let (median, log_spread) = (0.5, 0.4);
        let mean = median * libm::exp(log_spread * log_spread / 2.0);
        let variance = mean * mean * libm::expm1(log_spread * log_spread);
        check(Distribution::Lognormal(log_spread), median, mean, variance);
        check(Distribution::Point, 7.0, 7.0, 0.0);
    }

    #[test]
    fn beta_moments_equal_the_closed_forms() {
        let n = 2_000_u32;
        for (a, b) in [(2.0, 3.0), (0.5, 0.5), (8.0, 2.0)] {
            let at = |k: u32| {
                Distribution::Beta(a, b).quantile(0.5, (f64::from(k) + 0.5) / f64::from(n))
            };
            let mean = (0..n).map(at).sum::<f64>() / f64::from(n);
            close(mean, a / (a + b), 1e-3);
        }
    }

    #[test]
    fn quantiles_equal_the_closed_forms() {
        let triangular = Distribution::Triangular(0.0, 2.0);
        close(triangular.quantile(1.0, 0.125), 0.5, 1e-15);
        close(triangular.quantile(1.0, 0.5), 1.0, 1e-15);
        close(triangular.quantile(1.0, 0.875), 1.5, 1e-15);
        // The mode is moved into the range, and a range without width is its only point.
        close(triangular.quantile(-5.0, 0.75), 1.0, 1e-15);
        close(Distribution::Triangular(3.0, 3.0).quantile(3.0, 0.4), 3.0, 0.0);
        close(Distribution::Uniform(4.0, 2.0).quantile(0.0, 0.25), 2.5, 0.0);
        close(Distribution::Lognormal(0.3).quantile(5.0, 0.5), 5.0, 0.0);
        // Beta(2, 1) has F = x^2.
        close(Distribution::Beta(2.0, 1.0).quantile(0.5, 0.09), 0.3, 1e-12);
        close(Distribution::Beta(0.0, 1.0).quantile(0.5, 0.09), 0.5, 0.0);
    }

    #[test]
    fn quantiles_rise_with_the_uniform() {
        for distribution in [
            Distribution::Triangular(-1.0, 4.0),
            Distribution::Uniform(0.0, 1.0),
            Distribution::Beta(0.3, 0.7),
            Distribution::Normal(1.0),
            Distribution::Lognormal(2.0),
        ] {
            let at = |k: u32| distribution.quantile(0.5, f64::from(k) / 1000.0);
            assert!((1..999).all(|k| at(k) <= at(k + 1)), "{distribution:?}");
        }
    }

    fn entry(measure: Measure, value: f64, distribution: Distribution) -> Entry {
        Entry {
            name: String::from("entry"),
            measure,
            value,
            distribution,
            because: String::from("test"),
            mark: Mark::Judgement,
            line: 1,
        }
    }

    fn beliefs(entries: Vec<Entry>) -> Beliefs {
        Beliefs {
            reader: String::from("an office"),
            period: Hours::days(30),
            horizon: 60,
            entries,
            flows: vec![],
            lumps: vec![],
            odds: vec![],
            discount: vec![],
            tolerance: 0.01,
            rules: vec![],
            as_seen_by: vec![(ActorId(1), vec![(EntryId(2), 0.9), (EntryId(99), 1.0)])],
            types: vec![],
            left_out: vec![],
            never: vec![],
            programmes: vec![],
            oil: vec![],
            home: crate::home::Home::default(),
            waves: vec![],
        }
    }

    #[test]
    fn a_sample_spends_one_uniform_per_range_and_stays_in_bounds() {
        let table = beliefs(vec![
            entry(Measure::Probability, 0.9, Distribution::Normal(1.0)),
            entry(Measure::Payoff, -4.0, Distribution::Point),
            entry(Measure::Factor, 0.1, Distribution::Normal(1.0)),
            entry(Measure::PerYear, 0.5, Distribution::Uniform(0.0, 1.0)),
        ]);
        let mut given = [0.99, 0.01, 0.25].into_iter();
        let values = table.sample(|| given.next().expect("three ranges, three uniforms"));
        assert_eq!(values, vec![1.0, -4.0, 0.0, 0.25]);
        assert_eq!(given.next(), None);
        let ranged: Vec<EntryId> = table.ranged().collect();
        assert_eq!(ranged, vec![EntryId(0), EntryId(2), EntryId(3)]);
        let theirs = table.sample_seen_by(ActorId(1), values.clone());
        assert_eq!(theirs, vec![1.0, -4.0, 0.9, 0.25]);
        assert_eq!(table.sample_seen_by(ActorId(0), values.clone()), values);
    }
}
