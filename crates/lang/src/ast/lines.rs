//! Boundaries and answers: red lines, inquiries.

use serde::Serialize;

use super::{Bound, Comparison, Condition, Duration, Head, Name, Number, Power};
use crate::span::Span;

/// A boundary with proportional answers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Redline {
    /// Name, title, workstream.
    pub head: Head,
    /// `live from cap`, `live when …`
    pub live: Option<Condition>,
    /// `when …`: what crosses it, and the standing it needs.
    pub when: Option<Condition>,
    /// `domain kinetic`
    pub domain: Option<Domain>,
    /// Its rungs, mildest first.
    pub levels: Vec<Level>,
    /// `answer must be proportionate` and the like, in words.
    pub answer_must_be: Vec<Name>,
    /// `never touches nuclear`
    pub never_touches: Vec<Name>,
    /// `cool down 72 hours before level 2`
    pub cool_down: Vec<CoolDown>,
    /// `saves self_defence against ongoing, imminent; claimed within 6 hours`
    pub saves: Option<SelfDefence>,
    /// `reviewed by JMC within 72 hours`
    pub review: Option<Review>,
}

/// The kind of act a red line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Force.
    Kinetic,
    /// Networks.
    Cyber,
    /// Ships or persons taken.
    Seizure,
    /// Jamming, harassment, close approach.
    Interference,
}

/// `level 1 when casualties = 0: US may …, US may …`.
#[derive(Clone, Debug, Serialize)]
pub struct Level {
    /// The rung's number.
    pub number: Number,
    /// What opens it; `any` for no further condition.
    pub when: LevelWhen,
    /// What may be done.
    pub answers: Vec<Power>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What opens a rung.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelWhen {
    /// `any`
    Any,
    /// `casualties > 0`
    Casualties(Comparison, Number),
    /// `enrichment <= 20 %U235`
    Value {
        /// Which quantity.
        quantity: Name,
        /// In which relation.
        comparison: Comparison,
        /// To what.
        bound: Bound,
    },
    /// Another condition.
    Condition(Condition),
}

/// Cooling-off before a rung may be used.
#[derive(Clone, Debug, Serialize)]
pub struct CoolDown {
    /// How long.
    pub length: Duration,
    /// Before which rung; before any forcible answer if left out.
    pub before_level: Option<Number>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Self-defence saved; what it covers is contested until reviewed.
#[derive(Clone, Debug, Serialize)]
pub struct SelfDefence {
    /// `against ongoing, imminent`
    pub against: Vec<Name>,
    /// `claimed within 6 hours`
    pub claimed_within: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Who reviews an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// Who.
    pub body: Name,
    /// How soon.
    pub within: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Claim, test, warning, attribution.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Inquiry {
    /// Name, title, workstream.
    pub head: Head,
    /// `about Coastal, attacks`: whose acts, which tally.
    pub about: Vec<Name>,
    /// `opened by claim of autonomy`
    pub opened_by_claim: bool,
    /// `opened by accusation`
    pub opened_by_accusation: bool,
    /// `evidence time, place, weapon`
    pub evidence: Vec<Name>,
    /// `answer within 10 days`
    pub answer_within: Option<Duration>,
    /// `warning`
    pub warning: bool,
    /// `window 30 days`
    pub window: Option<Duration>,
    /// `then attribution established`, `then US may …`
    pub then: Vec<Outcome>,
}

/// What follows at the end of a clock.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happens by itself: `then nuclear ends`, `then attribution established`.
    Happens(super::Effect, super::SpanOnly),
    /// Somebody may do it: `then complainant may start back`.
    Power(Power),
}
