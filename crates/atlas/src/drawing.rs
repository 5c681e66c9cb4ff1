//! The map as SVG: outlines by Natural Earth, zones, marks where something happened.

use std::fmt::Write as _;
use std::sync::OnceLock;

use maud::{Markup, PreEscaped, html};

use crate::published::{Country, TABLES, countries};
use crate::sheet::{Placed, Point, Sheet, ZoneRow};

/// What the classes of the picture look like; whoever shows it adds this to a style of its own.
pub const STYLE: &str = include_str!("map.css");

/// North and west edges of the picture, in degrees.
const CORNER: Point = (42.0, 30.0);
/// Units of the picture for a degree of latitude.
const SCALE: f64 = 26.0;
/// The same for a degree of longitude, at 25 degrees north, where it is true.
const ACROSS: f64 = SCALE * 0.906;
/// Width and height of the map: 38 by 34 degrees.
const SIZE: (f64, f64) = (38.0 * ACROSS, 34.0 * SCALE);
/// Points nearer to the last one than this are left out of an outline.
const NEAR: f64 = 1.1;
/// Height of a row of the key, and how much of the width each of its columns has.
const KEY_ROW: f64 = 30.0;
const KEY_COLUMNS: usize = 2;

/// How a map is told. Nothing in it is read as markup.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Unique on the page: the title and the description are named after it.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What it says, for those who do not see it.
    pub description: &'a str,
    /// How a country is called, given its name in English.
    pub country: &'a dyn Fn(&str) -> String,
    /// What stands under the name of a zone.
    pub zone: &'a dyn Fn(&ZoneRow) -> Option<String>,
    /// What the ids of the rows that marks lead to begin with; none where no row has one.
    pub rows: Option<&'a str>,
    /// What tables are called, where the picture has its own key: one name for each of [`TABLES`], then what older
    /// marks, zones without a red line and zones with more than one are called; an empty name leaves its sign out.
    pub key: Option<[&'a str; 6]>,
}

/// The picture.
#[must_use]
pub fn drawing(sheet: &Sheet, told: &Drawing<'_>) -> Markup {
    let (title, description) = (format!("{}-title", told.id), format!("{}-desc", told.id));
    let role = if told.rows.is_some() { "group" } else { "img" };
    let below = if told.key.is_some() { KEY_ROW * 3.0 + 12.0 } else { 0.0 };
    let (width, height) = (format!("{:.0}", SIZE.0), format!("{:.0}", SIZE.1 + below));
    html! {
        svg class="map" viewBox={ "0 0 " (width) " " (height) } role=(role)
            aria-labelledby={ (title) " " (description) } dir="ltr" xmlns=[told.rows.is_none().then_some("http://www.w3.org/2000/svg")] {
            title id=(title) { (told.title) }
            desc id=(description) { (told.description) }
            rect class="sea" x="0" y="0" width=(width) height=(height) {}
            path class="land" d=(PreEscaped(land())) {}
            @for (name, (x, y)) in names() {
                text class="country" x=(format!("{x:.0}")) y=(format!("{y:.0}")) { ((told.country)(name)) }
            }
            @for zone in &sheet.zones { (outline(zone)) }
            @for (at, it) in sheet.occurrences.iter().enumerate().rev() { (mark((at, it), told.rows)) }
            @for zone in &sheet.zones { (named(zone, (told.zone)(zone))) }
            @if let Some(names) = told.key { (key(&names, &width, &height)) }
        }
    }
}

/// A place in the picture.
fn spot((lat, lon): Point) -> (f64, f64) {
    ((lon - CORNER.1) * ACROSS, (CORNER.0 - lat) * SCALE)
}

fn outline(zone: &ZoneRow) -> Markup {
    let corners: Vec<String> =
        zone.points.iter().map(|it| spot(*it)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    html! {
        @if !corners.is_empty() {
            polygon class={ "zone " (zone.cover) } points=(corners.join(" ")) { title { (zone.title) } }
        }
    }
}

/// The name of a zone in its middle, over the marks, and what is said of it below.
fn named(zone: &ZoneRow, said: Option<String>) -> Markup {
    let count = f64::from(u32::try_from(zone.points.len()).unwrap_or(u32::MAX)).max(1.0);
    let spots = zone.points.iter().map(|it| spot(*it));
    let sum = spots.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let (x, y) = (sum.0 / count, sum.1 / count);
    let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
    html! {
        @if !zone.points.is_empty() {
            text class="zone-name" x=(x) y=(y) { (zone.title) }
            @if let Some(said) = said { text class="zone-name zone-said" x=(x) y=(y) dy="1.25em" { (said) } }
        }
    }
}

/// A mark, which leads to its row where it has one. Its shape says which table it is from, a hollow one is older.
fn mark((at, it): (usize, &Placed), rows: Option<&str>) -> Markup {
    let said = format!("{}: {}", it.date, it.target);
    let class = format!("{}{}", shape(it.table), if it.older { " older" } else { "" });
    let drawn = sign(&class, spot(it.place), Some(&said));
    html! {
        @if let Some(rows) = rows {
            a href={ "#" (rows) (at) } aria-label=(said) { (drawn) }
        } @else { (drawn) }
    }
}

fn sign(class: &str, (x, y): (f64, f64), said: Option<&str>) -> Markup {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    html! {
        g class={ "mark " (class) } transform={ "translate(" (x) "," (y) ")" } {
            @if let Some(said) = said { title { (said) } }
            @if class.starts_with("square") {
                rect x="-5" y="-5" width="10" height="10" {}
            } @else if class.starts_with("triangle") {
                path d="M0,-7 L6,5 L-6,5 Z" {}
            } @else {
                circle r="5.5" {}
            }
        }
    }
}

/// The shape of the marks of a table.
#[must_use]
pub fn shape(table: &str) -> &'static str {
    match table {
        "us_forces_attacks_dated" => "square",
        "houthi_ship_attacks" => "triangle",
        _ => "circle",
    }
}

