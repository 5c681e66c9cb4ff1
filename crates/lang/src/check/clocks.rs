//! Checks 7 and 16: deadlines against proofs, openings and lapses.

pub(super) mod schedule;

use schedule::{At, Schedule};

use std::collections::BTreeMap;

use super::commitments::article;
use super::scope::Scope;
use crate::ast::{Moment, MomentKind, Phase};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;
use crate::outline::Window;
use crate::span::Span;

/// Hours in a day.
const DAY: u32 = 24;

/// Deadlines that come before what they wait for can be proved, before their phase can open, or
/// after it lapses. Steps in a circle have no time at all.
pub(super) fn check(scope: &Scope<'_>, circle: &[&str], found: &mut Vec<Diagnostic>) {
    let schedule = Schedule::of(scope);
    dates_without_day_zero(scope, found);
    for placed in &scope.steps {
        let before = found.len();
        found.extend(after_lapse(&schedule, placed));
        found.extend(before_opening(&schedule, placed));
        if found.len() == before && !circle.contains(&placed.name()) {
            found.extend(before_proof(&schedule, placed));
        }
    }
    for phase in scope.text.phases() {
        found.extend(lapse_before_proof(&schedule, phase));
    }
}

/// When each step is owed, by its name.
pub(crate) fn windows<'a>(scope: &Scope<'a>) -> BTreeMap<&'a str, Window> {
    let schedule = Schedule::of(scope);
    let shown = |at: Option<At<'_>>| at.map(|at| schedule.shown(at));
    let window = |placed: &Placed<'a>| Window {
        earliest: shown(schedule.first(placed)),
        latest: shown(schedule.latest(placed.name())),
        proved: shown(schedule.proof(placed)),
    };
    scope.steps.iter().map(|placed| (placed.name(), window(placed))).collect()
}

/// Check 16, one side: due when the phase has lapsed.
fn after_lapse<'a>(schedule: &Schedule<'_, 'a>, placed: &Placed<'a>) -> Option<Diagnostic> {
    let phase = placed.phase?;
    let lapse = phase.lapses.as_ref()?;
    let end = schedule.phase_end(phase)?;
    let (moment, word) = deadline(placed)?;
    let at = schedule.own_time(placed, moment)?;
    if !at.comparable(end) || at.hours <= end.hours {
        return None;
    }
    let name = placed.name();
    let message = format!(
        "`{name}` {word} {}, but `{}` lapses on {}",
        schedule.shown(at),
        phase.head.name,
        schedule.shown(end)
    );
    Some(
        Diagnostic::error("A316", moment.span, message)
            .label(lapse.span, "the phase lapses here")
            .within(article(placed))
            .help(format!(
                "set it to {} at the latest, or let the phase lapse later",
                schedule.shown(end)
            )),
    )
}

/// The time by which, or from which, something must be so.
fn deadline<'a>(placed: &Placed<'a>) -> Option<(&'a Moment, &'static str)> {
    let manner = &placed.step.manner;
    let by = manner.by.as_ref().map(|moment| (moment, "is due on"));
    by.or(manner.from.as_ref().map(|moment| (moment, "starts on")))
}

/// Check 16, the other side: due before the phase can have opened.
fn before_opening<'a>(schedule: &Schedule<'_, 'a>, placed: &Placed<'a>) -> Option<Diagnostic> {
    let phase = placed.phase?;
    let moment = placed.step.manner.by.as_ref()?;
    let at = schedule.own_time(placed, moment).filter(|at| at.phase.is_none())?;
    let opens = schedule.earliest_opening(phase)?;
    if at.hours >= opens {
        return None;
    }
    let earliest = At { phase: None, hours: opens };
    let name = placed.name();
    let message = format!(
        "`{name}` is due on {}, but `{}` opens on {} at the earliest",
        schedule.shown(at),
        phase.head.name,
        schedule.shown(earliest)
    );
    Some(
        Diagnostic::error("A316", moment.span, message)
            .label(phase.head.span, "the phase is here")
            .within(article(placed))
            .help(format!(
                "set it to {} or later, or count it from the opening: `within … days`",
                schedule.shown(earliest)
            )),
    )
}

