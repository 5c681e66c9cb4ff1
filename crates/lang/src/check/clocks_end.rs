//! Checks 23 and 24: what silence means, and who may start a snapback.

use super::scope::Scope;
use crate::ast::{Dispute, Effect, Grant, Inquiry, Name, Outcome, Power, Snapback, Who, WhoKind};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Clocks that run out and nothing is said of what then holds; snapbacks that nobody, or one who
/// has no standing, may start.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(scope.text.disputes().filter_map(|it| silent_dispute(scope, it)));
    found.extend(scope.text.snapbacks().filter_map(silent_snapback));
    found.extend(scope.text.inquiries().filter_map(silent_inquiry));
    for snapback in scope.text.snapbacks() {
        found.extend(snapback.started_by.iter().filter_map(|it| unsigned(scope, snapback, it)));
        found.extend(after_leaving(scope, snapback));
    }
    for (power, article) in starters(scope) {
        found.extend(not_listed(scope, power, article));
    }
}

fn silent_dispute(scope: &Scope<'_>, dispute: &Dispute) -> Option<Diagnostic> {
    let name = &dispute.head.name;
    let last = dispute.stages.last().map_or(dispute.head.span, |stage| stage.span);
    let error = |message: String| {
        let error = Diagnostic::error("A323", dispute.head.span, message);
        error.label(last, "its last stage ends here").within(dispute.head.called())
    };
    if dispute.silence.is_none() {
        let message =
            format!("`{name}` does not say what silence means when its stages have run out");
        let means = if dispute.then.is_empty() {
            "settled` or `silence means exhausted"
        } else {
            "exhausted"
        };
        return Some(error(message).help(format!("add `silence means {means}`")));
    }
    let leaned_on = scope.text.snapbacks().any(|it| it.after.contains(name));
    if !dispute.then.is_empty() || leaned_on || !means_exhausted(dispute) {
        return None;
    }
    let message = format!("`{name}` can be exhausted, and nothing follows");
    let help = match scope.text.snapbacks().next() {
        Some(back) => format!("add `then complainant may start {}`", back.head.name),
        None => "add `then complainant may …`, or `silence means settled`".into(),
    };
    Some(error(message).help(help))
}

fn means_exhausted(dispute: &Dispute) -> bool {
    dispute.silence.is_some_and(|(it, _)| it == crate::ast::Silence::Exhausted)
}

fn silent_snapback(it: &Snapback) -> Option<Diagnostic> {
    if !it.restores.is_empty() || !it.then.is_empty() {
        return None;
    }
    let message = format!("`{}` runs out in silence, and nothing follows", it.head.name);
    let error = Diagnostic::error("A323", it.head.span, message).within(it.head.called());
    let error = match &it.runs {
        Some(runs) => error.label(runs.span, "it runs so long"),
        None => error,
    };
    Some(error.help("add `restores …`, or `then …`"))
}

fn silent_inquiry(it: &Inquiry) -> Option<Diagnostic> {
    if !it.then.is_empty() {
        return None;
    }
    let message = format!("`{}` does not say what holds if it is not answered", it.head.name);
    let error = Diagnostic::error("A323", it.head.span, message).within(it.head.called());
    let error = match it.answer_within.as_ref().or(it.window.as_ref()) {
        Some(length) => error.label(length.span, "so long is waited for an answer"),
        None => error,
    };
    Some(error.help("add `then attribution established`, or what else follows"))
}

/// A starter who has not signed.
fn unsigned(scope: &Scope<'_>, it: &Snapback, who: &Who) -> Option<Diagnostic> {
    let named = who.name()?;
    let entry = scope.entry(named.as_str())?;
    let signatories = &scope.text.header.signatories;
    if signatories.contains(named)
        || !matches!(entry.keyword, "party" | "outsider" | "group" | "bloc")
    {
        return None;
    }
    let name = &it.head.name;
    let message = format!("`{named}` has not signed, so it has no standing to start `{name}`");
    let listed: Vec<&str> = signatories.iter().map(Name::as_str).collect();
    Some(
        Diagnostic::error("A324", who.span, message)
            .label(entry.span, format!("`{named}` is a {}", entry.keyword))
            .within(it.head.called())
            .help(format!("write `started by {}`, or let `{named}` sign", listed.join(", "))),
    )
}

/// Members may leave, and nothing says whether one who has left may still start it.
fn after_leaving(scope: &Scope<'_>, it: &Snapback) -> Option<Diagnostic> {
    let leaving = scope.text.header.withdrawal.iter().find(|it| it.who.kind != WhoKind::Nobody)?;
    let by = it.started_by.first().filter(|_| !it.not_withdrawn)?;
    let name = &it.head.name;
    let message = format!("a signatory that has left may still claim to start `{name}`");
    Some(
        Diagnostic::error("A324", by.span, message)
            .label(leaving.span, "it may leave by this")
            .within(it.head.called())
            .help("add `not withdrawn` after `started by …`"),
    )
}

/// Powers to start something, with the title of their article.
fn starters<'a>(scope: &Scope<'a>) -> Vec<(&'a Power, &'a str)> {
    let lines = scope.text.redlines().flat_map(|line| {
        let powers = line.levels.iter().flat_map(|level| &level.answers);
        powers.map(|power| (power, line.head.called()))
    });
    let disputes = scope.text.disputes().flat_map(|it| {
        it.then.iter().filter_map(|outcome| match outcome {
            Outcome::Power(power) => Some((power, it.head.called())),
            Outcome::Happens(..) => None,
        })
    });
    lines.chain(disputes).filter(|(power, _)| power.grant != Grant::HasNoPower).collect()
}

/// One who is given the power to start a snapback that does not list it.
fn not_listed(scope: &Scope<'_>, power: &Power, article: &str) -> Option<Diagnostic> {
    let Effect::Start { procedure, .. } = &power.effect else { return None };
    let snapback = scope.text.snapbacks().find(|it| it.head.name == *procedure)?;
    let listed = &snapback.started_by;
    let any = listed.is_empty() || listed.iter().any(|it| it.name().is_none());
    let lacking = |who: &&Who| who.name().is_some() && !listed.iter().any(|it| it.kind == who.kind);
    let who = power.holders.iter().find(lacking).filter(|_| !any)?;
    let (named, place) = (who.name()?, listed.first().map_or(Span::default(), |it| it.span));
    let message = format!("`{named}` may start `{procedure}`, which does not list it");
    Some(
        Diagnostic::error("A324", power.span, message)
            .label(place, format!("`{procedure}` is started by others"))
            .within(article)
            .help(format!("add `{named}` to `started by` of `{procedure}`")),
    )
}
