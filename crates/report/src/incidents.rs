//! A record of occurrences and what a self-exciting process makes of it.

use serde::Serialize;
use world::beliefs::Mark;
use world::hawkes::counts::{Clustering, Interval, rate_interval};
use world::hawkes::rescaling::Agreement;
use world::occurrences::Record;
use world::waves::MOST_ANSWERS;

use crate::ethics::{FOOT, mark};
use crate::number::figure;
use crate::svg::{self, Bar, Told};
use crate::terminal::{paragraph, wrapped};

const DAYS_PER_YEAR: f64 = 365.25;
/// Days in a bar of the picture, at least.
const WEEK: f64 = 7.0;

/// A record with its fit.
#[derive(Clone, Copy, Debug)]
pub struct Fitted<'a> {
    /// Where it was read.
    pub file: &'a str,
    /// What it says.
    pub record: &'a Record,
    /// What was made of it.
    pub found: &'a Clustering,
    /// Where the picture stands, if one was drawn.
    pub picture: Option<&'a str>,
    /// Seed of all that was drawn.
    pub seed: u64,
}

/// A figure with its interval; an end that is open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Ranged {
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// A mark and how many rows bear it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct MarkJson {
    pub mark: &'static str,
    pub rows: usize,
}

/// What `detente fit incidents --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct IncidentsJson<'a> {
    pub file: &'a str,
    pub kind: &'static str,
    pub from: String,
    pub until: String,
    pub events: u32,
    pub spans: usize,
    pub marks: Vec<MarkJson>,
    pub left_out: usize,
    pub poisson_will_do: bool,
    pub p_value: f64,
    pub records_drawn: u32,
    pub rate_per_year: Ranged,
    pub base_per_year: Ranged,
    pub branching: Ranged,
    pub half_life_days: Ranged,
    pub rescaling_p: Option<f64>,
    pub rescaling_p_constant: Option<f64>,
    pub beliefs: Vec<String>,
    pub picture: Option<&'a str>,
    pub seed: u64,
    pub note: &'static str,
}

fn ranged(value: f64, interval: Interval, scale: f64) -> Ranged {
    let end = |it: Option<f64>| it.map(|it| it * scale);
    Ranged { value: value * scale, low: end(interval.low), high: end(interval.high) }
}

/// The time in which half of what an event calls forth has come, from the decay.
fn half_life(decay: f64, interval: Interval) -> Ranged {
    let of = |decay: f64| core::f64::consts::LN_2 / decay;
    Ranged { value: of(decay), low: interval.high.map(of), high: interval.low.map(of) }
}

fn p(test: Option<Agreement>) -> Option<f64> {
    test.map(|it| it.p_value)
}

/// The answer for programs.
#[must_use]
pub fn answer<'a>(fitted: &Fitted<'a>) -> IncidentsJson<'a> {
    let Fitted { record, found, .. } = *fitted;
    let [base, branching, decay] = found.intervals;
    let (low, high) = rate_interval(&record.spans);
    let rate = Interval { low: Some(low), high: Some(high) };
    IncidentsJson {
        file: fitted.file,
        kind: if record.dated { "dates" } else { "tally" },
        from: record.from.to_string(),
        until: record.until.to_string(),
        events: record.events(),
        spans: record.spans.len(),
        marks: record.used.iter().map(|(it, rows)| mark_json(*it, *rows)).collect(),
        left_out: record.left_out,
        poisson_will_do: found.poisson_is_enough(),
        p_value: found.p_value,
        records_drawn: found.drawn,
        rate_per_year: ranged(found.rate, rate, DAYS_PER_YEAR),
        base_per_year: ranged(found.model.base, base, DAYS_PER_YEAR),
        branching: ranged(found.model.branching, branching, 1.0),
        half_life_days: half_life(found.model.decay, decay),
        rescaling_p: p(found.agreement),
        rescaling_p_constant: p(found.agreement_constant),
        beliefs: beliefs(fitted),
        picture: fitted.picture,
        seed: fitted.seed,
        note: FOOT,
    }
}

fn mark_json(it: Option<Mark>, rows: usize) -> MarkJson {
    MarkJson { mark: it.map_or("no mark", mark), rows }
}

