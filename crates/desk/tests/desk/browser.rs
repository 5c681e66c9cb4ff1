//! Every page in a real browser, in both languages, at the width of a telephone and of a desk.
//!
//! A browser that is missing is a failure that says so; `cargo xtask test` installs one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::Desk;

use crate::chrome::browser;
use crate::matter::exercise;
use crate::pages::all;
use crate::seats::{WIDTHS, serve};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desk-{name}"));
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// What the browser makes of an address: its document, and what it logged.
fn seen(name: &str, address: &str) -> (String, String) {
    let output = Command::new(browser())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update"])
        .args(["--allow-file-access-from-files", "--virtual-time-budget=20000"])
        .arg(format!("--user-data-dir={}", folder(name).join("profile").display()))
        .args(["--enable-logging=stderr", "--dump-dom", address])
        .output()
        .expect("the browser starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

/// The page with its style inside, so that a file shows what the server would.
fn alone(page: &str) -> String {
    let style = format!("<style>{}</style>", desk::view::STYLE.as_str());
    let link = "<link rel=\"stylesheet\" href=\"/assets/desk.css\">";
    assert!(page.contains(link));
    page.replace(link, &style).replace("<script src=\"/assets/desk.js\" defer></script>", "")
}

/// For every page and width: how much wider the page is than its window, and links and buttons too low to touch.
const MEASURE: &str = "onload = () => { const found = []; for (const frame of document.querySelectorAll('iframe')) {
  const root = frame.contentDocument.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  const low = [...root.querySelectorAll('nav a, button')].filter(it => it.getBoundingClientRect().height < 24).length;
  found.push(frame.title + ' over ' + over + ' low ' + low); }
  document.getElementById('found').textContent = found.join('|'); };";

#[test]
fn no_page_scrolls_sideways_on_a_telephone_or_a_desk() {
    let place = folder("widths");
    let mut frames = String::new();
    let pages = all();
    for (at, (name, page)) in pages.iter().enumerate() {
        fs::write(place.join(format!("{at}.html")), alone(page)).expect("a page is written");
        for width in WIDTHS {
            frames.push_str(&format!(
                "<iframe title='{name} {width}' src='{at}.html' width='{width}' height='800'></iframe>"
            ));
        }
    }
    let harness = format!("<!doctype html>{frames}<p id='found'></p><script>{MEASURE}</script>");
    fs::write(place.join("all.html"), harness).expect("the harness is written");
    let (dom, _) = seen("widths", &format!("file://{}", place.join("all.html").display()));
    let (_, rest) = dom.split_once("<p id=\"found\">").expect("measured");
    let found: Vec<&str> = rest.split("</p>").next().unwrap_or_default().split('|').collect();
    assert_eq!(found.len(), pages.len() * WIDTHS.len());
    let bad: Vec<&&str> = found.iter().filter(|it| !it.ends_with(" over 0 low 0")).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

/// What the server sends is shown as it is: its style is applied, and the browser refuses nothing of it.
#[test]
fn a_browser_shows_what_the_server_sends_and_refuses_nothing() {
    let address = serve(Desk::demonstration(exercise(), false));
    for path in ["/incident/5", "/map?lang=fa&days=0"] {
        let (dom, log) = seen("served", &format!("{address}{path}"));
        assert!(dom.contains("<main id=\"main\""), "{path}: {dom}");
        assert!(!log.contains("Content Security Policy"), "{path}: {log}");
        assert!(!log.contains("Uncaught"), "{path}: {log}");
    }
}
