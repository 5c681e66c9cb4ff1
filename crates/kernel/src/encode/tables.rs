//! Every type of the kernel, field by field. The order is part of the format.

use super::wire::{Reader, Wire, fields, variants, wrappers};
use crate::accord::*;
use crate::condition::Condition;
use crate::event::{Deed, Event, Finding};
use crate::ids::*;
use crate::members::Motion;
use crate::pipeline::{Relief, Stage};
use crate::state::*;
use crate::time::Hours;
use crate::verdict::Standing;

wrappers! {
    ActorId, WorkstreamId, SubjectId, DutyId, PhaseId, DialId, WaiverId, EscrowId, TrancheId,
    RedlineId, InquiryId, ProcedureId, FreezeId, CarveoutId, HandoverId, NoticeId, ChannelId,
    StatementId, ToleranceId, UndertakingId, AccessionId, BallotId, ClauseId, Hours
}

fields! {
    State { day, ended, withdrawn, leaving, workstreams, subjects, duties, phases, dials, waivers, pauses,
        tranches, redlines, inquiries, procedures, freezes, carveouts, handovers, notices, channels,
        tolerances, undertakings, accessions, ballots }
    Ended { cause, by }
    SubjectState { truth, reported, pending }
    DutyState { life, deed, dirty, late, standing, accused, clock }
    PhaseState { life, age }
    DialState { announced, felt, transit }
    WaiverState { life, left, suspended, renewals, drawn, period }
    TrancheState { life, spent, approvals, transit }
    RedlineState { level, left, cooling }
    CarveoutState { used, period }
    HandoverState { given, declined }
    NoticeState { given, left }
    ChannelState { open, missed, quiet, owes, answer }
    ToleranceState { used, period }
    AccessionState { asked, consents, member }
    BallotState { motion, yes, no, left }
    Accord { language, actors, signatories, workstreams, subjects, duties, phases, dials, waivers,
        escrows, tranches, redlines, inquiries, procedures, freezes, carveouts, handovers, notices,
        channels, statements, tolerances, undertakings, accessions, ballots, sunset, header, quorum,
        withdrawal_notice, essential, ends, form; day_read_at, values_read => indexed }
    Actor { role, answered_by, clause }
    Workstream { pulls, clause }
    Subject { holder, observer, kind, baseline, clause }
    Duty { obligor, kind, target, deed_at_start, workstream, phase, after, from, due, until, verifier,
        lag, undo, against, survives_phase, clause; read_at }
    Phase { opens, closes, lapses, workstreams, form, clause }
    Dial { holder, workstream, levels, start, raise, lower, piped, stages, clause }
    Waiver { granter, workstream, volume, scaled, period, lasts, renewals, renew, winds_down, revoke,
        clause }
    Scaled { progress, floor }
    Escrow { owner, custodian, approvers, workstream, total, piped, stages, clause }
    Stage { owner, within, may_refuse, clause }
    Tranche { escrow, amount, clause }
    Answer { by, effect, only_if, clause }
    Level { at_least, answers, window, cool_down, clause }
    Redline { subject, above, actors, found_by, live, levels, workstream, clause }
    Inquiry { group, subject, evidence, answer_within, window, clause }
    Procedure { kind, starters, workstream, about, after, stages, stopped_by, window, outcome,
        clause }
    Freeze { duties, notice, workstream, clause }
    Carveout { cap, period, until, clause }
    Handover { party, count, decliners_count, clause }
    Notice { by, before, late, none, clause }
    Channel { end, acknowledge, keepalive, from_start, fallback, clause }
    Statement { by, clause }
    Tolerance { subject, by, budget, period, clause }
    Undertaking { by, duties, notice, mirror, clause }
    Accession { bloc, candidate, consent, clause }
    Ballot { body, members, needed, clause }
}

