//! Exact numbers, bracketed numbers, amounts.

use serde::Serialize;

use super::Name;
use crate::span::Span;
use crate::units::{Dimension, Unit};

/// An exact decimal number: `mantissa / 10^scale`, without trailing zeros in the fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// Why an amount has no exact integer in its base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// Larger than an `i64` holds.
    TooLarge,
    /// Finer than the base unit.
    TooFine,
}

impl Decimal {
    /// A whole number.
    #[must_use]
    pub const fn whole(mantissa: i64) -> Self {
        Self { mantissa, scale: 0 }
    }

    /// The number times `factor`, if it is a whole number that fits.
    ///
    /// # Errors
    /// If it is larger than an `i64` or not whole.
    pub fn times(self, factor: i64) -> Result<i64, Inexact> {
        let product = i128::from(self.mantissa) * i128::from(factor);
        let divisor = 10_i128.checked_pow(u32::from(self.scale)).ok_or(Inexact::TooFine)?;
        if product % divisor != 0 {
            return Err(Inexact::TooFine);
        }
        i64::try_from(product / divisor).map_err(|_| Inexact::TooLarge)
    }

    /// The number if it is whole.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        self.times(1).ok()
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let power = |scale: u8| 10_i128.checked_pow(u32::from(scale));
        let left = i128::from(self.mantissa).checked_mul(power(other.scale)?)?;
        let right = i128::from(other.mantissa).checked_mul(power(self.scale)?)?;
        Some(left.cmp(&right))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let places = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        match fraction {
            "" => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

/// One side's number in a bracket: `[US: 15]`.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// Who proposes it; `default` for what holds if nothing is agreed.
    pub by: Name,
    /// What.
    pub value: Decimal,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A number, agreed or still bracketed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Number {
    /// The number; of a bracketed one the proposal that the reading asked for takes.
    pub value: Decimal,
    /// `[US: 15][Iran: 30]`; empty once agreed.
    pub proposals: Vec<Proposal>,
    /// `[]`: to be agreed, nothing proposed.
    pub blank: bool,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A number with its unit.
#[derive(Clone, Debug, Serialize)]
pub struct Amount {
    /// The number, with `thousand`, `million` or `billion` multiplied out.
    pub number: Number,
    /// The unit.
    pub unit: Unit,
    /// Where the unit stands.
    #[serde(skip)]
    pub unit_span: Span,
    /// Where the whole stands.
    #[serde(skip)]
    pub span: Span,
}

impl Amount {
    /// The exact integer in the unit's base unit (see [`Unit::base_units`]).
    ///
    /// # Errors
    /// If it is too large or too fine.
    pub fn in_base(&self) -> Result<i64, Inexact> {
        self.number.value.times(self.unit.base_units())
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension()
    }
}

/// An order relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Comparison {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
    /// `=`
    Equal,
}

impl Comparison {
    /// The sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::Above => ">",
            Self::Equal => "=",
        }
    }
}

/// How much of something: an amount, a fraction of what it is or was, all, nothing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// `100 kg[UF6]`
    Amount(Amount),
    /// `half`, `a third`, `2/3`
    Fraction {
        /// Above the stroke.
        numerator: i64,
        /// Below it, not zero.
        denominator: i64,
    },
    /// `50 %`
    Percent(Number),
    /// `all`
    All,
}

/// A bound on a quantity: an amount, or a portion of a verified baseline.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// `300 kg[UF6]`
    Amount(Amount),
    /// `half of heu baseline`
    OfBaseline {
        /// How much.
        portion: Portion,
        /// Of which quantity's baseline.
        quantity: Name,
        /// Where.
        #[serde(skip)]
        span: Span,
    },
}
