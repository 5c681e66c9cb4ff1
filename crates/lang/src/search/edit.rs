//! Edits of a text by places.

use crate::lexer::{self, TokenKind};
use crate::span::Span;

use super::named;

/// The text with what stands in each place replaced.
///
/// # Errors
/// If two places overlap.
pub(super) fn edited(text: &str, mut edits: Vec<(Span, String)>) -> Result<String, String> {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    for pair in edits.windows(2) {
        if pair[1].0.start < pair[0].0.end {
            return Err("two choices change the same words".into());
        }
    }
    let mut text = text.to_owned();
    for (span, new) in edits.iter().rev() {
        if text.get(span.range()).is_none() {
            return Err("a place is not in the text".into());
        }
        text.replace_range(span.range(), new);
    }
    Ok(text)
}

/// What stands in a place.
pub(super) fn at(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

/// A place with the word that leads it, and a comma before that word.
pub(super) fn led_by(text: &str, span: Span, word: &str) -> Span {
    let before = |end: u32| text.get(..Span::new(0, end).range().end).unwrap_or("").trim_end();
    let mut start = span.start;
    let ahead = before(start);
    if let Some(rest) = ahead.strip_suffix(word) {
        start = crate::source::offset(rest.len());
    }
    let ahead = before(start);
    let comma = ahead.strip_suffix(',').unwrap_or(ahead);
    Span::new(crate::source::offset(comma.len()), span.end)
}

/// A place with the rest of its line, if nothing else stands in the line.
pub(super) fn whole_line(text: &str, span: Span) -> Span {
    let range = span.range();
    let (Some(ahead), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else {
        return span;
    };
    let start = ahead.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(text.len(), |at| range.end + at + 1);
    let alone = text.get(start..range.start).is_some_and(|it| it.trim().is_empty())
        && text.get(range.end..end).is_some_and(|it| it.trim().is_empty());
    match alone {
        true => Span::new(crate::source::offset(start), crate::source::offset(end)),
        false => span,
    }
}

/// Every word of a text that is one of these names, with its place.
pub(super) fn words_among(text: &str, names: &[String]) -> Vec<(String, Span)> {
    let source = named(text);
    let words = lexer::all(&source).into_iter().filter(|token| token.kind == TokenKind::Word);
    let one = |token: crate::lexer::Token| {
        let word = source.at(token.span);
        names.iter().any(|name| name == word).then(|| (word.to_owned(), token.span))
    };
    words.filter_map(one).collect()
}
