//! Every event that somebody can say has a form, and goes through it unchanged.

use forms::{Field, Form, Kind, Outline, Value, read};
use kernel::accord::{Actor, Role, Subject, SubjectKind};
use kernel::event::Finding;
use kernel::*;
use proptest::prelude::*;

use crate::sample::{all, value};

const A: ActorId = ActorId(0);
const BODY: ActorId = ActorId(2);
const GROUP: ActorId = ActorId(3);

fn accord() -> Accord {
    let actor = |role| Actor { role, answered_by: None, clause: ClauseId(0) };
    let tally = Subject {
        holder: GROUP,
        observer: Some(BODY),
        kind: SubjectKind::Tally,
        baseline: 0,
        clause: ClauseId(0),
    };
    Accord {
        actors: [Role::Signatory, Role::Signatory, Role::Body, Role::Group].map(actor).into(),
        signatories: 2,
        subjects: vec![tally],
        ..Accord::default()
    }
}

/// One deed of each kind, every id `id`, every number from `n`.
fn deeds(id: u16, n: i64) -> Vec<Deed> {
    let small = (n.unsigned_abs() % 200) as u8;
    let count = (n.unsigned_abs() % (1 << 32)) as u32;
    let finding = if n % 2 == 0 { Finding::Clean } else { Finding::NotPerformed };
    let hours = Hours(count);
    vec![
        Deed::Set(SubjectId(id), n),
        Deed::Conduct(DutyId(id), true),
        Deed::Conduct(DutyId(id), false),
        Deed::Incident(SubjectId(id), n),
        Deed::Strike,
        Deed::Hostilities,
        Deed::Measure(SubjectId(id), n),
        Deed::Report(DutyId(id), finding),
        Deed::Allege(DutyId(id)),
        Deed::Contest(DutyId(id)),
        Deed::Admit(DutyId(id)),
        Deed::Find(DutyId(id), finding),
        Deed::Attribute(SubjectId(id), GROUP),
        Deed::Grant(WaiverId(id)),
        Deed::Renew(WaiverId(id)),
        Deed::Revoke(WaiverId(id)),
        Deed::Draw(WaiverId(id), n),
        Deed::Turn(DialId(id), small),
        Deed::Feel(DialId(id)),
        Deed::Transfer(TrancheId(id)),
        Deed::Reject(TrancheId(id)),
        Deed::Release(TrancheId(id)),
        Deed::Spend(TrancheId(id), n),
        Deed::Return(TrancheId(id)),
        Deed::Clear(Relief::Dial(DialId(id))),
        Deed::Clear(Relief::Tranche(TrancheId(id))),
        Deed::Withhold(Relief::Dial(DialId(id))),
        Deed::Withhold(Relief::Tranche(TrancheId(id))),
        Deed::Answer(RedlineId(id), id),
        Deed::Absorb(RedlineId(id)),
        Deed::Inquire(InquiryId(id)),
        Deed::Show(InquiryId(id), small),
        Deed::Warn(InquiryId(id)),
        Deed::Start(ProcedureId(id), DutyId(id)),
        Deed::Settle(ProcedureId(id)),
        Deed::Stop(ProcedureId(id)),
        Deed::Extend(ProcedureId(id), hours),
        Deed::Use(ProcedureId(id)),
        Deed::Leave(FreezeId(id)),
        Deed::Withdraw,
        Deed::Deliver(CarveoutId(id), n),
        Deed::HandOver(HandoverId(id), count),
        Deed::Decline(HandoverId(id), count),
        Deed::Notify(NoticeId(id)),
        Deed::Carry(NoticeId(id)),
        Deed::Send(ChannelId(id)),
        Deed::Acknowledge(ChannelId(id)),
        Deed::Say(StatementId(id)),
        Deed::Depart(UndertakingId(id)),
        Deed::Ask(AccessionId(id)),
        Deed::Consent(AccessionId(id)),
        Deed::Refuse(AccessionId(id)),
        Deed::Vote(BallotId(id), Motion::Find(DutyId(id), finding), n > 0),
        Deed::Vote(BallotId(id), Motion::Stop(ProcedureId(id)), n > 0),
        Deed::Vote(BallotId(id), Motion::Extend(ProcedureId(id), hours), n > 0),
    ]
}

/// A new deed of the kernel does not compile here until it stands in the list above.
fn is_listed(deed: &Deed) {
    match deed {
        Deed::Set(..)
        | Deed::Conduct(..)
        | Deed::Incident(..)
        | Deed::Strike
        | Deed::Hostilities => {}
        Deed::Measure(..)
        | Deed::Report(..)
        | Deed::Allege(_)
        | Deed::Contest(_)
        | Deed::Admit(_) => {}
        Deed::Find(..)
        | Deed::Attribute(..)
        | Deed::Grant(_)
        | Deed::Renew(_)
        | Deed::Revoke(_) => {}
        Deed::Draw(..) | Deed::Turn(..) | Deed::Feel(_) | Deed::Transfer(_) | Deed::Reject(_) => {}
        Deed::Release(_)
        | Deed::Spend(..)
        | Deed::Return(_)
        | Deed::Clear(_)
        | Deed::Withhold(_) => {}
        Deed::Answer(..) | Deed::Absorb(_) | Deed::Inquire(_) | Deed::Show(..) | Deed::Warn(_) => {}
        Deed::Start(..) | Deed::Settle(_) | Deed::Stop(_) | Deed::Extend(..) | Deed::Use(_) => {}
        Deed::Leave(_)
        | Deed::Withdraw
        | Deed::Deliver(..)
        | Deed::HandOver(..)
        | Deed::Decline(..) => {}
        Deed::Notify(_) | Deed::Carry(_) | Deed::Send(_) | Deed::Acknowledge(_) | Deed::Say(_) => {}
        Deed::Depart(_) | Deed::Ask(_) | Deed::Consent(_) | Deed::Refuse(_) | Deed::Vote(..) => {}
    }
}

