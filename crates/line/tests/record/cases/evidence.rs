//! Evidence.

use line::cbor::{Value, encode};
use line::evidence::{Part, split};

use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    let good = split(b"a photograph").expect("evidence").remove(0);
    let large = split(&[7; 57_345]).expect("evidence");
    let part = |name: &str, expect: &str, what: &str, part: &Part| {
        Vector::new(name, "part", expect, what, encode(&part.content()))
    };
    let join = |name: &str, expect: &str, what: &str, part: &Part| {
        Vector::new(name, "join", expect, what, encode(&part.content()))
    };
    let wrong = Part { bytes: b"a photograpH".to_vec(), ..good.clone() };
    let long = Part { length: 11, ..good.clone() };
    let second = Part { number: 1, ..good.clone() };
    let huge = Part { length: (1 << 28) + 1, ..good.clone() };
    let none = Part { length: 0, bytes: Vec::new(), ..good.clone() };
    let mut unknown = good.content();
    if let Value::Map(fields) = &mut unknown {
        fields.push((4, Value::Null));
    }
    vec![
        part("part-ok", "ok", "the only part", &good),
        join("part-ok-whole", "ok", "the whole", &good),
        part("part-form", "part-form", "12 bytes of 11", &long),
        part("part-form-number", "part-form", "part 1 of a whole that has one", &second),
        part("evidence-size", "evidence-size", "2^28 + 1 bytes", &huge),
        part("evidence-size-none", "evidence-size", "no bytes", &none),
        Vector::new("part-field", "part", "field-unknown", "a field 4", encode(&unknown)),
        join("part-missing", "part-missing", "the second part of two alone", &large[1]),
        join("part-missing-twice", "part-missing", "a part twice", &good).with("after", "part-ok"),
        join("part-hash", "part-hash", "other bytes than the hash says", &wrong),
    ]
}
