//! Why a text could not be read.

use std::fmt;

use lang::diagnostic::Diagnostic;
use lang::render;
use lang::source::Source;
use report::Remark;

use crate::text::remarks;

/// What is wrong with a text, with the text itself.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The text.
    pub source: Source,
    /// All findings about it, at least one of which is an error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// The findings with their places.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        remarks(&self.source, &self.diagnostics)
    }
}

/// Why there is nothing to analyse.
#[derive(Clone, Debug)]
pub enum Unread {
    /// A text has errors.
    Text(Box<Findings>),
    /// The beliefs leave something out that cannot be left out; one line.
    LeftOut(String),
    /// What was asked cannot be answered; one line with a way out.
    Usage(String),
    /// The program failed, not its user; one line.
    Bug(String),
}

impl Unread {
    pub(crate) fn text(source: &Source, diagnostics: Vec<Diagnostic>) -> Self {
        Self::Text(Box::new(Findings { source: source.clone(), diagnostics }))
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(found) => f.write_str(&render(&found.diagnostics, &found.source)),
            Self::LeftOut(said) | Self::Usage(said) | Self::Bug(said) => f.write_str(said),
        }
    }
}

impl std::error::Error for Unread {}
