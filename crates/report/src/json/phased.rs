//! Sustainable payoffs by phase, as JSON.

use explore::phased::{Phase, Phased, Solved};
use serde_json::{Value, json};

use super::parts;
use crate::page::Page;
use crate::words::phased as words;

/// The game by phase, or why there is none.
pub(super) fn phased(page: &Page<'_>, it: &Phased) -> Value {
    match it {
        Phased::Not(why) => json!({ "status": words::ended(it), "why": words::why_not(*why) }),
        Phased::Solved(solved) => json!({
            "status": words::ended(it),
            "parties": solved.parties.map(|party| parts::party(page, party)),
            "gap": solved.gap,
            "phases": solved.phases.iter().map(|phase| one(page, solved, phase)).collect::<Vec<_>>(),
            "aggregated": words::AGGREGATED,
        }),
    }
}

fn one(page: &Page<'_>, solved: &Solved, it: &Phase) -> Value {
    json!({
        "phase": words::named(page, it),
        "starts": it.starts,
        "threat": it.threat,
        "outer": it.outer,
        "inner": it.inner,
        "keeping": it.kept,
        "departures": (0..solved.parties.len()).map(|side| words::departure(page, it, side)).collect::<Vec<_>>(),
    })
}
