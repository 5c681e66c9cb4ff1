//! Forms as they stand in messages of the record: deterministic CBOR, one encoding a form.

use line::Reason;
use line::cbor;

use crate::field::{Field, Type};
use crate::form::{Form, Value, is_remark};
use crate::table::{Kind, Row};

/// Why fields are no form. It does nothing, on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A part of evidence, which is no form.
    Part,
    /// A kind, a field or a word that this table does not have and may not ignore.
    Unsupported(Unsupported),
    /// What no form is written as.
    Malformed(Reason),
}

impl std::fmt::Display for Unread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Part => out.write_str("a part of evidence"),
            Self::Unsupported(what) => what.fmt(out),
            Self::Malformed(reason) => write!(out, "malformed: {reason}"),
        }
    }
}

/// What is not supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// The number of a kind.
    Kind(u64),
    /// The number of a field, in this kind.
    Field(Kind, u64),
    /// A word in this field.
    Word(Field, String),
}

impl std::fmt::Display for Unsupported {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kind(number) => write!(out, "unsupported: kind {number}"),
            Self::Field(kind, number) => {
                write!(out, "unsupported: field {number} of `{}`", kind.word())
            }
            Self::Word(field, word) => write!(out, "unsupported: `{word}` as `{}`", field.word()),
        }
    }
}

impl From<Reason> for Unread {
    fn from(reason: Reason) -> Self {
        Self::Malformed(reason)
    }
}

/// Reads the fields of a message of a kind. What is accepted is what [`Form::fields_value`] would write.
///
/// # Errors
/// Why it is no form: every reader of the same bytes finds the same.
pub fn read(kind: u64, fields: &cbor::Value) -> Result<Form, Unread> {
    if kind == line::evidence::PART_KIND {
        return Err(Unread::Part);
    }
    let known = Kind::of_number(kind).ok_or(Unread::Unsupported(Unsupported::Kind(kind)))?;
    form(known, fields.clone())
}

fn form(kind: Kind, fields: cbor::Value) -> Result<Form, Unread> {
    let cbor::Value::Map(entries) = fields else { return Err(Reason::FieldType.into()) };
    let row = kind.row();
    let (mut values, mut remarks) = (Vec::new(), Vec::new());
    for (number, value) in entries {
        if is_remark(number) {
            remarks.push((number, value));
        } else {
            let field =
                known(row, number).ok_or(Unread::Unsupported(Unsupported::Field(kind, number)))?;
            values.push((field, value_of(row, field, value)?));
        }
    }
    let form = Form::new(kind, values).map_err(|_| Unread::Malformed(Reason::FieldRange))?;
    let form = form.with_remarks(remarks);
    let size = cbor::encode(&form.fields_value()).len();
    if size > crate::form::FORM_BYTES_MAX { Err(Reason::FieldRange.into()) } else { Ok(form) }
}

/// The field of a number, if any form of the kind may have it.
fn known(row: &Row, number: u64) -> Option<Field> {
    let acts = row.acts.iter().flat_map(|act| act.needs);
    let all = row.required.iter().chain(row.optional).chain(acts);
    all.copied().find(|field| field.number() == number)
}

fn value_of(row: &Row, field: Field, value: cbor::Value) -> Result<Value, Unread> {
    use cbor::Value as C;
    let word = |words: &[&'static str], text: String| {
        let found = words.iter().copied().find(|word| *word == text);
        found.map(Value::Word).ok_or(Unread::Unsupported(Unsupported::Word(field, text)))
    };
    Ok(match (field.holds(), value) {
        (Type::Text(_), C::Text(text)) => Value::Text(text),
        (Type::Time, C::Unsigned(time)) => Value::Time(time),
        (Type::Number(_), C::Unsigned(number)) => Value::Number(number),
        (Type::Amount, C::Unsigned(amount)) => {
            Value::Amount(i64::try_from(amount).map_err(|_| Reason::FieldRange)?)
        }
        (Type::Amount, C::Negative(below)) => {
            let below = i64::try_from(below).map_err(|_| Reason::FieldRange)?;
            Value::Amount(-1 - below)
        }
        (Type::Row(_), C::Unsigned(row)) => {
            Value::Row(u16::try_from(row).map_err(|_| Reason::FieldRange)?)
        }
        (Type::Message | Type::Hash, C::Bytes(bytes)) => {
            Value::Hash(bytes.try_into().map_err(|_| Reason::FieldRange)?)
        }
        (Type::Seat, C::Bytes(bytes)) => {
            Value::Seat(bytes.try_into().map_err(|_| Reason::FieldRange)?)
        }
        (Type::Act, C::Text(text)) => {
            word(&row.acts.iter().map(|act| act.word).collect::<Vec<_>>(), text)?
        }
        (Type::Choice(words), C::Text(text)) => word(words, text)?,
        _ => return Err(Reason::FieldType.into()),
    })
}

impl Form {
    /// Its fields as a map, by number.
    #[must_use]
    pub fn fields_value(&self) -> cbor::Value {
        let known = self.values().map(|(field, value)| (field.number(), value.encoded()));
        cbor::Value::map(known.chain(self.remarks().iter().cloned()))
    }
}

impl Value {
    fn encoded(&self) -> cbor::Value {
        match self {
            Self::Text(text) => cbor::Value::Text(text.clone()),
            Self::Word(word) => cbor::Value::Text((*word).to_owned()),
            Self::Time(number) | Self::Number(number) => cbor::Value::Unsigned(*number),
            Self::Amount(amount) => match u64::try_from(*amount) {
                Ok(amount) => cbor::Value::Unsigned(amount),
                Err(_) => cbor::Value::Negative(amount.unsigned_abs() - 1),
            },
            Self::Row(row) => cbor::Value::Unsigned(u64::from(*row)),
            Self::Hash(hash) => cbor::Value::bytes(hash),
            Self::Seat(seat) => cbor::Value::bytes(seat),
        }
    }
}
