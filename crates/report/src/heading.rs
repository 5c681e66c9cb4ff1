//! The lines that head a page about a text under beliefs: which text, whose judgement.

use world::Beliefs;

use crate::ethics::{EXAMPLE, Support};
use crate::labels::Labels;
use crate::page::Run;
use crate::terminal::{ends, wrapped};

/// Title and terms, then the beliefs and what they rest on.
#[must_use]
pub(crate) fn heading(labels: &Labels, beliefs: &Beliefs, run: &Run) -> String {
    heading_on(labels, Support::of(beliefs), &run.beliefs_file)
}

/// The same of beliefs of which it is known what they rest on.
#[must_use]
pub(crate) fn heading_on(labels: &Labels, support: Support, beliefs_file: &str) -> String {
    let terms = format!("revision {}, terms {}", labels.revision, labels.short_hash());
    let example = if support.is_example() { format!(" ({EXAMPLE})") } else { String::new() };
    let judged = format!("Beliefs: {beliefs_file}, {}{example}", support.words());
    format!("{}{}", ends(&labels.title, &terms), wrapped(&judged))
}
