//! The canonical form of a text and the hash of its terms.
//!
//! The form is specified in `docs/language.md`. It is itself a text of the language, one clause
//! a line, and reading it gives the same terms: so two texts with one canonical form say the
//! same, and two that say different things have different hashes.

use sha2::{Digest, Sha256};

use crate::block::Clause;
use crate::diagnostic::Diagnostic;
use crate::layout::{spaced, spell};
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
    let text = String::with_capacity(source.text().len());
    let mut writer = Writer { source, layers, text };
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
        let starts = &self.layers.starts;
        let from = starts.partition_point(|start| *start <= clause.tokens.start);
        let to = starts.partition_point(|start| *start < clause.tokens.end);
        let mut start = clause.tokens.start;
        for next in starts.get(from..to).unwrap_or(&[]) {
            if self.written(start..*next) {
                self.text.push('\n');
            }
            start = *next;
        }
        let written = self.written(start..clause.tokens.end);
        let end = self.text.len();
        self.text.push_str(" {\n");
        let empty = self.text.len();
        let inner = clause.block.iter().flat_map(|block| &block.clauses);
        inner.for_each(|clause| self.clause(clause));
        if self.text.len() == empty {
            self.text.truncate(end);
            self.text.push_str(if written { "\n" } else { "" });
        } else {
            self.text.push_str("}\n");
        }
    }

    /// Writes tokens with one space where one belongs, and says whether there were any; commas at
    /// either end or in a row are no terms.
    fn written(&mut self, range: std::ops::Range<usize>) -> bool {
        let (source, layers) = (self.source, self.layers);
        let mut before = None;
        let mut comma = false;
        let mut rest = layers.tokens.get(range).unwrap_or(&[]);
        while let Some((token, tail)) = rest.split_first() {
            rest = tail;
            match token.kind {
                TokenKind::Newline => continue,
                TokenKind::Comma => {
                    comma = before.is_some();
                    continue;
                }
                TokenKind::Word => {
                    if let Some(after) = after_acceptance(source, *token, tail) {
                        rest = after;
                        continue;
                    }
                }
                _ => (),
            }
            if std::mem::take(&mut comma) {
                self.text.push_str(", ");
            } else if before.is_some_and(|before| spaced(before, token.kind)) {
                self.text.push(' ');
            }
            spell(source, *token, &mut self.text);
            before = Some(token.kind);
        }
        before.is_some()
    }
}

/// What stands after `accepting CODE because "…"`, if that is what starts here: that a warning is
/// accepted is no term.
fn after_acceptance<'a>(source: &Source, first: Token, tail: &'a [Token]) -> Option<&'a [Token]> {
    if source.at(first.span) != "accepting" {
        return None;
    }
    let end = tail.iter().position(|token| token.kind == TokenKind::Text)?;
    tail.get(end + 1..)
}
