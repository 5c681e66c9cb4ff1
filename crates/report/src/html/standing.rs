//! Where a record stands: what moved the outlook, what was recorded, what comes next.

use explore::outlook::{Glance, Side, Why};
use maud::{Markup, html};

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::deadlines::{Deadline, deadlines};
use crate::history::{NO_FINDING, words_of};
use crate::number::{chance, counted, figure, interval};
use crate::page::{Page, Record};
use crate::plan::NO_ORDER;
use crate::words::{moved as words, room};

/// Rows of the record that are printed: the latest.
const RECENT: usize = 40;

/// What moved the outlook since another date.
pub(super) fn moved(page: &Page<'_>) -> Option<Section> {
    let record = page.record.as_ref()?;
    let (was, steps) = record.moved?;
    let mut before = was;
    let mut rows = vec![glance(record, "stood then".to_owned(), was, None)];
    for step in steps {
        let why = why(record, &step.why);
        rows.push(glance(record, why, &step.to, Some(before)));
        before = &step.to;
    }
    let (since, now) = (record.day(was.at), record.day(record.at));
    let body = html! {
        (paragraph(&format!(
            "From {since} to {now}, line by line in the order of the record, and the time between as steps of \
             its own: what each moved, under these beliefs. In another order the lines would share the \
             change otherwise; what is told of a line is arithmetic and no blame."
        )))
        (paragraph(&words::sentence(page, record, was, steps)))
        (table("What moved the outlook", &columns(page, was), &rows))
    };
    Section::new("moved", "What moved it", body)
}

fn columns(page: &Page<'_>, was: &Glance) -> Vec<String> {
    let mut all = heads(&["after", "on"]);
    for side in &was.sides {
        let who = page.labels.short(side.party);
        all.extend(
            ["keeps", "worth of keeping", "gain of leaving", "least room"]
                .map(|it| format!("{who}: {it}")),
        );
    }
    let alive = was.alive.iter().map(|(month, _)| format!("in force {month} periods on"));
    all.extend(alive);
    all
}

fn glance(record: &Record<'_>, after: String, it: &Glance, before: Option<&Glance>) -> Vec<String> {
    let mut row = vec![after, record.day(it.at)];
    for (place, side) in it.sides.iter().enumerate() {
        let was = before.and_then(|before| before.sides.get(place));
        row.extend(of_side(side, was));
    }
    let alive = it.alive.iter().enumerate().map(|(place, (_, share))| {
        let was = before.and_then(|before| before.alive.get(place)).map(|it| it.1);
        with_change(chance(*share), was.map(|was| share - was))
    });
    row.extend(alive);
    row
}

fn of_side(side: &Side, was: Option<&Side>) -> [String; 4] {
    let stake = side.stake.centre();
    let worth = with_change(figure(stake), was.map(|was| stake - was.stake.centre()));
    let gain = interval(side.loss.lower, side.loss.upper);
    [words::keeps(side.holds).to_owned(), worth, gain, room::room(side.room)]
}

/// A number and by how much it moved, if by anything that is printed.
fn with_change(now: String, by: Option<f64>) -> String {
    match by.map(crate::number::signed) {
        Some(by) if by != "0" => format!("{now} ({by})"),
        _ => now,
    }
}

fn why(record: &Record<'_>, why: &Why) -> String {
    match why {
        Why::Time(span) => {
            let days = figure(f64::from(span.0) / 24.0);
            format!("{days} {} passed", if days == "1" { "day" } else { "days" })
        }
        Why::Lines(lines) => {
            let all = record.history.events.lines.get(lines.clone()).unwrap_or_default();
            all.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("; ")
        }
    }
}

/// The record with what the text says of each line.
pub(super) fn record(page: &Page<'_>) -> Option<Section> {
    let record = page.record.as_ref()?;
    let entries = &record.history.replay.entries;
    let row = |it: &explore::replay::Entry| {
        let line = it.line.and_then(|line| record.history.events.lines.get(line));
        let said: Vec<String> =
            it.verdicts.iter().map(|said| words_of(page.labels, said)).collect();
        vec![
            record.day(it.at),
            line.map_or_else(|| "time passes".to_owned(), |line| line.text.clone()),
            if said.is_empty() { "-".to_owned() } else { said.join("; ") },
            line.and_then(|line| line.source.clone()).unwrap_or_else(|| "-".to_owned()),
        ]
    };
    let left = entries.len().saturating_sub(RECENT);
    let rows: Vec<Vec<String>> = entries.iter().skip(left).map(row).collect();
    let heads = heads(&["on", "recorded", "the text says", "source"]);
    let body = html! {
        (paragraph(&state(record)))
        @if left > 0 { (paragraph(&format!("Of what came before, {} left to detente replay.", were(left)))) }
        (table("The record so far", &heads, &rows))
        (paragraph(NO_FINDING))
    };
    Section::new("record", "What the record says", body)
}

fn were(left: usize) -> String {
    let be = if left == 1 { "is" } else { "are" };
    format!("{} {be}", counted(left, "line"))
}

fn state(record: &Record<'_>) -> String {
    let told = format!(
        "As it stood on {}, read from {}.",
        record.day(record.at),
        record.history.run.history_file
    );
    match record.history.replay.ended {
        Some((at, ended)) => {
            let labels = record.history.labels;
            let how = crate::words::cause::name(labels, ended.cause, ended.by);
            format!("{told} It ended on {}: {how}.", record.day(at))
        }
        None => told,
    }
}

/// What falls due from there.
pub(super) fn next(page: &Page<'_>) -> Option<Section> {
    let record = page.record.as_ref()?;
    let all = deadlines(&record.schedule);
    let row = |it: &Deadline| {
        let who = if it.who.is_empty() { "-".to_owned() } else { it.who.clone() };
        let line = it.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        vec![record.day(it.at), it.kind.word().to_owned(), who, it.what.clone(), line]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let heads = heads(&["on", "what kind", "whose", "what", "line"]);
    let none: Markup = paragraph("Nothing has a date in the time that was looked at.");
    let body = html! {
        @if rows.is_empty() { (none) } @else { (table("Dates ahead", &heads, &rows)) }
        (paragraph(NO_ORDER))
    };
    Section::new("next", "What falls due", body)
}
