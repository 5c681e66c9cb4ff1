//! Where an agreement stands: truth and reports kept apart.
//!
//! A state that [`crate::apply()`] returns is in canonical form: it holds only clocks that some
//! clause can still read (see [`crate::canonical`]).

use crate::accord::{Accord, Channel};
use crate::ids::*;
pub use crate::members::{AccessionState, BallotState};
pub use crate::pipeline::Transit;
pub use crate::talk::{ChannelState, NoticeState, ToleranceState, UndertakingState};
use crate::time::Hours;
pub use crate::valves::{CarveoutState, HandoverState};
use crate::verdict::Standing;

/// Where an agreement stands. The default is no accord's state; it costs nothing and lets a driver
/// take its state out of where it keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct State {
    /// Time since day 0, saturating at the last date any clause can still read.
    pub day: Hours,
    /// Why the accord is over, if it is.
    pub ended: Option<Ended>,
    /// Per signatory: has it withdrawn?
    pub withdrawn: Vec<bool>,
    /// Per signatory: time left of its notice to withdraw, if given.
    pub leaving: Vec<Option<Hours>>,
    /// Per workstream: how it ended, if it did.
    pub workstreams: Vec<Option<Cause>>,
    /// Per subject.
    pub subjects: Vec<SubjectState>,
    /// Per duty.
    pub duties: Vec<DutyState>,
    /// Per phase.
    pub phases: Vec<PhaseState>,
    /// Per dial.
    pub dials: Vec<DialState>,
    /// Per waiver.
    pub waivers: Vec<WaiverState>,
    /// Per escrow: time left of a pause.
    pub pauses: Vec<Hours>,
    /// Per tranche.
    pub tranches: Vec<TrancheState>,
    /// Per red line.
    pub redlines: Vec<RedlineState>,
    /// Per inquiry.
    pub inquiries: Vec<InquiryState>,
    /// Per procedure.
    pub procedures: Vec<ProcedureState>,
    /// Per freeze: time left of a notice to leave, if given.
    pub freezes: Vec<Option<Hours>>,
    /// Per carve-out.
    pub carveouts: Vec<CarveoutState>,
    /// Per side of an exchange.
    pub handovers: Vec<HandoverState>,
    /// Per notice.
    pub notices: Vec<NoticeState>,
    /// Per end of a channel.
    pub channels: Vec<ChannelState>,
    /// Per tolerance.
    pub tolerances: Vec<ToleranceState>,
    /// Per undertaking.
    pub undertakings: Vec<UndertakingState>,
    /// Per accession.
    pub accessions: Vec<AccessionState>,
    /// Per body that votes.
    pub ballots: Vec<BallotState>,
}

/// Why something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// All that had to be done was done, or the sunset came.
    Completed,
    /// A phase lapsed, or could never open any more.
    Lapsed,
    /// A signatory withdrew.
    Withdrawal,
    /// A snapback or an exhausted dispute restored the former state.
    Restored,
    /// General hostilities.
    Hostilities,
}

/// How and by whom the accord ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ended {
    /// Why.
    pub cause: Cause,
    /// Whose act it was, if anybody's.
    pub by: Option<ActorId>,
}

/// A subject: what is so and what is said to be so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SubjectState {
    /// The true value.
    pub truth: i64,
    /// The value last reported.
    pub reported: i64,
    /// Severity of an occurrence not yet attributed, and who did it.
    pub pending: Option<(i64, ActorId)>,
}

/// Where a duty is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Life {
    /// Not owed yet.
    #[default]
    Dormant,
    /// Owed.
    Live,
    /// Owed, but suspended while the other side's leg is not performed.
    Suspended,
    /// Done (achieve), awaiting proof.
    Performed,
    /// Proved (achieve).
    Met,
    /// No longer owed, whatever became of it.
    Over,
}