/// Check 7: due before the proof of what it waits for may be there.
fn before_proof<'a>(schedule: &Schedule<'_, 'a>, placed: &Placed<'a>) -> Option<Diagnostic> {
    let moment = placed.step.manner.by.as_ref()?;
    let due = schedule.own_time(placed, moment)?;
    let after = placed.step.manner.after.as_ref()?;
    let (needed, of, place) = schedule.needed(after, due)?;
    if needed.hours <= due.hours {
        return None;
    }
    let late = needed.hours.saturating_sub(due.hours);
    let name = placed.name();
    let message = format!(
        "`{name}` is due on {}, but the proof of `{of}` may come as late as {}",
        schedule.shown(due),
        schedule.shown(needed)
    );
    // Due on the day of its proof: tight, and kept all the same in 2014.
    let diagnostic = if late <= DAY {
        Diagnostic::warning("A307", moment.span, message)
    } else {
        Diagnostic::error("A307", moment.span, message)
    };
    Some(
        diagnostic
            .label(place, "it waits for this")
            .label(schedule.place_of(of).unwrap_or(place), format!("`{of}` is here"))
            .within(article(placed))
            .help(format!("the earliest day that works is {}", schedule.shown(needed))),
    )
}

/// Check 7 for a phase: it lapses before the proof that would close it may be there.
fn lapse_before_proof<'a>(schedule: &Schedule<'_, 'a>, phase: &'a Phase) -> Option<Diagnostic> {
    let (closes, lapse) = (phase.closes.as_ref()?, phase.lapses.as_ref()?);
    let end = schedule.phase_end(phase)?;
    let (needed, of, place) = schedule.needed(closes, end)?;
    let own = schedule.place_of(of)?;
    // What is due after the lapse is said by check 16 already.
    let late_itself =
        schedule.latest(of).is_some_and(|at| at.comparable(end) && at.hours > end.hours);
    if needed.hours <= end.hours || late_itself {
        return None;
    }
    let name = &phase.head.name;
    let message = format!(
        "`{name}` lapses on {}, but the proof of `{of}` that closes it may come as late as {}",
        schedule.shown(end),
        schedule.shown(needed)
    );
    Some(
        Diagnostic::error("A307", lapse.span, message)
            .label(place, "it closes on this")
            .label(own, format!("`{of}` is here"))
            .within(phase.head.called())
            .help(format!("the earliest day that works is {}", schedule.shown(needed))),
    )
}

/// Check 16 for dates: with no civil date for day 0 a date has no place among the days.
fn dates_without_day_zero(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    if crate::lower::day_zero(&scope.text.header).is_some() {
        return;
    }
    for placed in &scope.steps {
        let manner = &placed.step.manner;
        for moment in [&manner.by, &manner.from, &manner.until].into_iter().flatten() {
            found.extend(dated(moment).map(|span| no_day_zero(placed, span)));
        }
    }
}

fn dated(moment: &Moment) -> Option<Span> {
    match &moment.kind {
        MomentKind::Date(_) => Some(moment.span),
        MomentKind::Earlier(a, b) | MomentKind::Later(a, b) => dated(a).or(dated(b)),
        MomentKind::PhaseDay(_) | MomentKind::AccordDay(_) | MomentKind::Span { .. } => None,
    }
}

fn no_day_zero(placed: &Placed<'_>, span: Span) -> Diagnostic {
    let message = format!("the date of `{}` has no place: day 0 is not a date", placed.name());
    Diagnostic::error("A316", span, message)
        .within(article(placed))
        .help("write `day 0 is 2026-01-20` in the header, or count in days")
}
