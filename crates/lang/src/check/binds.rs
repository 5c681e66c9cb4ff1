//! Check 35: one who cannot keep one promise without breaking another.

use std::collections::BTreeMap;

use super::bounds::Interval;
use super::commitments::article;
use super::redlines::contains;
use super::scope::Scope;
use crate::ast::{
    Act, Effect, Grant, Name, Power, Redline, SelfDefence, Step, Thing, Who, WhoKind,
};
use crate::diagnostic::Diagnostic;
use crate::lower::{Block, Placed};

/// Code of the check.
const CODE: &str = "A335";

/// Values that exclude each other, acts both owed and forbidden, answers owed that a duty forbids.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    held(scope, found);
    done(scope, found);
    answered(scope, found);
}

/// Those who owe a step; a mutual duty that names nobody falls on each signatory.
pub(super) fn obligors<'a>(scope: &Scope<'a>, step: &'a Step) -> Vec<&'a Name> {
    named(scope, &step.obligors, matches!(step.obligors.as_slice(), []))
}

/// Those who are meant, with every signatory for a class of them.
pub(super) fn named<'a>(scope: &Scope<'a>, whos: &'a [Who], all: bool) -> Vec<&'a Name> {
    let each = |who: &Who| matches!(who.kind, WhoKind::AnySignatory | WhoKind::AllSignatories);
    if all || whos.iter().any(each) {
        return scope.text.header.signatories.iter().collect();
    }
    whos.iter().filter_map(Who::name).collect()
}

/// Two values of one quantity that one side must keep, and that no value satisfies.
fn held<'a>(scope: &Scope<'a>, found: &mut Vec<Diagnostic>) {
    type Kept<'s, 'a> = Vec<(&'s Placed<'a>, Interval)>;
    let mut kept: BTreeMap<(&str, &str), Kept<'_, 'a>> = BTreeMap::new();
    for placed in &scope.steps {
        let Act::Hold { quantity, comparison, bound, zone: None } = &placed.step.act else {
            continue;
        };
        let manner = &placed.step.manner;
        if placed.step.force.forbids() || manner.until.is_some() || manner.after.is_some() {
            continue;
        }
        let Some(values) = Interval::of(scope, quantity, *comparison, bound) else { continue };
        for who in obligors(scope, placed.step) {
            let before = kept.entry((who.as_str(), quantity.as_str())).or_default();
            let mut apart =
                before.iter().filter(|(other, it)| !it.meets(values) && together(other, placed));
            if let Some((other, _)) = apart.next() {
                let no = format!("no value of `{quantity}` satisfies both");
                found.push(both(placed, other, who.as_str(), &no, "move one of the bounds"));
            }
            before.push((placed, values));
        }
    }
}

/// Whether both bind at one time for certain: they stand in one phase, or in none.
fn together(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let left = |placed: &Placed<'_>| matches!(placed.block, Block::Freeze(it) if it.until.is_some() || it.leave.is_some());
    one.phase_name() == other.phase_name() && !left(one) && !left(other)
}

