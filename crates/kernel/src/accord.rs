//! The compiled agreement: what one reading of a text says, as tables.
//!
//! The language lowers every article kind to these tables; nothing here is text. Every row
//! carries the [`ClauseId`] that verdicts about it will name.

pub use crate::condition::Comparison;
use crate::condition::Condition;
use crate::ids::*;
pub use crate::lines::{Answer, Effect, Inquiry, Level, Redline};
pub use crate::members::{Accession, Ballot};
pub use crate::pipeline::Stage;
pub use crate::scale::{Progress, Scaled};
pub use crate::talk::{Channel, Grade, Notice, Statement, Tolerance, Undertaking};
use crate::time::Hours;
pub use crate::valves::{Carveout, Handover};

/// One reading of one agreement.
///
/// Ids in events that point outside a table make the event void, so an `Accord` need not be
/// trusted to be consistent for [`crate::apply()`] to be total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accord {
    /// Version of the language whose behaviour this accord asks for.
    pub language: u16,
    /// Signatories first (see `signatories`), then outsiders, groups and bodies.
    pub actors: Vec<Actor>,
    /// How many of `actors`, from the front, have signed.
    pub signatories: u16,
    /// Files that may end alone or pull others with them.
    pub workstreams: Vec<Workstream>,
    /// Everything counted, measured or graded: true in the world, seen only through reports.
    pub subjects: Vec<Subject>,
    /// Everything that somebody must do, keep or not do.
    pub duties: Vec<Duty>,
    /// Stages of the agreement.
    pub phases: Vec<Phase>,
    /// Relief schedules.
    pub dials: Vec<Dial>,
    /// Time- and volume-bound permissions.
    pub waivers: Vec<Waiver>,
    /// Restricted accounts.
    pub escrows: Vec<Escrow>,
    /// Parts of escrows, moved whole.
    pub tranches: Vec<Tranche>,
    /// Boundaries with answers.
    pub redlines: Vec<Redline>,
    /// Claim, test, warning: loops that can establish attribution.
    pub inquiries: Vec<Inquiry>,
    /// Disputes and snapbacks: clocks with a default outcome.
    pub procedures: Vec<Procedure>,
    /// Freezes either side may leave on notice.
    pub freezes: Vec<Freeze>,
    /// Channels for goods that no default closes.
    pub carveouts: Vec<Carveout>,
    /// Sides of exchanges: persons to be handed over.
    pub handovers: Vec<Handover>,
    /// Acts that must be told before they are done, one row for each who must tell.
    pub notices: Vec<Notice>,
    /// Lines between the sides, one row for each end.
    pub channels: Vec<Channel>,
    /// Words that a side may say in public.
    pub statements: Vec<Statement>,
    /// Acts that trigger nothing, within a budget.
    pub tolerances: Vec<Tolerance>,
    /// Unilateral steps that may be left.
    pub undertakings: Vec<Undertaking>,
    /// Who may join which bloc, by whose consent.
    pub accessions: Vec<Accession>,
    /// Bodies that decide by vote.
    pub ballots: Vec<Ballot>,
    /// The accord ends this long after day 0, if ever.
    pub sunset: Option<Hours>,
    /// Clause that states the sunset, withdrawal and entry into force.
    pub header: ClauseId,
    /// Fewest signatories that must remain; with fewer the accord ends.
    pub quorum: u16,
    /// Per signatory: the notice on which it may withdraw; at once if it has none.
    pub withdrawal_notice: Vec<Hours>,
    /// Signatories without any one of whom the accord ends.
    pub essential: Vec<ActorId>,
    /// The accord is fulfilled once this holds (reports).
    pub ends: Condition,
    /// Days since day 0 at which some clause reads the date, ascending (absolute dates enlarge the
    /// state). Derived by [`Accord::indexed`]; not a term.
    pub day_read_at: Vec<Hours>,
    /// Subjects whose reported value some condition reads. Derived by [`Accord::indexed`]; not a
    /// term.
    pub values_read: Vec<SubjectId>,
    /// How firmly it binds until a phase says otherwise.
    pub form: LegalForm,
}

/// How firmly an agreement binds those who come after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// A political commitment.
    #[default]
    Political,
    /// An executive agreement.
    Executive,
    /// Enacted in statute.
    Statute,
    /// A ratified treaty.
    Treaty,
}

