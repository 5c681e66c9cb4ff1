//! docs/systems.md has every system, and each names its test or says that there is none.

use crate::{chapter, cited_tests, tree};

/// Systems S1 to S34.
const SYSTEMS: usize = 34;
const HEADER: [&str; 5] = ["system", "expressed by", "analysed by", "run by", "test"];

fn problems(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let Some(table) = chapter::table(text, &HEADER) else {
        return vec!["docs/systems.md has lost its table".to_string()];
    };
    let mut found = Vec::new();
    let mut expected = 1..=SYSTEMS;
    for (line, cells) in &table.rows {
        let number = expected.next();
        let name = number.map(|number| format!("S{number} ")).unwrap_or_default();
        if number.is_none() || !cells[0].starts_with(&name) {
            found.push(format!("line {line}: `{}` where `{name}` is due", cells[0]));
        }
        if cells.len() != HEADER.len() || cells.iter().any(String::is_empty) {
            found.push(format!("line {line}: a cell is missing or empty"));
        }
        let test = cells.get(4).map_or("", String::as_str);
        let cited = cited_tests::problems(test, "no test yet", read);
        found.extend(cited.into_iter().map(|problem| format!("line {line}: {problem}")));
    }
    found.extend(expected.map(|number| format!("S{number} has no row")));
    found
}

#[test]
fn every_system_has_a_row_and_every_cited_test_exists() {
    tree::assert_none(&problems(&tree::read("docs/systems.md"), &cited_tests::from_tree));
}

#[test]
fn a_missing_row_an_empty_cell_and_a_false_cite_are_found() {
    let row = |number: usize, test: &str| format!("| S{number} name | a | b | c | {test} |\n");
    let page = |rows: String| {
        format!("| {} |\n| --- | --- | --- | --- | --- |\n{rows}", HEADER.join(" | "))
    };
    let none = |_: &str| None;
    let whole = |skip: usize| {
        (1..=SYSTEMS).filter(|n| *n != skip).map(|n| row(n, "no test yet")).collect::<String>()
    };
    assert!(problems(&page(whole(0)), &none).is_empty());
    assert!(!problems(&page(whole(7)), &none).is_empty());
    assert!(!problems(&page(whole(34)), &none).is_empty());
    assert!(
        !problems(&page(whole(0).replace("| S3 name | a |", "| S3 name |  |")), &none).is_empty()
    );
    assert!(!problems(&page(whole(34) + &row(34, "`a.rs::gone`")), &none).is_empty());
    assert!(!problems(&page(whole(0) + &row(35, "no test yet")), &none).is_empty());
    assert!(!problems("no table", &none).is_empty());
}
