//! The situation report, made to be printed and handed over.

use maud::{Markup, html};

use super::Frame;
use super::parts::{list, own, part, said, when};
use super::record::entries;
use super::today::wanting;
use crate::model::sitrep::Sitrep;

pub(super) fn body(frame: &Frame<'_>, it: &Sitrep) -> Markup {
    let t = frame.tongue;
    let open = if it.incident_open { "incident-is-open" } else { "incident-none-open" };
    html! {
        p class="lead" { (t.say("period")) " " (when(frame, &it.from)) " – " (when(frame, &it.until)) }
        p class=(if it.incident_open { "lead alarm" } else { "lead calm" }) { (t.say(open)) " " @if !it.alarms.is_empty() { (list(t, &it.alarms)) } }
        (part(t, "events", false, &html! { @if it.events.is_empty() { p { (t.say("none")) } } @else { (entries(frame, &it.events)) } }))
        (part(t, "clocks", false, &html! {
            @if it.clocks.is_empty() { p { (t.say("no-clock")) } } @else {
                ul class="clocks" { @for due in &it.clocks { li { (when(frame, &due.at)) ": " (said(t, &due.said)) } } }
            }
        }))
        (part(t, "wanting", false, &wanting(frame, &it.wanting)))
        (part(t, "sayable", it.sayable.is_empty(), &html! {
            ul class="short" { @for line in &it.sayable { li { (own(&line.words)) " – " (line.by.join(", ")) } } }
        }))
        (part(t, "handover", false, &super::watch::sign(frame)))
        p class="soft" { (t.say("nothing-sent")) }
    }
}
