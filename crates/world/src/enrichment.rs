//! How many days from reported stocks to the published threshold, in separative work alone.
//!
//! Problem: a cap on stock and capacity is worth the time it leaves to react. That time has a closed
//! form, published and used by all sides, that needs only stocks by level, capacity and the
//! convention of 25 kg of uranium at 90 %. Nothing here goes beyond it.
//!
//! Symbols: assays (mass fractions of U-235) `xp` product, `xf` feed, `xt` tails; masses of uranium
//! `P`, `F`, `W = F - P`. `F = P (xp - xt)/(xf - xt)`, value `V(x) = (2x - 1) ln(x/(1 - x))`, work
//! `SWU = P V(xp) + W V(xt) - F V(xf)`, days `= setup + 365.25 SWU/(capacity efficiency)`.
//!
//! Best use of several levels ([`Tails::Best`]): the work for one more kilogram of product from a
//! level is `V(xp) - V(xt) - (xp - xt) V'(xt)`, which depends on `xt` only. At the least total work
//! it is equal for all levels used, so they share one `xt`; a level at or below it is not used. The
//! more product is wanted, the lower `xt`, the more levels: the highest are used first.
//!
//! Limits: an ideal plant that changes over without loss, feeding every level at its own point. On the
//! five published estimates that state their inputs it is too fast 1.3 to 2.1 times at the fixed tails
//! of the worked examples and 1.3 to 4.2 times at the best. [`crate::breakout`] is fitted; this stays
//! as its reference line. Output is days.
//!
//! # Source
//! Cohen, *The Theory of Isotope Separation* (1951); Benedict, Pigford and Levi, *Nuclear Chemical
//! Engineering* (1981), chapter 12. 25 kg at 90 %: `data/agreement_limits.csv`, mark A.

use crate::hazard::HOURS_PER_YEAR;

/// Uranium in a kilogram of uranium hexafluoride.
///
/// # Source
/// 238.03/352.02, `data/agreement_limits.csv`, mark A.
pub const URANIUM_PER_UF6: f64 = 0.676;
/// Mass fraction of U-235 in natural uranium. Source: `data/agreement_limits.csv`, mark A.
pub const NATURAL_ASSAY: f64 = 0.00711;
/// Mass and assay of the published breakout threshold.
///
/// # Source
/// Published estimates count this much: `data/agreement_limits.csv`, mark A.
pub const THRESHOLD: Lot = Lot { uranium_kg: 25.0, assay: 0.90 };
/// A shortfall below this is rounding.
const GRAM_KG: f64 = 1e-3;
/// Tails assay below which nothing is stripped, the one of the worked examples in `data/`.
pub const TAILS_LEAST: f64 = 0.003;

/// Uranium at one assay.
///
/// # Units
/// Kilograms of uranium (not of a compound); mass fraction of U-235.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lot {
    /// Mass of uranium.
    pub uranium_kg: f64,
    /// Mass fraction of U-235, in (0, 1).
    pub assay: f64,
}

impl Lot {
    /// Uranium in this much hexafluoride.
    #[must_use]
    pub fn of_uf6(uf6_kg: f64, assay: f64) -> Self {
        Self { uranium_kg: uf6_kg * URANIUM_PER_UF6, assay }
    }
}

/// Separative value of a kilogram at an assay in (0, 1).
#[must_use]
pub fn value(assay: f64) -> f64 {
    (2.0 * assay - 1.0) * libm::log(assay / (1.0 - assay))
}

/// Feed that a product needs, kilograms of uranium.
#[must_use]
pub fn feed_kg(product: Lot, feed_assay: f64, tails_assay: f64) -> f64 {
    product.uranium_kg * (product.assay - tails_assay) / (feed_assay - tails_assay)
}

/// Product that a feed gives, kilograms of uranium; none from a feed at or below the tails.
#[must_use]
pub fn product_kg(feed: Lot, product_assay: f64, tails_assay: f64) -> f64 {
    let share = (feed.assay - tails_assay) / (product_assay - tails_assay);
    feed.uranium_kg * share.max(0.0)
}

