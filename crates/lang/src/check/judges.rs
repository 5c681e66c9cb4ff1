//! Checks 37 and 44: one who proves what is its own, one who judges for itself whether it may act.

use super::commitments::article;
use super::scope::Scope;
use crate::ast::{
    Act, Body, Condition, ConditionKind, Dispute, Effect, Grant, LevelWhen, Name, Outcome, Power,
    Quantity, Redline, Settled, Standing, Verification, Who, WhoKind,
};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;
use crate::span::Span;

/// Proofs by those who are proved, and triggers that those who act on them pull.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for placed in &scope.steps {
        for verification in &placed.step.manner.verified {
            found.extend(proves_itself(scope, placed, verification));
        }
        let answers = placed.step.manner.if_missed.iter().chain(&placed.step.manner.if_met);
        found.extend(answers.filter_map(|power| on_own_word(power, article(placed))));
    }
    found.extend(scope.text.quantities().filter_map(measures_itself));
    scope.text.redlines().for_each(|line| lines(line, found));
    found.extend(scope.text.disputes().filter_map(satisfied));
    relief(scope, found);
}

fn own_proof(span: Span, message: String, place: Span, label: String) -> Diagnostic {
    Diagnostic::error("A337", span, message)
        .label(place, label)
        .help("have it verified by a body that neither owes it nor decides it")
}

/// A body that owes the step, of whom the only member does, or that approves the payment.
fn proves_itself(
    scope: &Scope<'_>,
    placed: &Placed<'_>,
    verification: &Verification,
) -> Option<Diagnostic> {
    let (name, step) = (&verification.body, placed.step);
    let body = scope.register.body(name)?;
    let owes = |who: &Name| step.obligors.iter().any(|it| it.name() == Some(who));
    let (why, place) = if owes(name) {
        (format!("`{name}` owes it"), step.head.span)
    } else if let Some(member) = only_member(body).filter(|member| owes(member)) {
        (format!("`{member}`, who owes it, is the only member of `{name}`"), body.head.span)
    } else {
        approves(scope, &step.act, name)?
    };
    let message = format!("`{name}` proves `{}`, which is its own", placed.name());
    Some(own_proof(verification.span, message, place, why).within(article(placed)))
}

fn only_member(body: &Body) -> Option<&Name> {
    match body.members.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// An account out of which nothing moves without this body, and why.
fn approves(scope: &Scope<'_>, act: &Act, body: &Name) -> Option<(String, Span)> {
    let Act::Transfer { tranche } = act else { return None };
    let holds = |escrow: &&crate::ast::Escrow| escrow.tranches.iter().any(|it| it.name == *tranche);
    let escrow = scope.text.escrows().find(holds)?;
    let head = &escrow.head;
    if escrow.approved_by.contains(body) {
        return Some((format!("`{body}` approves what leaves `{}`", head.name), head.span));
    }
    let alone = escrow.approved_by.is_empty() && escrow.custodian.as_ref() == Some(body);
    alone.then(|| {
        let why = "nobody else approves, so its custodian does";
        (format!("`{body}` keeps `{}`, and {why}", head.name), head.span)
    })
}

/// A quantity that is observed by none but whoever makes or owns it.
fn measures_itself(quantity: &Quantity) -> Option<Diagnostic> {
    let [observer] = quantity.observed_by.as_slice() else { return None };
    let of = quantity.of.as_ref().and_then(Who::name);
    let own = [of, quantity.made_by.as_ref(), quantity.owned_by.as_ref()];
    let place = own.into_iter().flatten().find(|it| *it == observer)?;
    let name = &quantity.head.name;
    let message = format!("`{observer}` observes `{name}`, which is its own");
    let label = format!("it is of `{place}`");
    Some(own_proof(observer.span, message, place.span, label).within(quantity.head.called()))
}

fn self_judged(span: Span, message: String, place: Span, called: &str) -> Diagnostic {
    Diagnostic::note("A344", span, message)
        .label(place, "this is what it may do then")
        .within(called)
        .help("let a body find it so: `found by …`, or have the answer reviewed")
}

/// Where a condition holds on the word of one who is among these, and whose word it is.
fn on_word_of<'a>(condition: &'a Condition, holders: &[&Name]) -> Option<(&'a str, Span)> {
    let on_word = |by: Option<&'a Name>, span| {
        let by = by.filter(|by| holders.contains(by))?;
        Some((by.as_str(), span))
    };
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().find_map(|part| on_word_of(part, holders))
        }
        ConditionKind::State { by, .. } => on_word(by.as_ref(), condition.span),
        ConditionKind::Compare { finding, .. } | ConditionKind::Occurs { finding, .. } => {
            let finding = finding.as_ref()?;
            match (finding.standing, &finding.by) {
                (Standing::Deemed, None) => Some(("whoever acts on it", finding.span)),
                // What one admits is said against oneself.
                (Standing::Admitted | Standing::Contested, _) => None,
                (_, by) => on_word(by.as_ref(), finding.span),
            }
        }
        _ => None,
    }
}

