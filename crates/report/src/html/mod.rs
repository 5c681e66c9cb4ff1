//! The self-contained HTML report: one file, no script, nothing fetched from anywhere.

mod answer;
mod anytext;
mod beliefs;
mod binding;
mod expected;
mod exposure;
mod figure;
mod intent;
mod limits;
mod others;
mod phased;
mod policy;
mod ranges;
mod sampled;
mod seats;
mod signals;
mod standalone;
mod strip;
mod survival;
mod text;
mod timeline;
mod turning;
mod world;

pub use standalone::figures;
pub(crate) use standalone::styled;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::ethics::{FOOT, HANDLING, NOT_A_TRIGGER, Support};
use crate::page::Page;

/// The style of the page; the policy allows this one and no other.
const STYLE: &str = include_str!("style.css");

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
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            (head(page))
            body class=[example.then_some("example")] {
                (strip::strip(page))
                main {
                    @for (index, section) in sections.iter().enumerate() {
                        (shown(section))
                        @if index == 0 { (contents(&sections)) }
                    }
                }
                (foot(page))
            }
        }
    };
    document.into_string()
}

/// What the numbers allow, in the order in which an analyst reads.
fn sections(page: &Page<'_>) -> Vec<Section> {
    let all = [
        answer::section(page),
        answer::weakest(page),
        sampled::section(page),
        binding::section(page),
        binding::mending(page),
        anytext::section(page),
        phased::section(page),
        turning::section(page),
        turning::changes(page),
        timeline::section(page),
        expected::section(page),
        exposure::section(page),
        ranges::section(page),
        survival::section(page),
        world::relief(page),
        world::worst(page),
        signals::section(page),
        world::breakout(page),
        world::oil(page),
        others::outsiders(page),
        others::readings(page),
        others::seen(page),
        intent::section(page),
        seats::section(page),
        beliefs::section(page),
        text::section(page),
        limits::missing(page),
        limits::certificates(page),
    ];
    all.into_iter().flatten().collect()
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy::policy(STYLE));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            title { (page.labels.title) " - Détente" }
            style { (PreEscaped(STYLE)) }
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

fn shown(section: &Section) -> Markup {
    let heading = format!("{}-heading", section.id);
    html! {
        section id=(section.id) aria-labelledby=(heading) {
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