/// What part an actor plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Signed; can owe, hold powers and withdraw.
    Signatory,
    /// A state or institution that has not signed; acts, owes nothing.
    Outsider,
    /// An armed group; acts, owes nothing, may be answered for.
    Group,
    /// A verification body, commission, depositary or custodian.
    Body,
}

/// When an act of a group is an act of the state said to stand behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// Only if a body attributes it (instructed, directed or controlled).
    Directed,
    /// Also if it was merely tolerated.
    Tolerated,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A party, outsider, group or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Part played.
    pub role: Role,
    /// Who answers for it, and under which rule of attribution.
    pub answered_by: Option<(ActorId, Attribution)>,
    /// The article that introduces it.
    pub clause: ClauseId,
}

/// A file of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workstream {
    /// Files that end when this one ends: all that are not decoupled from it.
    pub pulls: Vec<WorkstreamId>,
    /// The article.
    pub clause: ClauseId,
}

/// How a subject's value moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// A level, stock or grade: stays as set.
    Level,
    /// Occurrences (attacks): each is an event of its own; no value is kept.
    Tally,
    /// What a state has a group do: 0 directs, 1 tolerates, 2 restrains.
    Restraint(ActorId),
}

/// A thing in the world that a clause speaks of.
///
/// # Units
/// Values are integers in the unit the language fixed for the subject (for example grams of
/// uranium, thousandths of a per cent U-235).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whose conduct sets it.
    pub holder: ActorId,
    /// Who measures it.
    pub observer: Option<ActorId>,
    /// How it moves.
    pub kind: SubjectKind,
    /// Value at day 0.
    pub baseline: i64,
    /// The article.
    pub clause: ClauseId,
}

/// What a duty asks to be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A measured value: physical, hidden until reported.
    Value {
        /// Which subject.
        subject: SubjectId,
        /// In which relation.
        comparison: Comparison,
        /// To what.
        bound: i64,
    },
    /// No occurrence of a tallied subject.
    NoOccurrence {
        /// Which tally.
        subject: SubjectId,
    },
    /// An act with no number: admit, table, adopt, instruct. Truth is a bit of the duty's state.
    Deed,
    /// A waiver in force: institutional, public.
    Granted {
        /// Which waiver.
        waiver: WaiverId,
    },
    /// A tranche transferred: institutional, public.
    Transferred {
        /// Which tranche.
        tranche: TrancheId,
    },
    /// A dial announced at a level or above: institutional, public.
    Dialled {
        /// Which dial.
        dial: DialId,
        /// At least this level.
        level: u8,
    },
    /// No act of the kind without its notice: an open act, seen as it is done.
    Noticed {
        /// Which notice.
        notice: NoticeId,
    },
    /// All persons of one side handed over: public.
    HandedOver {
        /// Which side.
        handover: HandoverId,
    },
    /// Membership of a bloc, which others must grant: public.
    Joined {
        /// Which accession.
        accession: AccessionId,
    },
}

/// Whether a duty is discharged once or kept all along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyKind {
    /// Done once, by a time.
    Achieve,
    /// Kept from a time on.
    Maintain,
}

/// A time in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So long after the duty's phase opened (after day 0 if it has none).
    Phase(Hours),
    /// So long after another duty was met.
    After(DutyId, Hours),
    /// So long after day 0 (absolute dates enlarge the state).
    Day(Hours),
}

/// Something somebody must do, keep or not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Who owes it.
    pub obligor: ActorId,
    /// Once or all along.
    pub kind: DutyKind,
    /// What must be true.
    pub target: Target,
    /// Whether a deed target is true at day 0: an abstention is, until the act is done.
    pub deed_at_start: bool,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// The phase it belongs to, if any.
    pub phase: Option<PhaseId>,
    /// Read on reports: the duty is not live before this holds.
    pub after: Condition,
    /// Not live before.
    pub from: Option<When>,
    /// Overdue after (achieve only). Time in suspension does not count. A duty that comes alive
    /// after its date is due at once.
    pub due: Option<When>,
    /// Ends with this time, met or not (a freeze's `until`).
    pub until: Option<When>,
    /// Who proves it; nobody for acts that are public by nature.
    pub verifier: Option<ActorId>,
    /// Longest time from act to proof.
    pub lag: Hours,
    /// Time in which it can be undone; `None` if it cannot.
    pub undo: Option<Hours>,
    /// Simultaneous performance: suspended while one of these is in reported, uncured
    /// non-performance; revives on cure.
    pub against: Vec<DutyId>,
    /// Continues to be owed after its phase closes.
    pub survives_phase: bool,
    /// Spans at which somebody reads this duty's clock (held for, or since met), ascending.
    /// Derived by [`Accord::indexed`]; not a term.
    pub read_at: Vec<Hours>,
    /// The step.
    pub clause: ClauseId,
}

