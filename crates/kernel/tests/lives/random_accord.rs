//! Accords that no drafter would write: every table, ids that point nowhere, spans of nothing.

use super::dice::Dice;
use kernel::accord::*;
use kernel::*;

/// Ids range one past the longest table.
const ID: u16 = 5;
const ROWS: usize = 4;

pub fn accord(d: &mut Dice<'_>) -> Accord {
    let mut accord = tables(d);
    // Half of the inquiries make sense: they ask about the group whose acts are counted.
    for row in &mut accord.inquiries {
        let tally = accord.subjects.iter().position(|subject| subject.kind == SubjectKind::Tally);
        if let (Some(tally), true) = (tally, d.flip()) {
            row.subject = SubjectId(u16::try_from(tally).unwrap());
            row.group = accord.subjects[tally].holder;
        }
    }
    accord.indexed()
}

fn tables(d: &mut Dice<'_>) -> Accord {
    let mut accord = Accord {
        language: 1,
        actors: d.list(ROWS + 2, actor),
        signatories: 1 + d.small(3),
        workstreams: d.list(3, |d| Workstream { pulls: d.list(2, file), clause: clause(d) }),
        subjects: d.list(ROWS, subject),
        duties: d.list(ROWS, duty),
        phases: d.list(3, phase),
        dials: d.list(2, dial),
        waivers: d.list(2, waiver),
        escrows: d.list(2, escrow),
        tranches: d.list(3, tranche),
        redlines: d.list(2, redline),
        inquiries: d.list(2, inquiry),
        procedures: d.list(3, procedure),
        freezes: d.list(2, freeze),
        sunset: d.maybe(span).filter(|_| d.one_in(3)),
        header: clause(d),
        quorum: d.small(3),
        essential: d.list(1, who),
        ends: if d.one_in(4) { condition(d, 1) } else { Condition::Never },
        form: d.pick(&[LegalForm::Political, LegalForm::Treaty]).unwrap(),
        ..Accord::default()
    };
    // Drawn last, so that what was drawn before stays as it was.
    for waiver in &mut accord.waivers {
        waiver.scaled = d.maybe(scaled);
    }
    super::random_talk::add(&mut accord, d);
    accord
}

fn id(d: &mut Dice<'_>) -> u16 {
    if d.one_in(60) { u16::MAX } else { d.small(ID) }
}

pub fn who(d: &mut Dice<'_>) -> ActorId {
    ActorId(id(d))
}

fn file(d: &mut Dice<'_>) -> WorkstreamId {
    WorkstreamId(if d.one_in(20) { id(d) } else { d.small(3) })
}

fn duty_id(d: &mut Dice<'_>) -> DutyId {
    DutyId(id(d))
}

fn clause(d: &mut Dice<'_>) -> ClauseId {
    ClauseId(d.small(9))
}

pub fn span(d: &mut Dice<'_>) -> Hours {
    let spans = [24, 48, 0, 1, 72, 240, 720, 721];
    d.pick(&spans).map(Hours).unwrap()
}

pub fn number(d: &mut Dice<'_>) -> i64 {
    d.pick(&[0, 1, 2, 3, -1, 100, i64::MAX, i64::MIN]).unwrap()
}

fn when(d: &mut Dice<'_>) -> When {
    match d.roll(3) {
        0 => When::Phase(span(d)),
        1 => When::After(duty_id(d), span(d)),
        _ => When::Day(span(d)),
    }
}

