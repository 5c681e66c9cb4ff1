//! Whether any text could hold, with the bounds that say so.

use explore::anytext::Side;
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::labels::capital;
use crate::number::{figure, interval};
use crate::page::Page;
use crate::words::{anytext, deviation};

/// The section; nothing after a quick look.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let it = page.assessment.anytext.as_ref()?;
    let rows: Vec<Vec<String>> = it.sides.iter().map(|side| row(page, side)).collect();
    let heads = heads(&[
        "side",
        "gains by leaving, this text",
        "at least, under any text",
        "tolerance",
        "deterred least",
        "keeping less that, hardest answers",
    ]);
    let body = html! {
        (paragraph(&format!("{}.", capital(&anytext::sentence(page, it)))))
        (paragraph(
            "Asked of texts that ask the same acts of whoever keeps, with the same answers to red \
             lines, and do anything that the moves of this one allow to whoever departs. A floor is \
             what a side has at least by walking out, less everything that the others could do to it \
             in that period."
        ))
        @if !rows.is_empty() { (table("Bounds on what leaving gains", &heads, &rows)) }
        @for side in &it.sides { (paragraph(&format!("{}.", anytext::aggregated(page, side)))) }
    };
    Section::new("any-text", "Could any text hold", body)
}

fn row(page: &Page<'_>, side: &Side) -> Vec<String> {
    let closest = side.closest.as_ref();
    vec![
        page.labels.short(side.party),
        interval(side.attained.lower, side.attained.upper),
        interval(side.least.lower, side.least.upper),
        figure(side.tolerance),
        closest.map_or_else(String::new, |it| deviation::doing(page.labels, &it.deviation)),
        closest.map_or_else(String::new, |it| figure(it.margin)),
    ]
}
