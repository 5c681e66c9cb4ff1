//! Figures as files of their own.

use crate::fixture;

#[test]
fn every_figure_of_the_report_stands_alone() {
    let fixture = fixture::full();
    let figures = report::html::figures(&fixture.page());
    let report = report::html::page(&fixture.page());
    assert_eq!(figures.len(), report.matches("<svg ").count());
    let mut names: Vec<&str> = figures.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"fig-zone-0") && names.contains(&"fig-slack"), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), figures.len(), "a file each");
    for (name, svg) in &figures {
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{name}");
        assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""), "{name}");
        assert!(svg.contains("<style>:root"), "{name}: colours");
    }
}

/// The map stands in the report with tables that say the same, leaves as a file of its own, and needs zones.
#[test]
fn the_map_is_drawn_with_its_tables_and_leaves_as_a_file() {
    let mut fixture = fixture::full();
    let figures = report::html::figures(&fixture.page());
    let (_, map) = figures.iter().find(|(name, _)| name == "fig-map").expect("a map");
    let title = fixture.labels.zones[0].title.clone();
    assert!(map.contains("class=\"land\"") && map.contains(&title), "{title}");
    assert!(!map.contains("href"), "a file leads nowhere");
    let document = report::html::document(&fixture.page());
    let captions: Vec<&str> = document.tables().map(|table| table.caption.as_str()).collect();
    assert!(captions.contains(&"Zones, with gaps and overlaps of red lines"), "{captions:?}");
    let happened =
        document.tables().find(|it| it.caption == "What public tables say happened where");
    let marks = map.matches("<g class=\"mark").count();
    // The key has a sign for each table.
    assert_eq!(happened.map(|table| table.rows.len() + 3), Some(marks));
    fixture.labels.zones.iter_mut().for_each(|zone| zone.outline.clear());
    let page = report::html::page(&fixture.page());
    assert!(!page.contains("fig-map") && !page.contains("What public tables say"));
    assert!(page.contains("gaps and overlaps of red lines") && page.contains("to annexes"));
    fixture.labels.zones.clear();
    let page = report::html::page(&fixture.page());
    assert!(!page.contains("fig-map") && page.contains("so its red lines have no map"));
}
