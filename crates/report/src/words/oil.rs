//! What the end of an agreement does to the price of oil, in sentences.

use explore::assess::Assessment;
use kernel::state::Cause;
use world::oil::quotes::{Quote, quotes_at_hand};
use world::oil::scenario::{Ranged, Release, Rung, ranged, rungs};
use world::oil::{Market, studies};
use world::programme::{Broken, OilBelief};

use crate::number::signed;
use crate::page::Page;

/// Day after the break on which the difference is told.
pub const DAY: u32 = 14;

/// Price kept less price broken in one state of the agreement.
#[derive(Clone, Debug)]
pub struct Effect {
    /// In which state.
    pub on: Broken,
    /// Which supply is lost.
    pub rung: Rung,
    /// The last price at hand, USD a barrel, and its date.
    pub price: (f64, String),
    /// The difference on day [`DAY`].
    pub found: Ranged,
    /// Chance of the state within the horizon, everybody keeping.
    pub chance: f64,
}

/// The effects that the beliefs name.
#[must_use]
pub fn effects(page: &Page<'_>) -> Vec<Effect> {
    if page.beliefs.oil.is_empty() {
        return Vec::new();
    }
    let last = quotes_at_hand().ok().and_then(|quotes| quotes.last().cloned());
    let told =
        |last: &Quote| page.beliefs.oil.iter().filter_map(|it| effect(page, it, last)).collect();
    last.as_ref().map_or_else(Vec::new, told)
}

fn effect(page: &Page<'_>, it: &OilBelief, last: &Quote) -> Option<Effect> {
    let rung = rungs().into_iter().find(|rung| rung.id == it.rung)?;
    let market = Market::at_price(last.price_usd);
    let found = ranged(&market, &rung, Release::default(), &studies(), f64::from(DAY))?;
    let price = (last.price_usd, last.date.to_string());
    Some(Effect { on: it.on, rung, price, found, chance: chance(page.assessment, it.on) })
}

fn chance(assessment: &Assessment, on: Broken) -> f64 {
    let counted = assessment.causes.iter().filter(|it| match on {
        Broken::War => it.cause == Cause::Hostilities,
        Broken::Ended => !matches!(it.cause, Cause::Hostilities | Cause::Completed),
    });
    counted.map(|it| it.share).sum()
}

/// `if it ends (...)`
#[must_use]
pub fn state(on: Broken) -> &'static str {
    match on {
        Broken::Ended => "if it ends",
        Broken::War => "in a war",
    }
}

/// All effects in one line for the terminal; nothing if the beliefs name none.
#[must_use]
pub fn brief(page: &Page<'_>) -> Option<String> {
    let all = effects(page);
    let said: Vec<String> = all.iter().map(one).collect();
    let list = said.join(", ");
    (!all.is_empty()).then(|| format!("Brent, kept less broken, {DAY} days after: {list}"))
}

fn one(it: &Effect) -> String {
    format!(
        "{} {} USD a barrel ({} to {})",
        state(it.on),
        signed(it.found.central.total_usd),
        end(it, it.found.low_usd),
        end(it, it.found.high_usd),
    )
}

/// An end of the range.
#[must_use]
pub fn end(it: &Effect, usd: f64) -> String {
    said(usd, it.price.0)
}

/// Whether a price kept less price broken lies beyond a doubling of the price. No study saw a loss that
/// doubled it, so an elasticity carried that far is no measurement.
#[must_use]
pub fn beyond(usd: f64, price_usd: f64) -> bool {
    usd < -price_usd
}

/// A difference in words: beyond a doubled price no number is told.
#[must_use]
pub fn said(usd: f64, price_usd: f64) -> String {
    if beyond(usd, price_usd) { "beyond doubling".to_owned() } else { signed(usd) }
}
