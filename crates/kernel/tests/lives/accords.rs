//! Accords built by hand, as the language would lower them.

use super::rows::*;
use kernel::accord::*;
use kernel::{
    Accord, ActorId, ClauseId, Condition, DialId, DutyId, EscrowId, Hours, InquiryId, PhaseId,
    ProcedureId, RedlineId, SubjectId, TrancheId, WaiverId, WorkstreamId,
};

// --- the smallest swap ------------------------------------------------------------------------

pub const A: ActorId = ActorId(0);
pub const B: ActorId = ActorId(1);
pub const BODY: ActorId = ActorId(2);
pub const GIVE: DutyId = DutyId(0);
pub const RETURN: DutyId = DutyId(1);

/// Two deeds by day 30, each against the other, proved by a body within a week.
pub fn swap() -> Accord {
    let step = |by: u16, other: DutyId| Duty {
        due: Some(When::Phase(days(30))),
        verifier: Some(BODY),
        lag: days(7),
        against: vec![other],
        clause: ClauseId(10 + by),
        ..achieve(by, Target::Deed)
    };
    Accord {
        actors: vec![actor(Role::Signatory, 1), actor(Role::Signatory, 2), actor(Role::Body, 3)],
        signatories: 2,
        workstreams: vec![file(&[], 4)],
        duties: vec![step(0, RETURN), step(1, GIVE)],
        ..Accord::default()
    }
    .indexed()
}

// --- the three-phase understanding ------------------------------------------------------------

pub const US: ActorId = ActorId(0);
pub const IRAN: ActorId = ActorId(1);
pub const ISRAEL: ActorId = ActorId(2);
pub const COASTAL: ActorId = ActorId(3);
pub const IAEA: ActorId = ActorId(4);
pub const JMC: ActorId = ActorId(5);
pub const BANK: ActorId = ActorId(6);

pub const NUCLEAR: WorkstreamId = WorkstreamId(0);
pub const REGIONAL: WorkstreamId = WorkstreamId(1);
pub const TRADE: WorkstreamId = WorkstreamId(2);

pub const ENRICHMENT: SubjectId = SubjectId(0);
pub const DILUTED: SubjectId = SubjectId(1);
pub const ATTACKS: SubjectId = SubjectId(2);
pub const RESTRAINT: SubjectId = SubjectId(3);

pub const ADMIT: DutyId = DutyId(0);
pub const CAP: DutyId = DutyId(1);
pub const LIFT: DutyId = DutyId(2);
pub const EASE: DutyId = DutyId(3);
pub const CALM: DutyId = DutyId(4);
pub const PAY1: DutyId = DutyId(5);
pub const PAY2: DutyId = DutyId(6);
pub const PAY3: DutyId = DutyId(7);
pub const BLEND: DutyId = DutyId(8);
pub const ACCEDE_US: DutyId = DutyId(9);
pub const ACCEDE_IRAN: DutyId = DutyId(10);
pub const EASE2: DutyId = DutyId(11);
pub const LIMIT_US: DutyId = DutyId(12);
pub const LIMIT_IRAN: DutyId = DutyId(13);

pub const P1: PhaseId = PhaseId(0);
pub const P2: PhaseId = PhaseId(1);
pub const P3: PhaseId = PhaseId(2);
pub const W1: WaiverId = WaiverId(0);
pub const RELIEF: DialId = DialId(0);
pub const PROCEEDS: EscrowId = EscrowId(0);
pub const T1: TrancheId = TrancheId(0);
pub const T2: TrancheId = TrancheId(1);
pub const T3: TrancheId = TrancheId(2);
pub const SHIP: RedlineId = RedlineId(0);
pub const DASH: RedlineId = RedlineId(1);
pub const AUTONOMY: InquiryId = InquiryId(0);
pub const D1: ProcedureId = ProcedureId(0);
pub const BACK: ProcedureId = ProcedureId(1);

