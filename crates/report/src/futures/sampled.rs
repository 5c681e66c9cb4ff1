//! Sampled margins: how near each side comes to departing, where enumeration stops.

use explore::simulate::{SampledMargin, SampledMargins};
use serde_json::{Value, json};

use super::reduced::Asked;
use crate::number::{error, figure, signed};
use crate::terminal::{entry, wrapped};
use crate::words::deviation::doing;

/// Departures told for each side.
const TOLD: usize = 5;

/// What sampled margins do not cover.
pub const LIMITS: &str = "Departures for one period from states that keeping meets, each followed by the text: plans of several departures, and states that only a departure leads to, are not looked at.";

/// The margins of every side that chooses.
#[must_use]
pub fn sampled(asked: &Asked<'_>, all: &[SampledMargins], as_json: bool) -> String {
    if as_json {
        let parties: Vec<Value> = all.iter().map(|it| party_json(asked, it)).collect();
        return asked.json(&json!({ "parties": parties, "limits": LIMITS }));
    }
    let mut lines = String::new();
    for it in all {
        let who = asked.labels.the_first(it.party);
        let (stake, off) = it.stake;
        let stake = format!("{} {}", figure(stake), error(off));
        lines.push_str(&wrapped(&format!(
            "{who} gains {stake} by keeping. Keeping less departing, least first:"
        )));
        for margin in it.margins.iter().take(TOLD) {
            let doubt = match (margin.in_doubt(), margin.too_few) {
                (true, _) => ", sign in doubt",
                (false, true) => ", nearly all pairs alike: what is rare may be missed",
                (false, false) => "",
            };
            let what = doing(asked.labels, &margin.deviation);
            let size = format!("{} {}", signed(margin.margin), error(margin.standard_error));
            let visits = figure(margin.visits);
            lines.push_str(&entry(&format!("{size}: {what} ({visits} visits{doubt})")));
        }
        if it.left_out > 0 {
            let more = format!("{} states that are met more rarely were left out.", it.left_out);
            lines.push_str(&wrapped(&more));
        }
    }
    lines.push_str(&wrapped(LIMITS));
    asked.page(&lines)
}

fn party_json(asked: &Asked<'_>, it: &SampledMargins) -> Value {
    let margin = |m: &SampledMargin| {
        json!({
            "margin": m.margin, "standard_error": m.standard_error, "visits": m.visits,
            "deviation": doing(asked.labels, &m.deviation), "pairs": m.pairs,
            "in_doubt": m.in_doubt(), "too_few": m.too_few,
        })
    };
    json!({
        "party": asked.labels.actor_name(it.party),
        "stake": it.stake.0, "stake_error": it.stake.1, "left_out": it.left_out,
        "margins": it.margins.iter().map(margin).collect::<Vec<_>>(),
    })
}
