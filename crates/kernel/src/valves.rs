//! What goes on while relief is taken back: humanitarian channels, exchanges of persons.

use crate::ids::*;
use crate::time::Hours;

/// A channel for goods beside the relief of the text. Nothing but its own end closes it: no
/// answer, no dial, no snapback, no file that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carveout {
    /// Largest amount per period, in its unit; `None` without a cap.
    pub cap: Option<i64>,
    /// The period of the cap.
    pub period: Hours,
    /// Its own end, counted from day 0.
    pub until: Option<Hours>,
    /// The article.
    pub clause: ClauseId,
}

/// How much went through a carve-out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CarveoutState {
    /// In the running period.
    pub used: i64,
    /// Time left of it, while anything is used.
    pub period: Hours,
}

/// One side of an exchange. Persons are a number; who they are stands in an annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Who holds them.
    pub party: ActorId,
    /// How many there are.
    pub count: u32,
    /// Whether a person who declines to travel counts as handed over.
    pub decliners_count: bool,
    /// The article.
    pub clause: ClauseId,
}

/// How far a side of an exchange has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct HandoverState {
    /// Persons handed over.
    pub given: u32,
    /// Persons who declined to go.
    pub declined: u32,
}

impl Handover {
    /// Whether all who count have been handed over.
    #[must_use]
    pub fn is_done(&self, state: HandoverState) -> bool {
        let declined = if self.decliners_count { state.declined } else { 0 };
        state.given.saturating_add(declined) >= self.count
    }
}
