//! Checks that run the text, by texts: in `searched/bad` the program says the code in the file's
//! name and no other, with what stands beside it; in `searched/good` it says nothing.
//!
//! `UPDATE=1 cargo test -p cli --test searched` writes what is said; read the change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of texts");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "accord"));
    paths.sort();
    paths
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/searched").join(name)
}

/// What `detente check` prints of a text.
fn said(path: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .arg("check")
        .args(words)
        .arg(path.file_name().expect("a file"))
        .current_dir(path.parent().expect("its folder"))
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn codes(path: &Path) -> Vec<String> {
    let answer: serde_json::Value =
        serde_json::from_str(&said(path, &["--json"])).expect("JSON on standard output");
    let list = answer["diagnostics"].as_array().expect("a list of remarks");
    list.iter().map(|it| it["code"].as_str().expect("a code").to_owned()).collect()
}

fn code(path: &Path) -> String {
    let name = path.file_name().expect("a file").to_string_lossy();
    name.split('-').next().unwrap_or("").to_uppercase()
}

#[test]
fn bad_texts_give_their_code_and_its_way() {
    for path in texts(&folder("bad")) {
        assert_eq!(codes(&path), [code(&path)], "{}\n{}", path.display(), said(&path, &[]));
        let shown = said(&path, &[]);
        let expected = path.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &shown).expect("a writable folder");
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), shown, "{}", path.display());
    }
}

#[test]
fn good_texts_give_nothing() {
    for path in texts(&folder("good")) {
        assert_eq!(codes(&path), [""; 0], "{}\n{}", path.display(), said(&path, &[]));
    }
}

#[test]
fn every_searching_check_has_a_text_on_each_side() {
    for wanted in ["A321", "A322", "A332", "A340"] {
        for side in ["bad", "good"] {
            let found = texts(&folder(side)).iter().any(|path| code(path) == wanted);
            assert!(found, "no {side} text for {wanted}");
        }
    }
}

/// An acceptance of what the search does not find accepts nothing, and is told.
#[test]
fn an_acceptance_of_what_no_search_finds_is_told() {
    let path = folder("good").join("a322-talks-and-then-notice.accord");
    let text = fs::read_to_string(path).expect("a text");
    let clause = "  accepting A322 because \"tested\"\n}\n";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("searched");
    fs::create_dir_all(&folder).expect("a folder of the build");
    let path = folder.join("accepted.accord");
    fs::write(&path, text.replacen("}\n", clause, 1)).expect("a text");
    assert_eq!(codes(&path), ["A350"], "{}", said(&path, &[]));
}

/// What is accepted in the texts that ship is accepted where it stands, with a reason.
#[test]
fn texts_that_ship_say_nothing_that_they_do_not_accept() {
    let accords = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords");
    let searching = ["A321", "A322", "A332", "A340"];
    for path in texts(&accords) {
        let codes = codes(&path);
        let found = codes.iter().any(|code| searching.contains(&code.as_str()));
        assert!(!found, "{}: {}", path.display(), said(&path, &[]));
    }
}
