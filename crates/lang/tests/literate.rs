//! Prose with terms in fences says the same as the terms alone, at the places of the file.

use lang::source::Source;
use lang::{compile, format, terms_hash};
use proptest::prelude::*;

const PLAIN: &str = include_str!("good/every-clause.accord");

/// The plain text cut at an empty line between two articles, in prose of several scripts.
fn treaty(bar: &str) -> String {
    let cut = PLAIN.match_indices("\n\n").nth(2).expect("it has paragraphs").0 + 1;
    let (first, second) = PLAIN.split_at(cut);
    format!(
        "# توافق\n\nPréambule: `accord` is a word here.\n\n```text\naccord \"no\" {{\n```\n\n\
         {bar} accord\n{first}{bar}\n\nمادهٔ ۲ the rest:\n\n{bar} accord\n{second}\n{bar}\n\nEnd {{.\n"
    )
}

#[test]
fn the_hash_and_the_tables_are_those_of_the_terms() {
    let plain = Source::new("a.accord", PLAIN);
    let hash = terms_hash(&plain).expect("the text is right");
    for bar in ["```", "````", "~~~"] {
        let literate = Source::new("a.accord.md", treaty(bar));
        assert_eq!(terms_hash(&literate).expect("as right as the plain one"), hash, "{bar}");
        let tables = |source| compile(source).compiled.map(|it| it.common.accord);
        assert_eq!(tables(&literate), tables(&plain), "{bar}");
    }
}

#[test]
fn a_finding_stands_where_the_reader_sees_it() {
    let slip = treaty("```").replacen("signatories", "signatoris", 1);
    let source = Source::new("a.accord.md", slip.as_str());
    let found = compile(&source).diagnostics;
    let first = found.first().expect("a slip is found");
    let at = slip.find("signatoris").expect("it was put there");
    assert_eq!(first.span.range().start, at, "{first:?}");
    let line = 1 + slip[..at].matches('\n').count();
    assert_eq!(source.place(first.span).line as usize, line);
}

#[test]
fn the_layout_changes_terms_and_leaves_prose() {
    let loose = treaty("```").replacen("signatories", "   signatories", 1);
    let source = Source::new("a.accord.md", loose);
    let once = format(&source).expect("its braces close");
    let again = format(&Source::new("a.accord.md", once.as_str())).expect("they still close");
    assert_eq!(once, again);
    assert!(once.contains("Préambule: `accord` is a word here.\n"));
    assert!(once.ends_with("End {.\n"));
}

#[test]
fn a_block_that_leaves_its_fence_open_is_shown_there() {
    let text = "Prose.\n\n```accord\nphase P {\n  opens on day 0\n```\n";
    let found = format(&Source::new("a.accord.md", text)).expect_err("a brace is open");
    let span = found.first().expect("said").span.range();
    assert!(span.start >= text.find("phase").expect("there"), "{found:?}");
}

proptest! {
    #[test]
    fn prose_keeps_every_byte_in_its_place(text in "([`~]{3}( accord)?\n|[a-z{é\u{6cc} ]{0,9}\n){0,12}") {
        let terms = lang::literate::terms_only(&text);
        prop_assert_eq!(terms.len(), text.len());
        for fence in lang::literate::fences(&text) {
            prop_assert_eq!(&terms[fence.clone()], &text[fence]);
        }
        for (blank, given) in terms.bytes().zip(text.bytes()) {
            prop_assert!(blank == given || blank == b' ');
        }
    }
}
