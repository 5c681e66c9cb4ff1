//! A replay for programs.

use explore::replay::{DutyRecord, Entry, NonPerformance};
use kernel::{ClauseId, Hours, Verdict};
use serde::Serialize;
use serde_json::{Value, json};

use super::{History, NO_FINDING, Said, wording};
use crate::words::cause;

/// What `detente replay --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct HistoryJson<'a> {
    pub accord: &'a str,
    pub hash: &'a str,
    pub history: &'a str,
    pub day_zero: String,
    pub entries: Vec<Value>,
    pub digest: String,
    pub non_performance: Vec<Value>,
    pub duties: Vec<Value>,
    pub ended: Option<Value>,
    pub parting: Option<Value>,
    pub expected: usize,
    pub unmet: Vec<Value>,
    pub version: &'a str,
    pub note: &'static str,
}

/// The replay.
#[must_use]
pub fn answer<'a>(history: &History<'a>) -> HistoryJson<'a> {
    let replay = history.replay;
    HistoryJson {
        accord: &history.labels.title,
        hash: &history.labels.hash,
        history: &history.run.history_file,
        day_zero: history.events.day_zero.0.to_string(),
        entries: replay.entries.iter().map(|it| entry(history, it)).collect(),
        digest: kernel::digest(&replay.state).to_string(),
        non_performance: replay.non_performance.iter().map(|it| first(history, it)).collect(),
        duties: replay.duties.iter().map(|it| duty(history, it)).collect(),
        ended: ended(history),
        parting: parting(history),
        expected: history.expected(),
        unmet: unmet(history),
        version: &history.run.version,
        note: NO_FINDING,
    }
}

fn line(history: &History<'_>, clause: ClauseId) -> Option<u32> {
    Some(history.labels.place(clause)?.line)
}

fn entry(history: &History<'_>, entry: &Entry) -> Value {
    let recorded = entry.line.and_then(|index| history.events.lines.get(index));
    json!({
        "date": history.time(entry.at),
        "line": recorded.map(|it| it.line),
        "event": recorded.map_or("time passes", |it| it.text.as_str()),
        "source": recorded.and_then(|it| it.source.as_deref()),
        "verdicts": entry.verdicts.iter().map(|it| verdict(history, it)).collect::<Vec<_>>(),
        "digest": entry.digest.to_string(),
    })
}

fn verdict(history: &History<'_>, verdict: &Verdict) -> Value {
    let place = history.labels.place(verdict.clause);
    json!({
        "verdict": wording::kind(verdict.kind),
        "item": wording::item(history.labels, verdict.item),
        "article": place.map(|it| &it.article),
        "line": place.map(|it| it.line),
        "standing": wording::standing(verdict.standing),
        "by": verdict.by.map(|who| history.labels.actor_name(who)),
    })
}

fn first(history: &History<'_>, it: &NonPerformance) -> Value {
    json!({
        "date": history.date(it.at),
        "duty": history.labels.duty(it.duty),
        "obligor": history.labels.actor_name(it.obligor),
        "line": line(history, it.clause),
        "verdict": wording::kind(it.kind),
        "standing": wording::standing(it.standing),
    })
}

fn duty(history: &History<'_>, it: &DutyRecord) -> Value {
    let date = |at: Option<Hours>| at.map(|at| history.date(at));
    json!({
        "duty": history.labels.duty(it.duty),
        "obligor": history.labels.actor_name(it.obligor),
        "line": line(history, it.clause),
        "outcome": wording::outcome(it.outcome),
        "live": date(it.live),
        "done": date(it.done),
        "proved": date(it.proved),
        "late": date(it.late),
        "cured": date(it.cured),
        "standing": wording::standing(it.standing),
    })
}

fn ended(history: &History<'_>) -> Option<Value> {
    let (at, ended) = history.replay.ended?;
    let cause = cause::name(history.labels, ended.cause, ended.by);
    Some(json!({ "date": history.date(at), "cause": cause }))
}

fn parting(history: &History<'_>) -> Option<Value> {
    let parting = history.parting?;
    let said = |list: &[Said]| -> Vec<Value> {
        let one =
            |it: &Said| json!({ "verdict": wording::kind(it.1), "line": line(history, it.0) });
        list.iter().map(one).collect()
    };
    Some(json!({
        "date": history.date(parting.at),
        "readings": [history.reader(parting.readings.0), history.reader(parting.readings.1)],
        "only_first": said(&parting.only_first),
        "only_second": said(&parting.only_second),
    }))
}

fn unmet(history: &History<'_>) -> Vec<Value> {
    let one = |(index, wanted): &(usize, explore::replay::Expectation)| {
        json!({
            "line": history.events.lines.get(*index).map(|it| it.line),
            "verdict": wording::kind(wanted.kind),
            "item": wanted.item.map(|item| wording::item(history.labels, item)),
        })
    };
    history.replay.unmet.iter().map(one).collect()
}
