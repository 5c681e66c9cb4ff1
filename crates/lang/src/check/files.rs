//! Checks 10 and 11: files of the agreement that the text keeps apart, and what ties them.

use super::commitments::article;
use super::scope::Scope;
use crate::ast::{
    Condition, ConditionKind, Effect, Grant, Head, Moment, MomentKind, Name, Power, Redline, Swap,
};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;
use crate::span::Span;

/// Ties between files that `decouple` keeps apart, and red lines that answer in another file.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for placed in &scope.steps {
        for name in waited_for(placed) {
            found.extend(tied(scope, placed, name));
        }
    }
    for phase in scope.text.phases() {
        found.extend(
            phase.swaps.iter().filter_map(|swap| swapped(scope, phase.head.called(), swap)),
        );
        found.extend(lapse_ties(scope, phase));
    }
    found.extend(scope.text.swaps().filter_map(|swap| swapped(scope, swap.head.called(), swap)));
    for line in scope.text.redlines() {
        found.extend(elsewhere(scope, line));
    }
}

fn waited_for<'a>(placed: &Placed<'a>) -> Vec<&'a Name> {
    let manner = &placed.step.manner;
    let mut names = Vec::new();
    manner.after.iter().for_each(|condition| in_condition(condition, &mut names));
    manner.by.iter().chain(&manner.from).for_each(|moment| in_moment(moment, &mut names));
    names
}

fn in_condition<'a>(condition: &'a Condition, names: &mut Vec<&'a Name>) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| in_condition(part, names));
        }
        ConditionKind::Not(inner) => in_condition(inner, names),
        ConditionKind::State { subject, .. } => names.push(subject),
        ConditionKind::Held { step, .. } => names.push(step),
        ConditionKind::Level { dial, .. } => names.push(dial),
        ConditionKind::Crossed { redline, .. } => names.push(redline),
        ConditionKind::Passed(moment) => in_moment(moment, names),
        _ => (),
    }
}

fn in_moment<'a>(moment: &'a Moment, names: &mut Vec<&'a Name>) {
    match &moment.kind {
        MomentKind::Span { of: Some(step), .. } => names.push(step),
        MomentKind::Earlier(a, b) | MomentKind::Later(a, b) => {
            in_moment(a, names);
            in_moment(b, names);
        }
        _ => (),
    }
}

fn tied(scope: &Scope<'_>, placed: &Placed<'_>, name: &Name) -> Option<Diagnostic> {
    let own = placed.workstream()?;
    let other = scope.workstream(name.as_str())?;
    let apart = scope.decoupled(own.as_str(), other)?;
    let entry = scope.entry(name.as_str())?;
    let step = placed.name();
    let message =
        format!("`{step}` in `{own}` waits for `{name}` in `{other}`, which are decoupled");
    Some(
        Diagnostic::error("A310", name.span, message)
            .label(apart.span, "they are kept apart here")
            .label(entry.span, format!("`{name}` is here"))
            .within(article(placed))
            .help(format!("let `{step}` wait for something in `{own}`, or move one of the two")),
    )
}

fn swapped(scope: &Scope<'_>, called: &str, swap: &Swap) -> Option<Diagnostic> {
    let pairs = swap.give.iter().flat_map(|give| swap.take.iter().map(move |take| (give, take)));
    let mut bad = pairs.filter_map(|(give, take)| {
        let (one, other) = (scope.workstream(give.as_str())?, scope.workstream(take.as_str())?);
        Some((give, one, take, other, scope.decoupled(one, other)?))
    });
    let (give, one, take, other, apart) = bad.next()?;
    let message =
        format!("`{give}` in `{one}` is swapped for `{take}` in `{other}`, which are decoupled");
    Some(
        Diagnostic::error("A310", take.span, message)
            .label(give.span, format!("`{give}` is the other leg"))
            .label(apart.span, "they are kept apart here")
            .within(called)
            .help("swap steps of one workstream for another"),
    )
}

