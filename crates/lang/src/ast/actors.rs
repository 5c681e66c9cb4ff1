//! Who there is: parties, outsiders, groups, blocs, bodies.

use serde::Serialize;

use super::{Duration, Head, Moment, Name, Number, Thing, Who, Words};
use crate::span::Span;

/// One who signs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Party {
    /// Name and title.
    pub head: Head,
    /// `rests on Friday, Saturday`: for working days.
    pub rests_on: Vec<Weekday>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)] // each is its own word
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// One who acts but has not signed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outsider {
    /// Name and title.
    pub head: Head,
    /// `can strike in Levant`
    pub can: Vec<Capability>,
    /// `answered for by …`
    pub answered_for: Option<AnsweredFor>,
    /// `told through CHANNEL`
    pub told_through: Option<Name>,
}

/// What an outsider can do.
#[derive(Clone, Debug, Serialize)]
pub struct Capability {
    /// The act.
    pub act: Name,
    /// Where.
    pub zone: Option<Name>,
    /// In the text.
    #[serde(skip)]
    pub span: Span,
}

/// Who answers for an outsider or a group, and under which rule.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredFor {
    /// Who.
    pub by: Who,
    /// The rule of attribution.
    pub rule: Attribution,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// When an act of a group is an act of the state said to stand behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// `when directed`: instructed, directed or controlled; needs a body that attributes.
    #[default]
    Directed,
    /// `when tolerated`: also if merely tolerated.
    Tolerated,
    /// `always`
    Always,
    /// `never`
    Never,
}

/// An armed group.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// Name and title.
    pub head: Head,
    /// `affiliated with Iran as stated by US`
    pub affiliations: Vec<Affiliation>,
    /// `answered for by Iran when directed`
    pub answered_for: Option<AnsweredFor>,
    /// `can strike in Gulf`
    pub can: Vec<Capability>,
}

/// An affiliation as one side states it.
#[derive(Clone, Debug, Serialize)]
pub struct Affiliation {
    /// With whom.
    pub with: Who,
    /// Who says so; both sides if left out.
    pub stated_by: Option<Name>,
}

/// A set of states that others may join.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Bloc {
    /// Name and title.
    pub head: Head,
    /// `members …`
    pub members: Vec<Name>,
    /// `accession by consent of …`
    pub consent_of: Vec<Who>,
}

/// A verification body, commission, depositary or custodian.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Body {
    /// Name and title.
    pub head: Head,
    /// `verifies nuclear within 7 days`
    pub verifies: Vec<Mandate>,
    /// `attributes attacks within 10 days`
    pub attributes: Vec<Mandate>,
    /// `reports every 30 days`
    pub reports_every: Option<Duration>,
    /// `custodian of proceeds`
    pub custodian_of: Vec<Name>,
    /// `depositary`
    pub depositary: bool,
    /// `members US, Iran, Oman`
    pub members: Vec<Name>,
    /// `shares annex "equity"`
    pub shares: Option<Words>,
    /// `operates S1`
    pub operates: Vec<Thing>,
    /// `decides by …`
    pub decides: Option<DecisionRule>,
    /// `mandate until …`
    pub mandate_until: Option<Moment>,
    /// `carries CHANNEL`
    pub carries: Vec<Name>,
}

/// A subject a body may speak on, and how soon it does.
#[derive(Clone, Debug, Serialize)]
pub struct Mandate {
    /// A workstream, a quantity, or a subject of its own.
    pub subject: Name,
    /// How soon after the act.
    pub within: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// How a body decides.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionRule {
    /// `consensus`
    Consensus,
    /// `5 of 8`
    Votes {
        /// How many are needed.
        needed: Number,
        /// Of how many.
        of: Number,
    },
}
