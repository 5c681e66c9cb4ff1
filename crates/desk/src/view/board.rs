//! The phase board.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, own, silence, table, when, when_or_dash};
use crate::model::board::{Board, Compartment, DutyRow, Ending, PhaseRow};

pub(super) fn body(frame: &Frame<'_>, board: &Board) -> Markup {
    let t = frame.tongue;
    html! {
        (ended(frame, board.ended.as_ref()))
        ol class="phases" aria-label=(t.say("phases")) {
            @for phase in &board.phases { (phase_box(frame, phase)) }
        }
        @for file in &board.compartments { (compartment(frame, file)) }
    }
}

/// A line that says that it is over.
pub(super) fn ended(frame: &Frame<'_>, ending: Option<&Ending>) -> Markup {
    let t = frame.tongue;
    html! {
        @if let Some(ending) = ending {
            p class="lead ended" {
                (t.say("accord-ended")) " " (t.of_family("cause", &ending.cause))
                @if let Some(by) = &ending.by { " (" (own(by)) ")" }
                @if let Some(at) = &ending.at { ", " (when(frame, at)) }
            }
        }
    }
}

fn phase_box(frame: &Frame<'_>, phase: &PhaseRow) -> Markup {
    html! {
        li class={ "phase " (phase.life) } {
            span class="title" { (own(&phase.title)) }
            (chip(frame.tongue, "phase", phase.life))
            @if let Some(lapses) = &phase.lapses { span class="lapses" { (frame.tongue.say("lapses-on")) " " (when(frame, lapses)) } }
        }
    }
}

fn compartment(frame: &Frame<'_>, file: &Compartment) -> Markup {
    let t = frame.tongue;
    let caption = t.with("compartment", &[("title", &file.title)]);
    let keys = ["duty", "who", "stands", "due", "proof", "silence", "text"];
    let rows: Vec<Vec<Markup>> = file.duties.iter().map(|duty| row(frame, duty)).collect();
    html! {
        section {
            h2 { (caption) }
            @if let Some(cause) = &file.ended { p class="ended" { (t.say("file-ended")) " " (t.of_family("cause", cause)) } }
            @if rows.is_empty() { p { (t.say("none")) } } @else { (table(&t.say("duties-caption"), &heads(t, &keys), &rows)) }
        }
    }
}

fn row(frame: &Frame<'_>, duty: &DutyRow) -> Vec<Markup> {
    let t = frame.tongue;
    let status = serde_json::to_value(duty.status).ok();
    let status = status.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
    vec![
        own(&duty.title),
        own(&duty.obligor),
        html! { (chip(t, "status", status)) @if let Some(standing) = duty.standing { " " (t.of_family("standing", standing)) } },
        when_or_dash(frame, duty.due.as_ref()),
        proof(frame, duty),
        silence(frame, &duty.silence),
        clause(t, duty.clause.as_ref()),
    ]
}

fn proof(frame: &Frame<'_>, duty: &DutyRow) -> Markup {
    let t = frame.tongue;
    match (&duty.verifier, &duty.proof_due) {
        (Some(body), Some(due)) => {
            html! { strong { (t.say("proof-missing")) } " " (own(body)) ", " (when(frame, due)) }
        }
        (Some(body), None) => own(body),
        (None, _) => html! { (t.say("public-by-nature")) },
    }
}
