//! Checks 14 and 15: red lines that nobody may answer, and lines whose answers contradict.

use super::files::acted_on;
use super::scope::Scope;
use crate::ast::{
    Condition, ConditionKind, Effect, Grant, Level, Name, Power, Redline, Who, WhoKind,
};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Lines without an answer, and pairs of lines that one act crosses and that answer it both ways.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let lines: Vec<&Redline> = scope.text.redlines().collect();
    for line in &lines {
        found.extend(unanswered(line));
    }
    for (at, one) in lines.iter().enumerate() {
        for other in lines.iter().skip(at + 1) {
            if overlap(scope, one, other) {
                found.extend(contradiction(scope, one, other));
            }
        }
    }
}

fn allows(level: &Level) -> bool {
    level.answers.iter().any(|power| power.grant != Grant::HasNoPower)
}

fn unanswered(line: &Redline) -> Vec<Diagnostic> {
    let name = &line.head.name;
    let none = |span: Span, what: String| {
        let error = Diagnostic::error("A314", span, format!("nobody may answer {what}"));
        let error = match &line.when {
            Some(when) => error.label(when.span, "this crosses the line"),
            None => error,
        };
        error.within(line.head.called())
    };
    if !line.levels.iter().any(allows) {
        let error = none(line.head.span, format!("`{name}`"));
        return vec![
            error.help("add `level 1 when any: … may …`, or make it a step: `must not …`"),
        ];
    }
    let silent = line.levels.iter().filter(|level| !allows(level));
    let told = |level: &Level| {
        none(level.span, format!("level {} of `{name}`", level.number.value))
            .help("say who may do what, or take the level away")
    };
    silent.map(told).collect()
}

/// What crosses a line, as far as two lines can be compared by it.
enum Trigger<'a> {
    Act { actors: &'a [Who], act: &'a Name, zone: Option<&'a Name> },
    Value(&'a Name),
}

fn triggers<'a>(condition: &'a Condition, all: &mut Vec<Trigger<'a>>) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| triggers(part, all));
        }
        ConditionKind::Occurs { actors, act, zone, .. } => {
            all.push(Trigger::Act { actors, act, zone: zone.as_ref() });
        }
        ConditionKind::Compare { quantity, .. } => all.push(Trigger::Value(quantity)),
        _ => (),
    }
}

/// Whether one act or one measured value can cross both lines.
fn overlap(scope: &Scope<'_>, one: &Redline, other: &Redline) -> bool {
    if one.domain.is_some() && other.domain.is_some() && one.domain != other.domain {
        return false;
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    one.when.iter().for_each(|when| triggers(when, &mut left));
    other.when.iter().for_each(|when| triggers(when, &mut right));
    left.iter().any(|a| right.iter().any(|b| meet(scope, a, b)))
}

fn meet(scope: &Scope<'_>, one: &Trigger<'_>, other: &Trigger<'_>) -> bool {
    match (one, other) {
        (
            Trigger::Act { actors, act, zone },
            Trigger::Act { actors: others, act: same, zone: there },
        ) => act == same && share_actor(actors, others) && share_zone(scope, *zone, *there),
        // Lines are crossed upwards: above both bounds lies something.
        (Trigger::Value(quantity), Trigger::Value(same)) => quantity == same,
        _ => false,
    }
}

fn share_actor(one: &[Who], other: &[Who]) -> bool {
    let open = |who: &Who| !matches!(who.kind, WhoKind::Named(_));
    let anybody = |list: &[Who]| list.is_empty() || list.iter().any(open);
    anybody(one) || anybody(other) || one.iter().any(|a| other.iter().any(|b| a.kind == b.kind))
}

pub(super) fn share_zone(scope: &Scope<'_>, one: Option<&Name>, other: Option<&Name>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    one == other
        || contains(scope, one, other, &mut Vec::new())
        || contains(scope, other, one, &mut Vec::new())
}

pub(super) fn contains<'a>(
    scope: &Scope<'a>,
    outer: &Name,
    inner: &Name,
    seen: &mut Vec<&'a str>,
) -> bool {
    let mut zones = scope.text.zones();
    let zone = zones.find(|zone| zone.head.name == *outer);
    let Some(zone) = zone.filter(|zone| !seen.contains(&zone.head.name.as_str())) else {
        return false;
    };
    seen.push(zone.head.name.as_str());
    zone.contains.iter().any(|part| part == inner || contains(scope, part, inner, seen))
}

