//! The outlook for programs: the assessment from where a record stands, and what moved it.

use explore::hold::Holds;
use explore::outlook::{Glance, Moved, Side, Why};
use serde::Serialize;
use serde_json::{Value, json};

use super::assessment::{AssessmentJson, assessment};
use crate::page::{Page, Record};

/// What `detente outlook --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct OutlookJson<'a> {
    pub history: &'a str,
    pub from: Value,
    pub since: Option<Value>,
    pub moved: Vec<Value>,
    pub outlook: AssessmentJson<'a>,
}

/// The outlook on a page; of a page from day 0, that.
#[must_use]
pub fn outlook<'a>(page: &'a Page<'a>) -> OutlookJson<'a> {
    let record = page.record.as_ref();
    let moved = record.and_then(|it| it.moved);
    let time = |record: &Record<'_>, at: kernel::Hours| json!({"day": at.whole_days(), "date": record.schedule.date(at)});
    let steps = record.zip(moved).map_or(&[][..], |(_, (_, steps))| steps);
    OutlookJson {
        history: record.map_or("", |it| &it.history.run.history_file),
        from: record.map_or(json!({"day": 0, "date": null}), |it| time(it, it.at)),
        since: record.zip(moved).map(|(it, (was, _))| glance(page, it, was)),
        moved: record
            .map_or_else(Vec::new, |it| steps.iter().map(|step| one(page, it, step)).collect()),
        outlook: assessment(page),
    }
}

fn one(page: &Page<'_>, record: &Record<'_>, step: &Moved) -> Value {
    let lines = match &step.why {
        Why::Time(_) => &[][..],
        Why::Lines(lines) => record.history.events.lines.get(lines.clone()).unwrap_or_default(),
    };
    let hours = match &step.why {
        Why::Time(span) => Some(span.0),
        Why::Lines(_) => None,
    };
    json!({
        "hours_passed": hours,
        "lines": lines.iter().map(|it| json!({"line": it.line, "event": it.text})).collect::<Vec<_>>(),
        "then": glance(page, record, &step.to),
    })
}

fn glance(page: &Page<'_>, record: &Record<'_>, it: &Glance) -> Value {
    json!({
        "day": it.at.whole_days(),
        "date": record.schedule.date(it.at),
        "over": it.over,
        "parties": it.sides.iter().map(|side| party(page, side)).collect::<Vec<_>>(),
        "in_force": it.alive.iter().map(|(periods, share)| json!({"periods": periods, "share": share}))
            .collect::<Vec<_>>(),
    })
}

fn party(page: &Page<'_>, it: &Side) -> Value {
    let keeps = match it.holds {
        Holds::Yes => Some(true),
        Holds::No => Some(false),
        Holds::Undecided => None,
    };
    json!({
        "party": page.labels.actor_name(it.party),
        "keeps": keeps,
        "stake": [it.stake.lower, it.stake.upper],
        "loss": [it.loss.lower, it.loss.upper],
        "room": it.room,
    })
}
