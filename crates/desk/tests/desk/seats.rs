//! Two people at two desks of a served exercise, each with a browser of its own.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use desk::line::{Line, Seat};
use desk::{Desk, server};
use serde_json::{Value, json};

use crate::chrome::{Chrome, Tab};
use crate::drill::drilled;

/// Widths of a telephone and of a desk, in pixels.
pub const WIDTHS: [u32; 2] = [360, 1280];

/// Serves a desk: its address.
pub fn serve(desk: Desk) -> String {
    let listener =
        server::listen("127.0.0.1:0".parse().expect("an address"), false).expect("a port");
    let address = listener.local_addr().expect("its address");
    std::thread::spawn(move || server::serve(listener, Arc::new(desk)));
    format!("http://{address}")
}

/// Two seats of an exercise, with the wall's clock in the hand of the test.
pub struct Seats {
    pub chrome: Chrome,
    pub seats: [Tab; 2],
    pub wall: Arc<AtomicU64>,
    address: String,
    pub lang: &'static str,
}

impl Seats {
    /// The exercise that ships.
    pub fn begin(name: &str, lang: &'static str, width: u32) -> Self {
        Self::of(drilled(), name, lang, width)
    }

    /// Any exercise.
    pub fn of(
        (drill, wall): (desk::drill::Drill, Arc<AtomicU64>),
        name: &str,
        lang: &'static str,
        width: u32,
    ) -> Self {
        let mut all = Self::all(vec![(String::new(), Box::new(drill))], name, lang, width);
        all.wall = wall;
        all
    }

    /// Several compartments on one desk; their clocks stand.
    pub fn all(
        lines: Vec<(String, Box<dyn Line>)>,
        name: &str,
        lang: &'static str,
        width: u32,
    ) -> Self {
        let (desk, links) = Desk::on_all(lines, false).expect("a desk");
        let (address, wall) = (serve(desk), Arc::default());
        let mut chrome = Chrome::start(name);
        let seats = Seat::ALL.map(|seat| {
            let (_, secret) = links.iter().find(|(other, _)| *other == seat).expect("a link");
            let tab = chrome.tab(width);
            chrome.go(&tab, &format!("{address}/enter/{secret}"));
            tab
        });
        Self { chrome, seats, wall, address, lang }
    }

    /// Goes to a place, which does not scroll sideways: what a reader sees of it. No text is missing.
    pub fn go(&mut self, seat: usize, place: &str) -> String {
        let mark = if place.contains('?') { '&' } else { '?' };
        let address = format!("{}/{place}{mark}lang={}", self.address, self.lang);
        self.chrome.go(&self.seats[seat], &address);
        assert_eq!(self.chrome.over(&self.seats[seat]), 0, "{place} scrolls sideways");
        let text = self.chrome.text(&self.seats[seat]);
        assert!(!text.contains(desk::words::MISSING), "{text}");
        text
    }

    pub fn press(&mut self, seat: usize, selector: &str) {
        self.chrome.follow(&self.seats[seat], selector);
    }

    pub fn fill(&mut self, seat: usize, field: &str, value: &str) {
        self.chrome.fill(&self.seats[seat], &format!("#f-{field}"), value);
    }

    pub fn ask(&mut self, seat: usize, expression: &str) -> Value {
        self.chrome.ask(&self.seats[seat], expression)
    }

    pub fn count(&mut self, seat: usize, selector: &str) -> usize {
        let asked = format!("document.querySelectorAll({}).length", json!(selector));
        let count = self.ask(seat, &asked).as_u64().and_then(|it| usize::try_from(it).ok());
        count.expect("a number")
    }

    /// The clock goes to when the other side next does something.
    pub fn next(&mut self) {
        self.go(0, "exercise");
        self.press(0, "button[value=next]");
    }
}
