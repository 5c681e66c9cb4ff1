//! Every page of the desk as the program serves it, in a real browser: none is wider than its window, in either language,
//! at the width of a telephone and of a desk.
//!
//! `DESK_PICTURES=write` writes the pictures of docs/desk.md (`cargo xtask screenshots`), `DESK_PICTURES=FOLDER` one of
//! every page, language and width, as long as the page is.

#[path = "../../desk/tests/desk/chrome.rs"]
mod chrome;
#[path = "line/served.rs"]
mod served;

use std::path::{Path, PathBuf};
use std::process::Command;

use chrome::{Chrome, Tab};
use desk::view::View;
use serde_json::json;
use served::Served;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// Widths of a telephone and of a desk, in pixels.
const WIDTHS: [u32; 2] = [360, 1280];
/// August 2019, in hours since day 0 of the plan of 2015.
const AUGUST_2019: &str = "?at=33600";

/// A picture: file, place, language, width and height of the window.
type Shot = (&'static str, &'static str, &'static str, (u32, u32));
const DESK: (u32, u32) = (1100, 720);
const PHONE: (u32, u32) = (360, 740);

/// The pictures that the page about the desk shows.
const PLAN: [Shot; 7] = [
    ("now", "today", "en", DESK),
    ("board-fa", "board", "fa", DESK),
    ("deadlines-phone", "deadlines", "en", PHONE),
    ("quantities-phone-fa", "quantities", "fa", PHONE),
    ("record", "record", "en", DESK),
    ("votes", "votes#part-votes", "en", DESK),
    ("status", "status", "en", DESK),
];
const NIGHT: [Shot; 5] = [
    ("card", "incident/5", "en", DESK),
    ("map", "map", "en", (760, 1000)),
    ("inbox", "inbox", "en", DESK),
    ("form-phone-fa", "compose/incident_claim", "fa", PHONE),
    ("message", "message/1", "en", DESK),
];

fn served(arguments: &[&str], seats: usize) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(ROOT).args(["desk", "--listen", "127.0.0.1:0"]).args(arguments);
    Served::start(&mut command, seats)
}

/// A window on a served desk.
struct Window {
    chrome: Chrome,
    tab: Tab,
    served: Served,
    name: &'static str,
}

impl Window {
    fn open(name: &'static str, arguments: &[&str], seats: usize) -> Self {
        let served = served(arguments, seats);
        let mut chrome = Chrome::start(name);
        let tab = chrome.tab(WIDTHS[1]);
        if let Some(link) = served.links.first() {
            chrome.go(&tab, &format!("http://{}{link}", served.address));
        }
        Self { chrome, tab, served, name }
    }

    fn go(&mut self, place: &str, lang: &str) {
        let mark = if place.contains('?') { '&' } else { '?' };
        // A mark of a part alone would lead to the same document, which is not loaded again.
        let (place, part) = place.find('#').map_or((place, ""), |at| place.split_at(at));
        let address = format!("http://{}/{place}{mark}lang={lang}{part}", self.served.address);
        self.chrome.go(&self.tab, &address);
        let title = self.chrome.ask(&self.tab, "document.querySelectorAll('main h1').length");
        assert_eq!(title, json!(1), "{place}: {}", self.chrome.text(&self.tab));
    }

    /// Opens a place in both languages at both widths.
    fn fits(&mut self, place: &str) {
        for lang in ["en", "fa"] {
            self.go(place, lang);
            for width in WIDTHS {
                self.chrome.width(&self.tab, width);
                assert_eq!(self.chrome.over(&self.tab), 0, "{place} {lang} {width}");
                if let Some(folder) = gallery() {
                    let place = place.split('?').next().unwrap_or_default().replace('/', "-");
                    let file = folder.join(format!("{}-{place}-{lang}-{width}.png", self.name));
                    self.chrome.picture(&self.tab, &file, true);
                }
            }
        }
    }

    fn shot(&mut self, (file, place, lang, window): Shot, when: &str) {
        let path = Path::new(ROOT).join(format!("docs/desk-{file}.png"));
        if std::env::var("DESK_PICTURES").is_ok_and(|it| it == "write") {
            self.chrome.window(&self.tab, window);
            self.go(&format!("{place}{when}"), lang);
            self.chrome.picture(&self.tab, &path, false);
        }
        let bytes = std::fs::metadata(&path).map_or(0, |file| file.len());
        assert!((1..150_000).contains(&bytes), "{}: {bytes} bytes", path.display());
    }
}

/// Where a picture of every page goes, if anywhere.
fn gallery() -> Option<PathBuf> {
    let folder = std::env::var_os("DESK_PICTURES").filter(|it| it != "write").map(PathBuf::from)?;
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    Some(folder)
}

#[test]
fn every_page_of_a_demonstration_fits_its_window_and_the_pictures_are_there() {
    let mut it = Window::open("plan", &["--demo", "accords/jcpoa-2015.accord"], 0);
    for view in View::ALL {
        it.fits(&format!("{}{AUGUST_2019}", view.name()));
    }
    for shot in PLAN {
        it.shot(shot, if shot.0 == "votes" { "" } else { AUGUST_2019 });
    }
}

#[test]
fn every_page_of_an_exercise_fits_its_window_and_the_pictures_are_there() {
    let mut it = Window::open("night", &["--exercise", "exercises/night-watch.exercise"], 2);
    for _ in 0..2 {
        it.go("exercise", "en");
        it.chrome.follow(&it.tab, "button[value=next]");
    }
    it.go("compose/incident_reply", "en");
    it.chrome.fill(&it.tab, "#f-act", "looking_into_it");
    it.chrome.fill(&it.tab, "#f-answer_by", "2026-02-20T06:00:00Z");
    it.chrome.ask(&it.tab, "document.querySelector('#f-re').selectedIndex = 1");
    it.chrome.follow(&it.tab, "main form.form button[type=submit]");
    let live = [
        "line",
        "inbox",
        "message/1",
        "compose",
        "compose/incident_claim",
        "exercise",
        "export",
        "incident/5",
    ];
    for place in View::ALL.map(View::name).into_iter().chain(live) {
        it.fits(place);
    }
    for shot in NIGHT {
        it.shot(shot, "");
    }
}