/// The page for the terminal.
#[must_use]
pub fn page(fitted: &Fitted<'_>) -> String {
    let answer = answer(fitted);
    let mut text = wrapped(&verdict(&answer));
    text.push('\n');
    let marks: Vec<String> =
        answer.marks.iter().map(|it| format!("{} {}", it.rows, it.mark)).collect();
    for (left, right) in [
        ("record", format!("{}, {} to {}", answer.file, answer.from, answer.until)),
        ("rows by mark", format!("{}; {} marked C left out", marks.join("; "), answer.left_out)),
        ("constant rate, a year", between(&answer.rate_per_year)),
        ("rate without answers, a year", between(&answer.base_per_year)),
        ("answers to one event", between(&answer.branching)),
        ("half of them within, days", between(&answer.half_life_days)),
        ("time rescaling, constant rate", tested(answer.rescaling_p_constant)),
        ("time rescaling, self-exciting", tested(answer.rescaling_p)),
        ("picture", answer.picture.unwrap_or("none drawn").to_owned()),
    ] {
        text.push_str(&format!("  {left:<30} {right}\n"));
    }
    let how = "Intervals are 95 %: exact for the constant rate, by profile likelihood for the \
               rest, open where the likelihood does not fall off. A record is what was reported, \
               and says nothing of who ordered what.";
    let lines = answer.beliefs.iter().fold(String::new(), |all, line| all + "  " + line + "\n");
    let lines = format!("As lines of beliefs, with names and conduct to be filled in:\n{lines}");
    format!("{text}\n{}\n{lines}\n{}(seed {})\n", wrapped(how), paragraph(FOOT), fitted.seed)
}

/// The fit as lines of a beliefs file: how often, and if they are clustered, in which waves.
fn beliefs(fitted: &Fitted<'_>) -> Vec<String> {
    let Fitted { record, found, file, .. } = *fitted;
    let (low, high) = rate_interval(&record.spans);
    let [rate, low, high] = [found.rate, low, high].map(|it| figure(it * DAYS_PER_YEAR));
    let because = format!("because \"fitted to {file}, {} to {}\"", record.from, record.until);
    let mut lines = vec![format!(
        "odds TALLY by GROUP when CONDUCT: {rate} ({low} to {high}) per year, {because}"
    )];
    if !found.poisson_is_enough() {
        let [_, ends, _] = found.intervals;
        let (low, high) = (ends.low.unwrap_or(0.0), ends.high.unwrap_or(MOST_ANSWERS));
        let [mean, low, high] = [found.model.branching, low, high].map(figure);
        let memory = memory(1.0 / found.model.decay);
        let waves = format!("waves of TALLY: {mean} ({low} to {high}) answers within {memory}");
        lines.push(format!("{waves}, {because}"));
    }
    lines
}

/// A mean wait in words of the language: in days from three days on, else in hours.
fn memory(wait_days: f64) -> String {
    match wait_days {
        days if days >= 3.0 => format!("{days:.0} days"),
        days => format!("{:.0} hours", (24.0 * days).max(1.0)),
    }
}

fn verdict(answer: &IncidentsJson<'_>) -> String {
    let drawn = format!(
        "(p = {}: share of {} records drawn at a constant rate that look as clustered)",
        figure(answer.p_value),
        answer.records_drawn
    );
    let events = answer.events;
    if answer.poisson_will_do {
        format!("Poisson will do: {events} occurrences, and no clustering shown {drawn}.")
    } else {
        format!(
            "Clustered: {events} occurrences, and one constant rate does not give them {drawn}."
        )
    }
}

fn between(it: &Ranged) -> String {
    let end = |end: Option<f64>| end.map_or_else(|| "open".to_owned(), figure);
    format!("{} ({} to {})", figure(it.value), end(it.low), end(it.high))
}

fn tested(p: Option<f64>) -> String {
    p.map_or_else(|| "no events".to_owned(), |p| format!("p = {}", figure(p)))
}

/// The picture: bars of a week or a span, the fitted intensity, the constant rate.
#[must_use]
pub fn picture(fitted: &Fitted<'_>) -> String {
    let Fitted { record, found, file, .. } = *fitted;
    let line = found.model.intensity(&record.spans);
    let points: Vec<(f64, f64)> = record.middles().into_iter().zip(line).collect();
    let title = format!("Occurrences a day in {file}, from {}", record.from);
    let description = format!(
        "Bars: {} occurrences counted. Line: intensity of the fitted self-exciting process. \
         Dashes: constant rate of {} a day.",
        record.events(),
        figure(found.rate)
    );
    let told = Told { id: "incidents", title: &title, description: &description };
    svg::incidents(told, &bars(record), &points, found.rate).into_string()
}

/// Spans gathered into bars of at least a week.
fn bars(record: &Record) -> Vec<Bar> {
    let (mut bars, mut from, mut days, mut events) = (Vec::new(), 0.0, 0.0, 0.0);
    for span in &record.spans {
        days += span.days;
        events += f64::from(span.events);
        if days >= WEEK || !record.dated {
            bars.push((from, from + days, events / days));
            from += days;
            (days, events) = (0.0, 0.0);
        }
    }
    if days > 0.0 {
        bars.push((from, from + days, events / days));
    }
    bars
}