/// The form of an event, completed with words, sent and read again.
fn through(accord: &Accord, event: &Event) -> Option<Event> {
    let outline = Outline::of(accord, event)?;
    let (author, kind) = (outline.author, outline.kind);
    let given: Vec<Field> = outline.values.iter().map(|(field, _)| *field).collect();
    let open =
        kind.row().fields(None).filter(|(field, required)| *required && !given.contains(field));
    let more: Vec<_> = open.map(|(field, _)| (field, value(field, ""))).collect();
    let form = outline.complete(more).expect("a form");
    let form = read(kind.number(), &form.fields_value()).expect("a form is read");
    form.event(accord, author)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_event_that_can_be_said_goes_through_its_form_unchanged(id: u16, n: i64) {
        let accord = accord();
        for deed in deeds(id, n) {
            is_listed(&deed);
            let event = Event::Act { by: A, deed };
            prop_assert_eq!(through(&accord, &event), Some(event.clone()), "{:?}", event);
        }
        for deed in [Deed::Incident(SubjectId(0), n), Deed::Strike, Deed::Hostilities] {
            let event = Event::Act { by: GROUP, deed };
            prop_assert_eq!(through(&accord, &event), Some(event.clone()), "told by a body");
        }
    }
}

#[test]
fn time_is_said_by_nobody() {
    assert_eq!(Outline::of(&accord(), &Event::Pass(Hours(1))), None);
}

/// Fault 23: signed and false stays a claim.
#[test]
fn a_claim_about_another_is_no_event_until_a_body_says_so() {
    let accord = accord();
    let told = [
        (Field::Actor, Value::Row(GROUP.0)),
        (Field::Act, Value::Word("counted")),
        (Field::Quantity, Value::Row(0)),
        (Field::Severity, Value::Amount(3)),
    ];
    let form = Form::new(Kind::Occurrence, told).expect("a form");
    assert_eq!(form.event(&accord, A), None);
    let deed = Deed::Incident(SubjectId(0), 3);
    assert_eq!(form.event(&accord, BODY), Some(Event::Act { by: GROUP, deed }));
    let talk = [
        Kind::IncidentClaim,
        Kind::SelfDefenceClaim,
        Kind::OutsiderIncident,
        Kind::Sounding,
        Kind::StepPropose,
        Kind::ReleaseRequest,
        Kind::AccessReply,
        Kind::FreeText,
    ];
    for form in all(true).into_iter().filter(|form| talk.contains(&form.kind())) {
        assert_eq!(form.event(&accord, A), None, "{}", form.kind().word());
    }
}

/// Fault 41: nothing stops a volume being drawn twice across a cut. The transition says so, on both sides alike.
#[test]
fn fault_41_what_is_drawn_beyond_the_volume_is_a_verdict() {
    let mut accord = accord();
    accord.waivers.push(kernel::accord::Waiver {
        granter: A,
        workstream: WorkstreamId(0),
        volume: 60,
        scaled: None,
        period: Hours::days(30),
        lasts: None,
        renewals: None,
        renew: Condition::Always,
        winds_down: Hours::ZERO,
        revoke: Condition::Never,
        clause: ClauseId(1),
    });
    accord.workstreams.push(kernel::accord::Workstream { pulls: Vec::new(), clause: ClauseId(0) });
    let accord = accord.indexed();
    let (mut state, _) = kernel::apply::start(&accord);
    let say = |state: &mut State, kind, more: &[(Field, Value)]| {
        let values = [(Field::Waiver, Value::Row(0))].into_iter().chain(more.iter().cloned());
        let event = Form::new(kind, values).expect("a form").event(&accord, A).expect("an event");
        let (next, verdicts) = kernel::apply(&accord, state, &event);
        *state = next;
        verdicts.into_iter().map(|verdict| verdict.kind).collect::<Vec<_>>()
    };
    say(&mut state, Kind::WaiverGrant, &[(Field::Act, Value::Word("grant"))]);
    let drawn = say(&mut state, Kind::WaiverUse, &[(Field::Amount, Value::Amount(40))]);
    assert!(drawn.contains(&VerdictKind::Drawn), "{drawn:?}");
    let more = say(&mut state, Kind::WaiverUse, &[(Field::Amount, Value::Amount(40))]);
    assert!(more.contains(&VerdictKind::Exceeded), "{more:?}");
}
