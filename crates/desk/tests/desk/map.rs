//! The map shows what happened where, no nearer than it may.

use std::sync::Arc;

use desk::model::{Moment, map};

use crate::matter::exercise;

#[test]
fn places_are_rounded_and_fall_into_zones() {
    let mut matter = exercise();
    matter.day_zero = Some(jiff::civil::date(2019, 5, 1));
    matter.until = kernel::Hours::days(200);
    let moment = Moment::of(Arc::new(matter), kernel::Hours::days(120));
    let map = map::map(&moment, None);
    assert!(!map.occurrences.is_empty());
    let tenths = |degrees: f64| (degrees * 10.0 - (degrees * 10.0).round()).abs() < 1e-9;
    assert!(map.occurrences.iter().all(|it| tenths(it.place.0) && tenths(it.place.1)));
    assert!(map.occurrences.iter().all(|it| it.date.as_str() <= "2019-08-29"), "none from later");
    assert_eq!(map.zones[0].cover, "one");
    assert!(map.zones[0].inside > Some(0), "{:?}", map.zones[0]);
    assert_eq!(map.without_zone, ["Enrichment above the cap"]);
    let week = map::map(&moment, Some(30));
    assert!(week.occurrences.len() < map.occurrences.len());
}
