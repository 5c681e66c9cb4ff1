//! Check 48: acts that the text tolerates and forbids.

use super::binds::{named, obligors};
use super::commitments::article;
use super::outsiders::{is_same_act, stem};
use super::redlines::share_zone;
use super::scope::Scope;
use crate::ast::{
    Act, Bound, Comparison, Condition, ConditionKind, DeedVerb, Name, ToleratedAct, Tolerates, Who,
};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Safe harbours for what a duty forbids or a red line answers.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let forbidden = forbidden(scope);
    for harbour in scope.text.tolerated() {
        for act in &harbour.acts {
            let clash = forbidden.iter().find(|it| it.is(scope, act));
            found.extend(clash.map(|it| contradiction(harbour, act, it)));
        }
    }
}

/// An act that somebody must not do, or that a red line answers.
struct Forbidden<'a> {
    doers: Vec<&'a Name>,
    /// Anybody, if nobody is named.
    anybody: bool,
    act: Forbade<'a>,
    zone: Option<&'a Name>,
    span: Span,
    what: String,
    called: &'a str,
}

/// Its word.
enum Forbade<'a> {
    Named(&'a Name),
    Verb(DeedVerb),
    Fire,
}

impl Forbidden<'_> {
    fn is(&self, scope: &Scope<'_>, act: &ToleratedAct) -> bool {
        let word = stem(act.act.as_str());
        let same = match self.act {
            Forbade::Named(name) => is_same_act(name, &act.act),
            Forbade::Verb(verb) => format!("{verb:?}").to_lowercase() == word,
            Forbade::Fire => matches!(word, "fire" | "firing" | "shot" | "shelling" | "strike"),
        };
        let doers = named(scope, &act.by, act.by.is_empty());
        let shared = self.anybody || doers.iter().any(|doer| self.doers.contains(doer));
        same && shared && share_zone(scope, self.zone, act.zone.as_ref())
    }
}

fn forbidden<'a>(scope: &Scope<'a>) -> Vec<Forbidden<'a>> {
    let mut all = Vec::new();
    for placed in &scope.steps {
        let Some((act, zone, doer)) = of_duty(scope, &placed.step.act, placed.step.force.forbids())
        else {
            continue;
        };
        let mut doers = obligors(scope, placed.step);
        doers.extend(doer);
        let (span, what) = (placed.step.head.span, format!("`{}` forbids it", placed.name()));
        all.push(Forbidden {
            doers,
            anybody: false,
            act,
            zone,
            span,
            what,
            called: article(placed),
        });
    }
    for line in scope.text.redlines() {
        if let Some(when) = &line.when {
            let what = format!("`{}` answers it", line.head.name);
            of_trigger(when, &what, line.head.called(), &mut all);
        }
    }
    all
}

/// What a duty forbids as a whole, where, and who else it is about.
fn of_duty<'a>(
    scope: &Scope<'a>,
    act: &'a Act,
    forbids: bool,
) -> Option<(Forbade<'a>, Option<&'a Name>, Option<&'a Name>)> {
    match act {
        Act::Hold { quantity, comparison, bound: Bound::Amount(bound), zone } => {
            let none = bound.in_base() == Ok(0)
                && matches!(comparison, Comparison::Equal | Comparison::AtMost);
            let row =
                scope.quantity(quantity.as_str()).filter(|row| crate::lower::is_tally(row))?;
            let of = row.of.as_ref().and_then(Who::name);
            (none && !forbids).then_some((Forbade::Named(quantity), zone.as_ref(), of))
        }
        Act::Instruct { group, cease, zone } if !forbids => {
            Some((Forbade::Named(cease), zone.as_ref(), Some(group)))
        }
        Act::HoldFire { against, zone } if against.is_empty() => {
            Some((Forbade::Fire, zone.as_ref(), None))
        }
        // What is forbidden of one thing or beyond a limit may be tolerated of another.
        Act::Deed { verb, what: None, complements, limit: None } if forbids => {
            complements.is_empty().then_some((Forbade::Verb(*verb), None, None))
        }
        _ => None,
    }
}

fn of_trigger<'a>(
    condition: &'a Condition,
    what: &str,
    called: &'a str,
    all: &mut Vec<Forbidden<'a>>,
) {
    match &condition.kind {
        ConditionKind::Any(list) => {
            list.iter().for_each(|part| of_trigger(part, what, called, all));
        }
        // Casualties and means are not in a safe harbour's words.
        ConditionKind::Occurs { actors, act, means, zone, casualties: None, .. }
            if means.is_empty() =>
        {
            let doers: Vec<&Name> = actors.iter().filter_map(Who::name).collect();
            let anybody = doers.len() < actors.len();
            let (act, zone, span) = (Forbade::Named(act), zone.as_ref(), condition.span);
            all.push(Forbidden { doers, anybody, act, zone, span, what: what.into(), called });
        }
        _ => (),
    }
}

fn contradiction(harbour: &Tolerates, act: &ToleratedAct, it: &Forbidden<'_>) -> Diagnostic {
    let message = format!("`{}` tolerates `{}`, and {}", harbour.head.name, act.act, it.what);
    Diagnostic::error("A348", act.span, message)
        .label(it.span, format!("here, in \"{}\"", it.called))
        .within(harbour.head.called())
        .help(format!(
            "take `{}` out of the safe harbour, or narrow one of the two by zone or doer",
            act.act
        ))
}
