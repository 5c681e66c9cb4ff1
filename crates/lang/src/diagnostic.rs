//! What is wrong with a text, where, and what to do about it.

use serde::Serialize;

use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The text cannot be signed as it stands.
    Error,
    /// The text can be signed if the warning is accepted in it.
    Warning,
    /// Worth knowing.
    Note,
}

/// A place that takes part in a diagnostic, with its part in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Its part.
    pub text: String,
}

/// One finding about a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code such as `A101`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One line, lower case, the user's words in backticks.
    pub message: String,
    /// The culprit.
    pub span: Span,
    /// Every other participant.
    pub labels: Vec<Label>,
    /// Title (or name) of the enclosing article.
    pub article: Option<String>,
    /// A computed way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that blocks signing.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A finding that must be accepted in the file.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    /// A finding worth knowing.
    #[must_use]
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, span, message)
    }

    fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span,
            labels: Vec::new(),
            article: None,
            help: None,
        }
    }

    /// Adds another participant.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names the enclosing article.
    #[must_use]
    pub fn within(mut self, article: impl Into<String>) -> Self {
        self.article = Some(article.into());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it blocks signing.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
