//! ETHICS.md: each rule names what keeps it, and what it cites exists.

use crate::{chapter, cited_tests, tree};

const HEADER: [&str; 3] = ["", "rule", "kept by"];
const BY_REVIEW: &str = "kept by review";
/// What stands on page one of everything the program writes.
const PAGE_ONE: &str = "Détente says what follows from a text and a set of beliefs. It does not say what governments will do, who did what, or whom to strike.";

fn problems(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !flat.contains(PAGE_ONE) {
        found.push("the sentence of page one is missing".to_string());
    }
    let mut rest = text;
    let mut tables = 0;
    while let Some(table) = chapter::table(rest, &HEADER) {
        tables += 1;
        for (_, cells) in &table.rows {
            let kept = cells.get(2).map_or("", String::as_str);
            let cited = cited_tests::problems(kept, BY_REVIEW, read);
            found.extend(cited.into_iter().map(|problem| format!("{}: {problem}", cells[0])));
        }
        let last = table.rows.last().map_or(0, |(line, _)| *line);
        let passed: usize = rest.split_inclusive('\n').take(last).map(str::len).sum();
        rest = &rest[passed..];
    }
    if tables == 0 {
        found.push("ETHICS.md has lost its table".to_string());
    }
    found
}

#[test]
fn every_rule_says_what_keeps_it() {
    tree::assert_none(&problems(&tree::read("ETHICS.md"), &cited_tests::from_tree));
}

#[test]
fn a_rule_kept_by_nothing_is_found() {
    let read = |_: &str| Some("#[test]\nfn is() {}\n".to_string());
    let page = |kept: &str| {
        format!("{PAGE_ONE}\n\n|  | rule | kept by |\n| --- | --- | --- |\n| 1 | x | {kept} |\n")
    };
    assert!(problems(&page("`a.rs::is`"), &read).is_empty());
    assert!(problems(&page(BY_REVIEW), &read).is_empty());
    assert_eq!(problems(&page("good will"), &read).len(), 1);
    assert_eq!(problems(&page("`a.rs::gone`"), &read).len(), 1);
    let second = format!("{}\n{}", page(BY_REVIEW), page("`a.rs::gone`"));
    assert_eq!(problems(&second, &read).len(), 1, "a second table is read too");
    assert_eq!(problems("nothing", &read).len(), 2);
}
