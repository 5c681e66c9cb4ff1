//! What a comparison leaves of a quantity's values, in its base unit.

use super::scope::Scope;
use crate::ast::{Bound, Comparison, Name, Portion};
use crate::lower::convert;

/// Values from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    least: i64,
    most: i64,
}

impl Interval {
    /// Values of the quantity that satisfy the comparison; nothing where the text does not say.
    pub fn of(
        scope: &Scope<'_>,
        quantity: &Name,
        comparison: Comparison,
        bound: &Bound,
    ) -> Option<Self> {
        let value = value(scope, quantity, bound)?;
        let (least, most) = match comparison {
            Comparison::AtMost => (i64::MIN, value),
            Comparison::Below => (i64::MIN, value.checked_sub(1)?),
            Comparison::AtLeast => (value, i64::MAX),
            Comparison::Above => (value.checked_add(1)?, i64::MAX),
            Comparison::Equal => (value, value),
        };
        Some(Self { least, most })
    }

    /// Whether some value is in both.
    pub fn meets(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }

    /// Whether the value is in it.
    pub fn contains(self, value: i64) -> bool {
        self.least <= value && value <= self.most
    }
}

fn value(scope: &Scope<'_>, quantity: &Name, bound: &Bound) -> Option<i64> {
    match bound {
        Bound::Amount(amount) => {
            let (unit, _) = scope.quantity(quantity.as_str())?.unit.as_ref()?;
            convert(amount, *unit, &scope.text.header.factors)
        }
        Bound::OfBaseline { portion: Portion::All, quantity, .. } => baseline(scope, quantity),
        Bound::OfBaseline { .. } => None,
    }
}

/// Where the quantity stands on day 0.
pub(super) fn baseline(scope: &Scope<'_>, quantity: &Name) -> Option<i64> {
    let row = scope.quantity(quantity.as_str())?;
    let (unit, _) = row.unit.as_ref()?;
    convert(row.baseline.as_ref()?, *unit, &scope.text.header.factors)
}
