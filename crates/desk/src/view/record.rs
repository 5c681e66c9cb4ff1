//! The record of verdicts.

use maud::{Markup, html};

use super::Frame;
use super::parts::{own, said, when};
use crate::model::record::{Entry, Record};

pub(super) fn body(frame: &Frame<'_>, record: &Record) -> Markup {
    let t = frame.tongue;
    let (page, pages) = record.page;
    let (count, of) = (t.count(record.count), t.count(pages));
    html! {
        p class="lead" { (t.with("record-count", &[("count", &count)])) " " (t.say("no-finding")) }
        @if pages > 1 {
            p class="pages" {
                (t.with("page-of", &[("page", &t.count(page)), ("of", &of)]))
                @if page > 1 { " " a href=(frame.link(&format!("record?page={}", page - 1))) { (t.say("newer")) } }
                @if page < pages { " " a href=(frame.link(&format!("record?page={}", page + 1))) { (t.say("older")) } }
            }
        }
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
        }
    }
}

fn line(tongue: crate::words::Tongue, verdict: &crate::model::Said) -> Markup {
    html! {
        @if let Some(clause) = &verdict.clause {
            " " span class="soft" title=(clause.quote) { (tongue.with("line-of-text", &[("line", &tongue.count(clause.line))])) }
        }
    }
}
