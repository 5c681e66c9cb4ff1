//! What a person is told who filled a form wrongly: the field, the limit, a way out.

use forms::{Form, Numbers, Unread, read};
use line::cbor::Value;

#[track_caller]
fn check(line: &str, expected: &str) {
    let mut words = line.split('|').map(str::trim);
    let kind = words.next().expect("a kind");
    let fields = words.map(|word| word.split_once('=').expect("field=value"));
    let said = match Form::parse(kind, fields, &Numbers) {
        Ok(_) => "ok".to_owned(),
        Err(fault) => fault.to_string(),
    };
    assert_eq!(said, expected, "{line}");
}

#[test]
fn each_fault_names_the_field_and_what_would_be_right() {
    check("free_text | about=Fog | text=The line was tested.", "ok");
    check(
        "waiver | text=x",
        "there is no message `waiver`; did you mean waiver_grant, waiver_use?",
    );
    check("shout | text=x", "there is no message `shout`; `detente line forms` lists all");
    check("test | zone=Gulf", "`test` has no field `zone`; it may have text");
    check("test | zones=Gulf", "`test` has no field `zones`; it may have text");
    check("free_text | about=Fog", "`free_text` needs `text`: words, at most 1000 characters");
    check("test | text=a | text=b", "`text` is given twice; give it once");
    check(
        "waiver_grant | waiver=1 | act=lend",
        "`act` cannot be `lend`; it is one of grant, renew, revoke",
    );
    check("relief | dial=1 | act=turn", "`relief` needs `level`: a whole number up to 255");
    check(
        "relief | dial=1 | act=felt | level=1",
        "`relief` has no field `level`; it may have dial, act, text",
    );
    check("relief | dial=1 | act=turn | level=256", "`level` is 256; it may be at most 255");
    check(
        "response_scale | target=one launcher | zone=Gulf | from=2026-11-22 03:10 | until=2026-11-22",
        "`until` is not after `from`; exchange them",
    );
    check(
        "access_request | site=Site 3 | from=soon",
        "`from` cannot be `soon`; it is a time in UTC: 2026-11-22 03:10",
    );
    check(
        "ack_read | re=ABCD",
        "`re` cannot be `ABCD`; it is the hash of a message: 64 hexadecimal digits",
    );
    check(
        "test | text=all\u{202e} clear",
        "`text` is not what a reader sees: it has the hidden character U+202E; it may be letters, digits, signs and new \
         lines: take that character out",
    );
    let long = format!("test | text={}", "a".repeat(1_001));
    check(
        &long,
        "`text` is 1001 characters; it may be at most 1000: shorten it, or send it as evidence",
    );
}

/// Fault 42: the schema has no value for it, at the author's own edge and at every reader's.
#[test]
fn fault_42_what_is_not_humanitarian_cannot_be_asked_for() {
    let request = "release_request | tranche=1 | amount=5000000 | supplier=A mill";
    check(&format!("{request} | category=food"), "ok");
    check(
        &format!("{request} | category=missile_parts"),
        "`category` cannot be `missile_parts`; it is one of food, medicine, medical_equipment, agriculture, water, \
         civilian_relief; there is no other: what is not humanitarian cannot be asked for here",
    );
    let fields = [("tranche", "1"), ("amount", "5"), ("supplier", "A mill"), ("category", "food")];
    let form = Form::parse("release_request", fields, &Numbers).expect("a request");
    let mut fields = match form.fields_value() {
        Value::Map(fields) => fields,
        _ => Vec::new(),
    };
    fields.iter_mut().filter(|(number, _)| *number == 41).for_each(|(_, value)| {
        *value = Value::Text("missile_parts".into());
    });
    let found = read(47, &Value::Map(fields));
    assert!(matches!(found, Err(Unread::Unsupported(_))), "a reader does nothing: {found:?}");
}
