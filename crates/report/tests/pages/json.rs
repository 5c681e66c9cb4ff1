//! The answer for programs.

use serde_json::Value;

use crate::fixture;

fn answer(fixture: &fixture::Fixture) -> Value {
    let text = report::json::text(&report::json::assessment(&fixture.page()));
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_promised_field_is_there() {
    let answer = answer(&fixture::full());
    for field in [
        "accord",
        "hash",
        "answer",
        "share",
        "weakest",
        "margins",
        "turns_at",
        "ranges",
        "readings",
        "as_seen_by",
        "binding",
        "remedies",
        "intent",
        "outsiders",
        "survival",
        "causes",
        "not_modelled",
        "seed",
        "certificates",
    ] {
        assert!(!answer[field].is_null(), "{field}");
    }
    for field in ["party", "article", "line", "quote", "deviation", "margin", "room"] {
        assert!(!answer["weakest"][field].is_null(), "{field}");
    }
    assert_eq!(answer["answer"], "depends");
    assert_eq!(answer["share"]["mean"], 0.41);
    assert_eq!(answer["survival"][0]["month"], 1);
}

#[test]
fn what_was_not_computed_is_null_and_named() {
    let answer = answer(&fixture::quick());
    assert!(answer["share"].is_null());
    let named = answer["not_computed"].as_array().expect("a list");
    assert!(named.iter().any(|it| it.as_str().is_some_and(|it| it.starts_with("share of"))));
}

/// The duty is named; the value that the subject would take, 31337 in the fixture, never is.
#[test]
fn the_undeclared_path_is_not_exported() {
    let fixture = fixture::full();
    let page = fixture.page();
    let line = fixture.labels.places.iter().find(|it| it.article == "cap").map_or(0, |it| it.line);
    let why = report::why::answer(&page, line).expect("a clause starts there");
    for text in [
        report::json::text(&report::json::assessment(&page)),
        report::json::text(&why),
        report::why::page(&page, line).expect("the same"),
        report::terminal::page(&page),
        report::html::page(&page),
    ] {
        assert!(!text.contains("31337"), "{text}");
    }
    assert!(report::json::text(&why).contains("undeclared non-performance of cap"));
}
