//! Check 31: a freeze that binds one side more than the other.

use super::clocks::schedule::{At, Schedule};
use super::scope::Scope;
use crate::ast::{Freeze, Head, Moment, Name, Phase, Step, WhoKind};
use crate::diagnostic::Diagnostic;
use crate::lower::{Block, Placed};
use crate::span::Span;

/// Freezes with limits on one side alone, or with limits that end on different days. That one side
/// alone may leave cannot be written.
pub(super) fn check<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    found: &mut Vec<Diagnostic>,
) {
    let inner = scope.text.phases().flat_map(|it| it.freezes.iter().map(move |f| (f, Some(it))));
    for (freeze, phase) in inner.chain(scope.text.freezes().map(|it| (it, None))) {
        found.extend(one_sided(scope, freeze));
        found.extend(uneven(scope, schedule, freeze, phase));
    }
}

/// Whether a limit binds the signatory.
fn binds(step: &Step, party: &Name) -> bool {
    step.obligors.is_empty()
        || step.obligors.iter().any(|who| match &who.kind {
            WhoKind::Named(name) => name == party,
            WhoKind::AnySignatory | WhoKind::AllSignatories => true,
            _ => false,
        })
}

fn warn(head: &Head, span: Span, message: String) -> Diagnostic {
    Diagnostic::warning("A331", span, message).within(head.called())
}

fn one_sided(scope: &Scope<'_>, freeze: &Freeze) -> Option<Diagnostic> {
    let bound = |party: &&Name| freeze.duties.iter().any(|duty| binds(duty, party));
    let signatories = &scope.text.header.signatories;
    let mut sides = signatories.iter().filter(bound);
    let (Some(only), None) = (sides.next(), sides.next()) else { return None };
    let free = signatories.iter().find(|party| *party != only)?;
    let (name, against) = (&freeze.head.name, &freeze.against);
    let message = format!("the freeze of `{name}` limits `{only}` alone");
    let warning = warn(&freeze.head, freeze.head.span, message);
    let warning = freeze
        .duties
        .iter()
        .fold(warning, |it, duty| it.label(duty.head.span, format!("this limits `{only}`")));
    Some(warning.help(format!("add what `{free}` freezes of `{against}`: `{free} must not …`")))
}

/// Limits of two sides that end on different days.
fn uneven<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    freeze: &'a Freeze,
    phase: Option<&'a Phase>,
) -> Option<Diagnostic> {
    let mut ends: Vec<(&Name, Option<At<'_>>, &Step)> = Vec::new();
    for party in &scope.text.header.signatories {
        let own = freeze.duties.iter().filter(|duty| binds(duty, party));
        let timed = own.map(|duty| {
            let placed = Placed { step: duty, phase, block: Block::Freeze(freeze) };
            Some((end(schedule, &placed, freeze)?, duty))
        });
        // What has a day that cannot be computed is not compared.
        let timed: Option<Vec<_>> = timed.collect();
        let last = timed?.into_iter().max_by_key(|(at, _)| at.map_or(u32::MAX, |at| at.hours));
        ends.extend(last.map(|(at, duty)| (party, at, duty)));
    }
    let longest = ends.iter().max_by_key(|it| it.1.map_or(u32::MAX, |at| at.hours))?;
    let shortest = ends.iter().min_by_key(|it| it.1.map_or(u32::MAX, |at| at.hours))?;
    let (early, last) = (shortest.1?, longest.1);
    if last.is_some_and(|last| !last.comparable(early) || last.hours == early.hours) {
        return None;
    }
    let name = &freeze.head.name;
    let shown = last.map_or_else(|| "no day".to_owned(), |at| schedule.shown(at));
    let message = format!(
        "the freeze of `{name}` binds `{}` until {} and `{}` until {shown}",
        shortest.0,
        schedule.shown(early),
        longest.0
    );
    Some(
        warn(&freeze.head, shortest.2.head.span, message)
            .label(longest.2.head.span, format!("this binds `{}` longer", longest.0))
            .help("end both with the freeze: one `until …` for all its limits"),
    )
}

/// When a limit ends: none if never; nothing if no day is known.
fn end<'a>(
    schedule: &Schedule<'_, 'a>,
    placed: &Placed<'a>,
    freeze: &'a Freeze,
) -> Option<Option<At<'a>>> {
    let own: Option<&Moment> = placed.step.manner.until.as_ref();
    match own.or(freeze.until.as_ref()) {
        None => Some(None),
        Some(moment) => schedule.own_time(placed, moment).map(Some),
    }
}
