//! What the text expects of itself, and what became of it.

use explore::expect::{Checked, Outcome, Way};

use super::path;
use crate::labels::{Labels, quoted};
use crate::page::Page;

/// Last steps of a way that the terminal page tells.
const LAST: usize = 3;

/// One word for a table.
#[must_use]
pub fn word(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Holds => "holds".to_owned(),
        Outcome::Refuted(_) => "refuted".to_owned(),
        Outcome::NotRefuted { points } => format!("not refuted up to {points} points"),
        Outcome::NeverArises => "never arises".to_owned(),
    }
}

/// How it is refuted, or nothing if it is not.
#[must_use]
pub fn how(labels: &Labels, outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Refuted(way) => Some(told(labels, way)),
        Outcome::NeverArises => {
            Some("nothing that it speaks of comes about in the model".to_owned())
        }
        Outcome::Holds | Outcome::NotRefuted { .. } => None,
    }
}

fn told(labels: &Labels, way: &Way) -> String {
    let steps = path::sentence(labels, way.free, &way.steps);
    let then = way.then.as_ref().and_then(|event| path::happens(labels, event));
    match (way.steps.is_empty(), then) {
        (true, None) => "no state that everybody's keeping leads to shows it".to_owned(),
        (true, Some(then)) => format!("then {then}"),
        (false, None) => steps,
        (false, Some(then)) => format!("{steps}; then {then}"),
    }
}

/// Each in a line of its own, with its place.
#[must_use]
pub fn lines(labels: &Labels, list: &[Checked]) -> Vec<String> {
    let one = |it: &Checked| {
        let place = labels.place(it.clause);
        let (line, quote) = place.map_or((0, ""), |place| (place.line, place.quote.as_str()));
        let how = how(labels, &it.outcome).map_or_else(String::new, |how| format!(": {how}"));
        let quote = quote.trim_end_matches('{').trim();
        format!("line {line}, {quote}: {}{how}", word(&it.outcome))
    };
    list.iter().map(one).collect()
}

/// All of them in one sentence part, those refuted with their lines; nothing if the text expects
/// nothing.
#[must_use]
pub fn tally(page: &Page<'_>) -> Option<String> {
    let list = &page.assessment.expected;
    if list.is_empty() {
        return None;
    }
    let refuted: Vec<&Checked> =
        list.iter().filter(|it| matches!(it.outcome, Outcome::Refuted(_))).collect();
    let held = list.len() - refuted.len();
    let Some(first) = refuted.first() else {
        return Some(format!("What the text expects of itself is not refuted ({held} of {held})"));
    };
    let line = page.labels.at_line(Some(first.clause));
    let article = page.labels.place(first.clause).map_or("", |place| place.article.as_str());
    let way = how(page.labels, &first.outcome).unwrap_or_default();
    let last: Vec<&str> = way.split("; ").collect();
    let last = last.get(last.len().saturating_sub(LAST)..).unwrap_or_default().join("; ");
    Some(format!(
        "What the text expects of itself is refuted in {} of {}: {}{line}, in this way: {last}",
        refuted.len(),
        list.len(),
        quoted(article)
    ))
}
