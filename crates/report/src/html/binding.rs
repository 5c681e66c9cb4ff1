//! What binds each side, and the single changes that would mend it.

use explore::binding::remedy::Remedy;
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::binding::sentences::{asked_for, bound, mends};
use crate::binding::{Asked, named, told};
use crate::labels::capital;
use crate::page::Page;

/// What binds each side, and what its margin is made of.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let asked = Asked::page(page);
    if asked.sides.is_empty() {
        return None;
    }
    let body = html! {
        (paragraph("Of each side, the departure from a promise that comes closest to paying. What the \
                    margin is made of adds up to it, belief by belief."))
        @for side in asked.sides {
            @let (head, about) = bound(&asked, side);
            (paragraph(&head))
            ul { @for it in &about { li { (super::figure::set(it)) } } }
        }
    };
    Section::new("binds", "What binds", body)
}

/// Single changes of what is written or done, each solved.
pub(super) fn mending(page: &Page<'_>) -> Option<Section> {
    let asked = Asked::page(page);
    let remedies = asked.remedies?;
    let any = remedies.levers.iter().any(|it| it.mends.is_some());
    let rows: Vec<Vec<String>> = remedies.levers.iter().map(|it| row(&asked, it)).collect();
    let heads = heads(&["change", "line", "now", "alone"]);
    let body = html! {
        (paragraph(&asked_for(&asked, remedies.target, any)))
        @if !rows.is_empty() {
            (table("Changes tried, each alone; what mends it first", &heads, &rows))
            (paragraph("Enough and not enough were both solved. The cheapest takes least from the sides \
                        together. What takes minutes is left to detente solve --why."))
        }
    };
    Section::new("mends", "What would mend it", body)
}

fn row(asked: &Asked<'_>, it: &Remedy) -> Vec<String> {
    let clause = it.lever.clause(asked.accord);
    let place = clause.and_then(|clause| asked.labels.place(clause));
    vec![
        capital(&named(asked.labels, it.lever)),
        place.map_or_else(|| "-".to_owned(), |place| place.line.to_string()),
        told(it.lever.unit(), it.now),
        mends(asked, it),
    ]
}
