//! One desk over two compartments, in a real browser: the switcher, one screen over both, a message in the one that is chosen.

use desk::line::Line;
use serde_json::json;

use crate::drill::drilled;
use crate::filled::stands_well;
use crate::played::breaks_no_rule;
use crate::seats::{Seats, WIDTHS};

fn two(name: &str) -> Seats {
    let line = |name: &str| -> (String, Box<dyn Line>) { (name.to_owned(), Box::new(drilled().0)) };
    Seats::all(vec![line("nuclear"), line("regional")], name, "en", WIDTHS[0])
}

#[test]
fn every_page_says_which_compartment_it_is_of_and_leads_to_the_others() {
    let mut it = two("compartments");
    for lang in ["en", "fa"] {
        it.lang = lang;
        let whole = it.go(0, "");
        assert!(whole.contains("nuclear") && whole.contains("regional"), "{whole}");
        assert_eq!(it.count(0, "nav.compartments [aria-current]"), 1);
        stands_well(&mut it, "all compartments");
        breaks_no_rule(&mut it, "all compartments");
        it.go(0, "board?in=nuclear");
        it.press(0, "nav.compartments li:nth-child(3) a");
        let place =
            it.ask(0, "[location.pathname, new URLSearchParams(location.search).get('in')]");
        assert_eq!(place, json!(["/board", "regional"]), "the same page of the other");
        let shown =
            it.ask(0, "document.querySelector('nav.compartments [aria-current]').innerText");
        assert_eq!(shown, json!("regional"));
        it.press(0, "nav:not(.compartments) li:nth-child(3) a");
        let place = it.ask(0, "new URLSearchParams(location.search).get('in')");
        assert_eq!(place, json!("regional"), "the menu stays in it");
        for place in ["inbox?in=regional", "line?in=regional", "compose/free_text?in=regional"] {
            it.go(0, place);
            stands_well(&mut it, place);
        }
        breaks_no_rule(&mut it, "a form");
    }
}

#[test]
fn a_message_is_written_in_the_compartment_that_is_chosen_and_released_there() {
    let mut it = two("chosen");
    it.go(0, "compose/incident_claim?in=nuclear");
    let stands = it.ask(0, "document.querySelector('#in').value");
    assert_eq!(stands, json!("nuclear"), "the one that is shown");
    it.ask(0, "document.querySelector('#in').value = 'regional'");
    it.fill(0, "at", "yesterday");
    it.fill(0, "zone", "Gulf");
    it.fill(0, "text", "A drone.");
    it.press(0, "main form.form button[type=submit]");
    assert_eq!(it.count(0, "main .refusal[role=alert]"), 1);
    let stands = it.ask(0, "document.querySelector('#in').value");
    assert_eq!(stands, json!("regional"), "what was chosen comes back");
    it.fill(0, "at", "2026-03-01T01:00:00Z");
    it.press(0, "main form.form button[type=submit]");
    assert_eq!(it.ask(0, "location.pathname"), json!("/inbox"));
    assert!(it.go(1, "inbox?in=regional").contains("A drone."));
    assert!(!it.go(1, "inbox?in=nuclear").contains("A drone."));
    it.go(1, "");
    assert!(it.go(1, "").contains("waiting for the second person"));
    it.go(1, "inbox?in=regional");
    it.press(1, "article.paper button");
    assert_eq!(it.count(1, "article.paper"), 0, "it was let go");
    assert_eq!(it.ask(1, "new URLSearchParams(location.search).get('in')"), json!("regional"));
}
