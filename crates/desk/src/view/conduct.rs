//! How a conflict is conducted: counts, never a score.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, heads, own, part, table, when};
use crate::model::conduct::{Call, Conduct, Incident, Share};

pub(super) fn body(frame: &Frame<'_>, it: &Conduct) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("conduct-lead")) }
        (table(&t.say("conduct-caption"), &heads(t, &["measure", "count"]), &measures(frame, it)))
        (part(t, "crossings", it.incidents.is_empty(), &incidents(frame, &it.incidents)))
        (part(t, "calls", it.calls.is_empty(), &calls(frame, &it.calls)))
        p class="soft" { (t.say("conduct-foot")) }
    }
}

fn measures(frame: &Frame<'_>, it: &Conduct) -> Vec<Vec<Markup>> {
    let t = frame.tongue;
    let count = |number: usize| html! { (t.count(number)) };
    let minutes = |minutes: Option<u64>| html! { @match minutes { Some(it) => (t.with("minutes", &[("number", &t.count(it))])), None => "–" } };
    let row = |key: &str, value: Markup| vec![html! { (t.of_family("measure", key)) }, value];
    vec![
        row("answered-inside", share(frame, it.answered_inside)),
        row("in-level", share(frame, it.in_level)),
        row("notices-kept", share(frame, it.notices_kept)),
        row("escalations", count(it.escalations)),
        row("incidents", count(it.incidents.len())),
        row("acknowledged", share(frame, it.acknowledged)),
        row("minutes-median", minutes(it.minutes_median)),
        row("minutes-longest", minutes(it.minutes_longest)),
    ]
}

fn share(frame: &Frame<'_>, it: Share) -> Markup {
    let t = frame.tongue;
    let (part, of) = (t.count(it.part), t.count(it.of));
    html! { @if it.of == 0 { (t.say("none-yet")) } @else { (t.with("of-most", &[("left", &part), ("most", &of)])) } }
}

fn incidents(frame: &Frame<'_>, list: &[Incident]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Incident| {
        let hours = it.hours.map(|hours| t.with("hours", &[("number", &t.count(hours))]));
        vec![
            when(frame, &it.at),
            own(&it.title),
            chip(t, "left", it.left),
            html! { (hours.as_deref().unwrap_or("–")) },
            html! { (t.count(it.escalations)) },
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["when", "redline", "left", "after-hours", "escalations"];
    table(&t.say("crossings-caption"), &heads(t, &keys), &rows)
}

/// Messages that a person was to read, with the minutes that it took.
pub(super) fn calls(frame: &Frame<'_>, list: &[Call]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Call| {
        let minutes = it.minutes.map(|it| t.with("minutes", &[("number", &t.count(it))]));
        vec![
            html! { a href=(frame.link(&format!("message/{}", it.name))) { (super::parts::kind(t, &it.kind)) } },
            own(&it.from),
            when(frame, &it.at),
            html! { @match &minutes { Some(it) => (it), None => (chip(t, "left", "unread")) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("calls-caption"), &heads(t, &["message", "party", "when", "read-after"]), &rows)
}
