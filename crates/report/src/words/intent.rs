//! What a party may be after, in sentences that name no motive: what such numbers would have it do.

use explore::assess::intent::{Intent, Reveal, TypePlan};
use explore::hold::Holds;

use super::deviation;
use crate::number::{chance, percent};
use crate::page::Page;

/// Month at which types are compared in one line.
const LANDMARK: usize = 24;

/// All parties in one line: what each type would do, and how long it then lasts.
#[must_use]
pub fn brief(page: &Page<'_>) -> Option<String> {
    let list = &page.assessment.intents;
    let told: Vec<String> = list.iter().map(|it| one(page, it)).collect();
    (!told.is_empty()).then(|| format!("Intent: {}.", told.join("; ")))
}

fn one(page: &Page<'_>, it: &Intent) -> String {
    let does = |of: &TypePlan| match of.holds {
        Holds::Yes => format!("as \"{}\" keeps", of.name),
        Holds::No => format!("as \"{}\" would leave", of.name),
        Holds::Undecided => format!("as \"{}\" is undecided", of.name),
    };
    let types: Vec<String> = it.types.iter().map(does).collect();
    let alive: Vec<(usize, f64)> = it.types.iter().filter_map(landmark).collect();
    let lasts: Vec<String> = alive.iter().map(|(_, alive)| chance(*alive)).collect();
    let month = alive.first().map_or(0, |(month, _)| *month);
    let (who, types) = (page.labels.the(it.party), types.join(", "));
    format!("{who} {types} (in force at month {month}: {})", lasts.join(", "))
}

/// Survival at the landmark, or at the last month there is.
#[must_use]
pub fn landmark(of: &TypePlan) -> Option<(usize, f64)> {
    let month = LANDMARK.min(of.survival.len());
    Some((month, *of.survival.get(month.checked_sub(1)?)?))
}

/// What a party of a type would do: keep, or the way to depart that it most likely takes.
#[must_use]
pub fn does(page: &Page<'_>, it: &Intent, of: &TypePlan) -> String {
    let place = it.types.iter().position(|other| std::ptr::eq(other, of));
    let often = |row: &&Reveal| place.and_then(|at| row.done.get(at)).copied().unwrap_or(0.0);
    let most = it.reveals.iter().max_by(|a, b| often(a).total_cmp(&often(b)));
    let most = most.filter(|row| often(row) > 0.0);
    match (of.holds, most) {
        (Holds::Yes, _) | (_, None) => "keeps".to_owned(),
        (_, Some(row)) => {
            let act = deviation::doing(page.labels, &row.act);
            format!("would gain by {act} ({} ever)", percent(often(&row)))
        }
    }
}
