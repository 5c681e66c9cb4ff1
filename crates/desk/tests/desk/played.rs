//! The exercise that ships, played in a real browser by two people, in both languages, at the width of a telephone and
//! of a desk; and every page looked over by axe-core.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::Desk;
use desk::view::View;
use serde_json::{Value, json};

use crate::chrome::Chrome;
use crate::matter::exercise;
use crate::seats::{Seats, WIDTHS, serve};

/// A shift change is acknowledged, a rocket answered by two people, a drone claimed and left: then what the page says.
fn play(lang: &'static str, width: u32) {
    let mut it = Seats::begin(&format!("played-{lang}"), lang, width);
    it.next();
    it.go(0, "inbox");
    it.press(0, "main td a, main th a");
    it.press(0, "form[action='/compose/ack_read'] button");
    it.next();
    assert!(it.go(0, "incidents").len() > 100);
    assert_eq!(it.count(0, ".redline-crossed"), 1, "a red line is crossed");
    it.go(0, "compose/red_line");
    it.fill(0, "red_line", "ship");
    it.fill(0, "act", "absorb");
    it.press(0, "main form button[type=submit]");
    it.go(0, "inbox");
    assert_eq!(it.count(0, "form[action='/release']"), 0, "who signed it has no button");
    it.go(1, "inbox");
    it.press(1, "form[action='/release'] button");
    it.next();
    it.next();
    it.go(1, "exercise");
    it.press(1, "button[value=end]");
    assert_eq!(it.count(1, "button[value=go]"), 0, "it is over");
    it.press(1, "main p a");
    let cells = "[...document.querySelectorAll('tbody tr')].slice(0, 6).map(it => it.children[1].innerText.replace(/[\\u2068\\u2069]/g, ''))";
    let found = it.chrome.ask(&it.seats[1], cells);
    let expected = match lang {
        "fa" => ["۱ از ۱", "۱ از ۱", "هنوز هیچ", "۰", "۲", "۱ از ۶"],
        _ => ["1 of 1", "1 of 1", "none yet", "0", "2", "1 of 6"],
    };
    assert_eq!(found, json!(expected), "{}", it.chrome.text(&it.seats[1]));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("after-{lang}-{width}.png"));
    it.chrome.picture(&it.seats[1], &place, false);
}

#[test]
fn two_people_play_the_exercise_that_ships_at_a_desk() {
    play("en", WIDTHS[1]);
}

#[test]
fn two_people_play_the_exercise_that_ships_on_telephones_in_persian() {
    play("fa", WIDTHS[0]);
}

const HOSTILE: &str = "\"'><script>window.harmed=1</script><img src=x onerror=\"window.harmed=1\">";

#[test]
fn what_is_typed_into_any_field_harms_no_page_that_shows_it() {
    let mut it = Seats::begin("hostile", "en", WIDTHS[1]);
    it.next();
    let mut fields = 0;
    for row in forms::TABLE {
        it.go(0, &format!("compose/{}", row.word));
        let fill = format!(
            "(() => {{ let count = 0; for (const it of document.querySelectorAll('main form [name]')) {{
              if (['token', 'lang', 'author', 'emergency'].includes(it.name)) continue; count += 1;
              it.removeAttribute('maxlength'); it.removeAttribute('required');
              if (it.tagName === 'SELECT') {{ it.innerHTML = ''; it.append(new Option('x', {0})); }}
              it.value = {0}; }} document.querySelectorAll('[required]').forEach(it => it.removeAttribute('required'));
              return count; }})()",
            json!(HOSTILE)
        );
        fields += it.chrome.ask(&it.seats[0], &fill).as_i64().expect("a count");
        it.press(0, "main form button[type=submit]");
        let harmed =
            it.chrome.ask(&it.seats[0], "[window.harmed, document.querySelectorAll('img').length]");
        assert_eq!(harmed, json!([null, 0]), "{}", row.word);
    }
    assert!(fields > 120, "every field of every form: {fields}");
    for place in ["inbox", "record", "watch", "tracks", "votes", "conduct", "today", "sitrep"] {
        it.go(1, place);
        let harmed =
            it.chrome.ask(&it.seats[1], "[window.harmed, document.querySelectorAll('img').length]");
        assert_eq!(harmed, json!([null, 0]), "{place}");
    }
    it.go(1, "inbox");
    assert!(it.count(1, "tbody tr") > 1, "words are words: messages hold them");
}

