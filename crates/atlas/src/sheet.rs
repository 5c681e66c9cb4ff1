//! What a map shows, as rows: zones with what was said and done in them, and occurrences by place and time.

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Latitude and longitude in degrees, north and east positive.
pub type Point = (f64, f64);

/// A place that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// As the text names it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The annex that draws it.
    pub annex: Option<String>,
    /// Its outline, if the text or a table gives one.
    pub outline: Vec<Point>,
    /// Whether the outline is a rough one of ours because the text leaves it to an annex.
    pub approximate: bool,
    /// Red lines drawn in it, by title.
    pub redlines: Vec<String>,
}

/// Something that happened somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// On which day.
    pub date: Date,
    /// Where; positions are rounded to a tenth of a degree when they are shown.
    pub place: Point,
    /// What was touched.
    pub target: String,
    /// By what means.
    pub means: String,
    /// What came of it.
    pub result: String,
    /// To whom a source attributes it, in its words.
    pub attributed: Option<String>,
    /// How far the row may be trusted.
    pub mark: String,
    /// Where it was read.
    pub source: String,
    /// Which table holds it.
    pub table: &'static str,
}

/// What a record says of a red line: crossed, or answered. It has a zone if its red line has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    /// When, as it is dated.
    pub date: String,
    /// The red line, by title.
    pub redline: String,
    /// `crossed`, `answered`, `absorbed` or `unanswered`.
    pub what: &'static str,
    /// In the words of the record.
    pub words: String,
    /// Titles of the zones that the red line is drawn in.
    pub zones: Vec<String>,
}

/// A zone with what is drawn and what happened in it.
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
    /// How often the record says that a red line of it was crossed, in the span that is shown.
    pub crossed: usize,
    /// How often the record says that such a crossing was answered.
    pub answered: usize,
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
    /// Whether it lies more than thirty days before the day of the map.
    pub older: bool,
}

/// Days for which an occurrence is a recent one.
const RECENT_DAYS: i32 = 30;

/// What a map shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Zones of the text.
    pub zones: Vec<ZoneRow>,
    /// What happened, latest first.
    pub occurrences: Vec<Placed>,
}

/// The map on a day, with what happened in so many days before it; all that happened up to it if no number is given.
/// Without a day nothing is left out and nothing is older.
#[must_use]
pub fn sheet(
    (zones, occurrences, record): (&[Zone], &[Occurrence], &[Passage]),
    day: Option<Date>,
    days: Option<i32>,
) -> Sheet {
    let back = |days: i32| day.and_then(|day| day.checked_sub(days.days()).ok());
    let from = days.and_then(back);
    let shown = |it: &&Occurrence| {
        day.is_none_or(|day| it.date <= day) && from.is_none_or(|from| it.date > from)
    };
    let recent = back(RECENT_DAYS);
    let mut all: Vec<Placed> =
        occurrences.iter().filter(shown).map(|it| placed(it, zones, recent)).collect();
    all.sort_by(|a, b| b.date.cmp(&a.date));
    Sheet {
        zones: zones.iter().map(|zone| zone_row(zone, &all, record)).collect(),
        occurrences: all,
    }
}

fn placed(it: &Occurrence, zones: &[Zone], recent: Option<Date>) -> Placed {
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
        older: recent.is_some_and(|recent| it.date <= recent),
    }
}

fn tenth(degrees: f64) -> f64 {
    (degrees * 10.0).round() / 10.0
}

fn zone_row(zone: &Zone, occurrences: &[Placed], record: &[Passage]) -> ZoneRow {
    let inside = occurrences.iter().filter(|it| it.zones.contains(&zone.title)).count();
    let said = |what: &[&str]| {
        let here = record.iter().filter(|it| it.zones.contains(&zone.title));
        here.filter(|it| what.contains(&it.what)).count()
    };
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
        crossed: said(&["crossed"]),
        answered: said(&["answered", "absorbed"]),
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

    fn square() -> Vec<Point> {
        vec![(24.0, 50.0), (24.0, 56.0), (28.0, 56.0), (28.0, 50.0)]
    }

    #[test]
    fn a_point_is_inside_an_outline_or_not() {
        assert!(is_inside((26.0, 53.0), &square()));
        assert!(!is_inside((29.0, 53.0), &square()));
        assert!(!is_inside((26.0, 57.0), &square()));
        assert!(!is_inside((26.0, 53.0), &[]));
    }

    #[test]
    fn a_span_has_its_days_and_nothing_after_them() {
        let all = crate::published::occurrences();
        let day = jiff::civil::date(2019, 9, 14);
        let month = sheet((&[], &all, &[]), Some(day), Some(30));
        assert!(month.occurrences.iter().all(|it| !it.older && it.date.as_str() > "2019-08-15"));
        let up_to = sheet((&[], &all, &[]), Some(day), None);
        assert!(up_to.occurrences.iter().all(|it| it.date.as_str() <= "2019-09-14"));
        assert!(up_to.occurrences.iter().any(|it| it.older));
        assert_eq!(sheet((&[], &all, &[]), None, None).occurrences.len(), all.len());
    }

    #[test]
    fn a_zone_counts_what_the_record_says_of_its_red_lines() {
        let zone = Zone {
            name: "Gulf".to_owned(),
            title: "The Gulf".to_owned(),
            annex: None,
            outline: square(),
            approximate: true,
            redlines: vec!["ships".to_owned()],
        };
        let said = |what| Passage {
            date: "2026-03-01".to_owned(),
            redline: "ships".to_owned(),
            what,
            words: String::new(),
            zones: vec!["The Gulf".to_owned()],
        };
        let record = ["crossed", "absorbed", "crossed", "unanswered"].map(said);
        let row = &sheet((&[zone], &[], &record), None, None).zones[0];
        assert_eq!((row.crossed, row.answered, row.cover, row.outline), (2, 1, "one", "rough"));
    }
}
