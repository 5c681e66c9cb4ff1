//! The red-line map: zones that the text names, the red lines drawn in them, and what happened where.

use atlas::{Passage, Placed, Sheet, ZoneRow, sheet};
use explore::replay::Entry;
use report::zones::passages;
use schemars::JsonSchema;
use serde::Serialize;

use super::Moment;
use super::incidents::{Redline, incidents};

/// Spans of time that a map can be asked for, in days; nothing for all.
pub const SPANS: [Option<i32>; 4] = [Some(30), Some(90), Some(365), None];

/// The map.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Map {
    /// Days back from the moment that is shown; nothing for all.
    pub days: Option<i32>,
    /// Zones of the text.
    pub zones: Vec<ZoneRow>,
    /// Red lines with who may answer at which level.
    pub redlines: Vec<Redline>,
    /// Red lines that no zone bounds.
    pub without_zone: Vec<String>,
    /// What the record says of red lines: crossings and answers, latest first.
    pub record: Vec<Passage>,
    /// What happened, latest first.
    pub occurrences: Vec<Placed>,
}

/// The map at a moment, with what happened in the days before it.
#[must_use]
pub fn map(moment: &Moment, days: Option<i32>) -> Map {
    let (matter, zones) = (&moment.matter, &moment.labels().zones);
    let record = crossings(moment, days);
    // Where day 0 is no date, nothing of the tables can be set beside the record.
    let day = matter.date(moment.at);
    let beside = if day.is_some() { matter.occurrences.as_slice() } else { &[] };
    let Sheet { zones, occurrences } = sheet((zones, beside, &record), day, days);
    let redlines = incidents(moment).redlines;
    let bounded = |row: &&Redline| !zones.iter().any(|it| it.redlines.contains(&row.title));
    Map {
        days,
        without_zone: redlines.iter().filter(bounded).map(|row| row.title.clone()).collect(),
        redlines,
        record,
        zones,
        occurrences,
    }
}

/// What the record says of red lines in the days before a moment, latest first.
fn crossings(moment: &Moment, days: Option<i32>) -> Vec<Passage> {
    let span = days.and_then(|days| u32::try_from(days).ok()).map(kernel::Hours::days);
    let from = span.map_or(kernel::Hours::ZERO, |span| moment.at.minus(span.min(moment.at)));
    let date = |it: &Entry| {
        let stamp = moment.stamp(it.at);
        stamp.date.unwrap_or_else(|| stamp.day.to_string())
    };
    let words = |it: &Entry| {
        let line = it.line.and_then(|line| moment.matter.lines.get(line));
        line.map(|line| line.text.clone()).unwrap_or_default()
    };
    let shown = moment.entries().iter().rev().filter(|it| it.at >= from);
    shown.flat_map(|it| passages(moment.labels(), it, date, words)).collect()
}
