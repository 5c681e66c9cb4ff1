//! What the text has a party do: the accord as written is itself a strategy profile.
//!
//! Duties prescribe: every duty in force is kept, every own breach is cured, a false report is
//! contested. Powers prescribe nothing, so a rule is assumed for each (`Beliefs::rules`; by
//! default reported non-performance is answered at the lowest level, and no snapback starts
//! before the dispute ends). Only the party's own conduct and public facts are read.

use kernel::accord::{Accord, Comparison, Effect, Target};
use kernel::condition::{View, in_line};
use kernel::state::{Life, ProcedureState, WaiverLife};
use kernel::verdict::{Item, Standing};
use kernel::{ActorId, Deed, DutyId, Hours, RedlineId, State};
use world::{Beliefs, Rule};

/// What the text has `party` do at the start of a period.
#[must_use]
pub fn written_acts(
    accord: &Accord,
    beliefs: &Beliefs,
    state: &State,
    party: ActorId,
    refused: Option<DutyId>,
) -> Vec<Deed> {
    if state.has_withdrawn(party) {
        return Vec::new();
    }
    let mut deeds = performances(accord, state, party, refused);
    deeds.extend(renewals(accord, state, party, beliefs.period));
    deeds.extend(contests(accord, state, party));
    deeds.extend(complaints(accord, beliefs, state, party));
    deeds.extend(lowered(accord, beliefs, state, party));
    let lines = accord.redline_ids();
    deeds.extend(lines.filter_map(|line| answer(accord, beliefs, state, party, line)));
    deeds
}

/// Own duties that are live and out of line, performed. A duty that will be live as soon as time
/// reaches it is performed then, by the clock.
pub(super) fn performances(
    accord: &Accord,
    state: &State,
    party: ActorId,
    refused: Option<DutyId>,
) -> Vec<Deed> {
    let owed = |id: &DutyId| {
        accord.duty(*id).is_some_and(|row| row.obligor == party)
            && Some(*id) != refused
            && state.duty(*id).life == Life::Live
            && !in_line(accord, state, *id)
    };
    accord.duty_ids().filter(owed).filter_map(|id| performance(accord, state, id)).collect()
}

/// The deed that brings the world in line with a duty, if one does.
pub(crate) fn performance(accord: &Accord, state: &State, duty: DutyId) -> Option<Deed> {
    match &accord.duty(duty)?.target {
        Target::Value { subject, comparison, bound } => {
            let now = state.subject(*subject).truth;
            Some(Deed::Set(*subject, kept_value(*comparison, *bound, now)))
        }
        Target::NoOccurrence { .. } => None,
        Target::Deed => Some(Deed::Conduct(duty, true)),
        Target::Granted { waiver } => Some(Deed::Grant(*waiver)),
        Target::Transferred { tranche } => Some(Deed::Transfer(*tranche)),
        Target::Dialled { dial, level } => Some(Deed::Turn(*dial, *level)),
        Target::Noticed { .. } => None,
        Target::HandedOver { handover } => {
            let (row, cell) = (accord.handover(*handover)?, state.handover(*handover));
            let gone = cell.given.saturating_add(cell.declined);
            Some(Deed::HandOver(*handover, row.count.saturating_sub(gone)))
        }
        Target::Joined { accession } => {
            (!state.accession(*accession).asked).then_some(Deed::Ask(*accession))
        }
    }
}

/// The value in line with the bound that asks least.
fn kept_value(comparison: Comparison, bound: i64, now: i64) -> i64 {
    match comparison {
        Comparison::AtMost => now.min(bound),
        Comparison::AtLeast => now.max(bound),
        Comparison::Below => now.min(bound.saturating_sub(1)),
        Comparison::Above => now.max(bound.saturating_add(1)),
        Comparison::Equal => bound,
    }
}

/// Waivers that would lapse within the period, renewed.
pub(super) fn renewals(accord: &Accord, state: &State, party: ActorId, period: Hours) -> Vec<Deed> {
    let ending = |id: &kernel::WaiverId| {
        let cell = state.waiver(*id);
        accord.waiver(*id).is_some_and(|row| row.granter == party && row.lasts.is_some())
            && cell.life == WaiverLife::InForce
            && cell.left <= period
            && kernel::powers::may(accord, state, party, &Deed::Renew(*id))
    };
    accord.waiver_ids().filter(ending).map(Deed::Renew).collect()
}

