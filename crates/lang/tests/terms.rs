//! The hash changes with every term and with nothing else; nothing makes the reader panic.

use lang::lexer::TokenKind;
use lang::source::Source;
use lang::span::Span;
use proptest::prelude::*;

const THREE_PHASE: &str = include_str!("../../../accords/three-phase.accord");
const EVERY_CLAUSE: &str = include_str!("good/every-clause.accord");
const BELIEFS: &str = include_str!("good/three-phase.beliefs");

/// Every token of a text with its kind, comments left out.
fn tokens(text: &str) -> Vec<(TokenKind, Span)> {
    let source = Source::new("", text);
    let all = lang::lexer::all(&source);
    all.into_iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .map(|token| (token.kind, token.span))
        .collect()
}

fn hash(text: &str) -> Option<String> {
    lang::terms_hash(&Source::new("", text)).ok().map(|hash| hash.to_string())
}

fn replaced(text: &str, span: Span, with: &str) -> String {
    format!("{}{with}{}", &text[..span.range().start], &text[span.range().end..])
}

/// Another literal or name of the same kind.
fn mutated(kind: TokenKind, text: &str) -> Option<String> {
    Some(match kind {
        TokenKind::Number => format!("1{text}"),
        TokenKind::Word | TokenKind::Percent => format!("{text}x"),
        TokenKind::Text => text.replacen('"', "\"x", 1),
        TokenKind::Date => text.replacen("20", "19", 1),
        TokenKind::Compare(lang::ast::Comparison::AtMost) => "<".into(),
        TokenKind::Compare(_) => "<=".into(),
        TokenKind::FormedUnit => "kg[Pu]".into(),
        _ => return None,
    })
}

#[test]
fn every_change_of_a_literal_or_name_changes_the_hash() {
    for text in [THREE_PHASE, EVERY_CLAUSE] {
        let original = hash(text).expect("a good text");
        let mut read = 0;
        for (kind, span) in tokens(text) {
            let word = &text[span.range()];
            let Some(other) = mutated(kind, word) else { continue };
            // a keyword that is no word any more is an error, which has no hash at all
            if let Some(changed) = hash(&replaced(text, span, &other)) {
                let accepted = text[..span.range().start]
                    .lines()
                    .last()
                    .is_some_and(|line| line.contains("accepting"));
                assert!(changed != original || accepted, "`{word}` -> `{other}` at {span:?}");
                read += 1;
            }
        }
        assert!(read > 300, "only {read} changes gave a text that can be read");
    }
}

#[test]
fn every_line_left_out_changes_the_hash() {
    let original = hash(THREE_PHASE).expect("a good text");
    let lines: Vec<_> = THREE_PHASE.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let mut left = lines.clone();
        left.remove(at);
        let term = !line.trim().is_empty() && !line.trim_start().starts_with('#');
        match hash(&left.join("\n")) {
            Some(changed) => assert_eq!(changed != original, term, "{line}"),
            None => assert!(term, "{line}"),
        }
    }
}

