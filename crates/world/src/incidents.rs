//! Attacks by armed groups as a Poisson process whose rate depends on what their backer has them do.
//!
//! Problem: the game needs the chance of an occurrence per period at each level of conduct; the
//! record has counts over spans of time, of uneven quality. This is the simple version: a constant
//! rate per level, its exact interval from counts, and a test that says when "constant" is false.
//!
//! Symbols: `k` events in exposure `T` years; rate `k/T`; exact interval at confidence `1 - a`
//! (Garwood): `[G^-1(a/2; k), G^-1(1 - a/2; k + 1)]/T` with `G` the gamma law. Overdispersion:
//! `D = sum (n_i - r T_i)^2/(r T_i)`, chi-squared with one degree fewer than counts.
//!
//! Limits: attacks come in waves. On the record of attacks on forces the test rejects a constant
//! rate, so the exact interval is too narrow there ([`crate::hawkes`] is the process for it);
//! on the list of attacks on ships it does not. No record tells conduct apart: the three rates are
//! beliefs.
//!
//! # Source
//! Garwood, Biometrika 28 (1936); dispersion test: Fisher, *Statistical Methods* (1925), section 16.

use kernel::Hours;

use crate::hazard::{probability_in, years};
use crate::special_functions::{gamma_above, gamma_quantile};

/// What a state has a group do, as the kernel counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conduct {
    /// Directs attacks: level 0.
    Directed,
    /// Lets them happen: level 1.
    Tolerated,
    /// Holds the group back: level 2.
    Restrained,
}

impl Conduct {
    /// The conduct at a level of the kernel's restraint subject; above 2 is restrained.
    #[must_use]
    pub fn of_level(level: u8) -> Self {
        match level {
            0 => Self::Directed,
            1 => Self::Tolerated,
            _ => Self::Restrained,
        }
    }
}

/// Constant rates of occurrence, by conduct.
///
/// # Units
/// Per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// While directed.
    pub directed: f64,
    /// While tolerated.
    pub tolerated: f64,
    /// While restrained.
    pub restrained: f64,
}

impl Rates {
    /// The rate at one conduct.
    #[must_use]
    pub fn at(&self, conduct: Conduct) -> f64 {
        match conduct {
            Conduct::Directed => self.directed,
            Conduct::Tolerated => self.tolerated,
            Conduct::Restrained => self.restrained,
        }
    }

    /// The chance of at least one occurrence in a period.
    #[must_use]
    pub fn chance_in(&self, period: Hours, conduct: Conduct) -> f64 {
        probability_in(period, self.at(conduct))
    }

    /// The mean number of occurrences in a period.
    #[must_use]
    pub fn mean_in(&self, period: Hours, conduct: Conduct) -> f64 {
        self.at(conduct) * years(period)
    }
}

/// Occurrences counted over a span of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// How many.
    pub events: u32,
    /// Over how long, in Julian years.
    pub exposure_years: f64,
}

/// A rate with its exact interval.
///
/// # Units
/// Per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateEstimate {
    /// Maximum likelihood.
    pub rate: f64,
    /// Lower end; 0 if nothing was counted.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What it rests on.
    pub total: Count,
}

/// The constant rate that makes the counts likeliest, with Garwood's interval.
///
/// # Units
/// `confidence` in (0, 1), for example 0.95. Exposure must be positive.
#[must_use]
pub fn estimate_rate(counts: &[Count], confidence: f64) -> RateEstimate {
    let total = Count {
        events: counts.iter().map(|count| count.events).sum(),
        exposure_years: counts.iter().map(|count| count.exposure_years).sum(),
    };
    let (events, tail) = (f64::from(total.events), (1.0 - confidence) / 2.0);
    RateEstimate {
        rate: events / total.exposure_years,
        low: gamma_quantile(events, tail) / total.exposure_years,
        high: gamma_quantile(events + 1.0, 1.0 - tail) / total.exposure_years,
        total,
    }
}

/// Whether counts vary more than one constant rate allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Statistic over its degrees of freedom: about 1 if the rate is constant.
    pub index: f64,
    /// Chance of a statistic at least as large under a constant rate.
    pub p_value: f64,
    /// Degrees of freedom.
    pub degrees: u32,
}

/// Fisher's dispersion test; `None` for fewer than two counts or no event.
#[must_use]
pub fn test_dispersion(counts: &[Count]) -> Option<Dispersion> {
    let rate = estimate_rate(counts, 0.95).rate;
    let degrees = u32::try_from(counts.len()).ok()?.checked_sub(1).filter(|d| *d > 0)?;
    if rate <= 0.0 {
        return None;
    }
    let term = |count: &Count| {
        let expected = rate * count.exposure_years;
        let excess = f64::from(count.events) - expected;
        excess * excess / expected
    };
    let statistic: f64 = counts.iter().map(term).sum();
    Some(Dispersion {
        index: statistic / f64::from(degrees),
        p_value: gamma_above(f64::from(degrees) / 2.0, statistic / 2.0),
        degrees,
    })
}

#[cfg(test)]
#[path = "incidents_tests.rs"]
mod tests;
