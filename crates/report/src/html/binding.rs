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

/// Most changes that are told beside the answer; all of them stand further down.
const BRIEF: usize = 5;

/// The cheapest changes of what is written or done, each solved, with what each takes from the sides.
pub(super) fn mending(page: &Page<'_>) -> Option<Section> {
    let asked = Asked::page(page);
    let remedies = asked.remedies?;
    let any = remedies.levers.iter().any(|it| it.mends.is_some());
    let brief = remedies.levers.iter().take(BRIEF);
    let rows: Vec<Vec<String>> = brief.map(|it| row(&asked, it)).collect();
    let body = html! {
        (paragraph(&asked_for(&asked, remedies.target, any)))
        @if !rows.is_empty() {
            (table("Changes tried, each alone; what mends it first", &columns(), &rows))
            (paragraph(MENDS))
        }
    };
    Section::new("mends", "What would mend it", body)
}

/// What stands under the table of changes.
const MENDS: &str = "Enough and not enough were both solved. The cheapest takes least from the sides \
                     together. What takes minutes is left to detente solve --why.";

fn columns() -> Vec<String> {
    heads(&["change", "line", "now", "alone"])
}

/// The changes beyond those that stand beside the answer.
pub(super) fn further(page: &Page<'_>) -> Option<Section> {
    let asked = Asked::page(page);
    let further = asked.remedies?.levers.get(BRIEF..).filter(|it| !it.is_empty())?;
    let rows: Vec<Vec<String>> = further.iter().map(|it| row(&asked, it)).collect();
    let body = table("Further changes tried, each alone", &columns(), &rows);
    Section::new("further", "Further changes that were tried", body)
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
