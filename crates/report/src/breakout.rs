//! Days from a stock to the published threshold, for people and for programs.

use serde::Serialize;
use world::beliefs::Mark;
use world::breakout::fit::{COVERAGE, Fit, fitted};
use world::breakout::published::Use;
use world::breakout::{Supply, ideal_days, time};
use world::enrichment::Lot;

use crate::ethics::{FOOT, mark};
use crate::number::figure;
use crate::terminal::{paragraph, wrapped};

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Stock by level, verified.
    pub stocks: Vec<Lot>,
    /// Stock by level that nobody has verified, if any was named.
    pub unaccounted: Vec<Lot>,
    /// Nominal capacity.
    ///
    /// # Units
    /// Kilogram SWU a year.
    pub swu_per_year: f64,
    /// Where the capacity comes from, and how far that may be trusted.
    pub capacity: (String, Mark),
    /// Days from the start to the first report of it.
    pub lag_days: f64,
}

/// A time with the ends of its interval.
///
/// # Units
/// Days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Days {
    pub days: f64,
    pub low: f64,
    pub high: f64,
}

/// What `detente breakout --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct BreakoutJson {
    #[serde(flatten)]
    pub time: Days,
    pub coverage: f64,
    pub setup_days: f64,
    pub ideal_days: f64,
    pub with_unaccounted: Option<Days>,
    pub left_after_lag: Option<Days>,
    pub swu_per_year: f64,
    pub capacity_from: String,
    pub capacity_mark: &'static str,
    pub threshold: &'static str,
    pub fit: FitJson,
    pub note: &'static str,
}

/// What the model rests on.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct FitJson {
    pub efficiency_outer: f64,
    pub efficiency_inner: f64,
    pub setup_days_per_step: f64,
    pub rows: Vec<String>,
    pub median_ratio: f64,
    pub ratios: (f64, f64),
    pub log_error: f64,
    pub marks: &'static str,
}

/// The convention counted.
const THRESHOLD: &str = "25 kg of uranium at 90 %, the published convention (A)";

/// The interval of a time to this stock, with a lag taken off.
#[must_use]
pub fn days(stocks: &[Lot], swu_per_year: f64, lag_days: f64) -> Days {
    let Fit { plant, factor, .. } = fitted();
    let found = time(stocks, &Supply::constant(swu_per_year), plant).days;
    let left = |days: f64| (days - lag_days).max(0.0);
    Days { days: left(found), low: left(found / factor), high: left(found * factor) }
}

fn with_unaccounted(question: &Question, lag_days: f64) -> Option<Days> {
    let all: Vec<Lot> = question.stocks.iter().chain(&question.unaccounted).copied().collect();
    (!question.unaccounted.is_empty()).then(|| days(&all, question.swu_per_year, lag_days))
}

/// The middle of sorted numbers.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    let upper = sorted.get(sorted.len() / 2);
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2);
    upper.zip(lower).map_or(f64::NAN, |(a, b)| f64::midpoint(*a, *b))
}

/// The least and the greatest of sorted numbers.
pub(crate) fn ends(sorted: &[f64]) -> (f64, f64) {
    let end = |it: Option<&f64>| it.copied().unwrap_or(f64::NAN);
    (end(sorted.first()), end(sorted.last()))
}

/// The answer for programs.
#[must_use]
pub fn answer(question: &Question) -> BreakoutJson {
    let Question { stocks, swu_per_year, lag_days, .. } = question;
    let supply = Supply::constant(*swu_per_year);
    let lagged = *lag_days > 0.0;
    BreakoutJson {
        time: days(stocks, *swu_per_year, 0.0),
        coverage: COVERAGE,
        setup_days: time(stocks, &supply, &fitted().plant).setup_days,
        ideal_days: ideal_days(stocks, &supply),
        with_unaccounted: with_unaccounted(question, 0.0),
        left_after_lag: lagged.then(|| days(stocks, *swu_per_year, *lag_days)),
        swu_per_year: *swu_per_year,
        capacity_from: question.capacity.0.clone(),
        capacity_mark: mark(question.capacity.1),
        threshold: THRESHOLD,
        fit: fit_json(),
        note: FOOT,
    }
}

fn fit_json() -> FitJson {
    let fit = fitted();
    let rows = fit.residuals.iter().filter(|row| row.used == Use::Fit);
    let ratios = fit.ratios(Use::Fit);
    FitJson {
        efficiency_outer: fit.plant.efficiency_outer,
        efficiency_inner: fit.plant.efficiency_inner,
        setup_days_per_step: fit.plant.setup_days_per_step,
        rows: rows.map(|row| row.id.clone()).collect(),
        median_ratio: median(&ratios),
        ratios: ends(&ratios),
        log_error: fit.log_error,
        marks: "published times A; stock and capacity set beside them derived from A and B",
    }
}

/// The page for the terminal.
#[must_use]
pub fn page(question: &Question) -> String {
    let answer = answer(question);
    let mut text = wrapped(&format!(
        "If all that is named were used at once: {} days ({} to {}, {} in 10) to {THRESHOLD}.",
        figure(answer.time.days),
        figure(answer.time.low),
        figure(answer.time.high),
        figure(COVERAGE * 10.0),
    ));
    text.push('\n');
    text.push_str(&line("set-up, in these", &format!("{} days", figure(answer.setup_days))));
    let ideal = format!("{} days, a reference and too fast", figure(answer.ideal_days));
    text.push_str(&line("plain ideal formula", &ideal));
    let between =
        |it: &Days| format!("{} days ({} to {})", figure(it.days), figure(it.low), figure(it.high));
    let unaccounted = answer.with_unaccounted.as_ref().map(&between);
    let unaccounted = unaccounted.unwrap_or_else(|| "none named".to_owned());
    text.push_str(&line("with unaccounted stock", &unaccounted));
    if let Some(left) = &answer.left_after_lag {
        let lag = format!("left after {} days unseen", figure(question.lag_days));
        text.push_str(&line(&lag, &between(left)));
    }
    let capacity = format!("{} SWU a year, {}", figure(question.swu_per_year), question.capacity.0);
    text.push_str(&line("capacity", &capacity));
    text.push_str(&line("mark of the capacity", answer.capacity_mark));
    format!("{text}\n{}\n{}", wrapped(&rests_on(&answer.fit)), paragraph(FOOT))
}

fn line(left: &str, right: &str) -> String {
    format!("  {left:<28} {right}\n")
}

fn rests_on(fit: &FitJson) -> String {
    let check = fitted().ratios(Use::Check);
    let (least, most) = ends(&check);
    format!(
        "Rests on {} published estimates (A; their stock and capacity derived from A and B). Each \
         left out in turn, model over published has median {}, from {} to {}. {} rows about few \
         machines fed at 60 % are in no fit and come out {} to {} times too slow; the interval \
         counts them. Rows, reasons and errors: docs/validation.md.",
        fit.rows.len(),
        figure(fit.median_ratio),
        figure(fit.ratios.0),
        figure(fit.ratios.1),
        check.len(),
        figure(least),
        figure(most),
    )
}
