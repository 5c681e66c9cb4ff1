//! The record of verdicts.

use maud::{Markup, html};

use super::Frame;
use super::line::verify;
use super::parts::{own, pages, said, when};
use crate::model::record::{Entry, Receipt, Record};

pub(super) fn body(frame: &Frame<'_>, record: &Record) -> Markup {
    let t = frame.tongue;
    let count = t.count(record.count);
    html! {
        p class="lead" { (t.with("record-count", &[("count", &count)])) " " (t.say("no-finding")) }
        @if let Some(token) = frame.token { (verify(frame, token, "record")) }
        (pages(frame, "record", record.page))
        (entries(frame, &record.entries))
    }
}

/// Entries, latest first.
pub(super) fn entries(frame: &Frame<'_>, list: &[Entry]) -> Markup {
    html! { ol class="record" reversed { @for it in list { (entry(frame, it)) } } }
}

fn entry(frame: &Frame<'_>, it: &Entry) -> Markup {
    let t = frame.tongue;
    html! {
        li {
            p class="head" {
                (when(frame, &it.at)) " "
                @match &it.text { Some(text) => strong { (own(text)) }, None => em { (t.say("time-passes")) } }
            }
            @if !it.verdicts.is_empty() { ul class="verdicts" { @for verdict in &it.verdicts { li { (said(t, verdict)) (line(t, verdict)) } } } }
            p class="soft" {
                @if let Some(mark) = &it.mark { (t.with("mark", &[("mark", mark)])) ". " }
                @if let Some(source) = &it.source { (own(source)) ". " }
                span class="digest" { (t.say("digest")) " " code { (it.digest.get(..16).unwrap_or(&it.digest)) } }
            }
            @if let Some(it) = &it.receipt { (receipt(frame, it)) (shown_where(frame, it)) }
        }
    }
}

/// Where a message stands and who has it.
pub(super) fn receipt(frame: &Frame<'_>, it: &Receipt) -> Markup {
    let t = frame.tongue;
    let deposited = it.deposited.map(|at| forms::page::moment(t.language, at, &[]));
    html! {
        p class="soft receipt" {
            (t.with("place-in-log", &[("index", &t.count(it.index))])) " " code { (it.leaf.get(..16).unwrap_or(&it.leaf)) } ". "
            @match &deposited { Some(at) => { (t.say("deposited-at")) " " (at) ". " }, None => { (t.say("not-deposited")) " " } }
            @if it.acknowledged.is_empty() { (t.say("nobody-has-it")) } @else { (t.say("acknowledged-by")) " " (own(&it.acknowledged.join(", "))) "." }
        }
    }
}

/// Where the message is read and its proof handed out: on a station alone, to who is signed in.
fn shown_where(frame: &Frame<'_>, it: &Receipt) -> Markup {
    let t = frame.tongue;
    let place = format!("message/{}", it.message);
    html! {
        @if frame.seat.is_some() { p { a href={ (frame.link(&place)) "#proof" } { (t.say("proof-where")) } } }
    }
}

fn line(tongue: crate::words::Tongue, verdict: &crate::model::Said) -> Markup {
    html! {
        @if let Some(clause) = &verdict.clause {
            " " span class="soft" title=(clause.quote) { (tongue.with("line-of-text", &[("line", &tongue.count(clause.line))])) }
        }
    }
}
