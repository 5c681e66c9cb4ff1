//! The canonical form of a text and the hash of its terms.
//!
//! The form is specified in `docs/language.md`. It is itself a text of the language, one article
//! a line, and reading it gives the same terms: so two texts with one canonical form say the
//! same, and two that say different things have different hashes.

use sha2::{Digest, Sha256};

use crate::block::{self, Clause};
use crate::diagnostic::Diagnostic;
use crate::layout::{spaced, spelled};
use crate::lexer::{self, Token, TokenKind};
use crate::parse::{parse, terms};
use crate::report::Report;
use crate::source::Source;

/// SHA-256 of the canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermsHash(pub [u8; 32]);

impl TermsHash {
    /// The first eight hexadecimal digits, `4f1c-09be`: for people to compare, not for machines.
    #[must_use]
    pub fn short(&self) -> String {
        let digits = self.to_string();
        format!("{}-{}", digits.get(..4).unwrap_or(""), digits.get(4..8).unwrap_or(""))
    }
}

impl std::fmt::Display for TermsHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The canonical form of a text.
///
/// # Errors
/// The errors of a text that cannot be read: only terms that are understood can be signed.
pub fn canonical(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(source);
    if !parsed.is_clean() {
        return Err(parsed.diagnostics);
    }
    let mut report = Report::default();
    let tokens = terms(&lexer::tokens(source, &mut report));
    let clauses = block::clauses(source, &tokens, &mut report);
    let lines = clauses.iter().map(|clause| written(source, &tokens, clause));
    Ok(lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect())
}

/// The hash of the terms.
///
/// # Errors
/// As [`canonical`].
pub fn terms_hash(source: &Source) -> Result<TermsHash, Vec<Diagnostic>> {
    Ok(TermsHash(Sha256::digest(canonical(source)?).into()))
}

/// One clause with its block, on one line.
fn written(source: &Source, tokens: &[Token], clause: &Clause) -> String {
    let own = tokens.get(clause.tokens.clone()).unwrap_or(&[]);
    let own = without_acceptances(source, own);
    let mut line = joined(source, &own);
    let Some(block) = &clause.block else { return line };
    let inner = block.clauses.iter().map(|inner| written(source, tokens, inner));
    let inner: Vec<_> = inner.filter(|inner| !inner.is_empty()).collect();
    if !inner.is_empty() {
        line = format!("{line} {{ {} }}", inner.join(", "));
    }
    line
}

/// Tokens with one space where one belongs; commas at either end or in a row are no terms.
fn joined(source: &Source, tokens: &[Token]) -> String {
    let mut line = String::new();
    let mut before = None;
    let mut comma = false;
    for token in tokens.iter().filter(|token| token.kind != TokenKind::Newline) {
        if token.kind == TokenKind::Comma {
            comma = before.is_some();
            continue;
        }
        if std::mem::take(&mut comma) {
            line.push_str(", ");
        } else if before.is_some_and(|before| spaced(before, token.kind)) {
            line.push(' ');
        }
        line.push_str(&spelled(source, *token));
        before = Some(token.kind);
    }
    line
}

/// Leaves out `accepting CODE because "…"`: that a warning is accepted is no term.
fn without_acceptances(source: &Source, tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, tail)) = rest.split_first() {
        let accepts = first.kind == TokenKind::Word && source.at(first.span) == "accepting";
        let end = tail.iter().position(|token| token.kind == TokenKind::Text).filter(|_| accepts);
        match end {
            Some(end) => rest = tail.get(end + 1..).unwrap_or(&[]),
            None => {
                kept.push(*first);
                rest = tail;
            }
        }
    }
    kept
}