/// A phase that lapses ends the files of all its steps.
fn lapse_ties(scope: &Scope<'_>, phase: &crate::ast::Phase) -> Option<Diagnostic> {
    let lapse = phase.lapses.as_ref()?;
    let of_phase = |placed: &&Placed<'_>| placed.phase_name() == Some(phase.head.name.as_str());
    let steps: Vec<_> = scope.steps.iter().filter(of_phase).collect();
    let pairs = steps
        .iter()
        .enumerate()
        .flat_map(|(at, one)| steps.iter().skip(at).map(move |other| (one, other)));
    let mut bad = pairs.filter_map(|(one, other)| {
        let (a, b) = (one.workstream()?, other.workstream()?);
        Some((one, a, other, b, scope.decoupled(a.as_str(), b.as_str())?))
    });
    let (one, a, other, b, apart) = bad.next()?;
    let name = &phase.head.name;
    let message =
        format!("when `{name}` lapses it ends `{a}` and `{b}` together, which are decoupled");
    Some(
        Diagnostic::error("A310", lapse.span, message)
            .label(one.step.head.span, format!("`{}` is in `{a}`", one.name()))
            .label(other.step.head.span, format!("`{}` is in `{b}`", other.name()))
            .label(apart.span, "they are kept apart here")
            .within(phase.head.called())
            .help(format!("give the steps in `{b}` a phase of their own, or take away the lapse")),
    )
}

/// What a power acts on.
pub(super) fn acted_on(effect: &Effect) -> Option<&Name> {
    match effect {
        Effect::Pause(name)
        | Effect::Suspend(name)
        | Effect::Revoke(name)
        | Effect::Resume(name)
        | Effect::End(name)
        | Effect::Open(name) => Some(name),
        Effect::Lower { dial, .. } => Some(dial),
        Effect::Start { procedure, .. } => Some(procedure),
        Effect::CeasePerforming { of, .. } => of.as_ref(),
        _ => None,
    }
}

fn elsewhere(scope: &Scope<'_>, line: &Redline) -> Vec<Diagnostic> {
    let powers = line.levels.iter().flat_map(|level| &level.answers);
    let powers = powers.filter(|power| power.grant != Grant::HasNoPower);
    powers.filter_map(|power| answers_elsewhere(scope, line, power)).collect()
}

fn answers_elsewhere(scope: &Scope<'_>, line: &Redline, power: &Power) -> Option<Diagnostic> {
    let what = acted_on(&power.effect)?;
    let other = scope.workstream(what.as_str())?;
    let never = touched_in_vain(scope, line, what, other);
    let own = line.head.workstream.as_ref();
    if never.is_none() && own.is_none_or(|own| *own == *other) {
        return None;
    }
    let file = own.map_or_else(String::new, |own| format!(" in `{own}`"));
    let name = &line.head.name;
    let message = format!("`{name}`{file} answers on `{what}` in `{other}`");
    let mut error = Diagnostic::error("A311", what.span, message);
    if let Some(span) = scope.entry(what.as_str()).map(|entry| entry.span) {
        error = error.label(span, format!("`{what}` is here"));
    }
    if let Some((span, never)) = never {
        error = error.label(span, format!("the line says that it never touches `{never}`"));
    }
    Some(error.within(line.head.called()).help(better_answer(scope, own, other)))
}

fn touched_in_vain<'a>(
    scope: &Scope<'_>,
    line: &'a Redline,
    what: &Name,
    file: &str,
) -> Option<(Span, &'a Name)> {
    let touches = |never: &&Name| {
        **never == *what
            || scope.workstream(never.as_str()).is_some_and(|it| it == file && **never == *it)
    };
    line.never_touches.iter().find(touches).map(|never| (never.span, never))
}

fn better_answer(scope: &Scope<'_>, own: Option<&Name>, other: &str) -> String {
    let Some(own) = own else { return format!("answer in another workstream than `{other}`") };
    let here = |head: &&Head| head.workstream.as_ref() == Some(own);
    let escrows = scope.text.escrows().map(|it| &it.head);
    let heads = escrows.chain(scope.text.waivers().map(|it| &it.head));
    let mut heads = heads.chain(scope.text.dials().map(|it| &it.head));
    match heads.find(here) {
        Some(head) => format!("answer in `{own}`, for instance on `{}`", head.name),
        None => format!("answer in `{own}`, or move the red line to `{other}`"),
    }
}
