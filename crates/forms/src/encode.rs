//! Forms as they stand in messages of the record: deterministic CBOR, one encoding a form.

use line::Reason;
use line::cbor::{self, Fields};

use crate::field::{Field, Type};
use crate::form::{Form, Value, is_remark};
use crate::release::{Approval, Sent};
use crate::table::{Kind, Row};

/// What a message of the record is to this table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A form.
    Form(Box<Sent>),
    /// A part of evidence, which is no form.
    Part,
    /// A kind, a field or a word that this table does not have and may not ignore. It does nothing, on both sides.
    Unsupported(Unsupported),
    /// What no form is written as. It does nothing.
    Malformed(Reason),
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

enum Stop {
    Unsupported(Unsupported),
    Malformed(Reason),
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Malformed(reason)
    }
}

/// Reads the content of a message of a kind. What is accepted is what [`Sent::content`] would write.
#[must_use]
pub fn read(kind: u64, content: &cbor::Value) -> Reading {
    if kind == line::evidence::PART_KIND {
        return Reading::Part;
    }
    match sent(kind, content) {
        Ok(sent) => Reading::Form(Box::new(sent)),
        Err(Stop::Unsupported(what)) => Reading::Unsupported(what),
        Err(Stop::Malformed(reason)) => Reading::Malformed(reason),
    }
}

/// Reads fields alone, for whoever signs and sends them in an envelope of its own. What is accepted is what
/// [`Form::fields_value`] would write.
///
/// # Errors
/// [`Reading::Unsupported`] or [`Reading::Malformed`], as [`read`] has them.
pub fn read_fields(kind: u64, fields: &cbor::Value) -> Result<Form, Reading> {
    let known = Kind::of_number(kind).ok_or(Stop::Unsupported(Unsupported::Kind(kind)));
    known.and_then(|kind| form(kind, fields.clone())).map_err(|stop| match stop {
        Stop::Unsupported(what) => Reading::Unsupported(what),
        Stop::Malformed(reason) => Reading::Malformed(reason),
    })
}

fn sent(number: u64, content: &cbor::Value) -> Result<Sent, Stop> {
    let kind = Kind::of_number(number).ok_or(Stop::Unsupported(Unsupported::Kind(number)))?;
    let mut fields = Fields::new(content.clone())?;
    let values = fields.take(0)?;
    let draft = fields.exact(1)?;
    let approval = Approval::read(fields.take(2)?)?;
    fields.end()?;
    let form = form(kind, values)?;
    Ok(Sent { form, draft, approval })
}

fn form(kind: Kind, fields: cbor::Value) -> Result<Form, Stop> {
    let cbor::Value::Map(entries) = fields else { return Err(Reason::FieldType.into()) };
    let row = kind.row();
    let (mut values, mut remarks) = (Vec::new(), Vec::new());
    for (number, value) in entries {
        if is_remark(number) {
            remarks.push((number, value));
        } else {
            let field =
                known(row, number).ok_or(Stop::Unsupported(Unsupported::Field(kind, number)))?;
            values.push((field, value_of(row, field, value)?));
        }
    }
    let form = Form::new(kind, values).map_err(|_| Stop::Malformed(Reason::FieldRange))?;
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

fn value_of(row: &Row, field: Field, value: cbor::Value) -> Result<Value, Stop> {
    use cbor::Value as C;
    let word = |words: &[&'static str], text: String| {
        let found = words.iter().copied().find(|word| *word == text);
        found.map(Value::Word).ok_or(Stop::Unsupported(Unsupported::Word(field, text)))
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
