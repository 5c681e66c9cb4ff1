//! Random events: anything from anybody, and what somebody might really do.

use super::dice::Dice;
use super::random_accord::{number, span, who};
use kernel::accord::{Accord, Comparison, Target};
use kernel::condition::in_line;
use kernel::event::Finding;
use kernel::powers::powers;
use kernel::state::Life;
use kernel::*;

/// Any event at all, ids that point nowhere included.
pub fn anything(d: &mut Dice<'_>) -> Event {
    if d.one_in(4) {
        return Event::Pass(span(d));
    }
    Event::Act { by: who(d), deed: any_deed(d) }
}

fn any_finding(d: &mut Dice<'_>) -> Finding {
    d.pick(&[Finding::Clean, Finding::NotPerformed]).unwrap()
}

pub fn any_deed(d: &mut Dice<'_>) -> Deed {
    let id = if d.one_in(40) { u16::MAX } else { d.small(15) };
    match d.roll(46) {
        0 => Deed::Set(SubjectId(id), number(d)),
        1 => Deed::Conduct(DutyId(id), d.flip()),
        2 => Deed::Incident(SubjectId(id), number(d)),
        3 => Deed::Strike,
        4 => Deed::Measure(SubjectId(id), number(d)),
        5 => Deed::Report(DutyId(id), any_finding(d)),
        6 => Deed::Allege(DutyId(id)),
        7 => Deed::Contest(DutyId(id)),
        8 => Deed::Admit(DutyId(id)),
        9 => Deed::Find(DutyId(id), any_finding(d)),
        10 => Deed::Attribute(SubjectId(id), who(d)),
        11 => Deed::Grant(WaiverId(id)),
        12 => Deed::Renew(WaiverId(id)),
        13 => Deed::Revoke(WaiverId(id)),
        14 => Deed::Draw(WaiverId(id), number(d)),
        15 => Deed::Turn(DialId(id), d.byte() % 4),
        16 => Deed::Feel(DialId(id)),
        17 => Deed::Transfer(TrancheId(id)),
        18 => Deed::Release(TrancheId(id)),
        19 => Deed::Spend(TrancheId(id), number(d)),
        20 => Deed::Return(TrancheId(id)),
        21 => Deed::Answer(RedlineId(id), d.small(3)),
        22 => Deed::Absorb(RedlineId(id)),
        23 => Deed::Inquire(InquiryId(id)),
        24 => Deed::Warn(InquiryId(id)),
        25 => Deed::Start(ProcedureId(d.small(4)), DutyId(id)),
        26 => Deed::Settle(ProcedureId(id)),
        27 => Deed::Stop(ProcedureId(id)),
        28 => Deed::Extend(ProcedureId(id), span(d)),
        29 => Deed::Use(ProcedureId(id)),
        30 => Deed::Leave(FreezeId(id)),
        31 => Deed::Withdraw,
        32 => Deed::Hostilities,
        _ => any_talk(d),
    }
}

/// Valves, talk, membership.
pub fn any_talk(d: &mut Dice<'_>) -> Deed {
    let id = if d.one_in(40) { u16::MAX } else { d.small(4) };
    match d.roll(18) {
        17 => Deed::Reject(TrancheId(id)),
        15 | 16 => Deed::Show(InquiryId(id), d.byte() % 4),
        13 => Deed::Clear(any_relief(d)),
        14 => Deed::Withhold(any_relief(d)),
        0 => Deed::Deliver(CarveoutId(id), number(d)),
        1 => Deed::HandOver(HandoverId(id), u32::from(d.small(4))),
        2 => Deed::Decline(HandoverId(id), u32::from(d.small(3))),
        3 => Deed::Notify(NoticeId(id)),
        4 => Deed::Carry(NoticeId(id)),
        5 => Deed::Send(ChannelId(id)),
        6 => Deed::Acknowledge(ChannelId(id)),
        7 => Deed::Say(StatementId(id)),
        8 => Deed::Depart(UndertakingId(id)),
        9 => Deed::Ask(AccessionId(id)),
        10 => Deed::Consent(AccessionId(id)),
        11 => Deed::Refuse(AccessionId(id)),
        _ => Deed::Vote(BallotId(id), any_motion(d), !d.one_in(3)),
    }
}

