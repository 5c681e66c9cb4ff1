//! Forms that are events of the agreement. Nothing here decides what an event means: that is `kernel::apply`.

use kernel::event::Finding;
use kernel::{
    AccessionId, Accord, ActorId, BallotId, CarveoutId, ChannelId, Deed, DialId, DutyId, Event,
    FreezeId, HandoverId, Hours, InquiryId, Motion, NoticeId, ProcedureId, RedlineId, Relief,
    StatementId, SubjectId, TrancheId, UndertakingId, WaiverId,
};

use crate::field::Field;
use crate::form::{Form, Value};
use crate::table::Kind;

impl Form {
    /// What the agreement is told if the actor `author` says this; nothing if it is talk, or a claim about others.
    ///
    /// A claim never becomes a fact by being signed: that somebody else did something is an event only when a body of
    /// the accord says so.
    #[must_use]
    pub fn event(&self, accord: &Accord, author: ActorId) -> Option<Event> {
        if self.kind() == Kind::Occurrence {
            return self.occurrence(accord, author);
        }
        self.deed().map(|deed| Event::Act { by: author, deed })
    }

    /// Told by a body, or by the one whose act it was.
    fn occurrence(&self, accord: &Accord, author: ActorId) -> Option<Event> {
        let by = ActorId(self.row(Field::Actor)?);
        let body = accord.actor(author).is_some_and(|row| row.role == kernel::accord::Role::Body);
        let deed = match self.act()? {
            "counted" => {
                let severity = self.amount(Field::Severity)?;
                Deed::Incident(SubjectId(self.row(Field::Quantity)?), severity)
            }
            "strike" => Deed::Strike,
            "hostilities" => Deed::Hostilities,
            _ => return None,
        };
        (by == author || body).then_some(Event::Act { by, deed })
    }

    fn deed(&self) -> Option<Deed> {
        match self.kind() {
            Kind::StepDone
            | Kind::Declaration
            | Kind::CarriedOut
            | Kind::Exchange
            | Kind::CarveOutUse => self.conduct(),
            Kind::Objection
            | Kind::IncidentReply
            | Kind::VerificationReport
            | Kind::StepFinding
            | Kind::Attribution => self.word_on_a_step(),
            Kind::WaiverGrant
            | Kind::WaiverUse
            | Kind::Relief
            | Kind::ReleaseDecision
            | Kind::Spend => self.relief(),
            Kind::RedLineAnswer | Kind::Inquire | Kind::Evidence | Kind::Dispute | Kind::Ballot => {
                self.procedure()
            }
            Kind::KeepAlive
            | Kind::AckRead
            | Kind::PrenotifyDeployment
            | Kind::ResponseScale
            | Kind::PublicStatementRef
            | Kind::Leave
            | Kind::Accede => self.talk(),
            _ => None,
        }
    }

    fn conduct(&self) -> Option<Deed> {
        Some(match (self.kind(), self.act()) {
            (Kind::StepDone, act) => Deed::Conduct(self.duty()?, act == Some("done")),
            (Kind::Declaration, _) => Deed::Set(self.subject()?, self.amount(Field::Amount)?),
            (Kind::CarriedOut, _) => Deed::Carry(NoticeId(self.row(Field::Notice)?)),
            (Kind::CarveOutUse, _) => {
                Deed::Deliver(CarveoutId(self.row(Field::CarveOut)?), self.amount(Field::Amount)?)
            }
            (Kind::Exchange, Some("hand_over")) => Deed::HandOver(self.handover()?, self.count()?),
            (Kind::Exchange, Some("decline")) => Deed::Decline(self.handover()?, self.count()?),
            _ => return None,
        })
    }

    fn word_on_a_step(&self) -> Option<Deed> {
        Some(match (self.kind(), self.act()) {
            (Kind::Objection, Some("allege")) => Deed::Allege(self.duty()?),
            (Kind::Objection | Kind::IncidentReply, Some("contest")) => Deed::Contest(self.duty()?),
            (Kind::Objection | Kind::IncidentReply, Some("admit")) => Deed::Admit(self.duty()?),
            (Kind::VerificationReport, _) => {
                Deed::Measure(self.subject()?, self.amount(Field::Amount)?)
            }
            (Kind::StepFinding, Some("report")) => Deed::Report(self.duty()?, self.finding()?),
            (Kind::StepFinding, Some("find")) => Deed::Find(self.duty()?, self.finding()?),
            (Kind::Attribution, _) => {
                Deed::Attribute(self.subject()?, ActorId(self.row(Field::Actor)?))
            }
            _ => return None,
        })
    }

