//! Days on which a renewal is likely to be missed, as far as the text itself names them: days on
//! which the granter's offices rest, dates that something else hangs on, the end of a mandate.
//! Elections have no word in the language; one that matters is a date in a condition.

use jiff::civil::Weekday as Day;

use super::Term;
use crate::ast::{Condition, ConditionKind, Moment, Name, Opening, Weekday};
use crate::check::clocks::schedule::{At, Schedule};
use crate::check::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::lower::{day_zero, hours};
use crate::span::Span;

/// More terms than this are nobody's plan.
const MOST_TERMS: u32 = 60;
/// Hours in a day.
const DAY: u32 = 24;

/// A day that the text names for something else.
pub(super) struct Marked<'a> {
    /// The files it matters to; all of them if none is named.
    files: Vec<&'a Name>,
    hours: u32,
    what: &'static str,
    span: Span,
}

/// Every such day: ends of mandates, dates that phases and steps wait for.
pub(super) fn marked<'a>(scope: &Scope<'a>, schedule: &Schedule<'_, 'a>) -> Vec<Marked<'a>> {
    let mut all = Vec::new();
    for body in scope.text.bodies() {
        if let Some(at) = body.mandate_until.as_ref().and_then(|it| mark(schedule, it)) {
            let files = body.verifies.iter().map(|it| &it.subject).collect();
            all.push(Marked { files, what: "a mandate ends", ..at });
        }
    }
    let mut add = |moment: &'a Moment| all.extend(mark(schedule, moment));
    let opens = scope.text.phases().filter_map(|phase| match &phase.opens {
        Some(Opening::When(condition)) => Some(condition),
        _ => None,
    });
    let closes = scope.text.phases().filter_map(|phase| phase.closes.as_ref());
    let after = scope.steps.iter().filter_map(|placed| placed.step.manner.after.as_ref());
    opens.chain(closes).chain(after).for_each(|it| dates(it, &mut add));
    all
}

/// A day since day 0.
fn mark<'a>(schedule: &Schedule<'_, 'a>, moment: &'a Moment) -> Option<Marked<'a>> {
    let at = schedule.at(moment).filter(|at| at.phase.is_none())?;
    let what = "something else waits for that day";
    Some(Marked { files: Vec::new(), hours: at.hours, what, span: moment.span })
}

fn dates<'a>(condition: &'a Condition, add: &mut impl FnMut(&'a Moment)) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| dates(part, add));
        }
        ConditionKind::Not(inner) => dates(inner, add),
        ConditionKind::Passed(moment) => add(moment),
        _ => (),
    }
}

/// The first renewal that falls on such a day.
pub(super) fn check(
    scope: &Scope<'_>,
    schedule: &Schedule<'_, '_>,
    term: &Term<'_, '_>,
    marked: &[Marked<'_>],
) -> Option<Diagnostic> {
    if term.granted.phase.is_some() || term.times == Some(0) {
        return None;
    }
    on_marked(scope, schedule, term, marked).or_else(|| at_rest(scope, schedule, term))
}

fn on_marked(
    scope: &Scope<'_>,
    schedule: &Schedule<'_, '_>,
    term: &Term<'_, '_>,
    marked: &[Marked<'_>],
) -> Option<Diagnostic> {
    let notice = term.waiver.notice.as_ref().map_or(0, |it| hours(&scope.text.header, it).0);
    let file = term.waiver.head.workstream.as_ref().unwrap_or(&term.waiver.head.name);
    let terms = 1..=term.times.unwrap_or(MOST_TERMS).min(MOST_TERMS);
    let (at, day) = terms.map(|it| term.ends(it)).find_map(|at| {
        let days = at.hours.saturating_sub(notice) / DAY..=at.hours / DAY;
        let matters = |it: &&Marked<'_>| it.files.is_empty() || it.files.contains(&file);
        let inside = |it: &&Marked<'_>| days.contains(&(it.hours / DAY));
        let day = marked.iter().filter(matters).find(inside)?;
        Some((at, day))
    })?;
    let name = &term.waiver.head.name;
    let message = format!("`{name}` is to be renewed on {}, as {}", schedule.shown(at), day.what);
    let renewal = term.waiver.renewal.as_ref()?;
    let before = At { hours: day.hours.saturating_sub(DAY), ..at };
    Some(
        warn(term, renewal.span, message)
            .label(day.span, format!("{} here", day.what))
            .help(format!("renew it by {}, or let each term last longer", schedule.shown(before))),
    )
}

/// The first end of a term on which the granter's offices rest.
fn at_rest(
    scope: &Scope<'_>,
    schedule: &Schedule<'_, '_>,
    term: &Term<'_, '_>,
) -> Option<Diagnostic> {
    let granter = term.waiver.granted_by.as_ref()?;
    let party = scope.text.parties().find(|it| it.head.name == *granter)?;
    let zero = day_zero(&scope.text.header)?;
    let at = term.ends(1);
    let day = |back: u32| {
        let days = i64::from(at.hours / DAY) - i64::from(back);
        zero.0.checked_add(jiff::Span::new().days(days)).ok()
    };
    let rests = |back: u32| {
        day(back).is_some_and(|it| party.rests_on.iter().any(|rest| weekday(*rest) == it.weekday()))
    };
    if !rests(0) {
        return None;
    }
    let back = (1..7).find(|back| !rests(*back))?;
    let works = At { hours: at.hours.saturating_sub(back * DAY), ..at };
    let name = &term.waiver.head.name;
    let message = format!(
        "`{name}` is to be renewed on {}, a day on which `{granter}` rests",
        schedule.shown(at)
    );
    let renewal = term.waiver.renewal.as_ref()?;
    Some(
        warn(term, renewal.span, message)
            .label(party.head.span, "its days of rest are here")
            .help(format!("renew it by {}, the last day of work before", schedule.shown(works))),
    )
}

fn warn(term: &Term<'_, '_>, span: Span, message: String) -> Diagnostic {
    Diagnostic::warning("A328", span, message)
        .label(term.grant.step.head.span, "its term begins here, if on the last day allowed")
        .within(term.waiver.head.called())
}

fn weekday(day: Weekday) -> Day {
    match day {
        Weekday::Monday => Day::Monday,
        Weekday::Tuesday => Day::Tuesday,
        Weekday::Wednesday => Day::Wednesday,
        Weekday::Thursday => Day::Thursday,
        Weekday::Friday => Day::Friday,
        Weekday::Saturday => Day::Saturday,
        Weekday::Sunday => Day::Sunday,
    }
}
