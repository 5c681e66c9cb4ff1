//! Texts in `good/` and `bad/`: what is read, and what is said of what cannot be read.
//!
//! `UPDATE=1 cargo test -p lang` writes the expected answers anew.

use std::path::{Path, PathBuf};

use lang::source::Source;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is part of the crate");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|it| it == extension)).collect();
    paths.sort();
    paths
}

fn good(extension: &str) -> Vec<Source> {
    let mut paths = files(&folder("good"), extension);
    paths.extend(files(&folder("../../../accords"), extension));
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Source {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    Source::from_bytes(name, &std::fs::read(path).expect("readable")).expect("UTF-8")
}

fn terms(source: &Source) -> String {
    serde_json::to_string_pretty(&lang::parse(source).accord).expect("terms serialise")
}

/// Compares with the file beside the text, or writes it.
fn check(path: &Path, answer: &str) {
    let expected = PathBuf::from(format!("{}.expected", path.display()));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&expected, answer).expect("writable");
    }
    let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
    assert_eq!(wanted, answer, "{}", path.display());
}

#[test]
fn good_texts_are_read_without_error() {
    for source in good("accord") {
        let parsed = lang::parse(&source);
        assert!(parsed.is_clean(), "{}", lang::render(&parsed.diagnostics, &source));
    }
    for source in good("beliefs") {
        let parsed = lang::parse_beliefs(&source);
        assert!(parsed.diagnostics.is_empty(), "{}", lang::render(&parsed.diagnostics, &source));
    }
}

#[test]
fn bad_texts_get_exactly_their_diagnostics() {
    for path in files(&folder("bad"), "accord") {
        let source = read(&path);
        check(&path, &lang::render(&lang::parse(&source).diagnostics, &source));
    }
    for path in files(&folder("bad"), "beliefs") {
        let source = read(&path);
        check(&path, &lang::render(&lang::parse_beliefs(&source).diagnostics, &source));
    }
}

#[test]
fn formatting_keeps_terms_and_comments_and_is_idempotent() {
    for source in good("accord").into_iter().chain(good("beliefs")) {
        let once = lang::format(&source).expect("good texts have a layout");
        let formatted = Source::new(source.name(), once.clone());
        assert_eq!(once, lang::format(&formatted).expect("still good"), "{}", source.name());
        assert_eq!(comments(source.text()), comments(&once), "{}", source.name());
        assert_eq!(terms(&source), terms(&formatted), "{}", source.name());
    }
}

fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.split_once('#'))
        .map(|(_, comment)| comment.trim())
        .collect()
}

#[test]
fn the_canonical_form_says_the_same_and_is_its_own_canonical_form() {
    for source in good("accord") {
        let canonical = lang::canonical(&source).expect("good texts have one");
        let again = Source::new("canonical", canonical.clone());
        assert_eq!(canonical, lang::canonical(&again).expect("still good"), "{}", source.name());
        same(&without_acceptances(&source), &without_acceptances(&again), source.name());
    }
}

/// Compares terms, and shows the first lines that differ.
fn same(left: &serde_json::Value, right: &serde_json::Value, name: &str) {
    let text = |value| serde_json::to_string_pretty(value).expect("a value serialises");
    let (left, right) = (text(left), text(right));
    let differs = left.lines().zip(right.lines()).position(|(left, right)| left != right);
    let around = |text: &str, at: usize| {
        text.lines().skip(at.saturating_sub(12)).take(20).collect::<Vec<_>>().join("\n")
    };
    if let Some(at) = differs {
        assert_eq!(around(&left, at), around(&right, at), "{name}");
    }
    assert_eq!(left.len(), right.len(), "{name}");
}

/// The terms without accepted warnings, which are no terms.
fn without_acceptances(source: &Source) -> serde_json::Value {
    fn clear(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.remove("accepting");
                fields.values_mut().for_each(clear);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(clear),
            _ => (),
        }
    }
    let mut value = serde_json::to_value(lang::parse(source).accord).expect("terms serialise");
    clear(&mut value);
    value
}

#[test]
fn the_canonical_form_and_hash_of_a_small_text() {
    let text = "accord \"A  b\" language 1 revision 1 { # who\n  signatories US,  Iran\n  day 0 is in force,\n}\n\
        zone Gulf {}\nquantity heu { of Iran\n unit kg[U], baseline 440.50 kg[U]\n accepting A328 because \"x\" }\n";
    let source = Source::new("small", text);
    let wanted = "accord \"A b\" language 1 revision 1 {\nsignatories US, Iran\nday 0 is in force\n}\n\
        zone Gulf\nquantity heu {\nof Iran\nunit kg[U]\nbaseline 440.5 kg[U]\n}\n";
    assert_eq!(lang::canonical(&source).expect("a good text"), wanted);
    let hash = lang::terms_hash(&source).expect("a good text");
    assert_eq!(
        hash.to_string(),
        lang::terms_hash(&Source::new("", wanted)).expect("good").to_string()
    );
    assert_eq!(hash.to_string().len(), 64);
    assert_eq!(hash.short(), format!("{}-{}", &hash.to_string()[..4], &hash.to_string()[4..8]));
}

#[test]
fn a_text_with_errors_has_no_hash() {
    let source = Source::new("", "accord \"A\" language 1 revision 1 { signatories US }");
    assert!(lang::terms_hash(&source).is_err());
}

#[test]
fn brackets_take_the_proposal_asked_for() {
    let source = read(&folder("good").join("brackets.accord"));
    let days = |party| {
        let parsed = lang::parse_as_proposed(&source, party);
        let phase = parsed.accord.phases().next().expect("one phase").clone();
        let by = phase.steps[0].manner.by.clone().expect("a time");
        match by.kind {
            lang::ast::MomentKind::Span { length, .. } => length.count.value.mantissa,
            _ => panic!("a span"),
        }
    };
    assert_eq!((days(None), days(Some("US")), days(Some("Iran"))), (60, 60, 15));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let error = Source::from_bytes("x", b"accord \xff").expect_err("not UTF-8");
    assert_eq!((error.code, error.span.start), ("A001", 7));
    let error = Source::from_bytes("x", &vec![b' '; (16 << 20) + 1]).expect_err("too large");
    assert_eq!(error.code, "A002");
}

#[test]
fn shipped_and_good_texts_are_laid_out_in_the_one_way() {
    for source in good("accord").into_iter().chain(good("beliefs")) {
        let layout = lang::format(&source).expect("good texts have a layout");
        let differs = source
            .text()
            .lines()
            .zip(layout.lines())
            .find(|(written, laid_out)| written.trim_end() != *laid_out);
        assert_eq!(differs, None, "{}", source.name());
    }
}
