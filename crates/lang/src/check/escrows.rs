//! Checks 25 and 26: money that nothing moves, and money that goes where it must not.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::ast::{Act, DeedVerb, Escrow, Name, Step, Thing, Tranche};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Purposes that exclude nothing.
const OPEN: &[&str] = &["all", "any", "anything", "cash", "everything", "other", "others"];

/// Escrows with money that no step moves and nobody gets back, and restricted accounts with a
/// leak: no purposes, the owner among the payees, one side with every key.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let moved = moved(scope);
    for escrow in scope.text.escrows() {
        found.extend(frozen(escrow, &moved));
        found.extend(no_purpose(scope, escrow));
        found.extend(open_purpose(escrow));
        found.extend(owner_paid(escrow));
        found.extend(all_keys(scope, escrow));
    }
}

/// Names of the tranches that some duty moves, whether it binds or is undertaken.
fn moved<'a>(scope: &Scope<'a>) -> BTreeSet<&'a str> {
    let bound = scope.steps.iter().map(|placed| placed.step);
    let undertaken = scope.text.undertakings().flat_map(|it| &it.duties);
    let prepared = scope.text.exchanges().flat_map(|it| &it.prepare);
    bound.chain(undertaken).chain(prepared).filter_map(moves).map(Name::as_str).collect()
}

fn moves(step: &Step) -> Option<&Name> {
    match &step.act {
        Act::Transfer { tranche } => Some(tranche),
        Act::Deed {
            verb: DeedVerb::Release | DeedVerb::Return | DeedVerb::Provide,
            what: Some(Thing::Name(name)),
            ..
        } => Some(name),
        _ => None,
    }
}

fn frozen(escrow: &Escrow, moved: &BTreeSet<&str>) -> Option<Diagnostic> {
    if escrow.returned.is_some() {
        return None;
    }
    let name = &escrow.head.name;
    let back = escrow.owned_by.as_ref().map_or("…", Name::as_str);
    let unpaid = || escrow.tranches.iter().filter(|it| !moved.contains(it.name.as_str()));
    if escrow.tranches.is_empty() {
        // An account that is spent from has no need of tranches.
        let total = escrow.total.as_ref().filter(|_| escrow.spend_on.is_empty())?;
        let message = format!("nothing of `{name}` ever moves: it has no tranche and no purpose");
        let error = Diagnostic::error("A325", total.span, message)
            .label(escrow.head.span, "the escrow is here");
        return Some(error.within(escrow.head.called()).help(format!(
            "cut it into tranches that steps transfer, or add `returned to {back} on …`"
        )));
    }
    let first = unpaid().next()?;
    let message = format!(
        "{} of `{name}` is frozen for ever: no step transfers it, and nobody gets it back",
        listed(unpaid())
    );
    let error = Diagnostic::error("A325", first.span, message)
        .label(escrow.head.span, "the escrow is here");
    let error = unpaid()
        .skip(1)
        .fold(error, |error, it| error.label(it.span, format!("`{}` stays too", it.name)));
    let payer = escrow.approved_by.first().or(escrow.custodian.as_ref());
    let payer = payer.map_or("…", Name::as_str);
    Some(error.within(escrow.head.called()).help(format!(
        "add a step `{payer} must transfer {}`, or `returned to {back} on …`",
        first.name
    )))
}

fn listed<'a>(tranches: impl Iterator<Item = &'a Tranche>) -> String {
    let names: Vec<String> = tranches.map(|it| format!("`{}`", it.name)).collect();
    names.join(", ")
}

/// Kept from somebody, and free for everybody else.
fn no_purpose(scope: &Scope<'_>, escrow: &Escrow) -> Option<Diagnostic> {
    let never = escrow.never_to.first().filter(|_| escrow.spend_on.is_empty())?;
    let name = &escrow.head.name;
    let message = format!("`{name}` is kept from `{never}` and open for any other use");
    let fed = scope.text.waivers().find(|it| it.proceeds_to.as_ref() == Some(name));
    let known = fed.map(|it| &it.spend_on).filter(|it| !it.is_empty());
    let goods = known.or(scope.text.carveouts().next().map(|it| &it.goods));
    let words = goods.map(|it| it.iter().map(Name::as_str).collect::<Vec<_>>().join(", "));
    let words = words.filter(|it| !it.is_empty()).unwrap_or_else(|| "food, medicine".into());
    Some(
        Diagnostic::error("A326", never.span, message)
            .label(escrow.head.span, "the escrow is here")
            .within(escrow.head.called())
            .help(format!("say what it may pay for: `spend on {words}`")),
    )
}

fn open_purpose(escrow: &Escrow) -> Option<Diagnostic> {
    let open = escrow.spend_on.iter().find(|it| OPEN.contains(&it.as_str()))?;
    let rest: Vec<&str> =
        escrow.spend_on.iter().map(Name::as_str).filter(|it| !OPEN.contains(it)).collect();
    let rest = if rest.is_empty() { "food, medicine".to_owned() } else { rest.join(", ") };
    let message = format!("`{open}` among the purposes of `{}` excludes nothing", escrow.head.name);
    Some(leak(escrow, open.span, message).help(format!("name the purposes: `spend on {rest}`")))
}

/// A restricted account that can pay its owner is a free one.
fn owner_paid(escrow: &Escrow) -> Option<Diagnostic> {
    let owner = escrow.owned_by.as_ref()?;
    let first = escrow.spend_on.first()?;
    let named = |list: &[Name]| list.iter().any(|it| it == owner || *it == *"owner");
    if named(&escrow.never_to) && !named(&escrow.spend_on) {
        return None;
    }
    let message =
        format!("`{}` is restricted, and its owner `{owner}` can be paid itself", escrow.head.name);
    let error = leak(escrow, first.span, message).label(owner.span, "the owner is here");
    Some(error.help("add `never to owner` after the purposes"))
}

fn leak(escrow: &Escrow, span: Span, message: String) -> Diagnostic {
    let error = Diagnostic::error("A326", span, message);
    error.label(escrow.head.span, "the escrow is here").within(escrow.head.called())
}

/// One signatory holds the money and lets it go.
fn all_keys(scope: &Scope<'_>, escrow: &Escrow) -> Option<Diagnostic> {
    let custodian = escrow.custodian.as_ref()?;
    let side = side_of(scope, custodian)?;
    let approvers: Option<Vec<&Name>> =
        escrow.approved_by.iter().map(|it| side_of(scope, it)).collect();
    if approvers?.iter().any(|it| *it != side) {
        return None;
    }
    let name = &escrow.head.name;
    let message =
        format!("`{side}` holds every key of `{name}`: it keeps the money and lets it go");
    let mut error = leak(escrow, custodian.span, message);
    if let Some(approver) = escrow.approved_by.first() {
        error = error.label(approver.span, "and approves here");
    }
    let other = scope.text.header.signatories.iter().find(|it| *it != side);
    Some(error.help(match other {
        Some(other) => {
            format!("let a body of neither side hold it, or add `{other}` to `approved by`")
        }
        None => "let a body of neither side hold it".into(),
    }))
}

/// The signatory behind a name: itself, or the only member of a body.
fn side_of<'a>(scope: &Scope<'a>, name: &'a Name) -> Option<&'a Name> {
    let signatories = &scope.text.header.signatories;
    if let Some(own) = signatories.iter().find(|it| *it == name) {
        return Some(own);
    }
    let body = scope.register.body(name)?;
    match body.members.as_slice() {
        [only] => signatories.iter().find(|it| *it == only),
        _ => None,
    }
}
