//! Pieces that several pages share.

use maud::{Markup, html};

use super::Frame;
use crate::model::{Clause, Due, Said, Stamp};
use crate::words::Tongue;

/// A table in a box that scrolls by itself on a narrow screen.
pub(super) fn table(caption: &str, heads: &[String], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Heads of a table.
pub(super) fn heads(tongue: Tongue, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| tongue.of_family("head", key)).collect()
}

/// A word of a family in a box whose colour repeats what it says.
pub(super) fn chip(tongue: Tongue, family: &str, key: &str) -> Markup {
    html! { span class={ "chip " (family) "-" (key.replace('_', "-")) } { (tongue.of_family(family, key)) } }
}

/// A text of the agreement: it keeps its own direction.
pub(super) fn own(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// A day, with how far it is from the moment that is shown.
pub(super) fn when(frame: &Frame<'_>, stamp: &Stamp) -> Markup {
    let t = frame.tongue;
    html! {
        time datetime=[stamp.date.as_deref()] { (t.day(&frame.moment.matter, stamp)) }
        " " span class="away" { (t.away(stamp)) }
        @if stamp.away > 0 && !stamp.free.is_empty() { " " (free(frame, stamp)) }
    }
}

/// That offices of a side are closed on a day to come.
fn free(frame: &Frame<'_>, stamp: &Stamp) -> Markup {
    let clocks = frame.moment.matter.clocks.iter();
    let closed = clocks.filter(|clock| stamp.free.contains(&clock.place[0]));
    let names: Vec<&str> = closed.map(|clock| in_tongue(frame, &clock.place).as_str()).collect();
    html! { span class="free" { (frame.tongue.with("offices-closed", &[("places", &names.join(", "))])) } }
}

/// The same, or a dash.
pub(super) fn when_or_dash(frame: &Frame<'_>, stamp: Option<&Stamp>) -> Markup {
    html! { @if let Some(stamp) = stamp { (when(frame, stamp)) } @else { "–" } }
}

/// Where the text says it, with the line itself behind a fold.
pub(super) fn clause(tongue: Tongue, clause: Option<&Clause>) -> Markup {
    let Some(clause) = clause else { return html! { "–" } };
    let line = tongue.with("line-of-text", &[("line", &tongue.count(clause.line))]);
    html! { details class="clause" { summary { (line) } blockquote lang="en" dir="ltr" { (clause.quote) } } }
}

/// A verdict in a line.
pub(super) fn said(tongue: Tongue, said: &Said) -> Markup {
    html! {
        (own(&said.item)) ": " strong { (tongue.of_family("verdict", &said.kind)) }
        @if let Some(standing) = said.standing { ", " (tongue.of_family("standing", standing)) }
    }
}

/// What is said if nobody does anything more.
pub(super) fn silence(frame: &Frame<'_>, list: &[Due]) -> Markup {
    html! {
        @if list.is_empty() { (frame.tongue.say("silence-nothing")) } @else {
            ul class="short" {
                @for due in list.iter().take(3) { li { (when(frame, &due.at)) ": " (said(frame.tongue, &due.said)) } }
            }
        }
    }
}

/// What a kind of message is called; its word for one that this program does not have.
pub(super) fn kind(tongue: Tongue, word: &str) -> String {
    let known = forms::Kind::of_word(word);
    known.map_or_else(|| word.to_owned(), |kind| forms::page::title(tongue.language, kind))
}

/// Of an English and a Persian text the one of the page.
pub(super) fn in_tongue<'p, T>(frame: &Frame<'_>, [english, persian]: &'p [T; 2]) -> &'p T {
    match frame.tongue.language {
        forms::Language::English => english,
        forms::Language::Persian => persian,
    }
}

/// Which page this is, with links to the newer and the older one; nothing where there is one alone.
pub(super) fn pages(frame: &Frame<'_>, place: &str, (page, of): (usize, usize)) -> Markup {
    let t = frame.tongue;
    html! {
        @if of > 1 {
            p class="pages" {
                (t.with("page-of", &[("page", &t.count(page)), ("of", &t.count(of))]))
                @if page > 1 { " " a href=(frame.link(&format!("{place}?page={}", page - 1))) { (t.say("newer")) } }
                @if page < of { " " a href=(frame.link(&format!("{place}?page={}", page + 1))) { (t.say("older")) } }
            }
        }
    }
}

/// A list of texts, or a word for none.
pub(super) fn list(tongue: Tongue, texts: &[String]) -> Markup {
    html! {
        @if texts.is_empty() { (tongue.say("none")) } @else {
            ul class="short" { @for text in texts { li { (own(text)) } } }
        }
    }
}

/// A part of a page with its heading; nothing if there is nothing in it.
pub(super) fn part(tongue: Tongue, key: &str, empty: bool, body: &Markup) -> Markup {
    let id = format!("part-{key}");
    html! {
        @if !empty {
            section aria-labelledby=(id) { h2 id=(id) { (tongue.of_family("part", key)) } (body) }
        }
    }
}
