//! A filled form, and what can be wrong with one.

use std::collections::BTreeMap;

use line::cbor;
use thiserror::Error;

use crate::field::{Field, HUMANITARIAN, REMARKS_FROM, Type};
use crate::names::{Names, RowId};
use crate::table::{Kind, Row, TABLE};

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Words.
    Text(String),
    /// POSIX seconds, whole minutes.
    Time(u64),
    /// A whole number.
    Number(u64),
    /// In the smallest unit of the row that the form names.
    Amount(i64),
    /// A place in a table of the accord.
    Row(u16),
    /// SHA-256: of a leaf, a document, a draft.
    Hash([u8; 32]),
    /// A seat.
    Seat([u8; 16]),
    /// One of the words that the field may have.
    Word(&'static str),
}

/// A message with its fields, complete and within every limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    kind: Kind,
    values: BTreeMap<Field, Value>,
    /// Fields that this table does not know and may ignore, as they came.
    remarks: Vec<(u64, cbor::Value)>,
}

/// Most bytes of an encoded form: with two pairs of signatures it fits into a leaf of 16,384.
pub const FORM_BYTES_MAX: usize = 8_192;

/// Characters that a reader does not see, or that turn the order of those it sees.
const HIDDEN: &[char] = &[
    '\u{ad}', '\u{61c}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}',
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}', '\u{feff}',
];

/// What is wrong with a form, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// No such kind.
    #[error("there is no message `{0}`; {1}")]
    Kind(String, String),
    /// No such field in this kind.
    #[error("`{kind}` has no field `{field}`; it may have {may}")]
    Field {
        /// The kind.
        kind: &'static str,
        /// What was given.
        field: String,
        /// What it may have.
        may: String,
    },
    /// A field that must be there is not.
    #[error("`{kind}` needs `{field}`: {holds}")]
    Missing {
        /// The kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What it holds.
        holds: String,
    },
    /// A field was given twice.
    #[error("`{0}` is given twice; give it once")]
    Twice(&'static str),
    /// Too long, too large or empty.
    #[error("`{field}` is {is}; it may be {limit}")]
    Limit {
        /// The field.
        field: &'static str,
        /// What it is.
        is: String,
        /// What it may be.
        limit: String,
    },
    /// Not what the field holds.
    #[error("`{field}` cannot be `{is}`; it is {holds}")]
    Holds {
        /// The field.
        field: &'static str,
        /// What was given.
        is: String,
        /// What it holds.
        holds: String,
    },
    /// A span that ends before it begins.
    #[error("`until` is not after `from`; exchange them")]
    Span,
    /// Bytes that no form is written as.
    #[error("the content of the message is no form: {0}")]
    Content(line::Reason),
}

impl Form {
    /// A form of a kind with these fields.
    ///
    /// # Errors
    /// The first [`Fault`], in the order of the table.
    pub fn new(
        kind: Kind,
        values: impl IntoIterator<Item = (Field, Value)>,
    ) -> Result<Self, Fault> {
        let mut map = BTreeMap::new();
        for (field, value) in values {
            if map.insert(field, value).is_some() {
                return Err(Fault::Twice(field.word()));
            }
        }
        let form = Self { kind, values: map, remarks: Vec::new() };
        form.check().map(|()| form)
    }

    /// A form with what it came with beside the fields of this table.
    pub(crate) fn with_remarks(mut self, remarks: Vec<(u64, cbor::Value)>) -> Self {
        self.remarks = remarks;
        self
    }

