//! How long relief took on record, stage by stage, and what that supports.
//!
//! Problem: pipelines are beliefs ([`crate::pipelines`]). The cases that ship hold a few dates: of
//! payments, of a humanitarian channel, of money that never became usable. They are too few for a law
//! with stalls of its own, and enough to say what they do not support.
//!
//! Symbols: `k` arrivals in `T` days of waiting, those that were followed no further included; mean
//! `T/k`; interval of the mean by Garwood's law of counts; of a wait that is left out, the chance of at least its
//! length given the others, `(T'/(T' + t))^(k' + 1/2)` (rate averaged out, Jeffreys). A wait that stalls for good
//! stands among those followed no further.
//!
//! Limits: three cases. One constant rate a stage is what they allow; where one waits half a year and
//! another is stopped, the spread of a law with stalls cannot be told from it.
//!
//! # Source
//! `data/relief_delays.csv`, A and B, each row with its source.

use crate::beliefs::Mark;
use crate::special_functions::gamma_quantile;
use crate::table::{Row, Table, days_between};

const DELAYS: &str = include_str!("../../../data/relief_delays.csv");

/// One wait on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// Which case.
    pub case: String,
    /// Of what.
    pub what: String,
    /// Stage waited for.
    pub stage: String,
    /// How long, until it came or was followed no further.
    ///
    /// # Units
    /// Days.
    pub days: f64,
    /// Whether it came.
    pub arrived: bool,
    /// How far the dates may be trusted.
    pub mark: Mark,
}

/// Every wait on record, rows marked C left out.
#[must_use]
pub fn waits() -> Vec<Wait> {
    Table::parse(DELAYS).rows_for_fits().filter_map(wait).collect()
}

fn wait(row: Row<'_>) -> Option<Wait> {
    let came = row.date("to_date");
    let until = came.or_else(|| row.date("followed_to"))?;
    Some(Wait {
        case: row.text("case").to_owned(),
        what: row.text("what").to_owned(),
        stage: row.text("to_stage").to_owned(),
        days: days_between(row.date("from_date")?, until),
        arrived: came.is_some(),
        mark: row.mark("confidence")?,
    })
}

/// What waits for one stage say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Waits.
    pub waits: usize,
    /// Of which came to an end.
    pub arrivals: f64,
    /// Days waited in all.
    pub days: f64,
}

impl Record {
    /// Of these waits.
    #[must_use]
    pub fn of<'a>(waits: impl Iterator<Item = &'a Wait>) -> Self {
        let none = Self { waits: 0, arrivals: 0.0, days: 0.0 };
        waits.fold(none, |sum, it| Self {
            waits: sum.waits + 1,
            arrivals: sum.arrivals + f64::from(u8::from(it.arrived)),
            days: sum.days + it.days,
        })
    }

    /// Mean days with 95 %; without an arrival the mean and the upper end are open.
    #[must_use]
    pub fn mean_days(&self) -> (f64, Option<f64>, Option<f64>) {
        let least = self.days / gamma_quantile(self.arrivals + 1.0, 0.975);
        let some = self.arrivals > 0.0;
        let most = some.then(|| self.days / gamma_quantile(self.arrivals, 0.025));
        (least, some.then(|| self.days / self.arrivals), most)
    }

    /// The chance that a wait lasts longer than this; `None` if nothing was waited for.
    #[must_use]
    pub fn longer_than(&self, days: f64) -> Option<f64> {
        let left = self.days / (self.days + days);
        (self.days > 0.0).then(|| libm::pow(left, self.arrivals + 0.5))
    }
}

/// Each wait of a stage with the chance, from the others, of one at least as long.
#[must_use]
pub fn left_out(stage: &str) -> Vec<(Wait, Option<f64>)> {
    let all: Vec<Wait> = waits().into_iter().filter(|it| it.stage == stage).collect();
    let one = |at: usize| {
        let others = all.iter().enumerate().filter(|(place, _)| *place != at);
        let wait = all.get(at)?.clone();
        let chance = Record::of(others.map(|(_, it)| it)).longer_than(wait.days);
        Some((wait, chance))
    };
    (0..all.len()).filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three payments: 15, 31 and 39 days; of three waits for use, one of 151 days came to an end.
    #[test]
    fn the_record_is_read() {
        let waits = waits();
        let of = |stage: &str| Record::of(waits.iter().filter(|it| it.stage == stage));
        let moved = of("transferred");
        assert_eq!((moved.waits, moved.arrivals, moved.days), (3, 3.0, 85.0));
        let usable = of("usable");
        assert_eq!((usable.waits, usable.arrivals, usable.days), (3, 1.0, 237.0));
        let (least, mean, most) = usable.mean_days();
        assert_eq!(mean, Some(237.0));
        // Garwood for one event: .0253 to 5.572.
        assert!((least - 237.0 / 5.5716).abs() < 0.1, "{least}");
        assert!((most.expect("an arrival") - 237.0 / 0.025_318).abs() < 5.0);
    }

    #[test]
    fn a_wait_is_judged_by_the_others_alone() {
        let record = Record { waits: 2, arrivals: 2.0, days: 60.0 };
        let chance = record.longer_than(60.0).expect("days");
        assert!((chance - 0.5_f64.powf(2.5)).abs() < 1e-12);
        assert_eq!(Record::of([].iter()).longer_than(1.0), None);
        let judged = left_out("transferred");
        assert_eq!(judged.len(), 3);
        let first = judged.iter().find(|it| it.0.case == "jpoa-2013").expect("a payment");
        let expected = (70.0_f64 / 85.0).powf(2.5);
        assert!((first.1.expect("others") - expected).abs() < 1e-12);
    }

    #[test]
    fn without_an_arrival_the_mean_is_open() {
        let (least, mean, most) = Record { waits: 1, arrivals: 0.0, days: 24.0 }.mean_days();
        assert!(least > 6.0 && mean.is_none() && most.is_none());
    }
}
