//! The page of each code: why it is asked, a real case, a bad and a good text.
//!
//! The pages have one source, the documents that ship with the program. A check has a section of
//! `docs/checks.md`; what is refused while reading stands in a table of `docs/language.md` or
//! `docs/events.md`. Examples are the texts that the tests run.

mod examples;
mod section;
mod table;

use std::sync::OnceLock;

use serde::Serialize;

pub use examples::{Changed, Example, Said, code_of, names as examples};

use crate::diagnostic::Severity;

const CHECKS: &str = include_str!("../../../../docs/checks.md");
const LANGUAGE: &str = include_str!("../../../../docs/language.md");
const EVENTS: &str = include_str!("../../../../docs/events.md");

/// What there is to say about one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Such as `A317`.
    pub code: String,
    /// How much its findings matter; more than one if that depends on the text.
    pub severities: Vec<Severity>,
    /// What is found, in a few words.
    pub title: String,
    /// Why it is asked; empty for what is refused while reading.
    pub why: String,
    /// A real case, with its source.
    pub case: String,
    /// What not to write.
    pub bad: String,
    /// What to write.
    pub good: String,
    /// What else the page says.
    pub more: String,
    /// Texts that give the code and their near-identical neighbours that do not.
    pub examples: Vec<Example>,
}

impl Page {
    /// A page that is one line of a table.
    fn line(code: &str, severity: Severity, title: &str) -> Self {
        Self {
            code: code.to_owned(),
            severities: vec![severity],
            title: title.to_owned(),
            why: String::new(),
            case: String::new(),
            bad: String::new(),
            good: String::new(),
            more: String::new(),
            examples: Vec::new(),
        }
    }

    /// Whether a text can accept it: some of its findings are warnings or notes.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        let check = self.code.starts_with("A3") && !self.code.starts_with("A36");
        check && self.code != "A350" && self.severities.iter().any(|it| *it != Severity::Error)
    }
}

/// Every page, in the order of the codes, without its examples: those are compiled.
#[must_use]
pub fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(read)
}

fn read() -> Vec<Page> {
    let tables = [LANGUAGE, EVENTS, CHECKS].into_iter().flat_map(table::pages);
    let mut pages: Vec<Page> = tables.collect();
    for page in section::pages(CHECKS) {
        pages.retain(|it| it.code != page.code);
        pages.push(page);
    }
    pages.sort_by(|a, b| a.code.cmp(&b.code));
    pages.dedup_by(|a, b| a.code == b.code);
    pages
}

/// The page of a code, written as `A317`, `a317` or `317`.
#[must_use]
pub fn page(code: &str) -> Option<Page> {
    let wanted = spelled(code);
    let mut page = pages().iter().find(|it| it.code == wanted)?.clone();
    page.examples = examples::of(&page.code);
    Some(page)
}

/// The three codes nearest by number to one that is none.
#[must_use]
pub fn near(code: &str) -> Vec<String> {
    let wanted = number(&spelled(code));
    let mut codes: Vec<String> = pages().iter().map(|it| it.code.clone()).collect();
    codes.sort_by_key(|it| (number(it).abs_diff(wanted), it.clone()));
    codes.truncate(3);
    codes.sort();
    codes
}

fn spelled(code: &str) -> String {
    let digits = code.trim().trim_start_matches(['A', 'a']);
    format!("A{digits}")
}

fn number(code: &str) -> u32 {
    let digits: String = code.chars().filter(char::is_ascii_digit).take(9).collect();
    digits.parse().unwrap_or(0)
}
