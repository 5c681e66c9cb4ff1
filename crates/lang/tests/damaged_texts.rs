//! Damaged texts: compiling ends, in order, and what compiles can be run.

use kernel::{Event, Hours, apply};
use lang::source::Source;
use lang::{compile, compile_beliefs};
use proptest::prelude::*;

const TEXTS: &[&str] = &[
    include_str!("../../../accords/three-phase.accord"),
    include_str!("../../../accords/agreed-framework-1994.accord"),
    include_str!("../../../accords/bad/everything.accord"),
    include_str!("../../../accords/minsk-2015.accord"),
    include_str!("good/every-clause.accord"),
    include_str!("good/provisions.accord"),
];

/// What is done to a text: a word or line taken from one place and put in another, or dropped.
#[derive(Clone, Debug)]
enum Damage {
    DropLine(prop::sample::Index),
    RepeatLine(prop::sample::Index, prop::sample::Index),
    SwapWords(prop::sample::Index, prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        index().prop_map(Damage::DropLine),
        (index(), index()).prop_map(|(from, to)| Damage::RepeatLine(from, to)),
        (index(), index()).prop_map(|(one, other)| Damage::SwapWords(one, other)),
    ]
}

fn damaged(text: &str, damage: &Damage) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    match damage {
        Damage::DropLine(at) => _ = lines.remove(at.index(lines.len())),
        Damage::RepeatLine(from, to) => {
            let line = lines[from.index(lines.len())];
            lines.insert(to.index(lines.len()), line);
        }
        Damage::SwapWords(one, other) => {
            let mut words: Vec<&str> = text.split(' ').collect();
            let (one, other) = (one.index(words.len()), other.index(words.len()));
            words.swap(one, other);
            return words.join(" ");
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn compiling_ends_and_what_compiles_can_be_run(
        which in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let whole = TEXTS[which.index(TEXTS.len())].to_owned();
        let text = damages.iter().fold(whole, |text, damage| damaged(&text, damage));
        let source = Source::new("damaged.accord", text);
        let compilation = compile(&source);
        for pair in compilation.diagnostics.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
        }
        let errors = compilation.diagnostics.iter().any(|it| it.is_error());
        prop_assert_eq!(compilation.compiled.is_none(), errors);
        let Some(compiled) = compilation.compiled else { return Ok(()) };
        let accord = compiled.accord();
        let (state, _) = kernel::apply::start(accord);
        let (state, _) = apply(accord, &state, &Event::Pass(Hours::days(400)));
        prop_assert_eq!(state.duties.len(), accord.duties.len());
        let beliefs = Source::new("some.beliefs", include_str!("good/three-phase.beliefs"));
        let _ = compile_beliefs(&beliefs, &compiled, &compiled.common);
    }
}

const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");
const EVENTS: &str = include_str!("../../../accords/jpoa-2013.events");

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Damaged beliefs and histories are read to their end; what is read has its place in the file.
    #[test]
    fn damaged_beliefs_and_histories_are_read_to_their_end(
        damages in prop::collection::vec(damage(), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let compiled = |text: &str| {
            compile(&Source::new("t.accord", text.to_owned())).compiled.expect("a good text")
        };
        let apply_all = |text: &str| {
            let text = damages.iter().fold(text.to_owned(), |text, damage| damaged(&text, damage));
            let end = (0..=cut.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at));
            [text[..end.unwrap_or(0)].to_owned(), text]
        };
        let (three, jpoa) = (compiled(TEXTS[0]), compiled(JPOA));
        for text in apply_all(BELIEFS) {
            let source = Source::new("t.beliefs", text.clone());
            let found = compile_beliefs(&source, &three, &three.common);
            let errors = found.diagnostics.iter().any(|it| it.is_error());
            prop_assert_eq!(found.beliefs.is_none(), errors);
            prop_assert!(found.diagnostics.iter().all(|it| it.span.range().end <= text.len()));
        }
        for text in apply_all(EVENTS) {
            let source = Source::new("t.events", text.clone());
            let found = lang::compile_events(&source, &jpoa, &jpoa.common);
            let errors = found.diagnostics.iter().any(|it| it.is_error());
            prop_assert!(found.events.is_none() || !errors);
            prop_assert!(found.diagnostics.iter().all(|it| it.span.range().end <= text.len()));
        }
    }
}

const JPOA: &str = include_str!("../../../accords/jpoa-2013.accord");

/// A chain of steps that each wait for two others: time must not double with each.
#[test]
fn long_chains_are_checked_in_reasonable_time() {
    let mut text = String::from(
        "accord \"Long\" language 1 revision 1 { signatories A, B, day 0 is 2026-01-01 }\nparty A \"A\"\nparty B \"B\"\nworkstream w \"W\"\nphase P \"P\" {\n  opens on day 0\n  step s0 in w: A must publish annex \"a\" by day 10\n  step s1 in w: B must publish annex \"a\" by day 20, after s0\n",
    );
    for n in 2..400 {
        let (one, two) = (n - 1, n - 2);
        text.push_str(&format!(
            "  step s{n} in w: A must publish annex \"a\" within 5 days of s{one}, after s{one}, s{two}\n"
        ));
    }
    text.push_str("  closes when s399 met\n}\nphase Q \"Q\" {\n  opens when P closed\n  step t in w: B must publish annex \"a\" by 2036-01-01, irreversible\n}\n");
    let compilation = compile(&Source::new("long.accord", text));
    let codes: Vec<_> = compilation.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [""; 0]);
}
