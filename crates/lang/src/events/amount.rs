//! Amounts of one row, as people write them and in the smallest unit that the tables count.

use super::parse::parse_amount;
use super::write::amount;
use crate::compile::Compiled;
use crate::lower::{Lowered, Symbol, convert};
use crate::source::Source;
use crate::units::{Currency, Unit};

/// The unit in which amounts of a row are counted: of a quantity, a waiver, a tranche or a carve-out; nothing where
/// plain numbers are.
pub(super) fn unit_of(compiled: &Compiled, read: &Lowered, row: Symbol) -> Option<Unit> {
    let name = read.names.name(row);
    match row {
        Symbol::Subject(id) => read.units.get(id.index()).copied().flatten(),
        Symbol::Waiver(_) => {
            let waiver = compiled.terms.waivers().find(|it| it.head.name.text == name)?;
            let subject = read.names.subject(waiver.covers.as_ref()?.quantity.as_str())?;
            unit_of(compiled, read, Symbol::Subject(subject))
        }
        Symbol::Tranche(_) => {
            let mut tranches = compiled.terms.escrows().flat_map(|escrow| &escrow.tranches);
            let unit = tranches.find(|it| it.name.text == name).map(|it| it.amount.unit);
            Some(unit.unwrap_or(Unit::Money(Currency::USD)))
        }
        Symbol::Carveout(_) => {
            let article = compiled.terms.carveouts().find(|it| it.head.name.text == name)?;
            article.cap.as_ref().map(|cap| cap.amount.unit)
        }
        _ => None,
    }
}

/// An amount of a row in words: `20 thousand tonne` as `20000 t`; a plain number where the row has no unit.
#[must_use]
pub fn amount_words(compiled: &Compiled, read: &Lowered, row: Symbol, value: i64) -> String {
    unit_of(compiled, read, row).map_or_else(|| value.to_string(), |unit| amount(value, unit))
}

/// What people wrote as an amount of a row, in the smallest unit; nothing if it is none, or of another dimension. A
/// number without its unit is an amount only where the row has none.
#[must_use]
pub fn amount_of(compiled: &Compiled, read: &Lowered, row: Symbol, words: &str) -> Option<i64> {
    let Some(unit) = unit_of(compiled, read, row) else { return words.parse().ok() };
    let written = parse_amount(&Source::new("amount", words))?;
    convert(&written, unit, &compiled.terms.header.factors)
}
