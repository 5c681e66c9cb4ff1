//! Days from reported stocks to the published threshold, as the published estimates count them.
//!
//! Problem: the plain formula of [`crate::enrichment`] is 1.3 to 3 times faster than those who publish
//! breakout times. They go by steps at fixed tails, with set-up, in machines that do less than their
//! rating. This does the same with three numbers, and fits them to what was published.
//!
//! Symbols: steps `k` from assay `f_k` to `f_(k+1)` ([`STEPS`]) with work `W_k`; `e1` efficiency of
//! the first and the last step, `e2` of the two between; `s` set-up days a step in use; `C` capacity.
//! `days = s n + 365.25 ((W_1 + W_4)/e1 + (W_2 + W_3)/e2)/C`, `n` the number of steps with work.
//! Which steps share an efficiency was chosen among three groupings by the error on rows left out.
//!
//! A step's tails go back as feed of the step before, so they are set at that step's feed assay and
//! nothing of one assay is mixed with another. What comes out of the first step is not used again.
//!
//! Limits: one efficiency for all types of machine (the rows cannot tell them apart); capacity does
//! not change unless stated; a stock "up to" an assay is read at that assay. Output is days: no plan
//! of a plant, and nothing beyond the published 25 kg at 90 %.
//!
//! # Source
//! No mixing: Cohen, *The Theory of Isotope Separation* (1951). Three-step and four-step processes,
//! set-up and adjusted ideal cascades: ISIS, 2020-04-21 (row B12). Fit: [`published`].

pub mod fit;
pub mod machines;
pub mod published;

use crate::enrichment::{self, Lot, NATURAL_ASSAY, THRESHOLD, work_swu};

/// Days in a Julian year.
const DAYS_PER_YEAR: f64 = 365.25;
/// Days in a twelfth of it.
pub const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;
/// A stock this close under a step's feed assay is fed to that step.
const NEAR: f64 = 0.9;
/// Work under this is rounding and needs no set-up, kilogram SWU.
const LEAST_WORK_SWU: f64 = 1e-6;

/// Assays of one step, mass fractions of U-235.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// What it is fed with when the step before makes its feed.
    pub feed: f64,
    /// What it makes.
    pub product: f64,
    /// What is left.
    pub tails: f64,
}

/// The four steps of the published process, lowest first.
///
/// The tails of the first are a judgement (the worked examples use .003); `e1` absorbs it.
pub const STEPS: [Step; 4] = [
    Step { feed: NATURAL_ASSAY, product: 0.035, tails: 0.004 },
    Step { feed: 0.035, product: 0.20, tails: NATURAL_ASSAY },
    Step { feed: 0.20, product: 0.60, tails: 0.035 },
    Step { feed: 0.60, product: 0.90, tails: 0.20 },
];

/// The three fitted numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plant {
    /// Share of nominal work achieved in the first step and in the last, in (0, 1].
    pub efficiency_outer: f64,
    /// Share achieved in the two steps between, in (0, 1].
    pub efficiency_inner: f64,
    /// Days of set-up for each step in use.
    pub setup_days_per_step: f64,
}

/// Nominal separative work, with machines that are added while the clock runs.
///
/// # Units
/// Kilogram SWU a year at the start; the same added a month for so many months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Supply {
    /// At the start.
    pub swu_per_year: f64,
    /// Added each month.
    pub added_per_month: f64,
    /// For how long.
    pub months_of_adding: f64,
}

impl Supply {
    /// A capacity that stays.
    #[must_use]
    pub fn constant(swu_per_year: f64) -> Self {
        Self { swu_per_year, added_per_month: 0.0, months_of_adding: 0.0 }
    }

    /// Days in which this much nominal work is done.
    #[must_use]
    pub fn days_for(&self, work_swu: f64) -> f64 {
        let (rate, gain) = (self.swu_per_year / 12.0, self.added_per_month / 12.0);
        let adding = self.months_of_adding;
        let while_adding = rate * adding + gain * adding * adding / 2.0;
        let months = if work_swu > while_adding || gain <= 0.0 {
            let late = rate + gain * adding;
            if gain <= 0.0 { work_swu / rate } else { adding + (work_swu - while_adding) / late }
        } else {
            (libm::sqrt(rate * rate + 2.0 * gain * work_swu) - rate) / gain
        };
        months * DAYS_PER_MONTH
    }
}

/// Work by step for one threshold, kilogram SWU.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Work {
    /// In the first step and in the last.
    pub outer_swu: f64,
    /// In the steps between.
    pub inner_swu: f64,
    /// Steps with any work.
    pub steps: u32,
}

/// A time to the threshold and its parts, without its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// Set-up and work.
    pub days: f64,
    /// Of that, set-up.
    pub setup_days: f64,
    /// Nominal work.
    pub work: Work,
}

