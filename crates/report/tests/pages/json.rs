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
        "influence",
        "ranges",
        "files",
        "calendar",
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

/// The text with its files linked and apart: who keeps, what a failure costs in the other file, and which
/// of the three was solved.
#[test]
fn files_linked_and_apart_are_three_texts() {
    let answer = answer(&fixture::full());
    let files = answer["files"].as_array().expect("a list");
    let names: Vec<_> = files.iter().map(|it| it["files"].as_str().expect("a word")).collect();
    assert_eq!(names, ["as written", "apart", "linked"]);
    assert_eq!(files[1]["status"], "as written");
    assert!(files[1]["found"].is_null());
    let linked = &files[2]["found"];
    assert_eq!(linked["sides"][1]["holds"], "no");
    assert_eq!(linked["failures"][0]["departure"], "withholding calm openly");
    assert_eq!(linked["failures"][0]["costs"][1]["other_files"], 1.9);
    assert_eq!(linked["survival"].as_array().map(Vec::len), Some(36));
}

/// What moves the answer most comes first, with who is thought to differ.
#[test]
fn beliefs_are_ranked_and_disagreements_named() {
    let mut fixture = fixture::full();
    let mut other = fixture.beliefs.clone();
    other.entries[0].value = 0.5;
    fixture.run.others.push(report::Other { file: "second.beliefs".into(), beliefs: other });
    let answer = answer(&fixture);
    let swings: Vec<f64> = answer["influence"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["swing"].as_f64().expect("a number"))
        .collect();
    assert_eq!(swings, [0.31, 0.12, 0.0]);
    let others = &answer["influence"][1]["others"];
    assert_eq!(others[0]["who"], "Iran");
    assert_eq!(others[0]["value"], 0.2);
    assert_eq!((&others[1]["who"], &others[1]["value"]), (&"second.beliefs".into(), &0.5.into()));
    let page = report::html::page(&fixture.page());
    let table = page.split("id=\"beliefs\"").nth(1).expect("the section");
    let place = |name: &str| table.find(name).expect("a belief");
    assert!(place("money usable in a step") < place("US successor honours it"));
    assert!(
        place("US successor honours it") < place("IAEA detects cap"),
        "what was not varied is last"
    );
    assert!(table.contains("Iran 0.2; second.beliefs 0.5"));
}
