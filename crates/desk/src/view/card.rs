//! The incident card: one screen, big type, made to be printed.

use maud::{Markup, html};

use super::Frame;
use super::parts::{list, own, said, when};
use super::record::entries;
use crate::model::card::{Card, Power};

/// The card.
#[must_use]
pub fn body(frame: &Frame<'_>, card: &Card) -> Markup {
    let t = frame.tongue;
    html! {
        article class="card" {
            p class="sent" { strong { (t.say("nothing-sent")) } }
            dl {
                dt { (t.say("card-happened")) } dd { p class="big" { (own(card.entry.text.as_deref().unwrap_or_default())) } p { (when(frame, &card.entry.at)) } }
                dt { (t.say("card-account")) } dd { (account(frame, card)) }
                dt { (t.say("card-said")) } dd { ul class="short" { @for verdict in &card.entry.verdicts { li { (said(t, verdict)) } } } }
                @if !card.since.is_empty() { dt { (t.say("card-since")) } dd { (entries(frame, &card.since)) } }
                @if !card.deniability.is_empty() { dt { (t.say("card-deniability")) } dd { (super::incidents::denied(frame, &card.deniability)) } }
                dt { (t.say("card-may")) } dd { (powers(frame, &card.powers)) }
                dt { (t.say("card-tell")) } dd { (list(t, &card.tell)) }
            }
            p class="soft" { (t.say("card-not-found")) }
        }
    }
}

fn account(frame: &Frame<'_>, card: &Card) -> Markup {
    let t = frame.tongue;
    let (by, mark) = (card.entry.by.as_deref(), card.entry.mark.as_deref());
    html! {
        p { @match &card.entry.source { Some(source) => (own(source)), None => (t.say("card-no-source")) } @if let Some(mark) = mark { ", " (t.with("mark", &[("mark", mark)])) } }
        @if let Some(by) = by { p class="soft" { (t.say("card-named")) " " (own(by)) ". " (t.say("card-named-only")) } }
    }
}

fn powers(frame: &Frame<'_>, list: &[Power]) -> Markup {
    let t = frame.tongue;
    html! {
        @if list.is_empty() { p { (t.say("card-nobody-may")) } } @else {
            ul class="powers" {
                @for power in list {
                    li {
                        strong { (own(&power.by)) } " " (t.of_family("power", power.deed)) " " (own(&power.item))
                        @if let Some(effect) = power.effect { ": " strong { (t.of_family("effect", effect)) } }
                        @if let Some(until) = &power.until { ", " (t.say("up-to")) " " (when(frame, until)) }
                        " " @if let Some(clause) = &power.clause { blockquote lang="en" dir="ltr" { (clause.quote) " (" (t.with("line-of-text", &[("line", &t.count(clause.line))])) ")" } }
                    }
                }
            }
        }
    }
}
