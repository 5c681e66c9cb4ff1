//! Diagnostics of texts.

use serde::Serialize;

use crate::remark::{Remark, severity};

/// Everything to be said about some texts.
#[derive(Debug, Serialize)]
pub struct DiagnosticsJson<'a> {
    /// In the order of the texts.
    pub diagnostics: Vec<DiagnosticJson<'a>>,
    /// How many of them block signing.
    pub errors: usize,
}

/// One finding about a text.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Remark`, documented there and in docs/json.md")]
pub struct DiagnosticJson<'a> {
    pub code: &'a str,
    pub severity: &'static str,
    pub message: &'a str,
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
    pub article: Option<&'a str>,
    pub help: Option<&'a str>,
}

/// The findings about some texts.
#[must_use]
pub fn diagnostics(remarks: &[Remark]) -> DiagnosticsJson<'_> {
    DiagnosticsJson {
        diagnostics: remarks.iter().map(one).collect(),
        errors: remarks.iter().filter(|it| it.is_error()).count(),
    }
}

pub(super) fn one(remark: &Remark) -> DiagnosticJson<'_> {
    DiagnosticJson {
        code: &remark.code,
        severity: severity(remark.severity),
        message: &remark.message,
        file: &remark.file,
        line: remark.line,
        column: remark.column,
        article: remark.article.as_deref(),
        help: remark.help.as_deref(),
    }
}