fn on_own_word(power: &Power, called: &str) -> Option<Diagnostic> {
    if power.grant == Grant::HasNoPower {
        return None;
    }
    let holders: Vec<&Name> = power.holders.iter().filter_map(Who::name).collect();
    let (by, span) = on_word_of(power.condition.as_ref()?, &holders)?;
    let message = format!("{} judges for itself whether it may act", quoted(by));
    Some(self_judged(span, message, power.span, called))
}

fn quoted(by: &str) -> String {
    if by.contains(' ') { by.to_owned() } else { format!("`{by}`") }
}

fn lines(line: &Redline, found: &mut Vec<Diagnostic>) {
    let called = line.head.called();
    for level in &line.levels {
        let opened = match &level.when {
            LevelWhen::Condition(condition) => Some(condition),
            LevelWhen::Any | LevelWhen::Casualties(..) | LevelWhen::Value { .. } => None,
        };
        let allowed = level.answers.iter().filter(|power| power.grant != Grant::HasNoPower);
        for power in allowed {
            let holders: Vec<&Name> = power.holders.iter().filter_map(Who::name).collect();
            let mut conditions = line.when.iter().chain(opened);
            let own = conditions.find_map(|it| on_word_of(it, &holders));
            let told = own.map(|(by, span)| {
                let by = quoted(by);
                let message =
                    format!("{by} judges for itself whether `{}` is crossed", line.head.name);
                self_judged(span, message, power.span, called)
            });
            found.extend(told.or_else(|| on_own_word(power, called)));
        }
    }
}

/// A dispute that ends when the complainant says so, after which the complainant may act.
fn satisfied(dispute: &Dispute) -> Option<Diagnostic> {
    let Some(Settled::SaysSo(whos)) = &dispute.settled else { return None };
    let [Who { kind: WhoKind::Complainant, span }] = whos.as_slice() else { return None };
    let complains = |power: &&Power| {
        power.grant == Grant::May
            && power.holders.iter().any(|who| who.kind == WhoKind::Complainant)
            && !matches!(power.effect, Effect::Notify(_) | Effect::Consult(_))
    };
    let powers = dispute.then.iter().filter_map(|outcome| match outcome {
        Outcome::Power(power) => Some(power),
        Outcome::Happens(..) => None,
    });
    let power = powers.into_iter().find(complains)?;
    let name = &dispute.head.name;
    let message =
        format!("the complainant alone says whether `{name}` is settled, and acts if not");
    let note = self_judged(*span, message, power.span, dispute.head.called());
    Some(
        note.help("let a stage decide, or let a body find the non-performance before anybody acts"),
    )
}

/// Relief that whoever gives it takes back on its own word.
fn relief(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let dials = scope.text.dials().map(|it| (&it.head, &it.turned_by, &it.lower));
    let waivers = scope.text.waivers().map(|it| (&it.head, &it.granted_by, &it.revoke));
    for (head, by, condition) in dials.chain(waivers) {
        let (Some(by), Some(condition)) = (by, condition) else { continue };
        let Some((who, span)) = on_word_of(condition, &[by]) else { continue };
        let message =
            format!("{} judges for itself whether to take `{}` back", quoted(who), head.name);
        found.push(self_judged(span, message, head.span, head.called()));
    }
}
