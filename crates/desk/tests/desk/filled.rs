//! The form of every kind in a real browser: opened, filled, refused with what was typed, and taken; in both languages,
//! at the width of a telephone and of a desk. The text is one that ships with what it lacks, so that every table of it has
//! a row to choose.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use desk::drill::Drill;
use forms::field::Type;
use forms::{Field, Kind, Release};
use lang::source::Source;
use serde_json::{Map, Value, json};

use crate::drill::{played, scripted};
use crate::matter::read;
use crate::seats::{Seats, WIDTHS};

const CORRIDORS: &str = include_str!("../../../../accords/corridors.accord");
/// Clauses that the text that ships does not have.
const MORE: &str = "
outsider Kuwait \"Kuwait\" { answered for by nobody }
bloc League \"Regional league\" { members Kuwait, accession by consent of Kuwait, US }
exchange people \"Five for five\" in regional {
  side US holds 5 in annex \"list-a\"
  side Iran holds 5 in annex \"list-b\"
  hands over at \"Doha\" within 12 hours
  decliners count
}
statement joint in regional { by US, Iran, text en \"peace\", text fa \"صلح\", creates no duty }
undertaking easing in nuclear { by US, US will publish annex \"list\" by day 100, revocable on notice 10 days }
phase P4 \"League\" {
  opens on day 0
  step join in framework: Iran must accede to League by day 200, verified by Oman
}
";
const SCRIPT: &str = "exercise \"Every form\" of \"Corridors understanding\"\n\
    accord \"corridors.accord\"\n\
    seat US\n\
    day 0 is 2026-01-01\n\
    begins 2026-01-10 00:00\n\
    pace 60\n\
    2026-01-10 01:00 JMC tells \"Shift change. The line is quiet.\"\n\
    until 2026-02-10 00:00\n";

/// The text that ships with those clauses, and a body that votes.
fn every_table() -> String {
    let votes = "members US, Iran, Oman, decides by consensus }";
    CORRIDORS.replacen("members US, Iran, Oman }", votes, 1) + MORE
}

pub fn drill() -> (Drill, Arc<AtomicU64>) {
    let text = read(Source::new("corridors.accord", every_table()));
    played(scripted(&text, &Source::new("every-form.exercise", SCRIPT)))
}

/// What is wrong with how a page stands in its window: what scrolls sideways, what stands outside, what has no label,
/// what is too low to touch.
const FAULTS: &str = "(() => { const found = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push('scrolls sideways');
  for (const it of document.querySelectorAll('main input:not([type=hidden]), main select, main textarea, main button')) {
    const box = it.getBoundingClientRect(), name = it.name || it.textContent;
    if (box.left < 0 || box.right > root.clientWidth) found.push(name + ' stands outside');
    if (it.tagName === 'BUTTON' ? box.height < 24 : !([...it.labels].some(label => label.innerText.trim()))) found.push(name + ' has no label or is low');
    if (it.type !== 'checkbox' && box.width < 40) found.push(name + ' is narrow'); }
  return found; })()";

/// Puts values into the fields that are named, and the first row into the lists that are not; says what stands then.
fn put(values: &Map<String, Value>) -> String {
    format!(
        "(() => {{ const values = {}, stands = {{}};
        for (const it of document.querySelectorAll('main form.form [id^=f-]')) {{
          if (it.name in values && values[it.name] === null) it.selectedIndex = 1;
          else if (it.name in values) it.value = values[it.name];
          else if (it.tagName === 'SELECT') it.selectedIndex = 0;
          else it.value = '';
          if (it.value) stands[it.name] = it.value; }}
        return stands; }})()",
        Value::Object(values.clone())
    )
}

/// What stands in the fields of a page.
const STANDS: &str = "Object.fromEntries([...document.querySelectorAll('main form.form [id^=f-]')].filter(it => it.value).map(it => [it.name, it.value]))";

/// What an officer would type; nothing where a row is chosen.
fn typed(kind: Kind, act: &str, field: Field, persian: bool) -> Option<String> {
    let has = |other: Field| kind.row().required.contains(&other);
    Some(match field.holds() {
        Type::Text(most) if persian && most > 100 => {
            "کشتی‌ها سلاحی که به ساحل برسد ندارند؛ حداکثر چهار روز.".to_owned()
        }
        Type::Text(most) if most > 100 => {
            "The ships carry no weapons that reach the coast; 4 days at most.".to_owned()
        }
        Type::Text(_) => "Gulf".to_owned(),
        Type::Time if field == Field::Until => "2026-01-12T14:00:00Z".to_owned(),
        Type::Time => "2026-01-11T14:00:00Z".to_owned(),
        Type::Number(_) => "1".to_owned(),
        Type::Amount if has(Field::Waiver) => "20 thousand tonne".to_owned(),
        Type::Amount if has(Field::Tranche) || has(Field::CarveOut) => "5 million USD".to_owned(),
        Type::Amount => "3.5 %U235".to_owned(),
        Type::Hash => "ab".repeat(32),
        Type::Seat => "ab".repeat(16),
        Type::Act => act.to_owned(),
        Type::Choice(words) => words[0].to_owned(),
        Type::Row(_) | Type::Message => return None,
    })
}