/// Every table in use: waiver, piped dial, escrow in tranches, two red lines of two rungs, an
/// inquiry, a dispute before a snapback, a freeze; the nuclear file pulls purchases, not regional.
pub fn three_phase() -> Accord {
    Accord {
        actors: actors(),
        signatories: 2,
        workstreams: vec![file(&[2], 20), file(&[], 21), file(&[], 22)],
        subjects: subjects(),
        duties: duties(),
        phases: phases(),
        dials: vec![Dial {
            raise: Condition::Held(CAP, days(30)),
            lower: Condition::Reported(CAP),
            piped: true,
            ..dial(0, 2)
        }],
        waivers: vec![Waiver { revoke: Condition::Reported(CAP), ..waiver(0) }],
        escrows: vec![Escrow { workstream: REGIONAL, ..escrow(1, 0, 6, 2_400) }],
        tranches: vec![tranche(0, 800, 71), tranche(0, 800, 72), tranche(0, 800, 73)],
        redlines: redlines(),
        inquiries: vec![Inquiry {
            group: COASTAL,
            subject: ATTACKS,
            evidence: 0,
            answer_within: days(10),
            window: days(30),
            clause: ClauseId(90),
        }],
        procedures: procedures(),
        freezes: vec![Freeze {
            duties: vec![LIMIT_US, LIMIT_IRAN],
            notice: days(90),
            workstream: TRADE,
            clause: ClauseId(110),
        }],
        form: LegalForm::Executive,
        ..Accord::default()
    }
    .indexed()
}

fn actors() -> Vec<Actor> {
    let coastal =
        Actor { answered_by: Some((IRAN, Attribution::Directed)), ..actor(Role::Group, 4) };
    vec![
        actor(Role::Signatory, 1),
        actor(Role::Signatory, 2),
        actor(Role::Outsider, 3),
        coastal,
        actor(Role::Body, 5),
        actor(Role::Body, 6),
        actor(Role::Body, 7),
    ]
}

fn subjects() -> Vec<Subject> {
    vec![
        subject(1, 4, SubjectKind::Level, 60_000),
        subject(1, 4, SubjectKind::Level, 0),
        subject(3, 5, SubjectKind::Tally, 0),
        subject(1, 5, SubjectKind::Restraint(COASTAL), 1),
    ]
}

fn duties() -> Vec<Duty> {
    let mut list = first_phase();
    list.extend(second_phase());
    list.extend(third_phase());
    list.extend(limits());
    let numbered = |(clause, row)| Duty { clause: ClauseId(clause), ..row };
    (40..).zip(list).map(numbered).collect()
}

fn first_phase() -> Vec<Duty> {
    let proved = |row: Duty| Duty { verifier: Some(IAEA), lag: days(7), phase: Some(P1), ..row };
    let relief = |target: Target, due: u32, after: Condition| Duty {
        phase: Some(P1),
        due: Some(When::Phase(days(due))),
        after,
        against: vec![ADMIT, CAP],
        ..achieve(0, target)
    };
    vec![
        Duty {
            from: Some(When::Phase(days(10))),
            undo: Some(days(1)),
            against: vec![LIFT, EASE],
            ..proved(keep(1, Target::Deed))
        },
        Duty {
            from: Some(When::Phase(days(14))),
            undo: Some(days(21)),
            against: vec![LIFT, EASE],
            ..proved(keep(1, value(0, Comparison::AtMost, 3_670)))
        },
        relief(Target::Granted { waiver: W1 }, 30, Condition::Met(ADMIT)),
        relief(Target::Dialled { dial: RELIEF, level: 1 }, 60, Condition::Held(CAP, days(30))),
    ]
}

fn second_phase() -> Vec<Duty> {
    let in_p2 = |row: Duty| Duty { phase: Some(P2), workstream: REGIONAL, ..row };
    let pay = |tranche: TrancheId, due: When| {
        in_p2(Duty {
            after: Condition::Held(CALM, days(30)),
            due: Some(due),
            against: vec![CALM],
            ..achieve(0, Target::Transferred { tranche })
        })
    };
    vec![
        in_p2(Duty {
            from: Some(When::Phase(days(10))),
            verifier: Some(JMC),
            lag: days(3),
            against: vec![PAY1, PAY2, PAY3],
            ..keep(1, value(3, Comparison::AtLeast, 2))
        }),
        pay(T1, When::Phase(days(60))),
        pay(T2, When::After(PAY1, days(60))),
        pay(T3, When::After(PAY2, days(60))),
        Duty {
            phase: Some(P2),
            due: Some(When::Phase(days(120))),
            verifier: Some(IAEA),
            lag: days(7),
            ..achieve(1, value(1, Comparison::AtLeast, 220))
        },
    ]
}

