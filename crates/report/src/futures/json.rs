//! Futures for programs.

use explore::simulate::{Estimate, Mean, Measured, Summary};
use kernel::PhaseId;
use kernel::state::Ended;
use serde::Serialize;
use world::survival_baseline::Survival;

use super::{Futures, MeasureName};
use crate::ethics::{EXAMPLE, FOOT};
use crate::futures::warnings::warnings;
use crate::reference::{self, ReferenceJson};

/// Shares at which quantiles are told.
pub(super) const QUANTILES: [f64; 7] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/// What `detente simulate --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct FuturesJson<'a> {
    pub accord: &'a str,
    pub hash: &'a str,
    pub beliefs: &'a str,
    pub standing: Option<&'static str>,
    pub driver: &'a str,
    pub paths: u64,
    pub ranges_drawn: bool,
    pub survival: Vec<MonthJson>,
    pub baseline: Vec<BaselineJson>,
    pub reference: Vec<ReferenceJson>,
    pub causes: Vec<EndJson>,
    pub incidence: Vec<IncidenceJson>,
    pub months_in_phase: Vec<PhaseJson>,
    pub mean_months: [f64; 2],
    pub restricted_mean: Vec<MeanJson>,
    pub measures: Vec<MeasureJson<'a>>,
    pub warnings: Vec<String>,
    pub seed: u64,
    pub version: &'a str,
    pub command: &'a str,
    pub note: &'static str,
}

/// A share of futures at a month.
#[derive(Debug, Serialize)]
pub struct MonthJson {
    pub month: u32,
    pub mean: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
}

/// The naive baseline at a month.
#[derive(Debug, Serialize)]
pub struct BaselineJson {
    pub month: u32,
    pub mean: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
    pub cases: usize,
    pub at_risk: usize,
}

/// A way of ending.
#[derive(Debug, Serialize)]
pub struct EndJson {
    pub cause: String,
    pub share: f64,
    pub standard_error: f64,
    pub events: u64,
    pub too_few: bool,
}

/// How many have ended in one way by each month.
#[derive(Debug, Serialize)]
pub struct IncidenceJson {
    pub cause: String,
    pub by_month: Vec<MonthJson>,
}

/// Time spent in a phase.
#[derive(Debug, Serialize)]
pub struct PhaseJson {
    pub phase: Option<String>,
    pub mean: f64,
    pub standard_error: f64,
}

/// A mean up to a month.
#[derive(Debug, Serialize)]
pub struct MeanJson {
    pub month: u32,
    pub mean: f64,
    pub standard_error: f64,
}

/// A number of each future.
#[derive(Debug, Serialize)]
pub struct MeasureJson<'a> {
    pub measure: &'a str,
    pub what: &'a str,
    pub unit: &'a str,
    pub mean: f64,
    pub standard_error: f64,
    pub quantiles: Vec<QuantileJson>,
    pub tail: Option<TailJson>,
}

/// A quantile.
#[derive(Debug, Serialize)]
pub struct QuantileJson {
    pub share: f64,
    pub value: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
    pub too_few: bool,
}

/// What the greatest numbers tell.
#[derive(Debug, Serialize)]
pub struct TailJson {
    pub index: f64,
    pub heavy: bool,
    pub top_share: f64,
}

/// The futures for programs.
#[must_use]
pub fn answer<'a>(futures: &Futures<'a>) -> FuturesJson<'a> {
    let Futures { labels, summary, run, head } = *futures;
    let mean = summary.mean_months();
    let horizon = summary.horizon();
    let incidence = futures.causes().into_iter().map(|(ended, _)| incidence(futures, ended));
    let measures = summary.measured.iter().zip(&head.measures);
    FuturesJson {
        accord: &labels.title,
        hash: &labels.hash,
        beliefs: &head.beliefs_file,
        standing: head.support().is_example().then_some(EXAMPLE),
        driver: &head.driver,
        paths: summary.sample.paths,
        ranges_drawn: summary.sample.nested,
        survival: (1..=horizon).map(|month| share(month, summary.survival(month))).collect(),
        baseline: futures.months().map(|it| baseline_json(futures, it)).collect(),
        reference: reference::classes(labels, head.period()),
        causes: futures.causes().into_iter().map(|it| end_json(futures, it)).collect(),
        incidence: incidence.collect(),
        months_in_phase: futures.phases().map(|it| phase_json(futures, it)).collect(),
        mean_months: [mean.mean, mean.standard_error],
        restricted_mean: (1..=horizon).map(|month| restricted(summary, month)).collect(),
        measures: measures.map(|(it, name)| measure_json(summary, it, name)).collect(),
        warnings: warnings(futures),
        seed: summary.seed,
        version: &run.version,
        command: &run.command,
        note: FOOT,
    }
}

fn share(month: u32, it: Estimate) -> MonthJson {
    let Estimate { mean, standard_error, interval, .. } = it;
    MonthJson { month, mean, standard_error, interval }
}

fn incidence(futures: &Futures<'_>, ended: Ended) -> IncidenceJson {
    let summary = futures.summary;
    let months = 1..=summary.horizon();
    let by_month = months.map(|month| share(month, summary.ended_within(ended, month))).collect();
    IncidenceJson { cause: futures.cause_name(ended), by_month }
}

fn restricted(summary: &Summary, month: u32) -> MeanJson {
    let Mean { mean, standard_error } = summary.restricted_mean(month);
    MeanJson { month, mean, standard_error }
}

fn baseline_json(futures: &Futures<'_>, month: u32) -> BaselineJson {
    let it = futures.past(month);
    let Survival { share: mean, standard_error, interval, cases, at_risk } = it;
    BaselineJson { month, mean, standard_error, interval, cases, at_risk }
}

fn end_json(futures: &Futures<'_>, (ended, it): (Ended, Estimate)) -> EndJson {
    let Estimate { mean: share, standard_error, events, too_few, .. } = it;
    EndJson { cause: futures.cause_name(ended), share, standard_error, events, too_few }
}

fn phase_json(futures: &Futures<'_>, (phase, it): (Option<PhaseId>, Mean)) -> PhaseJson {
    let phase = phase.map(|phase| futures.labels.phase_name(phase));
    PhaseJson { phase, mean: it.mean, standard_error: it.standard_error }
}

fn measure_json<'a>(summary: &Summary, it: &Measured, name: &'a MeasureName) -> MeasureJson<'a> {
    let Mean { mean, standard_error } = summary.mean_of(it);
    let quantile = |share: f64| {
        let it = summary.quantile_of(it, share);
        let (value, standard_error) = (it.value, it.standard_error);
        QuantileJson { share, value, standard_error, interval: it.interval, too_few: it.too_few }
    };
    let tail = Summary::tail_of(it);
    MeasureJson {
        measure: &name.column,
        what: &name.what,
        unit: &name.unit,
        mean,
        standard_error,
        quantiles: QUANTILES.into_iter().map(quantile).collect(),
        tail: tail.map(|it| TailJson { index: it.index, heavy: it.heavy, top_share: it.top_share }),
    }
}
