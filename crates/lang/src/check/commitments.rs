//! Checks 5, 6, 12 and 13: who owes, who proves, who goes first.

use super::scope::{Declared, Scope};
use crate::ast::{Body, Condition, ConditionKind, Name, Opening, Verification, WhoKind};
use crate::diagnostic::Diagnostic;
use crate::lower::{Block, Placed, is_public, prover, topics};
use crate::span::Span;

/// Steps that nobody proves, that come first and cannot be undone, that bind who has not signed,
/// that are proved by one who may not.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for placed in &scope.steps {
        found.extend(unverified(scope, placed));
        found.extend(first_and_final(scope, placed));
        found.extend(unsigned(scope, placed));
        for verification in &placed.step.manner.verified {
            found.extend(no_mandate(scope, placed, verification));
        }
    }
}

/// What a message calls the article that a step stands in.
pub(super) fn article<'a>(placed: &Placed<'a>) -> &'a str {
    match (placed.block, placed.phase) {
        (Block::Freeze(it), _) => it.head.called(),
        (Block::Mutual(it), _) => it.head.called(),
        (Block::Plain, Some(phase)) => phase.head.called(),
        (Block::Plain, None) => placed.step.head.called(),
    }
}

fn unverified(scope: &Scope<'_>, placed: &Placed<'_>) -> Option<Diagnostic> {
    let step = placed.step;
    if is_proved(scope, placed) {
        return None;
    }
    let message = format!("nobody proves `{}`", placed.name());
    let help = match entitled(scope, placed, None).first() {
        Some(body) => format!("add `verified by {}`", body.head.name),
        None => match placed.workstream() {
            Some(file) => format!(
                "give a body the mandate `verifies {file} within …`, then add `verified by` it"
            ),
            None => "give a body a mandate, then add `verified by` it".into(),
        },
    };
    Some(Diagnostic::error("A305", step.head.span, message).within(article(placed)).help(help))
}

/// Bodies with a mandate for the step.
fn entitled<'a>(scope: &Scope<'a>, placed: &Placed<'a>, on: Option<&'a Name>) -> Vec<&'a Body> {
    let topics = topics(&scope.register, placed, on);
    scope.text.bodies().filter(|body| has_mandate(scope, body, &topics)).collect()
}

fn has_mandate(scope: &Scope<'_>, body: &Body, topics: &[&Name]) -> bool {
    let name = &body.head.name;
    let mut mandates = body.verifies.iter().chain(&body.attributes).map(|it| &it.subject);
    let observes = |topic: &&Name| {
        let quantity = scope.quantity(topic.as_str());
        quantity.is_some_and(|quantity| quantity.observed_by.contains(name))
    };
    let stated = mandates.any(|subject| topics.iter().any(|topic| **topic == *subject));
    stated || topics.iter().any(|topic| observes(topic) || body.custodian_of.contains(topic))
}

fn no_mandate(
    scope: &Scope<'_>,
    placed: &Placed<'_>,
    verification: &Verification,
) -> Option<Diagnostic> {
    let name = &verification.body;
    let entry = scope.entry(name.as_str())?;
    let on = verification.on.as_ref();
    let topics = topics(&scope.register, placed, on);
    let subject = topics.last()?;
    let (message, help) = match entry.what {
        Declared::Body(body) if has_mandate(scope, body, &topics) => return None,
        Declared::Body(_) => (
            format!("`{name}` has no mandate for `{subject}`"),
            format!("add `verifies {subject} within …` to `{name}`"),
        ),
        _ => (
            format!("`{name}` is a {} and proves nothing", entry.keyword),
            "have it verified by a body".to_owned(),
        ),
    };
    let help = match entitled(scope, placed, on).first() {
        Some(body) => format!("write `verified by {}`, or {help}", body.head.name),
        None => help,
    };
    Some(
        Diagnostic::error("A313", verification.span, message)
            .label(entry.span, format!("`{name}` is declared here"))
            .within(article(placed))
            .help(help),
    )
}

fn unsigned(scope: &Scope<'_>, placed: &Placed<'_>) -> Vec<Diagnostic> {
    let who = placed.step.obligors.iter();
    let named = who.filter_map(|who| match &who.kind {
        WhoKind::Named(name) => Some((name, who.span)),
        _ => None,
    });
    named.filter_map(|(name, span)| binds_nobody(scope, placed, name, span)).collect()
}

fn binds_nobody(
    scope: &Scope<'_>,
    placed: &Placed<'_>,
    name: &Name,
    span: Span,
) -> Option<Diagnostic> {
    let entry = scope.entry(name.as_str())?;
    let signed = scope.text.header.signatories.contains(name);
    if signed || !matches!(entry.keyword, "party" | "outsider" | "group" | "bloc") {
        return None;
    }
    let message = format!("`{name}` has not signed, so `{}` binds nobody", placed.name());
    let help = match answering(scope, name) {
        Some(by) => format!(
            "put it on `{by}`, who answers for `{name}`: `{by} must instruct {name} to cease …`"
        ),
        None if entry.keyword == "party" => format!("add `{name}` to the signatories"),
        None => "put the duty on a signatory who can see to it".into(),
    };
    Some(
        Diagnostic::error("A312", span, message)
            .label(entry.span, format!("`{name}` is a {}", entry.keyword))
            .within(article(placed))
            .help(help),
    )
}

