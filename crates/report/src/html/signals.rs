//! What telling and talking are worth.

use explore::assess::signals::{LineWorth, NoticeWorth, SideWorth};
use kernel::ActorId;
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::number::{figure, percent_fine};
use crate::page::Page;
use crate::words::signals;

/// Lines and notices, with and without.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let it = &page.assessment.signals;
    let brief = signals::brief(page)?;
    let lines: Vec<Vec<String>> = it.lines.iter().flat_map(|line| of_line(page, line)).collect();
    let notices: Vec<Vec<String>> =
        it.notices.iter().flat_map(|notice| of_notice(page, notice)).collect();
    let body = html! {
        (paragraph(&brief))
        (paragraph(
            "An act that must be told, or an attack that nobody directed, may be taken for an attack: an \
             alarm about nothing. A word over a line that is heard may clear it; else it may be answered \
             with force, and force may lead to war. Without a line means the same text without its \
             article. Everybody keeps to the text but for what the table says."
        ))
        @if !lines.is_empty() {
            (table(
                "What a line is worth",
                &heads(&["line", "side", "value with", "without", "in force at the horizon with",
                    "without", "war with", "without"]),
                &lines
            ))
        }
        @if !notices.is_empty() {
            (table(
                "What a notice withheld costs",
                &heads(&["notice by", "side", "once", "always", "in force at the horizon told",
                    "never told", "war told", "never told"]),
                &notices
            ))
        }
    };
    Section::new("signals", "Notices and lines", body)
}

fn of_line(page: &Page<'_>, it: &LineWorth) -> Vec<Vec<String>> {
    let row = |side: &SideWorth| {
        let mut row = vec![signals::line(page, it), page.labels.short(side.party)];
        row.extend([side.with, side.without].map(|value| figure(value.centre())));
        row.extend(it.survival.into_iter().chain(it.war).map(percent_fine));
        row
    };
    it.parties.iter().map(row).collect()
}

fn of_notice(page: &Page<'_>, it: &NoticeWorth) -> Vec<Vec<String>> {
    let who = format!("{}, {}", signals::notice(page, it), page.labels.short(it.by));
    let row = |((party, once), (_, never)): (&(ActorId, f64), &(ActorId, f64))| {
        let mut row = vec![who.clone(), page.labels.short(*party), figure(*once), figure(*never)];
        row.extend(it.survival.into_iter().chain(it.war).map(percent_fine));
        row
    };
    it.once.iter().zip(&it.never).map(row).collect()
}
