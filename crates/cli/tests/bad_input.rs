//! Input that no drafter meant: each gets an error with its place, and never a panic.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");
const OTHER: &str = include_str!("../../../accords/jpoa-2013.beliefs");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bad-input-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn detente(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// What the program says, on either stream, having ended by itself with one of its own codes.
fn said(folder: &Path, words: &[&str]) -> (i32, String) {
    let output = detente(folder, words);
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    let said = format!("{out}{err}");
    assert!(!said.contains("panicked"), "{words:?}\n{said}");
    let code = output.status.code().expect("it ended by itself");
    assert!(code == 1 || code == 3, "{words:?}: {code}\n{said}");
    (code, said)
}

#[test]
fn a_damaged_accord_is_refused_at_its_place_by_every_command() {
    let folder = folder("accords");
    let cut = TEXT.find("map-1").expect("a text with a map");
    let binary: Vec<u8> = (0..=255_u8).cycle().take(3_000).collect();
    let texts: [(&str, Vec<u8>, &str); 5] = [
        ("truncated", TEXT.as_bytes()[..cut].to_vec(), "truncated.accord:24"),
        ("binary", binary, "byte 128 is not UTF-8"),
        ("braces", "{".repeat(1 << 20).into_bytes(), "braces.accord:1:13"),
        ("empty", Vec::new(), "empty.accord:1:1"),
        ("quote", b"accord \"x".to_vec(), "quote.accord:1:"),
    ];
    for (name, bytes, place) in texts {
        let file = format!("{name}.accord");
        fs::write(folder.join(&file), bytes).expect("write");
        fs::write(folder.join(format!("{name}.beliefs")), BELIEFS).expect("write");
        for words in [&["check", &file][..], &["assess", "--quick", &file], &["hash", &file]] {
            let (_, said) = said(&folder, words);
            assert!(said.contains(place), "{words:?}\n{said:.2000}");
        }
    }
}

#[test]
fn bad_beliefs_are_refused_with_their_line_and_a_way_out() {
    let folder = folder("beliefs");
    fs::write(folder.join("text.accord"), TEXT).expect("write");
    let replaced = |old: &str, new: &str| {
        assert!(BELIEFS.contains(old), "{old}");
        BELIEFS.replace(old, new)
    };
    let texts = [
        (replaced("cap: 0.25 (0.1 to 0.4)", "cap: NaN"), "A053", "a finite decimal number"),
        (replaced("turnover US: 0.011 (0.008 to 0.014)", "turnover US: -0.011"), "A053", "0 to 1"),
        (replaced("discount US: 0.10 (0.05 to 0.2)", "discount US: -0.1"), "A053", "0 or more"),
        (replaced("discount US: 0.10 (0.05 to 0.2)", "discount US: inf"), "A053", "finite"),
        (OTHER.to_owned(), "A360", "give the agreement they are about"),
        ("{".repeat(1 << 20), "A050", "does not say what it is about"),
        (BELIEFS[..BELIEFS.len() / 2].to_owned(), "A0", "text.beliefs:"),
    ];
    for (text, code, way_out) in texts {
        fs::write(folder.join("text.beliefs"), &text).expect("write");
        let (exit, said) = said(&folder, &["assess", "--quick", "--no-report", "text.accord"]);
        assert_eq!(exit, 1, "{said:.2000}");
        assert!(said.contains(code) && said.contains("text.beliefs:"), "{code}\n{said:.2000}");
        assert!(said.contains(way_out), "{way_out}\n{said:.2000}");
    }
    fs::remove_file(folder.join("text.beliefs")).expect("written above");
    let (exit, said) = said(&folder, &["assess", "text.accord"]);
    assert_eq!(exit, 3, "{said}");
    assert!(said.contains("no beliefs text.beliefs"), "{said}");
}

#[test]
fn bad_histories_are_refused_with_their_line() {
    let folder = folder("events");
    let text = include_str!("../../../accords/jpoa-2013.accord");
    fs::write(folder.join("text.accord"), text).expect("write");
    let history = include_str!("../../../accords/jpoa-2013.events");
    let cut = history.rfind(", mark").expect("marked lines") + 5;
    for (events, place) in [
        (history[..cut].to_owned(), "text.events:"),
        ("{".repeat(1 << 20), "text.events:1:"),
        ("history of \"another\"\n".to_owned(), "text.events:1:"),
    ] {
        fs::write(folder.join("text.events"), &events).expect("write");
        let (exit, said) = said(&folder, &["replay", "text.accord"]);
        assert_eq!(exit, 1, "{said:.2000}");
        assert!(said.contains(place), "{said:.2000}");
    }
}
