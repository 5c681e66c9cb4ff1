//! Price kept and price broken, day by day, and what their difference is made of.
//!
//! Symbols: on day `t`, loss `L(t)`, spare capacity `C`, stock release `R(t)`, elasticity sum `e`;
//! `b0 = max(0, L - C)/Q/e`, `b1` the same with `C + R`, premium `ln(1 + pi) 2^(-a/T)` where the age
//! `a` runs from the day on which no barrel is missing any more: it decays unless barrels are lost.
//! Kept minus broken `= P - P exp(b1 + premium)`, of which barrels `P - P exp(b0)`, stocks
//! `P exp(b0) - P exp(b1)` (positive: they spare a rise), premium the rest.
//!
//! Limits: those of [`super`]; the loss comes on the first day and at once; one premium a rung.

use super::{Elasticities, Market, central_elasticity};
use crate::beliefs::Mark;
use crate::special_functions::normal_quantile;
use crate::table::Table;

const RUNGS: &str = include_str!("../../../../data/oil_rungs.csv");

/// A state of an accord and what supply it puts at risk.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Short name, as typed.
    pub id: String,
    /// What it is.
    pub state: String,
    /// Supply lost: least, central, greatest, million barrels a day.
    pub lost_mbd: [f64; 3],
    /// Days the loss lasts; `None` for as long as anyone looks.
    pub loss_days: Option<f64>,
    /// Risk premium when struck, share of the price.
    pub premium: f64,
    /// How far the row may be trusted.
    pub mark: Mark,
    /// Where from.
    pub source: String,
}

/// The rungs of the table, in order.
#[must_use]
pub fn rungs() -> Vec<Rung> {
    let table = Table::parse(RUNGS);
    let one = table.rows().filter_map(|row| {
        let lost = ["lost_low_mbd", "lost_central_mbd", "lost_high_mbd"].map(|it| row.number(it));
        Some(Rung {
            id: row.text("id").to_owned(),
            state: row.text("state").to_owned(),
            lost_mbd: [lost[0]?, lost[1]?, lost[2]?],
            loss_days: row.number("loss_days"),
            premium: row.number("premium_pct")? / 100.0,
            mark: row.mark("confidence")?,
            source: row.text("source").to_owned(),
        })
    });
    one.collect()
}

/// Oil let out of stocks from the first day.
///
/// # Units
/// Million barrels a day; days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Release {
    /// How much.
    pub mbd: f64,
    /// For how long.
    pub days: f64,
}

/// Kept minus broken on one day, USD a barrel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// All of it.
    pub total_usd: f64,
    /// Missing barrels, before stocks.
    pub barrels_usd: f64,
    /// What is left of the premium.
    pub premium_usd: f64,
    /// What stocks spare.
    pub stocks_usd: f64,
}

/// The difference on a day, at one loss and one elasticity.
#[must_use]
pub fn difference(
    market: &Market,
    rung: &Rung,
    lost_mbd: f64,
    release: Release,
    elasticity: f64,
    day: f64,
) -> Difference {
    let lasts = rung.loss_days.unwrap_or(f64::INFINITY);
    let lost = if day < lasts { lost_mbd } else { 0.0 };
    let out = if day < release.days { release.mbd } else { 0.0 };
    let rise = |spare: f64| (lost - spare).max(0.0) / market.supply_mbd / elasticity;
    let (bare, eased) = (rise(market.spare_mbd), rise(market.spare_mbd + out));
    let missing = (lost_mbd - market.spare_mbd).max(0.0) > 0.0;
    let age = if missing { (day - lasts).max(0.0) } else { day };
    let premium = libm::log1p(rung.premium) * libm::exp2(-age / market.premium_half_life_days);
    let price = |rise: f64| market.price_usd * libm::exp(rise);
    let total_usd = market.price_usd - price(eased + premium);
    let (barrels_usd, stocks_usd) = (market.price_usd - price(bare), price(bare) - price(eased));
    Difference {
        total_usd,
        barrels_usd,
        stocks_usd,
        premium_usd: total_usd - barrels_usd - stocks_usd,
    }
}

/// A difference with its least and greatest value over studies and ends of the loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    /// At the central loss and the geometric mean of the elasticities.
    pub central: Difference,
    /// Least total.
    pub low_usd: f64,
    /// Greatest total.
    pub high_usd: f64,
}

/// The difference on a day over all studies; `None` without a study.
#[must_use]
pub fn ranged(
    market: &Market,
    rung: &Rung,
    release: Release,
    studies: &[Elasticities],
    day: f64,
) -> Option<Ranged> {
    let centre = central_elasticity(studies)?;
    let at = |lost: f64, e: f64| difference(market, rung, lost, release, e, day);
    let [least, middle, most] = rung.lost_mbd;
    let central = at(middle, centre);
    let ends = [least, most];
    let all = studies.iter().flat_map(|study| ends.map(|lost| at(lost, study.sum()).total_usd));
    let (low_usd, high_usd) =
        all.fold((central.total_usd, central.total_usd), |(l, h), x| (l.min(x), h.max(x)));
    Some(Ranged { central, low_usd, high_usd })
}

