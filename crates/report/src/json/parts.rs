//! Parts of an assessment as JSON.

use explore::assess::ranges::AtHazard;
use explore::assess::sampled::{Sampled, SampledRow};
use explore::assess::turns::Influence;
use explore::assess::{
    DialRange, Harm, OutsiderPrice, Reading, Room, Seen, TextChange, Turn, Weakest,
};
use explore::expect::Checked;
use explore::exposure::Exposure;
use explore::hold::{Holding, Holds};
use kernel::{ActorId, ClauseId, PhaseId};
use serde_json::{Value, json};

use crate::page::Page;
use crate::words::expected as words;
use crate::words::sampled as words_of_samples;
use crate::words::{belief, deviation, good, path, turning};

/// A party as the text names it.
pub(super) fn party(page: &Page<'_>, actor: ActorId) -> String {
    page.labels.actor_name(actor)
}

fn phase(page: &Page<'_>, phase: Option<PhaseId>) -> Option<String> {
    phase.map(|phase| page.labels.phase_name(phase))
}

pub(super) fn line(page: &Page<'_>, clause: Option<ClauseId>) -> Option<u32> {
    Some(page.labels.place(clause?)?.line)
}

pub(super) fn holds(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::Undecided => "undecided",
    }
}

pub(super) fn weakest(page: &Page<'_>, it: &Weakest) -> Value {
    let place = it.clause.and_then(|clause| page.labels.place(clause));
    json!({
        "party": party(page, it.party),
        "article": place.map(|place| &place.article),
        "line": place.map(|place| place.line),
        "quote": place.map(|place| &place.quote),
        "deviation": deviation::doing(page.labels, &it.deviation),
        "phase": phase(page, it.phase),
        "month": it.month,
        "margin": it.margin,
        "error": it.error,
        "room": it.room,
        "visits": it.visits,
        "run": it.run.map(|gain| [gain.lower, gain.upper]),
    })
}

/// Margins of one side by samples, and the exact ones beside them.
pub(super) fn sampled(page: &Page<'_>, it: &Sampled) -> Value {
    let margin = |row: &SampledRow| {
        json!({
            "deviation": deviation::doing(page.labels, &row.least.deviation),
            "phase": phase(page, row.phase),
            "margin": row.least.margin,
            "standard_error": row.least.standard_error,
            "visits": row.least.visits,
            "pairs": row.least.pairs,
            "in_doubt": row.least.in_doubt(),
            "too_few": row.least.too_few,
            "enumerated": row.exact.map(|(margin, error)| [margin, error]),
        })
    };
    json!({
        "party": party(page, it.party),
        "says": words_of_samples::word(it.says()),
        "stake": [it.stake.0, it.stake.1],
        "left_out": it.left_out,
        "margins": it.rows.iter().map(margin).collect::<Vec<_>>(),
        "limits": words_of_samples::LIMITS,
    })
}

/// Harm to people within the horizon.
pub(super) fn harm(page: &Page<'_>, it: &Harm) -> Value {
    json!({
        "what": page.labels.subjects.get(it.tally.index()).map(|named| &named.name),
        "attacks": it.attacks,
        "waves": waves(page, it),
        "with_casualties": it.grave,
        "months": it.months,
    })
}

fn waves(page: &Page<'_>, it: &Harm) -> Vec<Value> {
    let row = |(conduct, [after_quiet, after_one]): (&str, [f64; 2])| json!({ "while": conduct, "after_quiet": after_quiet, "after_one": after_one });
    crate::words::harm::in_waves(page, it.tally).into_iter().map(row).collect()
}

/// What became of an expectation or a worked example.
pub(super) fn expected(page: &Page<'_>, it: &Checked) -> Value {
    let place = page.labels.place(it.clause);
    json!({
        "line": place.map(|place| place.line),
        "quote": place.map(|place| &place.quote),
        "found": words::word(&it.outcome),
        "how": words::how(page.labels, &it.outcome),
    })
}

/// The most that a side can be out of pocket in one good.
pub(super) fn exposure(page: &Page<'_>, it: &Exposure) -> Value {
    let lines = it.clauses.iter().filter_map(|clause| line(page, Some(*clause)));
    json!({
        "party": party(page, it.party),
        "good": good::amount(page.labels, it.good, it.most),
        "most": it.most,
        "irreversible": it.irreversible,
        "month": it.month,
        "lines": lines.collect::<Vec<_>>(),
        "path": path::steps(page.labels, Some(it.free), &it.path),
        "whole": it.whole,
    })
}

pub(super) fn holding(page: &Page<'_>, it: &Holding) -> Value {
    json!({
        "party": party(page, it.party),
        "holds": holds(it.holds()),
        "strictly": holds(it.strict()),
        "stake": [it.stake.lower, it.stake.upper],
        "loss": [it.loss.lower, it.loss.upper],
        "tolerance": it.tolerance,
    })
}

