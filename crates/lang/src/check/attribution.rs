//! Check 17: an act that sets something off, and nobody who could say whose act it was.

use super::scope::{Declared, Scope};
use crate::ast::{
    AnsweredFor, Article, Attribution, Condition, ConditionKind, Finding, Group, Head, Name, Who,
    WhoKind,
};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Red lines, dials and waivers that turn on an act of one who has not signed, without a rule of
/// attribution or without anybody who applies it.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let lines = scope.text.redlines().map(|it| (&it.head, &it.when));
    let dials = scope.text.dials().map(|it| (&it.head, &it.lower));
    let waivers = scope.text.waivers().map(|it| (&it.head, &it.revoke));
    for (head, condition) in lines.chain(dials).chain(waivers) {
        let mut acts = Vec::new();
        condition.iter().for_each(|it| acts_in(it, scope, &mut acts));
        found.extend(acts.iter().filter_map(|act| unattributed(scope, head, act)));
    }
}

/// What somebody does, as a condition has it.
struct Done<'a> {
    by: Option<&'a Name>,
    act: &'a Name,
    finding: Option<&'a Finding>,
    span: Span,
}

fn acts_in<'a>(condition: &'a Condition, scope: &Scope<'a>, acts: &mut Vec<Done<'a>>) {
    let span = condition.span;
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| acts_in(part, scope, acts));
        }
        ConditionKind::Occurs { actors, act, finding, .. } => {
            let who = actors.iter().filter(|it| it.name().is_some() || is_anybody(it));
            let done = |it: &'a Who| Done { by: it.name(), act, finding: finding.as_ref(), span };
            acts.extend(who.map(done));
        }
        ConditionKind::Compare { quantity, finding, .. } => {
            let of = scope.quantity(quantity.as_str()).and_then(|it| it.of.as_ref());
            if let Some(by) = of.and_then(Who::name) {
                let finding = finding.as_ref();
                acts.push(Done { by: Some(by), act: quantity, finding, span });
            }
        }
        _ => (),
    }
}

fn is_anybody(who: &Who) -> bool {
    matches!(who.kind, WhoKind::Anybody | WhoKind::AnyBody)
}

fn unattributed(scope: &Scope<'_>, head: &Head, act: &Done<'_>) -> Option<Diagnostic> {
    let Some(by) = act.by else {
        return (!is_tested(scope, act)).then(|| nobody_tells(scope, head, act, "anybody"));
    };
    let (own, answered, group) = unsigned(scope, by)?;
    let Some(answered) = answered else { return Some(no_rule(head, act, own, group)) };
    let settled = matches!(answered.rule, Attribution::Always | Attribution::Never)
        || answered.by.kind == WhoKind::Nobody;
    if settled || is_tested(scope, act) {
        return None;
    }
    let error = nobody_tells(scope, head, act, by.as_str());
    Some(error.label(answered.span, format!("the rule of attribution for `{by}` is here")))
}

/// An outsider or group with the rule that makes its acts a state's.
type Unsigned<'a> = (&'a Head, Option<&'a AnsweredFor>, Option<&'a Group>);

fn unsigned<'a>(scope: &Scope<'a>, name: &Name) -> Option<Unsigned<'a>> {
    match scope.entry(name.as_str())?.what {
        Declared::Article(Article::Group(it)) => {
            Some((&it.head, it.answered_for.as_ref(), Some(it)))
        }
        Declared::Article(Article::Outsider(it)) => {
            Some((&it.head, it.answered_for.as_ref(), None))
        }
        _ => None,
    }
}

/// Whether a body attributes such acts, or an inquiry tests them.
fn is_tested(scope: &Scope<'_>, act: &Done<'_>) -> bool {
    let about = |name: &Name| name == act.act || act.by.is_some_and(|by| by == name);
    let tally_of = |name: &Name| {
        let of = scope.quantity(name.as_str()).and_then(|it| it.of.as_ref());
        of.and_then(Who::name).is_some_and(|of| act.by.is_some_and(|by| by == of))
    };
    let attributes = |it: &crate::ast::Body| {
        it.attributes.iter().any(|it| about(&it.subject) || tally_of(&it.subject))
    };
    scope.text.bodies().any(attributes)
        || scope.text.inquiries().any(|it| it.about.iter().any(about))
}

fn nobody_tells(scope: &Scope<'_>, head: &Head, act: &Done<'_>, by: &str) -> Diagnostic {
    let (name, what) = (&head.name, act.act);
    let message = format!("`{name}` turns on `{what}` by `{by}`, and nobody tells whose act it is");
    let observers = scope.quantity(what.as_str()).map_or(&[][..], |it| &it.observed_by);
    let finder = act.finding.and_then(|it| it.by.as_ref()).or(observers.first());
    let help = match finder.or(scope.text.bodies().next().map(|it| &it.head.name)) {
        Some(body) => format!("give `{body}` the mandate `attributes {what} within …`"),
        None => format!("add a body with the mandate `attributes {what} within …`"),
    };
    let help = match act.by {
        Some(by) => format!("{help}, or open an inquiry `about {by}, {what}`"),
        None => help,
    };
    Diagnostic::error("A317", act.span, message)
        .label(head.span, "this follows from it")
        .within(head.called())
        .help(help)
}

fn no_rule(head: &Head, act: &Done<'_>, own: &Head, group: Option<&Group>) -> Diagnostic {
    let (name, by) = (&head.name, &own.name);
    let message =
        format!("`{name}` turns on an act of `{by}`, and the text does not say who answers for it");
    let affiliated = group.and_then(|it| it.affiliations.iter().find_map(|it| it.with.name()));
    let help = match affiliated {
        Some(with) => format!(
            "add `answered for by {with} when directed` to `{by}`, or `answered for by nobody`"
        ),
        None => format!("add `answered for by …` with its rule to `{by}`, or `by nobody`"),
    };
    Diagnostic::error("A317", act.span, message)
        .label(own.span, format!("`{by}` has no rule of attribution"))
        .label(head.span, "this follows from it")
        .within(head.called())
        .help(help)
}
