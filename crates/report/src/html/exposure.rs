//! Who is out of pocket when: at most, in the text's own units, and as expected, by beliefs.

use explore::exposure::Exposure;
use kernel::ActorId;
use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::svg::{self, Told};
use crate::words::{good, path};

/// The most each side can be exposed, and what it has gained less what it has given.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let it = page.assessment;
    if it.balance.is_empty() && it.exposure.is_empty() {
        return None;
    }
    let body = html! { (most(page)) (balance(page)) };
    Section::new("exposure", "Who is out of pocket when", body)
}

/// Exposure in the text's own units, largest over everything the other side can do.
fn most(page: &Page<'_>) -> Markup {
    let list = &page.assessment.exposure;
    if list.is_empty() {
        return html! {};
    }
    let rows: Vec<Vec<String>> = list.iter().map(|it| row(page, it)).collect();
    let heads = heads(&[
        "side",
        "at most out of pocket",
        "from month",
        "can it be taken back",
        "by way of",
    ]);
    html! {
        (paragraph(
            "What a side has delivered, not taken back and not yet had answered, at most, while it \
             keeps to the text and the other side departs whenever it likes: lag and dispute are inside. A \
             delivery is answered once the other side's duties in the same swap stand verified \
             after it; a delivery outside every swap is never answered."
        ))
        (table("Exposure, in the text's own units", &heads, &rows))
    }
}

fn row(page: &Page<'_>, it: &Exposure) -> Vec<String> {
    let least = if it.whole { "" } else { "at least " };
    let lines: Vec<String> = it
        .clauses
        .iter()
        .filter_map(|clause| page.labels.place(*clause))
        .map(|place| place.line.to_string())
        .collect();
    let lines =
        if lines.is_empty() { String::new() } else { format!(" (line {})", lines.join(", ")) };
    vec![
        page.labels.short(it.party),
        format!("{least}{}{lines}", good::amount(page.labels, it.good, it.most)),
        it.month.to_string(),
        if it.irreversible { "no" } else { "yes" }.to_owned(),
        path::sentence(page.labels, Some(it.free), &it.path),
    ]
}

/// What each side has gained less what it has given, month by month, everybody keeping.
fn balance(page: &Page<'_>) -> Markup {
    if page.assessment.balance.is_empty() {
        return html! {};
    }
    let parties = page.signatories();
    let names: Vec<String> = parties.iter().map(|it| page.labels.short(*it)).collect();
    let lines: Vec<Vec<(f64, f64)>> = parties.iter().map(|it| line(page, *it)).collect();
    let told = Told {
        id: "fig-balance",
        title: "Expected gains less costs of each side so far, by month",
        description: "One line a side. Below zero the side has given more than it has received.",
    };
    let caption = "Expected gains less costs so far, everybody keeping, in the unit of the \
                   beliefs. Below zero a side has given more than it has received.";
    let chart = svg::exposure(told, &names, &lines, "unit of the beliefs");
    figure(&chart, caption, &numbers(&names, &lines))
}

fn line(page: &Page<'_>, party: ActorId) -> Vec<(f64, f64)> {
    let points = page.assessment.balance.iter().filter(|it| it.party == party);
    points.map(|it| (f64::from(it.month), it.mean)).collect()
}

fn numbers(names: &[String], lines: &[Vec<(f64, f64)>]) -> Markup {
    let months = lines.iter().map(Vec::len).max().unwrap_or(0);
    let row = |index: usize| {
        let month = lines.iter().find_map(|it| it.get(index)).map_or(0.0, |it| it.0);
        let cell =
            |it: &Vec<(f64, f64)>| it.get(index).map_or_else(|| "-".to_owned(), |it| digits(it.1));
        std::iter::once(digits(month)).chain(lines.iter().map(cell)).collect()
    };
    let rows: Vec<Vec<String>> = (0..months).step_by(3).map(row).collect();
    let heads: Vec<String> = heads(&["month"]).into_iter().chain(names.iter().cloned()).collect();
    table("Expected gains less costs so far, every third month", &heads, &rows)
}
