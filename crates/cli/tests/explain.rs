//! `detente explain`: every code that can be printed is explained, and a slip gets its neighbours.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn explain(words: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_detente"));
    program.arg("explain").args(words).output().expect("the program starts")
}

fn said(words: &[&str]) -> String {
    let output = explain(words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Codes between quotation marks in the sources of the crates that make diagnostics.
fn given() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for name in ["lang", "explore", "report", "reader", "cli"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        codes_under(&folder, &mut codes);
    }
    codes
}

fn codes_under(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            codes_under(&path, codes);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let code = |it: &&str| {
            it.len() == 4 && it.starts_with('A') && it[1..].bytes().all(|it| it.is_ascii_digit())
        };
        codes.extend(text.split('"').filter(code).map(str::to_owned));
    }
}

#[test]
fn every_code_that_can_be_given_is_listed_and_no_other() {
    let list = said(&["--list"]);
    let listed: BTreeSet<String> =
        list.lines().filter_map(|line| line.split("  ").next()).map(str::to_owned).collect();
    assert!(listed.len() > 80, "{list}");
    assert_eq!(given().difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(listed.difference(&given()).collect::<Vec<_>>(), Vec::<&String>::new());
    for line in list.lines() {
        let rest = line.split_once("  ").expect("a code and more").1.trim();
        let (severity, title) = rest.split_once("  ").expect("a severity and a title");
        assert!(["error", "warning", "note"].iter().any(|it| severity.starts_with(it)), "{line}");
        assert!(!title.trim().is_empty(), "{line}");
    }
}

#[test]
fn a_page_says_why_gives_a_case_and_prints_texts_that_fire() {
    let page = said(&["a333"]);
    for part in ["A333 One line and no other (warning)", "Why: ", "Case: ", "Bad: ", "Good: "] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(page.contains("  + fallback protecting_power"), "{page}");
    assert!(page.contains("when `Hotline` is down there is no other way"), "{page}");
    assert!(page.contains("accepting A333 because"), "{page}");
    assert_eq!(page, said(&["333"]));
    let error = said(&["A325"]);
    assert!(!error.contains("accepting"), "{error}");
    assert!(said(&["A026"]).contains("`and` mixed with `or`"));
}

#[test]
fn as_json_the_page_carries_whole_texts() {
    let json: serde_json::Value =
        serde_json::from_str(&said(&["A319", "--json"])).expect("an object");
    assert_eq!(json["code"], "A319");
    assert_eq!(json["severities"], serde_json::json!(["error"]));
    let example = &json["examples"][0];
    assert!(example["bad"].as_str().expect("a text").starts_with("accord "));
    assert!(!example["said"].as_array().expect("findings").is_empty());
    let list: serde_json::Value =
        serde_json::from_str(&said(&["--list", "--json"])).expect("an object");
    assert_eq!(list["codes"].as_array().map(Vec::len), Some(said(&["--list"]).lines().count()));
}

#[test]
fn a_code_that_is_none_gets_one_line_with_its_neighbours() {
    for code in ["A399", "nonsense", "", "A99999999999999999999", "Ä3"] {
        let output = explain(&[code]);
        assert_eq!(output.status.code(), Some(2), "{code}");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.contains("no code") && err.contains("near it: A"), "{err}");
        assert!(output.stdout.is_empty());
    }
    assert_eq!(explain(&[]).status.code(), Some(2));
}