variants! {
    Event { 0: Pass(span); 1: Act { by, deed }; }
    Progress { 0: Value { subject, from, to }; 1: Met(duty); }
    Finding { 0: Clean; 1: NotPerformed; }
    Deed {
        0: Set(subject, value); 1: Conduct(duty, done); 2: Incident(subject, severity); 3: Strike;
        4: Hostilities; 5: Measure(subject, value); 6: Report(duty, finding); 7: Allege(duty);
        8: Contest(duty); 9: Admit(duty); 10: Find(duty, finding); 11: Attribute(subject, actor);
        12: Grant(waiver); 13: Renew(waiver); 14: Revoke(waiver); 15: Draw(waiver, volume);
        16: Turn(dial, level); 17: Feel(dial); 18: Transfer(tranche); 19: Release(tranche);
        20: Spend(tranche, amount); 21: Return(tranche); 22: Answer(line, choice);
        23: Absorb(line); 24: Inquire(inquiry); 25: Warn(inquiry); 26: Start(procedure, duty);
        27: Settle(procedure); 28: Stop(procedure); 29: Extend(procedure, span);
        30: Use(procedure); 31: Leave(freeze); 32: Withdraw; 33: Deliver(carveout, amount);
        34: HandOver(side, count); 35: Decline(side, count); 36: Notify(notice); 37: Carry(notice);
        38: Send(channel); 39: Acknowledge(channel); 40: Say(statement); 41: Depart(undertaking);
        42: Ask(accession); 43: Consent(accession); 44: Refuse(accession);
        45: Vote(ballot, motion, yes); 46: Clear(relief); 47: Withhold(relief);
        48: Show(inquiry, kind); 49: Reject(tranche);
    }
    Cause { 0: Completed; 1: Lapsed; 2: Withdrawal; 3: Restored; 4: Hostilities; }
    Standing { 0: None; 1: Alleged; 2: Reported; 3: Contested; 4: Found; 5: Admitted; }
    Life { 0: Dormant; 1: Live; 2: Suspended; 3: Performed; 4: Met; 5: Over; }
    PhaseLife { 0: Ahead; 1: Open; 2: Closed; 3: Lapsed; }
    WaiverLife { 0: Idle; 1: InForce; 2: Suspended; 3: WindingDown; 4: Over; }
    TrancheLife { 0: Frozen; 1: Transferred; 2: Usable; 3: Returned; }
    Relief { 0: Dial(dial); 1: Tranche(tranche); }
    Transit { 0: Nothing; 1: At(stage, left); 2: Late(stage); 3: Refused(stage); }
    InquiryState { 0: Idle; 1: Open(left); 2: Warned(left); 3: Established;
        4: Gathering(shown); }
    ProcedureState { 0: Idle; 1: Running { about, by, stage, left };
        2: Exhausted { about, by, left }; }
    Role { 0: Signatory; 1: Outsider; 2: Group; 3: Body; }
    Attribution { 0: Directed; 1: Tolerated; 2: Always; 3: Never; }
    LegalForm { 0: Political; 1: Executive; 2: Statute; 3: Treaty; }
    SubjectKind { 0: Level; 1: Tally; 2: Restraint(group); }
    Comparison { 0: AtMost; 1: AtLeast; 2: Below; 3: Above; 4: Equal; }
    Target { 0: Value { subject, comparison, bound }; 1: NoOccurrence { subject }; 2: Deed;
        3: Granted { waiver }; 4: Transferred { tranche }; 5: Dialled { dial, level };
        6: Noticed { notice }; 7: HandedOver { handover }; 8: Joined { accession }; }
    Grade { 0: Irregularity; 1: NonPerformance; }
    UndertakingState { 0: Kept; 1: Leaving(left); 2: Departed; }
    Motion { 0: Find(duty, finding); 1: Stop(procedure); 2: Extend(procedure, span); }
    DutyKind { 0: Achieve; 1: Maintain; }
    When { 0: Phase(span); 1: After(duty, span); 2: Day(day); }
    Effect { 0: PauseEscrow(escrow, span); 1: SuspendWaiver(waiver, span);
        2: RevokeWaiver(waiver); 3: LowerDial(dial, level); 4: Strike; 5: EndWorkstream(file);
        6: Start(procedure); 7: OnlyIf(condition, effect); }
    ProcedureKind { 0: Dispute; 1: Snapback; }
    Condition {
        0: Always; 1: Never; 2: Open(p); 3: Closed(p); 4: Lapsed(p); 5: Met(d); 6: Held(d, span);
        7: Live(d); 8: Reported(d); 9: Found(d); 10: Late(d); 11: Hidden(d);
        12: Value(s, c, v); 13: InForce(w); 14: Announced(d, l); 15: Felt(d, l);
        16: Transferred(t); 17: Usable(t); 18: Paused(e); 19: Crossed(r, l); 20: Established(i);
        21: Running(p); 22: Exhausted(p); 23: Withdrawn(a); 24: Alive(w); 25: InEffect;
        26: Day(day); 27: All(list); 28: Any(list); 29: Not(inner); 30: Silent(c);
        31: Departed(u); 32: Member(a); 33: Flowing(c);
    }
}