/// Something that the field does not hold; nothing where nothing is typed.
fn wrong(field: Field) -> Option<String> {
    match field.holds() {
        Type::Time => Some("yesterday evening".to_owned()),
        Type::Number(_) | Type::Amount => Some("a good deal".to_owned()),
        Type::Hash | Type::Seat => Some("0xAB".to_owned()),
        Type::Text(most) => Some("a ".repeat(usize::from(most)).trim_end().to_owned()),
        Type::Act | Type::Choice(_) | Type::Row(_) | Type::Message => None,
    }
}

/// The page stands well at both widths.
pub fn stands_well(it: &mut Seats, what: &str) {
    for width in WIDTHS.into_iter().rev() {
        it.chrome.width(&it.seats[0], width);
        assert_eq!(it.ask(0, FAULTS), json!([]), "{what} {width} {}", it.lang);
    }
}

/// Opens the form of a kind, has it refused, mends it and has it taken.
fn fill(it: &mut Seats, kind: Kind) -> bool {
    let act = kind.row().acts.first().map_or("", |rule| rule.word);
    let fields: Vec<Field> = kind.row().fields(Some(act)).map(|(field, _)| field).collect();
    let value = |field: &Field| {
        let typed = typed(kind, act, *field, it.lang == "fa");
        (field.word().to_owned(), typed.map_or(Value::Null, Value::String))
    };
    let mut values: Map<String, Value> = fields.iter().map(value).collect();
    it.go(0, &format!("compose/{}", kind.word()));
    stands_well(it, kind.word());
    let refused = fields.iter().find_map(|field| Some((field.word(), wrong(*field)?)));
    if let Some((word, wrong)) = &refused {
        let right = values.insert((*word).to_owned(), json!(wrong));
        let stood = it.ask(0, &put(&values));
        it.press(0, "main form.form button[type=submit]");
        let (said, back) = (it.count(0, "main .refusal[role=alert]"), it.ask(0, STANDS));
        assert_eq!((said, &back), (1, &stood), "{} in {}", kind.word(), it.lang);
        assert_eq!(back.as_object().map(Map::len), Some(fields.len()), "{}", kind.word());
        stands_well(it, &format!("refused {}", kind.word()));
        values.insert((*word).to_owned(), right.expect("it was there"));
    }
    it.ask(0, &put(&values));
    it.press(0, "main form.form button[type=submit]");
    let place = it.ask(0, "location.pathname");
    assert_eq!(place, json!("/inbox"), "{}: {}", kind.word(), it.chrome.text(&it.seats[0]));
    refused.is_some()
}

#[test]
fn every_form_is_filled_refused_and_taken_in_both_languages_at_both_widths() {
    let mut it = Seats::of(drill(), "forms", "en", WIDTHS[0]);
    it.next();
    for lang in ["en", "fa"] {
        it.lang = lang;
        let refused = forms::TABLE.iter().filter(|row| fill(&mut it, row.kind)).count();
        assert_eq!(refused, forms::TABLE.len() - 1, "nothing is typed into `ack_read` alone");
    }
    let two = forms::TABLE.iter().filter(|row| row.release != Release::One).count();
    it.go(0, "inbox");
    assert_eq!(it.count(0, "article.paper"), 2 * two, "drafts wait");
    let letters = 1 + 2 * (forms::TABLE.len() - two);
    assert_eq!(it.count(0, "tbody tr"), letters, "and what one may say was said");
    for lang in ["en", "fa"] {
        it.lang = lang;
        for place in ["line", "inbox", "message/1", "message/2", "compose", "exercise", "export"] {
            it.go(0, place);
            stands_well(&mut it, place);
        }
    }
}

/// Who signs as whom and in what haste came back empty, and so did the form of an export.
#[test]
fn what_is_refused_comes_back_with_every_choice_that_was_made() {
    let mut it = Seats::of(drill(), "choices", "en", WIDTHS[0]);
    it.go(0, "compose/incident_claim");
    it.fill(0, "at", "yesterday");
    it.fill(0, "zone", "Gulf");
    it.fill(0, "text", "A drone.");
    it.ask(0, "document.querySelector('#author').value = 'US'; document.querySelector('[name=emergency]').checked = true");
    it.press(0, "main form.form button[type=submit]");
    let back = it.ask(0, "[document.querySelector('#author').value, document.querySelector('[name=emergency]').checked]");
    assert_eq!(back, json!(["US", true]));
    it.go(0, "export");
    it.fill(0, "page", "status");
    it.fill(0, "format", "html");
    it.fill(0, "purpose", " For the file. ");
    it.press(0, "main form.form button[type=submit]");
    assert_eq!(it.count(0, "main .refusal[role=alert]"), 1);
    let back = "['page', 'format', 'purpose'].map(it => document.querySelector('#f-' + it).value)";
    assert_eq!(it.ask(0, back), json!(["status", "html", " For the file. "]));
}
