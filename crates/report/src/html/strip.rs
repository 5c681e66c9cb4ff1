//! The top of the page: which text, which terms, whose beliefs.

use maud::{Markup, html};

use crate::ethics::{EXAMPLE, FOOT, HANDLING, Support};
use crate::page::{Page, Record};
use crate::words::list;

/// Title, terms, parties, beliefs, and what the page is not.
pub(super) fn strip(page: &Page<'_>) -> Markup {
    let labels = page.labels;
    let parties: Vec<String> = page.signatories().iter().map(|it| labels.full(*it)).collect();
    html! {
        header {
            p class="program" { "Détente, assessment of a text under one reader's beliefs" }
            h1 { (labels.title) }
            (example(page))
            dl {
                (row("Signatories", &list(&parties)))
                (row("Terms", &format!("revision {}, hash {}", labels.revision, labels.short_hash())))
                (row("Beliefs", &beliefs(page)))
                @if let Some(record) = &page.record { (row("From", &from(record))) }
                @if let Some(date) = &page.run.date { (row("Made on", date)) }
            }
            p class="denial" { (FOOT) " " (HANDLING) }
        }
    }
}

/// Where a record stands; months and periods are counted from there.
fn from(record: &Record<'_>) -> String {
    let (day, days) = (record.day(record.at), record.at.whole_days());
    let file = &record.history.run.history_file;
    format!("{day} (day {days}), where {file} stands; months are counted from there")
}

fn example(page: &Page<'_>) -> Markup {
    let support = Support::of(page.beliefs);
    html! {
        @if support.is_example() {
            p class="watermark" {
                strong { (EXAMPLE) }
                ": " (support.judgement + support.recollected) " of " (support.entries)
                " beliefs rest on no source."
            }
        }
    }
}

fn beliefs(page: &Page<'_>) -> String {
    let support = Support::of(page.beliefs);
    let reader = page.beliefs.reader.trim();
    let whose = if reader.is_empty() { String::new() } else { format!(" of {reader}") };
    format!("{}{whose}, {}", page.run.beliefs_file, support.words())
}

fn row(name: &str, value: &str) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}
