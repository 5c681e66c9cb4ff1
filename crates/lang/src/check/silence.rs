//! Checks 46, 47 and 49: what nobody must say, and what follows when nobody says anything.

use super::scope::Scope;
use crate::ast::{
    Channel, Condition, ConditionKind, Dispute, Escrow, Inquiry, Lapse, Name, Notice, Silence,
    Waiver,
};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Custodians who need not answer, renewals that nobody decides, deadlines that take silence for
/// an answer on a line that nobody else can hear.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(scope.text.escrows().filter_map(|it| unanswering(scope, it)));
    found.extend(scope.text.waivers().filter_map(|it| undecided(scope, it)));
    found.extend(scope.text.waivers().filter_map(|it| ungranted(scope, it)));
    let direct: Vec<&Channel> = scope.text.channels().filter(|it| is_direct(scope, it)).collect();
    if let Some(channel) = direct.first() {
        found.extend(scope.text.notices().filter_map(|it| unheard(&direct, it)));
        if direct.len() == scope.text.channels().count() {
            found.extend(scope.text.disputes().filter_map(|it| taken_for_no(channel, it)));
            found.extend(scope.text.inquiries().filter_map(|it| taken_for_yes(channel, it)));
        }
    }
}

/// An account whose custodian may leave a request without an answer.
fn unanswering(scope: &Scope<'_>, escrow: &Escrow) -> Option<Diagnostic> {
    let custodian = escrow.custodian.as_ref()?;
    if escrow.answer_within.is_some() || is_staged(scope, escrow, custodian) {
        return None;
    }
    let name = &escrow.head.name;
    let message = format!("`{custodian}` keeps `{name}` and need not answer a request");
    let error = Diagnostic::error("A346", custodian.span, message);
    let declared = scope.entry(custodian.as_str());
    let error = declared
        .into_iter()
        .fold(error, |error, it| error.label(it.span, format!("`{custodian}` is declared here")));
    Some(
        error
            .within(escrow.head.called())
            .help("add `custodian must answer within 10 days`, and on which grounds it may refuse"),
    )
}

/// Whether the way the money goes gives the custodian a stage with a time.
fn is_staged(scope: &Scope<'_>, escrow: &Escrow, custodian: &Name) -> bool {
    let mut pipelines = scope.text.pipelines();
    let through = escrow.transferred_through.as_ref();
    let pipeline = through.and_then(|name| pipelines.find(|it| it.head.name == *name));
    pipeline.is_some_and(|pipeline| {
        let mut stages = pipeline.stages.iter();
        stages.any(|stage| stage.owner == *custodian && stage.within.is_some())
    })
}

/// A term that ends unless somebody renews it who has not signed.
fn ungranted(scope: &Scope<'_>, waiver: &Waiver) -> Option<Diagnostic> {
    let (by, lasts) = (waiver.granted_by.as_ref()?, waiver.lasts.as_ref()?);
    let entry = scope.entry(by.as_str())?;
    let signed = scope.text.header.signatories.contains(by);
    if signed || !matches!(entry.keyword, "party" | "outsider" | "bloc") {
        return None;
    }
    let name = &waiver.head.name;
    let message = format!("`{name}` ends unless renewed, and `{by}`, who could, has not signed");
    Some(
        Diagnostic::error("A347", lasts.span, message)
            .label(entry.span, format!("`{by}` is a {}", entry.keyword))
            .within(waiver.head.called())
            .help("have a signatory grant it, or take the term away"),
    )
}

/// A renewal that turns on something that nobody is named to say.
fn undecided(scope: &Scope<'_>, waiver: &Waiver) -> Option<Diagnostic> {
    let only_if = waiver.renewal.as_ref()?.only_if.as_ref()?;
    let open = nobody_says(scope, only_if)?;
    let name = &waiver.head.name;
    let message =
        format!("`{name}` ends unless renewed, and nobody is named to say whether it may be");
    let error =
        Diagnostic::error("A347", open, message).label(waiver.head.span, "the waiver is here");
    let body = scope.text.bodies().next().map_or("…", |body| body.head.name.as_str());
    Some(
        error
            .within(waiver.head.called())
            .help(format!("say who does: `renewed only if …, found by {body}`, or `renewable`")),
    )
}

/// The part of a condition that no body, observer or party is named to establish.
fn nobody_says(scope: &Scope<'_>, condition: &Condition) -> Option<Span> {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().find_map(|part| nobody_says(scope, part))
        }
        ConditionKind::Compare { quantity, finding, .. } => {
            let told = finding.as_ref().is_some_and(|it| it.by.is_some());
            let row = scope.quantity(quantity.as_str())?;
            (!told && row.observed_by.is_empty()).then_some(condition.span)
        }
        _ => None,
    }
}

fn is_actor(keyword: &str) -> bool {
    matches!(keyword, "party" | "outsider" | "group" | "bloc" | "body")
}

/// A line on which nobody but the two ends can tell silence from a fault.
fn is_direct(scope: &Scope<'_>, channel: &Channel) -> bool {
    let name = &channel.head.name;
    let relayed = channel.fallback.as_ref().and_then(|it| scope.entry(it.as_str()));
    let carried = || scope.text.bodies().any(|body| body.carries.contains(name));
    channel.via.is_empty() && !relayed.is_some_and(|it| is_actor(it.keyword)) && !carried()
}

fn counted(span: Span, message: String, channel: &Channel, called: &str) -> Diagnostic {
    let name = &channel.head.name;
    Diagnostic::error("A349", span, message)
        .label(channel.head.span, format!("`{name}` goes through nobody"))
        .within(called)
        .help(format!("let a third party carry it: add `via …` to `{name}`"))
}

/// A notice whose absence is non-performance, on a line without a witness.
fn unheard(direct: &[&Channel], notice: &Notice) -> Option<Diagnostic> {
    let via = notice.via.as_ref()?;
    let channel = direct.iter().find(|it| it.head.name == *via)?;
    if notice.none_means != Some(Lapse::Nonperformance) {
        return None;
    }
    let message =
        format!("no notice over `{via}` is non-performance, and nobody can say that none was sent");
    Some(counted(via.span, message, channel, notice.head.called()))
}

fn taken_for_no(channel: &Channel, dispute: &Dispute) -> Option<Diagnostic> {
    let (means, place) = dispute.silence.as_ref()?;
    let follows = match means {
        Silence::Exhausted => "exhausts it",
        Silence::Restores => "restores",
        Silence::Settled | Silence::Continues => return None,
    };
    let name = &dispute.head.name;
    let message =
        format!("silence in `{name}` {follows}, and every line between the sides is direct");
    Some(counted(place.0, message, channel, dispute.head.called()))
}

fn taken_for_yes(channel: &Channel, inquiry: &Inquiry) -> Option<Diagnostic> {
    let within = inquiry.answer_within.as_ref()?;
    let name = &inquiry.head.name;
    let message =
        format!("no answer in `{name}` counts as one, and every line between the sides is direct");
    Some(counted(within.span, message, channel, inquiry.head.called()))
}
