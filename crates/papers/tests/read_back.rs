//! Files are read back by programs that did not write them.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use kernel::Hours;
use papers::calendar::{Of, calendar};
use papers::{Fault, sheet, text};
use proptest::prelude::*;
use report::deadlines::{Deadline, Kind};
use report::document::{Block, Document, Table};

fn table(caption: &str, cells: [&str; 4]) -> Table {
    let row = |it: &[&str]| it.iter().map(|cell| (*cell).to_owned()).collect();
    Table {
        caption: caption.to_owned(),
        heads: vec!["phase".to_owned(), "State A".to_owned()],
        rows: vec![row(&cells[..2]), row(&cells[2..])],
    }
}

fn document() -> Document {
    let table = table("Room to spare: by phase / party", ["1 First", "-0.5", "=1+1", "34 %"]);
    Document {
        title: "Swap <of> \"things\" & more".to_owned(),
        blocks: vec![
            Block::Notice("an example, not analysis".to_owned()),
            Block::Pairs(vec![("Condition".to_owned(), "the beliefs".to_owned())]),
            Block::Heading(2, "Judgement".to_owned()),
            Block::Paragraph("Under these beliefs both keep it.".to_owned()),
            Block::Quote("A must give".to_owned(), "line 3".to_owned()),
            Block::List(vec!["one".to_owned(), "two \u{1}<b>".to_owned()]),
            Block::Figure { name: "fig-a".to_owned(), number: 1, caption: "A chart".to_owned() },
            Block::Table(table.clone()),
            Block::Table(table),
            Block::Code("detente report x.accord".to_owned()),
        ],
    }
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

#[test]
fn a_spreadsheet_holds_every_table_with_numbers_as_numbers() {
    let bytes = sheet::book(&document(), &["No forecast."]).expect("it is written");
    let mut book = opened(bytes);
    let names = book.sheet_names();
    assert_eq!(names.len(), 3);
    assert_eq!(names[0], "Contents");
    assert_ne!(names[1], names[2]);
    let first = book.worksheet_range(&names[1]).expect("a sheet");
    let cell = |row, column| first.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(0, 1), Data::String("State A".to_owned()));
    assert_eq!(cell(1, 1), Data::Float(-0.5));
    assert_eq!(cell(2, 0), Data::String("=1+1".to_owned()), "text is no formula");
    assert_eq!(cell(2, 1), Data::String("34 %".to_owned()));
    let formulas = book.worksheet_formula(&names[1]).expect("a sheet");
    assert!(formulas.used_cells().next().is_none(), "and nothing is one");
    let contents = book.worksheet_range("Contents").expect("a sheet");
    let all: Vec<String> = contents.used_cells().map(|(_, _, it)| it.to_string()).collect();
    assert!(all.contains(&"No forecast.".to_owned()), "{all:?}");
    assert!(all.contains(&"Room to spare: by phase / party".to_owned()), "{all:?}");
}

/// The parts of a packed file, by name.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// All words of a text document, paragraph by paragraph.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let text = part(bytes, "word/document.xml");
    let tree = roxmltree::Document::parse(&text).expect("sound XML");
    let all = tree.descendants().filter(|it| it.tag_name().name() == "p");
    let words = |it: roxmltree::Node<'_, '_>| {
        let runs = it.descendants().filter(|run| run.tag_name().name() == "t");
        runs.filter_map(|run| run.text()).collect::<String>()
    };
    all.map(words).collect()
}

#[test]
fn a_text_document_holds_every_word_in_order() {
    let bytes = text::text(&document()).expect("it is written");
    let found = paragraphs(&bytes);
    let expected = [
        "Swap <of> \"things\" & more",
        "an example, not analysis",
        "Condition: the beliefs",
        "Judgement",
        "Under these beliefs both keep it.",
        "A must giveline 3",
        "\u{2022} one",
        "\u{2022} two  <b>",
        "Figure 1. A chart",
    ];
    assert_eq!(found[..expected.len()], expected);
    assert!(found.contains(&"detente report x.accord".to_owned()));
    assert!(found.contains(&"=1+1".to_owned()), "cells of tables are there");
    let types = part(&bytes, "[Content_Types].xml");
    assert!(types.contains("wordprocessingml.document.main+xml"));
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let it = document();
    assert_eq!(text::text(&it).expect("written"), text::text(&it).expect("written"));
    let book = || sheet::book(&it, &[]).expect("written");
    assert_eq!(book(), book());
}

