//! What could be written at some place: names of the kind that is wanted there, clause words of
//! the article, units after a number.
//!
//! A word that no text has is put at the place and the text is read with it; what the readers
//! want of that word is what could be written there.

use crate::ast::Accord;
use crate::check::{Scope, Seen, Wanted, walk};
use crate::lexer::{self, Token, TokenKind};
use crate::lower::{Whose, readers, reading};
use crate::parse::words::{ARTICLES, COMMON, MANNER, clauses};
use crate::parse::{parse, terms};
use crate::report::Report;
use crate::source::{Source, offset};
use crate::span::Span;
use crate::units::Unit;

/// Something that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub word: String,
    /// What it is: a keyword of the language, a unit, or the kind of thing it names.
    pub kind: &'static str,
    /// Title of what it names.
    pub detail: String,
}

/// The word put at the place.
const BLANK: &str = "zz_wanted_zz";

/// What could be written at a byte, in place of the word that ends there.
#[must_use]
pub fn candidates(source: &Source, byte: u32) -> Vec<Candidate> {
    let (start, filled) = filled(source, byte);
    let text = parse(&filled).accord;
    let named = std::iter::once(reading(&text, Whose::Common))
        .chain(readers(&text).into_iter().map(|party| reading(&text, Whose::Party(&party))))
        .find_map(|it| names(&it, start));
    named.unwrap_or_else(|| words(&filled, start))
}

/// The text with the blank word in place of the one that ends at the byte, and where it starts.
fn filled(source: &Source, byte: u32) -> (u32, Source) {
    let at = Span::new(0, byte).range().end.min(source.text().len());
    let at = (0..=at).rev().find(|&at| source.text().is_char_boundary(at)).unwrap_or(0);
    let (before, after) = source.text().split_at(at);
    let kept = before.trim_end_matches(|it: char| it.is_alphanumeric() || it == '_');
    (offset(kept.len()), Source::new(source.name(), format!("{kept}{BLANK}{after}")))
}

/// Names that fit, if a name is wanted at the place.
fn names(text: &Accord, start: u32) -> Option<Vec<Candidate>> {
    let mut wanted: Option<Wanted> = None;
    walk(text, &mut |_, seen| match seen {
        Seen::Name(name, kind) if name.span.start == start => wanted = Some(kind),
        _ => (),
    });
    let scope = Scope::of(text, &[]);
    let fitting = scope.words(wanted?).filter(|word| *word != BLANK);
    let candidate = |word: &str| {
        let entry = scope.entry(word);
        let kind = entry.map_or("name", |entry| entry.keyword);
        let detail = entry.map_or(String::new(), |entry| entry.called.to_owned());
        Candidate { word: word.to_owned(), kind, detail }
    };
    Some(fitting.map(candidate).collect())
}

/// Words of the language that could stand there.
fn words(filled: &Source, start: u32) -> Vec<Candidate> {
    let tokens = terms(&lexer::tokens(filled, &mut Report::default()));
    let before: Vec<Token> = tokens.into_iter().filter(|it| it.span.end <= start).collect();
    let words: Vec<&'static str> = match before.last().map(|it| it.kind) {
        Some(TokenKind::Number) => return keywords(Unit::words().collect(), "unit"),
        None | Some(TokenKind::Newline | TokenKind::OpenBrace | TokenKind::CloseBrace) => {
            starts(filled, &before)
        }
        Some(TokenKind::Comma) => {
            starts(filled, &before).into_iter().chain(MANNER.iter().copied()).collect()
        }
        _ => MANNER.to_vec(),
    };
    keywords(words, "keyword")
}

/// Words that can start a clause inside the blocks that are open there.
fn starts(filled: &Source, before: &[Token]) -> Vec<&'static str> {
    let mut open: Vec<&str> = Vec::new();
    let mut first: Option<&str> = None;
    for token in before {
        match token.kind {
            TokenKind::OpenBrace => open.push(first.take().unwrap_or("")),
            TokenKind::CloseBrace => _ = open.pop(),
            TokenKind::Newline => first = None,
            _ => first = first.or(Some(filled.at(token.span))),
        }
    }
    match open.last() {
        None => ARTICLES.to_vec(),
        Some(article) => clauses(article).iter().chain(COMMON).copied().collect(),
    }
}

fn keywords(words: Vec<&'static str>, kind: &'static str) -> Vec<Candidate> {
    let bare = words.into_iter().map(|word| word.trim_end_matches('*').to_owned());
    bare.map(|word| Candidate { word, kind, detail: String::new() }).collect()
}
