//! How forms read: golden pages in both languages, the same messages and variables in both, and texts to be read out.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use forms::field::{Table, Type};
use forms::names::RowId;
use forms::{
    Field, Form, Kind, Language, LocalClock, Names, Reader, Silence, Standing, TABLE, Told,
};

use crate::sample::{TIME, all};

/// Names of an accord that a linguist could meet.
struct Named;

impl Names for Named {
    fn find(&self, _: Table, _: &str) -> Option<u16> {
        Some(1)
    }

    fn name(&self, (table, _): RowId) -> String {
        match table {
            Table::Actor => "Coastal",
            Table::Waiver => "W1",
            Table::Tranche => "T1",
            Table::Duty => "cap",
            Table::Subject => "attacks",
            Table::Redline => "ship",
            _ => "row2",
        }
        .to_owned()
    }

    fn title(&self, row: RowId) -> String {
        match row.0 {
            Table::Actor => "coastal armed group".to_owned(),
            Table::Waiver => "Petrochemical purchases".to_owned(),
            Table::Redline => "Attack on shipping".to_owned(),
            _ => self.name(row),
        }
    }

    fn amount_words(&self, of: Option<RowId>, amount: i64) -> String {
        match of {
            Some((Table::Waiver, _)) => format!("{} thousand tonne", amount / 1_000),
            Some((Table::Subject, _)) => format!("{amount} events"),
            _ => format!("{amount} USD"),
        }
    }
}

fn told(language: Language) -> Told {
    let author = match language {
        Language::English => "United States",
        Language::Persian => "ایالات متحدهٔ آمریکا",
    };
    Told { author: author.to_owned(), at: TIME, standing: Standing::Released }
}

fn clocks(language: Language) -> Vec<LocalClock> {
    let (one, other) = match language {
        Language::English => ("Tehran", "Washington"),
        Language::Persian => ("تهران", "واشنگتن"),
    };
    let clock = |place: &str, minutes_east| LocalClock { place: place.to_owned(), minutes_east };
    vec![clock(one, 210), clock(other, -300)]
}

fn reader(language: Language, clocks: &[LocalClock]) -> Reader<'_> {
    Reader { language, names: &Named, clocks }
}

/// Every kind and act: in English, in Persian, read out in each.
#[test]
fn every_kind_reads_as_an_officer_would_sign_it() {
    let mut pages: BTreeMap<&str, String> = BTreeMap::new();
    for language in Language::ALL {
        let clocks = clocks(language);
        let reader = reader(language, &clocks);
        for form in all(true) {
            let title = format!("=== {} {}\n", form.kind().word(), form.act().unwrap_or_default());
            let (page, aloud) = match language {
                Language::English => ("en", "en-aloud"),
                Language::Persian => ("fa", "fa-aloud"),
            };
            let told = told(language);
            *pages.entry(page).or_default() +=
                &format!("{title}{}\n", reader.page(&form, &told).text());
            *pages.entry(aloud).or_default() += &format!("{title}{}\n", reader.aloud(&form, &told));
        }
    }
    for (name, text) in pages {
        insta::assert_snapshot!(name, text);
    }
}

/// Nothing in a text that is read out is a sign: letters, spaces, full stops, commas.
#[test]
fn what_is_read_out_has_no_signs_and_no_digits() {
    for language in Language::ALL {
        let clocks = clocks(language);
        for form in all(true) {
            let said = reader(language, &clocks).aloud(&form, &told(language));
            let other = said.chars().find(|sign| {
                let joins = matches!(sign, '\u{200c}' | '\u{64b}'..='\u{655}' | '\u{670}');
                !(sign.is_alphabetic() || joins || matches!(sign, ' ' | '.' | ',' | '،' | '\n'))
            });
            assert_eq!(other, None, "{}: {said}", form.kind().word());
        }
    }
}

