//! Talk and theatre: notices, channels, statements, safe harbours, undertakings, recognitions.

use serde::Serialize;

use super::{Duration, Head, Name, Number, Step, Who, Words};
use crate::span::Span;

/// A notice that an act to come must be told.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notice {
    /// Name, title, workstream.
    pub head: Head,
    /// `mutual`: by each signatory.
    pub mutual: bool,
    /// `by US`
    pub by: Vec<Who>,
    /// `of firing, launch in Gulf`
    pub of: Vec<Name>,
    /// Where the act is.
    pub zone: Option<Name>,
    /// `to Iran`; empty for a broadcast.
    pub to: Vec<Who>,
    /// `broadcast by navigational_warning`
    pub broadcast_by: Option<Name>,
    /// `via Hotline`
    pub via: Option<Name>,
    /// `at least 3 days before`
    pub at_least: Option<Duration>,
    /// `normally 5 days before`
    pub normally: Option<Duration>,
    /// `states area, from, to`
    pub states: Vec<Name>,
    /// `proof "published warning number"`
    pub proof: Option<Words>,
    /// `late means irregularity`
    pub late_means: Option<Lapse>,
    /// `none means breach`
    pub none_means: Option<Lapse>,
}

/// How grave a missing notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// `irregularity`
    Irregularity,
    /// `nonperformance`
    Nonperformance,
}

/// The line and its intermediaries.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Channel {
    /// Name and title.
    pub head: Head,
    /// `between US, Iran`
    pub between: Vec<Name>,
    /// `via Oman`
    pub via: Vec<Name>,
    /// `acknowledge within 24 hours`
    pub acknowledge_within: Option<Duration>,
    /// `keepalive every 24 hours`
    pub keepalive_every: Option<Duration>,
    /// `fallback Swiss`
    pub fallback: Option<Name>,
}

/// Words a side may say in public.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Statement {
    /// Name, title, workstream.
    pub head: Head,
    /// `by US`
    pub by: Vec<Who>,
    /// `text "…"`, perhaps in several languages.
    pub text: Vec<(Option<Name>, Words)>,
    /// `creates no duty`
    pub creates_no_duty: bool,
}

/// Acts that trigger nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tolerates {
    /// Name, title, workstream.
    pub head: Head,
    /// `up to 6 designations per 90 days by US`, `exercises by US, Iran`
    pub acts: Vec<ToleratedAct>,
}

/// One kind of tolerated act and its budget.
#[derive(Clone, Debug, Serialize)]
pub struct ToleratedAct {
    /// `designations`
    pub act: Name,
    /// `up to 6`
    pub up_to: Option<Number>,
    /// `per 90 days`
    pub per: Option<Duration>,
    /// `by US, Iran`
    pub by: Vec<Who>,
    /// `in Gulf`
    pub zone: Option<Name>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A step taken without a common signature; leaving it is a departure, not a breach.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Undertaking {
    /// Name, title, workstream.
    pub head: Head,
    /// `by US`
    pub by: Option<Name>,
    /// What is undertaken.
    pub duties: Vec<Step>,
    /// `revocable on notice 10 days`
    pub revocable: bool,
    /// The notice.
    pub notice: Option<Duration>,
    /// `mirrored by NAME`
    pub mirrored_by: Option<Name>,
}

/// `recognises "rights under NPT art. IV", creates no duty`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Recognises {
    /// Named by its words.
    pub head: Head,
    /// What.
    pub what: Words,
    /// `creates no duty`
    pub creates_no_duty: bool,
}