fn any_relief(d: &mut Dice<'_>) -> Relief {
    let id = d.small(4);
    if d.flip() { Relief::Dial(DialId(id)) } else { Relief::Tranche(TrancheId(id)) }
}

fn any_motion(d: &mut Dice<'_>) -> Motion {
    match d.roll(4) {
        0 | 1 => Motion::Find(DutyId(d.small(4)), any_finding(d)),
        2 => Motion::Stop(ProcedureId(d.small(3))),
        _ => Motion::Extend(ProcedureId(d.small(3)), span(d)),
    }
}

/// Every deed that may be a power, for every id and a little past the tables.
pub fn institutional(accord: &Accord) -> Vec<Deed> {
    let mut list = vec![Deed::Withdraw];
    for id in 0..=u16::try_from(accord.duties.len()).unwrap().max(4) {
        list.extend([Deed::Grant(WaiverId(id)), Deed::Renew(WaiverId(id))]);
        list.extend([Deed::Revoke(WaiverId(id)), Deed::Transfer(TrancheId(id))]);
        list.extend([Deed::Release(TrancheId(id)), Deed::Return(TrancheId(id))]);
        list.extend((0..4).map(|level| Deed::Turn(DialId(id), level)));
        list.extend((0..3).map(|choice| Deed::Answer(RedlineId(id), choice)));
        list.extend([Deed::Absorb(RedlineId(id)), Deed::Inquire(InquiryId(id))]);
        list.extend([Deed::Warn(InquiryId(id)), Deed::Settle(ProcedureId(id))]);
        list.extend([Deed::Stop(ProcedureId(id)), Deed::Use(ProcedureId(id))]);
        list.extend([Deed::Leave(FreezeId(id)), Deed::Depart(UndertakingId(id))]);
        list.extend([Deed::Ask(AccessionId(id)), Deed::Consent(AccessionId(id))]);
        list.push(Deed::Refuse(AccessionId(id)));
        list.push(Deed::Reject(TrancheId(id)));
        list.extend((0..4).map(|procedure| Deed::Start(ProcedureId(procedure), DutyId(id))));
    }
    list
}

