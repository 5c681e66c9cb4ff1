//! Harm to people, as an outcome.

use explore::assess::{Assessment, Harm};
use kernel::SubjectId;
use kernel::state::Cause;
use world::Odds;

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

/// Chances of an occurrence in a period after a quiet one and after one that had one, by what a group
/// is believed to be told; nothing of tallies that do not come in waves.
pub(crate) fn in_waves(page: &Page<'_>, tally: SubjectId) -> Vec<(&'static str, [f64; 2])> {
    let values = page.beliefs.central();
    let chance =
        |conduct, stirred| page.beliefs.chance(&values, Odds::Wave(tally, conduct, stirred));
    let conducts = (0_u8..).zip(["directed", "tolerated", "restrained"]);
    let both = |(conduct, word)| Some((word, [chance(conduct, false)?, chance(conduct, true)?]));
    conducts.filter_map(both).collect()
}

/// What waves do to the chance of an occurrence, in one sentence; nothing if none are believed in.
#[must_use]
pub fn waves(page: &Page<'_>) -> Option<String> {
    let told: Vec<String> = page
        .beliefs
        .waves
        .iter()
        .map(|it| {
            let rows = in_waves(page, it.tally);
            let said = rows.iter().map(|(word, [quiet, after])| {
                format!("{} and {} while {word}", percent(*quiet), percent(*after))
            });
            let said: Vec<String> = said.collect();
            format!("{}: {}", page.labels.subject(it.tally), said.join(", "))
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "In waves, the chance in a period after a quiet one and after one that was not: {}",
            told.join("; ")
        )
    })
}

fn hostilities(assessment: &Assessment) -> f64 {
    let causes = assessment.causes.iter().filter(|it| it.cause == Cause::Hostilities);
    causes.map(|it| it.share).sum()
}
