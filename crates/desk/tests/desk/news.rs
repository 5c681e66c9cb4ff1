//! What comes from elsewhere while a page is open, and what two people decide: seen in a real browser.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::seats::{Seats, WIDTHS};

/// Whether the page says by itself that something is new. It is asked for as long as half a minute.
const TOLD: &str = "new Promise(done => { let left = 600;
  const look = () => { const live = document.getElementById('live');
    if (!live.hidden || left-- === 0) done(live.hidden ? '' : live.innerText); else setTimeout(look, 50); };
  look(); })";

#[test]
fn an_open_page_says_that_the_other_side_has_said_something() {
    for (lang, said) in
        [("en", "Something new is in the record."), ("fa", "چیز تازه‌ای در سابقه است.")]
    {
        let mut it = Seats::begin(&format!("news-{lang}"), lang, WIDTHS[0]);
        it.go(1, "exercise");
        it.press(1, "button[value=pace-3600]");
        it.go(0, "inbox");
        assert_eq!(it.count(0, "tbody tr"), 0, "nobody has said anything");
        assert_eq!(it.ask(0, "document.getElementById('live').hidden"), json!(true));
        it.wall.fetch_add(1_200, Ordering::Relaxed);
        let told = it.ask(0, TOLD);
        let told = told.as_str().unwrap_or_default();
        assert!(told.starts_with(said), "{told}");
        assert_eq!(it.chrome.over(&it.seats[0]), 0, "what it says fits");
        it.press(0, "#live a");
        assert_eq!(it.count(0, "tbody tr"), 1, "and here it is");
        assert_eq!(it.ask(0, "document.getElementById('live').hidden"), json!(true));
    }
}

#[test]
fn what_two_people_decide_in_words_stands_in_the_minutes() {
    let mut it = Seats::begin("minutes", "en", WIDTHS[1]);
    it.go(0, "compose/decision");
    it.fill(0, "about", "Meetings");
    it.fill(0, "text", "The cell meets every Monday at 09:00 UTC.");
    it.press(0, "main form.form button[type=submit]");
    assert!(!it.go(1, "votes").contains("every Monday"), "one person decides nothing");
    it.go(1, "inbox");
    it.press(1, "form[action='/release'] button");
    for lang in ["en", "fa"] {
        it.lang = lang;
        let minutes = it.go(1, "votes");
        assert!(minutes.contains("The cell meets every Monday at 09:00 UTC."), "{minutes}");
    }
    it.press(1, "section[aria-labelledby=part-minutes] tbody th a");
    let message = it.chrome.text(&it.seats[1]);
    assert!(message.contains("Meetings") && message.contains("every Monday"), "{message}");
}
