//! An accord as it was written, compiled.

use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{Compiled, compile_as_signed, terms_hash};
use report::{Labels, Remark};

use crate::unread::Unread;

/// A compiled accord with everything known of its text.
pub struct Text {
    /// The file.
    pub source: Source,
    /// Its tables.
    pub compiled: Compiled,
    /// Findings that do not keep it from being run.
    pub remarks: Vec<Remark>,
    /// Hash of the terms.
    pub hash: String,
}

impl Text {
    /// Compiles a text. What blocks signing alone is remarked on and blocks nothing: history signed
    /// such texts, and a draft may be weighed before it is mended.
    ///
    /// # Errors
    /// Errors in the text.
    pub fn compiled(source: Source) -> Result<Self, Unread> {
        let compilation = compile_as_signed(&source);
        let remarks = remarks(&source, &compilation.diagnostics);
        let Some(compiled) = compilation.compiled else {
            return Err(Unread::text(&source, compilation.diagnostics));
        };
        let hash = terms_hash(&source).map_err(|found| Unread::text(&source, found))?;
        Ok(Self { compiled, remarks, hash: hash.to_string(), source })
    }

    /// What its rows are called.
    #[must_use]
    pub fn labels(&self) -> Labels {
        Labels::from_text(&self.compiled, self.hash.clone())
    }
}

/// Findings with their places.
#[must_use]
pub fn remarks(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Remark> {
    diagnostics.iter().map(|it| Remark::new(source, it)).collect()
}
