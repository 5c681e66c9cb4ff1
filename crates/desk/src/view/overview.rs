//! All compartments of a station on one screen: what is open, who is heard, what is due, what waits for a signature.

use std::sync::Arc;

use maud::{Markup, html};

use super::Frame;
use super::line::light;
use super::parts::{chip, heads, own, part, said, table, when};
use crate::line::Look;
use crate::model::Moment;
use crate::model::today::{Today, today};

/// Clocks that are shown, over all compartments.
const CLOCKS: usize = 12;
/// What happened last, over all compartments.
const LATEST: usize = 8;

/// One compartment as it stands now.
pub struct File {
    /// Its name.
    pub name: String,
    /// The agreement as this compartment has it.
    pub moment: Arc<Moment>,
    /// Its station.
    pub look: Arc<Look>,
}

/// A compartment with its first screen.
type Row<'a> = (&'a File, Today);

/// The page.
#[must_use]
pub fn body(frame: &Frame<'_>, files: &[File]) -> Markup {
    let t = frame.tongue;
    let all: Vec<Row<'_>> = files.iter().map(|it| (it, today(&it.moment))).collect();
    let none = |has: &dyn Fn(&Row<'_>) -> bool| !all.iter().any(has);
    html! {
        p class="lead" { (t.say("overview-lead")) }
        (summary(frame, &all))
        (part(t, "waiting", none(&|it| !it.0.look.drafts.is_empty()), &drafts(frame, files)))
        (part(t, "wanting", none(&|it| !it.1.wanting.is_empty()), &wanting(frame, &all)))
        (part(t, "next", none(&|it| !it.1.next.is_empty()), &clocks(frame, &all)))
        (part(t, "lights", none(&|it| !it.0.look.lights.is_empty()), &lights(frame, files)))
        (part(t, "latest", none(&|it| !it.1.latest.is_empty()), &latest(frame, &all)))
    }
}

/// A compartment by name, which leads to its own first screen or another page of it.
fn named(frame: &Frame<'_>, name: &str, place: &str) -> Markup {
    html! { a href=(frame.within(Some(name)).link(place)) { bdi { (name) } } }
}

fn summary(frame: &Frame<'_>, all: &[Row<'_>]) -> Markup {
    let t = frame.tongue;
    let row = |(file, now): &Row<'_>| {
        let open = if now.incident_open { "open" } else { "none" };
        vec![
            named(frame, &file.name, "today"),
            html! { (chip(t, "incident", open)) @for alarm in &now.alarms { " " (own(alarm)) } },
            html! { @for phase in &now.open_phases { (own(phase)) " " } @if now.open_phases.is_empty() { "–" } },
            html! { (t.count(now.wanting.len())) },
            html! { (t.count(file.look.drafts.len())) },
            chip(t, "station", file.look.standing),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let keys = ["compartment", "incident", "phases", "wanting", "waiting", "station"];
    table(&t.say("compartments"), &heads(t, &keys), &rows)
}

fn drafts(frame: &Frame<'_>, files: &[File]) -> Markup {
    let t = frame.tongue;
    html! {
        ul class="short" {
            @for file in files.iter().filter(|it| !it.look.drafts.is_empty()) {
                @let count = t.count(file.look.drafts.len());
                li { (named(frame, &file.name, "inbox")) ": " (t.with("drafts-wait", &[("count", &count)])) }
            }
        }
    }
}

fn wanting(frame: &Frame<'_>, all: &[Row<'_>]) -> Markup {
    html! {
        @for (file, now) in all.iter().filter(|it| !it.1.wanting.is_empty()) {
            h3 { (named(frame, &file.name, "board")) }
            (super::today::wanting(frame, &now.wanting))
        }
    }
}

/// Clocks of all compartments in one order of time.
fn clocks(frame: &Frame<'_>, all: &[Row<'_>]) -> Markup {
    let mut due: Vec<_> =
        all.iter().flat_map(|(file, now)| now.next.iter().map(move |it| (file, it))).collect();
    due.sort_by_key(|(_, it)| (it.at.day, it.at.hour));
    html! {
        p class="soft" { (frame.tongue.say("next-lead")) }
        ul class="clocks" {
            @for (file, it) in due.into_iter().take(CLOCKS) {
                li { (when(frame, &it.at)) ", " (named(frame, &file.name, "deadlines")) ": " (said(frame.tongue, &it.said)) }
            }
        }
    }
}

fn lights(frame: &Frame<'_>, files: &[File]) -> Markup {
    let t = frame.tongue;
    let row = |file: &File, it| {
        let first = named(frame, &file.name, "line");
        std::iter::once(first).chain(light(frame, it)).collect::<Vec<_>>()
    };
    let rows = files.iter().flat_map(|file| file.look.lights.iter().map(move |it| row(file, it)));
    let rows: Vec<Vec<Markup>> = rows.collect();
    let keys = ["compartment", "party", "light", "heard", "acknowledged"];
    table(&t.say("lights-caption"), &heads(t, &keys), &rows)
}

fn latest(frame: &Frame<'_>, all: &[Row<'_>]) -> Markup {
    let mut last: Vec<_> =
        all.iter().flat_map(|(file, now)| now.latest.iter().map(move |it| (file, it))).collect();
    last.sort_by_key(|(_, it)| std::cmp::Reverse((it.at.day, it.at.hour)));
    html! {
        ul class="short" {
            @for (file, it) in last.into_iter().take(LATEST) {
                li { (when(frame, &it.at)) ", " (named(frame, &file.name, "record")) ": " (own(it.text.as_deref().unwrap_or_default())) }
            }
        }
    }
}
