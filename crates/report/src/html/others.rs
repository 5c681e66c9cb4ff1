//! Outsiders, two readings, and the same question as each side sees it.

use explore::assess::{OutsiderPrice, Reading, Seen};
use explore::hold::Holds;
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::labels::capital;
use crate::number::{counted, interval};
use crate::page::Page;
use crate::words::{outsider, reading};

/// What the text bears from those who did not sign.
pub(super) fn outsiders(page: &Page<'_>) -> Option<Section> {
    let list = &page.assessment.outsiders;
    if list.is_empty() {
        return None;
    }
    let row = |it: &OutsiderPrice| {
        let whom = it.party.map_or_else(|| "nobody".to_owned(), |who| page.labels.short(who));
        let phase =
            it.phase.map_or_else(|| "-".to_owned(), |phase| page.labels.numbered_phase(phase));
        vec![page.labels.short(it.outsider), outsider::bears(it), whom, phase]
    };
    let rows: Vec<Vec<String>> = list.iter().map(row).collect();
    let heads = heads(&["outsider", "acts borne", "leaving would then pay for", "thinnest phase"]);
    let body = html! {
        @for it in list {
            (paragraph(&format!("{}.", capital(&outsider::sentence(page, it)))))
        }
        (table("What the text bears", &heads, &rows))
        (paragraph("This is the robustness of the text, under these beliefs. It is no advice to \
                    anybody, and says nothing of what an outsider intends."))
    };
    Section::new("outsiders", "Those who did not sign", body)
}

/// Readings of the text and where they part.
pub(super) fn readings(page: &Page<'_>) -> Option<Section> {
    let sentence = reading::sentence(page)?;
    let row = |it: &Reading| {
        let keeps = it
            .holds
            .iter()
            .map(|(who, holds)| format!("{} {}", page.labels.short(*who), keeps(*holds)));
        let parts = it.parts.map_or_else(
            || "-".to_owned(),
            |at| format!("day {}{}", at.whole_days(), page.labels.at_line(it.clause)),
        );
        let digest: String = it.digest.to_string().chars().take(12).collect();
        vec![page.labels.short(it.reader), keeps.collect::<Vec<_>>().join(", "), parts, digest]
    };
    let rows: Vec<Vec<String>> = page.assessment.readings.iter().map(row).collect();
    let heads = heads(&["read by", "under that reading", "verdicts part on", "digest"]);
    let body = html! {
        (paragraph(&format!("{sentence}.")))
        (table("Readings of the text", &heads, &rows))
    };
    Section::new("readings", "Two readings", body)
}

fn keeps(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "keeps",
        Holds::No => "would gain by leaving",
        Holds::Undecided => "undecided",
    }
}

/// The same under each side's own beliefs, as the reader gives them.
pub(super) fn seen(page: &Page<'_>) -> Option<Section> {
    let list = &page.assessment.as_seen_by;
    if list.is_empty() {
        return None;
    }
    let row = |it: &Seen| {
        let own = page.beliefs.as_seen_by.iter().find(|(who, _)| *who == it.party);
        let differs = own.map_or(0, |(_, entries)| entries.len());
        vec![
            page.labels.short(it.party),
            keeps(it.holds).to_owned(),
            interval(it.stake.lower, it.stake.upper),
            interval(it.loss.lower, it.loss.upper),
            counted(differs, "belief"),
        ]
    };
    let rows: Vec<Vec<String>> = list.iter().map(row).collect();
    let heads =
        heads(&["party", "as it sees things", "worth of keeping", "gain of leaving", "differs in"]);
    let body = html! {
        (paragraph("Each side acts on what it believes. These are the reader's guesses of that."))
        (table("As each side sees it", &heads, &rows))
    };
    Section::new("seen", "As each side sees it", body)
}
