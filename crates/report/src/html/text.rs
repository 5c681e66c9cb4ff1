//! What is to be said about the text itself.

use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::labels::capital;
use crate::page::Page;
use crate::remark::{self, Remark};

/// Findings about the text, with their lines.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let row = |it: &Remark| {
        vec![
            it.code.clone(),
            remark::severity(it.severity).to_owned(),
            it.line.to_string(),
            it.message.clone(),
            it.help.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    };
    let rows: Vec<Vec<String>> = page.remarks.iter().map(row).collect();
    let heads = heads(&["code", "severity", "line", "finding", "way out"]);
    let tally = capital(&remark::tally(page.remarks));
    let body = html! {
        (paragraph(&format!("{tally} in {}.", page.run.accord_file)))
        @if !rows.is_empty() { (table("Findings about the text", &heads, &rows)) }
    };
    Section::new("text", "Checks of the text", body)
}
