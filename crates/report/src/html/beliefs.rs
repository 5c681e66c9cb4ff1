//! Every belief: value, range, source, mark.

use maud::html;
use world::Entry;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::ethics::{Support, mark};
use crate::number::figure as digits;
use crate::page::Page;
use crate::words::{belief, turning};

/// The whole table of what the reader believes.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let row = |(index, entry): (u32, &Entry)| {
        let pull = page.assessment.turns.iter().find(|it| it.entry.0 == index);
        vec![
            entry.name.clone(),
            digits(entry.value),
            belief::range(entry).unwrap_or_else(|| "-".to_owned()),
            entry.because.clone(),
            mark(entry.mark).to_owned(),
            pull.map_or_else(|| "-".to_owned(), |it| turning::belief_row(page, it).turns),
            entry.line.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = (0_u32..).zip(&page.beliefs.entries).map(row).collect();
    let heads = heads(&["belief", "value", "range", "because", "mark", "the answer turns", "line"]);
    let support = Support::of(page.beliefs);
    let body = html! {
        (paragraph(&format!("{}. Every number above follows from these and from the text; \
                             change one and run it again.", support.words())))
        (table("Every belief", &heads, &rows))
    };
    Section::new("beliefs", "Every belief", body)
}