/// Marks that must be seen first.
#[test]
fn one_signature_and_a_hypothetical_are_said_before_all_else() {
    let clocks = clocks(Language::English);
    let reader = reader(Language::English, &clocks);
    let form =
        |kind: Kind| all(false).into_iter().find(|form| form.kind() == kind).expect("a form");
    let marks = |form: &Form, standing| {
        reader.page(form, &Told { standing, ..told(Language::English) }).marks.concat()
    };
    let claim = form(Kind::IncidentClaim);
    assert_eq!(marks(&claim, Standing::Released), "");
    assert!(marks(&claim, Standing::Waits(TIME + 7_200)).contains("05:10 UTC"));
    assert!(marks(&claim, Standing::Draft).contains("Nothing was sent"));
    assert!(marks(&claim, Standing::Flagged).starts_with("ONE SIGNATURE"));
    assert!(marks(&claim, Standing::Unsigned).contains("no effect"));
    assert_eq!(marks(&form(Kind::Sounding), Standing::Released), "HYPOTHETICAL");
}

/// Persian has its own digits, its own calendar first, and every value set apart.
#[test]
fn persian_is_persian() {
    let clocks = clocks(Language::Persian);
    let reader = reader(Language::Persian, &clocks);
    let form = all(true).into_iter().find(|form| form.kind() == Kind::WaiverGrant).expect("a form");
    let text = reader.page(&form, &told(Language::Persian)).text();
    assert!(text.contains('۰') && text.contains("آذر"), "{text}");
    let (opens, closes) = (text.matches('\u{2068}').count(), text.matches('\u{2069}').count());
    assert!(opens > 4 && opens == closes, "{opens} and {closes}");
    let times = text.lines().filter(|line| line.contains("آذر"));
    assert!(times.clone().all(|line| !line.contains(|sign: char| sign.is_ascii_digit())));
    assert!(times.count() >= 2);
}

fn variables(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                for variant in variants {
                    let key = format!("[{:?}]", variant.key);
                    found.insert(key);
                    variables(&variant.value, found);
                }
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            found.insert(id.name.to_owned());
        }
    }
}

/// Every message with the variables and the cases it uses.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source).expect("a text that parses to its end");
    let mut all = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut found = BTreeSet::new();
        message.value.iter().for_each(|value| variables(value, &mut found));
        for attribute in &message.attributes {
            variables(&attribute.value, &mut found);
        }
        let before = all.insert(message.id.name.to_owned(), found);
        assert_eq!(before, None, "{} stands twice", message.id.name);
    }
    all
}

const ENGLISH: &str = include_str!("../../locales/en.ftl");
const PERSIAN: &str = include_str!("../../locales/fa.ftl");

#[test]
fn both_languages_have_the_same_messages_variables_and_cases() {
    let (english, persian) = (messages(ENGLISH), messages(PERSIAN));
    for (key, used) in &english {
        assert_eq!(persian.get(key), Some(used), "{key}");
    }
    assert_eq!(english.len(), persian.len());
}

#[test]
fn every_kind_field_word_and_meaning_has_a_text_and_no_text_is_left_over() {
    let english = messages(ENGLISH);
    let mut needed = BTreeSet::new();
    for row in TABLE {
        let key = format!("kind-{}", row.word);
        let cases = english[&key].iter().filter(|word| word.starts_with('[')).count();
        assert_eq!(cases, row.acts.len(), "{key} has a sentence for each act");
        needed.insert(key);
    }
    for field in Field::ALL {
        needed.insert(format!("field-{}", field.word()));
        if let Type::Choice(words) = field.holds() {
            needed.extend(words.iter().map(|word| format!("word-{word}")));
        }
    }
    needed.extend(Silence::ALL.map(|silence| format!("silence-{}", silence.word())));
    let of_table = |key: &&String| {
        ["kind-", "field-", "word-", "silence-"].iter().any(|start| key.starts_with(start))
    };
    let there: BTreeSet<String> = english.keys().filter(of_table).cloned().collect();
    assert_eq!(there, needed);
}
