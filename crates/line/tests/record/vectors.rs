//! docs/format.md, the vectors and the code say the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use line::Reason;

use crate::run::{Set, run};
use crate::vector::Vector;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The files, as a stranger has them.
pub fn files() -> Set {
    let entries = std::fs::read_dir(folder()).expect("the folder of vectors");
    let one = |path: PathBuf| {
        let name =
            path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name").to_string();
        let text = std::fs::read_to_string(&path).expect("a text");
        let vector = Vector::parse(&name, &text);
        assert_eq!(vector.write(), text, "{name}: the file is in the form of the page");
        (name, vector)
    };
    entries.map(|entry| one(entry.expect("an entry").path())).collect()
}

#[test]
fn every_vector_gives_what_it_says() {
    let set = files();
    assert!(set.len() > 150, "{} vectors", set.len());
    let mut wrong = Vec::new();
    for vector in set.values() {
        let found = run(&set, vector).err().map_or("ok", Reason::name);
        if found != vector.expect {
            wrong.push(format!("{}: expected {}, found {found}", vector.name, vector.expect));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `LINE_VECTORS=write` writes the files anew.
#[test]
fn files_are_what_the_cases_make() {
    let cases = crate::cases::all();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "every name once");
    if std::env::var("LINE_VECTORS").is_ok_and(|what| what == "write") {
        for case in &cases {
            let path = folder().join(format!("{}.txt", case.name));
            std::fs::write(path, case.write()).expect("the folder can be written");
        }
    }
    let files = files();
    for case in &cases {
        assert_eq!(files.get(&case.name), Some(case), "{}", case.name);
    }
    assert_eq!(files.len(), cases.len(), "no file without a case");
}

struct Row {
    number: u16,
    name: String,
    sentence: String,
    vectors: Vec<String>,
}

/// Rows of the table of reasons: number, name, what is wrong, vectors.
fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/format.md");
    let page = std::fs::read_to_string(path).expect("docs/format.md");
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect()
    };
    let row = |cells: Vec<String>| {
        let [number, name, sentence, vectors] = cells.as_slice() else { return None };
        let names = vectors.split(", ").map(|name| name.trim_matches('`').to_string());
        Some(Row {
            number: number.parse().ok()?,
            name: name.trim_matches('`').to_string(),
            sentence: sentence.clone(),
            vectors: names.collect(),
        })
    };
    page.lines().filter(|line| line.starts_with('|')).filter_map(|line| row(cells(line))).collect()
}

#[test]
fn the_page_lists_every_reason_and_every_bad_vector() {
    let set = files();
    let rows = rows();
    let listed: Vec<(u16, &str, &str)> =
        rows.iter().map(|row| (row.number, row.name.as_str(), row.sentence.as_str())).collect();
    let reasons: Vec<(u16, &str, &str)> = Reason::ALL
        .iter()
        .map(|reason| (*reason as u16, reason.name(), reason.sentence()))
        .collect();
    assert_eq!(listed, reasons);
    let mut named = BTreeSet::new();
    for row in &rows {
        for name in &row.vectors {
            let vector =
                set.get(name).unwrap_or_else(|| panic!("{}: no vector `{name}`", row.name));
            assert_eq!(vector.expect, row.name, "{name}");
            named.insert(name.as_str());
        }
    }
    let bad: BTreeSet<&str> =
        set.values().filter(|one| one.expect != "ok").map(|one| one.name.as_str()).collect();
    assert_eq!(named, bad, "every vector that is refused stands in the page");
}