    fn relief(&self) -> Option<Deed> {
        let waiver = || self.row(Field::Waiver).map(WaiverId);
        let dial = || self.row(Field::Dial).map(DialId);
        let tranche = || self.row(Field::Tranche).map(TrancheId);
        let level = || u8::try_from(self.number(Field::Level)?).ok();
        Some(match (self.kind(), self.act()) {
            (Kind::WaiverGrant, Some("grant")) => Deed::Grant(waiver()?),
            (Kind::WaiverGrant, Some("renew")) => Deed::Renew(waiver()?),
            (Kind::WaiverGrant, Some("revoke")) => Deed::Revoke(waiver()?),
            (Kind::WaiverUse, _) => Deed::Draw(waiver()?, self.amount(Field::Amount)?),
            (Kind::Relief, Some("turn")) => Deed::Turn(dial()?, level()?),
            (Kind::Relief, Some("felt")) => Deed::Feel(dial()?),
            (Kind::Relief, Some("clear")) => Deed::Clear(Relief::Dial(dial()?)),
            (Kind::Relief, Some("refuse")) => Deed::Withhold(Relief::Dial(dial()?)),
            (Kind::ReleaseDecision, Some("transfer")) => Deed::Transfer(tranche()?),
            (Kind::ReleaseDecision, Some("reject")) => Deed::Reject(tranche()?),
            (Kind::ReleaseDecision, Some("usable")) => Deed::Release(tranche()?),
            (Kind::ReleaseDecision, Some("return")) => Deed::Return(tranche()?),
            (Kind::ReleaseDecision, Some("clear")) => Deed::Clear(Relief::Tranche(tranche()?)),
            (Kind::ReleaseDecision, Some("refuse")) => Deed::Withhold(Relief::Tranche(tranche()?)),
            (Kind::Spend, _) => Deed::Spend(tranche()?, self.amount(Field::Amount)?),
            _ => return None,
        })
    }

    fn procedure(&self) -> Option<Deed> {
        let line = || self.row(Field::RedLine).map(RedlineId);
        let inquiry = || self.row(Field::Inquiry).map(InquiryId);
        let procedure = || self.row(Field::Procedure).map(ProcedureId);
        let from_one = |field| self.number(field)?.checked_sub(1);
        Some(match (self.kind(), self.act()) {
            (Kind::RedLineAnswer, Some("answer")) => {
                Deed::Answer(line()?, u16::try_from(from_one(Field::Answer)?).ok()?)
            }
            (Kind::RedLineAnswer, Some("absorb")) => Deed::Absorb(line()?),
            (Kind::Inquire, Some("open")) => Deed::Inquire(inquiry()?),
            (Kind::Inquire, Some("warn")) => Deed::Warn(inquiry()?),
            (Kind::Evidence, _) => {
                Deed::Show(inquiry()?, u8::try_from(from_one(Field::Exhibit)?).ok()?)
            }
            (Kind::Dispute, Some("start")) => Deed::Start(procedure()?, self.duty()?),
            (Kind::Dispute, Some("settle")) => Deed::Settle(procedure()?),
            (Kind::Dispute, Some("stop")) => Deed::Stop(procedure()?),
            (Kind::Dispute, Some("extend")) => Deed::Extend(procedure()?, self.hours()?),
            (Kind::Dispute, Some("use")) => Deed::Use(procedure()?),
            (Kind::Ballot, _) => {
                let ballot = BallotId(self.row(Field::Body)?);
                Deed::Vote(ballot, self.motion()?, self.word(Field::Vote)? == "for")
            }
            _ => return None,
        })
    }

    fn motion(&self) -> Option<Motion> {
        let procedure = || self.row(Field::Procedure).map(ProcedureId);
        Some(match self.act()? {
            "find" => Motion::Find(self.duty()?, self.finding()?),
            "stop" => Motion::Stop(procedure()?),
            "extend" => Motion::Extend(procedure()?, self.hours()?),
            _ => return None,
        })
    }

    fn talk(&self) -> Option<Deed> {
        let accession = || self.row(Field::Accession).map(AccessionId);
        Some(match (self.kind(), self.act()) {
            (Kind::KeepAlive, _) => Deed::Send(ChannelId(self.row(Field::Channel)?)),
            (Kind::AckRead, _) => Deed::Acknowledge(ChannelId(self.row(Field::Channel)?)),
            (Kind::PrenotifyDeployment | Kind::ResponseScale, _) => {
                Deed::Notify(NoticeId(self.row(Field::Notice)?))
            }
            (Kind::PublicStatementRef, _) => Deed::Say(StatementId(self.row(Field::Statement)?)),
            (Kind::Leave, Some("freeze")) => Deed::Leave(FreezeId(self.row(Field::Freeze)?)),
            (Kind::Leave, Some("undertaking")) => {
                Deed::Depart(UndertakingId(self.row(Field::Undertaking)?))
            }
            (Kind::Leave, Some("accord")) => Deed::Withdraw,
            (Kind::Accede, Some("ask")) => Deed::Ask(accession()?),
            (Kind::Accede, Some("consent")) => Deed::Consent(accession()?),
            (Kind::Accede, Some("refuse")) => Deed::Refuse(accession()?),
            _ => return None,
        })
    }

    fn row(&self, field: Field) -> Option<u16> {
        match self.get(field)? {
            Value::Row(row) => Some(*row),
            _ => None,
        }
    }

    fn number(&self, field: Field) -> Option<u64> {
        match self.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn amount(&self, field: Field) -> Option<i64> {
        match self.get(field)? {
            Value::Amount(amount) => Some(*amount),
            _ => None,
        }
    }

    fn duty(&self) -> Option<DutyId> {
        self.row(Field::Step).map(DutyId)
    }

    fn subject(&self) -> Option<SubjectId> {
        self.row(Field::Quantity).map(SubjectId)
    }

    fn handover(&self) -> Option<HandoverId> {
        self.row(Field::Handover).map(HandoverId)
    }

    fn count(&self) -> Option<u32> {
        u32::try_from(self.number(Field::Count)?).ok()
    }

    fn hours(&self) -> Option<Hours> {
        u32::try_from(self.number(Field::Hours)?).ok().map(Hours)
    }

    fn finding(&self) -> Option<Finding> {
        Some(match self.word(Field::Finding)? {
            "performed" => Finding::Clean,
            _ => Finding::NotPerformed,
        })
    }
}
