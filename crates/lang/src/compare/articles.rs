//! Clocks of phases, procedures and freezes; bounds of exposure; who signs.

use kernel::Hours;

use super::{Change, Row, Side, Turn, in_both, span};
use crate::ast::{ExposureBound, Swap};
use crate::lower::decimal;
use crate::units::Unit;

/// A clock that runs longer ends later.
const LONGER: (Turn, Turn) = (Turn::Later, Turn::Earlier);

/// Clocks, bounds and signatories that are not what they were.
pub(super) fn compare(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    phases(was, now, changes);
    procedures(was, now, changes);
    freezes(was, now, changes);
    exposures(was, now, changes);
    signatories(was, now, changes);
}

fn phases(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, phase_ids, phase) {
        let row = shared(item, was.line(before.clause), now.line(after.clause));
        let never = |lapses: Option<Hours>| lapses.unwrap_or(Hours::FOREVER);
        let lapses = (never(before.lapses), never(after.lapses));
        changes.extend(row.moved(lapses, LONGER, |was, now| {
            format!("lapses after {}, was {}", span(*now), span(*was))
        }));
    }
}

/// A row that is nobody's alone.
fn shared(item: &str, was_line: Option<u32>, line: Option<u32>) -> Row<'_> {
    Row { party: None, item, was_line, line }
}

fn procedures(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, procedure_ids, procedure) {
        let row = shared(item, was.line(before.clause), now.line(after.clause));
        let whole = |stages: &[Hours]| stages.iter().fold(Hours::ZERO, |sum, it| sum.plus(*it));
        let clocks = (whole(&before.stages), whole(&after.stages));
        changes.extend(row.moved(clocks, LONGER, |was, now| {
            format!("runs {} in all, was {}", span(*now), span(*was))
        }));
    }
}

fn freezes(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, freeze_ids, freeze) {
        let row = shared(item, was.line(before.clause), now.line(after.clause));
        changes.extend(row.moved((before.notice, after.notice), LONGER, |was, now| {
            format!("left on {} notice, was {}", span(*now), span(*was))
        }));
    }
}

/// Every swap of a text, with the name made from its steps.
pub(super) fn swaps<'a>(side: &Side<'a>) -> impl Iterator<Item = &'a Swap> {
    let terms = &side.compiled.terms;
    terms.swaps().chain(terms.phases().flat_map(|phase| &phase.swaps))
}

fn exposures(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for swap in swaps(now) {
        let name = &swap.head.name;
        let Some(before) = swaps(was).find(|it| it.head.name == *name) else { continue };
        for bound in &swap.exposures {
            let same = before.exposures.iter().find(|it| it.party == bound.party);
            let Some((least, most, unit)) = same.and_then(|it| sums(&it.at_most, &bound.at_most))
            else {
                continue;
            };
            let row = Row {
                party: Some(bound.party.text.clone()),
                item: name.as_str(),
                was_line: Some(was.source.place(before.head.span).line),
                line: Some(now.source.place(swap.head.span).line),
            };
            let shown = |value: i64| {
                decimal(value, unit.base_units()).map_or(String::new(), |it| format!("{it} {unit}"))
            };
            let turns = (Turn::MoreExposed, Turn::LessExposed);
            changes.extend(row.moved((least, most), turns, |was, now| {
                format!("at most {} out of pocket, was {}", shown(*now), shown(*was))
            }));
        }
    }
}

/// Both bounds in the base unit, if they are amounts in one unit.
fn sums(was: &ExposureBound, now: &ExposureBound) -> Option<(i64, i64, Unit)> {
    match (was, now) {
        (ExposureBound::Amount(one), ExposureBound::Amount(other)) if one.unit == other.unit => {
            Some((one.in_base().ok()?, other.in_base().ok()?, one.unit))
        }
        _ => None,
    }
}

fn signatories(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    let (before, after) = (was.signatories(), now.signatories());
    let one = |party: &String, turn: Turn, what: &str| Change {
        turn,
        party: Some(party.clone()),
        item: "accord".to_owned(),
        what: what.to_owned(),
        was_line: None,
        line: None,
    };
    changes.extend(after.difference(&before).map(|it| one(it, Turn::Added, "signs")));
    changes.extend(before.difference(&after).map(|it| one(it, Turn::Removed, "signs no more")));
}