/// Where a duty stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DutyState {
    /// Its life.
    pub life: Life,
    /// Truth of a deed target.
    pub deed: bool,
    /// Truth: out of line at some time since the last clean report.
    pub dirty: bool,
    /// Overdue, and said to be so.
    pub late: bool,
    /// How non-performance stands.
    pub standing: Standing,
    /// Truth of the accused interval, fixed when it was reported.
    pub accused: bool,
    /// Live maintain: time held. Live or suspended achieve: time left of a date that a suspension
    /// put off, else zero. Performed: time left for the proof; when it runs out nothing happens by
    /// itself, the verifier is late. Met: time since.
    pub clock: Hours,
}

/// Where a phase is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhaseLife {
    /// Not open yet.
    #[default]
    Ahead,
    /// Open.
    Open,
    /// Closed, fulfilled.
    Closed,
    /// Lapsed, or never to open.
    Lapsed,
}

/// Where a phase stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PhaseState {
    /// Its life.
    pub life: PhaseLife,
    /// Time since it opened, saturating at the last bound that can still be read.
    pub age: Hours,
}

/// Where a dial stands: announced is not felt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DialState {
    /// Level announced.
    pub announced: u8,
    /// Level felt.
    pub felt: u8,
    /// Where the next level stands on its way.
    pub transit: Transit,
}

/// Where a waiver is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverLife {
    /// Not granted.
    #[default]
    Idle,
    /// In force.
    InForce,
    /// In force but suspended in answer to something.
    Suspended,
    /// Ended; deliveries under way are allowed.
    WindingDown,
    /// Ended.
    Over,
}

/// Where a waiver stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WaiverState {
    /// Its life.
    pub life: WaiverLife,
    /// Time left of the term, or of the wind-down; `FOREVER` for until revoked.
    pub left: Hours,
    /// Time left of a suspension.
    pub suspended: Hours,
    /// Renewals used.
    pub renewals: u16,
    /// Volume drawn in the running period.
    pub drawn: i64,
    /// Time left of the running period, while anything is drawn.
    pub period: Hours,
}

/// Where a tranche's money is. Frozen, then transferred, then usable, then spent or returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrancheLife {
    /// In the restricted account.
    #[default]
    Frozen,
    /// Moved; banks have not cleared it.
    Transferred,
    /// Its owner can spend it.
    Usable,
    /// Sent back.
    Returned,
}

/// Where a tranche stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TrancheState {
    /// Where the money is.
    pub life: TrancheLife,
    /// How much of it is spent.
    pub spent: i64,
    /// Who has approved its transfer, a bit for each in the escrow's order, while others have not.
    pub approvals: u32,
    /// Where it stands on its way once it is transferred.
    pub transit: Transit,
}

/// Where a red line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RedlineState {
    /// Level open, counted from 1; 0 when none is.
    pub level: u8,
    /// Time left to answer.
    pub left: Hours,
    /// Time left of cooling-off.
    pub cooling: Hours,
}

/// Where an inquiry stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InquiryState {
    /// None is open.
    #[default]
    Idle,
    /// Some of the evidence is shown, a bit for each kind; no clock runs.
    Gathering(u32),
    /// All evidence is shown; time left to answer.
    Open(Hours),
    /// Warned; time left in which a further act establishes attribution.
    Warned(Hours),
    /// Attribution established.
    Established,
}

/// Where a procedure stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProcedureState {
    /// Not running.
    #[default]
    Idle,
    /// Running about a duty.
    Running {
        /// About which duty.
        about: DutyId,
        /// Who complains.
        by: ActorId,
        /// Which stage, from 0.
        stage: u8,
        /// Time left of it.
        left: Hours,
    },
    /// Stages over without settlement: what it opens is open.
    Exhausted {
        /// About which duty.
        about: DutyId,
        /// Who complained.
        by: ActorId,
        /// Time left to use it.
        left: Hours,
    },
}

