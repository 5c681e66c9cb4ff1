//! Whether any text could hold, as JSON.

use explore::anytext::payments::{Payments, Surplus};
use explore::anytext::{AnyText, Could, Side};
use serde_json::{Value, json};

use super::parts;
use crate::page::Page;
use crate::words::{anytext as words, deviation};

/// The whole ladder.
pub(super) fn anytext(page: &Page<'_>, it: &AnyText) -> Value {
    let by = match it.could {
        Could::Impossible(party) => Some(parts::party(page, party)),
        _ => None,
    };
    let change = match it.could {
        Could::Changed(place) => page.assessment.changes.get(place).map(|it| it.change.clone()),
        _ => None,
    };
    json!({
        "answer": words::word(it.could),
        "sentence": words::sentence(page, it),
        "party": by,
        "change": change,
        "gap": it.gap().map(|(party, gap)| json!({
            "party": parts::party(page, party),
            "at_least": gap.lower,
            "at_most": gap.upper,
        })),
        "sides": it.sides.iter().map(|side| one(page, side)).collect::<Vec<_>>(),
        "payments": payments(&it.payments),
    })
}

fn one(page: &Page<'_>, side: &Side) -> Value {
    let closest = side.closest.as_ref().map(|it| {
        let clause = deviation::clause(page.accord, &it.deviation);
        json!({
            "deviation": deviation::doing(page.labels, &it.deviation),
            "line": clause.and_then(|clause| page.labels.place(clause)).map(|place| place.line),
            "margin": it.margin,
            "error": it.error,
        })
    });
    json!({
        "party": parts::party(page, side.party),
        "this_text": [side.attained.lower, side.attained.upper],
        "any_text": [side.least.lower, side.least.upper],
        "tolerance": side.tolerance,
        "deterred_least": closest,
        "floor": side.floor,
        "points_kept": side.kept_points,
        "points_aggregated": side.floored_points,
    })
}

fn payments(it: &Payments) -> Value {
    match it {
        Payments::NotAsked(why) => json!({ "answer": "not asked", "why": words::why_not(*why) }),
        Payments::Impossible(it) => surplus("impossible", it),
        Payments::Possible(it) => surplus("possible", it),
    }
}

fn surplus(answer: &str, it: &Surplus) -> Value {
    json!({
        "answer": answer,
        "joint": [it.joint.lower, it.joint.upper],
        "departing": it.departing,
        "least": it.least,
        "periods": it.periods,
        "stopped": it.stopped,
        "rounds": it.rounds,
    })
}
