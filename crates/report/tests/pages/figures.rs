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
