//! The red-line map, and the same as tables.

use std::fmt::Write as _;
use std::sync::OnceLock;

use maud::{Markup, PreEscaped, html};

use super::Frame;
use super::incidents::redline;
use super::parts::{chip, heads, list, own, part, table};
use crate::matter::Point;
use crate::model::map::{Map, Placed, SPANS, ZoneRow};
use crate::published::{Country, countries};

/// North and west edges of the picture, in degrees.
const CORNER: Point = (42.0, 30.0);
/// Units of the picture for a degree of latitude.
const SCALE: f64 = 26.0;
/// The same for a degree of longitude, at 25 degrees north, where it is true.
const ACROSS: f64 = SCALE * 0.906;
/// Width and height of the picture: 38 by 34 degrees.
const SIZE: (f64, f64) = (38.0 * ACROSS, 34.0 * SCALE);
/// Points nearer to the last one than this are left out of an outline.
const NEAR: f64 = 1.1;

pub(super) fn body(frame: &Frame<'_>, map: &Map) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("map-lead")) }
        (spans(frame, map))
        figure class="map" {
            (picture(frame, map))
            figcaption { (key(frame)) }
        }
        (part(t, "zones", map.zones.is_empty(), &zones(frame, &map.zones)))
        @if map.zones.is_empty() { p { (t.say("no-zone")) } }
        @if !map.without_zone.is_empty() { p { (t.say("lines-without-zone")) } (list(t, &map.without_zone)) }
        (part(t, "ladders", map.redlines.is_empty(), &html! { @for row in &map.redlines { (redline(frame, row)) } }))
        (part(t, "happened", false, &happened(frame, &map.occurrences)))
    }
}

fn spans(frame: &Frame<'_>, map: &Map) -> Markup {
    let t = frame.tongue;
    let name = |days: Option<i32>| match days {
        Some(days) => t.with("last-days", &[("days", &t.count(days))]),
        None => t.say("all-days"),
    };
    html! {
        ul class="spans" aria-label=(t.say("span")) {
            @for days in SPANS {
                li { a href=(frame.link(&format!("map?days={}", days.unwrap_or(0)))) aria-current=[(days == map.days).then_some("true")] { (name(days)) } }
            }
        }
    }
}

/// A place in the picture.
fn spot((lat, lon): Point) -> (f64, f64) {
    ((lon - CORNER.1) * ACROSS, (CORNER.0 - lat) * SCALE)
}

fn picture(frame: &Frame<'_>, map: &Map) -> Markup {
    let t = frame.tongue;
    html! {
        svg viewBox={ "0 0 " (format!("{:.0} {:.0}", SIZE.0, SIZE.1)) } role="group" aria-label=(t.say("map-label")) dir="ltr" {
            path class="land" d=(PreEscaped(land())) {}
            @for (name, (x, y)) in names() { text class="country" x=(format!("{x:.0}")) y=(format!("{y:.0}")) { (name) } }
            @for zone in &map.zones { (outline(zone)) }
            @for (at, it) in map.occurrences.iter().enumerate().rev() { (mark(at, it)) }
        }
    }
}

fn outline(zone: &ZoneRow) -> Markup {
    let corners: Vec<String> =
        zone.points.iter().map(|it| spot(*it)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let count = f64::from(u32::try_from(zone.points.len()).unwrap_or(u32::MAX)).max(1.0);
    let sum = zone
        .points
        .iter()
        .map(|it| spot(*it))
        .fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    html! {
        @if !corners.is_empty() {
            polygon class={ "zone " (zone.cover) } points=(corners.join(" ")) { title { (zone.title) } }
            text class="zone-name" x=(format!("{:.0}", sum.0 / count)) y=(format!("{:.0}", sum.1 / count)) { (zone.title) }
        }
    }
}

/// A mark that leads to its row of the table. Its shape says which table it is from.
fn mark(at: usize, it: &Placed) -> Markup {
    let (x, y) = spot(it.place);
    let said = format!("{}: {}", it.date, it.target);
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    html! {
        a href={ "#happened-" (at) } aria-label=(said) {
            g class={ "mark " (shape(it.table)) } transform={ "translate(" (x) "," (y) ")" } {
                title { (said) }
                @match shape(it.table) {
                    "square" => rect x="-5" y="-5" width="10" height="10" {},
                    "triangle" => path d="M0,-7 L6,5 L-6,5 Z" {},
                    _ => circle r="5.5" {},
                }
            }
        }
    }
}

fn shape(table: &str) -> &'static str {
    match table {
        "us_forces_attacks_dated" => "square",
        "houthi_ship_attacks" => "triangle",
        _ => "circle",
    }
}

fn key(frame: &Frame<'_>) -> Markup {
    let t = frame.tongue;
    let tables = ["gulf_maritime_incidents", "us_forces_attacks_dated", "houthi_ship_attacks"];
    html! {
        @for table in tables { span class={ "sample " (shape(table)) } aria-hidden="true" {} span { (t.of_family("table", table)) " " } }
        (t.say("map-source"))
    }
}

fn zones(frame: &Frame<'_>, rows: &[ZoneRow]) -> Markup {
    let t = frame.tongue;
    let row = |it: &ZoneRow| {
        vec![
            own(&it.title),
            html! { (t.of_family("outline", it.outline)) @if let Some(annex) = &it.annex { " (" (own(annex)) ")" } },
            list(t, &it.redlines),
            chip(t, "cover", it.cover),
            html! { @if let Some(inside) = it.inside { (t.count(inside)) } @else { "–" } },
        ]
    };
    let rows: Vec<Vec<Markup>> = rows.iter().map(row).collect();
    table(
        &t.say("zones-caption"),
        &heads(t, &["zone", "outline", "redlines", "cover", "inside"]),
        &rows,
    )
}

fn happened(frame: &Frame<'_>, rows: &[Placed]) -> Markup {
    let t = frame.tongue;
    let row = |(at, it): (usize, &Placed)| {
        let place = format!("{:.1}, {:.1}", it.place.0, it.place.1);
        vec![
            html! { span id={ "happened-" (at) } tabindex="-1" { (t.count(&it.date)) } },
            own(&it.target),
            own(&it.means),
            own(&it.result),
            html! { bdi { (t.count(place)) } },
            list(t, &it.zones),
            it.attributed.as_deref().map_or_else(|| html! { "–" }, own),
            html! { (it.mark) " " span class="soft" { (own(&it.source)) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = rows.iter().enumerate().map(row).collect();
    let keys = ["when", "target", "means", "result", "place", "zone", "attributed", "mark"];
    html! {
        p class="soft" { (t.say("happened-lead")) }
        @if rows.is_empty() { p { (t.say("nothing-happened")) } } @else { (table(&t.say("happened-caption"), &heads(t, &keys), &rows)) }
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
