//! From a name to where it is declared and used; all of them changed at once.

use lang::outline::{Declaration, outline};
use lang::source::Source;
use lang::span::Span;
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, GotoDefinitionParams,
    GotoDefinitionResponse, Location, PrepareRenameResponse, ReferenceParams, RenameParams,
    SymbolKind, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::documents::{Documents, edit_of};
use super::places;

/// Where the name under the pointer is declared.
pub fn definition(
    documents: &Documents,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let found = named(documents, &params.text_document_position_params)?;
    let span = outline(found.source).declaration(&found.name)?.span;
    Some(GotoDefinitionResponse::Scalar(found.location(span)))
}

/// Every place of the name under the pointer.
pub fn references(documents: &Documents, params: &ReferenceParams) -> Option<Vec<Location>> {
    let found = named(documents, &params.text_document_position)?;
    let mut places = outline(found.source).places(&found.name);
    if !params.context.include_declaration {
        places.retain(|span| Some(*span) != found.declared);
    }
    Some(places.into_iter().map(|span| found.location(span)).collect())
}

/// What would be renamed.
pub fn prepare_rename(
    documents: &Documents,
    at: &TextDocumentPositionParams,
) -> Option<PrepareRenameResponse> {
    let found = named(documents, at)?;
    Some(PrepareRenameResponse::Range(places::range(found.source, found.span)))
}

/// The name under the pointer changed everywhere; nothing if the new word is no name.
pub fn rename(documents: &Documents, params: &RenameParams) -> Option<WorkspaceEdit> {
    let found = named(documents, &params.text_document_position)?;
    let word = &params.new_name;
    let letters = |it: char| it.is_alphanumeric() || it == '_';
    let is_name = word.starts_with(char::is_alphabetic) && word.chars().all(letters);
    let outline = outline(found.source);
    let taken = outline.declaration(word).is_some();
    if !is_name || taken {
        return None;
    }
    let places = outline.places(&found.name);
    let edit = |span| TextEdit::new(places::range(found.source, span), word.clone());
    Some(edit_of(found.uri, places.into_iter().map(edit).collect()))
}

/// What the text declares, for the editor's own outline.
pub fn symbols(
    documents: &Documents,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let source = documents.get(&params.text_document.uri)?;
    let declared = outline(source).declared;
    Some(DocumentSymbolResponse::Nested(declared.iter().map(|it| symbol(source, it)).collect()))
}

#[allow(deprecated)] // the protocol's type asks for the old field too
fn symbol(source: &Source, it: &Declaration) -> DocumentSymbol {
    let holds = it.whole.start <= it.span.start && it.span.end <= it.whole.end;
    DocumentSymbol {
        name: it.name.clone(),
        detail: Some(format!("{} {}", it.keyword, it.title)),
        kind: kind(it.keyword),
        tags: None,
        deprecated: None,
        range: places::range(source, if holds { it.whole } else { it.span }),
        selection_range: places::range(source, it.span),
        children: None,
    }
}

fn kind(keyword: &str) -> SymbolKind {
    match keyword {
        "party" | "outsider" | "group" | "bloc" | "body" => SymbolKind::CLASS,
        "workstream" | "zone" => SymbolKind::NAMESPACE,
        "quantity" => SymbolKind::NUMBER,
        "phase" => SymbolKind::MODULE,
        "step" | "mutual" | "freeze" => SymbolKind::METHOD,
        "redline" | "inquiry" | "dispute" | "snapback" => SymbolKind::EVENT,
        _ => SymbolKind::OBJECT,
    }
}

/// The name under the pointer, and where it is declared.
struct Named<'a> {
    uri: &'a Uri,
    source: &'a Source,
    name: String,
    span: Span,
    declared: Option<Span>,
}

impl Named<'_> {
    fn location(&self, span: Span) -> Location {
        Location::new(self.uri.clone(), places::range(self.source, span))
    }
}

fn named<'a>(documents: &'a Documents, at: &'a TextDocumentPositionParams) -> Option<Named<'a>> {
    let uri = &at.text_document.uri;
    let source = documents.get(uri)?;
    let outline = outline(source);
    let (span, declaration) = outline.at(places::byte(source, at.position))?;
    let (name, declared) = (declaration.name.clone(), Some(declaration.span));
    Some(Named { uri, source, name, span, declared })
}
