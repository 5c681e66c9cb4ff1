//! What an amount comes to in the unit of the quantity it is set beside, or in a day.

use crate::ast::{Amount, Name, PerPeriod};
use crate::check::{Scope, Seen};
use crate::lower::{convert, decimal, hours};
use crate::span::Span;
use crate::units::Unit;

/// An amount, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Where the amount stands.
    pub span: Span,
    /// The same in the quantity's own unit or in a day: `= 202.8 kg[U]`.
    pub shown: String,
}

/// Digits behind the point that a person reads.
const PLACES: u32 = 1000;

/// What one thing of the walk comes to, if it is an amount that can be put otherwise.
pub(super) fn measure(scope: &Scope<'_>, seen: &Seen<'_>) -> Option<Measure> {
    match seen {
        Seen::Measured(quantity, amount) => beside(scope, quantity, amount),
        Seen::Rated(rate, _) => a_day(scope, rate),
        _ => None,
    }
}

fn beside(scope: &Scope<'_>, quantity: &Name, amount: &Amount) -> Option<Measure> {
    let (unit, _) = scope.quantity(quantity.as_str())?.unit.as_ref()?;
    let value = convert(amount, *unit, &scope.text.header.factors)?;
    let shown = format!("= {} {unit}", decimal(value, unit.base_units())?);
    Some(Measure { span: amount.span, shown })
}

/// A volume in so many days as a volume in one.
fn a_day(scope: &Scope<'_>, rate: &PerPeriod) -> Option<Measure> {
    let period = hours(&scope.text.header, rate.period.as_ref()?).0;
    let value = i128::from(rate.amount.in_base().ok()?).checked_mul(24)?;
    let value = value.checked_mul(i128::from(PLACES))? / i128::from(period.max(1));
    let unit: Unit = rate.amount.unit;
    let base = unit.base_units().checked_mul(i64::from(PLACES))?;
    let shown = format!("= {} {unit} a day", decimal(i64::try_from(value).ok()?, base)?);
    Some(Measure { span: rate.span, shown })
}
