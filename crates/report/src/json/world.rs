//! Breakout time and the price of oil as JSON.

use explore::assess::breakout::Breakout;
use explore::assess::relief::{Channel, ReliefCurve};
use explore::assess::security::Security;
use explore::assess::worst::WorstLoss;
use serde_json::{Value, json};
use world::programme::{Broken, Days};

use super::parts;
use crate::ethics::mark;
use crate::page::Page;
use crate::words::{breakout as words, oil as effect};

fn days(it: &Days) -> Value {
    json!({ "days": it.middle, "low": it.low, "high": it.high })
}

/// One party's times.
pub(super) fn breakout(page: &Page<'_>, it: &Breakout) -> Value {
    let months = it.by_month.iter();
    let expected = it.expected.iter().map(|(expected, found)| {
        json!({
            "at_least_days": expected.at_least_days,
            "line": expected.line,
            "found": words::word(*found),
        })
    });
    json!({
        "party": parts::party(page, it.party),
        "now": days(&it.now),
        "with_unaccounted": it.with_unaccounted.as_ref().map(days),
        "lag_days": it.lag_days,
        "kept_least": days(&it.kept),
        "departing_least": it.departing.as_ref().map(|(least, _)| days(least)),
        "by_month": months.map(|at| json!([at.month, at.median, at.least])).collect::<Vec<_>>(),
        "expected": expected.collect::<Vec<_>>(),
    })
}

/// Relief given and felt in one channel, by month from month 1.
pub(super) fn relief(page: &Page<'_>, it: &ReliefCurve) -> Value {
    let (kind, name) = match it.channel {
        Channel::Dial(dial) => ("levels", page.labels.dial(dial)),
        Channel::Escrow(escrow) => ("money", page.labels.escrow(escrow)),
        Channel::Inflow(party) => ("inflow", parts::party(page, party)),
        Channel::Pressure(party) => ("pressure", parts::party(page, party)),
    };
    json!({ "of": name, "counted_in": kind, "given": it.given, "felt": it.felt })
}

/// What a side that keeps can lose at most by another's departures.
pub(super) fn worst(page: &Page<'_>, it: &WorstLoss) -> Value {
    json!({
        "party": parts::party(page, it.party),
        "by": parts::party(page, it.by),
        "kept": [it.kept.lower, it.kept.upper],
        "worst": [it.worst.lower, it.worst.upper],
    })
}

/// What a side can be sure of at signature.
pub(super) fn security(page: &Page<'_>, it: &Security) -> Value {
    json!({ "party": parts::party(page, it.party), "value": [it.value.lower, it.value.upper] })
}

/// Price kept less price broken.
pub(super) fn oil(page: &Page<'_>) -> Vec<Value> {
    effect::effects(page).iter().map(one).collect()
}

fn one(it: &effect::Effect) -> Value {
    let parts = &it.found.central;
    let ends = [it.found.low_usd, it.found.high_usd];
    let beyond = ends.map(|usd| effect::beyond(usd, it.price.0));
    json!({
        "broken": match it.on { Broken::Ended => "ended", Broken::War => "war" },
        "supply": it.rung.id,
        "chance": it.chance,
        "day": effect::DAY,
        "price_usd": it.price.0,
        "price_of": it.price.1,
        "kept_minus_broken_usd": parts.total_usd,
        "low_usd": it.found.low_usd,
        "high_usd": it.found.high_usd,
        "beyond_doubling": beyond,
        "barrels_usd": parts.barrels_usd,
        "premium_usd": parts.premium_usd,
        "stocks_usd": parts.stocks_usd,
        "mark": mark(it.rung.mark),
        "source": it.rung.source,
    })
}
