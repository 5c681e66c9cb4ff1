//! What is not here, and what a stranger needs to check the rest.

use maud::{Markup, html};

use super::Section;
use super::figure::{heads, paragraph, set, table};
use crate::missing;
use crate::number::interval;
use crate::page::Page;
use crate::words::certificate;

/// Not modelled, and not computed.
pub(super) fn missing(page: &Page<'_>) -> Option<Section> {
    let body = html! {
        (bullets("Left out of the model", &missing::not_modelled(page)))
        (bullets("Not computed here", &missing::not_computed(page)))
    };
    Section::new("missing", "Not modelled", body)
}

fn bullets(title: &str, items: &[String]) -> Markup {
    html! {
        @if !items.is_empty() {
            h3 { (title) }
            ul { @for item in items { li { (set(item)) } } }
        }
    }
}

/// Brackets, sizes, seed, version and the command.
pub(super) fn certificates(page: &Page<'_>) -> Option<Section> {
    let it = page.assessment;
    let rows: Vec<Vec<String>> = it
        .certificates
        .iter()
        .map(|one| {
            let closed = if one.closed { "closed" } else { "left open" };
            let bracket = interval(one.bracket.lower, one.bracket.upper);
            vec![certificate::what(page.labels, one.what), bracket, closed.to_owned()]
        })
        .collect();
    let body = html! {
        (table("Brackets", &heads(&["quantity", "between", "bracket"]), &rows))
        (sizes(page))
        (paragraph(&cut(it.cut)))
        h3 { "The same answer again" }
        pre { code { (page.run.command) } }
        (paragraph(&format!("Seed {}, detente {}, terms {}.", it.seed, page.run.version,
                            page.labels.hash)))
    };
    Section::new("certificates", "Certificates", body)
}

fn sizes(page: &Page<'_>) -> Markup {
    let pairs = page.assessment.holdings.iter().zip(&page.assessment.sizes);
    let rows: Vec<Vec<String>> = pairs
        .map(|(holding, size)| {
            let counts = [size.states, size.nodes, size.edges].map(|it| it.to_string());
            std::iter::once(page.labels.short(holding.party)).chain(counts).collect()
        })
        .collect();
    let heads = heads(&["choices free for", "states of the agreement", "points", "ways on"]);
    table("Exact sizes", &heads, &rows)
}

fn cut(points: usize) -> String {
    if points == 0 {
        "Every reachable point was visited.".to_owned()
    } else {
        format!(
            "{points} points lie beyond the size limit and were not visited: each counts at its \
             worst for the lower and at its best for the upper ends of the brackets."
        )
    }
}
