//! What could be said on a date without any model: that things go on as they are, or that they
//! change at the rate at which such things changed before.
//!
//! Symbols: `k` changes seen in `y` years before the date, prior Gamma(1/2, [`PRIOR_YEARS`]) on the
//! rate; so the chance of no change for another `h` years, the rate averaged out, is
//! `((b + y)/(b + y + h))^(1/2 + k)`, `b` the years of the prior (Lomax). Changes and years are those of
//! the agreement itself up to the date and of the reference class as it stood then.
//!
//! # Source
//! Jeffreys' shape of 1/2 for a rate; Lomax, JASA 49 (1954). The years of the prior are judgement: on
//! a date on which nothing is on record the rate is about one change in five years.

use jiff::civil::Date;

use crate::beliefs::Mark;
use crate::survival_baseline::{End, LIFETIMES};
use crate::table::{Table, days_between};

/// Changes that the prior counts.
const PRIOR_CHANGES: f64 = 0.5;
/// Years in which it counts them.
pub const PRIOR_YEARS: f64 = 2.5;
const DAYS_PER_YEAR: f64 = 365.25;

/// Changes seen, and the time in which they were looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Past {
    /// How many.
    pub changes: f64,
    /// In so many years.
    pub years: f64,
}

impl Past {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { changes: self.changes + other.changes, years: self.years + other.years }
    }

    /// The chance that nothing changes for another while.
    ///
    /// # Units
    /// Years.
    #[must_use]
    pub fn unchanged_for(self, years: f64) -> f64 {
        let seen = PRIOR_YEARS + self.years;
        libm::pow(seen / (seen + years), PRIOR_CHANGES + self.changes)
    }
}

/// The reference class as it stood before a date, without the agreement that is forecast.
///
/// Rows marked C are left out; an agreement that had not ended by then counts as followed so far.
#[must_use]
pub fn class_before(end: End, date: Date, except: &str) -> Past {
    let (column, confidence) = end.columns();
    let table = Table::parse(LIFETIMES);
    let mut past = Past::default();
    for row in table.rows() {
        let usable = row.mark(confidence).is_some_and(|mark| mark != Mark::C);
        let Some(signed) = row.date("signed").filter(|it| *it < date) else { continue };
        if !usable || row.text("case") == except {
            continue;
        }
        let ended = row.date(column).filter(|it| *it < date);
        let until = ended.or(row.date("observed_to")).map_or(date, |it| it.min(date));
        past.years += days_between(signed, until).max(0.0) / DAYS_PER_YEAR;
        past.changes += f64::from(u8::from(ended.is_some()));
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    /// By hand: (2.5/3.5)^.5, and with one change in 7.5 years (10/11)^1.5.
    #[test]
    fn the_rate_is_averaged_out() {
        close(Past::default().unchanged_for(1.0), (2.5_f64 / 3.5).sqrt());
        let one = Past { changes: 1.0, years: 7.5 };
        close(one.unchanged_for(1.0), (10.0_f64 / 11.0).powf(1.5));
        close(one.and(Past::default()).unchanged_for(0.0), 1.0);
    }

    /// Before 2014 the table holds the disengagement of 1974, which had not ended, and the framework
    /// of 1994, which had.
    #[test]
    fn the_class_is_as_it_stood() {
        let before = date("2014-01-20");
        let class = class_before(End::Declared, before, "jpoa-2013");
        close(class.changes, 1.0);
        let years = days_between(date("1974-05-31"), before)
            + days_between(date("1994-10-21"), date("2002-11-14"));
        close(class.years, years / DAYS_PER_YEAR);
        let without = class_before(End::Declared, before, "agreed-framework-1994");
        close(without.changes, 0.0);
        // The plan of 2013 itself counts for others from the day it was signed.
        assert!(class_before(End::Declared, before, "").years > class.years);
        assert_eq!(class_before(End::NotKept, date("1974-05-31"), ""), Past::default());
    }

    /// What ends later is not known yet.
    #[test]
    fn no_end_is_read_before_its_day() {
        let day = date("2018-05-08");
        let after = class_before(End::Declared, date("2018-05-09"), "minsk-2015");
        let on = class_before(End::Declared, day, "minsk-2015");
        close(after.changes - on.changes, 1.0);
    }
}
