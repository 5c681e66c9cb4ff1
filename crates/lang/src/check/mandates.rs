//! Check 29: a mandate that ends before what it is to prove.

use super::clocks::schedule::{At, Schedule};
use super::scope::Scope;
use crate::ast::{Body, Moment, Sunset};
use crate::diagnostic::Diagnostic;
use crate::lower::{Placed, hours, is_kept, prover};

/// More steps than this are not listed.
const MOST: usize = 3;

/// Bodies whose mandate is over while steps still wait for their proof.
pub(super) fn check<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    found: &mut Vec<Diagnostic>,
) {
    for body in scope.text.bodies() {
        let Some(until) = &body.mandate_until else { continue };
        let Some(At { phase: None, hours: ends }) = schedule.at(until) else { continue };
        let proves = |it: &&Placed<'_>| prover(&scope.register, it.step) == Some(&body.head.name);
        let needed = scope.steps.iter().filter(proves);
        let needed = needed.filter_map(|it| Some((it, last_proof(scope, schedule, it)?)));
        let late: Vec<_> = needed.filter(|(_, last)| last.is_none_or(|it| it > ends)).collect();
        found.extend(tell(schedule, body, until, &late));
    }
}

/// The hour by which the proof may still be needed: none if there is no end to it; nothing if no
/// day is known.
fn last_proof<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    placed: &Placed<'a>,
) -> Option<Option<u32>> {
    if !is_kept(placed.step) {
        return schedule
            .proof(placed)
            .and_then(|at| since_day_zero(schedule, placed, at))
            .map(Some);
    }
    if let Some(until) = &placed.step.manner.until {
        let at = schedule.own_time(placed, until)?;
        return since_day_zero(schedule, placed, at).map(Some);
    }
    let sunset = match &scope.text.header.sunset {
        Some(Sunset::After(length)) => Some(hours(&scope.text.header, length).0),
        Some(Sunset::On(moment)) => {
            schedule.at(moment).filter(|at| at.phase.is_none()).map(|at| at.hours)
        }
        Some(Sunset::Never) | None => None,
    };
    Some(sunset)
}

/// Hours since day 0, if a phase that opens on an event opens as early as it can.
fn since_day_zero<'a>(schedule: &Schedule<'_, 'a>, placed: &Placed<'a>, at: At<'a>) -> Option<u32> {
    match at.phase {
        None => Some(at.hours),
        Some(_) => Some(schedule.earliest_opening(placed.phase?)?.saturating_add(at.hours)),
    }
}

fn tell(
    schedule: &Schedule<'_, '_>,
    body: &Body,
    until: &Moment,
    late: &[(&Placed<'_>, Option<u32>)],
) -> Option<Diagnostic> {
    let (first, _) = late.first()?;
    let name = &body.head.name;
    let shown = |hours: u32| schedule.shown(At { phase: None, hours });
    let others = late.len() - 1;
    let more = if others == 0 { String::new() } else { format!(" and {others} more") };
    let message =
        format!("the mandate of `{name}` ends before it can have proved `{}`{more}", first.name());
    let error = Diagnostic::error("A329", until.span, message);
    let error = late.iter().take(MOST).fold(error, |error, (placed, last)| {
        let when = last.map_or_else(
            || "as long as it is kept".to_owned(),
            |it| format!("until {}", shown(it)),
        );
        error.label(placed.step.head.span, format!("`{}` needs it {when}", placed.name()))
    });
    let open = late.iter().find(|(_, last)| last.is_none());
    let help = match (open, late.iter().filter_map(|(_, last)| *last).max()) {
        (Some((placed, _)), _) => {
            format!("take `mandate until` away, or give `{}` an end: `until …`", placed.name())
        }
        (None, Some(last)) => format!("let the mandate run until {}", shown(last)),
        (None, None) => "let the mandate run longer".into(),
    };
    Some(error.within(body.head.called()).help(help))
}