/// Product wanted of a step, stock drawn on, and tails handed down.
struct Draw {
    work_swu: f64,
    feed_kg: f64,
    tails_kg: f64,
}

/// Work from stocks to the threshold, each level in the step that its assay belongs to.
#[must_use]
pub fn work(stocks: &[Lot]) -> Work {
    let there: f64 = at_or_above(stocks, THRESHOLD.assay);
    let mut wanted_kg = (THRESHOLD.uranium_kg - there).max(0.0);
    let mut returned = Lot { uranium_kg: 0.0, assay: 0.0 };
    let mut total = Work::default();
    for (at, step) in STEPS.iter().enumerate().rev() {
        let mut levels = of_step(stocks, at);
        levels.push(returned);
        let draw = draw(step, &levels, wanted_kg);
        returned = Lot { uranium_kg: draw.tails_kg, assay: step.tails };
        wanted_kg = draw.feed_kg;
        total.steps += u32::from(draw.work_swu > LEAST_WORK_SWU);
        let outer = at == 0 || at + 1 == STEPS.len();
        let part = if outer { &mut total.outer_swu } else { &mut total.inner_swu };
        *part += draw.work_swu;
    }
    total
}

fn at_or_above(stocks: &[Lot], assay: f64) -> f64 {
    stocks.iter().filter(|lot| lot.assay >= assay).map(|lot| lot.uranium_kg).sum()
}

/// The levels that a step is fed with, highest first.
fn of_step(stocks: &[Lot], at: usize) -> Vec<Lot> {
    let from = |at: usize| STEPS.get(at).map_or(THRESHOLD.assay, |step| NEAR * step.feed);
    let top = if at + 1 == STEPS.len() { THRESHOLD.assay } else { from(at + 1) };
    let bottom = if at == 0 { NATURAL_ASSAY } else { from(at) };
    let inside = |lot: &&Lot| (bottom..top).contains(&lot.assay);
    let mut levels: Vec<Lot> = stocks.iter().filter(inside).copied().collect();
    levels.sort_by(|a, b| b.assay.total_cmp(&a.assay));
    levels
}

/// Makes `wanted_kg` of a step's product, from its levels first, then from what the step before is
/// to make.
fn draw(step: &Step, levels: &[Lot], wanted_kg: f64) -> Draw {
    let mut draw = Draw { work_swu: 0.0, feed_kg: 0.0, tails_kg: 0.0 };
    let mut left_kg = wanted_kg;
    let feed = Lot { uranium_kg: f64::INFINITY, assay: step.feed };
    for level in levels.iter().chain([&feed]) {
        let yield_share = ((level.assay - step.tails) / (step.product - step.tails)).min(1.0);
        if yield_share <= 0.0 || left_kg <= 0.0 || level.uranium_kg <= 0.0 {
            continue;
        }
        let used_kg = (left_kg / yield_share).min(level.uranium_kg);
        let made_kg = used_kg * yield_share;
        left_kg = (left_kg - made_kg).max(0.0);
        let product = Lot { uranium_kg: made_kg, assay: step.product };
        if level.assay < step.product {
            draw.work_swu += work_swu(product, level.assay, step.tails);
            draw.tails_kg += used_kg - made_kg;
        }
        if level.uranium_kg.is_infinite() {
            draw.feed_kg = used_kg;
        }
    }
    draw
}

/// Days from stocks by level to the threshold.
///
/// # Units
/// Stocks in kilograms of uranium; levels below natural are not used.
#[must_use]
pub fn time(stocks: &[Lot], supply: &Supply, plant: &Plant) -> Time {
    time_of(&work(stocks), supply, plant)
}

/// Days for work that is known.
#[must_use]
pub fn time_of(work: &Work, supply: &Supply, plant: &Plant) -> Time {
    let nominal = work.outer_swu / plant.efficiency_outer + work.inner_swu / plant.efficiency_inner;
    let setup_days = plant.setup_days_per_step * f64::from(work.steps);
    Time { days: setup_days + supply.days_for(nominal), setup_days, work: *work }
}

/// The plain ideal formula at the tails of the worked examples: the reference line.
#[must_use]
pub fn ideal_days(stocks: &[Lot], supply: &Supply) -> f64 {
    let plant = enrichment::Capacity { swu_per_year: 1.0, efficiency: 1.0, setup_days: 0.0 };
    let tails = enrichment::Tails::Fixed(enrichment::TAILS_LEAST);
    supply.days_for(enrichment::breakout_days(stocks, plant, tails).work_swu)
}

#[cfg(test)]
#[path = "breakout/tests.rs"]
mod tests;
