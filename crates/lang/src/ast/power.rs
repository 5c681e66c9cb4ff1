//! Powers: who may do what in answer.

use serde::Serialize;

use super::{Condition, Duration, Name, Number, Thing, Who, Words};
use crate::span::Span;

/// `US may pause proceeds for 30 days within 30 days`.
#[derive(Clone, Debug, Serialize)]
pub struct Power {
    /// Who.
    pub holders: Vec<Who>,
    /// May, or has no power to.
    pub grant: Grant,
    /// What.
    pub effect: Effect,
    /// `for 30 days`: how long the effect lasts.
    pub lasts: Option<Duration>,
    /// `within 30 days`: how long the power lives.
    pub within: Option<Duration>,
    /// `once`
    pub once: bool,
    /// `if …`
    pub condition: Option<Condition>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Whether a power is given or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// `may`
    May,
    /// `has no power to`
    HasNoPower,
    /// `must`: an answer that is owed.
    Must,
}

/// What a power or a default outcome does.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// `pause X`: no transfer from an escrow, no delivery under a waiver, no step.
    Pause(Name),
    /// `suspend X`: a waiver or a step sleeps.
    Suspend(Name),
    /// `revoke X`
    Revoke(Name),
    /// `resume X`
    Resume(Name),
    /// `lower DIAL to N`
    Lower {
        /// Which dial.
        dial: Name,
        /// To which level.
        level: Number,
    },
    /// `strike WHAT inside ZONE`
    Strike {
        /// A class of target, never a place or a person.
        what: Option<Name>,
        /// Where.
        zone: Option<Name>,
    },
    /// `start PROCEDURE without dispute`
    Start {
        /// Which.
        procedure: Name,
        /// Without its usual standing.
        without_dispute: bool,
    },
    /// `end WORKSTREAM`; also `then nuclear ends`.
    End(Name),
    /// `cease performing, in whole or in part`
    CeasePerforming {
        /// A part is enough.
        in_part: bool,
        /// Of which workstream or step; all of it if left out.
        of: Option<Name>,
    },
    /// `withdraw`
    Withdraw,
    /// `notify WHO`, perhaps of something.
    Notify(Name),
    /// `consult WHO`
    Consult(Name),
    /// `establish attribution`; also `then attribution established`.
    EstablishAttribution,
    /// `open PHASE`
    Open(Name),
    /// `use SWAP or another thing` with free words; what no table can hold.
    Other(Thing),
}

/// `restores W1 to revoked, relief to 0`.
#[derive(Clone, Debug, Serialize)]
pub struct Restoration {
    /// What.
    pub what: Thing,
    /// To which state.
    pub to: Option<RestoredTo>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What something is restored to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RestoredTo {
    /// `revoked`
    Revoked,
    /// `suspended`
    Suspended,
    /// `paused`
    Paused,
    /// A dial's level.
    Level(Number),
    /// In words.
    Words(Words),
}
