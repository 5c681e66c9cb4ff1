//! Tests that documents cite, as `` `path/of/file.rs::name_of_test` ``.

use crate::{chapter, tree};

/// Problems with a cell that must cite tests or hold exactly `otherwise`.
pub fn problems(cell: &str, otherwise: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    if cell == otherwise {
        return Vec::new();
    }
    let cites = chapter::code_spans(cell);
    let rest: String = cell.split('`').step_by(2).collect();
    if cites.is_empty() || !rest.chars().all(|c| " ,;".contains(c)) {
        return vec![format!("`{cell}` is neither cited tests nor \"{otherwise}\"")];
    }
    cites.iter().filter_map(|cite| missing(cite, read)).collect()
}

fn missing(cite: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let Some((path, name)) = cite.split_once("::") else {
        return Some(format!("`{cite}` is not of the form path::test"));
    };
    let Some(text) = read(path) else {
        return Some(format!("`{cite}`: there is no file `{path}`"));
    };
    (!is_test(&text, name)).then(|| format!("`{cite}`: `{path}` has no test `{name}`"))
}

/// Whether the text has a function of this name with `#[test]` among the attributes above it.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let head = format!("fn {name}(");
    lines.iter().enumerate().filter(|(_, line)| line.starts_with(&head)).any(|(at, _)| {
        let above = lines[..at].iter().rev();
        above
            .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
            .any(|line| *line == "#[test]")
    })
}

/// Reads a file of the repository, if there is one.
pub fn from_tree(path: &str) -> Option<String> {
    std::fs::read_to_string(tree::root().join(path)).ok()
}

#[test]
fn a_cite_without_its_test_is_found() {
    let read =
        |path: &str| (path == "a.rs").then(|| "#[test]\nfn is() {}\nfn is_not() {}\n".to_string());
    let count = |cell: &str| problems(cell, "no test yet", &read).len();
    assert_eq!(count("no test yet"), 0);
    assert_eq!(count("`a.rs::is`"), 0);
    assert_eq!(count("`a.rs::is`, `a.rs::gone`"), 1);
    assert_eq!(count("`a.rs::is_not`"), 1);
    assert_eq!(count("`b.rs::is`"), 1);
    assert_eq!(count("`a.rs`"), 1);
    assert_eq!(count("soon"), 1);
    assert_eq!(count("`a.rs::is` and more"), 1);
    assert_eq!(count(""), 1);
}
