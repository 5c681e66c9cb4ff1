//! What is to be said about a text itself: the language's diagnostics with their places.

use lang::diagnostic::{Diagnostic, Severity};
use lang::source::Source;

use crate::number::counted;

/// One finding about a text, at the place where people look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Stable code such as `A101`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One line, the user's words in backticks.
    pub message: String,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Character in the line, from 1.
    pub column: u32,
    /// Title of the enclosing article.
    pub article: Option<String>,
    /// A way out.
    pub help: Option<String>,
}

impl Remark {
    /// A diagnostic with its place in the source.
    #[must_use]
    pub fn new(source: &Source, diagnostic: &Diagnostic) -> Self {
        let place = source.place(diagnostic.span);
        Self {
            code: diagnostic.code.to_owned(),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            file: source.name().to_owned(),
            line: place.line,
            column: place.column,
            article: diagnostic.article.clone(),
            help: diagnostic.help.clone(),
        }
    }

    /// Whether it blocks signing.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How many errors and warnings, in words: `no errors, three warnings`.
#[must_use]
pub fn tally(remarks: &[Remark]) -> String {
    let of = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
}

/// The word for a severity.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
