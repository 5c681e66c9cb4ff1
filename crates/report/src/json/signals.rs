//! What telling and talking are worth, as JSON.

use explore::assess::signals::{LineWorth, NoticeWorth, SideWorth};
use kernel::ActorId;
use serde_json::{Value, json};

use super::parts;
use crate::page::Page;

/// Lines, notices, alarms; `null` where the beliefs speak of none.
pub(super) fn signals(page: &Page<'_>) -> Value {
    let it = &page.assessment.signals;
    if it.lines.is_empty() && it.notices.is_empty() && it.alarms.is_none() {
        return Value::Null;
    }
    let alarms = it.alarms.map(|alarms| {
        json!({
            "expected": alarms.alarms,
            "cleared": alarms.cleared,
            "answered_with_force": alarms.strikes,
            "war": alarms.war,
            "war_at_all": alarms.war_all,
            "share": alarms.share(),
        })
    });
    json!({
        "lines": it.lines.iter().map(|line| of_line(page, line)).collect::<Vec<_>>(),
        "notices": it.notices.iter().map(|notice| of_notice(page, notice)).collect::<Vec<_>>(),
        "alarms": alarms,
    })
}

fn of_line(page: &Page<'_>, it: &LineWorth) -> Value {
    let party = |it: &SideWorth| {
        json!({
            "party": parts::party(page, it.party),
            "with": [it.with.lower, it.with.upper],
            "without": [it.without.lower, it.without.upper],
        })
    };
    json!({
        "line": page.labels.channel(it.line),
        "parties": it.parties.iter().map(party).collect::<Vec<_>>(),
        "survival": it.survival,
        "war": it.war,
    })
}

fn of_notice(page: &Page<'_>, it: &NoticeWorth) -> Value {
    let party = |((party, once), (_, never)): (&(ActorId, f64), &(ActorId, f64))| json!({ "party": parts::party(page, *party), "once": once, "never": never });
    json!({
        "notice": page.labels.notice(it.notice),
        "by": parts::party(page, it.by),
        "acts": it.acts,
        "margin": it.margin.map(|(margin, _)| margin),
        "error": it.margin.map(|(_, error)| error),
        "costs": it.once.iter().zip(&it.never).map(party).collect::<Vec<_>>(),
        "answered_with_force": it.overreaction,
        "survival": it.survival,
        "war": it.war,
    })
}
