//! Articles and steps whose words differ where no number says which way.

use std::collections::BTreeMap;

use super::articles::swaps;
use super::{Change, Side, Turn};
use crate::lexer::{self, TokenKind};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

/// Whatever no other comparison has found to differ, and does.
pub(super) fn compare(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    let (before, after) = (worded(was), worded(now));
    for (name, it) in &after {
        let (turn, was_line) = match before.get(name) {
            Some(other) if other.words == it.words => continue,
            Some(other) => (Turn::Changed, Some(other.line)),
            None => (Turn::Added, None),
        };
        found(changes, name, turn, (it.keyword, was_line, Some(it.line)));
    }
    for (name, it) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
        found(changes, name, Turn::Removed, (it.keyword, Some(it.line), None));
    }
    header(was, now, changes);
}

fn line(side: &Side<'_>, span: Span) -> u32 {
    side.source.place(span).line
}

/// Says so once: a difference that a number has explained is not said again.
fn found(
    changes: &mut Vec<Change>,
    name: &str,
    turn: Turn,
    (keyword, was_line, line): (&str, Option<u32>, Option<u32>),
) {
    let known = |it: &Change| {
        it.item == name
            || (line.is_some() && it.line == line)
            || (was_line.is_some() && it.was_line == was_line)
    };
    if changes.iter().any(known) {
        return;
    }
    let what = match turn {
        Turn::Changed => format!("{keyword}, worded otherwise"),
        _ => keyword.to_owned(),
    };
    let item = name.to_owned();
    changes.push(Change { turn, party: None, item, what, was_line, line });
}

/// A declaration with its words.
struct Worded<'a> {
    keyword: &'a str,
    line: u32,
    words: Vec<String>,
}

/// The words of each declaration and swap by its name, without those of what stands inside it.
fn worded<'s>(side: &'s Side<'_>) -> BTreeMap<&'s str, Worded<'s>> {
    let declared = side.outline.declared.iter().map(|it| (it.name.as_str(), it.keyword, it.whole));
    let swaps = swaps(side).map(|it| (it.head.name.as_str(), "swap", it.head.whole));
    let all: Vec<(&str, &str, Span)> = declared.chain(swaps).collect();
    let words = |(name, keyword, whole): &(&'s str, &'s str, Span)| {
        let inside = |it: &Span| it != whole && whole.start <= it.start && it.end <= whole.end;
        let inner: Vec<Span> = all.iter().map(|it| it.2).filter(inside).collect();
        let words = tokens(side.source, *whole, &inner);
        (*name, Worded { keyword, line: line(side, *whole), words })
    };
    all.iter().map(words).collect()
}

/// Words, numbers and signs at a place, without layout and comments.
fn tokens(source: &Source, whole: Span, without: &[Span]) -> Vec<String> {
    let text = Source::new("", source.at(whole));
    let there = lexer::tokens(&text, &mut Report::default());
    let kept = |span: Span| {
        let at = whole.start + span.start;
        !without.iter().any(|inner| inner.start <= at && at < inner.end)
    };
    let terms = there
        .iter()
        .filter(|it| !matches!(it.kind, TokenKind::Newline | TokenKind::Comment) && kept(it.span));
    terms.map(|it| text.at(it.span).to_owned()).collect()
}

fn header(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    let span = |side: &Side<'_>| side.compiled.terms.header.span;
    let words = |side: &Side<'_>| tokens(side.source, whole_header(side), &[]);
    if words(was) != words(now) {
        let (was_line, line) = (Some(line(was, span(was))), Some(line(now, span(now))));
        found(changes, "accord", Turn::Changed, ("accord", was_line, line));
    }
}

/// The header, up to the first article after it.
fn whole_header(side: &Side<'_>) -> Span {
    let terms = &side.compiled.terms;
    let next = terms
        .articles
        .iter()
        .map(|it| it.head().whole.start)
        .filter(|it| *it > terms.header.span.start);
    let end = next.min().unwrap_or(terms.header.span.end);
    Span::new(terms.header.span.start, end)
}