pub fn condition(d: &mut Dice<'_>, depth: u8) -> Condition {
    let kinds = if depth == 0 { 27 } else { 30 };
    match d.roll(kinds) {
        0 => Condition::Always,
        1 => Condition::Never,
        2 => Condition::Open(PhaseId(id(d))),
        3 => Condition::Closed(PhaseId(id(d))),
        4 => Condition::Lapsed(PhaseId(id(d))),
        5 => Condition::Met(duty_id(d)),
        6 => Condition::Held(duty_id(d), span(d)),
        7 => Condition::Live(duty_id(d)),
        8 => Condition::Reported(duty_id(d)),
        9 => Condition::Found(duty_id(d)),
        10 => Condition::Late(duty_id(d)),
        11 => Condition::Hidden(duty_id(d)),
        12 => Condition::Value(SubjectId(id(d)), Comparison::Above, number(d)),
        13 => Condition::InForce(WaiverId(id(d))),
        14 => Condition::Announced(DialId(id(d)), d.byte() % 3),
        15 => Condition::Felt(DialId(id(d)), d.byte() % 3),
        16 => Condition::Transferred(TrancheId(id(d))),
        17 => Condition::Usable(TrancheId(id(d))),
        18 => Condition::Paused(EscrowId(id(d))),
        19 => Condition::Crossed(RedlineId(id(d)), d.byte() % 3),
        20 => Condition::Established(InquiryId(id(d))),
        21 => Condition::Running(ProcedureId(id(d))),
        22 => Condition::Exhausted(ProcedureId(id(d))),
        23 => Condition::Withdrawn(who(d)),
        24 => Condition::Alive(file(d)),
        25 => Condition::InEffect,
        26 => Condition::Day(span(d)),
        27 => Condition::All(d.list(2, |d| condition(d, depth - 1))),
        28 => Condition::Any(d.list(2, |d| condition(d, depth - 1))),
        _ => Condition::Not(Box::new(condition(d, depth - 1))),
    }
}

fn usually(d: &mut Dice<'_>) -> Condition {
    if d.flip() { condition(d, 1) } else { Condition::Always }
}

fn actor(d: &mut Dice<'_>) -> Actor {
    let role = d.pick(&[Role::Signatory, Role::Body, Role::Group, Role::Outsider]).unwrap();
    let rules =
        [Attribution::Directed, Attribution::Tolerated, Attribution::Always, Attribution::Never];
    let answered_by = d.maybe(|d| (who(d), d.pick(&rules).unwrap()));
    Actor { role, answered_by, clause: clause(d) }
}

fn subject(d: &mut Dice<'_>) -> Subject {
    let kind = match d.roll(3) {
        0 => SubjectKind::Level,
        1 => SubjectKind::Tally,
        _ => SubjectKind::Restraint(who(d)),
    };
    let (holder, observer) = (who(d), d.maybe(who));
    Subject { holder, observer, kind, baseline: number(d), clause: clause(d) }
}

fn target(d: &mut Dice<'_>) -> Target {
    let comparisons = [Comparison::AtMost, Comparison::AtLeast, Comparison::Below];
    match d.roll(6) {
        0 => Target::Deed,
        1 => Target::NoOccurrence { subject: SubjectId(id(d)) },
        2 => Target::Value {
            subject: SubjectId(id(d)),
            comparison: d.pick(&comparisons).unwrap(),
            bound: number(d),
        },
        3 => Target::Granted { waiver: WaiverId(d.small(3)) },
        4 => Target::Transferred { tranche: TrancheId(d.small(4)) },
        _ => Target::Dialled { dial: DialId(d.small(3)), level: d.byte() % 4 },
    }
}

fn duty(d: &mut Dice<'_>) -> Duty {
    Duty {
        obligor: who(d),
        kind: d.pick(&[DutyKind::Achieve, DutyKind::Maintain]).unwrap(),
        target: target(d),
        deed_at_start: d.flip(),
        workstream: file(d),
        phase: d.maybe(|d| PhaseId(d.small(4))),
        after: usually(d),
        from: d.maybe(when),
        due: d.maybe(when),
        until: d.maybe(when).filter(|_| d.one_in(3)),
        verifier: d.maybe(who),
        lag: span(d),
        undo: d.maybe(span),
        against: d.list(2, duty_id),
        survives_phase: d.flip(),
        read_at: Vec::new(),
        clause: clause(d),
    }
}

fn phase(d: &mut Dice<'_>) -> Phase {
    Phase {
        opens: usually(d),
        closes: condition(d, 1),
        lapses: d.maybe(span),
        workstreams: d.list(2, file),
        form: None,
        clause: clause(d),
    }
}

fn dial(d: &mut Dice<'_>) -> Dial {
    Dial {
        holder: who(d),
        workstream: file(d),
        levels: d.byte() % 4,
        start: d.byte() % 3,
        raise: usually(d),
        lower: condition(d, 1),
        piped: d.flip(),
        stages: stages(d),
        clause: clause(d),
    }
}

