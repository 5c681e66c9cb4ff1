//! What kind of duty an act makes, and what it is about.

use super::register::Register;
use super::steps::Placed;
use crate::ast::{Act, DeedVerb, Method, Name, Thing};

/// How an act without a number is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deeds {
    /// Done once.
    Done,
    /// Begun and kept.
    Kept,
    /// Not done at all.
    Abstained,
}

/// How an act without a number is owed; an act with one is done once.
pub(crate) fn deeds(act: &Act) -> Deeds {
    match act {
        Act::Admit { .. } => Deeds::Kept,
        Act::HoldFire { .. } => Deeds::Abstained,
        Act::Deliver { up_to: Some(_), .. } => Deeds::Kept,
        Act::Deed { verb, .. } => verb_deeds(*verb),
        _ => Deeds::Done,
    }
}

fn verb_deeds(verb: DeedVerb) -> Deeds {
    match verb {
        DeedVerb::Refrain => Deeds::Abstained,
        DeedVerb::Allow
        | DeedVerb::Cease
        | DeedVerb::Enforce
        | DeedVerb::Follow
        | DeedVerb::Freeze
        | DeedVerb::Operate
        | DeedVerb::Restrain
        | DeedVerb::Store
        | DeedVerb::Suspend => Deeds::Kept,
        _ => Deeds::Done,
    }
}

/// Whether everybody sees the act without anybody being sent to look.
pub(crate) fn is_public(act: &Act) -> bool {
    match act {
        Act::Grant { .. } | Act::Renew { .. } | Act::Turn { .. } | Act::Transfer { .. } => true,
        Act::Deed { verb, .. } => matches!(
            verb,
            DeedVerb::Accede
                | DeedVerb::Adopt
                | DeedVerb::Broadcast
                | DeedVerb::Consult
                | DeedVerb::Declare
                | DeedVerb::Impose
                | DeedVerb::Lift
                | DeedVerb::List
                | DeedVerb::Name
                | DeedVerb::Notify
                | DeedVerb::Pass
                | DeedVerb::Present
                | DeedVerb::Publish
                | DeedVerb::Ratify
                | DeedVerb::Recognise
                | DeedVerb::Report
                | DeedVerb::Table
        ),
        _ => false,
    }
}

/// How a method is called.
pub(crate) fn method(method: Method) -> &'static str {
    match method {
        Method::Dilution => "dilution",
        Method::Conversion => "conversion",
        Method::Export => "export",
        Method::Destruction => "destruction",
    }
}

/// What an act names that is declared elsewhere: a quantity, waiver, dial, tranche, group.
pub(crate) fn named(act: &Act) -> Vec<&Name> {
    match act {
        Act::Hold { quantity, .. }
        | Act::Reduce { quantity, .. }
        | Act::Process { quantity, .. }
        | Act::NoIncrease { quantity } => vec![quantity],
        Act::Produce { quantity, .. } => quantity.iter().collect(),
        Act::Grant { waiver } | Act::Renew { waiver } => vec![waiver],
        Act::Turn { dial, .. } => vec![dial],
        Act::Transfer { tranche } => vec![tranche],
        Act::Instruct { group, cease, .. } => vec![cease, group],
        Act::Deliver { what: Thing::Name(name), .. } => vec![name],
        Act::Deed { what: Some(Thing::Name(name)), .. } => vec![name],
        _ => Vec::new(),
    }
}

/// The subjects a proof of the step may be given under, nearest first: what the step names for
/// it, what the act is about, the article that touches, its workstream.
pub(crate) fn topics<'a>(
    register: &Register<'a>,
    placed: &Placed<'a>,
    on: Option<&'a Name>,
) -> Vec<&'a Name> {
    let mut topics: Vec<&Name> = on.into_iter().collect();
    if on.is_some() {
        return topics;
    }
    let acts = named(&placed.step.act);
    for name in &acts {
        let waiver = register.waiver(name.as_str());
        topics.extend(waiver.and_then(|it| it.covers.as_ref()).map(|cover| &cover.quantity));
        topics.extend(register.escrow_of(name.as_str()).map(|it| &it.head.name));
    }
    topics.extend(acts);
    topics.extend(placed.workstream());
    topics
}

/// Whether a step asks for something to be kept so, not done once.
pub(crate) fn is_kept(step: &crate::ast::Step) -> bool {
    match &step.act {
        Act::Hold { .. } | Act::Produce { .. } | Act::NoIncrease { .. } | Act::Instruct { .. } => {
            true
        }
        Act::Reduce { .. } | Act::Process { .. } => false,
        other => step.force.forbids() || deeds(other) != Deeds::Done,
    }
}

/// The quantity whose value or occurrences decide whether the step is kept.
pub(crate) fn measured(act: &Act) -> Option<&Name> {
    match act {
        Act::Hold { quantity, .. }
        | Act::Reduce { quantity, .. }
        | Act::Process { quantity, .. }
        | Act::NoIncrease { quantity } => Some(quantity),
        Act::Produce { quantity, .. } => quantity.as_ref(),
        Act::Deliver { what: Thing::Name(quantity), .. } => Some(quantity),
        _ => None,
    }
}

/// Who proves a step: whom it names, or else who observes the quantity it is about.
pub(crate) fn prover<'a>(register: &Register<'a>, step: &'a crate::ast::Step) -> Option<&'a Name> {
    let named = step.manner.verified.first().map(|verified| &verified.body);
    let observed = || {
        let name = measured(&step.act)?;
        register.quantity(name.as_str())?.observed_by.first()
    };
    named.or_else(observed)
}
