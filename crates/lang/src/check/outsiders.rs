//! Checks 38 and 39: what the text asks of, and leaves to, those who have not signed it.

use super::commitments::article;
use super::redlines::share_zone;
use super::scope::Scope;
use crate::ast::{
    Act, AnsweredFor, Attribution, Capability, Condition, ConditionKind, Effect, Effort, Grant,
    Head, Name, Power, Who, WhoKind,
};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;
use crate::span::Span;

/// Results promised of others without means, and triggers that others can pull.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let others = others(scope);
    found.extend(scope.steps.iter().filter_map(|placed| without_means(scope, &others, placed)));
    pulled(scope, &others, found);
}

/// One who acts and has not signed: an outsider or a group.
struct Other<'a> {
    head: &'a Head,
    keyword: &'static str,
    can: &'a [Capability],
    answered_for: Option<&'a AnsweredFor>,
    /// Who could reach it: affiliates, and who sits at the other end of a channel.
    tied: Vec<&'a Name>,
    told: bool,
}

fn others<'a>(scope: &Scope<'a>) -> Vec<Other<'a>> {
    let outsiders = scope.text.outsiders().map(|it| Other {
        head: &it.head,
        keyword: "outsider",
        can: &it.can,
        answered_for: it.answered_for.as_ref(),
        tied: Vec::new(),
        told: it.told_through.is_some(),
    });
    let groups = scope.text.groups().map(|it| Other {
        head: &it.head,
        keyword: "group",
        can: &it.can,
        answered_for: it.answered_for.as_ref(),
        tied: it.affiliations.iter().filter_map(|tie| tie.with.name()).collect(),
        told: false,
    });
    outsiders.chain(groups).collect()
}

impl Other<'_> {
    /// Who answers for it, if the text has somebody do so.
    fn answers(&self) -> Option<&Name> {
        let answered = self.answered_for.filter(|it| it.rule != Attribution::Never)?;
        answered.by.name()
    }
}

/// A result about another's conduct, owed by one who has no tie to it.
fn without_means(
    scope: &Scope<'_>,
    others: &[Other<'_>],
    placed: &Placed<'_>,
) -> Option<Diagnostic> {
    let (name, span, result) = asked(scope, placed)?;
    let other = others.iter().find(|other| other.head.name == *name)?;
    let able = |who: &Name| {
        other.answers() == Some(who) || other.tied.contains(&who) || (other.told && !result)
    };
    let mut owe = placed.step.obligors.iter().filter_map(Who::name);
    let who = owe.find(|who| !able(who) && scope.text.header.signatories.contains(who))?;
    let message =
        format!("`{who}` owes in `{}` what `{name}` does, and has no means to it", placed.name());
    Some(
        Diagnostic::error("A338", span, message)
            .label(
                other.head.span,
                format!("`{name}` is an {} here", other.keyword).replace("an g", "a g"),
            )
            .within(article(placed))
            .help(format!(
                "write `{who} must use best efforts to restrain {name}`, or say in `{name}` \
                 that it is `answered for by {who}`"
            )),
    )
}

/// Whose conduct the step asks for, where it says so, and whether a result is owed.
fn asked<'a>(scope: &Scope<'a>, placed: &Placed<'a>) -> Option<(&'a Name, Span, bool)> {
    if placed.step.effort == Effort::BestEfforts {
        return None;
    }
    match &placed.step.act {
        Act::Instruct { group, .. } => Some((group, group.span, false)),
        Act::Hold { quantity, .. } | Act::Reduce { quantity, .. } => {
            let of = scope.quantity(quantity.as_str())?.of.as_ref()?.name()?;
            Some((of, quantity.span, true))
        }
        _ => None,
    }
}

/// What follows for the signatories from a condition that one of the others can make true.
fn pulled(scope: &Scope<'_>, others: &[Other<'_>], found: &mut Vec<Diagnostic>) {
    let loose: Vec<&Other<'_>> = others.iter().filter(|it| is_loose(scope, it)).collect();
    if loose.is_empty() {
        return;
    }
    for line in scope.text.redlines() {
        let mut answers = line.levels.iter().flat_map(|level| &level.answers);
        if let (Some(when), Some(answer)) = (&line.when, answers.find(|it| costs(it))) {
            found.extend(pulls(scope, &loose, when, answer.span, &line.head));
        }
    }
    for dial in scope.text.dials() {
        let lower = dial.lower.iter();
        found.extend(lower.filter_map(|it| pulls(scope, &loose, it, dial.head.span, &dial.head)));
    }
    for waiver in scope.text.waivers() {
        let revoke = waiver.revoke.iter();
        let head = &waiver.head;
        found.extend(revoke.filter_map(|it| pulls(scope, &loose, it, head.span, head)));
    }
}

/// Whether it is a state or the like that has not signed, for which nobody who did answers; groups
/// are looked at where attribution is.
fn is_loose(scope: &Scope<'_>, other: &Other<'_>) -> bool {
    let unanswered = other.answers().is_none_or(|by| !scope.text.header.signatories.contains(by));
    other.keyword == "outsider" && unanswered
}

/// Whether an answer takes something from a side: relief, money, performance, the text itself.
fn costs(power: &Power) -> bool {
    let takes = matches!(
        power.effect,
        Effect::Pause(_)
            | Effect::Suspend(_)
            | Effect::Revoke(_)
            | Effect::Lower { .. }
            | Effect::Start { .. }
            | Effect::End(_)
            | Effect::CeasePerforming { .. }
            | Effect::Withdraw
    );
    power.grant != Grant::HasNoPower && takes
}

fn pulls(
    scope: &Scope<'_>,
    loose: &[&Other<'_>],
    condition: &Condition,
    place: Span,
    head: &Head,
) -> Option<Diagnostic> {
    let other = loose.iter().find(|other| can_make(scope, other, condition))?;
    let name = &other.head.name;
    let message = format!("`{name}` alone can bring about what `{}` answers", head.name);
    Some(
        Diagnostic::error("A339", condition.span, message)
            .label(other.head.span, format!("nobody who signed answers for `{name}`"))
            .label(place, "this follows for those who signed")
            .within(head.called())
            .help(format!(
                "name a doer for whom a signatory answers, say who answers for `{name}`, or let \
                 it open talks only: `may consult …`"
            )),
    )
}

/// Whether an act of this one alone makes the condition true.
fn can_make(scope: &Scope<'_>, other: &Other<'_>, condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::Any(list) => list.iter().any(|part| can_make(scope, other, part)),
        ConditionKind::All(list) => list.iter().all(|part| can_make(scope, other, part)),
        ConditionKind::Compare { quantity, .. } => {
            let of = scope.quantity(quantity.as_str()).and_then(|it| it.of.as_ref());
            of.and_then(Who::name) == Some(&other.head.name)
        }
        ConditionKind::Occurs { actors, act, zone, .. } => {
            let named = |who: &Who| who.name() == Some(&other.head.name);
            let anybody = |who: &Who| who.kind == WhoKind::Anybody;
            let able = |can: &Capability| {
                is_same_act(&can.act, act) && share_zone(scope, can.zone.as_ref(), zone.as_ref())
            };
            actors.iter().any(named) || (actors.iter().any(anybody) && other.can.iter().any(able))
        }
        _ => false,
    }
}

/// `strike` and `strikes` are one act.
pub(super) fn is_same_act(one: &Name, other: &Name) -> bool {
    stem(one.as_str()) == stem(other.as_str())
}

/// A verb or its noun without the ending of the third person or the plural.
pub(super) fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
