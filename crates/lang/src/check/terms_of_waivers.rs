//! Checks 27 and 28: waivers that run out before they are renewed, and renewals on bad days.

mod hazards;

use std::collections::BTreeMap;

use super::clocks::schedule::{At, Schedule};
use super::commitments::article;
use super::scope::Scope;
use crate::ast::{Act, Swap, Waiver};
use crate::diagnostic::Diagnostic;
use crate::lower::{Placed, hours, is_kept};

/// Terms that end before the step that renews them, terms that end while what they are swapped
/// for is still owed, and renewals on days on which they are likely to be missed.
pub(super) fn check<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    found: &mut Vec<Diagnostic>,
) {
    let steps = by_waiver(scope);
    let marked = hazards::marked(scope, schedule);
    for waiver in scope.text.waivers() {
        let none = Vec::new();
        let own = steps.get(waiver.head.name.as_str()).unwrap_or(&none);
        let Some(term) = term(scope, schedule, waiver, own) else { continue };
        found.extend(gaps(schedule, &term));
        found.extend(outlived(scope, schedule, &term));
        found.extend(hazards::check(scope, schedule, &term, &marked));
    }
}

/// Steps that grant or renew a waiver.
fn by_waiver<'s, 'a>(scope: &'s Scope<'a>) -> BTreeMap<&'a str, Vec<&'s Placed<'a>>> {
    let mut steps: BTreeMap<&str, Vec<&Placed<'_>>> = BTreeMap::new();
    for placed in &scope.steps {
        if let Act::Grant { waiver } | Act::Renew { waiver } = &placed.step.act {
            steps.entry(waiver.as_str()).or_default().push(placed);
        }
    }
    steps
}

/// A waiver with its first day, if it is granted on the last day that its step allows.
struct Term<'s, 'a> {
    waiver: &'a Waiver,
    grant: &'s Placed<'a>,
    granted: At<'a>,
    /// Hours of one term.
    lasts: u32,
    /// How often it may be renewed; without limit if none.
    times: Option<u32>,
    /// Steps that renew it, by their last day.
    renewals: Vec<(At<'a>, &'s Placed<'a>)>,
}

impl<'a> Term<'_, 'a> {
    fn ends(&self, terms: u32) -> At<'a> {
        let hours = self.granted.hours.saturating_add(self.lasts.saturating_mul(terms));
        At { hours, ..self.granted }
    }
}

fn term<'s, 'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    waiver: &'a Waiver,
    steps: &[&'s Placed<'a>],
) -> Option<Term<'s, 'a>> {
    let lasts = hours(&scope.text.header, waiver.lasts.as_ref()?).0;
    let grant = *steps.iter().find(|it| matches!(it.step.act, Act::Grant { .. }))?;
    let granted = schedule.latest(grant.name())?;
    let renewing = steps.iter().filter(|it| matches!(it.step.act, Act::Renew { .. }));
    let timed = renewing.filter_map(|it| Some((schedule.latest(it.name())?, *it)));
    let mut renewals: Vec<_> = timed.filter(|it| it.0.comparable(granted)).collect();
    renewals.sort_by_key(|it| it.0.hours);
    let times = match &waiver.renewal {
        None => Some(0),
        Some(renewal) => {
            let times = renewal.times.as_ref().and_then(|it| it.value.as_whole());
            times.and_then(|it| u32::try_from(it).ok())
        }
    };
    (lasts > 0).then_some(Term { waiver, grant, granted, lasts, times, renewals })
}

/// The first renewal whose last day comes after the term has ended.
fn gaps(schedule: &Schedule<'_, '_>, term: &Term<'_, '_>) -> Option<Diagnostic> {
    let mut before = term.granted;
    let late = term.renewals.iter().find_map(|(at, placed)| {
        let ends = At { hours: before.hours.saturating_add(term.lasts), ..before };
        before = *at;
        (at.hours > ends.hours).then_some((*at, *placed, ends))
    });
    let (at, placed, ends) = late?;
    let name = &term.waiver.head.name;
    let message = format!(
        "`{name}` lapses on {}, and `{}` may come as late as {}",
        schedule.shown(ends),
        placed.name(),
        schedule.shown(at)
    );
    let moment = placed.step.manner.by.as_ref().or(placed.step.manner.from.as_ref())?;
    let error = Diagnostic::error("A327", moment.span, message)
        .label(term.grant.step.head.span, "its term begins here");
    let error = match &term.waiver.lasts {
        Some(lasts) => error.label(lasts.span, "and lasts so long"),
        None => error,
    };
    Some(
        error
            .within(article(placed))
            .help(format!("the last day that works is {}", schedule.shown(ends))),
    )
}

/// What the waiver is swapped for is owed until after its last term; relief that is a state's own
/// is owed nothing.
fn outlived<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    term: &Term<'_, 'a>,
) -> Option<Diagnostic> {
    let ends = term.ends(term.times?.checked_add(1)?);
    let lasts = term.waiver.lasts.as_ref().filter(|_| !term.waiver.unilateral)?;
    let owed = counterparts(scope, term.grant.name()).filter(|it| is_kept(it.step));
    let mut until = owed.filter_map(|it| {
        let until = it.step.manner.until.as_ref()?;
        Some((it, until, schedule.own_time(it, until)?))
    });
    let (kept, until, last) =
        until.find(|(_, _, at)| at.comparable(ends) && at.hours > ends.hours)?;
    let name = &term.waiver.head.name;
    let message = format!(
        "`{name}` ends on {} and cannot be renewed, but `{}`, which it is swapped for, is owed until {}",
        schedule.shown(ends),
        kept.name(),
        schedule.shown(last)
    );
    let owed_for = last.hours.saturating_sub(term.granted.hours);
    let terms = owed_for.div_ceil(term.lasts).saturating_sub(1);
    Some(
        Diagnostic::error("A327", lasts.span, message)
            .label(until.span, format!("`{}` is owed until then", kept.name()))
            .label(term.grant.step.head.span, "its term begins here")
            .within(term.waiver.head.called())
            .help(format!(
                "add `renewable {terms} times`, or let `{}` end on {}",
                kept.name(),
                schedule.shown(ends)
            )),
    )
}

/// Steps on the other side of the swaps that a step is in.
fn counterparts<'s, 'a>(
    scope: &'s Scope<'a>,
    step: &'s str,
) -> impl Iterator<Item = &'s Placed<'a>> {
    let inner = scope.text.phases().flat_map(|phase| &phase.swaps);
    let others = move |swap: &'a Swap| {
        let is_in = |legs: &[crate::ast::Name]| legs.iter().any(|leg| *leg == *step);
        match (is_in(&swap.give), is_in(&swap.take)) {
            (true, _) => swap.take.as_slice(),
            (_, true) => swap.give.as_slice(),
            _ => &[],
        }
    };
    let names = inner.chain(scope.text.swaps()).flat_map(others);
    names.filter_map(|name| scope.placed(name.as_str()))
}
