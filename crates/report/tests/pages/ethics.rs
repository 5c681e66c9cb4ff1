//! Rules of ETHICS.md that pages keep. The test of "will" in templates is
//! `crates/xtask/tests/repository/words.rs`; here it is read from finished pages.

use explore::assess::Answer;
use report::{html, markdown, memo, terminal};
use world::Mark;

use crate::fixture::{self, Fixture};

const ANSWERS: [Answer; 4] = [Answer::Yes, Answer::No, Answer::Depends, Answer::Undecided];

/// What is read on either page; a style is not read.
fn pages(fixture: &Fixture) -> [String; 2] {
    let html = html::page(&fixture.page());
    let (before, rest) = html.split_once("<style>").expect("a style");
    let (_, after) = rest.split_once("</style>").expect("its end");
    [terminal::page(&fixture.page()), format!("{before}{after}")]
}

/// The same with the report as Markdown and the memorandum.
fn all_pages(fixture: &Fixture) -> [String; 4] {
    let [terminal, html] = pages(fixture);
    let report = markdown::text(&html::document(&fixture.page()));
    [terminal, html, report, markdown::text(&memo::memo(&fixture.page()))]
}

#[test]
fn no_page_prophesies_or_judges() {
    let denial = "does not say what governments will do";
    for fixture in [fixture::full(), fixture::quick()] {
        for page in all_pages(&fixture) {
            let words = page.split_whitespace().collect::<Vec<_>>().join(" ").replace(denial, "");
            for word in words.to_lowercase().split(|c: char| !c.is_alphabetic()) {
                assert!(
                    !["will", "breach", "regime", "proxy", "cheat", "cheats", "guilty"]
                        .contains(&word),
                    "`{word}` on a page"
                );
            }
        }
    }
}

/// Rule 7: harm to people is an outcome on either page, and those who did not sign are named.
#[test]
fn those_without_a_seat_and_harm_to_people_are_on_every_page() {
    let fixture = fixture::full();
    let [terminal, html] =
        pages(&fixture).map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "));
    for page in [&terminal, &html] {
        assert!(
            page.contains("Harm to people, everybody keeping, expected in 36 months"),
            "{page}"
        );
        assert!(page.contains("0.9 of them with casualties"), "{page}");
        assert!(page.contains("general hostilities in 4"), "{page}");
    }
    assert!(html.contains("Those without a seat"));
    assert!(html.contains("Named in the text without having signed it: Israel"), "{html}");
}

#[test]
fn no_answer_stands_naked() {
    for answer in ANSWERS {
        for mut fixture in [fixture::full(), fixture::quick()] {
            fixture.assessment.answer = answer;
            for page in all_pages(&fixture) {
                let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
                let share = page.contains("Across your ranges")
                    || page.contains("Over the ranges of these beliefs")
                    || page.contains("was not computed");
                assert!(share, "no share beside {answer:?}");
                let turns = page.contains("The answer turns at")
                    || page.contains("Where the answer turns was not computed");
                assert!(turns, "neither turning points nor that there are none beside {answer:?}");
                assert!(page.contains("as such deals usually do"), "no baseline beside {answer:?}");
            }
        }
    }
}

#[test]
fn every_page_says_what_it_is_not() {
    for page in all_pages(&fixture::full()) {
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(report::ethics::FOOT));
    }
}

#[test]
fn mostly_unsourced_beliefs_are_an_example_and_sourced_ones_are_not() {
    let mut fixture = fixture::full();
    for page in all_pages(&fixture) {
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("an example, not analysis"));
    }
    fixture.beliefs.entries.iter_mut().for_each(|entry| entry.mark = Mark::A);
    for page in all_pages(&fixture) {
        assert!(!page.contains("an example, not"));
    }
}

/// Names as long as each other, so that nothing moves when they change places.
fn named(first: [&str; 2], second: [&str; 2]) -> Fixture {
    let text = fixture::text()
        .replace("\"United States\"", &format!("\"{}\"", first[1]))
        .replace("\"Islamic Republic of Iran\"", &format!("\"{}\"", second[1]));
    let mut fixture = fixture::of(&text);
    for (actor, names) in fixture.labels.actors.iter_mut().zip([first, second]) {
        actor.name = names[0].to_owned();
    }
    fixture
}

fn exchanged(text: &str) -> String {
    text.replace("Northland", "\u{1}")
        .replace("Southland", "Northland")
        .replace('\u{1}', "Southland")
}

#[test]
fn exchanging_the_names_exchanges_them_on_the_page_and_nothing_else() {
    let (north, south) = (["Northland", "Northland"], ["Southland", "Southland"]);
    let (mut one, mut other) = (named(north, south), named(south, north));
    other.labels.hash.clone_from(&one.labels.hash);
    one.run.elapsed_seconds = None;
    other.run.elapsed_seconds = None;
    for (page, mirror) in all_pages(&one).into_iter().zip(all_pages(&other)) {
        assert_eq!(exchanged(&page), mirror);
    }
}

#[test]
fn exchanging_the_sides_exchanges_columns_and_nothing_else() {
    let one = named(["Northland", "Northland"], ["Southland", "Southland"]);
    let mut other = named(["Southland", "Southland"], ["Northland", "Northland"]);
    other.labels.hash.clone_from(&one.labels.hash);
    other.assessment = fixture::mirrored(&one.assessment);
    let (page, mirror) = (terminal::page(&one.page()), terminal::page(&other.page()));
    assert_eq!(sorted_words(&page), sorted_words(&mirror));
    let heads =
        |page: &str| page.lines().find(|it| it.contains("room to spare*")).map(str::to_owned);
    assert_eq!(heads(&page).map(|it| exchanged(&it)), heads(&mirror));
}

fn sorted_words(page: &str) -> Vec<String> {
    let mut words: Vec<String> = page.split_whitespace().map(str::to_lowercase).collect();
    words.sort();
    words
}