/// The checker of accessibility, as its package has it.
fn axe() -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/axe");
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        let line = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        let done = Command::new("npm").args(line).current_dir(&folder).status();
        assert!(
            done.is_ok_and(|it| it.success()),
            "`npm ci` in {} brings axe-core",
            folder.display()
        );
    }
    fs::read_to_string(file).expect("axe-core is there")
}

/// Rules of the Web Content Accessibility Guidelines, levels A and AA, versions 2.0 to 2.2.
const RULES: &str = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
  .then(it => it.violations.map(it => it.id + ': ' + it.nodes.slice(0, 3).map(it => it.html.slice(0, 160)).join(' | ')))";

#[test]
fn no_page_breaks_a_rule_of_accessibility_that_a_program_can_check() {
    let axe = axe();
    let address = serve(Desk::demonstration(exercise(), false));
    let mut chrome = Chrome::start("axe");
    let tab = chrome.tab(WIDTHS[1]);
    let mut found: Vec<(String, Value)> = Vec::new();
    let views = View::ALL.map(View::name).map(str::to_owned).into_iter();
    for (at, place) in views.chain(["incident/5".to_owned()]).enumerate() {
        // Languages in turn: both are seen on half of the pages, and the frame around them on all.
        let lang = if at % 2 == 0 { "en" } else { "fa" };
        chrome.go(&tab, &format!("{address}/{place}?lang={lang}"));
        chrome.ask(&tab, &format!("{axe}; true"));
        let broken = chrome.ask(&tab, RULES);
        if broken != json!([]) {
            found.push((format!("{place} {lang}"), broken));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The page that the first seat sees breaks no rule that a program can check.
pub fn breaks_no_rule(it: &mut Seats, what: &str) {
    let axe = axe();
    it.chrome.ask(&it.seats[0], &format!("{axe}; true"));
    let broken = it.chrome.ask(&it.seats[0], RULES);
    assert_eq!(broken, json!([]), "{what} in {}", it.lang);
}

#[test]
fn no_live_page_or_form_breaks_such_a_rule() {
    let axe = axe();
    let mut it = Seats::begin("axe-live", "en", WIDTHS[0]);
    it.next();
    let mut found: Vec<(String, Value)> = Vec::new();
    let forms = ["incident_claim", "red_line", "watch_handover", "waiver_grant"];
    let forms = forms.map(|word| format!("compose/{word}")).into_iter();
    let places = ["line", "inbox", "message/1", "compose", "exercise", "export"].map(str::to_owned);
    assert!(it.go(0, "message/1").contains("Shift change"));
    for place in places.into_iter().chain(forms) {
        it.go(0, &place);
        it.chrome.ask(&it.seats[0], &format!("{axe}; true"));
        let broken = it.chrome.ask(&it.seats[0], RULES);
        if broken != json!([]) {
            found.push((place, broken));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn an_export_is_a_message_of_the_record_and_its_file_has_the_hash_that_it_names() {
    let mut it = Seats::begin("export", "en", WIDTHS[1]);
    let reveals = it.go(0, "export");
    assert!(
        reveals.contains("What an export reveals") && reveals.contains("cannot be called back")
    );
    let posted = "(async () => { const form = document.querySelector('main form');
        form.page.value = 'board'; form.format.value = 'html'; form.purpose.value = 'For the file.';
        const answer = await fetch('/export', {method: 'POST', body: new URLSearchParams(new FormData(form))});
        const bytes = await answer.arrayBuffer(); const hash = await crypto.subtle.digest('SHA-256', bytes);
        const hex = [...new Uint8Array(hash)].map(it => it.toString(16).padStart(2, '0')).join('');
        return [answer.status, answer.headers.get('content-disposition'), hex, new TextDecoder().decode(bytes)]; })()";
    let answer = it.chrome.ask(&it.seats[0], posted);
    assert_eq!(
        (&answer[0], &answer[1]),
        (&json!(200), &json!("attachment; filename=\"board.html\""))
    );
    let page = answer[3].as_str().expect("a page");
    assert!(
        page.contains("<style>") && !page.contains("token") && !page.contains("href=\"/"),
        "{page}"
    );
    it.go(0, "inbox");
    it.press(0, "main tbody th a");
    let said = it.chrome.text(&it.seats[0]);
    let hash = answer[2].as_str().expect("a hash");
    assert!(
        said.contains(hash) && said.contains("board.html") && said.contains("For the file."),
        "{said}"
    );
}