/// The signatory who answers for an outsider or group.
fn answering<'a>(scope: &Scope<'a>, name: &Name) -> Option<&'a Name> {
    let groups = scope.text.groups().map(|it| (&it.head.name, &it.answered_for));
    let outsiders = scope.text.outsiders().map(|it| (&it.head.name, &it.answered_for));
    let (_, answered) = groups.chain(outsiders).find(|(own, _)| *own == name)?;
    answered.as_ref()?.by.name()
}

/// An act that cannot be undone, with no act of the other side proved before it.
fn first_and_final(scope: &Scope<'_>, placed: &Placed<'_>) -> Option<Diagnostic> {
    let undo = placed.step.manner.undo.as_ref().filter(|undo| undo.within.is_none())?;
    let mut seen = Vec::new();
    if leans_on_other(scope, placed, placed, &mut seen) {
        return None;
    }
    let message =
        format!("`{}` cannot be undone and waits for nothing of the other side", placed.name());
    let warning = Diagnostic::warning("A306", undo.span, message)
        .label(placed.step.head.span, "the step is here")
        .within(article(placed));
    Some(match first_of_other(scope, placed) {
        Some(other) => warning
            .label(
                other.step.head.span,
                format!("`{}` is proved, and is the other side's", other.name()),
            )
            .help(format!("add `after {}`", other.name())),
        None => {
            warning.help("let it wait for a step of the other side, or cut it into smaller parts")
        }
    })
}

fn is_others(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let obligors = |placed: &Placed<'_>| -> Vec<String> {
        placed
            .step
            .obligors
            .iter()
            .filter_map(|who| who.name())
            .map(|name| name.text.clone())
            .collect()
    };
    let (own, theirs) = (obligors(one), obligors(other));
    !theirs.is_empty() && theirs.iter().all(|name| !own.contains(name))
}

fn is_proved(scope: &Scope<'_>, placed: &Placed<'_>) -> bool {
    is_public(&placed.step.act) || prover(&scope.register, placed.step).is_some()
}

/// Whether something the step waits for is a proved step of the other side.
fn leans_on_other<'a>(
    scope: &Scope<'a>,
    origin: &Placed<'a>,
    placed: &Placed<'a>,
    seen: &mut Vec<&'a str>,
) -> bool {
    if seen.contains(&placed.name()) {
        return false;
    }
    seen.push(placed.name());
    waits_for(scope, placed).into_iter().filter_map(|name| scope.placed(name)).any(|other| {
        (is_others(origin, other) && is_proved(scope, other))
            || leans_on_other(scope, origin, other, seen)
    })
}

/// Names of the steps that a step waits for: in its own clauses, its swaps, the phase's opening.
fn waits_for<'a>(scope: &Scope<'a>, placed: &Placed<'a>) -> Vec<&'a str> {
    let mut names = Vec::new();
    placed.step.manner.after.iter().for_each(|it| steps_in(scope, it, &mut Vec::new(), &mut names));
    if let Some(Opening::When(condition)) = placed.phase.and_then(|phase| phase.opens.as_ref()) {
        steps_in(scope, condition, &mut Vec::new(), &mut names);
    }
    for swap in scope.register.swaps_of(placed.name()) {
        let is_in = |legs: &[Name]| legs.iter().any(|leg| *leg == *placed.name());
        let others = match (is_in(&swap.give), is_in(&swap.take)) {
            (true, _) => &swap.take,
            (_, true) => &swap.give,
            _ => continue,
        };
        names.extend(others.iter().map(Name::as_str));
    }
    names
}

/// Steps a condition names, and those that close a phase it names; `through` are the phases gone
/// through already.
fn steps_in<'a>(
    scope: &Scope<'a>,
    condition: &'a Condition,
    through: &mut Vec<&'a str>,
    names: &mut Vec<&'a str>,
) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| steps_in(scope, part, through, names));
        }
        ConditionKind::Held { step, .. } => names.push(step.as_str()),
        ConditionKind::State { subject, .. } => {
            let phase = scope.register.phase(subject.as_str());
            match phase.and_then(|phase| phase.closes.as_ref()) {
                Some(closes) if !through.contains(&subject.as_str()) => {
                    through.push(subject.as_str());
                    steps_in(scope, closes, through, names);
                }
                _ => names.push(subject.as_str()),
            }
        }
        _ => (),
    }
}

/// The first proved step of the other side that does not wait for this one.
fn first_of_other<'a, 's>(scope: &'s Scope<'a>, placed: &Placed<'a>) -> Option<&'s Placed<'a>> {
    let same_phase = |other: &&Placed<'_>| other.phase_name() == placed.phase_name();
    let free = |other: &&Placed<'_>| !waits_for(scope, other).contains(&placed.name());
    let fits = |other: &&Placed<'_>| is_others(placed, other) && is_proved(scope, other);
    let tied = |other: &&Placed<'_>| {
        let files = placed.workstream().zip(other.workstream());
        files.is_none_or(|(a, b)| scope.decoupled(a.as_str(), b.as_str()).is_none())
    };
    let mut others = scope.steps.iter().filter(|other| same_phase(other) && fits(other));
    others.find(|other| free(other) && tied(other))
}
