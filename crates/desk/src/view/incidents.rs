//! Incidents and what runs about them.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, own, part, table, when, when_or_dash};
use crate::model::incidents::{
    Deniability, Incidents, Inquiry, Occurred, Procedure, Redline, Rung,
};

pub(super) fn body(frame: &Frame<'_>, it: &Incidents) -> Markup {
    let t = frame.tongue;
    let open = if it.open { "incident-is-open" } else { "incident-none-open" };
    html! {
        p class={ "lead " (if it.open { "alarm" } else { "calm" }) } { (t.say(open)) }
        p { (t.say("nothing-sent")) }
        (part(t, "occurrences", it.occurrences.is_empty(), &html! {
            @if it.count > it.occurrences.len() { p { (t.with("shown-of", &[("shown", &t.count(it.occurrences.len())), ("count", &t.count(it.count))])) } }
            (occurrences(frame, &it.occurrences))
        }))
        (part(t, "redlines", it.redlines.is_empty(), &html! { @for row in &it.redlines { (redline(frame, row)) } }))
        (part(t, "inquiries", it.inquiries.is_empty(), &inquiries(frame, &it.inquiries)))
        (part(t, "procedures", it.procedures.is_empty(), &procedures(frame, &it.procedures)))
    }
}

fn occurrences(frame: &Frame<'_>, list: &[Occurred]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Occurred| {
        let card = frame.link(&format!("incident/{}", it.entry));
        vec![
            when(frame, &it.at),
            own(&it.text),
            own(&it.by),
            html! { (it.mark.as_deref().unwrap_or("–")) },
            it.attributed.as_deref().map_or_else(|| html! { (t.say("not-attributed")) }, own),
            denied(frame, &it.deniability),
            html! { a href=(card) { (t.say("open-card")) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(
        &t.say("occurrences-caption"),
        &heads(t, &["when", "happened", "account", "mark", "attributed-by", "deniability", "card"]),
        &rows,
    )
}

/// How deniability stands, inquiry by inquiry, with the evidence that was shown.
pub(super) fn denied(frame: &Frame<'_>, list: &[Deniability]) -> Markup {
    let t = frame.tongue;
    let evidence = |(shown, of): (u32, u8)| {
        t.with("evidence-shown", &[("shown", &t.count(shown)), ("of", &t.count(of))])
    };
    html! {
        @if list.is_empty() { "–" }
        @for it in list { p { (own(&it.inquiry)) ": " (chip(t, "inquiry", it.stands)) " " span class="soft" { (evidence(it.evidence)) } } }
    }
}

/// A red line with its ladder.
pub(super) fn redline(frame: &Frame<'_>, it: &Redline) -> Markup {
    let t = frame.tongue;
    let stands = if it.level > 0 { "crossed" } else { "quiet" };
    let rungs: Vec<Vec<Markup>> = it.rungs.iter().flat_map(|rung| rows_of(frame, rung)).collect();
    let caption = t.with("ladder-of", &[("title", &it.title)]);
    html! {
        h3 { (own(&it.title)) " " (chip(t, "redline", stands)) }
        @if it.level > 0 {
            p class="lead alarm" {
                (t.with("level-open", &[("level", &t.count(it.level))]))
                @if let Some(until) = &it.until { " " (t.say("answer-until")) " " (when(frame, until)) }
                @if let Some(until) = &it.cooling { "; " (t.say("cooling-until")) " " (when(frame, until)) }
            }
        }
        p class="soft" { (t.say("watches")) " " (own(&it.watches)) }
        (table(&caption, &heads(t, &["level", "who", "answer", "now", "window", "text"]), &rungs))
    }
}

fn rows_of(frame: &Frame<'_>, rung: &Rung) -> Vec<Vec<Markup>> {
    let t = frame.tongue;
    let window = t.with("hours", &[("number", &t.count(rung.window_hours))]);
    let row = |answer: &crate::model::incidents::Answer| {
        vec![
            html! { (t.count(rung.level)) },
            own(&answer.by),
            html! { (t.of_family("effect", answer.effect)) },
            chip(t, "power", if answer.now { "now" } else { "not-now" }),
            html! { (window) },
            clause(t, answer.clause.as_ref()),
        ]
    };
    rung.answers.iter().map(row).collect()
}

fn inquiries(frame: &Frame<'_>, list: &[Inquiry]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Inquiry| {
        let shown = [("left", t.count(it.evidence.0)), ("most", t.count(it.evidence.1))];
        let shown = shown.each_ref().map(|(key, value)| (*key, value.as_str()));
        vec![
            own(&it.title),
            own(&it.group),
            chip(t, "inquiry", it.stands),
            html! { (t.with("of-most", &shown)) },
            when_or_dash(frame, it.until.as_ref()),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["inquiry", "about", "deniability", "evidence", "until", "text"];
    table(&t.say("inquiries-caption"), &heads(t, &keys), &rows)
}

fn procedures(frame: &Frame<'_>, list: &[Procedure]) -> Markup {
    let t = frame.tongue;
    let text = |text: &Option<String>| text.as_deref().map_or_else(|| html! { "–" }, own);
    let row = |it: &Procedure| {
        let stage = it.stage.map_or_else(
            || "–".to_owned(),
            |(stage, of)| t.with("level-of", &[("level", &t.count(stage)), ("of", &t.count(of))]),
        );
        vec![
            html! { (own(&it.title)) " " span class="soft" { (t.of_family("procedure", it.kind)) } },
            chip(t, "procedure", it.stands),
            text(&it.about),
            text(&it.by),
            html! { (stage) },
            when_or_dash(frame, it.until.as_ref()),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["procedure", "stands", "about", "complainant", "stage", "until", "text"];
    table(&t.say("procedures-caption"), &heads(t, &keys), &rows)
}