fn third_phase() -> Vec<Duty> {
    let in_p3 = |row: Duty| Duty { phase: Some(P3), ..row };
    let accede = |by: u16| {
        in_p3(Duty {
            workstream: REGIONAL,
            due: Some(When::Phase(days(120))),
            verifier: Some(JMC),
            lag: days(3),
            ..achieve(by, Target::Deed)
        })
    };
    vec![
        accede(0),
        accede(1),
        in_p3(Duty {
            due: Some(When::Phase(days(60))),
            after: Condition::Held(CAP, days(30)),
            ..achieve(0, Target::Dialled { dial: RELIEF, level: 2 })
        }),
    ]
}

fn limits() -> Vec<Duty> {
    let limit = |by: u16| Duty {
        deed_at_start: true,
        workstream: TRADE,
        verifier: Some(JMC),
        lag: days(3),
        ..keep(by, Target::Deed)
    };
    vec![limit(0), limit(1)]
}

fn phases() -> Vec<Phase> {
    let first = Condition::All(vec![Condition::Held(CAP, days(60)), Condition::Met(EASE)]);
    let second = Condition::All(vec![Condition::Met(PAY3), Condition::Met(BLEND)]);
    let numbered = |(clause, row)| Phase { clause: ClauseId(clause), ..row };
    let list = [
        phase(Condition::Always, first, Some(days(180)), &[0]),
        phase(Condition::Closed(P1), second, Some(days(400)), &[0, 1]),
        Phase {
            form: Some(LegalForm::Statute),
            ..phase(Condition::Closed(P2), Condition::Never, None, &[0, 1])
        },
    ];
    (25..).zip(list).map(numbered).collect()
}

fn redlines() -> Vec<Redline> {
    let pause = |span| answer(0, Effect::PauseEscrow(PROCEEDS, days(span)));
    let ship = Redline {
        subject: ATTACKS,
        above: 0,
        actors: vec![COASTAL],
        found_by: Some(JMC),
        live: Condition::Always,
        levels: vec![
            rung(0, vec![pause(30)]),
            Level { cool_down: Hours(72), ..rung(1, vec![pause(90), answer(0, Effect::Strike)]) },
        ],
        workstream: REGIONAL,
        clause: ClauseId(80),
    };
    let dash = Redline {
        subject: ENRICHMENT,
        above: 3_670,
        actors: Vec::new(),
        found_by: Some(IAEA),
        live: Condition::Live(CAP),
        levels: vec![
            rung(3_671, vec![answer(0, Effect::LowerDial(RELIEF, 0))]),
            rung(20_001, vec![answer(0, Effect::Start(BACK))]),
        ],
        workstream: NUCLEAR,
        clause: ClauseId(83),
    };
    vec![ship, dash]
}

fn procedures() -> Vec<Procedure> {
    let restored = vec![
        Effect::RevokeWaiver(W1),
        Effect::LowerDial(RELIEF, 0),
        Effect::EndWorkstream(NUCLEAR),
    ];
    vec![dispute(&[0, 1], &[15, 15], vec![Effect::Start(BACK)]), snapback(&[0, 1], 30, 0, restored)]
}

// --- eight signatories ------------------------------------------------------------------------

/// Eight keep a deed each, proved by one body; the first is essential, five must remain. The
/// second turns a dial while the third keeps its own, and grants a waiver.
pub fn eight() -> Accord {
    let body = ActorId(8);
    let mut actors: Vec<Actor> = (0..8).map(|n| actor(Role::Signatory, n)).collect();
    actors.push(actor(Role::Body, 8));
    let kept = |by: u16| Duty {
        verifier: Some(body),
        lag: days(3),
        clause: ClauseId(40 + by),
        ..keep(by, Target::Deed)
    };
    let mut duties: Vec<Duty> = (0..8).map(kept).collect();
    duties.push(Duty {
        due: Some(When::Phase(days(30))),
        against: vec![DutyId(2)],
        clause: ClauseId(48),
        ..achieve(1, Target::Dialled { dial: DialId(0), level: 1 })
    });
    Accord {
        actors,
        signatories: 8,
        workstreams: vec![file(&[], 20)],
        duties,
        dials: vec![dial(1, 1)],
        waivers: vec![waiver(1)],
        procedures: vec![dispute(&[0, 1, 2, 3, 4, 5, 6, 7], &[10], Vec::new())],
        quorum: 5,
        essential: vec![ActorId(0)],
        sunset: Some(days(900)),
        ..Accord::default()
    }
    .indexed()
}