fn stages(d: &mut Dice<'_>) -> Vec<Stage> {
    let stage = |d: &mut Dice<'_>| Stage {
        owner: who(d),
        within: d.maybe(span),
        may_refuse: d.flip(),
        clause: clause(d),
    };
    d.list(3, stage)
}

fn waiver(d: &mut Dice<'_>) -> Waiver {
    Waiver {
        granter: who(d),
        workstream: file(d),
        volume: number(d),
        scaled: None,
        period: span(d),
        lasts: d.maybe(span),
        renewals: d.maybe(|d| d.small(3)),
        renew: Condition::Always,
        winds_down: span(d),
        revoke: condition(d, 1),
        clause: clause(d),
    }
}

fn scaled(d: &mut Dice<'_>) -> Scaled {
    let progress = if d.flip() {
        Progress::Met(DutyId(d.small(4)))
    } else {
        Progress::Value { subject: SubjectId(d.small(4)), from: number(d), to: number(d) }
    };
    Scaled { progress, floor: number(d) }
}

fn escrow(d: &mut Dice<'_>) -> Escrow {
    Escrow {
        owner: who(d),
        custodian: who(d),
        approvers: vec![who(d)],
        workstream: file(d),
        total: number(d),
        piped: d.flip(),
        stages: stages(d),
        clause: clause(d),
    }
}

fn tranche(d: &mut Dice<'_>) -> Tranche {
    Tranche { escrow: EscrowId(d.small(3)), amount: number(d), clause: clause(d) }
}

fn effect(d: &mut Dice<'_>) -> Effect {
    match d.roll(7) {
        0 => Effect::PauseEscrow(EscrowId(d.small(2)), span(d)),
        1 => Effect::SuspendWaiver(WaiverId(d.small(3)), span(d)),
        2 => Effect::RevokeWaiver(WaiverId(d.small(3))),
        3 => Effect::LowerDial(DialId(d.small(3)), d.byte() % 3),
        4 if d.one_in(3) => {
            let only = Box::new(usually(d));
            Effect::OnlyIf(only, Box::new(Effect::Strike))
        }
        4 => Effect::Strike,
        5 => Effect::EndWorkstream(file(d)),
        _ => Effect::Start(ProcedureId(d.small(4))),
    }
}

fn redline(d: &mut Dice<'_>) -> Redline {
    let answer = |d: &mut Dice<'_>| Answer {
        by: who(d),
        effect: effect(d),
        only_if: Condition::Always,
        clause: clause(d),
    };
    let level = |d: &mut Dice<'_>| Level {
        at_least: number(d),
        answers: d.list(2, answer),
        window: span(d),
        cool_down: span(d),
        clause: clause(d),
    };
    Redline {
        subject: SubjectId(id(d)),
        above: number(d),
        actors: d.list(1, who),
        found_by: d.maybe(who).filter(|_| d.one_in(3)),
        live: usually(d),
        levels: d.list(3, level),
        workstream: file(d),
        clause: clause(d),
    }
}

fn inquiry(d: &mut Dice<'_>) -> Inquiry {
    let (group, subject) = (who(d), SubjectId(id(d)));
    Inquiry {
        group,
        subject,
        evidence: d.byte() % 4,
        answer_within: span(d),
        window: span(d),
        clause: clause(d),
    }
}

fn procedure(d: &mut Dice<'_>) -> Procedure {
    Procedure {
        kind: d.pick(&[ProcedureKind::Dispute, ProcedureKind::Snapback]).unwrap(),
        starters: d.list(3, who),
        workstream: file(d),
        about: d.list(1, duty_id),
        after: d.list(1, |d| ProcedureId(d.small(4))),
        stages: d.list(2, span),
        stopped_by: d.maybe(who),
        window: span(d),
        outcome: d.list(2, effect),
        clause: clause(d),
    }
}

fn freeze(d: &mut Dice<'_>) -> Freeze {
    Freeze { duties: d.list(2, duty_id), notice: span(d), workstream: file(d), clause: clause(d) }
}
