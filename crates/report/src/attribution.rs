//! Attribution, always under several priors and never as a finding.

use serde::Serialize;
use world::attribution::{ORIGINS, Outcome, Prior, Question, move_of, posterior, range};

use crate::ethics::{FOOT, NOT_A_TRIGGER};
use crate::number::{chance, figure};
use crate::terminal::{paragraph, wrapped};

/// What is known and under which priors it is read.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    /// At least two.
    pub priors: &'a [Prior],
    /// All questions.
    pub questions: &'a [Question],
    /// What was seen: question and outcome.
    pub seen: Vec<(&'a Question, &'a Outcome)>,
}

/// A chance and its least and greatest value as evidence is held to tell less or more.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Ranged {
    pub origin: &'static str,
    pub chance: f64,
    pub low: f64,
    pub high: f64,
}

/// One prior and what evidence makes of it.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct UnderJson {
    pub prior: String,
    pub before: [f64; 3],
    pub after: Vec<Ranged>,
}

/// One piece of evidence.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct EvidenceJson {
    pub question: String,
    pub outcome: String,
    pub directed_over_autonomous: f64,
    pub tolerated_over_autonomous: f64,
    pub mark: String,
    pub source: String,
}

/// A question not answered yet.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct MoveJson {
    pub question: String,
    pub outcomes: Vec<String>,
    pub mean_move: Vec<f64>,
}

/// One act by which what was seen is put before an inquiry of a text.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ActJson {
    pub question: String,
    pub act: String,
}

/// What `detente attribute --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct AttributionJson {
    pub standing: &'static str,
    pub under: Vec<UnderJson>,
    pub evidence: Vec<EvidenceJson>,
    pub would_move: Vec<MoveJson>,
    pub for_an_inquiry: Vec<ActJson>,
    pub note: &'static str,
    pub not_a_trigger: &'static str,
}

/// The words that stand over every answer.
const STANDING: &str = "not established";

/// The answer for programs.
#[must_use]
pub fn answer(inquiry: &Inquiry<'_>) -> AttributionJson {
    let seen: Vec<&Outcome> = inquiry.seen.iter().map(|it| it.1).collect();
    AttributionJson {
        standing: STANDING,
        under: inquiry.priors.iter().map(|prior| under(prior, &seen)).collect(),
        evidence: inquiry.seen.iter().map(|(question, it)| evidence(question, it)).collect(),
        would_move: moves(inquiry, &seen),
        for_an_inquiry: acts(inquiry),
        note: FOOT,
        not_a_trigger: NOT_A_TRIGGER,
    }
}

fn under(prior: &Prior, seen: &[&Outcome]) -> UnderJson {
    let (after, ends) = (posterior(&prior.odds, seen, 1.0), range(&prior.odds, seen));
    let all = ORIGINS.into_iter().zip(after).zip(ends);
    let after = all.map(|((origin, chance), (low, high))| Ranged { origin, chance, low, high });
    UnderJson { prior: prior.name.clone(), before: prior.odds, after: after.collect() }
}

fn evidence(question: &Question, outcome: &Outcome) -> EvidenceJson {
    let [directed, tolerated, autonomous] = outcome.chances;
    EvidenceJson {
        question: question.name.clone(),
        outcome: outcome.name.clone(),
        directed_over_autonomous: directed / autonomous,
        tolerated_over_autonomous: tolerated / autonomous,
        mark: outcome.mark.clone(),
        source: outcome.source.clone(),
    }
}

/// What a text can ask for as evidence.
const KINDS: [&str; 3] = ["time", "place", "weapon"];

/// Lines of a record that put what was seen before an inquiry: its package first, then the warning.
fn acts(inquiry: &Inquiry<'_>) -> Vec<ActJson> {
    let seen = |name: &&str| inquiry.seen.iter().any(|(question, _)| question.name == **name);
    let shown = KINDS.into_iter().map(|kind| (kind, format!("shows {kind} under INQUIRY")));
    let all = shown.chain([("warning", "warns under INQUIRY".to_owned())]);
    all.filter(|(name, _)| seen(name))
        .map(|(name, act)| ActJson { question: name.to_owned(), act })
        .collect()
}

/// Questions not answered, the one that would move most under any prior first.
fn moves(inquiry: &Inquiry<'_>, seen: &[&Outcome]) -> Vec<MoveJson> {
    let asked = |it: &Question| inquiry.seen.iter().any(|(question, _)| question.name == it.name);
    let open = inquiry.questions.iter().filter(|it| !asked(it));
    let mut moves: Vec<MoveJson> = open
        .map(|question| MoveJson {
            question: question.name.clone(),
            outcomes: question.outcomes.iter().map(|it| it.name.clone()).collect(),
            mean_move: inquiry.priors.iter().map(|it| move_of(&it.odds, seen, question)).collect(),
        })
        .collect();
    let most = |it: &MoveJson| it.mean_move.iter().copied().fold(0.0, f64::max);
    moves.sort_by(|a, b| most(b).total_cmp(&most(a)));
    moves
}

/// The page for the terminal.
#[must_use]
pub fn page(inquiry: &Inquiry<'_>) -> String {
    let answer = answer(inquiry);
    let mut text = wrapped(&format!(
        "Not established. What was seen leaves, under {} priors and no other ground:",
        answer.under.len()
    ));
    text.push_str(&format!(
        "\n  {:<24}{:<20}{:<20}{}\n",
        "if one", "directed", "tolerated", "autonomous"
    ));
    for it in &answer.under {
        let cells: String = it.after.iter().map(cell).collect();
        text.push_str(&format!("  {:<24}{}\n", it.prior, cells.trim_end()));
    }
    text.push_str("\n  seen                    ratio to autonomous, directed and tolerated\n");
    if answer.evidence.is_empty() {
        text.push_str("    nothing: the chances are those believed before\n");
    }
    for it in &answer.evidence {
        let name = format!("{} {}", it.question, it.outcome);
        let (directed, tolerated) = (it.directed_over_autonomous, it.tolerated_over_autonomous);
        let ratios = format!("{}, {}", figure(directed), figure(tolerated));
        text.push_str(&format!("    {name:<22}{ratios:<14} {}: {}\n", it.mark, it.source));
    }
    text.push_str("\n  would move it most (mean move of the chances, by prior)\n");
    if answer.would_move.is_empty() {
        text.push_str("    no question is open\n");
    }
    for it in &answer.would_move {
        let moves: Vec<String> = it.mean_move.iter().map(|it| chance(*it)).collect();
        let outcomes = it.outcomes.join(" or ");
        text.push_str(&format!("    {:<10}{:<24}{}\n", it.question, outcomes, moves.join("  ")));
    }
    if !answer.for_an_inquiry.is_empty() {
        text.push_str("\n  for an inquiry of a text, as lines of its record (docs/events.md)\n");
        for it in &answer.for_an_inquiry {
            text.push_str(&format!("    {}\n", it.act));
        }
    }
    let how = "In brackets: the evidence held to tell half as much, or half again as much. The \
               ratios are whoever's mark stands beside them. Who answers for an act is for the rule \
               of the text, and for the inquiry that it opens; nothing here replaces either.";
    format!("{text}\n{}\n{}{}", wrapped(how), paragraph(NOT_A_TRIGGER), paragraph(FOOT))
}

fn cell(it: &Ranged) -> String {
    let text = format!("{} ({} to {})", chance(it.chance), chance(it.low), chance(it.high));
    format!("{text:<20}")
}
