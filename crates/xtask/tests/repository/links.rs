//! Every relative link of the documents leads somewhere.

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
    let (file, anchor) = target
        .split_once('#')
        .map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    if file.starts_with('/') {
        return Some("is not relative");
    }
    let folder = Path::new(path).parent().unwrap_or_else(|| Path::new(""));
    let reached = if file.is_empty() {
        Some(text.to_string())
    } else {
        read(&folder.join(file))
    };
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

/// Text of a file; an empty text for a folder.
fn from_tree(path: &Path) -> Option<String> {
    let path = tree::root().join(path);
    if path.is_dir() {
        Some(String::new())
    } else {
        std::fs::read(path)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[test]
fn every_relative_link_resolves() {
    let all = tree::files_ending("", &[".md"]);
    let pages = all.iter().filter(|path| !path.starts_with("crates/"));
    let found: Vec<String> = pages
        .flat_map(|path| problems(path, &tree::read(path), &from_tree))
        .collect();
    assert!(all.len() > 5, "the walk found the documents");
    tree::assert_none(&found);
}

#[test]
fn a_dead_link_and_a_dead_anchor_are_found() {
    let read = |path: &Path| (path == Path::new("docs/b.md")).then(|| "# Here\n".to_string());
    let count = |text: &str| problems("docs/a.md", text, &read).len();
    assert_eq!(
        count("[x](b.md) [y](b.md#here) [z](https://example.org) [w](#top)\n# Top\n"),
        0
    );
    assert_eq!(count("[x](c.md)"), 1);
    assert_eq!(count("[x](b.md#there)"), 1);
    assert_eq!(count("[x](#gone)"), 1);
    assert_eq!(count("[x](/docs/b.md)"), 1);
}
