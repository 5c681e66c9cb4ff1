//! The red-line map, and the same as tables.

use atlas::published::TABLES;
use atlas::{Drawing, Passage, Placed, Sheet, ZoneRow, drawing, shape};
use maud::{Markup, html};

use super::Frame;
use super::incidents::redline;
use super::parts::{chip, heads, list, own, part, table};
use crate::model::map::{Map, SPANS};

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
        (part(t, "crossings", map.record.is_empty(), &crossings(frame, &map.record)))
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

/// The map, drawn as the report draws it.
fn picture(frame: &Frame<'_>, map: &Map) -> Markup {
    let t = frame.tongue;
    let said = |zone: &ZoneRow| {
        let counts = [("crossed", t.count(zone.crossed)), ("answered", t.count(zone.answered))];
        let pairs = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
        (zone.crossed + zone.answered > 0).then(|| t.with("zone-record", &pairs))
    };
    let told = Drawing {
        id: "map",
        title: &t.say("view-map"),
        description: &t.say("map-label"),
        country: &|name| t.of_family("country", &name.to_lowercase().replace([' ', '.'], "-")),
        zone: &said,
        rows: Some("happened-"),
        key: None,
    };
    let sheet = Sheet { zones: map.zones.clone(), occurrences: map.occurrences.clone() };
    drawing(&sheet, &told)
}

fn key(frame: &Frame<'_>) -> Markup {
    let t = frame.tongue;
    html! {
        p { @for table in TABLES { span class={ "sample " (shape(table)) } aria-hidden="true" {} span { (t.of_family("table", table)) " " } }
        span class="sample older" aria-hidden="true" {} span { (t.say("map-older")) " " } }
        p { (t.say("map-zones")) }
        p class="soft" { (t.say("map-source")) }
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
            html! { (t.count(it.crossed)) },
            html! { (t.count(it.answered)) },
        ]
    };
    let rows: Vec<Vec<Markup>> = rows.iter().map(row).collect();
    table(
        &t.say("zones-caption"),
        &heads(t, &["zone", "outline", "redlines", "cover", "inside", "crossed", "answered"]),
        &rows,
    )
}

/// What the record says of red lines.
fn crossings(frame: &Frame<'_>, rows: &[Passage]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Passage| {
        vec![
            html! { (t.count(&it.date)) },
            own(&it.redline),
            html! { strong { (t.of_family("verdict", it.what)) } },
            own(&it.words),
            list(t, &it.zones),
        ]
    };
    let rows: Vec<Vec<Markup>> = rows.iter().map(row).collect();
    table(
        &t.say("map-crossings-caption"),
        &heads(t, &["when", "redline", "said", "words", "zone"]),
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
