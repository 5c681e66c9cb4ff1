//! What an agreement's own text expects of its lives: properties and worked examples.
//!
//! They are terms, signed like the rest, and change nothing: [`crate::apply()`] never reads them.
//! Whoever drives `apply` can check them. Every condition is read on reports
//! ([`crate::View::Reports`]), as articles are.

use crate::accord::Effect;
use crate::condition::Condition;
use crate::event::Event;
use crate::ids::*;
use crate::time::Hours;
use crate::verdict::Item;

/// One `expect` of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The property.
    pub property: Property,
    /// The clause.
    pub clause: ClauseId,
}

/// A property of all lives of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// Holds in some state that is reached when everybody keeps to the text.
    Reachable(Condition),
    /// Holds in every state reached with either side's single departures and all of chance.
    Always(Condition),
    /// Holds in none of them.
    Never(Condition),
    /// One event, wherever it can happen, changes none of these.
    Leaves {
        /// Which event.
        event: Occasion,
        /// What it leaves as it was; nothing if the text names what no table holds.
        unchanged: Vec<Kept>,
    },
    /// What a party has delivered for good and not yet been repaid stays within a bound.
    Exposure(Exposure),
}

/// The event that a property compares before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// One of these duties is not performed: the word that says so ([`crate::VerdictKind::NotPerformed`]
    /// or [`crate::VerdictKind::Late`]).
    NotPerformed(Vec<DutyId>),
    /// The waiver's term runs out.
    Lapse(WaiverId),
    /// The signatory withdraws.
    Withdrawal(ActorId),
    /// An occurrence of the tally, by this actor.
    Incident {
        /// What is counted.
        tally: SubjectId,
        /// Whose act.
        by: ActorId,
    },
    /// A forcible act outside any answer.
    Strike(ActorId),
}

/// Something whose state is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A row that verdicts can be of.
    Item(Item),
    /// An account: its pause and its tranches.
    Escrow(EscrowId),
    /// A party: whether it has withdrawn.
    Actor(ActorId),
}

/// Uncompensated performance at risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Whose.
    pub party: ActorId,
    /// Duties of the party that count as delivered once performed, in the order of the text.
    pub delivered: Vec<DutyId>,
    /// Duties of the others that repay it while proved and in line.
    pub repaid: Vec<DutyId>,
    /// The most there may be.
    pub bound: ExposureBound,
}

/// In which unit exposure is counted. Sums across units need a judgement and so are never asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExposureBound {
    /// Minor units of the currency of the tranches transferred.
    Money(i64),
    /// Longest time that something delivered goes unrepaid.
    Time(Hours),
}

/// One `scenario` of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The state it starts from: any that is reached while everybody keeps to the text and in which
    /// all of these hold.
    pub given: Vec<Condition>,
    /// What is then told or asked, in the order of the text.
    pub moves: Vec<Move>,
    /// The article.
    pub clause: ClauseId,
}

/// One part of a worked example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// This happens.
    Event(Event),
    /// Time passes, clock by clock, until so long after day 0.
    Until(Hours),
    /// This must follow from what has happened.
    Claim(Claim),
}

/// What must follow in a worked example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Each of these may now do it, or none of them may. Durations are not compared: an effect is
    /// the same if it is of the same kind on the same row.
    Power {
        /// Who.
        by: Vec<ActorId>,
        /// What: by answering an open red line, by what an exhausted procedure opens, or alone.
        effect: Effect,
        /// Whether they may.
        granted: bool,
    },
    /// The state is so.
    State(Condition),
    /// Since the last claim, one of these duties was said not to be performed; with `false`, none
    /// was. Nothing named stands for any duty at all.
    NotPerformed(Vec<DutyId>, bool),
    /// The last event was void.
    Void,
}

impl Effect {
    /// Whether it does the same to the same row, for however long.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::PauseEscrow(a, _), Self::PauseEscrow(b, _)) => a == b,
            (Self::SuspendWaiver(a, _), Self::SuspendWaiver(b, _)) => a == b,
            _ => self == other,
        }
    }
}
