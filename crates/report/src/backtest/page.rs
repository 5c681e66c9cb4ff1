//! The back-test for the terminal.

use super::{
    ASKED, BackTestJson, CalibrationJson, Case, FORECASTERS, Score, answer, mean_over_cases,
};
use crate::ethics::FOOT;
use crate::number::{chance, percent};
use crate::terminal::{paragraph, wrapped};

const HOW: &str = "From day 0, each recorded date and every ninetieth day, for 90, 180 and 365 days on: is the \
accord in force (or fulfilled), is it kept (in force, no non-performance standing), is each file. Both scores \
are 0 at best; Brier's is 0.25 for whoever always says one half. A case counts once, however many dates it \
has: dates of one case are not independent.";
const KNOWN: &str = "\"Beliefs known then\" uses a chance only if its reason names a date before the forecast's; every \
other is replaced by a range that is the same for all agreements. \"Beliefs as written\" were written by \
somebody who knew the end and are no forecast. In both everybody keeps to the text and nature does what is \
believed: the model has no opinion here on who would choose to leave. \"Constant hazard\" knows the past of \
the case and of agreements before it; \"last state\" says that nothing changes.";

/// The page.
#[must_use]
pub fn page(cases: &[Case], paths: u64, seed: u64) -> String {
    let it = answer(cases, paths, seed);
    let mut text = wrapped(&verdict(&it.scores));
    for question in ASKED {
        text.push_str(&table(&it.scores, question));
    }
    for question in ASKED {
        text.push_str(&calibrated(&it.calibration, question));
    }
    text.push_str(&replaced(&it));
    let seeded = format!("({paths} futures from each date, seed {seed})\n");
    format!("{text}\n{}\n{}\n{}{seeded}", wrapped(HOW), wrapped(KNOWN), paragraph(FOOT))
}

/// Whether the model did better than either baseline, in one paragraph.
fn verdict(scores: &[Score]) -> String {
    let said = ASKED.iter().filter_map(|question| {
        let mean = mean_over_cases(scores, question)?;
        let of = scores.iter().filter(|it| it.question == *question);
        let better =
            |other: usize| of.clone().filter(|it| it.brier[0] < it.brier[other]).count();
        let cases = of.clone().count();
        Some(format!(
            "Whether {}: Brier {} under beliefs known then, {} at a constant hazard (beaten in {} of \
             {cases}), {} if the last state persists (beaten in {}).",
            asked_in_words(question),
            chance(mean.brier[0]),
            chance(mean.brier[2]),
            better(2),
            chance(mean.brier[3]),
            better(3),
        ))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "No forecast has come due.".to_owned() } else { said.join(" ") }
}

fn asked_in_words(question: &str) -> &'static str {
    match question {
        "in force" => "it is in force",
        "kept" => "it is kept",
        _ => "a file is kept",
    }
}

fn table(scores: &[Score], question: &'static str) -> String {
    let of: Vec<&Score> = scores.iter().filter(|it| it.question == question).collect();
    if of.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n  {question}\n  {:<24}{:>5}{:>6}   Brier: known written const. last   log: same\n",
        "case", "n", "came"
    );
    let mean = mean_over_cases(scores, question);
    for it in of.into_iter().chain(mean.as_ref()) {
        let numbers = |list: &[f64; 4]| {
            list.iter().map(|it| format!("{:>6}", chance(*it))).collect::<String>()
        };
        text.push_str(&format!(
            "  {:<24}{:>5}{:>6}  {}  {}\n",
            it.case,
            it.n,
            percent(it.share).replace(' ', ""),
            numbers(&it.brier),
            numbers(&it.log)
        ));
    }
    text
}

/// The calibration of the model as a table; the picture holds the others.
fn calibrated(bins: &[CalibrationJson], question: &str) -> String {
    let of = bins.iter().filter(|it| it.question == question && it.forecaster == FORECASTERS[0]);
    let rows: String = of
        .map(|it| {
            format!(
                "    {:>4} to {:<6}{:>6}   given {}, came {}\n",
                chance(it.from),
                chance(it.from + 0.1),
                it.n,
                chance(it.chance),
                chance(it.share)
            )
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n  calibration, {question}, beliefs known then\n    chance            n\n{rows}")
}

fn replaced(it: &BackTestJson) -> String {
    let mut text = String::new();
    for case in it.cases.iter().filter(|case| !case.replaced.is_empty()) {
        let undated = case.replaced.iter().filter(|it| it.why == "undated").count();
        let later = case.replaced.iter().filter(|it| it.why == "later").count();
        let recollected = case.replaced.len() - undated - later;
        text.push_str(&format!(
            "  {}: chances replaced on some date or all: {undated} undated, {later} later than the \
             forecast, {recollected} recollected\n",
            case.case
        ));
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}
