//! Answers that fewer paths give: two designs under the same luck, controls, a rare end.

use explore::simulate::{Compared, Controlled, Difference, Rare};
use serde_json::{Value, json};
use world::Beliefs;

use crate::ethics::FOOT;
use crate::labels::Labels;
use crate::number::{error, figure, percent_fine, signed};
use crate::page::Run;
use crate::terminal::{ends, entry, paragraph, wrapped};

use super::MONTHS;

/// What such an answer is about.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What the rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// How it came about.
    pub run: &'a Run,
    /// Seed of everything drawn.
    pub seed: u64,
}

impl Asked<'_> {
    pub(super) fn page(&self, lines: &str) -> String {
        let elapsed = self.run.elapsed_seconds;
        let elapsed = elapsed.map_or_else(String::new, |it| format!("{} s, ", figure(it)));
        let made = ends("", &format!("({elapsed}seed {})", self.seed));
        let head = crate::heading::heading(self.labels, self.beliefs, self.run);
        format!("{head}\n{lines}\n{}{made}", paragraph(FOOT))
    }

    pub(super) fn json(&self, own: &Value) -> String {
        let mut all = json!({
            "accord": self.labels.title, "hash": self.labels.hash, "beliefs": self.run.beliefs_file,
            "seed": self.seed, "version": self.run.version, "command": self.run.command, "note": FOOT,
        });
        if let (Some(all), Some(own)) = (all.as_object_mut(), own.as_object()) {
            all.extend(own.clone());
        }
        crate::json::text(&all)
    }
}

/// The difference of two designs; `other` is what the second is called.
#[must_use]
pub fn compared(asked: &Asked<'_>, other: &Labels, found: &Compared, as_json: bool) -> String {
    if as_json {
        let one = |it: &Difference| {
            json!({
                "mean": it.mean, "standard_error": it.standard_error,
                "unpaired_error": it.unpaired_error, "variance_ratio": finite(it.variance_ratio()),
            })
        };
        let month = |(month, it): (u32, &Difference)| {
            let mut row = one(it);
            row["month"] = json!(month);
            row
        };
        return asked.json(&json!({
            "against": other.title, "against_hash": other.hash, "paths": found.paths,
            "ranges_drawn": found.nested,
            "survival": (1..).zip(&found.survival).map(month).collect::<Vec<_>>(),
            "restricted_mean": one(&found.lived), "alike": found.alike,
        }));
    }
    let mut lines = wrapped(&format!(
        "{} pairs of futures under the same luck{}: this text less {} ({}).",
        found.paths,
        if found.nested { ", numbers drawn from the ranges" } else { "" },
        other.title,
        other.short_hash()
    ));
    lines.push_str("  month   share in force or fulfilled   error with luck of their own\n");
    let horizon = u32::try_from(found.survival.len()).unwrap_or(u32::MAX);
    for month in MONTHS.into_iter().filter(|month| *month <= horizon) {
        let Some(it) = found.survival.get(month as usize - 1) else { continue };
        let own = format!("{} {}", signed(it.mean), error(it.standard_error));
        let ratio = figure(it.variance_ratio());
        let apart = error(it.unpaired_error);
        lines.push_str(&format!("  {month:<7} {own:<29} {apart}, {ratio} times the paths\n"));
    }
    let it = found.lived;
    lines.push_str(&wrapped(&format!(
        "Months in force or fulfilled of {horizon}: {} {}; {} of the pairs ended alike.",
        signed(it.mean),
        error(it.standard_error),
        percent_fine(found.alike as f64 / found.paths.max(1) as f64),
    )));
    asked.page(&lines)
}

/// Survival with controls.
#[must_use]
pub fn controlled(asked: &Asked<'_>, found: &Controlled, paths: u64, as_json: bool) -> String {
    let horizon = asked.beliefs.horizon;
    let rows = [("survival", &found.survival), ("restricted_mean", &found.lived)];
    if as_json {
        let mut own = json!({ "paths": paths, "month": horizon, "controls": found.controls });
        for (name, it) in rows {
            own[name] = json!({
                "mean": it.mean, "standard_error": it.standard_error, "plain": it.plain,
                "plain_error": it.plain_error, "variance_ratio": finite(it.variance_ratio()),
            });
        }
        return asked.json(&own);
    }
    let mut lines = wrapped(&format!(
        "{paths} futures, everybody keeping to the text, with {} chances as controls: what nature drew \
         less what it was to draw.",
        found.controls
    ));
    let names = ["in force or fulfilled", "months of it"];
    for ((_, it), name) in rows.into_iter().zip(names) {
        lines.push_str(&entry(&format!(
            "{name} by month {horizon}: {} {}; plainly {} {}, which takes {} times the futures",
            figure(it.mean),
            error(it.standard_error),
            figure(it.plain),
            error(it.plain_error),
            figure(it.variance_ratio()),
        )));
    }
    asked.page(&lines)
}

/// A rare end.
#[must_use]
pub fn rare(asked: &Asked<'_>, cause: &str, found: &Rare, paths: u64, as_json: bool) -> String {
    let (horizon, it) = (asked.beliefs.horizon, found.share);
    let name = |odds: &world::Odds| {
        let entry = asked.beliefs.odds_entry(*odds).and_then(|id| usize::try_from(id.0).ok());
        let entry = entry.and_then(|at| asked.beliefs.entries.get(at));
        entry.map_or_else(|| format!("{odds:?}"), |it| it.name.clone())
    };
    if as_json {
        let tilted = found.tilted.iter().map(|(odds, chance, drawn)| {
            json!({ "chance": name(odds), "is": chance, "drawn_as": drawn })
        });
        return asked.json(&json!({
            "cause": cause, "paths": paths, "month": horizon, "share": it.mean,
            "standard_error": it.standard_error, "events": it.events, "effective": it.effective,
            "largest_weight": it.largest, "too_few": it.too_few, "plain_error": found.plain_error,
            "variance_ratio": finite(found.variance_ratio()), "tilt_found": found.found,
            "tilted": tilted.collect::<Vec<_>>(),
        }));
    }
    let mut lines = wrapped(&format!(
        "{cause} within {horizon} months: {} (+-{}), from {} of {paths} futures drawn under tilted \
         chances and weighed, worth {} plain events. Plain futures would need {} times as many.",
        percent_fine(it.mean),
        figure(it.standard_error * 100.0),
        it.events,
        figure(it.effective),
        figure(found.variance_ratio()),
    ));
    if it.too_few || !found.found {
        let what = "Too few events, or few weights that make most of the sum: a hint and no more.";
        lines.push_str(&wrapped(what));
    }
    let mut largest: Vec<_> = found.tilted.iter().collect();
    largest.sort_by(|a, b| (b.2 / b.1).total_cmp(&(a.2 / a.1)));
    for (odds, chance, drawn) in largest.into_iter().take(6) {
        let (is, drawn) = (percent_fine(*chance), percent_fine(*drawn));
        lines.push_str(&entry(&format!("{}: {is}, drawn as {drawn}", name(odds))));
    }
    asked.page(&lines)
}

/// A ratio that JSON can hold.
fn finite(ratio: f64) -> Option<f64> {
    ratio.is_finite().then_some(ratio)
}
