//! A form of every kind and act with every field it may have.

use forms::field::Type;
use forms::{Field, Form, Kind, TABLE, Value};

/// 2026-11-22 03:10 UTC.
pub const TIME: u64 = 1_795_317_000;

/// What stands in a field of a sample.
pub fn value(field: Field, act: &'static str) -> Value {
    match field.holds() {
        Type::Text(_) => Value::Text(text(field).to_owned()),
        Type::Time if field == Field::Until => Value::Time(TIME + 48 * 3_600),
        Type::Time if field == Field::AnswerBy => Value::Time(TIME + 24 * 3_600),
        Type::Time => Value::Time(TIME),
        Type::Number(_) => Value::Number(2),
        Type::Amount if field == Field::Severity => Value::Amount(3),
        Type::Amount => Value::Amount(20_000),
        Type::Row(_) => Value::Row(1),
        Type::Message | Type::Hash => Value::Hash(std::array::from_fn(|at| at as u8)),
        Type::Seat => Value::Seat(*b"a seat of 16 b.."),
        Type::Act => Value::Word(act),
        Type::Choice(words) => Value::Word(words[0]),
    }
}

fn text(field: Field) -> &'static str {
    match field {
        Field::About => "Overflight of 21 November",
        Field::Zone => "Gulf",
        Field::Units => "2 frigates, 1 supply ship",
        Field::Target => "one launcher",
        Field::Supplier => "Red Crescent pharmacy, Shiraz",
        Field::Site => "Site 3",
        Field::Place => "Muscat",
        Field::Relieved => "night watch",
        Field::Relieving => "day watch",
        Field::Offer => "relief to level 1",
        Field::Ask => "enrichment at or below 3.67 %",
        _ => "The ships carry no weapons that reach the coast; 4 days at most.",
    }
}

/// Every kind with each of its acts, once with required fields alone and once with all.
pub fn all(optional: bool) -> Vec<Form> {
    let acts = |kind: Kind| {
        let acts: Vec<&'static str> = kind.row().acts.iter().map(|act| act.word).collect();
        if acts.is_empty() { vec![""] } else { acts }
    };
    let form = |kind: Kind, act: &'static str| {
        let fields = kind.row().fields(Some(act)).filter(|(_, required)| *required || optional);
        let values = fields.map(|(field, _)| (field, value(field, act)));
        Form::new(kind, values).unwrap_or_else(|fault| panic!("{} {act}: {fault}", kind.word()))
    };
    let kinds = TABLE.iter().map(|row| row.kind);
    kinds.flat_map(|kind| acts(kind).into_iter().map(move |act| form(kind, act))).collect()
}
