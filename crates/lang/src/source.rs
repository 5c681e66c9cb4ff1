//! A text with its name, and where its lines start.

use crate::diagnostic::Diagnostic;
use crate::literate;
use crate::span::Span;

/// Largest text read: sixteen mebibytes, a thousand times a long treaty.
pub const LARGEST: usize = 16 << 20;

/// One text to read.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// The text with its prose, if it has any.
    literate: Option<String>,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Character in the line, from 1.
    pub column: u32,
}

impl Source {
    /// A text that is already known to be UTF-8; of one named `….accord.md` the terms in its
    /// fences count (see [`literate`]).
    ///
    /// Text after [`LARGEST`] bytes is cut off; [`Source::from_bytes`] refuses it instead.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.len() > LARGEST {
            let end = (0..=LARGEST).rev().find(|&end| text.is_char_boundary(end));
            text.truncate(end.unwrap_or(0));
        }
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| offset(at) + 1)).collect();
        let name = name.into();
        let prose = literate::is_literate(&name);
        let (text, literate) =
            if prose { (literate::terms_only(&text), Some(text)) } else { (text, None) };
        Self { name, text, line_starts, literate }
    }

    /// Reads bytes as UTF-8.
    ///
    /// # Errors
    /// `A001` with the offset of the first byte that is not UTF-8, `A002` if the text is too
    /// large.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        if bytes.len() > LARGEST {
            let message =
                format!("{} bytes are more than a text may have ({LARGEST})", bytes.len());
            return Err(Box::new(Diagnostic::error("A002", Span::default(), message)));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let at = offset(error.valid_up_to());
                let message = format!("byte {at} is not UTF-8 text");
                Err(Box::new(
                    Diagnostic::error("A001", Span::new(at, at), message)
                        .help("save the file as plain text in UTF-8"),
                ))
            }
        }
    }

    /// The name it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All of it as it was given, prose and terms.
    #[must_use]
    pub fn as_given(&self) -> &str {
        self.literate.as_deref().unwrap_or(&self.text)
    }

    /// All of its terms; prose is white space.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands at a place; nothing if the place is not in the text.
    #[must_use]
    pub fn at(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a place.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let line = self.line_index(span.start);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let before = self.at(Span::new(start, span.start));
        Place { line: offset(line) + 1, column: offset(before.chars().count()) + 1 }
    }

    /// The line with this number, from 1, without its break.
    #[must_use]
    pub fn line(&self, number: u32) -> &str {
        self.at(self.line_span(number))
    }

    /// Where the line with this number stands, from 1, without its break; empty past the end.
    #[must_use]
    pub fn line_span(&self, number: u32) -> Span {
        let index = usize::try_from(number).unwrap_or(0).saturating_sub(1);
        let past = offset(self.text.len());
        let Some(&start) = self.line_starts.get(index) else { return Span::new(past, past) };
        let end = self.line_starts.get(index + 1).copied().unwrap_or(past);
        let kept = self.at(Span::new(start, end)).trim_end_matches(['\n', '\r']);
        Span::new(start, start + offset(kept.len()))
    }

    /// Whether a place is the first in its line.
    #[must_use]
    pub fn starts_line(&self, at: u32) -> bool {
        self.line_starts.get(self.line_index(at)) == Some(&at)
    }

    fn line_index(&self, at: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= at).saturating_sub(1)
    }
}

/// A length as a byte offset; texts are bounded far below 4 GiB.
pub(crate) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
