//! What two things of a text exchange at, for each side.

use explore::binding::trade::{Exchange, Rate};
use serde_json::{Value, json};

use super::Asked;
use crate::ethics::FOOT;
use crate::number::{interval, signed};
use crate::terminal::{entry, paragraph, wrapped};

/// Two things and what they exchange at.
#[derive(Clone, Debug)]
pub struct Traded {
    /// As the text names the first.
    pub x: String,
    /// As the text names the second.
    pub y: String,
    /// Per side.
    pub rates: Vec<Rate>,
}

/// The answer for people.
#[must_use]
pub fn traded(asked: &Asked<'_>, it: &Traded) -> String {
    let (x, y) = (&it.x, &it.y);
    let mut out = wrapped(&format!(
        "One hundredth more of {x}, as it is written and believed, and how much of {y} leaves each \
         side where it was:"
    ));
    for rate in &it.rates {
        let who = asked.labels.the_first(rate.party);
        let stake = one(x, y, &rate.at_stake);
        out.push_str(&entry(&format!("{who}, by what it holds at signature: {stake}")));
        if let Some(margin) = &rate.at_margin {
            let margin = one(x, y, margin);
            out.push_str(&entry(&format!("{who}, by the margin that binds it: {margin}")));
        }
    }
    if let Some(told) = zone(asked, it) {
        out.push_str(&wrapped(&told));
    }
    out.push('\n');
    out.push_str(&paragraph(FOOT));
    out
}

fn one(x: &str, y: &str, it: &Exchange) -> String {
    let (of_x, of_y) = (signed(it.x.centre()), signed(it.y.centre()));
    let worth = format!("{x} adds {of_x}, {y} {of_y}");
    match it.rate() {
        None => format!("{worth}: {y} buys nothing there."),
        Some(rate) if rate.lower >= 0.0 => {
            format!("{worth}: {} hundredths more of {y}.", interval(rate.lower, rate.upper))
        }
        Some(rate) => {
            format!("{worth}: {} hundredths less of {y}.", interval(-rate.upper, -rate.lower))
        }
    }
}

/// Where both gain, if both know a price and the prices differ.
fn zone(asked: &Asked<'_>, it: &Traded) -> Option<String> {
    let [a, b] = it.rates.as_slice() else { return None };
    let (p, q) = (a.at_stake.rate()?, b.at_stake.rate()?);
    let apart = p.upper < q.lower || q.upper < p.lower;
    let (names, y) = ([a.party, b.party].map(|it| asked.labels.the(it)), &it.y);
    let gains = |rate: &Rate| rate.at_stake.y.lower > 0.0;
    if !apart {
        return Some(format!(
            "{} and {} price it alike: no exchange gains both.",
            names[0], names[1]
        ));
    }
    if gains(a) == gains(b) {
        return Some(format!("Both gain from {y} alike, so that it is no price between them."));
    }
    // Whoever gains from Y must be given at least its price, whoever pays it asks at most its own.
    let (asks, bears) = if gains(a) { (p, q) } else { (q, p) };
    let told = interval(asks.upper, bears.lower);
    Some(match asks.upper < bears.lower {
        true => format!("Both would gain at any price between: {told} hundredths of {y}."),
        false => {
            "No exchange of the two in this direction gains both; the reverse would.".to_owned()
        }
    })
}

/// The answer for programs.
#[must_use]
pub fn trade_answer(asked: &Asked<'_>, it: &Traded) -> Value {
    let rates = it.rates.iter().map(|rate| {
        json!({
            "party": asked.labels.actor_name(rate.party),
            "at_signature": exchange(&rate.at_stake),
            "at_binding_margin": rate.at_margin.as_ref().map(exchange),
        })
    });
    json!({ "x": it.x, "y": it.y, "sides": rates.collect::<Vec<_>>(), "note": FOOT })
}

fn exchange(it: &Exchange) -> Value {
    json!({
        "x_adds": [it.x.lower, it.x.upper],
        "y_adds": [it.y.lower, it.y.upper],
        "hundredths_of_y": it.rate().map(|rate| [rate.lower, rate.upper]),
    })
}
