//! Articles and steps whose words differ where no number says which way.

use std::collections::BTreeMap;

use super::{Change, Side, Turn};
use crate::lexer::{self, TokenKind};
use crate::outline::Declaration;
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

/// Whatever no other comparison has found to differ, and does.
pub(super) fn compare(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    let (before, after) = (worded(was), worded(now));
    for (name, (declaration, text)) in &after {
        let (turn, was_line) = match before.get(name) {
            Some((_, other)) if other == text => continue,
            Some((other, _)) => (Turn::Changed, Some(line(was, other.span))),
            None => (Turn::Added, None),
        };
        let line = Some(line(now, declaration.span));
        found(changes, name, turn, (declaration.keyword, was_line, line));
    }
    for (name, (declaration, _)) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
        let was_line = Some(line(was, declaration.span));
        found(changes, name, Turn::Removed, (declaration.keyword, was_line, None));
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

type Worded<'a> = BTreeMap<&'a str, (&'a Declaration, Vec<String>)>;

/// The words of each declaration by its name, without those of what is declared inside it.
fn worded<'s>(side: &'s Side<'_>) -> Worded<'s> {
    let all = &side.outline.declared;
    let words = |it: &'s Declaration| {
        let inside = |other: &&Declaration| {
            other.span != it.span
                && it.whole.start < other.whole.start
                && other.whole.end <= it.whole.end
        };
        let inner: Vec<Span> = all.iter().filter(inside).map(|it| it.whole).collect();
        (it.name.as_str(), (it, tokens(side.source, it.whole, &inner)))
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
