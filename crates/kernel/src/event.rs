//! Everything that can happen: choice, chance and time alike.

use crate::ids::*;
use crate::members::Motion;
use crate::pipeline::Relief;
use crate::time::Hours;

/// Something that happened, as `apply` is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Time passes. Expiries inside the span take effect in their order, so that passing `a` then
    /// `b` is passing `a + b`. The work is in proportion to the expiries: a text whose procedures
    /// start each other for ever has one each hour of the span at worst.
    Pass(Hours),
    /// Somebody acts.
    Act {
        /// Who.
        by: ActorId,
        /// What.
        deed: Deed,
    },
}

/// What a body says of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// In line.
    Clean,
    /// Not in line.
    NotPerformed,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    // --- truth: conduct in the world -------------------------------------------------
    /// A subject's true value becomes this. Only its holder's conduct moves it.
    Set(SubjectId, i64),
    /// A deed-type duty is performed (`true`) or no longer performed (`false`), in truth.
    Conduct(DutyId, bool),
    /// One occurrence of a tallied subject, of this severity.
    Incident(SubjectId, i64),
    /// A forcible act outside any answer: an outsider's strike, or one nobody allowed.
    Strike,
    /// General hostilities: the accord ends.
    Hostilities,
    // --- reports and standing ---------------------------------------------------------
    /// A body reports a measured value.
    Measure(SubjectId, i64),
    /// A body reports on a duty since its last report.
    Report(DutyId, Finding),
    /// A signatory alleges non-performance.
    Allege(DutyId),
    /// The obligor contests what is alleged or reported.
    Contest(DutyId),
    /// The obligor admits it (an open refusal is an admission).
    Admit(DutyId),
    /// The body the text names finds it so, or not.
    Find(DutyId, Finding),
    /// A body attributes the latest unattributed incident of a tally to an actor.
    Attribute(SubjectId, ActorId),
    // --- institutional acts -----------------------------------------------------------
    /// Grants or re-grants a waiver.
    Grant(WaiverId),
    /// Renews it for another term.
    Renew(WaiverId),
    /// Ends it.
    Revoke(WaiverId),
    /// A buyer draws volume under it.
    Draw(WaiverId, i64),
    /// Turns a dial to a level.
    Turn(DialId, u8),
    /// One level more of announced relief is felt (chance: banks, licences).
    Feel(DialId),
    /// Moves a tranche out of the frozen account.
    Transfer(TrancheId),
    /// One who must approve a transfer refuses; what others approved is asked anew.
    Reject(TrancheId),
    /// The custodian makes it usable (chance: correspondent banks).
    Release(TrancheId),
    /// The owner spends usable money.
    Spend(TrancheId, i64),
    /// The custodian returns a transferred tranche.
    Return(TrancheId),
    /// Lets relief through the stage at which it stands.
    Clear(Relief),
    /// Refuses it there.
    Withhold(Relief),
    // --- answers, inquiries, procedures -----------------------------------------------
    /// Answers an open red line with one of its answers.
    Answer(RedlineId, u16),
    /// Lets it pass.
    Absorb(RedlineId),
    /// Opens an inquiry (claims autonomy, or accuses), with all the evidence that it asks for.
    Inquire(InquiryId),
    /// Shows one kind of the evidence that an inquiry asks for, counted from 0. With the last of
    /// them it is opened.
    Show(InquiryId, u8),
    /// Warns, with evidence.
    Warn(InquiryId),
    /// Starts a procedure about a duty.
    Start(ProcedureId, DutyId),
    /// The complainant calls it settled.
    Settle(ProcedureId),
    /// The body named stops it (adopts to continue relief).
    Stop(ProcedureId),
    /// Extends the running stage by so long, by consensus.
    Extend(ProcedureId, Hours),
    /// Uses what an exhausted procedure opens.
    Use(ProcedureId),
    /// Gives notice to leave a freeze.
    Leave(FreezeId),
    /// Withdraws from the accord.
    Withdraw,
    // --- valves, talk, membership ------------------------------------------------------
    /// Goods go through a carve-out, in its unit.
    Deliver(CarveoutId, i64),
    /// Hands over so many persons.
    HandOver(HandoverId, u32),
    /// So many persons decline to go.
    Decline(HandoverId, u32),
    /// Gives notice of the next act of a kind.
    Notify(NoticeId),
    /// Does an act of that kind. It happens, told or not.
    Carry(NoticeId),
    /// Sends a message or a sign of life from this end.
    Send(ChannelId),
    /// Acknowledges at this end what the others sent.
    Acknowledge(ChannelId),
    /// Says in public what the text lets it say.
    Say(StatementId),
    /// Gives notice to leave an undertaking.
    Depart(UndertakingId),
    /// Asks to join a bloc.
    Ask(AccessionId),
    /// Consents to it.
    Consent(AccessionId),
    /// Refuses it.
    Refuse(AccessionId),
    /// A member of a body votes for or against.
    Vote(BallotId, Motion, bool),
}
