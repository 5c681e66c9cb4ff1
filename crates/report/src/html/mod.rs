//! The self-contained HTML report: one file, no script, nothing fetched from anywhere.

mod answer;
mod anytext;
mod beliefs;
mod binding;
mod curves;
mod expected;
mod exposure;
mod figure;
mod files;
mod intent;
mod limits;
mod lines;
mod map;
mod others;
mod phased;
mod policy;
mod ranges;
mod sampled;
mod seats;
mod signals;
mod standalone;
mod standing;
mod strip;
mod survival;
mod text;
mod timeline;
mod track;
mod turning;
mod waterfall;
mod world;

pub use standalone::figures;
pub(crate) use standalone::styled;

use std::sync::LazyLock;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::{Block, Document};
use crate::ethics::{FOOT, HANDLING, NOT_A_TRIGGER, Support};
use crate::page::Page;

/// The style of the page; the policy allows this one and no other.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}{}", include_str!("style.css"), atlas::STYLE));

/// A part of the report with its heading.
struct Section {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

impl Section {
    fn new(id: &'static str, title: &'static str, body: Markup) -> Option<Self> {
        Some(Self { id, title, body })
    }
}

/// The report.
#[must_use]
pub fn page(page: &Page<'_>) -> String {
    let sections = sections(page);
    let example = Support::of(page.beliefs).is_example();
    let rest = sections.iter().position(|section| !BRIEF.contains(&section.id));
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            (head(page))
            body class=[example.then_some("example")] {
                (strip::strip(page))
                main {
                    @for (index, section) in sections.iter().enumerate() {
                        (shown(section, Some(index) == rest))
                        @if index == 0 { (contents(&sections)) }
                    }
                }
                (foot(page))
            }
        }
    };
    document.into_string()
}

/// What the numbers allow, in the order in which an analyst reads: the answer, what it hangs on and what
/// would mend it on two printed pages; then what happens when; then who else bears on it; then what it
/// rests on.
fn sections(page: &Page<'_>) -> Vec<Section> {
    let all = [
        answer::section(page),
        answer::weakest(page),
        turning::section(page),
        binding::mending(page),
        standing::moved(page),
        standing::record(page),
        standing::next(page),
        timeline::section(page),
        exposure::section(page),
        world::relief(page),
        ranges::section(page),
        phased::section(page),
        survival::section(page),
        world::worst(page),
        others::outsiders(page),
        files::section(page),
        seats::section(page),
        others::readings(page),
        others::seen(page),
        intent::section(page),
        signals::section(page),
        world::breakout(page),
        world::oil(page),
        lines::section(page),
        track::section(page),
        binding::section(page),
        turning::slack(page),
        turning::changes(page),
        binding::further(page),
        anytext::section(page),
        sampled::section(page),
        beliefs::section(page),
        expected::section(page),
        text::section(page),
        limits::missing(page),
        limits::certificates(page),
    ];
    all.into_iter().flatten().collect()
}

/// The report as blocks, for files of other kinds.
#[must_use]
pub fn document(page: &Page<'_>) -> Document {
    let markup = html! {
        (strip::strip(page))
        @for section in sections(page) { (shown(&section, false)) }
        (foot(page))
    };
    let mut document = Document::read(&page.labels.title, &markup.into_string());
    // The title is the document's own.
    document.blocks.retain(|block| !matches!(block, Block::Heading(1, _)));
    document
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy::policy(&STYLE));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            title { (page.labels.title) " - Détente" }
            style { (PreEscaped(STYLE.as_str())) }
        }
    }
}

fn contents(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="Contents" {
            ol {
                @for section in sections {
                    li { a href={ "#" (section.id) } { (section.title) } }
                }
            }
        }
    }
}

/// Sections that stand on the first two printed pages.
const BRIEF: [&str; 4] = ["answer", "weakest", "turning", "mends"];

fn shown(section: &Section, rest: bool) -> Markup {
    let heading = format!("{}-heading", section.id);
    html! {
        section id=(section.id) class=[rest.then_some("first-rest")] aria-labelledby=(heading) {
            h2 id=(heading) { (section.title) }
            (section.body)
        }
    }
}

fn foot(page: &Page<'_>) -> Markup {
    html! {
        footer {
            p { strong { (FOOT) } }
            p { (NOT_A_TRIGGER) }
            p { (HANDLING) }
            p class="made" { "Made by detente " (page.run.version) ". No part of this page was fetched or sent." }
        }
    }
}
