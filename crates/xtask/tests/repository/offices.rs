//! Offices, not persons: no title is followed by a name.

use crate::tree;

/// Titles after which a capitalised word is a person's name.
const TITLES: [&str; 22] = [
    "President",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "Minister",
    "Secretary",
    "Ayatollah",
    "Senator",
    "Ambassador",
    "Envoy",
    "Chancellor",
    "Premier",
    "Supreme Leader",
    "Commander",
    "Gen.",
    "Adm.",
    "Sheikh",
];
/// Capitalised words that follow a title without being a name.
const NOT_NAMES: [&str; 12] = [
    "Of",
    "And",
    "Or",
    "For",
    "The",
    "State",
    "General",
    "Council",
    "Ministers",
    "Foreign",
    "Office",
    "Elect",
];
const ENDINGS: [&str; 5] = [".accord", ".events", ".beliefs", ".md", ".csv"];

fn problems(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split([' ', '\t', ',', '"', '(', ')']).collect();
        for (at, word) in words.iter().enumerate().skip(1).filter(|(_, word)| is_name(word)) {
            let before = words[..at].join(" ");
            if let Some(title) = TITLES.iter().find(|title| ends_in(&before, title)) {
                found.push(format!(
                    "{path}:{}: `{title} {word}`: name the office, not the person",
                    index + 1
                ));
            }
        }
    }
    found
}

/// Whether the text ends in this title as words of its own.
fn ends_in(text: &str, title: &str) -> bool {
    text.strip_suffix(title).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

fn is_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital && letters.next().is_some_and(char::is_lowercase) && !NOT_NAMES.contains(&word)
}

#[test]
fn no_title_is_followed_by_a_name() {
    let all = tree::files_ending("", &ENDINGS);
    let read = all.iter().filter(|path| !path.starts_with("crates/xtask/"));
    let found: Vec<String> = read.flat_map(|path| problems(path, &tree::read(path))).collect();
    assert!(all.len() > 20, "the walk found accords, documents and tables");
    tree::assert_none(&found);
}

#[test]
fn a_person_is_found_and_an_office_is_not() {
    for person in [
        "President Doe",
        "for Mr. Doe,",
        "\"Foreign Minister Doe\"",
        "Supreme Leader Roe",
        "Secretary Poe",
    ] {
        assert_eq!(problems("a.events", person).len(), 1, "{person}");
    }
    for office in [
        "the President of the Republic",
        "Secretary of State",
        "Minister, on behalf",
        "the ship Galaxy Leader Houthi",
        "Secretary General",
        "President US",
    ] {
        assert!(problems("a.events", office).is_empty(), "{office}");
    }
}
