//! Literate texts: prose in Markdown, the terms in fenced blocks marked `accord` (or `beliefs`).
//!
//! The prose is read as white space of the same length, so that every place in the terms is the
//! place in the file.
//!
//! # Source
//! CommonMark 0.31, section 4.5 (fenced code blocks).

use std::ops::Range;

/// Words after a fence that mark its block as terms.
const MARKS: [&str; 2] = ["accord", "beliefs"];

/// Whether a file of this name is prose with terms in fences.
#[must_use]
pub fn is_literate(name: &str) -> bool {
    MARKS.iter().any(|mark| name.ends_with(&format!(".{mark}.md")))
}

/// The text with everything outside the fences made white space, byte for byte as long.
#[must_use]
pub fn terms_only(text: &str) -> String {
    let mut blank: Vec<u8> =
        text.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    for fence in fences(text) {
        blank[fence.clone()].copy_from_slice(&text.as_bytes()[fence]);
    }
    String::from_utf8_lossy(&blank).into_owned()
}

/// Where terms stand: the bytes between the lines of each fence. One that is not closed goes on
/// to the end.
#[must_use]
pub fn fences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        match &open {
            None => open = Open::of(line, end),
            Some(fence) if fence.is_closed_by(line) => {
                found.extend(fence.terms.then_some(fence.start..start));
                open = None;
            }
            Some(_) => (),
        }
    }
    found.extend(open.filter(|fence| fence.terms).map(|fence| fence.start..text.len()));
    found
}

/// A fence whose end has not come yet.
struct Open<'a> {
    /// Its backticks or tildes.
    bar: &'a str,
    /// Whether it holds terms.
    terms: bool,
    /// The first byte after its line.
    start: usize,
}

impl<'a> Open<'a> {
    fn of(line: &'a str, start: usize) -> Option<Self> {
        let (bar, info) = bar(line)?;
        if bar.starts_with('`') && info.contains('`') {
            return None; // code within a line, not a fence
        }
        let terms = info.split_whitespace().next().is_some_and(|word| MARKS.contains(&word));
        Some(Self { bar, terms, start })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        bar(line).is_some_and(|(bar, info)| {
            bar.starts_with(self.bar) && info.trim().is_empty() && bar.len() >= self.bar.len()
        })
    }
}

/// Three or more backticks or tildes at the start of a line, and what follows them.
fn bar(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches(' ');
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = bare.chars().take_while(|it| *it == sign).count();
    (length >= 3 && line.len() - bare.len() <= 3).then(|| bare.split_at(length))
}
