//! Lines of a fixed width.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns of the page.
pub const WIDTH: usize = 80;

/// Breaks a text into lines at spaces; continuation lines are indented.
pub(super) fn wrap(text: &str, first: &str, then: &str) -> Vec<String> {
    let mut lines = vec![first.to_owned()];
    let mut empty = true;
    for word in &words(text) {
        let line = lines.last_mut().map(|line| (columns(line), line));
        let Some((used, line)) = line else { break };
        if empty {
            line.push_str(word);
        } else if used + 1 + columns(word) <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{then}{word}"));
        }
        empty = false;
    }
    lines
}

/// Words of a text; a number stays with its sign or with the word that says what it counts.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let sticks = word.starts_with('%') || words.last().is_some_and(|it| counts(it));
        match words.last_mut() {
            Some(last) if sticks => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Whether a number follows that reads badly on a line of its own.
fn counts(word: &str) -> bool {
    let last = word.rsplit(' ').next().unwrap_or(word);
    matches!(last.trim_start_matches('('), "line" | "month" | "phase" | "(n" | "n" | "=")
}

/// A paragraph without indentation.
pub(super) fn paragraph(text: &str) -> Vec<String> {
    wrap(text, "", "")
}

/// A paragraph whose lines after the first are indented by two.
pub(super) fn hanging(text: &str) -> Vec<String> {
    wrap(text, "", "  ")
}

/// Left part and right part at the two ends of a line, or on two lines if they do not fit.
pub(super) fn ends(left: &str, right: &str) -> Vec<String> {
    let used = columns(left) + columns(right);
    if used + 2 <= WIDTH {
        return vec![format!("{left}{}{right}", " ".repeat(WIDTH - used))];
    }
    let mut lines = paragraph(left);
    lines.extend(paragraph(right));
    lines
}

/// Pads to a width; longer texts are cut and marked with `...`.
pub(super) fn cell(text: &str, width: usize) -> String {
    let used = columns(text);
    if used <= width {
        return format!("{text}{}{}", after(text), " ".repeat(width - used));
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if columns(&kept) + letter.width().unwrap_or(0) + 3 > width {
            break;
        }
        kept.push(letter);
    }
    format!("{kept}{}...", after(&kept))
}

/// A mark without width after a text that runs from right to left: without it a terminal that
/// turns such texts would take two cells of a row for one text, and exchange them.
fn after(text: &str) -> &'static str {
    let leftward = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    if text.contains(leftward) { "\u{200e}" } else { "" }
}

/// How many columns a text takes: vowel signs none, most letters one, some two.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_the_page_and_no_word_is_lost() {
        let text = "word ".repeat(60);
        let lines = hanging(&text);
        assert!(lines.iter().all(|line| columns(line) <= WIDTH));
        assert_eq!(lines.join(" ").split_whitespace().count(), 60);
        assert!(lines[1].starts_with("  word"));
    }

    #[test]
    fn two_cells_from_right_to_left_keep_their_places_and_widths() {
        let row = format!("{}|", cell("يوماً", 8));
        assert_eq!(columns(&row), 9, "a vowel sign takes no column");
        assert!(row.contains("\u{200e} "), "what follows is no part of it");
        assert!(!cell("day", 8).contains('\u{200e}'));
        assert_eq!(columns(&cell("إعادة الانتشار خلال ٢١ يوماً", 12)), 12);
    }

    #[test]
    fn a_number_is_not_torn_from_what_it_counts() {
        assert_eq!(words("41 % (line 88); by month 12"), ["41 %", "(line 88);", "by", "month 12"]);
    }

    #[test]
    fn both_ends_share_a_line_if_they_fit() {
        assert_eq!(columns(&ends("title", "hash")[0]), WIDTH);
        assert_eq!(ends(&"t".repeat(70), "revision 1").len(), 2);
    }

    #[test]
    fn a_cell_has_its_width_whatever_stands_in_it() {
        assert_eq!(cell("Zürich", 8), "Zürich  ");
        assert_eq!(cell("a very long name", 9), "a very...");
    }
}
