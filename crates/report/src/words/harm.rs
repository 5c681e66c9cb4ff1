//! Harm to people, as an outcome.

use explore::assess::{Assessment, Harm};
use kernel::state::Cause;

use crate::number::{figure, percent};
use crate::page::Page;

/// What is expected to happen to people, in one sentence part; nothing if the text counts nothing.
#[must_use]
pub fn sentence(page: &Page<'_>) -> Option<String> {
    let it = page.assessment;
    let first = it.harm.first()?;
    let counted: Vec<String> = it.harm.iter().map(|harm| one(page, harm)).collect();
    Some(format!(
        "Harm to people, everybody keeping, expected in {} months: {}; general hostilities in {} of \
         futures",
        first.months,
        counted.join(", "),
        percent(hostilities(it))
    ))
}

fn one(page: &Page<'_>, harm: &Harm) -> String {
    let what = page.labels.subject(harm.tally);
    let grave = harm.grave.map_or_else(
        || " (how many with casualties the beliefs do not say)".to_owned(),
        |grave| format!(", {} of them with casualties", figure(grave)),
    );
    format!("{} {what}{grave}", figure(harm.attacks))
}

fn hostilities(assessment: &Assessment) -> f64 {
    let causes = assessment.causes.iter().filter(|it| it.cause == Cause::Hostilities);
    causes.map(|it| it.share).sum()
}
