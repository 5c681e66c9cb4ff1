//! The report as blocks: every section, table and chart of the page arrives, and nothing else.

use explore::assess::Answer;
use report::document::Block;
use report::words::estimate::WORDS;
use report::{html, markdown, memo};

use crate::fixture;

#[test]
fn every_section_table_and_chart_is_read_back() {
    for fixture in [fixture::full(), fixture::quick()] {
        let page = html::page(&fixture.page());
        let document = html::document(&fixture.page());
        let count =
            |what: &dyn Fn(&Block) -> bool| document.blocks.iter().filter(|it| what(it)).count();
        assert_eq!(count(&|it| matches!(it, Block::Heading(2, _))), page.matches("<h2").count());
        assert_eq!(count(&|it| matches!(it, Block::Table(_))), page.matches("<table").count());
        let figures = html::figures(&fixture.page());
        let names = document.blocks.iter().filter_map(|it| match it {
            Block::Figure { name, .. } => Some(name.clone()),
            _ => None,
        });
        assert_eq!(
            names.collect::<Vec<_>>(),
            figures.iter().map(|it| it.0.clone()).collect::<Vec<_>>()
        );
        for table in document.tables() {
            assert!(!table.caption.is_empty() && !table.heads.is_empty(), "{table:?}");
            assert!(table.rows.iter().all(|row| row.len() == table.heads.len()), "{table:?}");
        }
    }
}

/// Sections come in the order of an analyst: what the answer is, what it hangs on, what would mend it; what it
/// rests on last.
#[test]
fn the_order_is_that_of_an_analyst() {
    let page = html::page(&fixture::full().page());
    let order = [
        "answer",
        "weakest",
        "turning",
        "mends",
        "timeline",
        "exposure",
        "relief",
        "ranges",
        "survival",
        "outsiders",
        "files",
        "readings",
        "seen",
        "breakout",
        "lines",
        "track",
        "beliefs",
        "text",
        "missing",
        "certificates",
    ];
    let places: Vec<Option<usize>> =
        order.iter().map(|id| page.find(&format!("<section id=\"{id}\""))).collect();
    assert!(
        places.iter().all(Option::is_some),
        "{:?}",
        order.iter().zip(&places).collect::<Vec<_>>()
    );
    assert!(places.is_sorted(), "{:?}", order.iter().zip(&places).collect::<Vec<_>>());
}

/// One page holds about six hundred words of this size; a likelihood never stands without its range.
#[test]
fn a_memorandum_is_one_page_of_words_with_ranges() {
    for answer in [Answer::Yes, Answer::No, Answer::Depends, Answer::Undecided] {
        for mut fixture in [fixture::full(), fixture::quick()] {
            fixture.assessment.answer = answer;
            let memo = markdown::text(&memo::memo(&fixture.page()));
            assert!(memo.split_whitespace().count() < 680, "{}", memo.split_whitespace().count());
            assert!(
                memo.contains("If these beliefs hold and everybody keeps to the text"),
                "{memo}"
            );
            assert!(memo.contains("Confidence in this judgement: low"), "{memo}");
            for word in WORDS {
                let from = (word.from * 100.0).round();
                let said = format!("{} {from} to {}", word.word, (word.to * 100.0).round());
                assert!(memo.contains(&said), "`{said}` in the scale");
            }
        }
    }
}

#[test]
fn what_is_sourced_is_no_more_than_moderately_sure() {
    let mut fixture = fixture::full();
    fixture.beliefs.entries.iter_mut().for_each(|entry| entry.mark = world::Mark::A);
    let memo = markdown::text(&memo::memo(&fixture.page()));
    assert!(memo.contains("Confidence in this judgement: moderate at most"), "{memo}");
    assert!(!memo.contains("an example, not analysis"));
}