fn deadline(days: u32, kind: Kind, what: &str) -> Deadline {
    Deadline {
        kind,
        at: Hours::days(days),
        date: Some(format!("2026-03-{:02}", 1 + days)),
        who: "State A".to_owned(),
        what: what.to_owned(),
        line: Some(12),
        quote: "A must give, \"all\"; and say so\nonce".to_owned(),
    }
}

const OF: Of<'_> = Of {
    title: "Swap; of, things",
    hash: "4f1c09be00112233aa",
    note: "It orders nobody to do anything.",
    made: "2026-03-01",
};

/// Content lines, unfolded (RFC 5545, 3.1), as names and values.
fn unfolded(text: &str) -> Vec<(String, String)> {
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is over 75 octets");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "lines end in CRLF alone");
    let whole = text.replace("\r\n ", "").replace("\r\n\t", "");
    let lines = whole.split("\r\n").filter(|line| !line.is_empty());
    let pair = |line: &str| {
        let (name, value) = line.split_once(':').expect("a name and a value");
        (name.to_owned(), value.to_owned())
    };
    lines.map(pair).collect()
}

#[test]
fn a_calendar_has_an_entry_a_date_as_the_standard_asks() {
    let all = [
        deadline(3, Kind::Owed, "give"),
        deadline(3, Kind::Owed, "give"),
        deadline(
            20,
            Kind::Silence,
            "give: late, and a title that is long enough to be folded twice over and more",
        ),
    ];
    let text = calendar(&OF, &all).expect("dates");
    let lines = unfolded(&text);
    let of = |name: &str| -> Vec<&str> {
        lines.iter().filter(|it| it.0 == name).map(|it| it.1.as_str()).collect()
    };
    assert_eq!(of("BEGIN"), ["VCALENDAR", "VEVENT", "VEVENT", "VEVENT"]);
    assert_eq!(of("END"), ["VEVENT", "VEVENT", "VEVENT", "VCALENDAR"]);
    assert_eq!(of("VERSION"), ["2.0"]);
    assert_eq!(of("PRODID").len(), 1);
    assert_eq!(of("DTSTART;VALUE=DATE"), ["20260304", "20260304", "20260321"]);
    assert_eq!(of("DTSTAMP"), ["20260301T000000Z"; 3]);
    assert_eq!(of("TRANSP"), ["TRANSPARENT"; 3]);
    let mut names = of("UID");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 3, "each has a name of its own");
    let summary = of("SUMMARY");
    assert_eq!(summary[0], "State A: give (owed)");
    assert!(summary[2].contains("late\\, and"), "commas are escaped: {}", summary[2]);
    let entries = of("DESCRIPTION");
    let described = entries.iter().filter(|it| it.contains("orders nobody"));
    assert!(described.count() >= 3, "{entries:?}");
    assert!(entries.iter().any(|it| it.contains("\\nLine 12")), "{entries:?}");
    assert_eq!(text, calendar(&OF, &all).expect("dates"), "the same bytes again");
}

#[test]
fn what_has_no_date_stands_in_no_calendar() {
    let none = Deadline { date: None, ..deadline(1, Kind::Owed, "give") };
    assert!(matches!(calendar(&OF, &[none]), Err(Fault::NoDate)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in a text, each file is one that its reader takes, and the words are in it.
    #[test]
    fn any_text_is_carried(words in "\\PC{0,40}", cell in "\\PC{1,30}") {
        let it = Document {
            title: words.clone(),
            blocks: vec![Block::Paragraph(words.clone()), Block::Table(table(&words, [&cell, "1", "a", &cell]))],
        };
        let found = paragraphs(&text::text(&it).expect("written"));
        let bare = |text: &str| text.replace(['\u{fffe}', '\u{ffff}'], " ");
        prop_assert_eq!(&found[0], &bare(&words));
        let mut book = opened(sheet::book(&it, &[&words]).expect("written"));
        let name = book.sheet_names()[1].clone();
        let range = book.worksheet_range(&name).expect("a sheet");
        prop_assert_eq!(range.get_value((2, 1)).map(ToString::to_string), Some(cell.clone()));
        let dated = Deadline { what: words.clone(), quote: cell, ..deadline(2, Kind::Owed, "x") };
        let lines = unfolded(&calendar(&OF, &[dated]).expect("dates"));
        prop_assert_eq!(lines.iter().filter(|it| it.0 == "UID").count(), 1);
    }
}
