//! Accords and beliefs as commands need them: read, compiled, or a failure that shows why not.

use std::path::Path;

use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{Compiled, compile, render, terms_hash};
use report::Remark;

use crate::exit::Failure;
use crate::files;

/// A compiled accord with everything known of its text.
pub struct Text {
    /// The file.
    pub source: Source,
    /// Its tables.
    pub compiled: Compiled,
    /// Findings that do not block it.
    pub remarks: Vec<Remark>,
    /// Hash of the terms.
    pub hash: String,
}

/// Reads and compiles an accord.
pub fn accord(path: &Path) -> Result<Text, Failure> {
    let source = files::read(path)?;
    let compilation = compile(&source);
    let remarks = remarks(&source, &compilation.diagnostics);
    let Some(compiled) = compilation.compiled else {
        return Err(Failure::Text(render(&compilation.diagnostics, &source)));
    };
    let hash = terms_hash(&source).map_err(|found| Failure::Text(render(&found, &source)))?;
    Ok(Text { compiled, remarks, hash: hash.to_string(), source })
}

/// Findings with their places.
pub fn remarks(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Remark> {
    diagnostics.iter().map(|it| Remark::new(source, it)).collect()
}
