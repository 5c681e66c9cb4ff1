//! Tables of codes: `| A003, A004 | one thing; another |`.

use super::Page;
use crate::diagnostic::Severity;

/// A page for each code in a table's first column. Several codes in a row share what the row says
/// in parts, cut at semicolons, if there are as many parts as codes; else the whole of it.
pub(super) fn pages(document: &str) -> Vec<Page> {
    document.lines().flat_map(row).collect()
}

fn row(line: &str) -> Vec<Page> {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [codes, said] = cells[..] else { return Vec::new() };
    let codes: Vec<&str> = codes.split(", ").collect();
    if !line.starts_with("| A") || !codes.iter().all(|code| is_code(code)) {
        return Vec::new();
    }
    let parts: Vec<&str> = said.split("; ").collect();
    let of = |at: usize| if parts.len() == codes.len() { parts[at] } else { said };
    codes.iter().enumerate().map(|(at, code)| page(code, of(at))).collect()
}

fn is_code(text: &str) -> bool {
    text.len() == 4 && text.starts_with('A') && text[1..].chars().all(|it| it.is_ascii_digit())
}

fn page(code: &str, said: &str) -> Page {
    match said.strip_prefix("(a note) ") {
        Some(rest) => Page::line(code, Severity::Note, rest),
        None => Page::line(code, Severity::Error, said),
    }
}
