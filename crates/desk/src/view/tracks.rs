//! The public track and the line, side by side.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, heads, in_tongue, list, own, part, said, table, when};
use crate::model::record::Entry;
use crate::model::tracks::{Contradiction, Row, Tracks};

pub(super) fn body(frame: &Frame<'_>, it: &Tracks) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("tracks-lead")) }
        (part(t, "contradictions", false, &html! {
            @if it.contradictions.is_empty() { p { (t.say("no-contradiction")) } } @else { (contradictions(frame, &it.contradictions)) }
        }))
        (part(t, "tracks", it.rows.is_empty(), &rows(frame, &it.rows)))
        (part(t, "confined", it.confined.is_empty(), &list(t, &it.confined)))
        @if it.rows.is_empty() { p { (t.say("none")) } }
    }
}

fn contradictions(frame: &Frame<'_>, list: &[Contradiction]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Contradiction| {
        vec![
            when(frame, &it.at),
            own(&it.by),
            chip(t, "contradiction", it.kind),
            own(&it.item),
            it.earlier.as_deref().map_or_else(|| html! { "–" }, own),
            own(&it.later),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["when", "who", "contradiction", "about", "earlier", "later"];
    table(&t.say("contradictions-caption"), &heads(t, &keys), &rows)
}

fn rows(frame: &Frame<'_>, list: &[Row]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Row| {
        vec![
            when(frame, &it.at),
            html! { (track(frame, &it.public)) @for words in &it.quoted { p { (own(in_tongue::<String>(frame, words))) } } },
            track(frame, &it.line),
            html! { @if it.marked { (chip(t, "contradiction", "marked")) } @else { "–" } },
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["when", "in-public", "on-the-line", "contradiction"];
    table(&t.say("tracks-caption"), &heads(t, &keys), &rows)
}

fn track(frame: &Frame<'_>, list: &[Entry]) -> Markup {
    let t = frame.tongue;
    html! {
        @for it in list {
            p { strong { (own(it.text.as_deref().unwrap_or_default())) }
                @for verdict in it.verdicts.iter().take(4) { br; span class="soft" { (said(t, verdict)) } } }
        }
    }
}
