//! Bytes of a text to the protocol's lines and UTF-16 columns, and back.

use lang::source::Source;
use lang::span::Span;
use lsp_types::{Position, Range};

/// The place of a byte.
pub fn position(source: &Source, byte: u32) -> Position {
    let line = source.place(Span::new(byte, byte)).line;
    let start = source.line_span(line).start;
    let before = source.at(Span::new(start, byte));
    Position::new(line - 1, length(before.encode_utf16().count()))
}

/// The places of a span.
pub fn range(source: &Source, span: Span) -> Range {
    Range::new(position(source, span.start), position(source, span.end))
}

/// The byte at a place; the end of the line if the place is past it.
pub fn byte(source: &Source, position: Position) -> u32 {
    let line = source.line_span(position.line.saturating_add(1));
    let mut units = 0;
    for (at, character) in source.at(line).char_indices() {
        if units >= position.character {
            return line.start + length(at);
        }
        units += length(character.len_utf16());
    }
    line.end
}

/// All of a text.
pub fn whole(source: &Source) -> Range {
    range(source, Span::new(0, length(source.text().len())))
}

/// Texts are bounded far below 4 GiB.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
