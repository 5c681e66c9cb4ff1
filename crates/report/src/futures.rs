//! Many futures of one text: what a simulation counted, for people and for programs.

use explore::simulate::{Estimate, Mean, Summary};
use kernel::state::Ended;
use kernel::{Accord, PhaseId};
use serde::Serialize;
use world::Beliefs;
use world::survival_baseline::{End, Survival, reference_class};

use crate::ethics::{EXAMPLE, FOOT, Support};
use crate::heading::heading;
use crate::labels::Labels;
use crate::number::{chance, error, figure, percent};
use crate::page::Run;
use crate::reference::{self, ReferenceJson};
use crate::terminal::{ends, paragraph, wrapped};
use crate::words::cause;

/// Months shown, as far as the horizon goes.
const MONTHS: [u32; 8] = [3, 6, 12, 18, 24, 36, 48, 60];

/// What a page about futures is made of.
#[derive(Clone, Copy)]
pub struct Futures<'a> {
    /// The agreement as tables.
    pub accord: &'a Accord,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// What was counted.
    pub summary: &'a Summary,
    /// How it came about.
    pub run: &'a Run,
}

/// What `detente simulate --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct FuturesJson<'a> {
    pub accord: &'a str,
    pub hash: &'a str,
    pub beliefs: &'a str,
    pub standing: Option<&'static str>,
    pub paths: u64,
    pub ranges_drawn: bool,
    pub survival: Vec<MonthJson>,
    pub baseline: Vec<BaselineJson>,
    pub reference: Vec<ReferenceJson>,
    pub causes: Vec<EndJson>,
    pub months_in_phase: Vec<PhaseJson>,
    pub mean_months: [f64; 2],
    pub seed: u64,
    pub version: &'a str,
    pub command: &'a str,
    pub note: &'static str,
}

/// A share of futures at a month.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct MonthJson {
    pub month: u32,
    pub mean: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
}

/// The naive baseline at a month.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
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
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct EndJson {
    pub cause: String,
    pub share: f64,
    pub standard_error: f64,
    pub events: u64,
    pub too_few: bool,
}

/// Time spent in a phase.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct PhaseJson {
    pub phase: Option<String>,
    pub mean: f64,
    pub standard_error: f64,
}

impl Futures<'_> {
    fn months(&self) -> impl Iterator<Item = u32> + '_ {
        let horizon = self.summary.horizon();
        MONTHS.into_iter().filter(move |month| *month <= horizon)
    }

    /// Ways of ending, largest first.
    fn causes(&self) -> Vec<(Ended, Estimate)> {
        let mut list = self.summary.causes();
        list.sort_by(|a, b| b.1.events.cmp(&a.1.events).then(a.0.cmp(&b.0)));
        list
    }

    fn phases(&self) -> impl Iterator<Item = (Option<PhaseId>, Mean)> + '_ {
        let all = self.accord.phase_ids().map(Some).chain([None]);
        all.map(|phase| (phase, self.summary.months_in(phase))).filter(|(_, it)| it.mean > 0.0)
    }

    fn cause_name(&self, ended: Ended) -> String {
        cause::name(self.labels, ended.cause, ended.by)
    }
}

