//! Duties: who must do what, by when, after what, proved by whom.

use serde::Serialize;

use super::{
    Amount, Bound, Comparison, Condition, Duration, Head, Moment, Name, Number, Portion, Power,
    Words,
};
use crate::span::Span;

/// A duty with its name: `step NAME "title" [in WORKSTREAM]: US must …`.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Name, title, workstream. An unnamed duty in a freeze or `mutual` block is named after
    /// its block: `range.1`, `range.2`.
    pub head: Head,
    /// Who owes it; in a `mutual` block possibly nobody named: each signatory.
    pub obligors: Vec<Who>,
    /// Must, will, must not.
    pub force: Force,
    /// How hard.
    pub effort: Effort,
    /// What.
    pub act: Act,
    /// When and how proved.
    pub manner: Manner,
}

/// Who is meant.
#[derive(Clone, Debug, Serialize)]
pub struct Who {
    /// A name or a class.
    pub kind: WhoKind,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A name or a class of participants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoKind {
    /// One actor.
    Named(Name),
    /// `any signatory`
    AnySignatory,
    /// `all signatories`, `each signatory`
    AllSignatories,
    /// `complainant`
    Complainant,
    /// `respondent`
    Respondent,
    /// `purchaser`
    Purchaser,
    /// `any body`
    AnyBody,
    /// `anybody`
    Anybody,
    /// `nobody`
    Nobody,
}

impl Who {
    /// The actor, if one is named.
    #[must_use]
    pub fn name(&self) -> Option<&Name> {
        match &self.kind {
            WhoKind::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// The word that makes the duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// `must`
    Must,
    /// `will`: a political text's word.
    Will,
    /// `must not`
    MustNot,
    /// `will not`
    WillNot,
}

impl Force {
    /// Whether it forbids.
    #[must_use]
    pub fn forbids(self) -> bool {
        matches!(self, Self::MustNot | Self::WillNot)
    }
}

/// Whether conduct or a result is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// The act itself.
    Act,
    /// `use best efforts to`
    BestEfforts,
    /// `ensure`: the result.
    Ensure,
}

/// What a duty asks for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// `hold Q <= V`; `ensure Q = 0 event in ZONE`
    Hold {
        /// Which quantity.
        quantity: Name,
        /// In which relation.
        comparison: Comparison,
        /// To what.
        bound: Bound,
        /// Where it counts.
        zone: Option<Name>,
    },
    /// `reduce Q to <= V by dilution`
    Reduce {
        /// Which quantity.
        quantity: Name,
        /// In which relation.
        comparison: Comparison,
        /// To what.
        bound: Bound,
        /// How; any way if left out.
        method: Option<Method>,
    },
    /// `dilute half of Q baseline`, `convert 100 kg[UF6] of Q`: a flow by a method.
    Process {
        /// How.
        method: Method,
        /// How much.
        portion: Portion,
        /// Of which quantity.
        quantity: Name,
        /// A portion of the baseline, not of what is left.
        of_baseline: bool,
    },
    /// `produce nothing above V of Q`
    Produce {
        /// The highest value that may be produced.
        above: Amount,
        /// Of which quantity.
        quantity: Option<Name>,
    },
    /// `must not increase Q`
    NoIncrease {
        /// Which quantity.
        quantity: Name,
    },
    /// `admit BODY to annex "…"`
    Admit {
        /// Who is let in.
        body: Name,
        /// Where.
        to: Thing,
    },
    /// `grant W1`
    Grant {
        /// Which waiver.
        waiver: Name,
    },
    /// `renew W1`
    Renew {
        /// Which waiver.
        waiver: Name,
    },
    /// `turn relief to 1`
    Turn {
        /// Which dial.
        dial: Name,
        /// To which level.
        level: Number,
    },
    /// `transfer T1`
    Transfer {
        /// Which tranche.
        tranche: Name,
    },
    /// `instruct GROUP to cease TALLY in ZONE`
    Instruct {
        /// Which group.
        group: Name,
        /// What it must cease.
        cease: Name,
        /// Where; everywhere if left out.
        zone: Option<Name>,
    },
    /// `no_fire in ZONE`, `hold fire in ZONE`
    HoldFire {
        /// Against whom; anybody if left out.
        against: Vec<Who>,
        /// Where; everywhere if left out.
        zone: Option<Name>,
    },
    /// `deliver Q to WHO up to V per D`
    Deliver {
        /// What.
        what: Thing,
        /// To whom.
        to: Option<Name>,
        /// How much.
        up_to: Option<PerPeriod>,
    },
    /// An act with no number, from a closed list of verbs.
    Deed {
        /// Which verb.
        verb: DeedVerb,
        /// What it is done to.
        what: Option<Thing>,
        /// Further complements in order: `to Consortium`, `before annex "…"`, `against Iran`.
        complements: Vec<(Preposition, Thing)>,
        /// `range > 2000 km`: what of it.
        limit: Option<(Comparison, Amount)>,
    },
}

/// An amount per period.
#[derive(Clone, Debug, Serialize)]
pub struct PerPeriod {
    /// How much.
    pub amount: Amount,
    /// In how long; check 3 asks for it where it is missing.
    pub period: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Something an act is done to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A name, declared or not (`fire`, `heavy_weapons`).
    Name(Name),
    /// `any signatory`, `all signatories`
    Who(Who),
    /// Free words.
    Words(Words),
    /// `annex "…"`, perhaps of a named thing: `centrifuges annex "list"`.
    Annex {
        /// Of what.
        of: Option<Name>,
        /// Which annex.
        annex: Words,
    },
}

impl Thing {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Who(who) => who.span,
            Self::Words(words) => words.span,
            Self::Annex { of, annex } => {
                of.as_ref().map_or(annex.span, |name| name.span.to(annex.span))
            }
        }
    }
}

