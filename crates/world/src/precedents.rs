//! Politics on record: offices that changed on dates, successors who kept or left, renewals that were
//! due, private tracks that became known (S5, S22).
//!
//! Problem: the odds of such acts are a reader's, and a reader should see how few cases stand behind
//! any. Symbols: `k` of `n` happened; interval of the beta law with shapes `k + 1/2` and `n - k + 1/2`
//! (Jeffreys).
//!
//! Limits: the cases are known ones and no sample. A private track that never became known is in no
//! record, so that the months before a leak say nothing of how often one leaks.
//!
//! # Source
//! `data/politics_cases.csv`, rows marked A and B. Interval: Brown, Cai and DasGupta (2001).

use crate::beliefs::{Distribution, Mark};
use crate::table::{Row, Table, days_between};

const CASES: &str = include_str!("../../../data/politics_cases.csv");

/// What kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// At an election the office changed side.
    Office,
    /// An office that had not signed kept the agreement.
    Successor,
    /// What was due for renewal was not renewed.
    Renewal,
    /// A private track that became known ended with it.
    Leak,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Office, Self::Successor, Self::Renewal, Self::Leak];

    fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Successor => "successor",
            Self::Renewal => "renewal",
            Self::Leak => "leak",
        }
    }
}

/// How often it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Times.
    pub happened: u32,
    /// Of so many.
    pub of: u32,
    /// Rows marked A.
    pub read: u32,
}

impl Count {
    /// Share that happened, with 95 %.
    #[must_use]
    pub fn share(&self) -> [f64; 3] {
        let (k, n) = (f64::from(self.happened), f64::from(self.of));
        let law = Distribution::Beta(k + 0.5, n - k + 0.5);
        let at = |u| law.quantile(f64::NAN, u);
        [at(0.025), if self.of == 0 { f64::NAN } else { k / n }, at(0.975)]
    }
}

/// How often each kind of act happened; rows marked C, and such as are no evidence, are left out.
#[must_use]
pub fn count(kind: Kind) -> Count {
    let mut count = Count { happened: 0, of: 0, read: 0 };
    let table = Table::parse(CASES);
    for row in of_kind(&table, kind) {
        let Some(happened) = row.number("happened") else { continue };
        count.of += 1;
        count.happened += u32::from(happened > 0.5);
        count.read += u32::from(row.mark("confidence") == Some(Mark::A));
    }
    count
}

/// Days from the first meeting of each private track to its leak.
#[must_use]
pub fn secret_days() -> Vec<f64> {
    let table = Table::parse(CASES);
    let days = |row: Row<'_>| Some(days_between(row.date("from_date")?, row.date("date")?));
    of_kind(&table, Kind::Leak).filter_map(days).collect()
}

fn of_kind(table: &Table, kind: Kind) -> impl Iterator<Item = Row<'_>> {
    table.rows_for_fits().filter(move |row| row.text("kind") == kind.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_cases_stand_behind_any_of_it() {
        let counts = Kind::ALL.map(count).map(|it| (it.happened, it.of, it.read));
        assert_eq!(counts, [(4, 6, 1), (1, 3, 3), (1, 6, 3), (1, 2, 1)]);
        let [low, middle, high] = count(Kind::Renewal).share();
        assert!((middle - 1.0 / 6.0).abs() < 1e-12);
        // Beta(1.5, 5.5), computed apart.
        assert!((low - 0.018_6).abs() < 5e-4 && (high - 0.558).abs() < 5e-4, "{low} {high}");
    }

    #[test]
    fn tracks_stayed_private_for_months() {
        assert_eq!(secret_days(), [268.0, 440.0]);
    }
}
