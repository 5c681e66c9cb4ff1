//! Gathers diagnostics in one pass.

use crate::diagnostic::{Diagnostic, Severity};

/// More than this many errors help nobody.
const MOST: usize = 200;

/// Every diagnostic of one reading, at most [`MOST`] of them.
#[derive(Debug, Default)]
pub struct Report {
    found: Vec<Diagnostic>,
    dropped: usize,
}

impl Report {
    /// Adds one, unless one of the same code stands at the same place.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        let same =
            |other: &Diagnostic| other.span == diagnostic.span && other.code == diagnostic.code;
        if self.found.last().is_some_and(same) {
            return;
        }
        if self.found.len() < MOST {
            self.found.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// How many errors there are so far.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|it| it.severity == Severity::Error).count() + self.dropped
    }

    /// All of them in the order of the text.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|it| (it.span.start, it.severity));
        if let (true, Some(last)) = (self.dropped > 0, self.found.last().cloned()) {
            let message = format!("{} more errors are not shown", self.dropped);
            self.found.push(Diagnostic::note("A000", last.span.after(), message));
        }
        self.found
    }
}