#[test]
fn the_hash_does_not_see_formatting_or_comments() {
    let original = hash(EVERY_CLAUSE);
    assert!(original.is_some());
    let crlf = EVERY_CLAUSE.replace('\n', "\r\n");
    assert_eq!(hash(&crlf), original);
    assert_eq!(hash(&format!("\u{feff}{EVERY_CLAUSE}")), original);
    assert_eq!(hash(&EVERY_CLAUSE.replace("    ", "\t")), original);
    assert_eq!(hash(&EVERY_CLAUSE.replace("State A", "State   A")), original);
    assert_eq!(hash(&EVERY_CLAUSE.replace("no date can be moved", "another reason")), original);
    assert_ne!(hash(&EVERY_CLAUSE.replace("State A", "Other A")), original);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_hash_does_not_see_white_space_or_comments_anywhere(seed in prop::collection::vec(0_u8..6, 2000)) {
        let mut text = String::new();
        let mut before = 0;
        for ((_, span), gap) in tokens(THREE_PHASE).into_iter().zip(seed.iter().cycle()) {
            let between = &THREE_PHASE[before..span.range().start];
            let space = between.split('#').next().unwrap_or("").to_owned();
            text.push_str(&space);
            match (gap, THREE_PHASE.get(span.range()) == Some("\n")) {
                (0, true) => text.push_str("  # a note { } , \"x\""),
                (1, true) => text.push_str("\n\n"),
                (2, false) if !space.is_empty() => text.push_str("   "),
                _ => (),
            }
            text.push_str(&THREE_PHASE[span.range()]);
            before = span.range().end;
        }
        prop_assert_eq!(hash(&text), hash(THREE_PHASE));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,400}") {
        survive(&text);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_mixture_of_tokens_makes_the_reader_panic(picks in prop::collection::vec((0_usize..4000, 0_u8..12), 1..120)) {
        let tokens = tokens(EVERY_CLAUSE);
        let mut text = String::new();
        for (at, glue) in picks {
            let (_, span) = tokens[at % tokens.len()];
            text.push_str(&EVERY_CLAUSE[span.range()]);
            text.push_str(match glue { 0 => "\n", 1 => " { ", 2 => " } ", 3 => "\n}\n", 4 => ", ", 5 => "", _ => " " });
        }
        survive(&text);
    }

    #[test]
    fn no_truncation_or_deletion_makes_the_reader_panic(from in 0.0..1.0_f64, length in 0_usize..200) {
        for text in [THREE_PHASE, EVERY_CLAUSE, BELIEFS] {
            let at = text.char_indices().map(|(at, _)| at).nth(place(text, from)).unwrap_or(0);
            survive(&text[..at]);
            let end = (at + length..text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
            survive(&format!("{}{}", &text[..at], &text[end..]));
        }
    }

    #[test]
    fn formatting_what_can_be_formatted_is_idempotent(picks in prop::collection::vec((0_usize..4000, 0_u8..12), 1..80)) {
        let tokens = tokens(EVERY_CLAUSE);
        let mut text = String::new();
        for (at, glue) in picks {
            let (_, span) = tokens[at % tokens.len()];
            text.push_str(&EVERY_CLAUSE[span.range()]);
            text.push_str(match glue { 0 => "\n", 1 => " # note\n", 2 => "\n\n\n", 3 => " { a b }", 4 => " {\n c }\n", 5 => ",\n", _ => " " });
        }
        if let Ok(once) = lang::format(&Source::new("", text)) {
            let twice = lang::format(&Source::new("", once.clone()));
            prop_assert_eq!(Ok(once), twice);
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn place(text: &str, share: f64) -> usize {
    (text.chars().count() as f64 * share) as usize
}

/// Everything the crate can do with a text.
fn survive(text: &str) {
    let source = Source::new("x", text);
    let parsed = lang::parse(&source);
    for diagnostic in &parsed.diagnostics {
        assert!(diagnostic.span.range().end <= source.text().len(), "{diagnostic:?}");
        assert!(!diagnostic.message.contains('\n'), "{diagnostic:?}");
    }
    let _ = lang::render(&parsed.diagnostics, &source);
    let _ = lang::format(&source);
    let _ = lang::canonical(&source);
    let beliefs = lang::parse_beliefs(&source);
    let _ = lang::render(&beliefs.diagnostics, &source);
}

#[test]
fn a_megabyte_of_braces_is_an_error_with_a_place() {
    let megabyte = 1 << 20;
    for brace in [
        "{",
        "}",
        "{}",
        "{\n",
        "(",
        "[",
        "\"",
        "x {",
        "phase P { step",
        ",",
        "#\n",
        "%",
        "0",
        "a ",
        "-",
        "when ( ",
    ] {
        let text = brace.repeat(megabyte / brace.len());
        let started = std::time::Instant::now();
        let source = Source::new("braces", text);
        let parsed = lang::parse(&source);
        let first = parsed.diagnostics.first().expect("not an agreement");
        assert!(first.is_error());
        assert!(!lang::render(&parsed.diagnostics, &source).is_empty());
        let _ = lang::format(&source);
        assert!(started.elapsed().as_secs() < 20, "`{brace}` took {:?}", started.elapsed());
    }
}

#[test]
fn half_a_megabyte_inside_an_article_is_read_in_time() {
    let contexts = [
        "freeze a for b {",
        "mutual m {",
        "phase P { step a: ",
        "phase P { opens when ",
        "redline r { level 1: ",
        "party A { rests on ",
        "body B { members ",
        "tolerates t { ",
        "scenario \"s\" { given ",
        "snapback s { restores ",
        "dispute d { stage a ",
        "zone z { polygon ",
        "swap ",
        "accord \"a\" language 1 revision 1 { signatories ",
        "beliefs for \"x\" { ",
        "leave out ",
        "value US: ",
    ];
    let parts = [
        "x, ",
        "x ",
        "x or ",
        "x: ",
        "1 2, ",
        "US may pause x, ",
        "[a: 1]",
        "\"w\", ",
        "must ",
        "x must not list y, ",
        "a of b, ",
        "(",
        ", \n",
    ];
    let started = std::time::Instant::now();
    for context in contexts {
        for part in parts {
            let text = format!("{context}{}", part.repeat((1 << 19) / part.len()));
            let source = Source::new("long", text);
            let _ = lang::canonical(&source);
            let _ = lang::parse_beliefs(&source);
        }
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn deep_conditions_are_an_error_with_a_place() {
    for open in ["(", "not "] {
        let text = format!("{}cap met", open.repeat(100_000));
        let text = format!("phase P {{\n opens when {text}\n}}");
        let parsed = lang::parse(&Source::new("deep", text));
        assert!(parsed.diagnostics.iter().any(|it| it.code == "A012"));
    }
    let times = "earlier of ".repeat(100_000);
    let parsed =
        lang::parse(&Source::new("deep", format!("phase P {{\n lapses on {times} day 1\n}}")));
    assert!(parsed.diagnostics.iter().any(|it| it.code == "A012"));
}