/// A day of both price paths: the price in the middle and nine in ten about it, from the spread of
/// past daily returns alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Days from the start.
    pub day: u32,
    /// Kept: low, middle, high.
    pub kept_usd: [f64; 3],
    /// Broken, at the central loss and elasticity.
    pub broken_usd: [f64; 3],
}

/// Both paths, from day 0 to a day; `daily_spread` is the standard deviation of daily log returns.
#[must_use]
pub fn paths(
    market: &Market,
    rung: &Rung,
    release: Release,
    elasticity: f64,
    daily_spread: f64,
    days: u32,
) -> Vec<Day> {
    let reach = normal_quantile(0.95) * daily_spread;
    let one = |day: u32| {
        let wide = libm::exp(reach * libm::sqrt(f64::from(day) * QUOTES_PER_DAY));
        let about = |middle: f64| [middle / wide, middle, middle * wide];
        let [_, lost, _] = rung.lost_mbd;
        let difference = difference(market, rung, lost, release, elasticity, f64::from(day));
        Day {
            day,
            kept_usd: about(market.price_usd),
            broken_usd: about(market.price_usd - difference.total_usd),
        }
    };
    (0..=days).map(one).collect()
}

/// Days with a quote over all days.
const QUOTES_PER_DAY: f64 = 252.0 / 365.25;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oil::{WORLD_SUPPLY_MBD, studies};

    const MARKET: Market = Market {
        price_usd: 80.0,
        supply_mbd: WORLD_SUPPLY_MBD,
        spare_mbd: 1.0,
        premium_half_life_days: 20.0,
    };

    fn rung(id: &str) -> Rung {
        rungs().into_iter().find(|it| it.id == id).expect("a rung of the table")
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn the_premiums_are_the_medians_that_the_table_says() {
        let shocks = Table::parse(include_str!("../../../../data/shock_events_brent.csv"));
        let median = |kinds: &[&str]| {
            let rows = shocks.rows().filter(|row| kinds.contains(&row.text("kind")));
            let mut moves: Vec<f64> = rows.filter_map(|row| row.number("pct_1d")).collect();
            moves.sort_by(f64::total_cmp);
            f64::midpoint(moves[(moves.len() - 1) / 2], moves[moves.len() / 2])
        };
        assert!((100.0 * rung("incidents").premium - median(&["ATTACK", "SEIZURE"])).abs() < 5e-3);
        assert!((100.0 * rung("medium").premium - median(&["WAR"])).abs() < 5e-3);
    }

    #[test]
    fn parts_add_up_and_stocks_spare_a_rise() {
        let release = Release { mbd: 1.0, days: 60.0 };
        let found = difference(&MARKET, &rung("medium"), 4.0, release, 0.2, 10.0);
        close(found.barrels_usd + found.premium_usd + found.stocks_usd, found.total_usd);
        assert!(found.barrels_usd < 0.0 && found.premium_usd < 0.0 && found.stocks_usd > 0.0);
        let after = difference(&MARKET, &rung("medium"), 4.0, release, 0.2, 61.0);
        close(after.stocks_usd, 0.0);
    }

    #[test]
    fn a_premium_decays_unless_barrels_are_lost() {
        let none = Release::default();
        let premium = |id: &str, lost: f64, day: f64| {
            difference(&MARKET, &rung(id), lost, none, 0.2, day).premium_usd
        };
        close(premium("incidents", 0.0, 20.0) / -80.0, libm::sqrt(1.0161) - 1.0);
        close(premium("medium", 4.0, 200.0), premium("medium", 4.0, 0.0));
        let month = difference(&MARKET, &rung("strait"), 7.4, none, 0.2, 50.0);
        close(month.barrels_usd, 0.0);
        close(month.total_usd / -80.0, libm::sqrt(1.03) - 1.0);
    }

    #[test]
    fn kept_is_no_difference_and_worse_rungs_differ_more() {
        let all = studies();
        let at = |id: &str| ranged(&MARKET, &rung(id), Release::default(), &all, 0.0);
        let total = |id: &str| at(id).expect("studies").central.total_usd;
        close(total("kept"), 0.0);
        let order = ["kept", "incidents", "small", "medium", "large"].map(total);
        assert!(order.windows(2).all(|pair| pair[1] < pair[0]), "{order:?}");
        let large = at("large").expect("studies");
        assert!(
            large.low_usd < large.central.total_usd && large.central.total_usd < large.high_usd
        );
        assert_eq!(ranged(&MARKET, &rung("small"), Release::default(), &[], 0.0), None);
    }

    #[test]
    fn paths_start_at_the_price_and_widen() {
        let found = paths(&MARKET, &rung("small"), Release::default(), 0.2, 0.02, 90);
        assert_eq!(found.len(), 91);
        assert_eq!(found[0].kept_usd, [80.0; 3]);
        assert!(found[90].kept_usd[0] < found[30].kept_usd[0]);
        assert!(found[0].broken_usd[1] > 80.0);
    }
}
