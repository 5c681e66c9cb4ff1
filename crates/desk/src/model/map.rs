//! The red-line map: zones that the text names, the red lines drawn in them, and what happened where.

use schemars::JsonSchema;
use serde::Serialize;

use super::Moment;
use super::incidents::{Redline, incidents};
use crate::matter::{Occurrence, Point, Zone};

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
    /// What happened, latest first.
    pub occurrences: Vec<Placed>,
}

/// A zone.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ZoneRow {
    /// What people call it.
    pub title: String,
    /// The annex that draws it.
    pub annex: Option<String>,
    /// `text`, `rough` or `none`: where its outline is from.
    pub outline: &'static str,
    /// Its points, latitude and longitude.
    pub points: Vec<Point>,
    /// Red lines drawn in it.
    pub redlines: Vec<String>,
    /// `gap` without a red line, `overlap` with more than one, else `one`.
    pub cover: &'static str,
    /// What happened inside, in the span that is shown, if it has an outline.
    pub inside: Option<usize>,
}

/// Something that happened, where it may be shown.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Placed {
    /// On which day.
    pub date: String,
    /// Latitude and longitude, rounded to a tenth of a degree.
    pub place: Point,
    /// What was touched.
    pub target: String,
    /// By what means.
    pub means: String,
    /// What came of it.
    pub result: String,
    /// To whom a source attributes it. That is its word, no finding.
    pub attributed: Option<String>,
    /// How far the row may be trusted.
    pub mark: String,
    /// Where it was read.
    pub source: String,
    /// Which table holds it.
    pub table: &'static str,
    /// Titles of the zones it lies in.
    pub zones: Vec<String>,
}

/// The map at a moment, with what happened in the days before it.
#[must_use]
pub fn map(moment: &Moment, days: Option<i32>) -> Map {
    let matter = &moment.matter;
    let shown = matter.occurrences.iter().filter(|it| is_shown(moment, it, days));
    let mut occurrences: Vec<Placed> = shown.map(|it| placed(it, &matter.zones)).collect();
    occurrences.sort_by(|a, b| b.date.cmp(&a.date));
    let redlines = incidents(moment).redlines;
    let bounded = |row: &&Redline| !matter.zones.iter().any(|it| it.redlines.contains(&row.title));
    Map {
        days,
        zones: matter.zones.iter().map(|zone| zone_row(zone, &occurrences)).collect(),
        without_zone: redlines.iter().filter(bounded).map(|row| row.title.clone()).collect(),
        redlines,
        occurrences,
    }
}

fn is_shown(moment: &Moment, it: &Occurrence, days: Option<i32>) -> bool {
    let Some(today) = moment.matter.date(moment.at) else { return false };
    let from = days.and_then(|days| today.checked_sub(jiff::Span::new().days(days)).ok());
    it.date <= today && from.is_none_or(|from| it.date > from)
}

fn placed(it: &Occurrence, zones: &[Zone]) -> Placed {
    let place = (tenth(it.place.0), tenth(it.place.1));
    let around = zones.iter().filter(|zone| is_inside(place, &zone.outline));
    Placed {
        date: it.date.to_string(),
        place,
        target: it.target.clone(),
        means: it.means.clone(),
        result: it.result.clone(),
        attributed: it.attributed.clone(),
        mark: it.mark.clone(),
        source: it.source.clone(),
        table: it.table,
        zones: around.map(|zone| zone.title.clone()).collect(),
    }
}

fn tenth(degrees: f64) -> f64 {
    (degrees * 10.0).round() / 10.0
}

fn zone_row(zone: &Zone, occurrences: &[Placed]) -> ZoneRow {
    let inside = occurrences.iter().filter(|it| it.zones.contains(&zone.title)).count();
    ZoneRow {
        title: zone.title.clone(),
        annex: zone.annex.clone(),
        outline: match (zone.outline.is_empty(), zone.approximate) {
            (true, _) => "none",
            (false, true) => "rough",
            (false, false) => "text",
        },
        points: zone.outline.clone(),
        redlines: zone.redlines.clone(),
        cover: match zone.redlines.len() {
            0 => "gap",
            1 => "one",
            _ => "overlap",
        },
        inside: (!zone.outline.is_empty()).then_some(inside),
    }
}

/// Whether a point lies in an outline: a ray to the east crosses its edges an odd number of times.
fn is_inside((lat, lon): Point, outline: &[Point]) -> bool {
    let next = outline.iter().cycle().skip(1);
    let crossed = outline.iter().zip(next).filter(|((lat_a, lon_a), (lat_b, lon_b))| {
        let between = (*lat_a > lat) != (*lat_b > lat);
        between && lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_inside_an_outline_or_not() {
        let square = [(24.0, 50.0), (24.0, 56.0), (28.0, 56.0), (28.0, 50.0)];
        assert!(is_inside((26.0, 53.0), &square));
        assert!(!is_inside((29.0, 53.0), &square));
        assert!(!is_inside((26.0, 57.0), &square));
        assert!(!is_inside((26.0, 53.0), &[]));
    }
}
