//! The sections of `docs/checks.md`: `## A317 Title (warning)`, then marked paragraphs.

use super::Page;
use crate::diagnostic::Severity;

/// Where each part of a section starts.
const MARKS: [(&str, Part); 6] = [
    ("*Why.*", Part::Why),
    ("*Case.*", Part::Case),
    ("*Bad*", Part::Bad),
    ("*Good*", Part::Good),
    ("*Way out*", Part::WayOut),
    ("*Not seen.*", Part::NotSeen),
];

#[derive(Clone, Copy)]
enum Part {
    Why,
    Case,
    Bad,
    Good,
    WayOut,
    NotSeen,
}

/// A page for each section that is headed by a code.
pub(super) fn pages(document: &str) -> Vec<Page> {
    let sections = document.split("\n## ").skip(1);
    sections.filter_map(|section| page(section.split("\n## ").next()?)).collect()
}

fn page(section: &str) -> Option<Page> {
    let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
    let (code, title) = heading.split_once(' ')?;
    if !code.starts_with('A') || !code[1..].chars().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let (title, severities) = graded(title);
    let mut page = Page { severities, ..Page::line(code, Severity::Error, title) };
    fill(&mut page, body);
    Some(page)
}

/// `Title (error or warning)` as title and severities; an error if nothing is said.
fn graded(title: &str) -> (&str, Vec<Severity>) {
    let words =
        [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
    let split = title.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let Some((bare, inside)) = split else { return (title, vec![Severity::Error]) };
    let named = |word: &str| words.iter().find(|it| it.0 == word).map(|it| it.1);
    match inside.split(" or ").map(named).collect::<Option<Vec<_>>>() {
        Some(severities) => (bare, severities),
        None => (title, vec![Severity::Error]),
    }
}

/// Puts what stands after each mark into its part; what stands before any is why.
fn fill(page: &mut Page, body: &str) {
    let mut starts: Vec<(usize, usize, Part)> = MARKS
        .iter()
        .flat_map(|(mark, part)| body.match_indices(mark).map(|(at, _)| (at, mark.len(), *part)))
        .collect();
    starts.sort_by_key(|it| it.0);
    let first = starts.first().map_or(body.len(), |it| it.0);
    add(&mut page.more, &body[..first]);
    for (index, (at, length, part)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(body.len(), |it| it.0);
        let text = &body[at + length..end];
        match part {
            Part::Why => add(&mut page.why, text),
            Part::Case => add(&mut page.case, text),
            Part::Bad => add(&mut page.bad, text),
            Part::Good => add(&mut page.good, text),
            Part::WayOut => add(&mut page.more, &format!("Way out: {}.", ended(text))),
            Part::NotSeen => add(&mut page.more, &format!("Not seen: {}.", ended(text))),
        }
    }
}

/// Without what ends it.
fn ended(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// As one line each: line ends in the document are layout.
fn add(to: &mut String, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !to.is_empty() && !text.is_empty() {
        to.push(' ');
    }
    to.push_str(&text);
}
