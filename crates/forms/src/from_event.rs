//! The way back: which form says an event, and who says it.

use kernel::accord::Role;
use kernel::event::Finding;
use kernel::{Accord, ActorId, Deed, Event, Motion, Relief};

use crate::field::Field;
use crate::form::{Fault, Form, Value};
use crate::table::Kind;

type Pairs = Vec<(Field, Value)>;

/// A form that has still to be completed: what an event says, without the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Whose seat says it.
    pub author: ActorId,
    /// With which form.
    pub kind: Kind,
    /// What the event determines.
    pub values: Pairs,
}

impl Outline {
    /// The form, with what the event leaves open: what goods are for, what moves and why.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn complete(self, more: impl IntoIterator<Item = (Field, Value)>) -> Result<Form, Fault> {
        Form::new(self.kind, self.values.into_iter().chain(more))
    }

    /// How an event is said; nothing for time, which nobody says, and for acts of bodies that are no acts of bodies.
    #[must_use]
    pub fn of(accord: &Accord, event: &Event) -> Option<Self> {
        let Event::Act { by, deed } = event else { return None };
        if let Some((act, mut values)) = occurrence(deed) {
            values.extend([(Field::Actor, Value::Row(by.0)), (Field::Act, Value::Word(act))]);
            return Some(Self {
                author: teller(accord, *by, deed)?,
                kind: Kind::Occurrence,
                values,
            });
        }
        let (kind, act, mut values) = said(deed)?;
        values.extend(act.map(|act| (Field::Act, Value::Word(act))));
        Some(Self { author: *by, kind, values })
    }
}

/// Who has a voice tells of itself; of outsiders and groups a body tells.
fn teller(accord: &Accord, by: ActorId, deed: &Deed) -> Option<ActorId> {
    let role = accord.actor(by)?.role;
    let observer = match deed {
        Deed::Incident(subject, _) => accord.subject(*subject).and_then(|row| row.observer),
        _ => None,
    };
    let is_body = |id: &ActorId| accord.actor(*id).is_some_and(|row| row.role == Role::Body);
    match role {
        Role::Signatory => Some(by),
        Role::Body => None,
        Role::Outsider | Role::Group => {
            observer.filter(is_body).or_else(|| accord.actor_ids().find(is_body))
        }
    }
}

fn occurrence(deed: &Deed) -> Option<(&'static str, Pairs)> {
    Some(match deed {
        Deed::Incident(subject, severity) => {
            let severity = (Field::Severity, Value::Amount(*severity));
            ("counted", vec![row(Field::Quantity, subject.0), severity])
        }
        Deed::Strike => ("strike", Vec::new()),
        Deed::Hostilities => ("hostilities", Vec::new()),
        _ => return None,
    })
}

fn row(field: Field, row: u16) -> (Field, Value) {
    (field, Value::Row(row))
}

fn number(field: Field, number: impl Into<u64>) -> (Field, Value) {
    (field, Value::Number(number.into()))
}

fn amount(amount: i64) -> (Field, Value) {
    (Field::Amount, Value::Amount(amount))
}

fn finding(finding: Finding) -> (Field, Value) {
    let word = match finding {
        Finding::Clean => "performed",
        Finding::NotPerformed => "not_performed",
    };
    (Field::Finding, Value::Word(word))
}

