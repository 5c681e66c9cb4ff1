//! Rows with everything unsaid left out, for struct update syntax.

use kernel::accord::*;
use kernel::{ActorId, ClauseId, Condition, EscrowId, Hours, ProcedureId, SubjectId, WorkstreamId};

pub const fn days(days: u32) -> Hours {
    Hours::days(days)
}

pub fn actor(role: Role, clause: u16) -> Actor {
    Actor { role, answered_by: None, clause: ClauseId(clause) }
}

pub fn file(pulls: &[u16], clause: u16) -> Workstream {
    let pulls = pulls.iter().copied().map(WorkstreamId).collect();
    Workstream { pulls, clause: ClauseId(clause) }
}

pub fn subject(holder: u16, observer: u16, kind: SubjectKind, baseline: i64) -> Subject {
    let (holder, observer) = (ActorId(holder), Some(ActorId(observer)));
    Subject { holder, observer, kind, baseline, clause: ClauseId(30) }
}

pub fn keep(obligor: u16, target: Target) -> Duty {
    Duty { kind: DutyKind::Maintain, survives_phase: true, ..achieve(obligor, target) }
}

pub fn achieve(obligor: u16, target: Target) -> Duty {
    Duty {
        obligor: ActorId(obligor),
        kind: DutyKind::Achieve,
        target,
        deed_at_start: false,
        workstream: WorkstreamId(0),
        phase: None,
        after: Condition::Always,
        from: None,
        due: None,
        until: None,
        verifier: None,
        lag: Hours::ZERO,
        undo: None,
        against: Vec::new(),
        survives_phase: false,
        read_at: Vec::new(),
        clause: ClauseId(0),
    }
}

pub fn value(subject: u16, comparison: Comparison, bound: i64) -> Target {
    Target::Value { subject: SubjectId(subject), comparison, bound }
}

pub fn phase(opens: Condition, closes: Condition, lapses: Option<Hours>, files: &[u16]) -> Phase {
    let workstreams = files.iter().copied().map(WorkstreamId).collect();
    Phase { opens, closes, lapses, workstreams, form: None, clause: ClauseId(0) }
}

pub fn waiver(granter: u16) -> Waiver {
    Waiver {
        granter: ActorId(granter),
        workstream: WorkstreamId(0),
        volume: 60_000,
        scaled: None,
        period: days(30),
        lasts: Some(days(120)),
        renewals: None,
        renew: Condition::Always,
        winds_down: days(45),
        revoke: Condition::Never,
        clause: ClauseId(60),
    }
}

pub fn dial(holder: u16, levels: u8) -> Dial {
    Dial {
        holder: ActorId(holder),
        workstream: WorkstreamId(0),
        levels,
        start: 0,
        raise: Condition::Always,
        lower: Condition::Never,
        piped: false,
        stages: Vec::new(),
        clause: ClauseId(50),
    }
}

pub fn escrow(owner: u16, approver: u16, custodian: u16, total: i64) -> Escrow {
    Escrow {
        owner: ActorId(owner),
        custodian: ActorId(custodian),
        approvers: vec![ActorId(approver)],
        workstream: WorkstreamId(0),
        total,
        piped: true,
        stages: Vec::new(),
        clause: ClauseId(70),
    }
}

pub fn tranche(escrow: u16, amount: i64, clause: u16) -> Tranche {
    Tranche { escrow: EscrowId(escrow), amount, clause: ClauseId(clause) }
}

pub fn answer(by: u16, effect: Effect) -> Answer {
    Answer { by: ActorId(by), effect, only_if: Condition::Always, clause: ClauseId(82) }
}

pub fn rung(at_least: i64, answers: Vec<Answer>) -> Level {
    let (window, cool_down) = (days(30), Hours::ZERO);
    Level { at_least, answers, window, cool_down, clause: ClauseId(81) }
}

pub fn dispute(starters: &[u16], stages: &[u32], outcome: Vec<Effect>) -> Procedure {
    Procedure {
        kind: ProcedureKind::Dispute,
        starters: starters.iter().copied().map(ActorId).collect(),
        workstream: WorkstreamId(0),
        about: Vec::new(),
        after: Vec::new(),
        stages: stages.iter().copied().map(days).collect(),
        stopped_by: None,
        window: days(30),
        outcome,
        clause: ClauseId(100),
    }
}

pub fn snapback(starters: &[u16], runs: u32, after: u16, outcome: Vec<Effect>) -> Procedure {
    let after = vec![ProcedureId(after)];
    let (kind, clause) = (ProcedureKind::Snapback, ClauseId(101));
    Procedure { kind, after, clause, ..dispute(starters, &[runs], outcome) }
}
