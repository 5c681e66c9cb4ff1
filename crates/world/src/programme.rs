//! What a reader thinks of a party's enrichment beside what the agreement's text counts, and the
//! days to the published threshold that follow in a state of the agreement.
//!
//! Symbols and model: [`crate::breakout`]. The interval multiplies three doubts at their ends: the
//! fitted model's factor, capacity and stocks at the ends of what the reader believes.

use kernel::{ActorId, SubjectId};

use crate::beliefs::Mark;
use crate::breakout::fit::{Fit, fitted};
use crate::breakout::{Supply, time};
use crate::enrichment::Lot;

/// A number with the ends of what is believed of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    /// Least.
    pub low: f64,
    /// Central.
    pub middle: f64,
    /// Greatest.
    pub high: f64,
}

impl Ranged {
    /// No doubt about it.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self { low: value, middle: value, high: value }
    }
}

/// One stock of uranium.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stock {
    /// How much.
    pub amount: StockAmount,
    /// Mass fraction of U-235, in (0, 1).
    pub assay: f64,
    /// Nobody has verified it.
    pub unaccounted: bool,
}

/// How much uranium there is in a stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StockAmount {
    /// What a quantity of the text is in truth.
    Kept {
        /// Which quantity.
        subject: SubjectId,
        /// Kilograms of uranium in one of its base units.
        kg_per_base: f64,
    },
    /// Uranium that the text does not count, kilograms.
    Beside(Ranged),
}

/// Least time that a reader expects always to be left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Days.
    pub at_least_days: f64,
    /// Line of the `.beliefs` file.
    pub line: u32,
}

/// One party's enrichment.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Whose.
    pub party: ActorId,
    /// Nominal capacity, kilogram SWU a year.
    pub swu_per_year: Ranged,
    /// Source or reason of the capacity.
    pub because: String,
    /// How far it may be trusted.
    pub mark: Mark,
    /// Its stocks.
    pub stocks: Vec<Stock>,
    /// What is expected of the time.
    pub expected: Vec<Expected>,
}

/// Days to the threshold with the ends of their interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// Least.
    pub low: f64,
    /// Central.
    pub middle: f64,
    /// Greatest.
    pub high: f64,
}

impl Programme {
    /// Days from the stocks as they are, each quantity's true value told by `value`.
    #[must_use]
    pub fn days(&self, value: impl Fn(SubjectId) -> i64, with_unaccounted: bool) -> Days {
        let Fit { plant, factor, .. } = fitted();
        let lots = |pick: fn(&Ranged) -> f64| -> Vec<Lot> {
            let counted = self.stocks.iter().filter(|it| with_unaccounted || !it.unaccounted);
            counted.map(|it| Lot { uranium_kg: it.kg(&value, pick), assay: it.assay }).collect()
        };
        let at = |stock: fn(&Ranged) -> f64, swu: f64| {
            time(&lots(stock), &Supply::constant(swu), plant).days
        };
        let Ranged { low, middle, high } = self.swu_per_year;
        Days {
            low: at(|it| it.high, high) / factor,
            middle: at(|it| it.middle, middle),
            high: at(|it| it.low, low) * factor,
        }
    }

    /// Whether any stock is named that nobody has verified.
    #[must_use]
    pub fn has_unaccounted(&self) -> bool {
        self.stocks.iter().any(|it| it.unaccounted)
    }
}

impl Stock {
    fn kg(&self, value: &impl Fn(SubjectId) -> i64, pick: fn(&Ranged) -> f64) -> f64 {
        match &self.amount {
            StockAmount::Kept { subject, kg_per_base } => {
                (value(*subject).max(0) as f64) * kg_per_base
            }
            StockAmount::Beside(amount) => pick(amount),
        }
    }
}

/// In which state of the agreement supply is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It has ended without war.
    Ended,
    /// General hostilities.
    War,
}

/// What supply a reader thinks is lost then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OilBelief {
    /// When.
    pub on: Broken,
    /// Id of a rung of the table (`crate::oil::scenario`).
    pub rung: String,
    /// Why.
    pub because: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme() -> Programme {
        let kept = StockAmount::Kept { subject: SubjectId(0), kg_per_base: 1e-3 };
        let beside = StockAmount::Beside(Ranged { low: 0.0, middle: 10.0, high: 100.0 });
        Programme {
            party: ActorId(0),
            swu_per_year: Ranged { low: 4000.0, middle: 5000.0, high: 6000.0 },
            because: String::new(),
            mark: Mark::Judgement,
            stocks: vec![
                Stock { amount: kept, assay: 0.0367, unaccounted: false },
                Stock { amount: beside, assay: 0.60, unaccounted: true },
            ],
            expected: Vec::new(),
        }
    }

    /// The caps of 2015 gave about a year: 202.8 kg of uranium at 3.67 % and 5060 first machines.
    #[test]
    fn caps_of_2015_give_about_a_year() {
        let days = programme().days(|_| 202_800, false);
        assert!(days.low < 365.0 && 365.0 < days.high, "{days:?}");
        assert!(days.low < days.middle && days.middle < days.high);
    }

    #[test]
    fn unaccounted_stock_shortens_it_and_so_does_a_larger_stock() {
        let programme = programme();
        let (without, with) =
            (programme.days(|_| 202_800, false), programme.days(|_| 202_800, true));
        assert!(with.middle < without.middle && with.low < without.low);
        assert!(programme.days(|_| 2_000_000, false).middle < without.middle);
    }
}
