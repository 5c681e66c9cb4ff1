//! What each party may be after, and what its acts would tell of that.

use explore::assess::intent::{Intent, Reveal, TypePlan};
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::labels::capital;
use crate::number::{chance, interval, percent};
use crate::page::Page;
use crate::words::deviation;
use crate::words::intent::{does, landmark};

/// The section; nothing if the beliefs give no types.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let list = &page.assessment.intents;
    if list.is_empty() {
        return None;
    }
    let plans = heads(&["type", "how likely", "what it would do", "gains by leaving", "in force"]);
    let body = html! {
        (paragraph("Types are the reader's: the same text, other numbers. A type whose best plan gains no \
                    more than the tolerance keeps; any other follows that plan, the others keeping."))
        @for it in list {
            @let rows: Vec<Vec<String>> = it.types.iter().map(|of| plan(page, it, of)).collect();
            @let who = page.labels.the_first(it.party);
            (table(&format!("{who}, by type"), &plans, &rows))
            @let rows = reveals(page, it);
            @if !rows.is_empty() { (table(&format!("{who}: what an act would tell"), &acts(it), &rows)) }
        }
        (paragraph("What an act would tell is arithmetic on these odds (Bayes), once the act is known. \
                    It is no finding about anybody's mind."))
    };
    Section::new("intent", "Intent", body)
}

fn plan(page: &Page<'_>, it: &Intent, of: &TypePlan) -> Vec<String> {
    let odds = match of.range.0 < of.range.1 {
        true => {
            format!("{} ({} to {})", percent(of.odds), percent(of.range.0), percent(of.range.1))
        }
        false => percent(of.odds),
    };
    let lasts = landmark(of).map_or_else(
        || "-".to_owned(),
        |(month, alive)| format!("{}, month {month}", chance(alive)),
    );
    vec![of.name.clone(), odds, does(page, it, of), interval(of.loss.lower, of.loss.upper), lasts]
}

fn acts(it: &Intent) -> Vec<String> {
    let done = it.types.iter().map(|of| format!("done by {}", of.name));
    let after = it.types.iter().map(|of| format!("then {}", of.name));
    std::iter::once("act".to_owned()).chain(done).chain(after).collect()
}

fn reveals(page: &Page<'_>, it: &Intent) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = it.reveals.iter().map(|row| reveal(page, row)).collect();
    if !it.if_kept.is_empty() {
        let kept = it.types.iter().map(|of| chance(1.0 - of.departs));
        let after = it.if_kept.iter().map(|odds| chance(*odds));
        rows.push(
            std::iter::once("No departure at all".to_owned()).chain(kept).chain(after).collect(),
        );
    }
    rows
}

fn reveal(page: &Page<'_>, row: &Reveal) -> Vec<String> {
    let line = page.labels.at_line(row.clause);
    let act = format!("{}{line}", capital(&deviation::doing(page.labels, &row.act)));
    let numbers = row.done.iter().chain(&row.odds).map(|it| chance(*it));
    std::iter::once(act).chain(numbers).collect()
}
