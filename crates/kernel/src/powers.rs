//! What an actor may do now: the powers the text gives, as deeds that would apply.
//!
//! [`crate::apply()`] asks [`may`] before it carries out an institutional deed and [`powers`] lists
//! by it, so the two cannot disagree. Conduct, words, and what chance or a quantity decides
//! (drawing, spending, relief being felt, extending by consensus) are no powers.

use crate::accord::{Accord, Answer, Effect, Procedure, ProcedureKind, Target};
use crate::condition::View;
use crate::event::Deed;
use crate::ids::*;
use crate::members::bit;
use crate::state::{
    InquiryState, Life, ProcedureState, State, TrancheLife, UndertakingState, WaiverLife,
};
use crate::time::Hours;
use crate::verdict::Standing;

/// Every power the actor holds in this state, in the order of the tables; withdrawal last.
#[must_use]
pub fn powers(accord: &Accord, state: &State, by: ActorId) -> Vec<Deed> {
    let mut list = Vec::new();
    let mut offer = |deed: Deed| {
        if may(accord, state, by, &deed) {
            list.push(deed);
        }
    };
    answers(accord, state, &mut offer);
    procedures(accord, state, &mut offer);
    relief(accord, &mut offer);
    notices(accord, &mut offer);
    offer(Deed::Withdraw);
    list
}

fn answers(accord: &Accord, state: &State, offer: &mut impl FnMut(Deed)) {
    for line in accord.redline_ids() {
        let count = open_answers(accord, state, line).len();
        for choice in 0..u16::try_from(count).unwrap_or(u16::MAX) {
            offer(Deed::Answer(line, choice));
        }
        offer(Deed::Absorb(line));
    }
}

fn procedures(accord: &Accord, state: &State, offer: &mut impl FnMut(Deed)) {
    for id in accord.procedure_ids() {
        match state.procedure(id) {
            ProcedureState::Idle => {
                accord.duty_ids().for_each(|duty| offer(Deed::Start(id, duty)));
            }
            ProcedureState::Running { .. } => {
                offer(Deed::Settle(id));
                offer(Deed::Stop(id));
            }
            ProcedureState::Exhausted { .. } => {
                offer(Deed::Use(id));
                offer(Deed::Settle(id));
            }
        }
    }
}

fn relief(accord: &Accord, offer: &mut impl FnMut(Deed)) {
    for id in accord.waiver_ids() {
        [Deed::Grant(id), Deed::Renew(id), Deed::Revoke(id)].into_iter().for_each(&mut *offer);
    }
    for (id, row) in accord.dial_ids().zip(&accord.dials) {
        (0..=row.levels).for_each(|level| offer(Deed::Turn(id, level)));
    }
    for id in accord.tranche_ids() {
        [Deed::Transfer(id), Deed::Release(id), Deed::Return(id)].into_iter().for_each(&mut *offer);
        offer(Deed::Reject(id));
    }
}

fn notices(accord: &Accord, offer: &mut impl FnMut(Deed)) {
    for id in accord.inquiry_ids() {
        offer(Deed::Inquire(id));
        offer(Deed::Warn(id));
    }
    accord.freeze_ids().for_each(|id| offer(Deed::Leave(id)));
    accord.undertaking_ids().for_each(|id| offer(Deed::Depart(id)));
    for id in accord.accession_ids() {
        [Deed::Ask(id), Deed::Consent(id), Deed::Refuse(id)].into_iter().for_each(&mut *offer);
    }
}

/// Whether the actor has the power to do this deed now; false for deeds that are no powers.
#[must_use]
pub fn may(accord: &Accord, state: &State, by: ActorId, deed: &Deed) -> bool {
    if state.ended.is_some() || state.has_withdrawn(by) || accord.actor(by).is_none() {
        return false;
    }
    match *deed {
        Deed::Answer(line, choice) => may_answer(accord, state, by, line, choice),
        Deed::Absorb(line) => open_answers(accord, state, line).iter().any(|a| a.by == by),
        Deed::Start(id, duty) => may_start(accord, state, by, id, duty),
        Deed::Settle(id) => complaint(state, id).is_some_and(|(_, starter)| starter == by),
        Deed::Stop(id) => accord.ballot_of(by).is_none() && may_stop(accord, state, by, id),
        Deed::Use(id) => may_use(accord, state, by, id),
        Deed::Grant(_) | Deed::Renew(_) | Deed::Revoke(_) => may_waive(accord, state, by, deed),
        Deed::Turn(dial, level) => may_turn(accord, state, by, dial, level),
        Deed::Transfer(_) | Deed::Release(_) | Deed::Return(_) => may_move(accord, state, by, deed),
        Deed::Reject(id) => {
            let asked = state.tranche(id).approvals != 0;
            asked && may_move(accord, state, by, &Deed::Transfer(id))
        }
        Deed::Inquire(id) => asks(accord, by, id) && is_unasked(state, id),
        Deed::Warn(id) => {
            asks(accord, by, id) && matches!(state.inquiry(id), InquiryState::Open(_))
        }
        Deed::Leave(id) => may_leave(accord, state, by, id),
        Deed::Depart(id) => may_depart(accord, state, by, id),
        Deed::Ask(id) | Deed::Consent(id) | Deed::Refuse(id) => {
            may_accede(accord, state, by, id, deed)
        }
        Deed::Withdraw => accord.is_signatory(by) && !state.is_leaving(by),
        _ => false,
    }
}