/// A stage of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Read on reports.
    pub opens: Condition,
    /// Read on reports.
    pub closes: Condition,
    /// Lapses this long after it opened, unless closed.
    pub lapses: Option<Hours>,
    /// Files that end if it lapses: those of its steps.
    pub workstreams: Vec<WorkstreamId>,
    /// Legal form from its opening on, if it changes.
    pub form: Option<LegalForm>,
    /// The article.
    pub clause: ClauseId,
}

/// A relief schedule: sanctions as a volume knob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Who turns it.
    pub holder: ActorId,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// Highest level; 0 is no relief.
    pub levels: u8,
    /// Level at day 0.
    pub start: u8,
    /// Turning up is without power unless this holds (reports) or a live duty asks for it.
    pub raise: Condition,
    /// Turning down is non-performance of what it served unless this holds (reports).
    pub lower: Condition,
    /// Whether announced relief must pass a pipeline before it is felt.
    pub piped: bool,
    /// The stages of that pipeline, in order.
    pub stages: Vec<Stage>,
    /// The article.
    pub clause: ClauseId,
}

/// A permission bound in time and volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Who grants it.
    pub granter: ActorId,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// Largest volume per period, in the subject's unit; with `scaled`, once all is done.
    pub volume: i64,
    /// Whether the volume grows with what the other side has done.
    pub scaled: Option<Scaled>,
    /// The period of the volume.
    pub period: Hours,
    /// How long a grant lasts; `None` for until revoked.
    pub lasts: Option<Hours>,
    /// How often it may be renewed; `None` for without limit.
    pub renewals: Option<u16>,
    /// Renewing it is without power unless this holds (reports).
    pub renew: Condition,
    /// Deliveries allowed for so long after it ends.
    pub winds_down: Hours,
    /// Revoking it is non-performance of what it served unless this holds (reports).
    pub revoke: Condition,
    /// The article.
    pub clause: ClauseId,
}

/// A restricted account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escrow {
    /// Whose money it is.
    pub owner: ActorId,
    /// Who holds it.
    pub custodian: ActorId,
    /// Who must approve a transfer, each of them. At most [`crate::members::VOICES`].
    pub approvers: Vec<ActorId>,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// All of it, in minor units of its currency.
    pub total: i64,
    /// Whether money transferred must pass a pipeline before it is usable.
    pub piped: bool,
    /// The stages of that pipeline, in order.
    pub stages: Vec<Stage>,
    /// The article.
    pub clause: ClauseId,
}

/// A part of an escrow that moves whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tranche {
    /// Whose part.
    pub escrow: EscrowId,
    /// How much, in the escrow's minor units.
    pub amount: i64,
    /// The clause.
    pub clause: ClauseId,
}

/// Whether a procedure talks or restores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcedureKind {
    /// Stages of talks; exhausting them opens what `then` names.
    Dispute,
    /// A notice period that restores unless stopped.
    Snapback,
}

/// A clock with a default outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// Talks or restores.
    pub kind: ProcedureKind,
    /// Who may start it (and has not withdrawn).
    pub starters: Vec<ActorId>,
    /// Only complaints about duties of these files.
    pub workstream: WorkstreamId,
    /// Duties it can be about; empty for any of its file.
    pub about: Vec<DutyId>,
    /// For a snapback: the disputes one of which must be exhausted first; empty for none.
    pub after: Vec<ProcedureId>,
    /// Stages in sequence.
    pub stages: Vec<Hours>,
    /// Who can stop it by adopting a decision (a snapback's council).
    pub stopped_by: Option<ActorId>,
    /// How long what it opens stays open, once exhausted.
    pub window: Hours,
    /// What happens at the end by silence (snapback) or becomes a power of the complainant.
    pub outcome: Vec<Effect>,
    /// The article.
    pub clause: ClauseId,
}

/// A freeze for a freeze: limits on both sides that either may leave on notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The limits.
    pub duties: Vec<DutyId>,
    /// Notice to leave.
    pub notice: Hours,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// The article.
    pub clause: ClauseId,
}
