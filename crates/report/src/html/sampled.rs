//! Margins by samples, beside those of what was enumerated.

use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::number::figure;
use crate::page::Page;
use crate::words::deviation::doing;
use crate::words::sampled;

/// What samples of the full text say of single departures.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let sentence = sampled::sentence(page)?;
    let heads =
        heads(&["departure", "phase", "sampled margin", "enumerated", "visits", "pairs", "doubt"]);
    let body = html! {
        (paragraph(&sentence))
        @for it in &page.assessment.sampled {
            (paragraph(&sampled::stake(page, it)))
            (table(&format!("Keeping less departing, {}", page.labels.short(it.party)), &heads,
                   &it.rows.iter().map(|row| cells(page, row)).collect::<Vec<_>>()))
        }
        (paragraph(sampled::LIMITS))
        (paragraph("Each sampled margin stands with its standard error and is the least of its states, \
                    which is too low by about that error. Beside it stands the margin of the same \
                    departure in the enumerated core, where there is one, with its certified error. \
                    What the beliefs leave out and give no odds does not happen in samples: relief \
                    whose stages have none is never felt. The word of the answer rests on what was enumerated and never on samples."))
    };
    Section::new("sampled", "Sampled margins", body)
}

fn cells(page: &Page<'_>, row: &explore::assess::sampled::SampledRow) -> Vec<String> {
    let phase = row.phase.map(|it| page.labels.numbered_phase(it));
    vec![
        doing(page.labels, &row.least.deviation),
        phase.unwrap_or_else(|| "-".to_owned()),
        sampled::margin(row),
        sampled::exact(row),
        figure(row.least.visits),
        row.least.pairs.to_string(),
        sampled::doubt(row).to_owned(),
    ]
}