/// How an amount of material is got rid of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Blended with less enriched uranium.
    Dilution,
    /// Made into another form.
    Conversion,
    /// Sent out of the country.
    Export,
    /// Destroyed.
    Destruction,
}

/// Verbs of deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is its own word
#[rustfmt::skip]
pub enum DeedVerb {
    Accede, Adopt, Allow, Attack, Broadcast, Cease, Consult, Declare, Deliver, Deploy, Disband, Dismantle, Enforce, Enrich,
    Exercise, Export, Follow, Freeze, Hold, Import, Impose, Initiate, Install, Interfere, Leave, Lift, List, Mine,
    Move, Name, Notify, Open, Operate, Pass, Present, Provide, Publish, Ratify, Receive, Recognise, Refrain, Release,
    Remove, Reopen, Report, Restore, Restrain, Return, Seize, Sell, Store, Strike, Suspend, Table, Test, Transfer,
    Transit, Use, Withdraw,
}

/// What ties a complement to a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is its own word
pub enum Preposition {
    To,
    Before,
    Against,
    Under,
    In,
    Of,
    With,
    At,
    Over,
    Into,
    On,
    For,
    From,
}

/// When a duty holds and how it is proved.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Manner {
    /// `by day 30`, `within 60 days of pay1`: overdue after.
    pub by: Option<Moment>,
    /// `from day 14`: not live before.
    pub from: Option<Moment>,
    /// `until day 365`: ends then.
    pub until: Option<Moment>,
    /// `after cap held for 30 days`: not live before.
    pub after: Option<Condition>,
    /// `verified by IAEA within 7 days on inventory`.
    pub verified: Vec<Verification>,
    /// `reversible in 21 days`, `irreversible`.
    pub undo: Option<Undo>,
    /// `survives phase`: goes on after the phase closes.
    pub survives: bool,
    /// `if missed US may lower relief to 0`
    pub if_missed: Vec<Power>,
    /// `if met US may …`
    pub if_met: Vec<Power>,
}

/// Who proves a duty.
#[derive(Clone, Debug, Serialize)]
pub struct Verification {
    /// Who.
    pub body: Name,
    /// How soon, if sooner than its mandate says.
    pub within: Option<Duration>,
    /// Under which subject of its mandate.
    pub on: Option<Name>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Whether and how fast it can be undone.
#[derive(Clone, Debug, Serialize)]
pub struct Undo {
    /// `reversible in D`; `None` for `irreversible`.
    pub within: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}
