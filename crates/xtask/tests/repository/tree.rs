//! The files of the repository, and how problems are told.

use std::path::{Path, PathBuf};

/// The top folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).expect("crates/xtask lies two folders deep").to_path_buf()
}

/// Text of a file named from the top folder.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Build output and what package managers bring.
const NOT_OURS: [&str; 2] = ["target", "node_modules"];

/// Every file below `folder` (named from the top folder; may be absent), sorted, as such names.
/// Build output and hidden folders are left out.
pub fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let path = path.strip_prefix(root()).expect("found below it").to_path_buf();
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Those files below `folder` whose name ends in one of `endings`.
pub fn files_ending(folder: &str, endings: &[&str]) -> Vec<String> {
    let ends = |path: &String| endings.iter().any(|ending| path.ends_with(ending));
    files(folder).into_iter().filter(ends).collect()
}

/// Fails with all problems at once, one a line.
pub fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
