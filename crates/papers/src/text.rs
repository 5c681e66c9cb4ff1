//! A document as a text document (Office Open XML, ECMA-376), on A4.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, LineSpacing, PageMargin, Paragraph, Run, RunFonts, Shading,
    SpecialIndentType, Style, StyleType, Table as Grid, TableCell, TableRow, WidthType,
};
use report::document::{Block, Document, Table};

use crate::Fault;

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// Margins, in the same.
const MARGIN: i32 = 1_020;
/// Half points of the type.
const TYPE: usize = 18;
/// What type the document is set in; office programs have it or something near.
const FACE: &str = "Calibri";

/// The document; `foot` stands at its end in small type.
///
/// # Errors
/// [`Fault::Text`] if it cannot be packed.
pub fn text(document: &Document) -> Result<Vec<u8>, Fault> {
    let mut docx = base().add_paragraph(line(&document.title, 30, true, 60));
    for block in &document.blocks {
        docx = put(docx, block);
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(|error| Fault::Text(error.to_string()))?;
    Ok(bytes.into_inner())
}

fn base() -> Docx {
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: 400,
        footer: 400,
        gutter: 0,
    };
    let heading = Style::new("Heading2", StyleType::Paragraph).name("heading 2").size(22).bold();
    Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .default_fonts(RunFonts::new().ascii(FACE).hi_ansi(FACE).cs(FACE))
        .default_size(TYPE)
        .add_style(heading)
}

fn put(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading(_, text) => docx.add_paragraph(
            line(text, 22, true, 20).style("Heading2").line_spacing(spacing(100, 30)),
        ),
        Block::Paragraph(text) => docx.add_paragraph(line(text, TYPE, false, 70)),
        Block::Notice(text) => docx.add_paragraph(line(text, TYPE, true, 70)),
        Block::Quote(text, from) => docx.add_paragraph(quote(text, from)),
        Block::List(items) => items.iter().fold(docx, |docx, it| docx.add_paragraph(item(it))),
        Block::Pairs(pairs) => {
            pairs.iter().fold(docx, |docx, (name, it)| docx.add_paragraph(pair(name, it)))
        }
        Block::Table(it) => {
            docx.add_paragraph(line(&it.caption, TYPE, true, 30)).add_table(grid(it))
        }
        Block::Figure { number, caption, .. } => {
            docx.add_paragraph(line(&format!("Figure {number}. {caption}"), TYPE, false, 70))
        }
        Block::Code(text) => {
            let run =
                Run::new().add_text(sound(text)).fonts(RunFonts::new().ascii("Consolas")).size(16);
            docx.add_paragraph(Paragraph::new().add_run(run))
        }
    }
}

/// A text without signs that XML cannot hold.
fn sound(text: &str) -> String {
    let held = |it: char| !it.is_control() && !matches!(it, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|it| if held(it) { it } else { ' ' }).collect()
}

fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

fn line(text: &str, size: usize, bold: bool, after: u32) -> Paragraph {
    let run = Run::new().add_text(sound(text)).size(size);
    let run = if bold { run.bold() } else { run };
    Paragraph::new().add_run(run).line_spacing(spacing(0, after)).align(AlignmentType::Left)
}

/// The words of the text, and where they stand on a line of its own.
fn quote(text: &str, from: &str) -> Paragraph {
    let words = Run::new().add_text(sound(text)).italic().add_break(BreakType::TextWrapping);
    let place = Run::new().add_text(sound(from)).size(16);
    Paragraph::new()
        .add_run(words)
        .add_run(place)
        .indent(Some(360), None, None, None)
        .line_spacing(spacing(0, 60))
}

/// An item of a list, its mark hanging.
fn item(text: &str) -> Paragraph {
    let run = Run::new().add_text(sound(&format!("\u{2022} {text}")));
    Paragraph::new()
        .add_run(run)
        .indent(Some(240), Some(SpecialIndentType::Hanging(160)), None, None)
        .line_spacing(spacing(0, 30))
}

fn pair(name: &str, text: &str) -> Paragraph {
    let name = Run::new().add_text(sound(&format!("{name}: "))).bold();
    Paragraph::new()
        .add_run(name)
        .add_run(Run::new().add_text(sound(text)))
        .line_spacing(spacing(0, 20))
}

fn grid(it: &Table) -> Grid {
    let cell = |text: &String, head: bool| {
        let found = TableCell::new().add_paragraph(line(text, 16, head, 10));
        if head { found.shading(Shading::new().fill("EEF1F5")) } else { found }
    };
    let row = |cells: &Vec<String>, head| {
        TableRow::new(cells.iter().map(|text| cell(text, head)).collect())
    };
    let rows = std::iter::once(row(&it.heads, true)).chain(it.rows.iter().map(|it| row(it, false)));
    Grid::new(rows.collect()).width(5_000, WidthType::Pct)
}
