//! Types of a party as JSON.

use explore::assess::intent::{Intent, Reveal, TypePlan};
use serde_json::{Value, json};

use super::parts;
use crate::page::Page;
use crate::words::deviation;

pub(super) fn intent(page: &Page<'_>, it: &Intent) -> Value {
    json!({
        "party": parts::party(page, it.party),
        "types": it.types.iter().map(a_type).collect::<Vec<_>>(),
        "reveals": it.reveals.iter().map(|row| reveal(page, row)).collect::<Vec<_>>(),
        "if_kept": it.if_kept,
    })
}

fn a_type(of: &TypePlan) -> Value {
    json!({
        "name": of.name,
        "odds": of.odds,
        "range": [of.range.0, of.range.1],
        "holds": parts::holds(of.holds),
        "stake": [of.stake.lower, of.stake.upper],
        "loss": [of.loss.lower, of.loss.upper],
        "departs": of.departs,
        "survival": of.survival,
    })
}

fn reveal(page: &Page<'_>, row: &Reveal) -> Value {
    json!({
        "act": deviation::doing(page.labels, &row.act),
        "line": parts::line(page, row.clause),
        "done": row.done,
        "odds": row.odds,
    })
}
