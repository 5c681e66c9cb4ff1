//! The page about futures for the terminal.

use super::{Futures, MeasureName};
use crate::ethics::FOOT;
use crate::futures::warnings::warnings;
use crate::heading::heading_on;
use crate::number::{chance, error, figure, percent};
use crate::reference;
use crate::terminal::{ends, entry, paragraph, wrapped};
use explore::simulate::Measured;

/// The page for the terminal.
#[must_use]
pub fn page(futures: &Futures<'_>) -> String {
    let blocks = [
        head(futures),
        survival(futures),
        endings(futures),
        time(futures),
        measures(futures),
        said(futures),
        foot(futures),
    ];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(futures: &Futures<'_>) -> String {
    let summary = futures.summary;
    let drawn = if summary.sample.nested { ", numbers drawn from the ranges" } else { "" };
    let how = &futures.head.driver;
    let drawn = format!("{} futures, {how}{drawn}.", summary.sample.paths);
    let support = futures.head.support();
    let heading = heading_on(futures.labels, support, &futures.head.beliefs_file);
    format!("{heading}{}", wrapped(&drawn))
}

fn survival(futures: &Futures<'_>) -> String {
    let cases = futures.past(1).cases;
    let mut text = format!("  month   in force or fulfilled   past deals (n = {cases})\n");
    for month in futures.months() {
        let it = futures.summary.survival(month);
        let own = format!("{} {}", chance(it.mean), error(it.standard_error));
        let theirs = reference::with_interval(&futures.past(month));
        text.push_str(&format!("  {month:<7} {own:<23} {theirs}\n"));
    }
    let last = futures.months().last().unwrap_or(1);
    let own = reference::sentence(futures.labels, futures.head.period(), last);
    text.push_str(&wrapped(&format!("By month {last}, {own}")));
    let horizon = futures.summary.horizon();
    let lived = futures.summary.restricted_mean(horizon);
    let months = format!("{} {}", figure(lived.mean), error(lived.standard_error));
    text.push_str(&wrapped(&format!("Of {horizon} months, in force or fulfilled for {months}.")));
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

fn measures(futures: &Futures<'_>) -> String {
    let all: Vec<_> = futures.summary.measured.iter().zip(&futures.head.measures).collect();
    if all.is_empty() {
        return String::new();
    }
    let mut text = "  of each future: mean; middle; nine in ten between\n".to_owned();
    all.into_iter().for_each(|(it, name)| text.push_str(&measure(futures, it, name)));
    text
}

fn measure(futures: &Futures<'_>, it: &Measured, name: &MeasureName) -> String {
    let summary = futures.summary;
    let mean = summary.mean_of(it);
    let at = |share: f64| summary.quantile_of(it, share);
    let (low, middle, high) = (at(0.05), at(0.5), at(0.95));
    let MeasureName { what, unit, .. } = name;
    entry(&format!(
        "{what}, {unit}: {} {}; {} {}; {} to {}",
        figure(mean.mean),
        error(mean.standard_error),
        figure(middle.value),
        error(middle.standard_error),
        figure(low.value),
        figure(high.value),
    ))
}

fn said(futures: &Futures<'_>) -> String {
    warnings(futures).iter().map(|it| wrapped(it)).collect()
}

fn foot(futures: &Futures<'_>) -> String {
    let Futures { summary, run, .. } = futures;
    let elapsed = run.elapsed_seconds.map_or_else(String::new, |it| format!("{} s, ", figure(it)));
    let made = format!("({elapsed}seed {}, {} random numbers)", summary.seed, summary.draws);
    format!("{}{}", paragraph(FOOT), ends("", &made))
}
