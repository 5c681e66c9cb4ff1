//! What could be written where the editor's cursor stands.

use lang::outline::{Candidate, candidates};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse};

use super::documents::Documents;
use super::places;

/// Names, clause words or units that fit at the cursor.
pub fn complete(documents: &Documents, params: &CompletionParams) -> Option<CompletionResponse> {
    let at = &params.text_document_position;
    let source = documents.get(&at.text_document.uri)?;
    let found = candidates(source, places::byte(source, at.position));
    Some(CompletionResponse::Array(found.into_iter().map(item).collect()))
}

fn item(candidate: Candidate) -> CompletionItem {
    let kind = match candidate.kind {
        "keyword" => CompletionItemKind::KEYWORD,
        "unit" => CompletionItemKind::UNIT,
        _ => CompletionItemKind::REFERENCE,
    };
    let detail = if candidate.detail.is_empty() {
        candidate.kind.to_owned()
    } else {
        format!("{} {}", candidate.kind, candidate.detail)
    };
    CompletionItem {
        label: candidate.word,
        kind: Some(kind),
        detail: Some(detail),
        ..CompletionItem::default()
    }
}
