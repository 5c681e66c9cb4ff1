//! Relief: dials, pipelines, waivers, escrows, carve-outs, exchanges.

use serde::Serialize;

use super::{
    Amount, Condition, Duration, Head, Moment, Name, Number, PerPeriod, SpanOnly, Step, Thing,
    Words,
};
use crate::span::Span;
use crate::units::Currency;

/// Whom a sanction reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SanctionKind {
    /// The sanctioning state's own banks and firms.
    Primary,
    /// Those of third countries.
    Secondary,
    /// Both.
    Both,
}

/// Sanctions relief as a schedule of levels.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dial {
    /// Name, title, workstream.
    pub head: Head,
    /// `turned by US`
    pub turned_by: Option<Name>,
    /// `felt by Iran`
    pub felt_by: Option<Name>,
    /// `felt through banks`
    pub felt_through: Option<Name>,
    /// `levels 2`: the highest; 0 is no relief.
    pub levels: Option<Number>,
    /// `starts at 0`
    pub starts_at: Option<Number>,
    /// `from sanctions primary`
    pub sanctions: Option<(SanctionKind, SpanOnly)>,
    /// `raise when …`
    pub raise: Option<Condition>,
    /// `lower when …`
    pub lower: Option<Condition>,
}

/// From announcement to felt relief.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pipeline {
    /// Name and title.
    pub head: Head,
    /// Its stages in order.
    pub stages: Vec<PipelineStage>,
}

/// One stage, with an owner who may have the power to refuse.
#[derive(Clone, Debug, Serialize)]
pub struct PipelineStage {
    /// Its name.
    pub name: Name,
    /// `by Bank`
    pub owner: Name,
    /// `within 30 days`
    pub within: Option<Duration>,
    /// `may refuse`
    pub may_refuse: bool,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A permission bound in time and volume, given to buyers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Waiver {
    /// Name, title, workstream.
    pub head: Head,
    /// `unilateral`: the other side owes nothing for it.
    pub unilateral: bool,
    /// `granted by US`
    pub granted_by: Option<Name>,
    /// `to purchasers annex "buyers"`
    pub purchasers: Vec<Thing>,
    /// `from sanctions secondary`
    pub sanctions: Option<(SanctionKind, SpanOnly)>,
    /// `covers petchem of Iran up to 60 thousand tonne per 30 days`
    pub covers: Option<Cover>,
    /// `lasts 120 days`
    pub lasts: Option<Duration>,
    /// `renewable 2 times`, `renewed only if …`
    pub renewal: Option<Renewal>,
    /// `notice 10 days`
    pub notice: Option<Duration>,
    /// `winds down over 45 days`
    pub winds_down: Option<Duration>,
    /// `revoked only when …`
    pub revoke: Option<Condition>,
    /// `proceeds to ESCROW`
    pub proceeds_to: Option<Name>,
    /// `spend on food, medicine`
    pub spend_on: Vec<Name>,
    /// `lapse is not a breach`; written or not it never is.
    pub lapse_is_no_breach: bool,
}

/// What a waiver covers.
#[derive(Clone, Debug, Serialize)]
pub struct Cover {
    /// Which quantity.
    pub quantity: Name,
    /// `of Iran`
    pub of: Option<Name>,
    /// `up to …`
    pub up_to: Option<CoverLimit>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// How much a waiver covers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverLimit {
    /// An amount per period.
    Volume(PerPeriod),
    /// `annex "volumes" visible to US, purchaser`
    Annex(Words),
}

/// Whether and how often a waiver is renewed.
#[derive(Clone, Debug, Serialize)]
pub struct Renewal {
    /// `2 times`; without limit if left out.
    pub times: Option<Number>,
    /// `only if …`
    pub only_if: Option<Condition>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A restricted account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Escrow {
    /// Name, title, workstream.
    pub head: Head,
    /// `owned by Iran`
    pub owned_by: Option<Name>,
    /// `custodian Bank`
    pub custodian: Option<Name>,
    /// `approved by US`
    pub approved_by: Vec<Name>,
    /// `total 2.4 billion USD`
    pub total: Option<Amount>,
    /// `tranche T1 of 800 million USD`
    pub tranches: Vec<Tranche>,
    /// `path Korea KRW -> Switzerland EUR -> Qatar EUR`
    pub path: Vec<(Name, Currency)>,
    /// `spend on food, medicine`
    pub spend_on: Vec<Name>,
    /// `never to owner`
    pub never_to: Vec<Name>,
    /// `transferred through banks`
    pub transferred_through: Option<Name>,
    /// `custodian must answer within 10 days`
    pub answer_within: Option<Duration>,
    /// `refusing only for annex "grounds"`
    pub refusing_only_for: Option<Words>,
    /// `side arrangements notified within 24 hours`
    pub side_arrangements_within: Option<Duration>,
    /// `returned to Iran on day 400`: what becomes of money not spent.
    pub returned: Option<(Name, Option<Moment>)>,
}

/// A part of an escrow that moves whole.
#[derive(Clone, Debug, Serialize)]
pub struct Tranche {
    /// Its name.
    pub name: Name,
    /// How much.
    pub amount: Amount,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A humanitarian channel that stays open while dials are down.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Carveout {
    /// Name, title, workstream.
    pub head: Head,
    /// `goods food, medicine`
    pub goods: Vec<Name>,
    /// `through CHANNEL`
    pub through: Option<Name>,
    /// `cap 100 million USD per 30 days`
    pub cap: Option<PerPeriod>,
    /// `until day 365`: its own end; nothing else closes it.
    pub until: Option<Moment>,
}

/// Persons for persons, held outside the text by hash.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exchange {
    /// Name, title, workstream.
    pub head: Head,
    /// `side US holds 5 in annex "list-a" visible to US, Iran`
    pub sides: Vec<ExchangeSide>,
    /// `prepare Iran must move 5 to "house arrest" by day 0`
    pub prepare: Vec<Step>,
    /// `gate Qatar confirms funds transferred`
    pub gates: Vec<Gate>,
    /// `hands over at "Doha" within 12 hours of gate`
    pub hands_over: Option<(Words, Option<Duration>)>,
    /// `a person may decline and still counts`
    pub decliners_count: bool,
}

/// One side of an exchange.
#[derive(Clone, Debug, Serialize)]
pub struct ExchangeSide {
    /// Who holds them.
    pub party: Name,
    /// How many.
    pub count: Number,
    /// The list.
    pub annex: Words,
    /// Who may read it.
    pub visible_to: Vec<Name>,
}

/// What must be confirmed before the next stage.
#[derive(Clone, Debug, Serialize)]
pub struct Gate {
    /// Who confirms.
    pub body: Name,
    /// What.
    pub confirms: Condition,
}