    /// A form from what was typed: `field=value`, rows by their names in the text.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn parse<'a>(
        kind: &str,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
        names: &dyn Names,
    ) -> Result<Self, Fault> {
        let kind =
            Kind::of_word(kind).ok_or_else(|| Fault::Kind(kind.to_owned(), nearest(kind)))?;
        Self::new(kind, kind.typed(fields, names)?)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its fields, by number.
    pub fn values(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.values.iter().map(|(field, value)| (*field, value))
    }

    /// What stands in a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.values.get(&field)
    }

    /// What is done by it, where its kind can do more than one thing.
    #[must_use]
    pub fn act(&self) -> Option<&'static str> {
        self.word(Field::Act)
    }

    /// Fields that this program does not know and may ignore.
    #[must_use]
    pub fn remarks(&self) -> &[(u64, cbor::Value)] {
        &self.remarks
    }

    /// The word in a field.
    #[must_use]
    pub fn word(&self, field: Field) -> Option<&'static str> {
        match self.get(field)? {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The row that its amount is counted in.
    #[must_use]
    pub fn unit(&self) -> Option<RowId> {
        unit_of(|field| match (field.holds(), self.get(field)?) {
            (Type::Row(table), Value::Row(row)) => Some((table, *row)),
            _ => None,
        })
    }

    fn check(&self) -> Result<(), Fault> {
        let (row, act) = (self.kind.row(), self.act());
        let may: BTreeMap<Field, bool> = row.fields(act).collect();
        if let Some(other) = self.values.keys().find(|field| !may.contains_key(field)) {
            return Err(row.no_field(other.word(), act));
        }
        for (field, _) in row.fields(act).filter(|(_, required)| *required) {
            let Some(value) = self.get(field) else {
                return Err(Fault::Missing {
                    kind: row.word,
                    field: field.word(),
                    holds: holds(self.kind, field),
                });
            };
            check_value(self.kind, field, value)?;
        }
        self.values().try_for_each(|(field, value)| check_value(self.kind, field, value))?;
        match (self.get(Field::From), self.get(Field::Until)) {
            (Some(Value::Time(from)), Some(Value::Time(until))) if until <= from => {
                Err(Fault::Span)
            }
            _ => self.check_size(),
        }
    }

    fn check_size(&self) -> Result<(), Fault> {
        let size = cbor::encode(&self.fields_value()).len();
        if size <= FORM_BYTES_MAX {
            return Ok(());
        }
        let is = format!("{size} bytes with all its fields");
        let limit =
            format!("{FORM_BYTES_MAX} bytes: shorten the longest text, or send it as evidence");
        Err(Fault::Limit { field: "text", is, limit })
    }
}

impl Kind {
    /// Fields of this kind from what was typed: `field=value`, rows by their names in the text.
    ///
    /// # Errors
    /// The first [`Fault`] of a single field; what is missing or does not go together, [`Form::new`] finds.
    pub fn typed<'a>(
        self,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
        names: &dyn Names,
    ) -> Result<Vec<(Field, Value)>, Fault> {
        let mut given = Vec::new();
        for (word, text) in fields {
            let field = Field::of_word(word).ok_or_else(|| self.row().no_field(word, None))?;
            given.push((field, text));
        }
        let of = |field: Field| {
            let Type::Row(table) = field.holds() else { return None };
            let text = given.iter().find(|(other, _)| *other == field)?.1;
            Some((table, names.find(table, text)?))
        };
        let unit = unit_of(of);
        let read = |(field, text): &(Field, &str)| {
            Ok((*field, crate::typed::read(self, *field, text, names, unit)?))
        };
        given.iter().map(read).collect()
    }
}

fn unit_of(of: impl Fn(Field) -> Option<RowId>) -> Option<RowId> {
    [Field::Quantity, Field::Waiver, Field::Tranche, Field::CarveOut].into_iter().find_map(of)
}

