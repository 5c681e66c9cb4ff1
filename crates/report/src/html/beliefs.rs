//! Every belief: value, range, source, mark, how far it moves the answer, who differs.

use explore::assess::turns::Influence;
use maud::html;
use world::{Entry, EntryId};

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::ethics::{Support, mark};
use crate::number::{figure as digits, percent_fine};
use crate::page::Page;
use crate::words::{belief, turning};

/// The whole table of what the reader believes, what moves the answer most first.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let mut entries: Vec<(u32, &Entry)> = (0_u32..).zip(&page.beliefs.entries).collect();
    // Stable: what was not varied stays in the order of the file.
    entries.sort_by_key(|(index, _)| rank(page, *index).unwrap_or(usize::MAX));
    let rows: Vec<Vec<String>> = entries.iter().map(|(id, entry)| row(page, *id, entry)).collect();
    let heads = heads(&[
        "belief",
        "value",
        "range",
        "because",
        "mark",
        "rank of influence",
        "moves the slack by",
        "the answer turns",
        "who differs",
        "line",
    ]);
    let support = Support::of(page.beliefs);
    let body = html! {
        (paragraph(&format!("{}. Every number above follows from these and from the text; \
                             change one and run it again.", support.words())))
        (paragraph(RANKED))
        (table("Every belief", &heads, &rows))
    };
    Section::new("beliefs", "Every belief", body)
}

/// What the rank is, and what it is not.
const RANKED: &str = "Rank of influence: each belief with a range is moved alone to both ends of it; the rank goes by the \
     larger change of a side's slack, as a share of what keeping is worth to it. It is one belief at a time and no \
     share of a variance; detente explore gives that. Who differs: each side as you see it, each type of a \
     side, and other readers whose files were named.";

/// Its place in the order of influence, from 1; nothing for what was not varied or moves nothing.
fn rank(page: &Page<'_>, index: u32) -> Option<usize> {
    let list = &page.assessment.influence;
    let place = list.iter().position(|it| it.entry.0 == index && it.swing > 0.0)?;
    Some(place + 1)
}

fn row(page: &Page<'_>, index: u32, entry: &Entry) -> Vec<String> {
    let none = || "-".to_owned();
    let pull = page.assessment.turns.iter().find(|it| it.entry.0 == index);
    let swing = page.assessment.influence.iter().find(|it| it.entry.0 == index);
    let moves = |it: &Influence| {
        format!("{} ({})", percent_fine(it.swing), page.labels.actor_name(it.party))
    };
    let others = belief::others(page, EntryId(index)).into_iter();
    let others: Vec<String> =
        others.map(|(who, value)| format!("{who} {}", digits(value))).collect();
    vec![
        entry.name.clone(),
        digits(entry.value),
        belief::range(entry).unwrap_or_else(none),
        entry.because.clone(),
        mark(entry.mark).to_owned(),
        rank(page, index).map_or_else(none, |place| place.to_string()),
        swing.map_or_else(none, moves),
        pull.map_or_else(none, |it| turning::belief_row(page, it).turns),
        if others.is_empty() { none() } else { others.join("; ") },
        entry.line.to_string(),
    ]
}
