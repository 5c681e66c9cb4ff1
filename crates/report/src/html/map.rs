//! The red-line map: zones of the text, the record's crossings and answers, what public tables say happened where.

use atlas::published::{TABLES, occurrences};
use atlas::{Drawing, Passage, Placed, Sheet, ZoneRow, drawing, sheet};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::figure::{figure, heads, paragraph, table};
use crate::page::{Page, Record};
use crate::zones::passages;

/// Days before the day of a record that the map shows.
const SPAN: i32 = 365;
/// What the key calls each table, then older marks, zones without a red line and zones with more than one.
const KEY: [&str; 6] = [
    "shipping in the Gulf",
    "places of United States forces",
    "shipping in the Red Sea",
    "hollow: more than 30 days before the day of the map",
    "dashed: a zone without a red line",
    "bold: red lines overlap",
];

/// The map with its tables; a sentence where the text names no zone.
pub(super) fn drawn(page: &Page<'_>) -> Markup {
    let zones = &page.labels.zones;
    if zones.is_empty() {
        return paragraph("The text names no zone, so its red lines have no map.");
    }
    let record = page.record.as_ref().map_or_else(Vec::new, |it| crossings(page, it));
    let day = page.record.as_ref().and_then(today);
    let shown = sheet((zones, &occurrences(), &record), day, day.map(|_| SPAN));
    if shown.zones.iter().all(|zone| zone.points.is_empty()) {
        return html! {
            (paragraph("The text leaves the outlines of its zones to annexes, so they have no map."))
            (of_zones(&shown, &record))
            (unbounded(page))
        };
    }
    let description = described(&shown);
    let mut key = KEY;
    if day.is_none() {
        // Without a day nothing is older.
        key[3] = "";
    }
    let told = Drawing {
        id: "fig-map",
        title: "Red-line map",
        description: &description,
        country: &str::to_owned,
        zone: &said,
        rows: None,
        key: Some(key),
    };
    let caption = format!(
        "Red-line map: zones of the text with the red lines drawn in them, and what public tables say happened \
         {}. Places are rounded to a tenth of a degree. Outlines: Natural Earth, de-facto boundaries; where the \
         text leaves a zone to an annex the outline is a rough one of ours.",
        span(day)
    );
    html! {
        (figure(&drawing(&shown, &told), &caption, &numbers(&shown, &record)))
        (unbounded(page))
    }
}

fn span(day: Option<Date>) -> String {
    day.map_or_else(
        || "where, whatever the day".to_owned(),
        |day| format!("where in the {SPAN} days up to {day}"),
    )
}

/// The day on which a record stands.
fn today(record: &Record<'_>) -> Option<Date> {
    let days = i64::from(record.at.whole_days()).days();
    record.history.events.day_zero.0.checked_add(days).ok()
}

/// What the record says of red lines, latest first.
fn crossings(page: &Page<'_>, record: &Record<'_>) -> Vec<Passage> {
    let lines = &record.history.events.lines;
    let words = |it: &explore::replay::Entry| {
        it.line.and_then(|line| lines.get(line)).map(|line| line.text.clone()).unwrap_or_default()
    };
    let entries = record.history.replay.entries.iter().rev();
    entries.flat_map(|it| passages(page.labels, it, |it| record.day(it.at), words)).collect()
}

/// What stands under the name of a zone.
fn said(zone: &ZoneRow) -> Option<String> {
    let any = zone.crossed + zone.answered > 0;
    any.then(|| format!("crossed {}, answered {}", zone.crossed, zone.answered))
}

fn described(shown: &Sheet) -> String {
    let zone = |it: &ZoneRow| {
        let lines = it.redlines.len();
        format!("{}: {lines} red line{}", it.title, if lines == 1 { "" } else { "s" })
    };
    let zones: Vec<String> = shown.zones.iter().map(zone).collect();
    let count = shown.occurrences.len();
    format!("{}. {count} occurrences are marked; the tables below say the same.", zones.join("; "))
}

/// Zones, and what the record says of their red lines.
fn of_zones(shown: &Sheet, record: &[Passage]) -> Markup {
    let columns = heads(&[
        "zone",
        "outline",
        "red lines",
        "cover",
        "occurrences inside",
        "crossed",
        "answered",
    ]);
    let zones: Vec<Vec<String>> = shown.zones.iter().map(zone).collect();
    let passage = |it: &Passage| {
        let what = format!("{} {}", it.redline, it.what);
        vec![it.date.clone(), what, it.words.clone(), listed(&it.zones)]
    };
    let record: Vec<Vec<String>> = record.iter().map(passage).collect();
    html! {
        (table("Zones, with gaps and overlaps of red lines", &columns, &zones))
        @if !record.is_empty() {
            (table("Red lines in the record", &heads(&["day", "red line", "in the words of the record", "zone"]), &record))
        }
    }
}

/// What stands under the map.
fn numbers(shown: &Sheet, record: &[Passage]) -> Markup {
    let happened = heads(&[
        "day",
        "target",
        "means",
        "result",
        "place",
        "zone",
        "attributed to, by the source",
        "mark",
        "table",
    ]);
    let rows: Vec<Vec<String>> = shown.occurrences.iter().map(occurrence).collect();
    html! {
        (of_zones(shown, record))
        @if !rows.is_empty() { (table("What public tables say happened where", &happened, &rows)) }
        (paragraph("What a source says of who did it is its word and no finding. A gap in a table is not peace: \
                    some years are withheld for tests."))
    }
}

fn zone(it: &ZoneRow) -> Vec<String> {
    let outline = match it.outline {
        "text" => "drawn by the text",
        "rough" => "rough, of ours",
        _ => "not drawn",
    };
    let annex = it.annex.as_ref().map_or_else(String::new, |annex| format!(" (annex {annex})"));
    let cover = match it.cover {
        "gap" => "gap: no red line",
        "one" => "one red line",
        _ => "overlap",
    };
    vec![
        it.title.clone(),
        format!("{outline}{annex}"),
        listed(&it.redlines),
        cover.to_owned(),
        it.inside.map_or_else(|| "-".to_owned(), |inside| inside.to_string()),
        it.crossed.to_string(),
        it.answered.to_string(),
    ]
}

fn occurrence(it: &Placed) -> Vec<String> {
    vec![
        it.date.clone(),
        it.target.clone(),
        it.means.clone(),
        it.result.clone(),
        format!("{:.1}, {:.1}", it.place.0, it.place.1),
        listed(&it.zones),
        it.attributed.clone().unwrap_or_else(|| "-".to_owned()),
        format!("{} ({})", it.mark, it.source),
        table_name(it.table).to_owned(),
    ]
}

fn table_name(table: &str) -> &'static str {
    let named = TABLES.iter().zip(KEY).find(|(known, _)| **known == table);
    named.map_or("", |(_, name)| name)
}

fn listed(all: &[String]) -> String {
    if all.is_empty() { "-".to_owned() } else { all.join("; ") }
}

/// Red lines that no zone bounds.
fn unbounded(page: &Page<'_>) -> Markup {
    let bounded = |title: &String| page.labels.zones.iter().any(|it| it.redlines.contains(title));
    let titles = page.accord.redline_ids().map(|id| page.labels.redline(id));
    let rest: Vec<String> = titles.filter(|title| !bounded(title)).collect();
    html! {
        @if !rest.is_empty() { (paragraph(&format!("No zone bounds: {}.", rest.join("; ")))) }
    }
}