type Said = (Kind, Option<&'static str>, Pairs);

fn said(deed: &Deed) -> Option<Said> {
    step(deed).or_else(|| relief(deed)).or_else(|| procedure(deed)).or_else(|| talk(deed))
}

/// Conduct, reports and words about a step or a quantity.
fn step(deed: &Deed) -> Option<Said> {
    let objection =
        |act, duty: &kernel::DutyId| (Kind::Objection, Some(act), vec![row(Field::Step, duty.0)]);
    let found = |act, duty: &kernel::DutyId, said: &Finding| {
        (Kind::StepFinding, Some(act), vec![row(Field::Step, duty.0), finding(*said)])
    };
    let valued = |kind, subject: &kernel::SubjectId, value: &i64| {
        (kind, None, vec![row(Field::Quantity, subject.0), amount(*value)])
    };
    Some(match deed {
        Deed::Conduct(duty, done) => {
            let act = if *done { "done" } else { "stopped" };
            (Kind::StepDone, Some(act), vec![row(Field::Step, duty.0)])
        }
        Deed::Set(subject, value) => valued(Kind::Declaration, subject, value),
        Deed::Measure(subject, value) => valued(Kind::VerificationReport, subject, value),
        Deed::Report(duty, said) => found("report", duty, said),
        Deed::Find(duty, said) => found("find", duty, said),
        Deed::Allege(duty) => objection("allege", duty),
        Deed::Contest(duty) => objection("contest", duty),
        Deed::Admit(duty) => objection("admit", duty),
        Deed::Attribute(subject, to) => {
            let fields = vec![row(Field::Quantity, subject.0), row(Field::Actor, to.0)];
            (Kind::Attribution, None, fields)
        }
        _ => return None,
    })
}

/// Waivers, dials, money, goods, persons.
fn relief(deed: &Deed) -> Option<Said> {
    let waiver =
        |act, id: &kernel::WaiverId| (Kind::WaiverGrant, Some(act), vec![row(Field::Waiver, id.0)]);
    let dial = |act, id: &kernel::DialId| (Kind::Relief, Some(act), vec![row(Field::Dial, id.0)]);
    let tranche = |act, id: &kernel::TrancheId| {
        (Kind::ReleaseDecision, Some(act), vec![row(Field::Tranche, id.0)])
    };
    let persons = |act, id: &kernel::HandoverId, count: &u32| {
        (Kind::Exchange, Some(act), vec![row(Field::Handover, id.0), number(Field::Count, *count)])
    };
    Some(match deed {
        Deed::Grant(id) => waiver("grant", id),
        Deed::Renew(id) => waiver("renew", id),
        Deed::Revoke(id) => waiver("revoke", id),
        Deed::Draw(id, volume) => {
            (Kind::WaiverUse, None, vec![row(Field::Waiver, id.0), amount(*volume)])
        }
        Deed::Turn(id, level) => {
            let fields = vec![row(Field::Dial, id.0), number(Field::Level, *level)];
            (Kind::Relief, Some("turn"), fields)
        }
        Deed::Feel(id) => dial("felt", id),
        Deed::Clear(Relief::Dial(id)) => dial("clear", id),
        Deed::Withhold(Relief::Dial(id)) => dial("refuse", id),
        Deed::Transfer(id) => tranche("transfer", id),
        Deed::Reject(id) => tranche("reject", id),
        Deed::Release(id) => tranche("usable", id),
        Deed::Return(id) => tranche("return", id),
        Deed::Clear(Relief::Tranche(id)) => tranche("clear", id),
        Deed::Withhold(Relief::Tranche(id)) => tranche("refuse", id),
        Deed::Spend(id, sum) => (Kind::Spend, None, vec![row(Field::Tranche, id.0), amount(*sum)]),
        Deed::Deliver(id, goods) => {
            (Kind::CarveOutUse, None, vec![row(Field::CarveOut, id.0), amount(*goods)])
        }
        Deed::HandOver(id, count) => persons("hand_over", id, count),
        Deed::Decline(id, count) => persons("decline", id, count),
        _ => return None,
    })
}

/// Answers, inquiries, disputes, votes.
fn procedure(deed: &Deed) -> Option<Said> {
    let line = |act, id: &kernel::RedlineId| {
        (Kind::RedLineAnswer, Some(act), vec![row(Field::RedLine, id.0)])
    };
    let inquiry =
        |act, id: &kernel::InquiryId| (Kind::Inquire, Some(act), vec![row(Field::Inquiry, id.0)]);
    let dispute = |act, id: &kernel::ProcedureId, more: Option<(Field, Value)>| {
        let fields = std::iter::once(row(Field::Procedure, id.0)).chain(more).collect();
        (Kind::Dispute, Some(act), fields)
    };
    Some(match deed {
        Deed::Answer(id, choice) => {
            let (kind, act, mut fields) = line("answer", id);
            fields.push(number(Field::Answer, u64::from(*choice) + 1));
            (kind, act, fields)
        }
        Deed::Absorb(id) => line("absorb", id),
        Deed::Inquire(id) => inquiry("open", id),
        Deed::Warn(id) => inquiry("warn", id),
        Deed::Show(id, kind) => {
            let exhibit = number(Field::Exhibit, u64::from(*kind) + 1);
            (Kind::Evidence, None, vec![row(Field::Inquiry, id.0), exhibit])
        }
        Deed::Start(id, duty) => dispute("start", id, Some(row(Field::Step, duty.0))),
        Deed::Settle(id) => dispute("settle", id, None),
        Deed::Stop(id) => dispute("stop", id, None),
        Deed::Extend(id, span) => dispute("extend", id, Some(number(Field::Hours, span.0))),
        Deed::Use(id) => dispute("use", id, None),
        Deed::Vote(body, motion, yes) => {
            let (act, mut fields) = motion_fields(motion);
            let vote = if *yes { "for" } else { "against" };
            fields.extend([row(Field::Body, body.0), (Field::Vote, Value::Word(vote))]);
            (Kind::Ballot, Some(act), fields)
        }
        _ => return None,
    })
}

fn motion_fields(motion: &Motion) -> (&'static str, Pairs) {
    match motion {
        Motion::Find(duty, said) => ("find", vec![row(Field::Step, duty.0), finding(*said)]),
        Motion::Stop(id) => ("stop", vec![row(Field::Procedure, id.0)]),
        Motion::Extend(id, span) => {
            ("extend", vec![row(Field::Procedure, id.0), number(Field::Hours, span.0)])
        }
    }
}

/// Notices, signs of life, statements, membership, leaving.
fn talk(deed: &Deed) -> Option<Said> {
    let accede = |act, id: &kernel::AccessionId| {
        (Kind::Accede, Some(act), vec![row(Field::Accession, id.0)])
    };
    let one = |kind, field, id| (kind, None, vec![row(field, id)]);
    Some(match deed {
        Deed::Notify(id) => one(Kind::PrenotifyDeployment, Field::Notice, id.0),
        Deed::Carry(id) => one(Kind::CarriedOut, Field::Notice, id.0),
        Deed::Send(id) => one(Kind::KeepAlive, Field::Channel, id.0),
        Deed::Acknowledge(id) => one(Kind::AckRead, Field::Channel, id.0),
        Deed::Say(id) => one(Kind::PublicStatementRef, Field::Statement, id.0),
        Deed::Leave(id) => (Kind::Leave, Some("freeze"), vec![row(Field::Freeze, id.0)]),
        Deed::Depart(id) => (Kind::Leave, Some("undertaking"), vec![row(Field::Undertaking, id.0)]),
        Deed::Withdraw => (Kind::Leave, Some("accord"), Vec::new()),
        Deed::Ask(id) => accede("ask", id),
        Deed::Consent(id) => accede("consent", id),
        Deed::Refuse(id) => accede("refuse", id),
        _ => return None,
    })
}
