//! The report in a real browser: it shows what it should, fetches nothing, and fits its window.
//!
//! A browser that is missing is a failure that says so; `cargo xtask test` installs one.

mod fixture;

use std::path::{Path, PathBuf};
use std::process::Command;

use explore::assess::Answer;
use report::document::{Block, Document};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn browser() -> &'static str {
    let runs = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    NAMES
        .into_iter()
        .find(runs)
        .expect("no browser on PATH: install `chromium` (`cargo xtask test` does it where it can)")
}

/// A folder of this test's own, so that two browsers never share a profile.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{name}"));
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn written(name: &str, page: &str) -> PathBuf {
    let file = folder(name).join("report.html");
    std::fs::write(&file, page).expect("the target folder can be written");
    file
}

/// What the browser makes of a file.
fn seen(name: &str, file: &Path, window: &str, task: &[&str]) -> String {
    let profile = folder(name).join("profile");
    let output = Command::new(browser())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--window-size={window}"))
        .args(task)
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_browser_shows_the_report_with_every_section() {
    let fixture = fixture::full();
    let file = written("dump", &report::html::page(&fixture.page()));
    let dom = seen("dump", &file, "1000,1400", &["--dump-dom"]);
    for text in [
        "Three-phase understanding",
        "The answer",
        "The weakest promise",
        "Where the answer turns",
        "Changes of the text",
        "Who owes what when",
        "Who is out of pocket when",
        "How much relief holds it",
        "What would mend it",
        "Red lines and answers",
        "Slack over each belief that turns it",
        "What could be sustained, phase by phase",
        "How long it lasts",
        "Those who did not sign",
        "Two readings",
        "As each side sees it",
        "Those without a seat",
        "Files linked and apart",
        "Track record of the method",
        "Every belief",
        "Not modelled",
        "Certificates",
        "an example, not analysis",
        "step pay3 in regional: US must transfer T3",
        "It does not say what governments",
    ] {
        assert!(dom.contains(text), "`{text}` is not on the page");
    }
    assert_eq!(dom.matches("<svg").count(), 15, "every chart is drawn");
}

#[test]
fn nothing_can_be_fetched_and_nothing_runs() {
    let page = report::html::page(&fixture::full().page());
    assert!(page.contains("default-src 'none'"));
    for forbidden in
        ["<script", "<link", "<img", "<iframe", "src=", "@import", "url(http", "javascript:"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(links.clone().count() > 10);
    assert!(links.clone().all(|link| link.starts_with('#')), "links stay on the page");
}

/// The one style is the one the policy names: a page whose style is refused has no border there.
#[test]
fn the_policy_lets_the_pages_own_style_through() {
    let page = report::html::page(&fixture::full().page());
    let probe = "<p id=\"probe\"></p><script>1</script>";
    let file = written("policy", &page.replace("</main>", &format!("{probe}</main>")));
    let log = folder("policy").join("log");
    let enable = ["--enable-logging=stderr", "--dump-dom"];
    let output = Command::new(browser())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .arg(format!("--user-data-dir={}", folder("policy").join("profile").display()))
        .args(enable)
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    std::fs::write(log, &said).expect("the target folder can be written");
    assert!(said.contains("script"), "a script put into the page is refused:\n{said}");
    assert!(!said.contains("Applying inline style"), "the page's own style is applied:\n{said}");
}

/// The text of a long name and of a wide table stays inside a telephone's width: measured by the
/// browser on a page to which only this measurement was added.
#[test]
fn a_narrow_window_has_no_sideways_scroll() {
    let page = report::html::page(&fixture::full().page());
    let measure = "<script>document.title = 'wide ' + (document.documentElement.scrollWidth - \
                   document.documentElement.clientWidth)</script>";
    let start = page.find("<meta http-equiv").expect("a policy");
    let end = start + page[start..].find('>').expect("its end") + 1;
    let open = format!("{}{}", &page[..start], &page[end..]).replace("</html>", "");
    for (name, window) in [("narrow", "500,900"), ("wide", "1000,1400")] {
        let file = written(name, &format!("{open}{measure}</html>"));
        let dom = seen(name, &file, window, &["--dump-dom"]);
        assert!(dom.contains("<title>wide 0</title>"), "at {window}");
    }
}

/// The answer, the weakest promise, where it turns and what would mend it: two printed pages, and the rest
/// begins on the third. Pages are counted in what the browser prints.
#[test]
fn the_answer_stands_on_two_printed_pages() {
    let page = report::html::page(&fixture::full().page());
    let start = page.find("<section id=\"timeline\"").expect("what comes after");
    let end = page.find("</main>").expect("the end of it");
    let brief = format!("{}{}", &page[..start], &page[end..]);
    let without_foot = |page: &str| {
        let (before, after) = page.split_once("<footer>").expect("a foot");
        let (_, after) = after.split_once("</footer>").expect("its end");
        format!("{before}{after}")
    };
    let first = printed("brief", &without_foot(&brief));
    assert!((1..=2).contains(&first), "{first} pages");
    let third = page.find("class=\"first-rest\"").expect("the rest begins");
    assert!(third > page.find("id=\"mends\"").expect("after the changes"));
    assert!(printed("whole", &page) > 2);
}

/// The memorandum is one page of A4, in the sizes and margins in which it is written as a text document
/// (`papers::text`), whatever the answer is. Where the type that it asks for is missing, others of the same
/// family are wider.
#[test]
fn the_memorandum_stands_on_one_printed_page() {
    for (name, answer) in [("yes", Answer::Yes), ("depends", Answer::Depends), ("no", Answer::No)] {
        let mut fixture = fixture::full();
        fixture.assessment.answer = answer;
        let memo = report::memo::memo(&fixture.page());
        let pages = printed(&format!("memo-{name}"), &as_text_document(&memo));
        assert_eq!(pages, 1, "{name}");
    }
    let twice = |memo: Document| {
        let blocks = memo.blocks.iter().chain(&memo.blocks).cloned().collect();
        Document { blocks, ..memo }
    };
    let memo = twice(report::memo::memo(&fixture::full().page()));
    assert!(printed("memo-twice", &as_text_document(&memo)) > 1, "what is too long is seen to be");
}

/// A document in the measures of the text document.
fn as_text_document(document: &Document) -> String {
    let style = "@page { size: A4; margin: 18mm } body { font: 9pt/1.22 Calibri, Carlito, sans-serif; margin: 0 } \
                 h1 { font-size: 15pt; margin: 0 0 3pt } h2 { font-size: 11pt; margin: 5pt 0 1.5pt } \
                 p, li, blockquote { margin: 0 0 3.5pt } ul { margin: 0; padding-left: 12pt } \
                 blockquote { padding-left: 18pt }";
    let body: String = document.blocks.iter().map(set).collect();
    format!(
        "<!doctype html><meta charset=utf-8><style>{style}</style><h1>{}</h1>{body}",
        document.title
    )
}

fn set(block: &Block) -> String {
    let sound = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    match block {
        Block::Heading(_, text) => format!("<h2>{}</h2>", sound(text)),
        Block::Paragraph(text) | Block::Notice(text) => format!("<p>{}</p>", sound(text)),
        Block::Quote(text, from) => {
            format!("<blockquote>{}<br>{}</blockquote>", sound(text), sound(from))
        }
        Block::List(items) => {
            let items: String = items.iter().map(|it| format!("<li>{}</li>", sound(it))).collect();
            format!("<ul>{items}</ul>")
        }
        Block::Pairs(pairs) => {
            let one =
                |(name, it): &(String, String)| format!("<p>{}: {}</p>", sound(name), sound(it));
            pairs.iter().map(one).collect()
        }
        // A memorandum has none.
        Block::Table(_) | Block::Figure { .. } | Block::Code(_) => String::new(),
    }
}

/// Pages that the browser prints of a page of ours.
fn printed(name: &str, page: &str) -> usize {
    let file = written(name, page);
    let pdf = folder(name).join("report.pdf");
    let _ = std::fs::remove_file(&pdf);
    let task = format!("--print-to-pdf={}", pdf.display());
    seen(name, &file, "1000,1400", &[&task, "--no-pdf-header-footer"]);
    let bytes = std::fs::read(&pdf).expect("the browser prints");
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count().max(text.matches("/Type /Page ").count())
}
