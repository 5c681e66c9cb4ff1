//! Exercises: what ships is sound, and what is wrong is said with its place.

use lang::events::exercise::{Said, compile_exercise, parse_exercise};
use lang::source::Source;
use lang::{Compiled, compile};
use proptest::prelude::*;

const NIGHT: &str = include_str!("../../../exercises/night-watch.exercise");
const MANUAL: &str = include_str!("../../../docs/events.md");

fn three_phase() -> Compiled {
    let text = include_str!("../../../accords/three-phase.accord");
    compile(&Source::new("three-phase.accord", text)).compiled.expect("a text without errors")
}

/// Codes of what is wrong with a text, each with its line.
fn codes(text: &str) -> Vec<(&'static str, u32)> {
    let (source, compiled) = (Source::new("a.exercise", text), three_phase());
    let read = compile_exercise(&source, &compiled, &compiled.common);
    assert_eq!(read.exercise.is_none(), read.diagnostics.iter().any(|it| it.is_error()));
    read.diagnostics.iter().map(|it| (it.code, source.place(it.span).line)).collect()
}

/// The exercise that ships with one line in place of another.
fn with(line: &str, other: &str) -> (String, u32) {
    let at = NIGHT.lines().position(|it| it.starts_with(line)).expect("a line of the exercise");
    let mut lines: Vec<&str> = NIGHT.lines().collect();
    lines[at] = other;
    (lines.join("\n") + "\n", u32::try_from(at + 1).expect("a short file"))
}

#[test]
fn the_exercise_that_ships_is_sound() {
    assert_eq!(codes(NIGHT), []);
    let compiled = three_phase();
    let source = Source::new("night-watch.exercise", NIGHT);
    let it = compile_exercise(&source, &compiled, &compiled.common).exercise.expect("sound");
    assert_eq!((it.before.len(), it.scenes.len(), it.rules.len(), it.pace), (5, 6, 4, 60));
    assert!(it.before.iter().all(|line| line.at < it.begins));
    assert!(matches!(&it.scenes[0].said, Said::Words { text, .. } if text.contains("Shift")));
    assert_eq!(it.scenes[1].at.0 - it.begins.0, 2);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("seat US", "", "A081", None),
        ("accord", "", "A081", None),
        ("until", "", "A081", None),
        ("exercise", "exercise \"N\" of \"Another\"", "A081", Some(0)),
        ("seat US", "seats US", "A082", Some(0)),
        ("2026-02-20 01:00", "2026-02-20 01:00 expect live of cap", "A082", Some(0)),
        ("seat US", "seat JMC", "A083", Some(0)),
        ("seat US", "seat USA", "A078", Some(0)),
        ("until", "until 2026-02-19", "A083", None),
        ("2026-02-20 01:00", "2026-02-20 01:00 US absorbs ship", "A083", Some(0)),
        ("2026-02-20 01:00", "2026-02-19 01:00 JMC tells \"Good morning\"", "A083", Some(0)),
        ("2026-02-20 09:00 JMC", "2026-03-20 JMC attributes attacks to Coastal", "A083", Some(0)),
        ("when struck", "when struck, after 2 hours US withdraws", "A083", Some(0)),
        ("when struck", "when hit, after 2 hours Iran withdraws", "A073", Some(0)),
        ("pace 60", "pace 0", "A084", Some(0)),
        ("pace 60", "pace 3601", "A084", Some(0)),
        ("2026-01-31", "2026-01-02 US grants W1", "A076", Some(0)),
        ("2026-01-31", "2025-01-02 US grants W1", "A077", Some(0)),
    ];
    for (line, other, code, place) in cases {
        let (text, at) = with(line, other);
        let found = codes(&text);
        let meant = |it: &&(&str, u32)| it.0 == code && place.is_none_or(|_| it.1 == at);
        assert!(found.iter().find(meant).is_some(), "{other}: {found:?}, line {at}");
    }
}

#[test]
fn every_exercise_of_the_manual_gives_what_it_says() {
    let mut read = 0;
    for block in MANUAL.split("\n```exercise").skip(1) {
        let (info, rest) = block.split_once('\n').expect("a block has lines");
        let text = rest.split("\n```").next().expect("a block ends");
        let found: Vec<&str> = codes(&format!("{text}\n")).iter().map(|(code, _)| *code).collect();
        let wanted: Vec<&str> = info.split_whitespace().collect();
        assert_eq!(found, wanted, "{text}");
        read += 1;
    }
    assert!(read > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_exercise_is_read_to_its_end(
        cut in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let mut words: Vec<&str> = NIGHT.split(' ').collect();
        let (from, to) = (from.index(words.len()), to.index(words.len()));
        words.swap(from, to);
        let text: String = words.join(" ");
        let text: String = text.chars().take(cut.index(text.len()) + 1).collect();
        codes(&text);
        prop_assert!(parse_exercise(&Source::new("a", text.as_str())).diagnostics.len() < 200);
    }
}
