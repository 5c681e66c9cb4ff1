//! What binds and what would mend it, as JSON.

use explore::binding::lever::Unit;
use explore::binding::remedy::{Remedies, Remedy, Target};
use explore::binding::{Binding, Part, Side};
use serde_json::{Value, json};

use super::{Asked, named};
use crate::ethics::FOOT;
use crate::words::{deviation, path};

/// What `detente solve --why --json` prints.
#[must_use]
pub fn answer(asked: &Asked<'_>) -> Value {
    json!({
        "accord": asked.labels.title,
        "hash": asked.labels.hash,
        "cut": asked.cut,
        "sides": asked.sides.iter().map(|side| self::side(asked, side)).collect::<Vec<_>>(),
        "remedies": asked.remedies.map(|it| remedies(asked, it)),
        "note": FOOT,
    })
}

pub(crate) fn side(asked: &Asked<'_>, side: &Side) -> Value {
    json!({
        "party": asked.labels.actor_name(side.party),
        "loss": asked.holdings.iter().find(|it| it.party == side.party).map(|it| {
            json!([it.loss.lower, it.loss.upper])
        }),
        "stake": parts(asked, &side.stake),
        "binding": side.binding.as_ref().map(|it| binding(asked, side, it)),
    })
}

fn binding(asked: &Asked<'_>, side: &Side, it: &Binding) -> Value {
    let place = it.clause.and_then(|clause| asked.labels.place(clause));
    json!({
        "line": place.map(|place| place.line),
        "quote": place.map(|place| place.quote.as_str()),
        "deviation": deviation::doing(asked.labels, &it.deviation),
        "phase": it.phase.map(|phase| asked.labels.phase_name(phase)),
        "margin": it.margin,
        "error": it.error,
        "visits": it.visits,
        "way": path::steps(asked.labels, Some(side.party), &it.way),
        "parts": parts(asked, &it.parts),
    })
}

fn parts(asked: &Asked<'_>, parts: &[Part]) -> Vec<Value> {
    let one = |part: &Part| {
        let entry = asked.beliefs.entries.get(part.entry.0 as usize);
        let adds = part.adds();
        json!({
            "belief": entry.map(|it| it.name.as_str()),
            "line": entry.map(|it| it.line),
            "amount": part.amount,
            "times": [part.times.lower, part.times.upper],
            "adds": [adds.lower, adds.upper],
        })
    };
    parts.iter().map(one).collect()
}

pub(crate) fn remedies(asked: &Asked<'_>, it: &Remedies) -> Value {
    let target = match it.target {
        Target::WithinTolerance => "within the tolerance",
        Target::ToTheLastUnit => "to the last unit",
        Target::Nothing => "holds to the last unit",
    };
    json!({
        "target": target,
        "levers": it.levers.iter().map(|it| remedy(asked, it)).collect::<Vec<_>>(),
    })
}

fn remedy(asked: &Asked<'_>, it: &Remedy) -> Value {
    let unit = match it.lever.unit() {
        Unit::Share => "share of what is written",
        Unit::Odds => "odds a period",
        Unit::Days => "days",
    };
    let clause = it.lever.clause(asked.accord);
    let mends = it.mends.as_ref().map(|mends| {
        let stakes = mends.stakes.iter();
        let stake = |(party, change): &(kernel::ActorId, f64)| {
            json!({ "party": asked.labels.actor_name(*party), "change": change })
        };
        json!({
            "short": mends.short,
            "enough": mends.enough,
            "stakes": stakes.map(stake).collect::<Vec<_>>(),
            "cost": mends.cost(),
        })
    });
    json!({
        "change": named(asked.labels, it.lever),
        "line": clause.and_then(|clause| asked.labels.place(clause)).map(|place| place.line),
        "unit": unit,
        "now": it.now,
        "tried": it.tried,
        "left_at_points": it.left,
        "mends": mends,
    })
}
