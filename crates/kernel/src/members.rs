//! Who joins, and who decides: blocs that admit by consent, bodies that vote.

use crate::event::Finding;
use crate::ids::*;
use crate::time::Hours;

/// How long a motion stays on the table. A motion not carried by then falls.
pub const MOTION: Hours = Hours::days(30);

/// Most who can consent or vote; those beyond are not asked.
pub const VOICES: usize = 32;

/// One actor that may join one bloc. Nobody joins but by the consent of all who must give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accession {
    /// What is joined.
    pub bloc: ActorId,
    /// Who would join.
    pub candidate: ActorId,
    /// Who must consent, each of them. At most [`VOICES`].
    pub consent: Vec<ActorId>,
    /// The article.
    pub clause: ClauseId,
}

/// How far an accession has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AccessionState {
    /// Whether it has been asked for.
    pub asked: bool,
    /// Who has consented, a bit for each in the row's order.
    pub consents: u32,
    /// Whether it is done.
    pub member: bool,
}

/// A body that decides by vote. What it decides (findings, stopping a snapback, extending talks)
/// is void without the votes; what it measures and reports needs none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Which body.
    pub body: ActorId,
    /// Who votes. At most [`VOICES`].
    pub members: Vec<ActorId>,
    /// How many must agree; `None` for all who have not withdrawn.
    pub needed: Option<u16>,
    /// The article.
    pub clause: ClauseId,
}

/// What a body can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// A duty is found performed or not.
    Find(DutyId, Finding),
    /// A snapback is stopped.
    Stop(ProcedureId),
    /// The running stage of talks is extended by so long.
    Extend(ProcedureId, Hours),
}

/// What is on the table of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BallotState {
    /// What is voted on, if anything is.
    pub motion: Option<Motion>,
    /// Who is for it, a bit for each member in the row's order.
    pub yes: u32,
    /// Who is against it.
    pub no: u32,
    /// Time left until it falls.
    pub left: Hours,
}

/// The bit of an actor in a list; `None` if it is not in it, or too far down.
#[must_use]
pub fn bit(list: &[ActorId], actor: ActorId) -> Option<u32> {
    let at = list.iter().take(VOICES).position(|other| *other == actor)?;
    1_u32.checked_shl(u32::try_from(at).ok()?)
}
