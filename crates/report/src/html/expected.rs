//! What the text expects of itself.

use explore::expect::Checked;
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::page::Page;
use crate::words::expected::{how, word};

/// Every expectation and worked example with what became of it.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let list = &page.assessment.expected;
    if list.is_empty() {
        return None;
    }
    let row = |it: &Checked| {
        let place = page.labels.place(it.clause);
        let line = place.map_or_else(|| "-".to_owned(), |place| place.line.to_string());
        let quote = place.map_or_else(String::new, |place| place.quote.clone());
        let how = how(page.labels, &it.outcome).unwrap_or_else(|| "-".to_owned());
        vec![line, quote, word(&it.outcome), how]
    };
    let rows: Vec<Vec<String>> = list.iter().map(row).collect();
    let heads = heads(&["line", "the text expects", "found", "how"]);
    let body = html! {
        (paragraph(
            "The text states properties and worked examples of itself. They were checked on every \
             state that the model reaches: \u{201c}always\u{201d} with either side\u{2019}s single \
             departures and all of chance, \u{201c}reachable\u{201d} and worked examples with \
             everybody keeping."
        ))
        (table("What the text expects", &heads, &rows))
    };
    Section::new("expected", "What the text expects of itself", body)
}