pub(super) fn room(page: &Page<'_>, it: &Room) -> Value {
    let (choice, clause) = it.deviation.as_ref().map_or((None, None), |(c, clause)| {
        (
            Some(deviation::doing(page.labels, c)),
            clause.or_else(|| deviation::clause(page.accord, c)),
        )
    });
    json!({
        "party": party(page, it.party),
        "phase": phase(page, Some(it.phase)),
        "margin": it.margin,
        "room": it.room,
        "deviation": choice,
        "line": line(page, clause),
    })
}

pub(super) fn turn(page: &Page<'_>, it: &Turn) -> Value {
    let entry = turning::entry(page, it.entry);
    json!({
        "belief": entry.map(|entry| &entry.name),
        "line": entry.map(|entry| entry.line),
        "now": it.now,
        "at": it.at.map(|at| [at.lower, at.upper]),
        "party": party(page, it.party),
        "holds_beyond": it.holds_beyond,
        "sensitivity": it.sensitivity,
        "curve": it.curve,
    })
}

/// How far a belief moves the answer, and who is thought to hold it otherwise.
pub(super) fn influence(page: &Page<'_>, it: &Influence) -> Value {
    let entry = turning::entry(page, it.entry);
    let others = belief::others(page, it.entry);
    let others = others.iter().map(|(who, value)| json!({ "who": who, "value": value }));
    json!({
        "belief": entry.map(|entry| &entry.name),
        "line": entry.map(|entry| entry.line),
        "party": party(page, it.party),
        "swing": it.swing,
        "others": others.collect::<Vec<_>>(),
    })
}

pub(super) fn change(page: &Page<'_>, it: &TextChange) -> Value {
    let after = it.after.iter().map(|(who, keeps, room)| {
        json!({ "party": party(page, *who), "holds": holds(*keeps), "room": room })
    });
    json!({
        "change": it.change,
        "line": line(page, it.clause),
        "after": after.collect::<Vec<_>>(),
    })
}

pub(super) fn range(page: &Page<'_>, it: &DialRange) -> Value {
    let binds = it.binds.iter().map(|(at, who, choice)| {
        json!({
            "at": at,
            "party": party(page, *who),
            "deviation": deviation::doing(page.labels, choice),
        })
    });
    json!({
        "dial": page.labels.dials.get(it.dial.index()).map(|named| &named.name),
        "intervals": it.intervals,
        "bargaining": it.bargaining,
        "binds": binds.collect::<Vec<_>>(),
        "hazards": it.hazards.iter().map(|row| hazard(page, row)).collect::<Vec<_>>(),
        "scanned": it.scanned.iter().map(|point| scanned(page, point)).collect::<Vec<_>>(),
    })
}

fn hazard(page: &Page<'_>, it: &AtHazard) -> Value {
    let stakes = it.stakes.iter();
    let stakes = stakes.map(|(who, value)| json!({ "party": party(page, *who), "value": value }));
    json!({
        "hazard": it.hazard,
        "intervals": it.intervals,
        "bargaining": it.bargaining,
        "as_written": stakes.collect::<Vec<_>>(),
    })
}

fn scanned(page: &Page<'_>, it: &explore::assess::RangePoint) -> Value {
    let parties = it.parties.iter().map(|(who, value, margin)| {
        json!({ "party": party(page, *who), "value": value, "margin": margin })
    });
    json!({ "scale": it.scale, "parties": parties.collect::<Vec<_>>() })
}

pub(super) fn reading(page: &Page<'_>, it: &Reading) -> Value {
    let keeps = it
        .holds
        .iter()
        .map(|(who, keeps)| json!({ "party": party(page, *who), "holds": holds(*keeps) }));
    json!({
        "reader": party(page, it.reader),
        "digest": it.digest.to_string(),
        "holds": keeps.collect::<Vec<_>>(),
        "parts_on_day": it.parts.map(kernel::Hours::whole_days),
        "line": line(page, it.clause),
    })
}

pub(super) fn seen(page: &Page<'_>, it: &Seen) -> Value {
    json!({
        "party": party(page, it.party),
        "holds": holds(it.holds),
        "stake": [it.stake.lower, it.stake.upper],
        "loss": [it.loss.lower, it.loss.upper],
    })
}

pub(super) fn outsider(page: &Page<'_>, it: &OutsiderPrice) -> Value {
    json!({
        "outsider": party(page, it.outsider),
        "hardens": it.hardens,
        "odds": it.odds,
        "margin": it.margin,
        "consult": it.consult,
        "acts": it.acts,
        "limit": it.limit,
        "party": it.party.map(|who| party(page, who)),
        "phase": phase(page, it.phase),
    })
}
