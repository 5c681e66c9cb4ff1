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

/// One row of a list: indented, its lines after the first more so.
#[must_use]
pub fn entry(text: &str) -> String {
    format!("{}\n", layout::wrap(text, "  ", "    ").join("\n"))
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
        parts::from_record(page),
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

#[cfg(test)]
mod tests {
    use super::{WIDTH, entry};

    #[test]
    fn a_row_of_a_list_stays_within_the_page() {
        let row = entry(&"word ".repeat(40));
        assert!(row.lines().all(|line| line.chars().count() <= WIDTH), "{row}");
        assert!(row.lines().skip(1).all(|line| line.starts_with("    word")), "{row}");
    }
}
