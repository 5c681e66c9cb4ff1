//! Clocks with a default outcome: disputes and snapbacks.

use serde::Serialize;

use super::{Duration, Head, Name, Outcome, Restoration, SpanOnly, Thing, Who, Words};
use crate::span::Span;

/// Talks in stages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dispute {
    /// Name, title, workstream.
    pub head: Head,
    /// `opened by any signatory`
    pub opened_by: Vec<Who>,
    /// `against any signatory`
    pub against: Vec<Who>,
    /// `citing a step`, `citing lift, ease`
    pub citing: Option<Citing>,
    /// Stages in the order of the text.
    pub stages: Vec<Stage>,
    /// `settled when complainant says so`
    pub settled: Option<Settled>,
    /// `then complainant may start back`
    pub then: Vec<Outcome>,
    /// `silence means exhausted`
    pub silence: Option<(Silence, SpanOnly)>,
    /// `window 30 days`: how long what it opens stays open.
    pub window: Option<Duration>,
}

/// What a dispute or snapback must cite.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Citing {
    /// `citing a step`, `citing an article`
    Any,
    /// `citing lift, ease`
    Names(Vec<Name>),
}

/// One stage of talks.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// `ministers`
    pub name: Name,
    /// `JointCommission`: who deals with it, if the name is not a body's.
    pub body: Option<Name>,
    /// `15 days`
    pub length: Option<Duration>,
    /// `extended by consensus`
    pub extended_by_consensus: bool,
    /// `if any signatory asks`
    pub if_asked_by: Vec<Who>,
    /// `beside ministers`: at the same time as.
    pub beside: Option<Name>,
    /// `instead of ministers`
    pub instead_of: Option<Name>,
    /// `only after board`
    pub only_after: Option<Name>,
    /// `advises`: its outcome does not bind.
    pub advises: bool,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// When a dispute is settled.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// `complainant says so`, `both say so`
    SaysSo(Vec<Who>),
    /// A condition.
    When(super::Condition),
}

/// What silence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The complaint stands and the clock is exhausted.
    Exhausted,
    /// The complaint falls.
    Settled,
    /// Relief goes on.
    Continues,
    /// What is restored is restored.
    Restores,
}

/// A notice period that restores unless stopped.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Snapback {
    /// Name, title, workstream.
    pub head: Head,
    /// `started by US, Iran`
    pub started_by: Vec<Who>,
    /// `not withdrawn`
    pub not_withdrawn: bool,
    /// `by notice to Council stating "efforts under drm"`
    pub notice_to: Option<Name>,
    /// `stating "…"`
    pub stating: Option<Words>,
    /// `after D1`
    pub after: Vec<Name>,
    /// `citing a step`
    pub citing: Option<Citing>,
    /// `runs 30 days`
    pub runs: Option<Duration>,
    /// `stopped only if complainant withdraws it`, `stopped only if Council adopts "continue"`
    pub stopped: Option<Stopped>,
    /// `restores W1 to revoked, relief to 0`
    pub restores: Vec<Restoration>,
    /// `spares proceeds`, `spares "contracts signed before it applies"`
    pub spares: Vec<Thing>,
    /// `then nuclear ends`
    pub then: Vec<Outcome>,
}

/// What stops a snapback.
#[derive(Clone, Debug, Serialize)]
pub struct Stopped {
    /// Who.
    pub who: Who,
    /// By withdrawing the notice, or by adopting a decision.
    pub adopts: Option<Words>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}
