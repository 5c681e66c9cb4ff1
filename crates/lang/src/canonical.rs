//! The canonical form of a text and the hash of its terms.
//!
//! The form is specified in `docs/language.md`. It is itself a text of the language, one clause
//! a line, and reading it gives the same terms: so two texts with one canonical form say the
//! same, and two that say different things have different hashes.

use sha2::{Digest, Sha256};

use crate::block::Clause;
use crate::diagnostic::Diagnostic;
use crate::layout::{spaced, spelled};
use crate::lexer::{Token, TokenKind};
use crate::parse::Layers;
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
    let layers = Layers::read(source, None);
    if !layers.parsed.is_clean() {
        return Err(layers.parsed.diagnostics);
    }
    Ok(written(source, &layers))
}

fn written(source: &Source, layers: &Layers) -> String {
    let mut writer = Writer { source, layers, text: String::new() };
    layers.clauses.iter().for_each(|clause| writer.clause(clause));
    writer.text
}

/// The hash of terms that have been read already; nothing if there were errors.
pub(crate) fn hash_as_read(source: &Source, layers: &Layers) -> Option<TermsHash> {
    let clean = layers.parsed.is_clean();
    clean.then(|| TermsHash(Sha256::digest(written(source, layers)).into()))
}

/// The hash of the terms.
///
/// # Errors
/// As [`canonical`].
pub fn terms_hash(source: &Source) -> Result<TermsHash, Vec<Diagnostic>> {
    Ok(TermsHash(Sha256::digest(canonical(source)?).into()))
}

struct Writer<'a> {
    source: &'a Source,
    layers: &'a Layers,
    text: String,
}

impl Writer<'_> {
    /// The clauses of one line, each on its own, and the block of the last.
    fn clause(&mut self, clause: &Clause) {
        let mut lines = self.lines(clause);
        let last = lines.pop().unwrap_or_default();
        lines.iter().for_each(|line| self.line(line));
        let start = self.text.len();
        self.text.push_str(&last);
        self.text.push_str(" {\n");
        let empty = self.text.len();
        let inner = clause.block.iter().flat_map(|block| &block.clauses);
        inner.for_each(|clause| self.clause(clause));
        if self.text.len() == empty {
            self.text.truncate(start);
            self.line(&last);
        } else {
            self.text.push_str("}\n");
        }
    }

    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// The tokens of a line, cut where the reader found a clause to start.
    fn lines(&self, clause: &Clause) -> Vec<String> {
        let starts = &self.layers.starts;
        let from = starts.partition_point(|start| *start <= clause.tokens.start);
        let to = starts.partition_point(|start| *start < clause.tokens.end);
        let mut cuts = vec![clause.tokens.start];
        cuts.extend(starts.get(from..to).unwrap_or(&[]));
        cuts.push(clause.tokens.end);
        cuts.windows(2).map(|cut| self.written(cut[0]..cut[1])).collect()
    }

    fn written(&self, range: std::ops::Range<usize>) -> String {
        let own = self.layers.tokens.get(range).unwrap_or(&[]);
        joined(self.source, &without_acceptances(self.source, own))
    }
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
