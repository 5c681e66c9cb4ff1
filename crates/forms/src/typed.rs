//! Fields as they are typed: `from=2026-11-22 03:10`, `waiver=W1`, `amount=20 thousand tonne`.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::field::{Field, Type};
use crate::form::{Fault, Value, holds};
use crate::names::{Names, RowId};
use crate::table::Kind;

/// Reads what was typed into a field of a kind.
pub(crate) fn read(
    kind: Kind,
    field: Field,
    text: &str,
    names: &dyn Names,
    unit: Option<RowId>,
) -> Result<Value, Fault> {
    let value = match field.holds() {
        Type::Text(_) => Some(Value::Text(text.to_owned())),
        Type::Time => time(text).map(Value::Time),
        Type::Number(_) => text.parse().ok().map(Value::Number),
        Type::Amount => names.amount(unit, text).map(Value::Amount),
        Type::Row(table) => names.find(table, text).map(Value::Row),
        Type::Message | Type::Hash => hex(text).map(Value::Hash),
        Type::Seat => hex(text).map(Value::Seat),
        Type::Act => {
            let acts = kind.row().acts.iter().map(|act| act.word);
            word(text, acts).map(Value::Word)
        }
        Type::Choice(words) => word(text, words.iter().copied()).map(Value::Word),
    };
    value.ok_or_else(|| Fault::Holds {
        field: field.word(),
        is: text.to_owned(),
        holds: holds(kind, field),
    })
}

fn word(text: &str, mut words: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    words.find(|word| *word == text)
}

/// A civil time in UTC, with or without the `T` and the `Z`; a date is its first minute.
fn time(text: &str) -> Option<u64> {
    let plain = text.trim_end_matches('Z').trim_end_matches(" UTC").replace(' ', "T");
    let civil: DateTime = plain.parse().ok()?;
    let moment = civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
    u64::try_from(moment).ok().filter(|_| civil.second() == 0)
}

/// Lower-case hexadecimal of exactly so many bytes.
pub(crate) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    let lower = digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    if digits.len() != 2 * N || !lower {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
