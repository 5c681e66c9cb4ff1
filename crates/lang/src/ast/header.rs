//! The `accord` article.

use serde::Serialize;

use super::{
    Acceptance, Amount, Condition, Duration, Moment, MonthRounding, Name, Number, Who, Words,
};
use crate::span::Span;

/// The head of an agreement: who signs, in which form, from when to when.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Header {
    /// Title.
    pub title: Words,
    /// `language 1`
    pub language: u16,
    /// `revision 3`
    pub revision: u32,
    /// `signatories US, Iran`
    pub signatories: Vec<Name>,
    /// `legal form executive`
    pub legal_form: Option<(LegalForm, SpanOnly)>,
    /// `signed by "head of government" for US`
    pub authority: Vec<Authority>,
    /// `in force …`
    pub in_force: Option<InForce>,
    /// `day 0 is …`
    pub day_zero: Option<DayZero>,
    /// `sunset …`
    pub sunset: Option<Sunset>,
    /// `any signatory may withdraw on notice 30 days`
    pub withdrawal: Vec<Withdrawal>,
    /// `ends below 2 signatories`
    pub quorum: Option<Number>,
    /// `ends without US, Iran`
    pub essential: Vec<Name>,
    /// `authentic en, fa equal`
    pub authentic: Option<Authentic>,
    /// `months round down`
    pub months: Option<MonthRounding>,
    /// `counts 1 kg[UF6] as 0.676 kg[U]`
    pub factors: Vec<Factor>,
    /// `amends HASH`
    pub amends: Option<Words>,
    /// `left open "…"`
    pub left_open: Vec<Words>,
    /// `accepting A328 because "…"`
    pub accepting: Vec<Acceptance>,
    /// Keyword, title and numbers.
    #[serde(skip)]
    pub span: Span,
    /// All of the article.
    #[serde(skip)]
    pub whole: Span,
}

/// A place alone, for clauses that are a single word. No term: serialised as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanOnly(pub Span);

impl Serialize for SpanOnly {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// How firmly the text binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// A political commitment.
    Political,
    /// An executive agreement.
    Executive,
    /// A statute.
    Statute,
    /// A treaty.
    Treaty,
}

/// By whose authority a party signs: an office, never a person.
#[derive(Clone, Debug, Serialize)]
pub struct Authority {
    /// The office.
    pub office: Words,
    /// For whom.
    pub party: Name,
}

/// When the text enters into force.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InForce {
    /// `in force on signature by all signatories`
    OnSignature,
    /// `in force on 2015-10-18`, `in force on day 10`
    On(Moment),
    /// `in force when …`
    When(Condition),
}

/// What day 0 is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayZero {
    /// `day 0 is in force`
    InForce,
    /// `day 0 is 2014-01-20`
    On(Moment),
}

/// When the text ends by itself.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sunset {
    /// `sunset none`
    Never,
    /// `sunset after 180 days`
    After(Duration),
    /// `sunset on day 3650`, `sunset on 2025-10-18`
    On(Moment),
}

/// Who may leave, and on what notice.
#[derive(Clone, Debug, Serialize)]
pub struct Withdrawal {
    /// Who; `nobody may withdraw` denies it.
    pub who: Who,
    /// `on notice 30 days`
    pub notice: Option<Duration>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Which texts prevail.
#[derive(Clone, Debug, Serialize)]
pub struct Authentic {
    /// Language codes.
    pub languages: Vec<Name>,
    /// Which of them prevails; `None` for `equal`.
    pub prevails: Option<Name>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The declared factor between two forms of one material.
#[derive(Clone, Debug, Serialize)]
pub struct Factor {
    /// This much of one
    pub from: Amount,
    /// counts as this much of the other.
    pub to: Amount,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}