/// A thing that one line may answer on and the other must leave alone.
fn contradiction(scope: &Scope<'_>, one: &Redline, other: &Redline) -> Option<Diagnostic> {
    let (line, power, place, against) = clash(scope, one, other)
        .map(|(power, place)| (one, power, place, other))
        .or_else(|| clash(scope, other, one).map(|(power, place)| (other, power, place, one)))?;
    let done = told(&power.effect);
    let message = format!(
        "one act can cross `{}` and `{}`: the first lets it be answered by {done}, the second rules that out",
        line.head.name, against.head.name
    );
    let error = Diagnostic::error("A315", power.span, message);
    let crossings =
        [one, other].into_iter().filter_map(|it| it.when.as_ref().map(|when| (it, when)));
    let error = crossings.fold(error, |error, (it, when)| {
        error.label(when.span, format!("this crosses `{}`", it.head.name))
    });
    Some(
        error
            .label(place, format!("`{}` rules it out here", against.head.name))
            .within(line.head.called())
            .help(format!(
                "take the answer away, or tell `{}` and `{}` apart by zone, actor or act",
                line.head.name, against.head.name
            )),
    )
}

/// An answer of `line` that `against` rules out, and where it does.
fn clash<'a>(
    scope: &Scope<'_>,
    line: &'a Redline,
    against: &'a Redline,
) -> Option<(&'a Power, Span)> {
    let allowed = line.levels.iter().flat_map(|level| &level.answers);
    let mut allowed = allowed.filter(|power| power.grant != Grant::HasNoPower);
    allowed.find_map(|power| ruled_out(scope, power, against).map(|place| (power, place)))
}

fn ruled_out(scope: &Scope<'_>, power: &Power, against: &Redline) -> Option<Span> {
    let denied = against.levels.iter().flat_map(|level| &level.answers);
    let mut denied = denied.filter(|other| other.grant == Grant::HasNoPower);
    let same = |other: &&Power| {
        told(&other.effect) == told(&power.effect)
            && other.holders.iter().any(|who| power.holders.iter().any(|it| it.kind == who.kind))
    };
    if let Some(other) = denied.find(same) {
        return Some(other.span);
    }
    let what = acted_on(&power.effect)?;
    let file = scope.workstream(what.as_str());
    let never = against.never_touches.iter();
    let mut never =
        never.filter(|never| **never == *what || file.is_some_and(|file| **never == *file));
    never.next().map(|never| never.span)
}

/// What an answer does, in the text's words.
fn told(effect: &Effect) -> String {
    let verb = match effect {
        Effect::Pause(_) => "pausing",
        Effect::Suspend(_) => "suspending",
        Effect::Revoke(_) => "revoking",
        Effect::Resume(_) => "resuming",
        Effect::Lower { .. } => "lowering",
        Effect::Strike { .. } => "a strike",
        Effect::Start { .. } => "starting",
        Effect::End(_) => "ending",
        Effect::CeasePerforming { .. } => "ceasing to perform",
        Effect::Withdraw => "withdrawal",
        Effect::Notify(_) => "notifying",
        Effect::Consult(_) => "consulting",
        Effect::EstablishAttribution => "establishing attribution",
        Effect::Open(_) => "opening",
        Effect::Other(_) => "a power in words",
    };
    acted_on(effect).map_or_else(|| verb.to_owned(), |what| format!("{verb} `{what}`"))
}
