//! What the sides tell each other and the world: notices, channels, statements, safe harbours,
//! unilateral undertakings.

use crate::ids::*;
use crate::time::Hours;

/// What the text calls an act whose notice was late or was not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grade {
    /// Noted, and nothing more.
    #[default]
    Irregularity,
    /// Non-performance of the duty to tell.
    NonPerformance,
}

/// An act that must be told before it is done, by one who must tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who must tell.
    pub by: ActorId,
    /// How long before the act at least.
    pub before: Hours,
    /// What a late notice means.
    pub late: Grade,
    /// What no notice means.
    pub none: Grade,
    /// The article.
    pub clause: ClauseId,
}

/// A notice for the next act of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NoticeState {
    /// Whether one is given.
    pub given: bool,
    /// Time left until the act is in time.
    pub left: Hours,
}

/// One end of a line: what the actor there owes the others. Rows of one article share its clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Who sits at this end.
    pub end: ActorId,
    /// Time to acknowledge what the others send.
    pub acknowledge: Option<Hours>,
    /// Longest time without a sign of life.
    pub keepalive: Option<Hours>,
    /// Whether it is used from day 0 on; one that is another's fallback waits until that is silent.
    pub from_start: bool,
    /// The same actor's end of the line that takes over.
    pub fallback: Option<ChannelId>,
    /// The article.
    pub clause: ClauseId,
}

impl Channel {
    /// The end as it is at day 0, or when the line comes into use.
    #[must_use]
    pub fn at_start(&self) -> ChannelState {
        let mut state = ChannelState { open: self.from_start, ..ChannelState::default() };
        if state.awaits_life(self) {
            state.quiet = self.keepalive.unwrap_or_default().clock();
        }
        state
    }
}

/// How one end of a line has been heard. Silence is graded: a first interval missed is an
/// irregularity, a second in a row is silence, and the fallback takes over. It triggers nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChannelState {
    /// Whether the line is in use.
    pub open: bool,
    /// Intervals missed in a row: 0, 1, or 2 for silent.
    pub missed: u8,
    /// Time left to the next sign of life, while it runs.
    pub quiet: Hours,
    /// Whether a message waits to be acknowledged.
    pub owes: bool,
    /// Time left to acknowledge it.
    pub answer: Hours,
}

impl ChannelState {
    /// Whether it counts as silent.
    #[must_use]
    pub fn is_silent(self) -> bool {
        self.missed >= 2
    }

    /// Whether a sign of life is awaited.
    #[must_use]
    pub fn awaits_life(self, row: &Channel) -> bool {
        self.open && !self.is_silent() && row.keepalive.is_some()
    }

    /// Whether any time that passes now makes it a missed interval.
    #[must_use]
    pub fn is_overdue(self, row: &Channel) -> bool {
        let quiet = self.awaits_life(row) && self.quiet == Hours::ZERO;
        quiet || (self.owes && self.answer == Hours::ZERO)
    }
}

/// Words that a side may say in public: they create no duty and trigger nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who may say them.
    pub by: Vec<ActorId>,
    /// The article.
    pub clause: ClauseId,
}

/// A safe harbour: acts of a kind that trigger nothing until their budget is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// The tally that the acts would be counted in.
    pub subject: SubjectId,
    /// Whose acts; empty for anybody's.
    pub by: Vec<ActorId>,
    /// How many each period; `None` without limit.
    pub budget: Option<u32>,
    /// The period; `None` for once and for all.
    pub period: Option<Hours>,
    /// The article.
    pub clause: ClauseId,
}

/// How much of a budget is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ToleranceState {
    /// Acts in the running period.
    pub used: u32,
    /// Time left of it, while anything is used.
    pub period: Hours,
}

/// Steps that one side takes by itself. Leaving them, or not doing them, is a departure: no
/// non-performance, and nobody can complain of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undertaking {
    /// Whose.
    pub by: ActorId,
    /// What is undertaken.
    pub duties: Vec<DutyId>,
    /// Notice to leave it; `None` if the text gives no power to.
    pub notice: Option<Hours>,
    /// The other side's, whose departure frees this one of its notice.
    pub mirror: Option<UndertakingId>,
    /// The article.
    pub clause: ClauseId,
}

/// Where an undertaking stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UndertakingState {
    /// It is kept to.
    #[default]
    Kept,
    /// Notice is given; time left.
    Leaving(Hours),
    /// It is departed from.
    Departed,
}