/// The key below the map, two columns of three rows.
fn key(names: &[&str; 6], width: &str, bottom: &str) -> Markup {
    let place = |at: usize| {
        let whole = |number: usize| f64::from(u32::try_from(number).unwrap_or(0));
        let (row, column) = (at / KEY_COLUMNS, at % KEY_COLUMNS);
        (24.0 + whole(column) * SIZE.0 / 2.0, SIZE.1 + 22.0 + whole(row) * KEY_ROW)
    };
    let top = format!("{:.0}", SIZE.1);
    html! {
        rect class="paper" x="0" y=(top) width=(width) height=(bottom) {}
        @for (at, name) in names.iter().enumerate().filter(|it| !it.1.is_empty()) {
            @let (x, y) = place(at);
            @match at {
                0..3 => (sign(shape(TABLES[at]), (x, y), None)),
                3 => (sign("circle older", (x, y), None)),
                _ => {
                    rect class={ "zone " (if at == 4 { "gap" } else { "overlap" }) } x=(format!("{:.0}", x - 12.0))
                        y=(format!("{:.0}", y - 7.0)) width="24" height="14" {}
                }
            }
            text class="key" x=(format!("{:.0}", x + 18.0)) y=(format!("{:.0}", y + 5.0)) { (name) }
        }
    }
}

/// Outlines of all countries as one path, drawn once.
fn land() -> &'static str {
    static LAND: OnceLock<String> = OnceLock::new();
    LAND.get_or_init(|| {
        countries().iter().flat_map(|it| &it.rings).map(|ring| path(ring)).collect()
    })
}

fn path(ring: &[Point]) -> String {
    let mut text = String::new();
    let mut last: Option<(f64, f64)> = None;
    for (x, y) in ring.iter().map(|it| spot(*it)) {
        if last.is_some_and(|(a, b)| (x - a).abs() + (y - b).abs() < NEAR) {
            continue;
        }
        let letter = if last.is_none() { 'M' } else { 'L' };
        let _ = write!(text, "{letter}{x:.0},{y:.0}");
        last = Some((x, y));
    }
    text.push('Z');
    text
}

/// Names of the larger countries, at the middle of their largest ring.
fn names() -> &'static [(String, (f64, f64))] {
    static NAMES: OnceLock<Vec<(String, (f64, f64))>> = OnceLock::new();
    NAMES.get_or_init(|| countries().iter().filter_map(name).collect())
}

/// A country is named if its box is wider than this many units of the picture, or its name is one that a reader needs.
const NAMED: f64 = 95.0;

fn name(country: &Country) -> Option<(String, (f64, f64))> {
    let boxed = |ring: &Vec<Point>| {
        let spots = ring.iter().map(|it| spot(*it));
        spots.fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |b, (x, y)| {
            (b.0.min(x), b.1.min(y), b.2.max(x), b.3.max(y))
        })
    };
    let boxes = country.rings.iter().map(boxed);
    let area = |b: &(f64, f64, f64, f64)| (b.2 - b.0) * (b.3 - b.1);
    let largest = boxes.max_by(|a, b| area(a).total_cmp(&area(b)))?;
    let shown = largest.2 - largest.0 > NAMED || country.name == "Qatar";
    let middle = ((largest.0 + largest.2) / 2.0, (largest.1 + largest.3) / 2.0);
    (shown && middle.0 < SIZE.0 && middle.1 < SIZE.1).then(|| (country.name.clone(), middle))
}

/// Names in English of the countries that the picture names.
#[must_use]
pub fn named_countries() -> Vec<&'static str> {
    names().iter().map(|(name, _)| name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Zone, sheet};

    fn drawn(rows: Option<&str>, key: Option<[&str; 6]>) -> String {
        let zone = Zone {
            name: "z".to_owned(),
            title: "<b>Strait</b>".to_owned(),
            annex: None,
            outline: vec![(25.0, 55.0), (27.0, 55.0), (27.0, 58.0)],
            approximate: false,
            redlines: Vec::new(),
        };
        let all = crate::published::occurrences();
        let sheet = sheet((&[zone], &all, &[]), Some(jiff::civil::date(2019, 9, 14)), None);
        let told = Drawing {
            id: "m",
            title: "t",
            description: "d",
            country: &|name| name.to_uppercase(),
            zone: &|_| Some("2 & 1".to_owned()),
            rows,
            key,
        };
        drawing(&sheet, &told).into_string()
    }

    #[test]
    fn marks_lead_to_their_rows_where_rows_have_ids() {
        let page = drawn(Some("row-"), None);
        assert!(page.contains("href=\"#row-0\"") && page.contains("role=\"group\""));
        let alone = drawn(None, Some(["a", "b", "c", "d", "e", "f"]));
        assert!(!alone.contains("href") && alone.contains("role=\"img\""));
        assert_eq!(alone.matches("class=\"key\"").count(), 6);
        assert_eq!(alone.matches("<g class=\"mark").count(), page.matches("<a href").count() + 4);
    }

    #[test]
    fn nothing_handed_in_is_markup() {
        let page = drawn(None, None);
        assert!(page.contains("&lt;b&gt;Strait&lt;/b&gt;") && page.contains("2 &amp; 1"), "{page}");
        assert!(page.contains(">IRAN<"));
    }
}