/// One act that one side must do, and must never do.
fn done<'a>(scope: &Scope<'a>, found: &mut Vec<Diagnostic>) {
    let mut owed: BTreeMap<(&str, String), Vec<&Placed<'a>>> = BTreeMap::new();
    let mut never: Vec<(&str, String, &Placed<'a>)> = Vec::new();
    for placed in &scope.steps {
        let Some(act) = worded(&placed.step.act) else { continue };
        for who in obligors(scope, placed.step) {
            if !placed.step.force.forbids() {
                owed.entry((who.as_str(), act.clone())).or_default().push(placed);
            } else if is_timeless(placed) {
                never.push((who.as_str(), act.clone(), placed));
            }
        }
    }
    for (who, act, placed) in never {
        let others = owed.get(&(who, act)).map_or(&[][..], Vec::as_slice);
        let Some(other) = others.iter().find(|other| together(other, placed)) else { continue };
        let help = "take one of the two away, or give the prohibition an end: `until day …`";
        found.push(both(placed, other, who, "the first forbids what the second asks for", help));
    }
}

fn is_timeless(placed: &Placed<'_>) -> bool {
    let manner = &placed.step.manner;
    manner.from.is_none() && manner.until.is_none() && manner.after.is_none()
}

/// An act in words that are the same only if the act is; nothing for acts with a number.
fn worded(act: &Act) -> Option<String> {
    match act {
        Act::Grant { waiver } => Some(format!("grant {waiver}")),
        Act::Renew { waiver } => Some(format!("renew {waiver}")),
        Act::Transfer { tranche } => Some(format!("transfer {tranche}")),
        Act::Admit { body, to } => Some(format!("admit {body} to {}", thing(to))),
        Act::Deed { verb, what: Some(what), complements, limit: None } => {
            let rest = complements.iter().map(|(tie, it)| format!(" {tie:?} {}", thing(it)));
            Some(format!("{verb:?} {}{}", thing(what), rest.collect::<String>()))
        }
        _ => None,
    }
}

fn thing(thing: &Thing) -> String {
    match thing {
        Thing::Name(name) => name.text.clone(),
        Thing::Who(who) => who.name().map_or_else(|| format!("{:?}", who.kind), Name::to_string),
        Thing::Words(words) => format!("\"{words}\""),
        Thing::Annex { of, annex } => {
            let of = of.as_ref().map_or("", Name::as_str);
            format!("{of} annex \"{annex}\"")
        }
    }
}

fn both(placed: &Placed<'_>, other: &Placed<'_>, who: &str, why: &str, help: &str) -> Diagnostic {
    let (name, against) = (placed.name(), other.name());
    let message = format!("`{who}` owes `{name}` and `{against}`: {why}");
    Diagnostic::error(CODE, placed.step.head.span, message)
        .label(other.step.head.span, format!("`{against}` is here"))
        .within(article(placed))
        .help(help)
}

/// A strike that is owed in answer where the same side must hold fire.
fn answered(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let quiet: Vec<_> = scope.steps.iter().filter(|placed| holds_fire(placed)).collect();
    for line in scope.text.redlines().filter(|line| line.saves.is_none()) {
        for power in line.levels.iter().flat_map(|level| &level.answers) {
            let clash = quiet.iter().find(|placed| forbids(scope, placed, power));
            found.extend(clash.map(|placed| owed_and_forbidden(line, power, placed)));
        }
    }
}

fn holds_fire(placed: &Placed<'_>) -> bool {
    let saved: Option<&SelfDefence> = match placed.block {
        Block::Mutual(mutual) => mutual.saves.as_ref(),
        Block::Plain | Block::Freeze(_) => None,
    };
    matches!(placed.step.act, Act::HoldFire { .. }) && saved.is_none()
}

/// Whether the answer is owed, by one who must hold fire where it falls.
fn forbids(scope: &Scope<'_>, placed: &Placed<'_>, power: &Power) -> bool {
    let (Grant::Must, Effect::Strike { zone, .. }) = (power.grant, &power.effect) else {
        return false;
    };
    let Act::HoldFire { against, zone: quiet } = &placed.step.act else { return false };
    let inside = match (quiet, zone) {
        (None, _) => true,
        (Some(quiet), Some(zone)) => quiet == zone || contains(scope, quiet, zone, &mut Vec::new()),
        (Some(_), None) => false,
    };
    let holders = named(scope, &power.holders, false);
    against.is_empty()
        && inside
        && obligors(scope, placed.step).iter().any(|who| holders.contains(who))
}

fn owed_and_forbidden(line: &Redline, power: &Power, placed: &Placed<'_>) -> Diagnostic {
    let message = format!(
        "`{}` owes a strike in answer to `{}`, and `{}` forbids it",
        power.holders.first().and_then(Who::name).map_or("one side", Name::as_str),
        line.head.name,
        placed.name()
    );
    Diagnostic::error(CODE, power.span, message)
        .label(placed.step.head.span, format!("`{}` is here", placed.name()))
        .within(line.head.called())
        .help("write `may` for `must`, or add `saves self_defence` to the red line")
}