/// The page for the terminal.
#[must_use]
pub fn page(futures: &Futures<'_>) -> String {
    let blocks = [head(futures), survival(futures), endings(futures), time(futures), foot(futures)];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(futures: &Futures<'_>) -> String {
    let summary = futures.summary;
    let drawn = if summary.sample.nested { ", numbers drawn from the ranges" } else { "" };
    let drawn = format!("{} futures, everybody keeping to the text{drawn}.", summary.sample.paths);
    format!("{}{}", heading(futures.labels, futures.beliefs, futures.run), wrapped(&drawn))
}

fn survival(futures: &Futures<'_>) -> String {
    let cases = past(futures, 1).cases;
    let mut text = format!("  month   in force or fulfilled   past deals (n = {cases})\n");
    for month in futures.months() {
        let it = futures.summary.survival(month);
        let past = past(futures, month);
        let own = format!("{} {}", chance(it.mean), error(it.standard_error));
        let theirs = reference::with_interval(&past);
        text.push_str(&format!("  {month:<7} {own:<23} {theirs}\n"));
    }
    let last = futures.months().last().unwrap_or(1);
    let own = reference::sentence(futures.labels, futures.beliefs.period, last);
    text.push_str(&wrapped(&format!("By month {last}, {own}")));
    text
}

fn endings(futures: &Futures<'_>) -> String {
    let horizon = futures.summary.horizon();
    let mut text = format!("  ends within {horizon} months by\n");
    for (ended, it) in futures.causes() {
        let few = if it.too_few { "  few paths: a hint" } else { "" };
        let points = figure(it.standard_error * 100.0);
        let share = format!("{} (+-{points})", percent(it.mean));
        text.push_str(&format!("    {:<41} {share}{few}\n", futures.cause_name(ended)));
    }
    text
}

fn time(futures: &Futures<'_>) -> String {
    let mut text = "  months with a phase as the last one opened\n".to_owned();
    for (phase, it) in futures.phases() {
        let name = phase
            .map_or_else(|| "before any".to_owned(), |phase| futures.labels.numbered_phase(phase));
        let months = format!("{} {}", figure(it.mean), error(it.standard_error));
        text.push_str(&format!("    {name:<41} {months}\n"));
    }
    text
}

fn foot(futures: &Futures<'_>) -> String {
    let Futures { summary, run, .. } = futures;
    let elapsed = run.elapsed_seconds.map_or_else(String::new, |it| format!("{} s, ", figure(it)));
    let made = format!("({elapsed}seed {}, {} random numbers)", summary.seed, summary.draws);
    format!("{}{}", paragraph(FOOT), ends("", &made))
}

/// The same for programs.
#[must_use]
pub fn answer<'a>(futures: &Futures<'a>) -> FuturesJson<'a> {
    let Futures { labels, summary, run, .. } = *futures;
    let mean = summary.mean_months();
    FuturesJson {
        accord: &labels.title,
        hash: &labels.hash,
        beliefs: &run.beliefs_file,
        standing: Support::of(futures.beliefs).is_example().then_some(EXAMPLE),
        paths: summary.sample.paths,
        ranges_drawn: summary.sample.nested,
        survival: (1..=summary.horizon()).map(|month| month_json(summary, month)).collect(),
        baseline: futures.months().map(|it| baseline_json(futures, it)).collect(),
        reference: reference::classes(labels, futures.beliefs.period),
        causes: futures.causes().into_iter().map(|it| end_json(futures, it)).collect(),
        months_in_phase: futures.phases().map(|it| phase_json(futures, it)).collect(),
        mean_months: [mean.mean, mean.standard_error],
        seed: summary.seed,
        version: &run.version,
        command: &run.command,
        note: FOOT,
    }
}

fn month_json(summary: &Summary, month: u32) -> MonthJson {
    let Estimate { mean, standard_error, interval, .. } = summary.survival(month);
    MonthJson { month, mean, standard_error, interval }
}

fn baseline_json(futures: &Futures<'_>, month: u32) -> BaselineJson {
    let it = past(futures, month);
    let Survival { share: mean, standard_error, interval, cases, at_risk } = it;
    BaselineJson { month, mean, standard_error, interval, cases, at_risk }
}

/// How such deals did by the end of as many periods.
fn past(futures: &Futures<'_>, month: u32) -> Survival {
    reference::after(&reference_class(End::NotKept), futures.beliefs.period, month)
}

fn end_json(futures: &Futures<'_>, (ended, it): (Ended, Estimate)) -> EndJson {
    let Estimate { mean: share, standard_error, events, too_few, .. } = it;
    EndJson { cause: futures.cause_name(ended), share, standard_error, events, too_few }
}

fn phase_json(futures: &Futures<'_>, (phase, it): (Option<PhaseId>, Mean)) -> PhaseJson {
    let phase = phase.map(|phase| futures.labels.phase_name(phase));
    PhaseJson { phase, mean: it.mean, standard_error: it.standard_error }
}
