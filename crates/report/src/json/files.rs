//! The text with its files linked and apart, as JSON.

use explore::assess::files::{Failure, Found, Side, Solved, Tied};
use serde_json::{Value, json};

use super::parts;
use crate::page::Page;
use crate::words::{deviation, files as words};

/// Dates in the life in which everybody keeps the text at the first possible instant.
pub(super) fn calendar(page: &Page<'_>) -> Value {
    let it = &page.assessment.calendar;
    let day = |at: kernel::Hours| f64::from(at.0) / 24.0;
    let owed = it.owed.iter().map(|row| {
        json!({
            "step": page.labels.duties.get(row.duty.index()).map(|named| &named.name),
            "party": parts::party(page, row.obligor),
            "from": day(row.from),
            "by": row.by.map(day),
            "line": parts::line(page, Some(row.clause)),
        })
    });
    let phases = it.phases.iter().map(|row| {
        json!({
            "phase": page.labels.phase_name(row.phase),
            "opens": day(row.at),
            "closes": row.closes.map(day),
            "lapses": row.lapses.map(day),
        })
    });
    let renewals = it.renewals.iter().map(|(waiver, by, at)| {
        let waiver = page.labels.waivers.get(waiver.index()).map(|named| &named.name);
        json!({ "waiver": waiver, "party": parts::party(page, *by), "day": day(*at) })
    });
    let elections = it.elections.iter();
    let elections = elections
        .map(|(party, at)| json!({ "party": parts::party(page, *party), "day": day(*at) }));
    json!({
        "owed": owed.collect::<Vec<_>>(),
        "phases": phases.collect::<Vec<_>>(),
        "renewals": renewals.collect::<Vec<_>>(),
        "elections": elections.collect::<Vec<_>>(),
    })
}

/// One way in which the files hang together.
pub(super) fn tied(page: &Page<'_>, it: &Tied) -> Value {
    let (status, found, points) = match &it.found {
        Found::Same => ("as written", None, None),
        Found::TooLarge(points) => ("too large", None, Some(*points)),
        Found::Solved(found) => ("solved", Some(solved(page, found)), None),
    };
    let files = words::ties(it.ties);
    json!({ "files": files, "status": status, "more_points_than": points, "found": found })
}

fn solved(page: &Page<'_>, it: &Solved) -> Value {
    let discipline = it.discipline.iter().map(|at| {
        let entry = page.beliefs.entries.get(at.entry.0 as usize);
        json!({
            "belief": entry.map(|entry| &entry.name),
            "line": entry.map(|entry| entry.line),
            "value": at.value,
            "sides": at.sides.iter().map(|it| side(page, it)).collect::<Vec<_>>(),
        })
    });
    json!({
        "sides": it.sides.iter().map(|it| side(page, it)).collect::<Vec<_>>(),
        "survival": it.alive,
        "discipline": discipline.collect::<Vec<_>>(),
        "failures": it.failures.iter().map(|it| failure(page, it)).collect::<Vec<_>>(),
    })
}

fn side(page: &Page<'_>, it: &Side) -> Value {
    json!({
        "party": parts::party(page, it.party),
        "holds": parts::holds(it.holds),
        "stake": [it.stake.lower, it.stake.upper],
        "loss": [it.loss.lower, it.loss.upper],
        "margin": it.margin,
    })
}

fn failure(page: &Page<'_>, it: &Failure) -> Value {
    let costs = it.costs.iter().map(|cost| {
        json!({
            "party": parts::party(page, cost.party),
            "all": cost.all,
            "own_file": cost.own,
            "other_files": cost.others,
        })
    });
    json!({
        "party": parts::party(page, it.party),
        "file": page.labels.workstreams.get(it.file.index()).map(|named| &named.name),
        "departure": deviation::doing(page.labels, &it.departure),
        "line": parts::line(page, deviation::clause(page.accord, &it.departure)),
        "costs": costs.collect::<Vec<_>>(),
    })
}