/// The answers of the rung that is open; none if none is.
pub(crate) fn open_answers<'a>(accord: &'a Accord, state: &State, line: RedlineId) -> &'a [Answer] {
    let rung = usize::from(state.redline(line).level).checked_sub(1);
    let level = accord.redline(line).zip(rung).and_then(|(row, rung)| row.levels.get(rung));
    level.map(|level| level.answers.as_slice()).unwrap_or_default()
}

fn may_answer(accord: &Accord, state: &State, by: ActorId, line: RedlineId, choice: u16) -> bool {
    let answer = open_answers(accord, state, line).get(usize::from(choice));
    answer.is_some_and(|answer| {
        answer.by == by
            && answer.only_if.holds(accord, state, View::Reports)
            && match answer.effect {
                Effect::Strike => state.redline(line).cooling == Hours::ZERO,
                Effect::Start(id) => {
                    launchable(accord, state, id) && line_complaint(accord, state, line).is_some()
                }
                _ => true,
            }
    })
}

/// The duty that a procedure started by a red line is about: the first owed on what it watches.
pub(crate) fn line_complaint(accord: &Accord, state: &State, line: RedlineId) -> Option<DutyId> {
    let watched = accord.redline(line)?.subject;
    accord.duty_ids().find(|id| {
        accord.duty(*id).is_some_and(|row| match row.target {
            Target::Value { subject, .. } | Target::NoOccurrence { subject } => subject == watched,
            _ => false,
        }) && owed(state, *id)
            && accord.undertaking_of(*id).is_none()
    })
}

/// Whether the duty is owed, even if suspended, or done and not proved.
fn owed(state: &State, duty: DutyId) -> bool {
    matches!(state.duty(duty).life, Life::Live | Life::Suspended | Life::Performed)
}

/// Whether nothing but its standing keeps the procedure from being started.
pub(crate) fn launchable(accord: &Accord, state: &State, id: ProcedureId) -> bool {
    accord.procedure(id).is_some_and(|row| state.alive(row.workstream))
        && state.procedure(id) == ProcedureState::Idle
}

/// What a procedure under way is about and who complains.
pub(crate) fn complaint(state: &State, id: ProcedureId) -> Option<(DutyId, ActorId)> {
    match state.procedure(id) {
        ProcedureState::Running { about, by, .. } | ProcedureState::Exhausted { about, by, .. } => {
            Some((about, by))
        }
        ProcedureState::Idle => None,
    }
}

/// Whether the actor may start the procedure about the duty now: it is named, has not withdrawn,
/// the complaint is against another and stands at least alleged, and prior talks are exhausted.
#[must_use]
pub fn may_start(
    accord: &Accord,
    state: &State,
    by: ActorId,
    id: ProcedureId,
    about: DutyId,
) -> bool {
    let (Some(row), Some(duty)) = (accord.procedure(id), accord.duty(about)) else {
        return false;
    };
    let scope = if row.about.is_empty() {
        row.workstream == duty.workstream
    } else {
        row.about.contains(&about)
    };
    row.starters.contains(&by)
        && !state.has_withdrawn(by)
        && launchable(accord, state, id)
        && duty.obligor != by
        && owed(state, about)
        && scope
        && talks_exhausted(state, row, about, by)
        && state.duty(about).standing >= Standing::Alleged
}

fn talks_exhausted(state: &State, row: &Procedure, about: DutyId, by: ActorId) -> bool {
    let over = |prior: &ProcedureId| exhausted_about(state, *prior, about, by);
    row.after.is_empty() || row.after.iter().any(over)
}

/// Whether the talks are exhausted about this duty, on this complaint.
pub(crate) fn exhausted_about(state: &State, id: ProcedureId, about: DutyId, by: ActorId) -> bool {
    matches!(state.procedure(id), ProcedureState::Exhausted { .. })
        && complaint(state, id) == Some((about, by))
}

pub(crate) fn may_stop(accord: &Accord, state: &State, by: ActorId, id: ProcedureId) -> bool {
    let (Some(row), ProcedureState::Running { by: starter, .. }) =
        (accord.procedure(id), state.procedure(id))
    else {
        return false;
    };
    row.kind == ProcedureKind::Snapback && row.stopped_by.unwrap_or(starter) == by
}

