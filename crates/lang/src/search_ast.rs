//! What is searched for and where, as typed entries with places: a `.search` file. It is about a text
//! and never part of one.

use crate::ast::{Comparison, Decimal, Name, Words};
use crate::span::Span;
use crate::units::Unit;

/// A whole `.search` file.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// `search for "…"`: title of the agreement it is about.
    pub title: Words,
    /// `accord "jpoa-2013.accord"`
    pub accord: Option<Words>,
    /// `beliefs "jpoa-2013.beliefs"`; several readers are several sets of samples.
    pub beliefs: Vec<Words>,
    /// `samples 32`: how often the ranges of each reader's beliefs are drawn.
    pub samples: Option<u32>,
    /// What may be chosen.
    pub choices: Vec<Choose>,
    /// What is wanted.
    pub goals: Vec<Goal>,
    /// What must be.
    pub requirements: Vec<Requirement>,
    /// The heading.
    pub span: Span,
}

/// `choose deadline of quarter 20..80 by 10`
#[derive(Clone, Debug)]
pub struct Choose {
    /// Which place of the text.
    pub slot: Slot,
    /// What may stand there.
    pub values: Values,
    /// `lateness by size`: what a late part costs goes by its size, not by the event.
    pub lateness_by_size: bool,
    /// Where.
    pub span: Span,
}

/// A place of a text, by its name.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Which number or word.
    pub aspect: Aspect,
    /// Of what; one name but for an order.
    pub of: Vec<Name>,
    /// `stage ministers of D1`: which part of it.
    pub part: Option<Name>,
    /// Where.
    pub span: Span,
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// `tranche count of E`: in how many parts a sum is paid.
    TrancheCount,
    /// `tranche ratio of E`: the last part over the first, in per cent; those between are evenly spaced.
    TrancheRatio,
    /// `first payment of E`: the day of the first part.
    FirstPayment,
    /// `last payment of E`: the day of the last part.
    LastPayment,
    /// `order of A, B, C`: who comes first of steps that exchange their places.
    Order,
    /// `deadline of STEP`: the number in its `by` or `within`.
    Deadline,
    /// `start of STEP`: the number in its `from`.
    Start,
    /// `quiet of STEP`: the span in its `after … held for`.
    Quiet,
    /// `bound of STEP`: the value that it bounds a quantity by.
    Bound,
    /// `level of STEP`: the level that it turns a dial to.
    Level,
    /// `zone of STEP`: where it counts.
    Zone,
    /// `lapse of PHASE`
    Lapse,
    /// `notice of` a waiver or a freeze.
    Notice,
    /// `duration of` a waiver or a snapback.
    Duration,
    /// `renewals of WAIVER`
    Renewals,
    /// `volume of WAIVER`
    Volume,
    /// `stage NAME of DISPUTE`: its length.
    Stage,
    /// `window of DISPUTE`
    Window,
    /// `form`: the legal form.
    Form,
}

/// What may stand in a place.
#[derive(Clone, Debug)]
pub enum Values {
    /// `1..12`, `20..80 by 10`
    Range {
        /// From here.
        from: Decimal,
        /// To here, counted too if a step meets it.
        to: Decimal,
        /// In steps of so much.
        by: Decimal,
    },
    /// `12, 40, 80`
    Numbers(Vec<Decimal>),
    /// `among Gulf, Coast`
    Words(Vec<Name>),
    /// Every order of what is named.
    Orders,
}

/// What is measured of a design.
#[derive(Clone, Debug)]
pub enum Measure {
    /// `margin of US`: of the departure that comes closest to paying it, keeping less departing.
    Margin(Name),
    /// `stake of US`: what everybody keeping is worth to it at signature.
    Stake(Name),
    /// `temptation of US`: what its best plan gains over keeping.
    Temptation(Name),
    /// `exposure of US in proceeds`: the most it can be out of pocket.
    Exposure {
        /// Whose.
        party: Name,
        /// An escrow, dial, waiver or quantity.
        good: Name,
    },
    /// `survival after 24 periods`: in force or fulfilled; by default at the horizon.
    Survival(Option<u32>),
}

/// How a measure is taken over what is believed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Robust {
    /// At the central beliefs.
    Centre,
    /// `on average`
    Average,
    /// `at the worst`
    Worst,
    /// `at cvar 10 %`: the mean over the worst share of the samples.
    Cvar(f64),
    /// `by regret`: the most by which the best design of the search beats it, over the samples.
    Regret,
}

/// `maximise margin of US at the worst`
#[derive(Clone, Debug)]
pub struct Goal {
    /// More is better.
    pub maximise: bool,
    /// Of what.
    pub measure: Measure,
    /// Over what.
    pub robust: Robust,
    /// Where.
    pub span: Span,
}

/// What must be.
#[derive(Clone, Debug)]
pub enum Requirement {
    /// `require every side keeps in 90 % of samples`; the share of samples, or the central beliefs.
    Keeps(Option<f64>, Span),
    /// `require exposure of US in proceeds <= 800 million USD`
    Limit {
        /// Of what.
        measure: Measure,
        /// Over what.
        robust: Robust,
        /// In which relation.
        comparison: Comparison,
        /// To what; in the base unit if there is a unit.
        limit: f64,
        /// Its unit, if it has one.
        unit: Option<Unit>,
        /// Where.
        span: Span,
    },
}

/// The words of each aspect.
pub const ASPECTS: &[(&str, Aspect)] = &[
    ("tranche count", Aspect::TrancheCount),
    ("tranche ratio", Aspect::TrancheRatio),
    ("first payment", Aspect::FirstPayment),
    ("last payment", Aspect::LastPayment),
    ("order", Aspect::Order),
    ("deadline", Aspect::Deadline),
    ("start", Aspect::Start),
    ("quiet", Aspect::Quiet),
    ("bound", Aspect::Bound),
    ("level", Aspect::Level),
    ("zone", Aspect::Zone),
    ("lapse", Aspect::Lapse),
    ("notice", Aspect::Notice),
    ("duration", Aspect::Duration),
    ("renewals", Aspect::Renewals),
    ("volume", Aspect::Volume),
    ("stage", Aspect::Stage),
    ("window", Aspect::Window),
    ("form", Aspect::Form),
];

impl Aspect {
    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        ASPECTS.iter().find(|(_, it)| *it == self).map_or("", |(words, _)| words)
    }

    /// Whether it is one of the four of a sum that is paid in parts.
    #[must_use]
    pub fn of_tranches(self) -> bool {
        use Aspect::{FirstPayment, LastPayment, TrancheCount, TrancheRatio};
        matches!(self, TrancheCount | TrancheRatio | FirstPayment | LastPayment)
    }
}