/// False reports against the party, contested: whoever kept its duty says so.
fn contests(accord: &Accord, state: &State, party: ActorId) -> Vec<Deed> {
    let wronged = |id: &DutyId| {
        let cell = state.duty(*id);
        accord.duty(*id).is_some_and(|row| row.obligor == party)
            && matches!(cell.standing, Standing::Alleged | Standing::Reported)
            && !cell.accused
            && !cell.late
    };
    accord.duty_ids().filter(wronged).map(Deed::Contest).collect()
}

/// Procedures about the other side's reported non-performance.
fn complaints(accord: &Accord, beliefs: &Beliefs, state: &State, party: ActorId) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for id in accord.procedure_ids() {
        if rule(beliefs, Item::Procedure(id)) == Some(Rule::Refrain) {
            continue;
        }
        match state.procedure(id) {
            ProcedureState::Idle => {
                let serious = |d: &DutyId| {
                    let standing = state.duty(*d).standing;
                    matches!(standing, Standing::Reported | Standing::Found | Standing::Admitted)
                        && kernel::powers::may_start(accord, state, party, id, *d)
                };
                deeds.extend(accord.duty_ids().find(serious).map(|d| Deed::Start(id, d)));
            }
            ProcedureState::Exhausted { by, .. } if by == party => deeds.push(Deed::Use(id)),
            ProcedureState::Running { .. } | ProcedureState::Exhausted { .. } => {}
        }
    }
    deeds
}

/// Dials whose lowering the text allows now, lowered a level where the rule assumed is to use it.
fn lowered(accord: &Accord, beliefs: &Beliefs, state: &State, party: ActorId) -> Vec<Deed> {
    let due = |id: &kernel::DialId| {
        state.dial(*id).announced > 0
            && rule(beliefs, Item::Dial(*id)) == Some(Rule::Use)
            && accord.dial(*id).is_some_and(|row| {
                row.holder == party && row.lower.holds(accord, state, View::Reports)
            })
    };
    let step = |id| Deed::Turn(id, state.dial(id).announced.saturating_sub(1));
    accord.dial_ids().filter(due).map(step).collect()
}

/// Snapbacks whose cause is gone, withdrawn by whoever started them: the text lets the
/// complainant stop one, and the profile does so as soon as it can.
pub(super) fn withdrawn_complaints(accord: &Accord, state: &State, party: ActorId) -> Vec<Deed> {
    let gone = |id: &kernel::ProcedureId| match state.procedure(*id) {
        ProcedureState::Running { about, by, .. } => {
            by == party && state.duty(about).standing == Standing::None
        }
        ProcedureState::Idle | ProcedureState::Exhausted { .. } => false,
    };
    let own = accord.procedure_ids().filter(gone).map(Deed::Stop);
    own.filter(|deed| kernel::powers::powers(accord, state, party).contains(deed)).collect()
}

fn rule(beliefs: &Beliefs, item: Item) -> Option<Rule> {
    beliefs.rules.iter().find(|r| r.item == item).map(|r| r.rule)
}

/// How the text's profile answers an open red line: the first answer of the party at the level
/// open that is no use of force, else the first; `None` if the party has no say.
pub(super) fn answer(
    accord: &Accord,
    beliefs: &Beliefs,
    state: &State,
    party: ActorId,
    line: RedlineId,
) -> Option<Deed> {
    let level = usize::from(state.redline(line).level).checked_sub(1)?;
    let answers = &accord.redline(line)?.levels.get(level)?.answers;
    let mut own = (0_u16..)
        .zip(answers)
        .filter(|(_, a)| a.by == party && a.only_if.holds(accord, state, View::Reports));
    if rule(beliefs, Item::Redline(line)) == Some(Rule::Refrain) {
        return own.next().map(|_| Deed::Absorb(line));
    }
    let mildest = own.clone().find(|(_, a)| a.effect != Effect::Strike);
    mildest.or_else(|| own.next()).map(|(choice, _)| Deed::Answer(line, choice))
}