/// What somebody might really do here: mostly keep, sometimes break a duty, use a power, report,
/// pay, or wait.
pub fn likely(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Event {
    let act = |(by, deed)| Event::Act { by, deed };
    let drawn = match d.roll(14) {
        0..=4 => keep(accord, state, d).map(act),
        5 => conduct(accord, d).map(act),
        6 | 7 => power(accord, state, d).map(act),
        8 | 9 => word(accord, state, d).map(act),
        10 => money(accord, state, d).map(act),
        12 if !accord.channels.is_empty() => talk(accord, state, d).map(act),
        11 if d.one_in(12) => Some(Event::Act { by: who(d), deed: any_deed(d) }),
        _ => None,
    };
    drawn.unwrap_or_else(|| Event::Pass(wait(accord, state, d)))
}

/// Somebody named says or does it; where something is voted on, another votes alike.
fn talk(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    let open = accord.ballot_ids().find_map(|id| Some((id, state.ballot(id).motion?)));
    if let (Some((id, motion)), true) = (open, !d.one_in(4)) {
        let voter = d.pick(&accord.ballot(id)?.members)?;
        return Some((voter, Deed::Vote(id, motion, !d.one_in(6))));
    }
    let deed = contested(accord, state, d).unwrap_or_else(|| any_talk(d));
    let by = match deed {
        Deed::HandOver(id, _) | Deed::Decline(id, _) => accord.handover(id)?.party,
        Deed::Notify(id) | Deed::Carry(id) => accord.notice(id)?.by,
        Deed::Send(id) | Deed::Acknowledge(id) => accord.channel(id)?.end,
        Deed::Depart(id) => accord.undertaking(id)?.by,
        Deed::Ask(id) => accord.accession(id)?.candidate,
        Deed::Consent(id) | Deed::Refuse(id) => d.pick(&accord.accession(id)?.consent)?,
        Deed::Vote(id, ..) => d.pick(&accord.ballot(id)?.members)?,
        _ => d.pick(&accord.actor_ids().collect::<Vec<_>>())?,
    };
    Some((by, deed))
}

/// A vote on what stands open before a body that votes.
fn contested(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<Deed> {
    let open = |id: &DutyId| {
        let verifier = accord.duty(*id).and_then(|row| row.verifier);
        let ballot = verifier.and_then(|body| accord.ballot_of(body));
        ballot.is_some()
            && matches!(state.duty(*id).standing, Standing::Alleged | Standing::Reported)
    };
    let duty = accord.duty_ids().find(open)?;
    let ballot = accord.ballot_of(accord.duty(duty)?.verifier?)?;
    Some(Deed::Vote(ballot, Motion::Find(duty, any_finding(d)), true))
}

fn wait(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Hours {
    match d.roll(6) {
        0 => span(d),
        1 => Hours::days(30),
        _ => next_expiry(accord, state).unwrap_or(Hours::days(7)),
    }
}

/// A duty in force and not in line, performed; or one done, proved.
fn keep(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    let open = |id: &DutyId| match state.duty(*id).life {
        Life::Live => !in_line(accord, state, *id),
        Life::Performed => true,
        _ => false,
    };
    let duty = d.pick(&accord.duty_ids().filter(open).collect::<Vec<_>>())?;
    if state.duty(duty).life == Life::Performed {
        return Some((accord.duty(duty)?.verifier?, Deed::Report(duty, Finding::Clean)));
    }
    perform(accord, duty)
}

fn perform(accord: &Accord, duty: DutyId) -> Option<(ActorId, Deed)> {
    let row = accord.duty(duty)?;
    let by = row.obligor;
    Some(match &row.target {
        Target::Value { subject, comparison, bound } => {
            (accord.subject(*subject)?.holder, Deed::Set(*subject, inside(*comparison, *bound)))
        }
        Target::NoOccurrence { subject } => {
            (accord.subject(*subject)?.observer?, Deed::Attribute(*subject, by))
        }
        Target::Deed => (by, Deed::Conduct(duty, true)),
        Target::Granted { waiver } => (by, Deed::Grant(*waiver)),
        Target::Transferred { tranche } => {
            (first_approver(accord, *tranche)?, Deed::Transfer(*tranche))
        }
        Target::Dialled { dial, level } => (by, Deed::Turn(*dial, *level)),
        Target::Noticed { notice } => (by, Deed::Notify(*notice)),
        Target::HandedOver { handover } => (by, Deed::HandOver(*handover, 1)),
        Target::Joined { accession } => (by, Deed::Ask(*accession)),
    })
}

/// A duty broken, or performed before anybody asked; now and then an incident.
fn conduct(accord: &Accord, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    if d.one_in(3) {
        let tally = SubjectId(d.small(u16::try_from(accord.subjects.len()).ok()?));
        return Some((accord.subject(tally)?.holder, Deed::Incident(tally, i64::from(d.small(2)))));
    }
    let duty = d.pick(&accord.duty_ids().collect::<Vec<_>>())?;
    if d.flip() {
        return perform(accord, duty);
    }
    let row = accord.duty(duty)?;
    let by = row.obligor;
    Some(match &row.target {
        Target::Value { subject, bound, .. } => {
            (accord.subject(*subject)?.holder, Deed::Set(*subject, outside(*bound, d)))
        }
        Target::NoOccurrence { subject } => (by, Deed::Incident(*subject, 0)),
        Target::Deed => (by, Deed::Conduct(duty, false)),
        Target::Granted { waiver } => (by, Deed::Revoke(*waiver)),
        Target::Transferred { tranche } => (by, Deed::Return(*tranche)),
        Target::Dialled { dial, .. } => (by, Deed::Turn(*dial, 0)),
        Target::Noticed { notice } => (by, Deed::Carry(*notice)),
        Target::HandedOver { handover } => (by, Deed::Decline(*handover, 1)),
        Target::Joined { accession } => (by, Deed::Refuse(*accession)),
    })
}

/// The first who must approve a transfer.
fn first_approver(accord: &Accord, tranche: TrancheId) -> Option<ActorId> {
    accord.escrow(accord.tranche(tranche)?.escrow)?.approvers.first().copied()
}

fn inside(comparison: Comparison, bound: i64) -> i64 {
    match comparison {
        Comparison::Below => bound.saturating_sub(1),
        Comparison::Above => bound.saturating_add(1),
        Comparison::AtMost | Comparison::AtLeast | Comparison::Equal => bound,
    }
}

fn outside(bound: i64, d: &mut Dice<'_>) -> i64 {
    let by = d.pick(&[1, -1, 30_000, -30_000]).unwrap();
    bound.saturating_add(by)
}

/// A power of somebody. Answers and steps of a procedure go first, often; walking out is rare.
fn power(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    let own = |by| powers(accord, state, by).into_iter().map(move |deed| (by, deed));
    let mut list: Vec<(ActorId, Deed)> = accord.actor_ids().flat_map(own).collect();
    if d.flip() && list.iter().any(|(_, deed)| is_pressing(deed)) {
        list.retain(|(_, deed)| is_pressing(deed));
    } else if !d.one_in(6) {
        list.retain(|(_, deed)| *deed != Deed::Withdraw);
    }
    d.pick(&list)
}

fn is_pressing(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Answer(..)
            | Deed::Absorb(_)
            | Deed::Warn(_)
            | Deed::Start(..)
            | Deed::Use(_)
            | Deed::Settle(_)
            | Deed::Stop(_)
    )
}

fn word(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    if d.one_in(3) {
        return measured(accord, state, d);
    }
    // Where something stands, words are about that more often than not.
    let stands = |id: &DutyId| state.duty(*id).standing != Standing::None;
    let accused: Vec<DutyId> = accord.duty_ids().filter(stands).collect();
    let all: Vec<DutyId> = accord.duty_ids().collect();
    let list = if d.flip() && !accused.is_empty() { &accused } else { &all };
    let duty = d.pick(list)?;
    let row = accord.duty(duty)?;
    Some(match d.roll(9) {
        0 | 1 => (row.verifier?, Deed::Report(duty, Finding::Clean)),
        2 | 3 => (row.verifier?, Deed::Report(duty, Finding::NotPerformed)),
        4 => (row.obligor, Deed::Contest(duty)),
        5 => (row.obligor, Deed::Admit(duty)),
        6 | 7 => (row.verifier?, Deed::Find(duty, any_finding(d))),
        _ => (ActorId(d.small(accord.signatories.max(1))), Deed::Allege(duty)),
    })
}

/// A body attributes what is pending, or measures: truly, or not.
fn measured(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    let pending = |id: &SubjectId| state.subject(*id).pending.is_some();
    if let Some(tally) = d.pick(&accord.subject_ids().filter(pending).collect::<Vec<_>>()) {
        let row = accord.subject(tally)?;
        let party = accord.actor(row.holder)?.answered_by.map_or(row.holder, |(party, _)| party);
        let to = if d.flip() { row.holder } else { party };
        return Some((row.observer?, Deed::Attribute(tally, to)));
    }
    let subject = d.pick(&accord.subject_ids().collect::<Vec<_>>())?;
    let truth = state.subject(subject).truth;
    let value = if d.flip() { truth } else { outside(truth, d) };
    Some((accord.subject(subject)?.observer?, Deed::Measure(subject, value)))
}

fn money(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Option<(ActorId, Deed)> {
    let by = d.pick(&accord.actor_ids().collect::<Vec<_>>())?;
    let tranche = TrancheId(d.small(4));
    let owner = || Some(accord.escrow(accord.tranche(tranche)?.escrow)?.owner);
    let moving = || {
        let on_its_way = |it: &Relief| state.transit(*it).stage().is_some();
        let relief = accord.staged().find(on_its_way)?;
        Some((accord.stage(state, relief)?.owner, relief))
    };
    Some(match d.roll(7) {
        4 | 5 => moving().map(|(owner, relief)| (owner, Deed::Clear(relief)))?,
        6 => moving().map(|(owner, relief)| (owner, Deed::Withhold(relief)))?,
        0 => (owner()?, Deed::Spend(tranche, 100)),
        1 => (by, Deed::Draw(WaiverId(d.small(2)), if d.flip() { 50_000 } else { 10_000 })),
        2 => (by, Deed::Feel(DialId(d.small(2)))),
        _ => (by, Deed::Extend(ProcedureId(d.small(3)), span(d))),
    })
}
