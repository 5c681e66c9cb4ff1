//! Those who bear the cost and have no seat: named, because no payoff names them.

use kernel::accord::{Role, SubjectKind};
use maud::html;

use super::Section;
use super::figure::paragraph;
use crate::page::Page;
use crate::words::{harm, list};

/// People and actors whom the text concerns and who did not sign it.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let mut sentences = vec![without_seat(page)];
    sentences.extend(exposed(page));
    sentences.extend(dependent(page));
    let harm = [harm::sentence(page), harm::waves(page)];
    sentences.extend(harm.into_iter().flatten().map(|it| format!("{it}.")));
    sentences.push(
        "No number on this page counts what the text is worth to them: margins count what \
         signatories gain, which is another question."
            .to_owned(),
    );
    let body = html! { @for sentence in &sentences { (paragraph(sentence)) } };
    Section::new("seats", "Those without a seat", body)
}

fn without_seat(page: &Page<'_>) -> String {
    let outside = |role| matches!(role, Role::Outsider | Role::Group);
    let names: Vec<String> = page
        .accord
        .actor_ids()
        .filter(|id| page.accord.actor(*id).is_some_and(|it| outside(it.role)))
        .map(|id| page.labels.full(id))
        .collect();
    if names.is_empty() {
        "The text names nobody besides its signatories and its bodies.".to_owned()
    } else {
        format!("Named in the text without having signed it: {}.", list(&names))
    }
}

fn exposed(page: &Page<'_>) -> Option<String> {
    let tallies = page
        .accord
        .subject_ids()
        .filter(|id| page.accord.subject(*id).is_some_and(|it| it.kind == SubjectKind::Tally));
    let names: Vec<String> = tallies.map(|id| page.labels.subject(id)).collect();
    (!names.is_empty())
        .then(|| format!("People who live and work where these happen: {}.", list(&names)))
}

fn dependent(page: &Page<'_>) -> Option<String> {
    let escrows = page.accord.escrow_ids().map(|id| page.labels.escrow(id));
    let names: Vec<String> = escrows.collect();
    (!names.is_empty()).then(|| format!("People for whom goods are bought from: {}.", list(&names)))
}
