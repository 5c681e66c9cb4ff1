//! The first screen.

use maud::{Markup, html};

use super::Frame;
use super::board::ended;
use super::parts::{chip, list, own, part, said, when};
use super::record::entries;
use crate::model::today::{Channel, Today, Wanting};

pub(super) fn body(frame: &Frame<'_>, it: &Today) -> Markup {
    let t = frame.tongue;
    let open = if it.incident_open { "incident-is-open" } else { "incident-none-open" };
    html! {
        (ended(frame, it.ended.as_ref()))
        div class="tiles" {
            (tile(&t.say("tile-incident"), if it.incident_open { "alarm" } else { "calm" }, &html! { p { (t.say(open)) } @if !it.alarms.is_empty() { (list(t, &it.alarms)) } }))
            (tile(&t.say("tile-phase"), "plain", &list(t, &it.open_phases)))
            (tile(&t.say("tile-wanting"), if it.wanting.is_empty() { "calm" } else { "alarm" }, &wanting(frame, &it.wanting)))
            @if !it.channels.is_empty() { (tile(&t.say("tile-channels"), "plain", &channels(frame, &it.channels))) }
        }
        (part(t, "next", it.next.is_empty(), &next(frame, it)))
        (part(t, "latest", it.latest.is_empty(), &entries(frame, &it.latest)))
    }
}

fn tile(title: &str, class: &str, body: &Markup) -> Markup {
    html! { section class={ "tile " (class) } { h2 { (title) } (body) } }
}

/// Duties that need a look.
pub(super) fn wanting(frame: &Frame<'_>, rows: &[Wanting]) -> Markup {
    let t = frame.tongue;
    html! {
        @if rows.is_empty() { p { (t.say("nothing-wanting")) } } @else {
            ul class="short" {
                @for row in rows {
                    @let status = serde_json::to_value(row.status).ok();
                    li {
                        (own(&row.title)) " " (chip(t, "status", status.as_ref().and_then(|it| it.as_str()).unwrap_or_default()))
                        " " span class="soft" { (own(&row.obligor)) @if let Some(standing) = row.standing { ", " (t.of_family("standing", standing)) } }
                    }
                }
            }
        }
    }
}

fn channels(frame: &Frame<'_>, rows: &[Channel]) -> Markup {
    let t = frame.tongue;
    html! {
        ul class="short" {
            @for row in rows {
                li { (own(&row.title)) ", " (own(&row.end)) ": " (chip(t, "channel", row.stands)) @if let Some(due) = &row.due { " " (when(frame, due)) } }
            }
        }
    }
}

fn next(frame: &Frame<'_>, it: &Today) -> Markup {
    html! {
        p class="soft" { (frame.tongue.say("next-lead")) }
        ul class="clocks" { @for due in &it.next { li { (when(frame, &due.at)) ": " (said(frame.tongue, &due.said)) } } }
    }
}
