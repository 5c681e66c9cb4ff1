//! Boundaries and what may be done when they are crossed: red lines, inquiries.

use crate::accord::Accord;
use crate::condition::{Condition, View};
use crate::ids::*;
use crate::state::State;
use crate::time::Hours;

/// What an answer or a default outcome does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// No transfer from the escrow for so long.
    PauseEscrow(EscrowId, Hours),
    /// The waiver sleeps for so long; its clock runs on.
    SuspendWaiver(WaiverId, Hours),
    /// The waiver ends, with its wind-down.
    RevokeWaiver(WaiverId),
    /// The dial goes down to this level.
    LowerDial(DialId, u8),
    /// A forcible answer, physical: its proportion is judged, it is never prevented.
    Strike,
    /// The file ends, and those it pulls.
    EndWorkstream(WorkstreamId),
    /// A procedure may be started without its usual standing.
    Start(ProcedureId),
    /// The effect, if this holds when it is used (reports); else nothing.
    OnlyIf(Box<Condition>, Box<Effect>),
}

impl Effect {
    /// What it does now: itself, unless a condition of it does not hold.
    #[must_use]
    pub fn now(&self, accord: &Accord, state: &State) -> Option<&Self> {
        match self {
            Self::OnlyIf(condition, effect) if condition.holds(accord, state, View::Reports) => {
                effect.now(accord, state)
            }
            Self::OnlyIf(..) => None,
            other => Some(other),
        }
    }
}

/// One thing that one actor may do in answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who may.
    pub by: ActorId,
    /// What it does.
    pub effect: Effect,
    /// Only while this holds (reports).
    pub only_if: Condition,
    /// The clause.
    pub clause: ClauseId,
}

/// A rung of a red line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Lowest severity (casualty class or measured value) that opens it.
    pub at_least: i64,
    /// What may be done.
    pub answers: Vec<Answer>,
    /// For how long.
    pub window: Hours,
    /// Cooling-off before a forcible answer.
    pub cool_down: Hours,
    /// The clause.
    pub clause: ClauseId,
}

/// A boundary with proportional answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redline {
    /// What is watched.
    pub subject: SubjectId,
    /// For levels: crossed when the reported value is above this.
    pub above: i64,
    /// Whose acts cross it; empty for anybody.
    pub actors: Vec<ActorId>,
    /// Who must find it so.
    pub found_by: Option<ActorId>,
    /// Live once this holds (reports).
    pub live: Condition,
    /// Rungs, mildest first.
    pub levels: Vec<Level>,
    /// The file it belongs to.
    pub workstream: WorkstreamId,
    /// The article.
    pub clause: ClauseId,
}

/// Claim, test, warning, attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// Whose acts are asked about.
    pub group: ActorId,
    /// Which tally they add to.
    pub subject: SubjectId,
    /// How many kinds of evidence the text asks for; the time to answer runs once all are shown.
    /// At most [`crate::members::VOICES`].
    pub evidence: u8,
    /// Time to answer the evidence.
    pub answer_within: Hours,
    /// Time after the warning in which a further act establishes attribution.
    pub window: Hours,
    /// The article.
    pub clause: ClauseId,
}
