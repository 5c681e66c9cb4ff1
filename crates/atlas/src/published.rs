//! What tables of public sources hold: occurrences with places, outlines of countries, rough outlines of waters.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::{Occurrence, Point};

const GULF: &str = include_str!("../../../data/gulf_maritime_incidents.csv");
const FORCES: &str = include_str!("../../../data/us_forces_attacks_dated.csv");
const RED_SEA: &str = include_str!("../../../data/houthi_ship_attacks.csv");
const OUTLINES: &str = include_str!("../../../data/map/region_outlines_50m.geojson");

/// A row of any of the three tables: each calls the same things by other names.
#[derive(Deserialize)]
struct Row {
    date: String,
    #[serde(alias = "site")]
    target: String,
    #[serde(alias = "weapon")]
    means: String,
    result: String,
    lat: f64,
    lon: f64,
    attributed_to: Option<String>,
    confidence: String,
    source: String,
}

/// The tables that hold occurrences.
pub const TABLES: [&str; 3] =
    ["gulf_maritime_incidents", "us_forces_attacks_dated", "houthi_ship_attacks"];

/// Occurrences of the tables that ship, in no order.
#[must_use]
pub fn occurrences() -> Vec<Occurrence> {
    let texts = [GULF, FORCES, RED_SEA];
    texts.into_iter().zip(TABLES).flat_map(|(text, name)| table(text, name)).collect()
}

/// Rows with a day and a place; one without cannot be put on a map.
fn table(text: &str, name: &'static str) -> Vec<Occurrence> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<Row>().filter_map(Result::ok);
    let one = |row: Row| {
        Some(Occurrence {
            date: row.date.parse().ok()?,
            place: (row.lat, row.lon),
            target: row.target,
            means: row.means,
            result: row.result,
            attributed: row.attributed_to.filter(|it| !it.is_empty()),
            mark: row.confidence,
            source: row.source,
            table: name,
        })
    };
    rows.filter_map(one).collect()
}

/// A country: its name and its rings.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// As Natural Earth names it.
    pub name: String,
    /// Closed rings of points.
    pub rings: Vec<Vec<Point>>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Point>>),
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

/// Countries of the region (30 to 68 degrees east, 8 to 42 north), by Natural Earth, read once.
#[must_use]
pub fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let read: Result<Collection, _> = serde_json::from_str(OUTLINES);
        read.map_or_else(|_| Vec::new(), |it| it.features.into_iter().map(country).collect())
    })
}

/// GeoJSON puts the longitude first.
fn country(feature: Feature) -> Country {
    let rings = match feature.geometry {
        Geometry::Polygon(rings) => rings,
        Geometry::MultiPolygon(parts) => parts.into_iter().flatten().collect(),
    };
    let turn = |ring: Vec<Point>| ring.into_iter().map(|(lon, lat)| (lat, lon)).collect();
    Country { name: feature.properties.name, rings: rings.into_iter().map(turn).collect() }
}

/// Outlines of ours for zones that a text leaves to an annex: a few corners, good for a look and for nothing else.
/// The last word of each row is what the zone's name or title holds, in small letters.
const ROUGH: [(&str, &[Point]); 7] = [
    ("hormuz", HORMUZ),
    ("strait", HORMUZ),
    (
        "gulf",
        &[
            (30.2, 48.0),
            (29.9, 50.3),
            (27.6, 52.6),
            (26.4, 55.3),
            (27.2, 56.4),
            (25.6, 57.4),
            (24.6, 57.0),
            (26.3, 56.0),
            (24.0, 54.2),
            (24.3, 51.6),
            (26.2, 49.9),
            (28.5, 48.2),
        ],
    ),
    (
        "red sea",
        &[
            (29.9, 32.5),
            (28.0, 34.6),
            (20.0, 39.2),
            (15.5, 42.6),
            (12.4, 43.4),
            (12.4, 43.0),
            (15.5, 40.0),
            (20.0, 37.0),
            (27.8, 33.6),
        ],
    ),
    (
        "levant",
        &[
            (36.8, 35.6),
            (37.1, 42.0),
            (33.4, 38.9),
            (32.3, 36.8),
            (31.3, 35.5),
            (31.2, 34.2),
            (33.0, 35.0),
        ],
    ),
    ("lebanon", &[(34.7, 36.0), (34.5, 36.6), (33.4, 35.9), (33.1, 35.1)]),
    ("gaza", &[(31.6, 34.5), (31.4, 34.4), (31.2, 34.3), (31.3, 34.2), (31.5, 34.4)]),
];

const HORMUZ: &[Point] = &[
    (27.1, 56.2),
    (26.9, 57.0),
    (25.9, 57.2),
    (25.7, 56.4),
    (26.4, 56.4),
    (26.0, 55.4),
    (26.6, 55.2),
];

/// A rough outline for a zone of this name or title; empty if none is known.
#[must_use]
pub fn rough_outline(name: &str) -> Vec<Point> {
    let name = name.to_lowercase();
    let found = ROUGH.iter().find(|(word, _)| name.contains(word));
    found.map_or_else(Vec::new, |(_, points)| points.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_outlines_that_ship_are_read_whole() {
        let lines = |text: &str| text.lines().count() - 1;
        assert_eq!(occurrences().len(), lines(GULF) + lines(FORCES) + lines(RED_SEA));
        assert!(countries().iter().any(|it| it.name == "Iran"));
        assert!(countries().iter().all(|it| !it.rings.is_empty()));
    }

    #[test]
    fn a_zone_is_outlined_by_name() {
        assert_eq!(rough_outline("Strait of Hormuz"), HORMUZ);
        assert!(rough_outline("Ports").is_empty());
    }
}
