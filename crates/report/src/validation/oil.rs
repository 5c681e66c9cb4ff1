//! Oil beside published scenarios, and the event table beside the quotes.

use world::oil::quotes::{Study, events_at_hand, quotes_at_hand, study};
use world::oil::{Disruption, Market, WORLD_SUPPLY_MBD, central_elasticity, studies};
use world::table::{Row, Table};

use super::{Chapter, Line, off};
use crate::breakout::median;
use crate::number::figure;

const SCENARIOS: &str = include_str!("../../../../data/oil_disruption_scenarios.csv");
const EVENTS: &str = include_str!("../../../../data/shock_events_brent.csv");
const ENDS: [[&str; 3]; 2] =
    [["least", "supply_loss_low_mbd", "pct_low"], ["greatest", "supply_loss_high_mbd", "pct_high"]];

/// Published scenarios, then the events.
pub fn chapter() -> Chapter {
    let table = Table::parse(SCENARIOS);
    let rows = table.rows_for_fits().flat_map(|row| ENDS.map(|ends| (row, ends)));
    let compared: Vec<(f64, Line)> = rows.filter_map(|(row, ends)| scenario(&row, ends)).collect();
    let mut ratios: Vec<f64> = compared.iter().map(|it| it.0).collect();
    ratios.sort_by(f64::total_cmp);
    let inside = compared.iter().filter(|it| it.1.error.contains("inside")).count();
    let mut lines: Vec<Line> = compared.into_iter().map(|it| it.1).collect();
    lines.extend(events());
    Chapter {
        title: "Oil",
        said: format!(
            "Rise of the price at the middle of the published elasticities, with the range over \
             studies; nothing is fitted to the scenarios. {inside} of {} published figures lie inside \
             the range; model over published has median {}.",
            ratios.len(),
            figure(median(&ratios)),
        ),
        lines,
        notes: notes(),
    }
}

fn scenario(row: &Row<'_>, [end, loss, rise]: [&str; 3]) -> Option<(f64, Line)> {
    let (lost_mbd, published) = (row.number(loss)?, row.number(rise)?);
    let studies = studies();
    let percent = |e: f64| {
        let market = Market {
            price_usd: 1.0,
            supply_mbd: WORLD_SUPPLY_MBD,
            spare_mbd: 0.0,
            premium_half_life_days: 1.0,
        };
        let lost = Disruption { lost_mbd, ..Disruption::default() };
        100.0 * exp_m1(market.barrels_effect(&lost, e))
    };
    let model = percent(central_elasticity(&studies)?);
    let each = studies.iter().map(|study| percent(study.sum()));
    let (low, high) = each.fold((model, model), |(l, h), x| (l.min(x), h.max(x)));
    let held = if (low..=high).contains(&published) { "inside" } else { "outside" };
    let line = Line {
        quantity: format!(
            "{}, {}, {end} loss ({} mb/d), % rise",
            row.text("source"),
            row.text("scenario"),
            figure(lost_mbd)
        ),
        model: format!("{} ({} to {})", rise_said(model), rise_said(low), rise_said(high)),
        published: figure(published),
        error: format!("{}, {held} the range", off(model / published)),
        n: studies.len(),
        marks: "A; elasticities A".to_owned(),
    };
    Some((model / published, line))
}

/// A rise in per cent; beyond a doubled price no number is told, as on every other page.
fn rise_said(percent: f64) -> String {
    if percent > 100.0 { "beyond doubling".to_owned() } else { figure(percent) }
}

/// `exp(x) - 1`, enough for a page.
fn exp_m1(x: f64) -> f64 {
    x.exp_m1()
}

/// The table of events recomputed from the quotes: one line a window.
fn events() -> Vec<Line> {
    let (Ok(quotes), Ok(events)) = (quotes_at_hand(), events_at_hand()) else { return Vec::new() };
    let studies = study(&quotes, &events);
    let table = Table::parse(EVENTS);
    let columns = ["pct_1d", "pct_2d", "pct_5d", "pct_10d", "pct_20d"];
    let line = |(at, column): (usize, &&str)| {
        let pair = |(row, study): (Row<'_>, &Study)| {
            Some((row.number(column)?, study.moves.get(at).copied()??))
        };
        let pairs: Vec<(f64, f64)> = table.rows().zip(&studies).filter_map(pair).collect();
        let worst = pairs.iter().map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        Line {
            quantity: format!("event table, {column}, from the quotes"),
            model: "recomputed".to_owned(),
            published: "table".to_owned(),
            error: format!("at most {worst:.3} points"),
            n: pairs.len(),
            marks: "derived; quotes A".to_owned(),
        }
    };
    columns.iter().enumerate().map(line).collect()
}

fn notes() -> Vec<String> {
    [
        "Four rows of Goldman Sachs state no price without the disruption and are not compared.",
        "The largest losses come out a fifth to a quarter under the published rise: one elasticity \
         for losses of any size is too mild for them.",
        "Windows that run into a withheld year are open in the table and here.",
        "Spot prices, not futures: moves on the day differ from those quoted on screens.",
    ]
    .map(str::to_owned)
    .to_vec()
}
