//! Stages and what ties duties together: swaps, scales, freezes, mutual duties.

use serde::Serialize;

use super::{
    Amount, Condition, Duration, Head, LegalForm, Moment, Name, Number, SpanOnly, Step, Who,
};
use crate::span::Span;

/// A stage: who must do what by when, and when it opens, closes and lapses.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Phase {
    /// Name and title.
    pub head: Head,
    /// `opens on day 0`, `opens when P1 closed`
    pub opens: Option<Opening>,
    /// `closes when …`
    pub closes: Option<Condition>,
    /// `lapses on day 180`: counted from the opening.
    pub lapses: Option<Moment>,
    /// `form statute`: the legal form of this stage, if another than the header's.
    pub form: Option<(LegalForm, SpanOnly)>,
    /// Its duties, in order.
    pub steps: Vec<Step>,
    /// Its swaps.
    pub swaps: Vec<Swap>,
    /// Its scales.
    pub scales: Vec<Scale>,
    /// Its freezes.
    pub freezes: Vec<Freeze>,
    /// Its mutual duties.
    pub mutuals: Vec<Mutual>,
    /// `read by US: step …`
    pub readings: Vec<PhaseReading>,
}

/// When a phase opens.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// `opens on day 0`, `opens on 2014-01-20`: counted from day 0 of the accord.
    On(Moment),
    /// `opens when P1 closed`
    When(Condition),
}

/// What one party reads in a phase where the sides read it differently.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseReading {
    /// Whose reading.
    pub party: Name,
    /// The clause.
    pub clause: ReadClause,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The clause one party reads.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadClause {
    /// Stands for the step of the same name, or is a step that only this party reads.
    Step(Box<Step>),
    /// Stands for `opens`.
    Opens(Opening),
    /// Stands for `closes`.
    Closes(Condition),
    /// Stands for `lapses`.
    Lapses(Moment),
}

/// `swap lift, ease for admit, cap, exposure US <= 800 million USD`: simultaneous performance.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Swap {
    /// Named after its steps: `lift+ease`.
    pub head: Head,
    /// These duties
    pub give: Vec<Name>,
    /// for these.
    pub take: Vec<Name>,
    /// How far out of pocket each side may be.
    pub exposures: Vec<Exposure>,
}

/// A bound on uncompensated performance at risk.
#[derive(Clone, Debug, Serialize)]
pub struct Exposure {
    /// Whose.
    pub party: Name,
    /// At most this.
    pub at_most: ExposureBound,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What an exposure is measured in.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExposureBound {
    /// Money or material.
    Amount(Amount),
    /// Time of performance.
    Duration(Duration),
}

/// `scale W1 by progress of blend, at least 10 %, at most 100 %`: proportional relief.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scale {
    /// Named after what is scaled.
    pub head: Head,
    /// A waiver, dial or escrow.
    pub what: Name,
    /// The step whose progress counts.
    pub progress_of: Name,
    /// Never less, in per cent.
    pub at_least: Option<Number>,
    /// Never more, in per cent.
    pub at_most: Option<Number>,
}

/// `freeze range for listing in missiles { … }`: limits on both sides that either may leave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Freeze {
    /// Named after what is frozen.
    pub head: Head,
    /// `for`: against what.
    pub against: Name,
    /// The limits.
    pub duties: Vec<Step>,
    /// `until day 365`
    pub until: Option<Moment>,
    /// `either may leave with notice 30 days`
    pub leave: Option<Leave>,
}

/// Who may leave a freeze, and on what notice.
#[derive(Clone, Debug, Serialize)]
pub struct Leave {
    /// Who; `either` is any signatory.
    pub who: Who,
    /// The notice.
    pub notice: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// `mutual NAME { … }`: the same duties on each signatory.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Mutual {
    /// Name and title.
    pub head: Head,
    /// The duties; those that name nobody fall on each signatory.
    pub duties: Vec<Step>,
    /// `saves self_defence …`
    pub saves: Option<super::SelfDefence>,
    /// `reviewed by JMC within 72 hours`
    pub review: Option<super::Review>,
    /// `if an outsider acts: consult within 24 hours`
    pub consult_within: Option<Duration>,
}
