//! The watch log, made to be handed over.

use maud::{Markup, html};

use super::Frame;
use super::conduct::calls;
use super::parts::{heads, in_tongue, own, part, said, table, when};
use super::record::entries;
use super::today::wanting;
use crate::model::Note;
use crate::model::watch::Watch;

pub(super) fn body(frame: &Frame<'_>, it: &Watch) -> Markup {
    let t = frame.tongue;
    let open = if it.incident_open { "incident-is-open" } else { "incident-none-open" };
    let since = if it.handed { "watch-since" } else { "watch-none" };
    html! {
        p class="lead" { (t.say(since)) " " (when(frame, &it.since)) }
        p class=(if it.incident_open { "lead alarm" } else { "lead calm" }) { (t.say(open)) }
        @if frame.seat.is_some() { p { a class="button" href=(frame.link("compose/watch_handover")) { (t.say("hand-over")) } } }
        (part(t, "unread", it.unread.is_empty(), &calls(frame, &it.unread)))
        (part(t, "day-ahead", false, &html! {
            @if it.clocks.is_empty() { p { (t.say("no-clock")) } } @else {
                ul class="clocks" { @for due in &it.clocks { li { (when(frame, &due.at)) ": " (said(t, &due.said)) } } }
            }
        }))
        (part(t, "wanting", false, &wanting(frame, &it.wanting)))
        (part(t, "events", false, &html! { @if it.events.is_empty() { p { (t.say("none")) } } @else { (entries(frame, &it.events)) } }))
        (part(t, "handovers", it.handovers.is_empty(), &handovers(frame, &it.handovers)))
        (part(t, "handover", false, &sign(frame)))
        p class="soft" { (t.say("nothing-sent")) }
    }
}

/// Where one watch signs over to the next, on paper.
pub(super) fn sign(frame: &Frame<'_>) -> Markup {
    let t = frame.tongue;
    html! { dl class="sign" { @for key in ["relieved", "relieving", "signed-over"] { dt { (t.say(key)) } dd { "............................" } } } }
}

fn handovers(frame: &Frame<'_>, list: &[Note]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Note| {
        vec![
            html! { a href=(frame.link(&format!("message/{}", it.name))) { (own(&it.name)) } },
            when(frame, &it.at),
            html! { (in_tongue(frame, &it.lead)) },
            it.text.as_deref().map_or_else(|| html! { "–" }, own),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("handovers-caption"), &heads(t, &["message", "when", "said", "left-to"]), &rows)
}
