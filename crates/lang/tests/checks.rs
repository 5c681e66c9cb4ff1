//! Each check by texts: in `bad/` it must speak, in `good/` nothing may.
//!
//! `UPDATE=1 cargo test -p lang` what is found beside each bad text; read the change.

use std::fs;
use std::path::{Path, PathBuf};

use lang::source::Source;
use lang::{compile, render};

fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of texts");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "accord"));
    paths.sort();
    paths
}

fn source(path: &Path) -> Source {
    let name = path.file_name().expect("a file name").to_string_lossy();
    Source::new(name, fs::read_to_string(path).expect("a readable text"))
}

fn code(path: &Path) -> String {
    let name = path.file_name().expect("a file name").to_string_lossy();
    name.split('-').next().unwrap_or("").to_uppercase()
}

#[test]
fn bad_texts_give_what_stands_beside_them() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in texts("bad") {
        let source = source(&path);
        let found = compile(&source).diagnostics;
        let own = code(&path);
        if !found.iter().any(|it| it.code == own) || found.iter().any(|it| it.code != own) {
            wrong.push(format!("{}: gives other codes than {own} alone", path.display()));
        }
        let rendered = render(&found, &source);
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &rendered).expect("a writable folder");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != rendered {
            wrong.push(format!("{}: expected\n{wanted}\nfound\n{rendered}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_texts_give_nothing() {
    for path in texts("good") {
        let source = source(&path);
        let compilation = compile(&source);
        let rendered = render(&compilation.diagnostics, &source);
        assert!(rendered.is_empty(), "{rendered}");
        assert!(compilation.compiled.is_some());
    }
}

#[test]
fn every_check_has_a_text_on_each_side() {
    let codes = (301..=316).chain([336]).map(|number| format!("A{number}"));
    let (good, bad) = (texts("good"), texts("bad"));
    for wanted in codes {
        for (folder, side) in [(&good, "good"), (&bad, "bad")] {
            assert!(folder.iter().any(|path| code(path) == wanted), "no {side} text for {wanted}");
        }
    }
}

/// `docs/checks.md` has a section for each check, and none for a check that is not.
#[test]
fn every_check_has_its_page() {
    let page = include_str!("../../../docs/checks.md");
    let sections: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## A"))
        .map(|rest| rest.split(' ').next().unwrap_or(""))
        .collect();
    let codes: Vec<String> = (300..=316).chain([336]).map(|number| number.to_string()).collect();
    assert_eq!(sections, codes);
}
