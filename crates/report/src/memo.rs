//! The memorandum: one page in estimative language, every word of it conditional on the beliefs.
//!
//! Likelihood and confidence are two things and stand in two sentences. A likelihood is a word with its
//! range and with what was computed; confidence says what the beliefs rest on and is never high: no
//! sourcing makes a model of this kind more than moderately sure.

use crate::document::{Block, Document};
use crate::ethics::{EXAMPLE, FOOT, HANDLING, NOT_A_TRIGGER, Support};
use crate::labels::capital;
use crate::number::{nineteen_in_twenty, nineteen_in_twenty_of};
use crate::page::Page;
use crate::words::{
    answer, breakout, cause, estimate, harm, list, oil, outsider, survival, turning, weakest,
};

/// Rows of each list: what does not fit on a page is in the report.
const ROWS: usize = 3;

/// Months at which a likelihood is given.
const LANDMARKS: [u32; 2] = [12, 24];

/// The memorandum.
#[must_use]
pub fn memo(page: &Page<'_>) -> Document {
    let mut blocks = head(page);
    blocks.extend(part("Judgement", vec![judgement(page), confidence(page)]));
    blocks.extend(part("How long", lasting(page)));
    blocks.extend(weak(page));
    blocks.extend(bullets("What the judgement hangs on", hangs(page)));
    blocks.extend(bullets("What else bears on it", beside(page)));
    blocks.extend(foot(page));
    Document { title: format!("Memorandum: {}", page.labels.title), blocks }
}

fn part(title: &str, texts: Vec<String>) -> Vec<Block> {
    let texts: Vec<Block> =
        texts.into_iter().filter(|it| !it.is_empty()).map(Block::Paragraph).collect();
    if texts.is_empty() {
        return texts;
    }
    std::iter::once(Block::Heading(2, title.to_owned())).chain(texts).collect()
}

fn bullets(title: &str, items: Vec<String>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(2, title.to_owned()), Block::List(items)]
}

fn head(page: &Page<'_>) -> Vec<Block> {
    let support = Support::of(page.beliefs);
    let parties: Vec<String> = page.signatories().iter().map(|it| page.labels.full(*it)).collect();
    let (labels, run) = (page.labels, page.run);
    let terms = format!("revision {}, terms {}", labels.revision, labels.short_hash());
    let mut pairs = vec![
        ("Text", format!("{}, {terms}; {}", run.accord_file, list(&parties))),
        ("Condition", format!("the beliefs in {}, {}", run.beliefs_file, support.words())),
    ];
    if let Some(record) = &page.record {
        pairs.push((
            "From",
            format!("{}, where {} stands", record.day(record.at), record.history.run.history_file),
        ));
    }
    pairs.extend(run.date.iter().map(|date| ("Made on", date.clone())));
    let pairs = pairs.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let example = support.is_example().then(|| {
        let unsourced = support.judgement + support.recollected;
        Block::Notice(format!(
            "{EXAMPLE}: {unsourced} of {} beliefs rest on no source.",
            support.entries
        ))
    });
    example.into_iter().chain([Block::Pairs(pairs)]).collect()
}

/// The word, who keeps, and how likely it is over the reader's ranges.
fn judgement(page: &Page<'_>) -> String {
    let word = capital(answer::word(page.assessment.answer));
    let who = answer::who_keeps(page);
    let share = page.assessment.share.as_ref().map_or_else(
        || format!("{}.", answer::NO_SHARE),
        |it| {
            let ends = nineteen_in_twenty_of(it.mean, it.standard_error, it.samples);
            let said = estimate::said(it.mean, ends);
            format!(
                "Over the ranges of these beliefs it is {said} that {} keep it.",
                page.everybody()
            )
        },
    );
    format!("{word}. {who} {share}")
        .replace("it is a roughly even chance", "there is a roughly even chance")
        .replace("it is almost no chance", "there is almost no chance")
}

/// What the beliefs rest on, apart from how likely anything is.
fn confidence(page: &Page<'_>) -> String {
    let support = Support::of(page.beliefs);
    let (word, why) = match support.is_example() {
        true => ("low", "most of the beliefs rest on no source"),
        false => (
            "moderate at most",
            "most of the beliefs are sourced, and the model leaves out what its report names",
        ),
    };
    let cut = match page.assessment.cut {
        0 => "",
        _ => "; a size limit left points out, which widens every bracket",
    };
    format!("Confidence in this judgement: {word}, since {why}{cut}.")
}