/// Separative work for a product, kilogram SWU.
#[must_use]
pub fn work_swu(product: Lot, feed_assay: f64, tails_assay: f64) -> f64 {
    let feed = feed_kg(product, feed_assay, tails_assay);
    let tails = feed - product.uranium_kg;
    product.uranium_kg * value(product.assay) + tails * value(tails_assay)
        - feed * value(feed_assay)
}

/// What is left in the tails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tails {
    /// The assay with the least work that the stock allows, at least [`TAILS_LEAST`].
    Best,
    /// This assay at every level, the last level used only as far as needed.
    Fixed(f64),
}

/// Enrichment capacity.
///
/// # Units
/// Kilogram SWU a year; efficiency the share of it that the closed form gets; days before the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capacity {
    /// Nominal separative work a year.
    pub swu_per_year: f64,
    /// Share achieved, in (0, 1].
    pub efficiency: f64,
    /// Days of set-up before any work.
    pub setup_days: f64,
}

/// A time to the threshold with what it consists of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breakout {
    /// Set-up and work.
    pub days: f64,
    /// Separative work, kilogram SWU.
    pub work_swu: f64,
    /// Product made from natural uranium because the stock does not hold enough, kilograms.
    pub from_natural_kg: f64,
}

/// Days from stocks by level to the published threshold, highest levels first.
///
/// What the stock cannot give is made from natural uranium, of which there is enough; infinite if
/// the tails asked for are not below it.
#[must_use]
pub fn breakout_days(stocks: &[Lot], capacity: Capacity, tails: Tails) -> Breakout {
    let assay = match tails {
        Tails::Best => best_tails(stocks, THRESHOLD),
        Tails::Fixed(assay) => assay,
    };
    let (from_stock_kg, mut work) = draw_down(stocks, THRESHOLD, assay);
    let missing_kg = THRESHOLD.uranium_kg - from_stock_kg;
    let from_natural_kg = if missing_kg > GRAM_KG { missing_kg } else { 0.0 };
    if from_natural_kg > 0.0 {
        work += work_from_natural(from_natural_kg, assay);
    }
    let days_of_work = HOURS_PER_YEAR / 24.0 * work / (capacity.swu_per_year * capacity.efficiency);
    Breakout { days: capacity.setup_days + days_of_work, work_swu: work, from_natural_kg }
}

fn work_from_natural(product_kg: f64, tails_assay: f64) -> f64 {
    if tails_assay >= NATURAL_ASSAY {
        return f64::INFINITY;
    }
    let product = Lot { uranium_kg: product_kg, ..THRESHOLD };
    work_swu(product, NATURAL_ASSAY, tails_assay)
}

/// Product from the stock and the work for it, highest levels first, until there is enough.
fn draw_down(stocks: &[Lot], wanted: Lot, tails_assay: f64) -> (f64, f64) {
    let mut levels = stocks.to_vec();
    levels.sort_by(|a, b| b.assay.total_cmp(&a.assay));
    let (mut made, mut work) = (0.0, 0.0);
    for level in levels {
        let here = product_of(level, wanted.assay, tails_assay).min(wanted.uranium_kg - made);
        if here > 0.0 {
            made += here;
            let lot = Lot { uranium_kg: here, assay: wanted.assay };
            work += if level.assay < wanted.assay {
                work_swu(lot, level.assay, tails_assay)
            } else {
                0.0
            };
        }
    }
    (made, work)
}

/// What a level gives: itself if it is at the wanted assay already.
fn product_of(level: Lot, wanted_assay: f64, tails_assay: f64) -> f64 {
    if level.assay >= wanted_assay {
        level.uranium_kg
    } else {
        product_kg(level, wanted_assay, tails_assay)
    }
}

/// The highest common tails assay at which the stock gives enough, not under [`TAILS_LEAST`].
fn best_tails(stocks: &[Lot], wanted: Lot) -> f64 {
    let made = |tails: f64| -> f64 {
        stocks.iter().map(|level| product_of(*level, wanted.assay, tails)).sum()
    };
    let (mut low, mut high) = (TAILS_LEAST, wanted.assay * (1.0 - f64::EPSILON));
    if made(low) <= wanted.uranium_kg {
        return low;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if made(middle) >= wanted.uranium_kg {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
#[path = "enrichment_tests.rs"]
mod tests;
