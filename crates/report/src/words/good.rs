//! What is delivered, in its own unit: `800 million USD out of "Frozen proceeds"`.

use explore::exposure::Good;
use kernel::EscrowId;

use crate::labels::{Labels, quoted};
use crate::number::grouped;

/// So much of a good, with its unit and what it is of.
#[must_use]
pub fn amount(labels: &Labels, good: Good, most: i64) -> String {
    match good {
        Good::Money(escrow) => {
            let of = quoted(&labels.escrow(escrow));
            format!("{} out of {of}", money(labels, escrow, most as f64))
        }
        Good::Stock(subject) => {
            let unit = labels.units.get(subject.index()).cloned().flatten();
            let (unit, base) = unit.unwrap_or_default();
            format!("{} {unit} of {}", scaled(most as f64, base), quoted(&labels.subject(subject)))
        }
        Good::Relief(dial) => {
            let levels = if most == 1 { "level" } else { "levels" };
            format!("{most} {levels} of {} announced", quoted(&labels.dial(dial)))
        }
        Good::Waiver(waiver) => format!("{} in force", quoted(&labels.waiver(waiver))),
    }
}

/// So many minor units of an escrow's currency: `800 million USD`.
#[must_use]
pub fn money(labels: &Labels, escrow: EscrowId, minor: f64) -> String {
    let currency = labels.currencies.get(escrow.index()).map_or("", String::as_str);
    format!("{} {currency}", scaled(minor, 100))
}

/// A count of base units in the unit people use, with `thousand`, `million` and `billion`.
fn scaled(value: f64, base: i64) -> String {
    let number = value / base.max(1) as f64;
    let words = [(1e9, " billion"), (1e6, " million")];
    let word = words.iter().find(|(size, _)| number.abs() >= *size);
    match word {
        Some((size, word)) => format!("{}{word}", grouped(number / size)),
        None => grouped(number),
    }
}