impl State {
    /// The state at day 0, before anything is opened; [`crate::apply::start`] gives the first
    /// state proper.
    #[must_use]
    pub fn blank(accord: &Accord) -> Self {
        Self {
            day: Hours::ZERO,
            ended: None,
            withdrawn: vec![false; usize::from(accord.signatories)],
            leaving: vec![None; usize::from(accord.signatories)],
            workstreams: vec![None; accord.workstreams.len()],
            subjects: accord
                .subjects
                .iter()
                .map(|s| SubjectState { truth: s.baseline, reported: s.baseline, pending: None })
                .collect(),
            duties: accord
                .duties
                .iter()
                .map(|d| DutyState { deed: d.deed_at_start, ..DutyState::default() })
                .collect(),
            phases: vec![PhaseState::default(); accord.phases.len()],
            dials: accord
                .dials
                .iter()
                .map(|d| DialState { announced: d.start, felt: d.start, ..DialState::default() })
                .collect(),
            waivers: vec![WaiverState::default(); accord.waivers.len()],
            pauses: vec![Hours::ZERO; accord.escrows.len()],
            tranches: vec![TrancheState::default(); accord.tranches.len()],
            redlines: vec![RedlineState::default(); accord.redlines.len()],
            inquiries: vec![InquiryState::default(); accord.inquiries.len()],
            procedures: vec![ProcedureState::default(); accord.procedures.len()],
            freezes: vec![None; accord.freezes.len()],
            carveouts: vec![CarveoutState::default(); accord.carveouts.len()],
            handovers: vec![HandoverState::default(); accord.handovers.len()],
            notices: vec![NoticeState::default(); accord.notices.len()],
            channels: accord.channels.iter().map(Channel::at_start).collect(),
            tolerances: vec![ToleranceState::default(); accord.tolerances.len()],
            undertakings: vec![UndertakingState::default(); accord.undertakings.len()],
            accessions: vec![AccessionState::default(); accord.accessions.len()],
            ballots: vec![BallotState::default(); accord.ballots.len()],
        }
    }
}

macro_rules! cells {
    ($($cell:ident, $cell_mut:ident: $table:ident, $id:ident, $type:ty;)*) => {
        impl State {$(
            /// The cell; its default if the id is outside the table.
            #[must_use]
            pub fn $cell(&self, id: $id) -> $type {
                self.$table.get(id.index()).copied().unwrap_or_default()
            }

            pub(crate) fn $cell_mut(&mut self, id: $id) -> Option<&mut $type> {
                self.$table.get_mut(id.index())
            }
        )*}
    };
}

cells! {
    subject, subject_mut: subjects, SubjectId, SubjectState;
    duty, duty_mut: duties, DutyId, DutyState;
    phase, phase_mut: phases, PhaseId, PhaseState;
    dial, dial_mut: dials, DialId, DialState;
    waiver, waiver_mut: waivers, WaiverId, WaiverState;
    pause, pause_mut: pauses, EscrowId, Hours;
    tranche, tranche_mut: tranches, TrancheId, TrancheState;
    redline, redline_mut: redlines, RedlineId, RedlineState;
    inquiry, inquiry_mut: inquiries, InquiryId, InquiryState;
    procedure, procedure_mut: procedures, ProcedureId, ProcedureState;
    freeze, freeze_mut: freezes, FreezeId, Option<Hours>;
    carveout, carveout_mut: carveouts, CarveoutId, CarveoutState;
    handover, handover_mut: handovers, HandoverId, HandoverState;
    notice, notice_mut: notices, NoticeId, NoticeState;
    channel, channel_mut: channels, ChannelId, ChannelState;
    tolerance, tolerance_mut: tolerances, ToleranceId, ToleranceState;
    undertaking, undertaking_mut: undertakings, UndertakingId, UndertakingState;
    accession, accession_mut: accessions, AccessionId, AccessionState;
    ballot, ballot_mut: ballots, BallotId, BallotState;
    workstream, workstream_mut: workstreams, WorkstreamId, Option<Cause>;
}

impl State {
    /// Whether the signatory has withdrawn.
    #[must_use]
    pub fn has_withdrawn(&self, actor: ActorId) -> bool {
        self.withdrawn.get(actor.index()).copied().unwrap_or(false)
    }

    /// Whether the signatory has given notice to withdraw.
    #[must_use]
    pub fn is_leaving(&self, actor: ActorId) -> bool {
        self.leaving.get(actor.index()).is_some_and(Option::is_some)
    }

    /// Whether the accord is in force and the file lives.
    #[must_use]
    pub fn alive(&self, file: WorkstreamId) -> bool {
        self.ended.is_none() && self.workstream(file).is_none()
    }
}
