//! The agreement as typed terms with places.
//!
//! One type for each article kind, one for each kind of clause. A field is `Option` if the
//! clause may be left out *or* may be missing from a faulty text; the parser reports a required
//! clause that is missing, so on a text without errors those fields are `Some`.
//! Spans and comments are not terms: serialising a node leaves its spans out.

#![allow(clippy::large_enum_variant)] // a text has few nodes, and they are matched everywhere

mod actors;
mod clocks;
mod condition;
mod conduct;
mod duty;
mod expect;
mod header;
mod lines;
mod number;
mod phase;
mod power;
mod quantities;
mod relief;
mod time;

pub use actors::*;
pub use clocks::*;
pub use condition::*;
pub use conduct::*;
pub use duty::*;
pub use expect::*;
pub use header::*;
pub use lines::*;
pub use number::*;
pub use phase::*;
pub use power::*;
pub use quantities::*;
pub use relief::*;
pub use time::*;

use serde::Serialize;

use crate::span::Span;

/// A name in the text. Two names are equal if their letters are; where they stand is no part.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// Free words between quotation marks: a title, an annex, a reason.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Words {
    /// As written, runs of white space made one space.
    pub text: String,
    /// Where, with the quotation marks.
    #[serde(skip)]
    pub span: Span,
}

/// What every article but the header starts with.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Its name; for kinds without one, a name made from what it is about.
    pub name: Name,
    /// Its title.
    pub title: Option<Words>,
    /// `in WORKSTREAM`.
    pub workstream: Option<Name>,
    /// `left open "…"`: what the sides leave undecided on purpose.
    pub left_open: Vec<Words>,
    /// `accepting A306 because "…"`.
    pub accepting: Vec<Acceptance>,
    /// The keyword, name and title.
    #[serde(skip)]
    pub span: Span,
    /// All of the article.
    #[serde(skip)]
    pub whole: Span,
}

impl Head {
    /// What a message calls the article: its title, or else its name.
    #[must_use]
    pub fn called(&self) -> &str {
        self.title.as_ref().map_or(&self.name.text, |title| &title.text)
    }
}

/// A warning the drafters have read and accept. Outside the terms and the hash.
#[derive(Clone, Debug, Serialize)]
pub struct Acceptance {
    /// Code of the warning.
    pub code: Name,
    /// Their reason.
    pub because: Words,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// One article of an agreement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each variant is documented at its type
pub enum Article {
    Party(Party),
    Outsider(Outsider),
    Group(Group),
    Bloc(Bloc),
    Body(Body),
    Workstream(Workstream),
    Decouple(Decouple),
    Quantity(Quantity),
    Zone(Zone),
    Phase(Phase),
    Swap(Swap),
    Scale(Scale),
    Freeze(Freeze),
    Mutual(Mutual),
    Dial(Dial),
    Pipeline(Pipeline),
    Waiver(Waiver),
    Escrow(Escrow),
    Carveout(Carveout),
    Exchange(Exchange),
    Redline(Redline),
    Inquiry(Inquiry),
    Dispute(Dispute),
    Snapback(Snapback),
    Notice(Notice),
    Channel(Channel),
    Statement(Statement),
    Tolerates(Tolerates),
    Undertaking(Undertaking),
    Recognises(Recognises),
    Annex(Annex),
    Expect(Expect),
    Scenario(Scenario),
    ReadBy(ReadBy),
}

/// `read by PARTY: ARTICLE`: in that party's reading it stands for the article of the same name.
#[derive(Clone, Debug, Serialize)]
pub struct ReadBy {
    /// Whose reading.
    pub party: Name,
    /// What it reads.
    pub article: Box<Article>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A whole text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Accord {
    /// The `accord` article.
    pub header: Header,
    /// The others, in the order of the text.
    pub articles: Vec<Article>,
}

/// Gives [`Accord`] an iterator for each article kind and [`Article`] its head.
macro_rules! kinds {
    ($($variant:ident $type:ty, $iterator:ident, $keyword:literal;)*) => {
        impl Accord {$(
            #[doc = concat!("Every `", $keyword, "` article, in the order of the text.")]
            pub fn $iterator(&self) -> impl Iterator<Item = &$type> {
                self.articles.iter().filter_map(|article| match article {
                    Article::$variant(it) => Some(it),
                    _ => None,
                })
            }
        )*}

        impl Article {
            /// Its name, title and place.
            #[must_use]
            pub fn head(&self) -> &Head {
                match self {
                    $(Self::$variant(it) => &it.head,)*
                    Self::ReadBy(it) => it.article.head(),
                }
            }

            /// Its name, title and place, to change.
            pub fn head_mut(&mut self) -> &mut Head {
                match self {
                    $(Self::$variant(it) => &mut it.head,)*
                    Self::ReadBy(it) => it.article.head_mut(),
                }
            }

            /// The keyword it starts with.
            #[must_use]
            pub fn keyword(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $keyword,)*
                    Self::ReadBy(_) => "read",
                }
            }
        }
    };
}

kinds! {
    Party Party, parties, "party";
    Outsider Outsider, outsiders, "outsider";
    Group Group, groups, "group";
    Bloc Bloc, blocs, "bloc";
    Body Body, bodies, "body";
    Workstream Workstream, workstreams, "workstream";
    Decouple Decouple, decouples, "decouple";
    Quantity Quantity, quantities, "quantity";
    Zone Zone, zones, "zone";
    Phase Phase, phases, "phase";
    Swap Swap, swaps, "swap";
    Scale Scale, scales, "scale";
    Freeze Freeze, freezes, "freeze";
    Mutual Mutual, mutuals, "mutual";
    Dial Dial, dials, "dial";
    Pipeline Pipeline, pipelines, "pipeline";
    Waiver Waiver, waivers, "waiver";
    Escrow Escrow, escrows, "escrow";
    Carveout Carveout, carveouts, "carveout";
    Exchange Exchange, exchanges, "exchange";
    Redline Redline, redlines, "redline";
    Inquiry Inquiry, inquiries, "inquiry";
    Dispute Dispute, disputes, "dispute";
    Snapback Snapback, snapbacks, "snapback";
    Notice Notice, notices, "notice";
    Channel Channel, channels, "channel";
    Statement Statement, statements, "statement";
    Tolerates Tolerates, tolerated, "tolerates";
    Undertaking Undertaking, undertakings, "undertaking";
    Recognises Recognises, recognised, "recognises";
    Annex Annex, annexes, "annex";
    Expect Expect, expectations, "expect";
    Scenario Scenario, scenarios, "scenario";
}

impl Accord {
    /// Every `read by` article, in the order of the text.
    pub fn read_by(&self) -> impl Iterator<Item = &ReadBy> {
        self.articles.iter().filter_map(|article| match article {
            Article::ReadBy(it) => Some(it),
            _ => None,
        })
    }
}

impl Name {
    /// A name at a place.
    #[must_use]
    pub fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span }
    }

    /// Its letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
