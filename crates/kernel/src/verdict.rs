//! What the agreement says of an event.

use crate::ids::*;

/// How firmly a fact stands, and by whose word. Never guilt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nobody says so.
    #[default]
    None,
    /// A signatory says so.
    Alleged,
    /// The verifying body says so.
    Reported,
    /// The obligor disputes what was alleged or reported.
    Contested,
    /// The body that the text names has found it so.
    Found,
    /// The obligor says so itself, or the act was open.
    Admitted,
}

/// What a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the table it indexes")]
pub enum Item {
    Accord,
    Workstream(WorkstreamId),
    Subject(SubjectId),
    Duty(DutyId),
    Phase(PhaseId),
    Dial(DialId),
    Waiver(WaiverId),
    Tranche(TrancheId),
    Redline(RedlineId),
    Inquiry(InquiryId),
    Procedure(ProcedureId),
    Freeze(FreezeId),
    Carveout(CarveoutId),
    Handover(HandoverId),
    Notice(NoticeId),
    Channel(ChannelId),
    Statement(StatementId),
    Tolerance(ToleranceId),
    Undertaking(UndertakingId),
    Accession(AccessionId),
    Ballot(BallotId),
}

/// What happened to it, in the agreement's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words are the text's own; see docs/language.md")]
pub enum VerdictKind {
    /// Not applicable here; nothing changed.
    Void,
    Noted,
    // phases, files, accord
    Opened,
    Closed,
    Lapsed,
    Ended,
    Withdrawn,
    // duties
    Live,
    Performed,
    Proved,
    Late,
    NotPerformed,
    Contested,
    Dismissed,
    Cured,
    Suspended,
    Revived,
    // relief and money
    Granted,
    Renewed,
    Revoked,
    Drawn,
    Exceeded,
    Turned,
    Felt,
    Transferred,
    Usable,
    Spent,
    Returned,
    Cleared,
    Paused,
    // lines, inquiries, procedures
    Occurred,
    Attributed,
    Crossed,
    Answered,
    Absorbed,
    Unanswered,
    Struck,
    Inquired,
    Warned,
    Established,
    Started,
    Staged,
    Exhausted,
    Settled,
    Stopped,
    Restored,
    Noticed,
    // valves, talk, membership
    Delivered,
    HandedOver,
    Declined,
    Irregular,
    Silent,
    Heard,
    Tolerated,
    Departed,
    Acceded,
    Refused,
    Carried,
}

/// One sentence the agreement has to say about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// What happened.
    pub kind: VerdictKind,
    /// To what.
    pub item: Item,
    /// The clause that says so.
    pub clause: ClauseId,
    /// How firmly it stands.
    pub standing: Standing,
    /// Whose act or word it is, if anybody's.
    pub by: Option<ActorId>,
}
