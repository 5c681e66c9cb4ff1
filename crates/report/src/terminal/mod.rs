//! The terminal page: the whole answer in one screen of at most 80 columns.

mod layout;
mod parts;
mod tables;

use crate::page::Page;

pub use layout::WIDTH;

/// A paragraph in lines of the page's width, a line break at its end.
#[must_use]
pub fn paragraph(text: &str) -> String {
    format!("{}\n", layout::paragraph(text).join("\n"))
}

/// The same, its lines after the first indented.
#[must_use]
pub fn wrapped(text: &str) -> String {
    format!("{}\n", layout::hanging(text).join("\n"))
}

/// Two texts at the two ends of a line, or under each other; a line break at the end.
#[must_use]
pub fn ends(left: &str, right: &str) -> String {
    format!("{}\n", layout::ends(left, right).join("\n"))
}

/// The page as plain text, a line break at its end.
#[must_use]
pub fn page(page: &Page<'_>) -> String {
    let blocks = [
        parts::head(page),
        parts::answer(page),
        tables::room(page),
        parts::weakest(page),
        tables::turning(page),
        parts::others(page),
        parts::foot(page),
    ];
    let full = blocks.into_iter().filter(|block| !block.is_empty());
    let text: Vec<String> = full.map(|block| block.join("\n")).collect();
    format!("{}\n", text.join("\n\n"))
}