/// What an exhausted procedure opens can be used by its complainant, if it can still be done and
/// the text lets any of it be done now.
fn may_use(accord: &Accord, state: &State, by: ActorId, id: ProcedureId) -> bool {
    let open = matches!(state.procedure(id), ProcedureState::Exhausted { by: p, .. } if p == by);
    let can = |effect: &Effect| match effect {
        Effect::Start(next) => *next == id || launchable(accord, state, *next),
        _ => true,
    };
    let usable = |outcome: &[Effect]| {
        let now: Vec<&Effect> = outcome.iter().filter_map(|it| it.now(accord, state)).collect();
        (outcome.is_empty() || !now.is_empty()) && now.into_iter().all(can)
    };
    open && accord.procedure(id).is_some_and(|row| usable(&row.outcome))
}

fn may_waive(accord: &Accord, state: &State, by: ActorId, deed: &Deed) -> bool {
    let (Deed::Grant(id) | Deed::Renew(id) | Deed::Revoke(id)) = *deed else {
        return false;
    };
    let Some(row) = accord.waiver(id).filter(|row| row.granter == by) else {
        return false;
    };
    let cell = state.waiver(id);
    let running = matches!(cell.life, WaiverLife::InForce | WaiverLife::Suspended);
    let right = match deed {
        Deed::Grant(_) => !running,
        Deed::Renew(_) => {
            let spent = row.renewals.is_some_and(|limit| cell.renewals >= limit);
            let may = row.renew.holds(accord, state, View::Reports);
            running && row.lasts.is_some() && !spent && may
        }
        _ => running,
    };
    right && state.alive(row.workstream)
}

/// Turning down is always in the holder's hands. Turning up needs what the text asks for it, or a
/// duty in force that asks for the level: nobody owes what it has no power to do.
fn may_turn(accord: &Accord, state: &State, by: ActorId, id: DialId, level: u8) -> bool {
    let Some(row) = accord.dial(id).filter(|row| row.holder == by && level <= row.levels) else {
        return false;
    };
    let now = state.dial(id).announced;
    let earned =
        || row.raise.holds(accord, state, View::Reports) || demanded(accord, state, id, level);
    state.alive(row.workstream) && (level < now || (level > now && earned()))
}

fn demanded(accord: &Accord, state: &State, id: DialId, level: u8) -> bool {
    accord.duties.iter().zip(&state.duties).any(|(row, cell)| {
        let asks = matches!(row.target, Target::Dialled { dial, level: owed }
            if dial == id && owed >= level);
        asks && cell.life == Life::Live
    })
}

fn may_move(accord: &Accord, state: &State, by: ActorId, deed: &Deed) -> bool {
    let (Deed::Transfer(id) | Deed::Release(id) | Deed::Return(id)) = *deed else {
        return false;
    };
    let Some(tranche) = accord.tranche(id) else { return false };
    let Some(row) = accord.escrow(tranche.escrow) else { return false };
    let cell = state.tranche(id);
    match deed {
        Deed::Transfer(_) => {
            let open = state.alive(row.workstream) && state.pause(tranche.escrow) == Hours::ZERO;
            let asked = bit(&row.approvers, by).is_some_and(|bit| cell.approvals & bit == 0);
            asked && cell.life == TrancheLife::Frozen && open
        }
        Deed::Release(_) => row.custodian == by && cell.life == TrancheLife::Transferred,
        _ => {
            let moved = matches!(cell.life, TrancheLife::Transferred | TrancheLife::Usable);
            row.custodian == by && moved && cell.spent == 0
        }
    }
}

/// Whether nobody has shown all the evidence yet.
fn is_unasked(state: &State, id: InquiryId) -> bool {
    matches!(state.inquiry(id), InquiryState::Idle | InquiryState::Gathering(_))
}

fn asks(accord: &Accord, by: ActorId, id: InquiryId) -> bool {
    accord.inquiry(id).is_some() && accord.is_signatory(by)
}

/// Either side may leave a freeze: whoever still owes one of its limits.
fn may_leave(accord: &Accord, state: &State, by: ActorId, id: FreezeId) -> bool {
    let Some(row) = accord.freeze(id) else { return false };
    let binds = |duty: &DutyId| {
        accord.duty(*duty).is_some_and(|row| row.obligor == by)
            && state.duty(*duty).life != Life::Over
    };
    state.alive(row.workstream) && state.freeze(id).is_none() && row.duties.iter().any(binds)
}

/// Whoever made an undertaking may leave it, if the text lets it, and has not yet.
fn may_depart(accord: &Accord, state: &State, by: ActorId, id: UndertakingId) -> bool {
    accord.undertaking(id).is_some_and(|row| row.by == by && row.notice.is_some())
        && state.undertaking(id) == UndertakingState::Kept
}

/// The candidate asks; those whose consent it takes give it, once, or refuse.
fn may_accede(accord: &Accord, state: &State, by: ActorId, id: AccessionId, deed: &Deed) -> bool {
    let Some(row) = accord.accession(id) else { return false };
    let cell = state.accession(id);
    match deed {
        Deed::Ask(_) => row.candidate == by && !cell.asked && !cell.member,
        Deed::Consent(_) => {
            cell.asked && bit(&row.consent, by).is_some_and(|b| cell.consents & b == 0)
        }
        _ => cell.asked && bit(&row.consent, by).is_some(),
    }
}