/// What a field of a kind holds, in words.
#[must_use]
pub fn holds(kind: Kind, field: Field) -> String {
    let one_of = |words: &[&str]| format!("one of {}", words.join(", "));
    match field.holds() {
        Type::Text(most) => format!("words, at most {most} characters"),
        Type::Time => "a time in UTC: 2026-11-22 03:10".to_owned(),
        Type::Number(most) => format!("a whole number up to {most}"),
        Type::Amount => "an amount in the unit of the accord".to_owned(),
        Type::Row(table) => format!("the name of a row of the accord ({})", table.word()),
        Type::Message => "the hash of a message: 64 hexadecimal digits".to_owned(),
        Type::Hash => "SHA-256: 64 hexadecimal digits".to_owned(),
        Type::Seat => "a seat: 32 hexadecimal digits".to_owned(),
        Type::Act => one_of(&kind.row().acts.iter().map(|act| act.word).collect::<Vec<_>>()),
        Type::Choice(words) if words == HUMANITARIAN => {
            format!(
                "{}; there is no other: what is not humanitarian cannot be asked for here",
                one_of(words)
            )
        }
        Type::Choice(words) => one_of(words),
    }
}

fn check_value(kind: Kind, field: Field, value: &Value) -> Result<(), Fault> {
    let wrong =
        |is: String| Err(Fault::Holds { field: field.word(), is, holds: holds(kind, field) });
    match (field.holds(), value) {
        (Type::Text(most), Value::Text(text)) => check_text(field, text, most),
        (Type::Time, Value::Time(time)) if time % 60 == 0 && *time <= TIME_MAX => Ok(()),
        (Type::Time, Value::Time(time)) => wrong(time.to_string()),
        (Type::Number(most), Value::Number(number)) if *number <= most => Ok(()),
        (Type::Number(most), Value::Number(number)) => Err(Fault::Limit {
            field: field.word(),
            is: number.to_string(),
            limit: format!("at most {most}"),
        }),
        (Type::Amount, Value::Amount(_))
        | (Type::Row(_), Value::Row(_))
        | (Type::Message | Type::Hash, Value::Hash(_))
        | (Type::Seat, Value::Seat(_)) => Ok(()),
        (Type::Act, Value::Word(word)) if kind.row().acts.iter().any(|act| act.word == *word) => {
            Ok(())
        }
        (Type::Choice(words), Value::Word(word)) if words.contains(word) => Ok(()),
        _ => wrong(format!("{value:?}")),
    }
}

/// 9999-12-31 23:59.
pub(crate) const TIME_MAX: u64 = 253_402_300_740;

fn check_text(field: Field, text: &str, most: u16) -> Result<(), Fault> {
    let count = text.chars().count();
    let limit = |is: String, limit: String| Err(Fault::Limit { field: field.word(), is, limit });
    if text.trim().is_empty() || text.trim() != text {
        return limit(
            "empty or has a space at an end".into(),
            "words with nothing around them".into(),
        );
    }
    if count > usize::from(most) {
        let way = if field == Field::Text {
            ": shorten it, or send it as evidence"
        } else {
            ": shorten it"
        };
        return limit(format!("{count} characters"), format!("at most {most}{way}"));
    }
    let hidden = |sign: &char| (sign.is_control() && *sign != '\n') || HIDDEN.contains(sign);
    match text.chars().find(hidden) {
        Some(sign) => limit(
            format!(
                "not what a reader sees: it has the hidden character U+{:04X}",
                u32::from(sign)
            ),
            "letters, digits, signs and new lines: take that character out".into(),
        ),
        None => Ok(()),
    }
}

fn nearest(word: &str) -> String {
    let alike = |known: &str| {
        known.split('_').any(|part| word.split(['_', '-', ' ']).any(|other| other == part))
    };
    let found: Vec<_> = TABLE.iter().map(|row| row.word).filter(|known| alike(known)).collect();
    if found.is_empty() {
        "`detente line forms` lists all".to_owned()
    } else {
        format!("did you mean {}?", found.join(", "))
    }
}

impl Row {
    fn no_field(&self, field: &str, act: Option<&str>) -> Fault {
        let known: Vec<_> = self.fields(act).map(|(field, _)| field.word()).collect();
        let may = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Fault::Field { kind: self.word, field: field.to_owned(), may }
    }
}

/// Whether a number may be ignored by a reader that does not know it.
pub(crate) fn is_remark(number: u64) -> bool {
    number >= REMARKS_FROM
}
