//! What a name or an amount stands for, shown beside it.

use lang::outline::{Declaration, Outline, outline};
use lang::span::Span;
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::documents::Documents;
use super::places;

/// What stands under the pointer.
pub fn hover(documents: &Documents, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let source = documents.get(&at.text_document.uri)?;
    let byte = places::byte(source, at.position);
    let outline = outline(source);
    let (span, value) = amount(&outline, byte).or_else(|| name(&outline, byte))?;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: Some(places::range(source, span)),
    })
}

fn amount(outline: &Outline, byte: u32) -> Option<(Span, String)> {
    outline.measure(byte).map(|it| (it.span, it.shown.clone()))
}

fn name(outline: &Outline, byte: u32) -> Option<(Span, String)> {
    let (span, declaration) = outline.at(byte)?;
    Some((span, card(outline, declaration)))
}

/// A declaration in a few lines.
fn card(outline: &Outline, it: &Declaration) -> String {
    let file = it.workstream.as_ref().map_or_else(String::new, |file| format!(" in {file}"));
    let mut lines = vec![format!("**{}** `{}`{file}: {}", it.keyword, it.name, it.title)];
    lines.extend(window(it));
    if !it.answers.is_empty() {
        lines.push("who may answer:".to_owned());
        lines.extend(it.answers.iter().map(|answer| format!("- {answer}")));
    }
    let spoken_of = outline.spoken_of(&it.name);
    if !spoken_of.is_empty() {
        lines.push(format!("spoken of in: {}", spoken_of.join(", ")));
    }
    lines.join("\n\n")
}

fn window(it: &Declaration) -> Option<String> {
    let window = it.window.as_ref()?;
    let parts = [
        ("owed from", &window.earliest),
        ("done at the latest", &window.latest),
        ("proved at the latest", &window.proved),
    ];
    let said: Vec<String> =
        parts.iter().filter_map(|(word, day)| Some(format!("{word} {}", day.as_ref()?))).collect();
    Some(if said.is_empty() { "no clock says when".to_owned() } else { said.join("; ") })
}
