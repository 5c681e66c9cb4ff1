//! Every relative link of the documents leads somewhere, and so does every path they name.

use std::path::Path;

use crate::{chapter, tree};

fn problems(path: &str, text: &str, read: &dyn Fn(&Path) -> Option<String>) -> Vec<String> {
    let links = chapter::links(text);
    let local = links
        .iter()
        .filter(|(_, target)| !target.contains("://") && !target.starts_with("mailto:"));
    local
        .filter_map(|(line, target)| {
            broken(path, text, target, read).map(|why| format!("{path}:{line}: `{target}` {why}"))
        })
        .collect()
}

fn broken(
    path: &str,
    text: &str,
    target: &str,
    read: &dyn Fn(&Path) -> Option<String>,
) -> Option<&'static str> {
    let (file, anchor) =
        target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    if file.starts_with('/') {
        return Some("is not relative");
    }
    let folder = Path::new(path).parent().unwrap_or_else(|| Path::new(""));
    let reached = if file.is_empty() { Some(text.to_string()) } else { read(&folder.join(file)) };
    match (reached, anchor) {
        (None, _) => Some("leads nowhere"),
        (Some(page), Some(anchor))
            if !chapter::anchors(&page).iter().any(|known| known == anchor) =>
        {
            Some("has no such heading")
        }
        (Some(_), _) => None,
    }
}

/// Folders whose paths are checked where a document names them between backticks.
const NAMED: [&str; 4] = ["crates/", "docs/", "data/", "accords/"];

/// Paths named in prose that lead nowhere. What follows `::` is a test; a capital word or a star is a placeholder.
fn dead_paths(path: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for span in chapter::code_spans(line) {
            let named = span.split("::").next().unwrap_or_default();
            let checked = NAMED.iter().any(|folder| named.starts_with(folder));
            let placeholder = named.contains(['*', ' ', '{', '<'])
                || named
                    .split(['/', '.'])
                    .any(|part| part.len() > 1 && part == part.to_uppercase());
            if checked && !placeholder && !exists(named) {
                found.push(format!("{path}:{}: `{named}` is not there", index + 1));
            }
        }
    }
    found
}

/// Text of a file; an empty text for a folder.
fn from_tree(path: &Path) -> Option<String> {
    let path = tree::root().join(path);
    if path.is_dir() {
        Some(String::new())
    } else {
        std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[test]
fn every_relative_link_resolves() {
    let all = tree::files_ending("", &[".md"]);
    let pages = all.iter().filter(|path| !path.starts_with("crates/"));
    let found: Vec<String> =
        pages.flat_map(|path| problems(path, &tree::read(path), &from_tree)).collect();
    assert!(all.len() > 5, "the walk found the documents");
    tree::assert_none(&found);
}

#[test]
fn every_path_named_exists() {
    let all = tree::files_ending("", &[".md"]);
    let exists = |path: &str| tree::root().join(path).exists();
    let dead = |path: &String| dead_paths(path, &tree::read(path), &exists);
    let pages = all.iter().filter(|path| !path.starts_with("crates/"));
    tree::assert_none(&pages.flat_map(dead).collect::<Vec<_>>());
}

#[test]
fn a_path_that_is_gone_is_found() {
    let count = |text: &str| dead_paths("a.md", text, &|path| path == "crates/a.rs").len();
    assert_eq!(
        count("`crates/a.rs` `crates/a.rs::test` `crates/NAME/x.rs` `docs/*.md` `src/b.rs`"),
        0
    );
    assert_eq!(count("`crates/b.rs`"), 1);
    assert_eq!(count("`crates/b.rs::test`"), 1);
}

#[test]
fn a_dead_link_and_a_dead_anchor_are_found() {
    let read = |path: &Path| (path == Path::new("docs/b.md")).then(|| "# Here\n".to_string());
    let count = |text: &str| problems("docs/a.md", text, &read).len();
    assert_eq!(count("[x](b.md) [y](b.md#here) [z](https://example.org) [w](#top)\n# Top\n"), 0);
    assert_eq!(count("[x](c.md)"), 1);
    assert_eq!(count("[x](b.md#there)"), 1);
    assert_eq!(count("[x](#gone)"), 1);
    assert_eq!(count("[x](/docs/b.md)"), 1);
}
