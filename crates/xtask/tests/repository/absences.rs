//! What a crate must not know, where a name in the source would show it.

use crate::source::{self, Leaf, Source};
use crate::{crate_table, tree};

/// Crate, modules of `std` that it must not name, and types that it must not name.
const ABSENT: &[(&str, &[&str], &[&str])] = &[
    (
        "kernel",
        &["fs", "env", "process", "net", "thread", "io", "time"],
        &["f32", "f64", "HashMap", "HashSet", "Instant", "SystemTime"],
    ),
    ("lang", &["fs", "env", "process", "net", "time"], &["Instant", "SystemTime"]),
    ("world", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("game", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("sampling", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("explore", &["fs", "env", "process", "net"], &["SystemTime"]),
    (
        "line",
        &["fs", "env", "process", "net", "thread", "io", "time"],
        &["f32", "f64", "HashMap", "HashSet", "Instant", "SystemTime", "OsRng", "SysRng"],
    ),
    (
        "forms",
        &["fs", "env", "process", "net", "thread", "io"],
        &["f32", "f64", "HashMap", "HashSet", "Instant", "SystemTime", "OsRng", "SysRng"],
    ),
    ("shards", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("station", &["env", "process"], &["f32", "f64", "HashMap", "HashSet", "SystemTime"]),
    ("search", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("atlas", &["fs", "env", "process", "net"], &["Instant", "SystemTime"]),
    ("report", &["fs", "env", "process", "net"], &["SystemTime"]),
    ("reader", &["fs", "env", "process", "net"], &["Instant", "SystemTime"]),
    ("papers", &["fs", "env", "process", "net"], &["Instant", "SystemTime"]),
    ("python", &["fs", "env", "process", "net", "io"], &["HashSet", "Instant", "SystemTime"]),
    ("desk", &["fs", "env", "process", "time"], &["HashMap", "HashSet", "Instant", "SystemTime"]),
    ("cli", &["net"], &["TcpStream", "UdpSocket"]),
];

fn problems(source: &Source, modules: &[&str], types: &[&str]) -> Vec<String> {
    let leaves = source.leaves();
    let mut found = Vec::new();
    for (index, (line, leaf)) in leaves.iter().enumerate() {
        let Leaf::Name(name) = leaf else { continue };
        if types.contains(&name.as_str()) {
            found.push(format!("{}:{line}: names `{name}`", source.path));
        }
        if matches!(name.as_str(), "std" | "core" | "alloc") {
            let used = first_names(&leaves[index + 1..]);
            let named = used.iter().filter(|used| modules.contains(&used.as_str()));
            found.extend(named.map(|used| format!("{}:{line}: uses `std::{used}`", source.path)));
        }
    }
    found
}

/// What follows `std`: one name after `::`, or the first names inside `::{ ... }`.
fn first_names(after: &[(usize, Leaf)]) -> Vec<String> {
    let signs = |index: usize| after.get(index).map(|(_, leaf)| leaf);
    if signs(0) != Some(&Leaf::Sign(':')) || signs(1) != Some(&Leaf::Sign(':')) {
        return Vec::new();
    }
    match signs(2) {
        Some(Leaf::Name(name)) => vec![name.clone()],
        Some(Leaf::Sign('{')) => inside_braces(&after[3..]),
        _ => Vec::new(),
    }
}

fn inside_braces(after: &[(usize, Leaf)]) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut at_start) = (1, true);
    for (_, leaf) in after {
        match leaf {
            Leaf::Sign('{') => depth += 1,
            Leaf::Sign('}') => depth -= 1,
            Leaf::Sign(',') if depth == 1 => at_start = true,
            Leaf::Name(name) if depth == 1 && at_start => {
                found.push(name.clone());
                at_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[test]
fn crates_do_not_name_what_they_must_not_know() {
    let mut found = Vec::new();
    for (name, modules, types) in ABSENT {
        let sources = source::of_crate(name);
        assert!(!sources.is_empty(), "crates/{name} has sources");
        found.extend(sources.iter().flat_map(|source| problems(source, modules, types)));
    }
    tree::assert_none(&found);
}

#[test]
fn every_crate_that_ships_is_listed() {
    let listed: Vec<&str> = ABSENT.iter().map(|(name, _, _)| *name).collect();
    let crates = crate_table::manifests();
    let missing = crates.keys().filter(|name| *name != "xtask" && !listed.contains(&name.as_str()));
    tree::assert_none(&missing.cloned().collect::<Vec<_>>());
}

#[test]
fn a_forbidden_name_is_found_in_every_way_of_writing_it() {
    for (text, count) in [
        ("use std::fs::File;", 1),
        ("use std::{collections::BTreeMap, fs};", 1),
        ("fn a() { std::fs::read(\"x\"); }", 1),
        ("fn a() -> f64 { 1.0 }", 1),
        ("fn a() { println!(\"{:?}\", std::fs::read(\"x\")); }", 1),
        ("use std::collections::BTreeMap; fn fs() {}", 0),
        ("#[cfg(test)] mod t { use std::fs; }", 0),
    ] {
        let found = problems(&Source::parse("a.rs", text), &["fs"], &["f64"]);
        assert_eq!(found.len(), count, "{text}: {found:?}");
    }
}
