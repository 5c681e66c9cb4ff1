//! Bytes: what is accepted is what would be written, and what is newer does nothing on both sides.

use forms::{Form, Kind, TABLE, Unread, Unsupported, read};
use line::Reason;
use line::cbor::{Value, decode, encode};
use proptest::prelude::*;

use crate::sample::all;

fn forms() -> Vec<Form> {
    all(false).into_iter().chain(all(true)).collect()
}

#[test]
fn every_form_is_read_as_it_was_written() {
    for form in forms() {
        let bytes = encode(&form.fields_value());
        let fields = decode(&bytes).expect("what was written");
        assert_eq!(read(form.kind().number(), &fields), Ok(form.clone()));
        assert!(bytes.len() < 4_096, "{}: {} bytes", form.kind().word(), bytes.len());
    }
}

fn with(fields: &Value, number: u64, value: Value) -> Value {
    let Value::Map(mut fields) = fields.clone() else { return Value::Null };
    fields.retain(|(other, _)| *other != number);
    fields.push((number, value));
    fields.sort_by_key(|(number, _)| *number);
    Value::Map(fields)
}

/// Fault 48. Both sides read the same bytes with the same table, so both do nothing for the same reason.
#[test]
fn fault_48_what_is_not_known_does_nothing_and_is_never_guessed() {
    let unknown = read(999, &Value::map([]));
    assert_eq!(unknown, Err(Unread::Unsupported(Unsupported::Kind(999))));
    let form =
        &all(false).into_iter().find(|form| form.kind() == Kind::WaiverGrant).expect("a form");
    let fields = form.fields_value();
    let kind = Kind::WaiverGrant.number();
    let field = read(kind, &with(&fields, 100, Value::Unsigned(1)));
    assert_eq!(field, Err(Unread::Unsupported(Unsupported::Field(Kind::WaiverGrant, 100))));
    let word = read(kind, &with(&fields, 28, Value::Text("extend_for_ever".into())));
    assert!(
        matches!(word, Err(Unread::Unsupported(Unsupported::Word(forms::Field::Act, _)))),
        "{word:?}"
    );
    let remark = with(&fields, 200, Value::Text("for later".into()));
    let form = read(kind, &remark).expect("a remark may be ignored");
    assert_eq!(encode(&form.fields_value()), encode(&remark), "and is kept as it came");
    assert_eq!(read(1, &fields), Err(Unread::Part));
}

#[test]
fn what_no_form_is_written_as_is_malformed() {
    let form =
        all(false).into_iter().find(|form| form.kind() == Kind::ExchangeList).expect("a form");
    let fields = form.fields_value();
    let kind = Kind::ExchangeList.number();
    for (number, value) in [
        (36, Value::bytes([1; 31])),
        (31, Value::Unsigned(1 << 32)),
        (31, Value::Text("two".into())),
        (2, Value::Text(String::new())),
        (2, Value::Text("a\u{202e}b".into())),
        (21, Value::Unsigned(70_000)),
    ] {
        let found = read(kind, &with(&fields, number, value.clone()));
        assert!(matches!(found, Err(Unread::Malformed(_))), "{number} {value:?}: {found:?}");
    }
    assert_eq!(read(kind, &Value::Null), Err(Unread::Malformed(Reason::FieldType)), "no map");
    let lacking = read(kind, &Value::map([]));
    assert_eq!(lacking, Err(Unread::Malformed(Reason::FieldRange)), "a field that is required");
}

proptest! {
    /// Whatever content is accepted is encoded to the same bytes again.
    #[test]
    fn what_is_accepted_is_what_would_be_written(
        at in 0..TABLE.len(),
        number in 0_u64..260,
        value in prop_oneof![
            any::<u64>().prop_map(Value::Unsigned),
            any::<u64>().prop_map(Value::Negative),
            ".{0,40}".prop_map(Value::Text),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
            Just(Value::Null),
        ],
        optional in any::<bool>(),
    ) {
        let row = &TABLE[at];
        let form = all(optional).into_iter().find(|form| form.kind() == row.kind).expect("a form");
        let fields = with(&form.fields_value(), number, value);
        if let Ok(form) = read(row.number, &fields) {
            prop_assert_eq!(encode(&form.fields_value()), encode(&fields));
        }
    }
}
