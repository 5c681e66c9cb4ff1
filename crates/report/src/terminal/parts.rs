//! The paragraphs of the terminal page.

use super::layout::{ends, hanging, paragraph, wrap};
use crate::binding::Asked;
use crate::binding::sentences::cheapest;
use crate::ethics::{EXAMPLE, FOOT, Support};
use crate::labels::capital;
use crate::number::{counted, figure};
use crate::page::Page;
use crate::words::{
    answer, anytext, breakout, expected, harm, intent, moved, oil, outsider, reading, sampled,
    signals, survival, weakest as promise,
};
use crate::{missing, remark};

/// Title, terms, whose beliefs and what they rest on.
pub(super) fn head(page: &Page<'_>) -> Vec<String> {
    let labels = page.labels;
    let terms = format!("revision {}, terms {}", labels.revision, labels.short_hash());
    let mut lines = ends(&labels.title, &terms);
    let support = Support::of(page.beliefs);
    let example = if support.is_example() { format!(" ({EXAMPLE})") } else { String::new() };
    let source = format!("Beliefs: {}, {}{example}", page.run.beliefs_file, support.words());
    lines.extend(hanging(&source));
    lines
}

/// Where a record stands, and what moved the outlook since another day.
pub(super) fn from_record(page: &Page<'_>) -> Vec<String> {
    let Some(record) = &page.record else { return Vec::new() };
    let (day, file) = (record.day(record.at), &record.history.run.history_file);
    let mut lines =
        hanging(&format!("From {day}, where {file} stands; months are counted from there."));
    if let Some((was, steps)) = record.moved {
        let told = moved::sentence(page, record, was, steps);
        lines.extend(hanging(&format!("Since {}: {told}", record.day(was.at))));
    }
    lines
}

/// The word and what it rests on.
pub(super) fn answer(page: &Page<'_>) -> Vec<String> {
    let word = answer::word(page.assessment.answer).to_uppercase();
    paragraph(&format!("{word}. {} {}", answer::who_keeps(page), answer::share(page)))
}

/// The weakest promise.
pub(super) fn weakest(page: &Page<'_>) -> Vec<String> {
    let Some(weakest) = &page.assessment.weakest else { return Vec::new() };
    let mut lines = hanging(&promise::heading(page, weakest));
    lines.extend(wrap(&promise::explained(page, weakest), "  ", "  "));
    lines
}

/// Outsiders, duration, baseline, state of the text.
pub(super) fn others(page: &Page<'_>) -> Vec<String> {
    let told = [
        sampled::sentence(page),
        mended(page),
        could(page),
        outsiders(page),
        intent::brief(page),
        how_long(page),
        harm(page),
        signals::brief(page),
        breakouts(page),
        oil(page),
    ];
    let found = told.into_iter().chain([Some(text(page)), Some(absent(page))]);
    found.flatten().flat_map(|line| hanging(&line)).collect()
}

fn mended(page: &Page<'_>) -> Option<String> {
    cheapest(&Asked::page(page))
}

fn could(page: &Page<'_>) -> Option<String> {
    let it = page.assessment.anytext.as_ref()?;
    Some(format!("Could any text hold: {}.", anytext::brief(page, it)))
}

fn outsiders(page: &Page<'_>) -> Option<String> {
    let list = &page.assessment.outsiders;
    let sentences: Vec<String> = list.iter().map(|it| outsider::sentence(page, it)).collect();
    (!sentences.is_empty()).then(|| format!("Outsiders: {}.", sentences.join("; ")))
}

fn how_long(page: &Page<'_>) -> Option<String> {
    let lasts = survival::sentence(page).map(|it| format!("How long: {it}"));
    let ends = survival::ends(page).map(|it| format!("Ends by: {it}."));
    let baseline = survival::baseline(page).as_deref().map(capital);
    let all: Vec<String> = [lasts, ends, baseline].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn harm(page: &Page<'_>) -> Option<String> {
    let waves = harm::waves(page).map_or_else(String::new, |it| format!(" {it}."));
    harm::sentence(page).map(|it| format!("{it}.{waves}"))
}

fn breakouts(page: &Page<'_>) -> Option<String> {
    let list = &page.assessment.breakout;
    let said: Vec<String> = list.iter().map(|it| breakout::brief(page, it)).collect();
    (!said.is_empty()).then(|| format!("Breakout time: {}.", said.join("; ")))
}

fn oil(page: &Page<'_>) -> Option<String> {
    oil::brief(page).map(|it| format!("{it}."))
}

fn text(page: &Page<'_>) -> String {
    let readings = reading::sentence(page).map_or_else(String::new, |it| format!(" {it}."));
    let expected = expected::tally(page).map_or_else(String::new, |it| format!(" {it}."));
    format!("Text: {}.{readings}{expected}", remark::tally(page.remarks))
}

fn absent(page: &Page<'_>) -> String {
    let left_out = counted(missing::not_modelled(page).len(), "thing");
    let absent = missing::not_computed(page);
    let said = match absent.as_slice() {
        [] => "nothing that this page looks for".to_owned(),
        [one] => one.clone(),
        [first, ..] => format!("{}, among them {first}", counted(absent.len(), "result")),
    };
    format!("Left out of the model: {left_out}. Not computed: {said}.")
}

/// What the page is not, where the rest stands, and how to get it again.
pub(super) fn foot(page: &Page<'_>) -> Vec<String> {
    let mut lines = paragraph(FOOT);
    let run = page.run;
    let report = run.report_file.as_ref().map(|file| format!("Full report: {file}"));
    lines.extend(ends(&report.unwrap_or_default(), &made(page)));
    let next = page.assessment.weakest.as_ref().and_then(|it| it.clause);
    if let Some(place) = next.and_then(|clause| page.labels.place(clause)) {
        let why = format!("Next: detente assess {} --why {}", run.accord_file, place.line);
        lines.extend(hanging(&format!("{why}, or edit {}", run.beliefs_file)));
    }
    lines
}

fn made(page: &Page<'_>) -> String {
    let bounds = page.assessment.certificates.iter().all(|it| it.closed);
    let bounds = if bounds { "bounds closed" } else { "some bounds left open" };
    let elapsed =
        page.run.elapsed_seconds.map_or_else(String::new, |it| format!("{} s, ", figure(it)));
    format!("({elapsed}seed {}, {bounds})", page.assessment.seed)
}
