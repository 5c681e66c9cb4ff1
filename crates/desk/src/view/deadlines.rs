//! Clocks, and what silence until then means.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, own, part, said, table, when, when_or_dash};
use crate::model::Due;
use crate::model::deadlines::{Awaited, Deadlines, Moving, Owed};

pub(super) fn body(frame: &Frame<'_>, clocks: &Deadlines) -> Markup {
    let t = frame.tongue;
    let nothing = clocks.owed.is_empty() && clocks.silence.is_empty() && clocks.awaited.is_empty();
    html! {
        p class="lead" { (t.say("nothing-sent")) }
        @if nothing { p { (t.say("no-clock")) } }
        (part(t, "silence", clocks.silence.is_empty(), &silence(frame, &clocks.silence)))
        (part(t, "owed", clocks.owed.is_empty(), &owed(frame, &clocks.owed)))
        (part(t, "awaited", clocks.awaited.is_empty(), &awaited(frame, &clocks.awaited)))
        (part(t, "moving", clocks.on_its_way.is_empty(), &moving(frame, &clocks.on_its_way)))
    }
}

fn silence(frame: &Frame<'_>, list: &[Due]) -> Markup {
    let t = frame.tongue;
    let row = |due: &Due| {
        let whose = due.said.by.as_deref().map_or_else(|| html! { "–" }, own);
        vec![when(frame, &due.at), said(t, &due.said), whose, clause(t, due.said.clause.as_ref())]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("silence-caption"), &heads(t, &["when", "said", "who", "text"]), &rows)
}

fn owed(frame: &Frame<'_>, list: &[Owed]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Owed| {
        vec![
            own(&it.title),
            own(&it.obligor),
            when(frame, &it.from),
            it.by.as_ref().map_or_else(|| html! { (t.say("all-along")) }, |by| when(frame, by)),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("owed-caption"), &heads(t, &["duty", "who", "from", "by", "text"]), &rows)
}

fn awaited(frame: &Frame<'_>, list: &[Awaited]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Awaited| {
        let body = it.verifier.as_deref().map_or_else(|| html! { "–" }, own);
        vec![own(&it.title), body, when(frame, &it.by)]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("awaited-caption"), &heads(t, &["duty", "proof", "by"]), &rows)
}

fn moving(frame: &Frame<'_>, list: &[Moving]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Moving| {
        vec![
            own(&it.title),
            own(&it.owner),
            chip(t, "transit", it.stands),
            when_or_dash(frame, it.by.as_ref()),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("moving-caption"), &heads(t, &["relief", "who", "stands", "by", "text"]), &rows)
}
