//! Rates per year, chances per period, and discounting: one clock for all of them.
//!
//! Problem: a reader says "once in five years" or "ten per cent a year"; the analysis steps in
//! periods of hours. A constant hazard links the two, and halving the period must change nothing
//! that matters.
//!
//! Symbols: `h` rate per year (`rate_per_year`), `t` length in years ([`years`]), `p` chance in the
//! period, `r` discount rate per year, `beta` discount factor per period ([`discount_factor`]).
//! `p = 1 - exp(-h t)`, `h = -ln(1 - p)/t`, `beta = (1 + r)^(-t)`.
//!
//! # Source
//! Cox and Oakes, *Analysis of Survival Data* (1984), chapter 2 (constant hazard). A year is the
//! Julian year of 365.25 days (IAU).

use kernel::Hours;

/// Hours in a Julian year of 365.25 days.
pub const HOURS_PER_YEAR: f64 = 8766.0;

/// A span in Julian years.
#[must_use]
pub fn years(span: Hours) -> f64 {
    f64::from(span.0) / HOURS_PER_YEAR
}

/// A span in days.
#[must_use]
pub fn days(span: Hours) -> f64 {
    f64::from(span.0) / 24.0
}

/// The chance of at least one event in a period, at a constant rate.
///
/// # Units
/// Rate per year, not negative.
#[must_use]
pub fn probability_in(period: Hours, rate_per_year: f64) -> f64 {
    -libm::expm1(-rate_per_year * years(period))
}

/// The constant rate that gives this chance in a period.
///
/// # Units
/// Per year; infinite for a certainty.
#[must_use]
pub fn rate_per_year(period: Hours, probability: f64) -> f64 {
    if probability <= 0.0 {
        return 0.0;
    }
    -libm::log1p(-probability) / years(period)
}

/// A chance over one span restated over another at the same constant hazard.
#[must_use]
pub fn restate(probability: f64, from: Hours, to: Hours) -> f64 {
    if probability >= 1.0 {
        return 1.0;
    }
    -libm::expm1(libm::log1p(-probability) * f64::from(to.0) / f64::from(from.0))
}

/// What a payoff one period later is worth now.
///
/// # Units
/// An effective rate per year: at 0.10, a payoff a year from now is worth 1/1.10 of one today.
#[must_use]
pub fn discount_factor(period: Hours, rate_per_year: f64) -> f64 {
    libm::exp(-years(period) * libm::log1p(rate_per_year))
}

/// The chance per period of an event that happens on a recurring date, spread evenly so that the
/// yearly odds are the same.
///
/// # Units
/// `odds` is the chance on one such date, `every_years` the years between dates.
#[must_use]
pub fn calendar_as_hazard(period: Hours, odds: f64, every_years: f64) -> f64 {
    if odds >= 1.0 {
        return 1.0;
    }
    probability_in(period, -libm::log1p(-odds) / every_years)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: Hours = Hours(8766);
    const MONTH: Hours = Hours::days(30);

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
    }

    #[test]
    fn rate_and_probability_undo_each_other() {
        for rate in [0.0, 1e-9, 0.01, 0.13, 1.0, 12.0] {
            let back = rate_per_year(MONTH, probability_in(MONTH, rate));
            assert!((back - rate).abs() <= 1e-12 * rate.max(1e-3), "{back} is not {rate}");
        }
        close(probability_in(YEAR, 1.0), 1.0 - libm::exp(-1.0));
        assert_eq!(rate_per_year(MONTH, 1.0), f64::INFINITY);
    }

    #[test]
    fn halving_the_period_leaves_the_odds_over_a_span() {
        let month = probability_in(MONTH, 0.7);
        let half = probability_in(Hours::days(15), 0.7);
        close(1.0 - (1.0 - half) * (1.0 - half), month);
        close(restate(month, MONTH, Hours::days(15)), half);
        close(restate(half, Hours::days(15), MONTH), month);
        close(restate(1.0, MONTH, Hours::days(15)), 1.0);
    }

    #[test]
    fn a_year_of_periods_discounts_as_one_year() {
        close(discount_factor(YEAR, 0.10), 1.0 / 1.1);
        close(discount_factor(MONTH, 0.0), 1.0);
        let two = discount_factor(Hours::days(60), 0.10);
        close(discount_factor(MONTH, 0.10) * discount_factor(MONTH, 0.10), two);
    }

    #[test]
    fn an_election_calendar_keeps_its_yearly_odds() {
        // A vote every four years that the incumbent loses half the time.
        let cycle = Hours(4 * 8766);
        close(calendar_as_hazard(cycle, 0.5, 4.0), 0.5);
        let year = calendar_as_hazard(YEAR, 0.5, 4.0);
        close(libm::pow(1.0 - year, 4.0), 0.5);
        close(calendar_as_hazard(MONTH, 1.0, 4.0), 1.0);
        close(calendar_as_hazard(MONTH, 0.0, 4.0), 0.0);
    }
}