/// Likelihoods of being in force, and the baseline.
fn lasting(page: &Page<'_>) -> Vec<String> {
    let points = &page.assessment.survival;
    let marks: Vec<_> = points.iter().filter(|it| LANDMARKS.contains(&it.month)).collect();
    let marks = if marks.is_empty() { points.last().into_iter().collect() } else { marks };
    let one = |it: &&explore::assess::SurvivalPoint| {
        let (low, high) = nineteen_in_twenty(it.mean, it.standard_error);
        let said = estimate::said(it.mean, (low, (high + it.beyond).min(1.0)));
        format!("at month {} {said}", it.month)
    };
    let said: Vec<String> = marks.iter().map(one).collect();
    if said.is_empty() {
        return Vec::new();
    }
    let first = format!(
        "If these beliefs hold and everybody keeps to the text, that it is in force or fulfilled is {}.",
        said.join(", and ")
    );
    let ends = ends(page).map_or_else(String::new, |it| format!(" {it}"));
    let baseline =
        survival::baseline(page).map_or_else(String::new, |it| format!(" {}", capital(&it)));
    vec![format!("{first}{ends}{baseline}")]
}

/// Ways it may end, each with its word.
fn ends(page: &Page<'_>) -> Option<String> {
    let failures = cause::failures(&page.assessment.causes);
    let named = cause::named(page.labels, &failures);
    let one = |(name, share, error): &(String, f64, f64)| {
        format!("{name}, {}", estimate::said(*share, nineteen_in_twenty(*share, *error)))
    };
    let all: Vec<String> = named.iter().take(ROWS).map(one).collect();
    (!all.is_empty()).then(|| format!("Ways it ends within the horizon: {}.", all.join("; ")))
}

fn weak(page: &Page<'_>) -> Vec<Block> {
    let Some(weakest) = page.assessment.weakest.as_ref() else { return Vec::new() };
    let mut blocks = vec![Block::Heading(2, "The weakest promise".to_owned())];
    if let Some(place) = weakest.clause.and_then(|clause| page.labels.place(clause)) {
        let from = format!("line {}, {}", place.line, place.article);
        blocks.push(Block::Quote(place.quote.clone(), from));
    }
    blocks.push(Block::Paragraph(weakest::explained(page, weakest)));
    blocks
}

/// Where the answer turns, and the cheapest change.
fn hangs(page: &Page<'_>) -> Vec<String> {
    let row = |it| {
        let row = turning::belief_row(page, it);
        format!("The answer turns at {}, now {}: {}", row.what, row.now, row.turns)
    };
    let mut rows: Vec<String> = turning::turning(page).take(ROWS).map(row).collect();
    if rows.is_empty() {
        rows.push(match page.assessment.turns.is_empty() {
            true => turning::NOT_COMPUTED.to_owned(),
            false => "No belief that was varied turns the answer within its bounds.".to_owned(),
        });
    }
    rows.extend(crate::binding::sentences::cheapest(&crate::binding::Asked::page(page)));
    rows
}

/// What others can do to it, what it means for the world, and for people.
fn beside(page: &Page<'_>) -> Vec<String> {
    let outsiders = page.assessment.outsiders.iter().take(1);
    let mut rows: Vec<String> =
        outsiders.map(|it| capital(&format!("{}.", outsider::sentence(page, it)))).collect();
    let breakout = page.assessment.breakout.first();
    rows.extend(breakout.map(|it| format!("Breakout time: {}.", breakout::brief(page, it))));
    rows.extend(oil::brief(page).map(|it| format!("{it}.")));
    rows.extend(harm::sentence(page).map(|it| format!("{it}.")));
    rows
}

fn foot(page: &Page<'_>) -> Vec<Block> {
    let scale = format!("Words and their ranges (ICD 203): {}.", estimate::scale());
    let again = format!(
        "The full report and the same answer again: {} (seed {}, detente {}).",
        page.run.command, page.assessment.seed, page.run.version
    );
    let texts = [scale, format!("{FOOT} {NOT_A_TRIGGER} {HANDLING}"), again];
    texts.into_iter().map(Block::Paragraph).collect()
}
