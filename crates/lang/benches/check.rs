//! Checking a text of two thousand lines, as an editor does at every key stroke, beside reading
//! as many lines of TOML.
//!
//! The text is the three-phase accord with its files, phases, lines and clocks repeated under
//! other names.

use divan::Bencher;
use divan::counter::ItemsCount;
use lang::outline::{Outline, outline};
use lang::source::Source;

/// Copies of the files of the accord: as many as make two thousand lines.
const COPIES: usize = 17;

/// What the text is to have at least.
const LINES: usize = 2000;

fn main() {
    let text = long();
    assert!(text.lines().count() >= LINES, "{} lines", text.lines().count());
    let found = lang::compile(&Source::new("long.accord", text.as_str())).diagnostics;
    let error = found.iter().find(|it| it.is_error());
    assert!(error.is_none(), "the long text is right: {error:?}");
    divan::main();
}

fn short() -> Source {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords/three-phase.accord");
    let text = std::fs::read_to_string(path).expect("it ships with the repository");
    Source::new("three-phase.accord", text)
}

/// The accord with its files repeated.
fn long() -> String {
    let source = short();
    let outline = outline(&source);
    let start = source.text().find("\nworkstream ").expect("it has files") + 1;
    let shared = repeat_mandates(&source.text()[..start]);
    let files = (0..COPIES).map(|copy| renamed(&source, &outline, start, copy));
    std::iter::once(shared).chain(files).collect()
}

/// Bodies with their mandates and custodies in every copy; without the outsider, whose zone is
/// declared later.
fn repeat_mandates(head: &str) -> String {
    let mut text = String::new();
    for line in head.lines().filter(|line| !line.starts_with("outsider")) {
        let Some((before, clauses)) = line.split_once(" { ").filter(|_| line.starts_with("body"))
        else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let clauses: Vec<&str> = clauses.trim_end_matches(" }").split(", ").collect();
        let repeated: Vec<String> = clauses.iter().flat_map(|clause| in_each(clause)).collect();
        text.push_str(&format!("{before} {{ {} }}\n", repeated.join(", ")));
    }
    text
}

fn in_each(clause: &str) -> Vec<String> {
    let subject = match clause.split(' ').collect::<Vec<_>>()[..] {
        ["verifies" | "attributes", subject, ..] | ["custodian", "of", subject] => subject,
        _ => return vec![clause.to_owned()],
    };
    let named = |copy| clause.replacen(subject, &format!("{subject}_{copy}"), 1);
    (0..COPIES).map(named).collect()
}

/// What the files say, with every name that they declare marked as this copy's.
fn renamed(source: &Source, outline: &Outline, start: usize, copy: usize) -> String {
    let mut text = source.text().to_owned();
    let own = outline.declared.iter().filter(|it| it.span.range().start >= start);
    let mut places: Vec<_> = own.flat_map(|it| outline.places(&it.name)).collect();
    places.sort();
    for span in places.into_iter().rev().filter(|it| it.range().start >= start) {
        text.insert_str(span.range().end, &format!("_{copy}"));
    }
    text[start..].to_owned()
}

/// The baseline reads as many lines of TOML, each with a name and the line as words.
fn toml_lines() -> String {
    let quoted = |line: &str| format!("{:?}", line.replace(|it: char| !it.is_ascii(), "?"));
    let lines = long();
    lines.lines().enumerate().map(|(at, line)| format!("line_{at} = {}\n", quoted(line))).collect()
}

#[divan::bench]
fn baseline(bencher: Bencher) {
    let text = toml_lines();
    let lines = ItemsCount::new(text.lines().count());
    bencher.counter(lines).bench(|| text.parse::<toml::Table>().expect("it is TOML").len());
}

#[divan::bench]
fn lines_checked(bencher: Bencher) {
    let source = Source::new("long.accord", long());
    let lines = ItemsCount::new(source.text().lines().count());
    bencher.counter(lines).bench(|| lang::findings(&source).len());
}

/// The same, made into tables and hashed.
#[divan::bench]
fn lines_compiled(bencher: Bencher) {
    let source = Source::new("long.accord", long());
    let lines = ItemsCount::new(source.text().lines().count());
    bencher.counter(lines).bench(|| lang::compile(&source).diagnostics.len());
}

#[divan::bench]
fn lines_outlined(bencher: Bencher) {
    let source = Source::new("long.accord", long());
    let lines = ItemsCount::new(source.text().lines().count());
    bencher.counter(lines).bench(|| outline(&source).declared.len());
}

#[divan::bench]
fn lines_laid_out(bencher: Bencher) {
    let source = Source::new("long.accord", long());
    let lines = ItemsCount::new(source.text().lines().count());
    bencher.counter(lines).bench(|| lang::format(&source).expect("it closes").len());
}
