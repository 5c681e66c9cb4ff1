//! Quantities against caps: a bar and the same numbers in words.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, own, table, when};
use crate::model::quantities::{Amount, Cap, Quantity};

/// Width of a bar in its own units.
const WIDE: f64 = 300.0;

pub(super) fn body(frame: &Frame<'_>, quantities: &[Quantity]) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("quantities-lead")) }
        @if quantities.is_empty() { p { (t.say("none")) } }
        @for quantity in quantities { (one(frame, quantity)) }
    }
}

fn one(frame: &Frame<'_>, it: &Quantity) -> Markup {
    let t = frame.tongue;
    let caption = t.with("caps-of", &[("title", &it.title)]);
    let rows: Vec<Vec<Markup>> = it.caps.iter().map(|cap| row(frame, cap)).collect();
    html! {
        section class="quantity" {
            h2 { (own(&it.title)) }
            p class="value" { strong { (amount(frame, &it.reported)) } " " (source(frame, it)) }
            @if let Some(cap) = it.caps.first() { (bar(frame, it, cap)) }
            p class="soft" {
                (t.say("held-by")) " " (own(&it.holder))
                @if let Some(observer) = &it.observer { "; " (t.say("observed-by")) " " (own(observer)) }
                "; " (t.say("baseline")) " " (amount(frame, &it.baseline))
            }
            @if rows.is_empty() { p { (t.say("no-cap")) } } @else { (table(&caption, &heads(t, &["duty", "cap", "in-line", "stands", "text"]), &rows)) }
        }
    }
}

fn source(frame: &Frame<'_>, it: &Quantity) -> Markup {
    let t = frame.tongue;
    html! {
        @match &it.report {
            Some(report) => {
                span { (t.say("reported-by")) " " (own(&report.by)) ", " (when(frame, &report.at)) }
                @if let Some(mark) = &report.mark { " " span class="mark" { (t.with("mark", &[("mark", mark)])) } }
            }
            None => span { (t.say("never-reported")) },
        }
    }
}

fn row(frame: &Frame<'_>, cap: &Cap) -> Vec<Markup> {
    let t = frame.tongue;
    let in_line = match (cap.owed, cap.in_line) {
        (false, _) => "not-owed",
        (true, None) => "unknown",
        (true, Some(true)) => "yes",
        (true, Some(false)) => "no",
    };
    let status = serde_json::to_value(cap.status).ok();
    let status = status.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
    vec![
        own(&cap.duty),
        html! { (t.of_family("relation", cap.relation)) " " (amount(frame, &cap.bound)) },
        chip(t, "in-line", in_line),
        chip(t, "status", status),
        clause(t, cap.clause.as_ref()),
    ]
}

/// An amount with its unit, each in its own direction: the number comes first in either language.
pub(super) fn amount(frame: &Frame<'_>, it: &Amount) -> Markup {
    let number = frame.tongue.number(it.value);
    html! { (own(&number)) @if let Some(unit) = &it.unit { "\u{a0}" (own(unit)) } }
}

/// Reported value and cap on one scale from nothing. The words beside it say the same.
fn bar(frame: &Frame<'_>, it: &Quantity, cap: &Cap) -> Markup {
    let most = it.reported.value.max(cap.bound.value).max(it.baseline.value) * 1.05;
    if most <= 0.0 {
        return html! {};
    }
    let at = |value: f64| format!("{:.1}", (value / most * WIDE).clamp(0.0, WIDE));
    let words = frame.tongue.with("bar", &[("title", &it.title)]);
    let class = if cap.owed && cap.in_line == Some(false) { "fill out" } else { "fill" };
    html! {
        svg class="bar" viewBox={ "0 0 " (WIDE) " 26" } role="img" aria-label=(words) preserveAspectRatio="none" {
            rect class="ground" x="0" y="6" width=(WIDE) height="14" {}
            rect class=(class) x="0" y="6" width=(at(it.reported.value)) height="14" {}
            line class="cap" x1=(at(cap.bound.value)) x2=(at(cap.bound.value)) y1="1" y2="25" {}
        }
        p class="key" { span class="swatch fill" {} (frame.tongue.say("bar-reported")) span class="swatch cap" {} (frame.tongue.say("bar-cap")) }
    }
}
