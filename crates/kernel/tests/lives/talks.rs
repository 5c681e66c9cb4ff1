//! An accord of talk: every article kind that neither relieves nor answers.

use super::accords::{A, B, BODY, swap};
use super::rows::{
    achieve, actor, answer, days, dial, dispute, escrow, keep, rung, snapback, subject, tranche,
};
use kernel::accord::*;
use kernel::*;

pub const HOST: ActorId = ActorId(3);
pub const BLOC: ActorId = ActorId(4);
pub const GULF: ActorId = ActorId(5);

pub const TELL_A: DutyId = DutyId(2);
pub const GATE: DutyId = DutyId(3);
pub const HAND_A: DutyId = DutyId(4);
pub const HAND_B: DutyId = DutyId(5);
pub const EASE_A: DutyId = DutyId(6);
pub const HALT_B: DutyId = DutyId(7);
pub const JOIN_B: DutyId = DutyId(8);
pub const PAY: DutyId = DutyId(9);

pub const FOOD: CarveoutId = CarveoutId(0);
pub const SIDE_A: HandoverId = HandoverId(0);
pub const SIDE_B: HandoverId = HandoverId(1);
pub const FIRING: NoticeId = NoticeId(0);
pub const LINE_A: ChannelId = ChannelId(0);
pub const LINE_B: ChannelId = ChannelId(1);
pub const SWISS_B: ChannelId = ChannelId(2);
pub const SPEECH: StatementId = StatementId(0);
pub const LISTINGS: ToleranceId = ToleranceId(0);
pub const SCRIPT_A: UndertakingId = UndertakingId(0);
pub const SCRIPT_B: UndertakingId = UndertakingId(1);
pub const ENTRY: AccessionId = AccessionId(0);
pub const BOARD: BallotId = BallotId(0);
pub const LISTED: SubjectId = SubjectId(0);
pub const RAIDS: SubjectId = SubjectId(1);

/// The swap, and beside it: food that goes through, five persons for five behind a gate, notice of
/// firing, a line with a reserve, a speech, listings tolerated, two mirrored undertakings, an
/// accession by two, a body that decides by two of three. A red line, a dial and a snapback are
/// there to show that none of it moves them.
pub fn talks() -> Accord {
    let base = swap();
    let mut duties = base.duties.clone();
    duties.iter_mut().for_each(|row| row.due = Some(When::Day(days(400))));
    duties.extend(own_duties());
    Accord {
        actors: vec![
            actor(Role::Signatory, 1),
            actor(Role::Signatory, 2),
            actor(Role::Body, 3),
            actor(Role::Body, 3),
            actor(Role::Outsider, 3),
            actor(Role::Outsider, 3),
        ],
        subjects: vec![subject(0, 2, SubjectKind::Tally, 0), subject(1, 2, SubjectKind::Tally, 0)],
        duties,
        dials: vec![dial(0, 2)],
        escrows: vec![Escrow { piped: false, ..escrow(1, 0, 3, 600) }],
        tranches: vec![tranche(0, 600, 71)],
        redlines: vec![Redline {
            subject: RAIDS,
            above: 0,
            actors: Vec::new(),
            found_by: None,
            live: Condition::Always,
            levels: vec![rung(0, vec![answer(0, Effect::LowerDial(DialId(0), 0))])],
            workstream: WorkstreamId(0),
            clause: ClauseId(80),
        }],
        procedures: vec![
            dispute(&[0, 1], &[10], vec![Effect::Start(ProcedureId(1))]),
            Procedure {
                stopped_by: Some(BODY),
                ..snapback(&[0, 1], 20, 0, vec![Effect::LowerDial(DialId(0), 0)])
            },
        ],
        sunset: Some(days(500)),
        ..talk_alone(base)
    }
    .indexed()
}

/// The rows of talk, added to an accord.
fn talk_alone(base: Accord) -> Accord {
    Accord {
        carveouts: vec![Carveout {
            cap: Some(100),
            period: days(30),
            until: Some(days(300)),
            clause: ClauseId(120),
        }],
        handovers: vec![side(A, 121), side(B, 121)],
        notices: vec![Notice {
            by: A,
            before: days(3),
            late: Grade::Irregularity,
            none: Grade::NonPerformance,
            clause: ClauseId(122),
        }],
        channels: vec![
            end(A, true, None),
            end(B, true, Some(SWISS_B)),
            Channel { clause: ClauseId(124), ..end(B, false, None) },
        ],
        statements: vec![Statement { by: vec![A], clause: ClauseId(125) }],
        tolerances: vec![Tolerance {
            subject: LISTED,
            by: vec![A],
            budget: Some(2),
            period: Some(days(90)),
            clause: ClauseId(126),
        }],
        undertakings: vec![script(A, EASE_A, SCRIPT_B, 127), script(B, HALT_B, SCRIPT_A, 128)],
        accessions: vec![Accession {
            bloc: BLOC,
            candidate: B,
            consent: vec![A, GULF],
            clause: ClauseId(129),
        }],
        ballots: vec![Ballot {
            body: BODY,
            members: vec![A, B, HOST],
            needed: Some(2),
            clause: ClauseId(130),
        }],
        ..base
    }
}

fn own_duties() -> Vec<Duty> {
    let gate = Condition::Met(GATE);
    let hand = |by: u16, handover, other| Duty {
        after: gate.clone(),
        due: Some(When::After(GATE, Hours(12))),
        against: vec![other],
        ..achieve(by, Target::HandedOver { handover })
    };
    vec![
        keep(0, Target::Noticed { notice: FIRING }),
        Duty { after: Condition::Met(PAY), ..achieve(3, Target::Deed) },
        hand(0, SIDE_A, HAND_B),
        hand(1, SIDE_B, HAND_A),
        keep(0, Target::Dialled { dial: DialId(0), level: 1 }),
        Duty { verifier: Some(BODY), deed_at_start: true, ..keep(1, Target::Deed) },
        Duty { due: Some(When::Day(days(200))), ..achieve(1, Target::Joined { accession: ENTRY }) },
        Duty {
            due: Some(When::Day(days(100))),
            ..achieve(0, Target::Transferred { tranche: TrancheId(0) })
        },
    ]
}

fn side(party: ActorId, clause: u16) -> Handover {
    Handover { party, count: 5, decliners_count: true, clause: ClauseId(clause) }
}

fn end(end: ActorId, from_start: bool, fallback: Option<ChannelId>) -> Channel {
    let (acknowledge, keepalive) = (Some(Hours(24)), Some(days(7)));
    Channel { end, acknowledge, keepalive, from_start, fallback, clause: ClauseId(123) }
}

fn script(by: ActorId, duty: DutyId, mirror: UndertakingId, clause: u16) -> Undertaking {
    let (duties, notice, mirror) = (vec![duty], Some(days(10)), Some(mirror));
    Undertaking { by, duties, notice, mirror, clause: ClauseId(clause) }
}
