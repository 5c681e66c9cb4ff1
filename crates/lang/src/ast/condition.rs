//! Conditions: what clauses wait for.

use serde::Serialize;

use super::{Amount, Bound, Comparison, Duration, Moment, Name, Number, Who, Words};
use crate::span::Span;

/// A condition on reports.
#[derive(Clone, Debug, Serialize)]
pub struct Condition {
    /// Which condition.
    pub kind: ConditionKind,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of condition.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionKind {
    /// All of them: `a, b` or `a and b`.
    All(Vec<Condition>),
    /// One of them: `a or b`.
    Any(Vec<Condition>),
    /// `not a`
    Not(Box<Condition>),
    /// `X STATE`: something named is in a state (`cap met`, `P1 closed`, `W1 in force`). A bare
    /// name after `after` means `met`.
    State {
        /// What.
        subject: Name,
        /// In which state.
        state: State,
        /// `by BODY`: who must say so.
        by: Option<Name>,
    },
    /// `cap held for 30 days`
    Held {
        /// Which step.
        step: Name,
        /// How long without a report against it.
        length: Duration,
    },
    /// `relief at 1`, `relief felt at 1`: a dial at a level or above.
    Level {
        /// Which dial.
        dial: Name,
        /// At least this level.
        level: Number,
        /// Felt, not just announced.
        felt: bool,
    },
    /// `ship crossed at level 2`
    Crossed {
        /// Which red line.
        redline: Name,
        /// At least this rung.
        level: Option<Number>,
    },
    /// `enrichment > 3.67 %U235, found by IAEA`
    Compare {
        /// Which quantity.
        quantity: Name,
        /// In which relation.
        comparison: Comparison,
        /// To what.
        bound: Bound,
        /// Which standing the fact needs, and who gives it.
        finding: Option<Finding>,
    },
    /// `Coastal attacks in Gulf, found by JMC`: the verb is a tallied quantity or an act.
    Occurs {
        /// Whose act.
        actors: Vec<Who>,
        /// `attacks`, `strike`, …
        act: Name,
        /// `by drone, missile`
        means: Vec<Name>,
        /// Where.
        zone: Option<Name>,
        /// `casualties > 0`, where one is named with it.
        casualties: Option<(Comparison, Amount)>,
        /// Which standing the fact needs, and who gives it.
        finding: Option<Finding>,
    },
    /// `day 30 passed`, `2028-11-07 passed`
    Passed(Moment),
    /// `accord in force`
    InForce,
    /// `any`, `always`
    Always,
    /// `"in words"`: no machine can read it; check 18 asks for a quantity, zone, list or annex.
    Words(Words),
}

/// States of what has a name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A step is proved (done once) or live and in line (kept).
    Met,
    /// A step is live.
    Live,
    /// A step is overdue.
    Late,
    /// Non-performance of a step, or a fact, is alleged by a side.
    Alleged,
    /// It is reported by a body.
    Reported,
    /// It is found.
    Found,
    /// It is contested.
    Contested,
    /// It is admitted.
    Admitted,
    /// A phase is open.
    Open,
    /// A phase has closed, fulfilled.
    Closed,
    /// A phase or waiver has lapsed.
    Lapsed,
    /// A waiver is in force.
    InForce,
    /// A waiver is suspended.
    Suspended,
    /// A waiver is revoked.
    Revoked,
    /// A tranche is transferred.
    Transferred,
    /// A tranche is usable.
    Usable,
    /// An escrow is paused.
    Paused,
    /// An inquiry has established attribution.
    Established,
    /// A procedure runs.
    Running,
    /// A procedure is exhausted.
    Exhausted,
    /// A party has withdrawn.
    Withdrawn,
    /// A workstream lives.
    Alive,
    /// A workstream, freeze or undertaking has ended.
    Ended,
    /// Beliefs only, read in truth: a step is out of line and nobody has reported it.
    Hidden,
}

/// Which standing a fact needs before anything follows from it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Which.
    pub standing: Standing,
    /// Who gives it.
    pub by: Option<Name>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The standing of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A side says so.
    Alleged,
    /// A body reports it.
    Reported,
    /// The side that answers denies it.
    Contested,
    /// A body finds it so.
    Found,
    /// The side that answers admits it.
    Admitted,
    /// The side that acts judges for itself.
    Deemed,
}
