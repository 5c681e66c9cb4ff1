//! What a beliefs file says of enrichment.

use serde::Serialize;

use super::{Believed, Mark};
use crate::ast::{Amount, Duration, Name, Words};
use crate::span::Span;
use crate::units::Unit;

/// One line about a party's enrichment, with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Programme {
    /// What it says.
    pub line: ProgrammeLine,
    /// Why.
    pub because: Option<Words>,
    /// How far it may be trusted.
    pub mark: Mark,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What the reader thinks of a party's enrichment.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeLine {
    /// `capacity Iran: 7500 (7000 to 8000) SWU per year`
    Capacity {
        /// Whose.
        party: Name,
        /// Kilogram SWU a year.
        number: Believed,
    },
    /// `stock heu at 60 %U235`: a quantity of the text is uranium of that level.
    Level {
        /// Which quantity.
        quantity: Name,
        /// Its level.
        level: Amount,
    },
    /// `stock Iran: 200 kg[U] at 3.67 %U235`, `unaccounted Iran: 0 (0 to 100) kg[U] at 60 %U235`
    Stock {
        /// Whose.
        party: Name,
        /// How much, in the unit.
        number: Believed,
        /// `kg[U]` or `kg[UF6]`.
        unit: Unit,
        /// Its level.
        level: Amount,
        /// Whether nobody has verified it.
        unaccounted: bool,
    },
    /// `expect breakout of Iran >= 90 days always`
    Expect {
        /// Whose.
        party: Name,
        /// At least so long.
        at_least: Duration,
    },
}
