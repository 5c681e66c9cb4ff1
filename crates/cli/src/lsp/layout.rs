//! The one layout, as an edit.

use lsp_types::{DocumentFormattingParams, TextEdit};

use super::documents::Documents;
use super::places;

/// The whole text laid out; no edit if it is so already, or if it cannot be laid out.
pub fn format(documents: &Documents, params: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    let source = documents.get(&params.text_document.uri)?;
    let text = lang::format(source).ok()?;
    let changed = text != source.as_given();
    Some(changed.then(|| TextEdit::new(places::whole(source), text)).into_iter().collect())
}
