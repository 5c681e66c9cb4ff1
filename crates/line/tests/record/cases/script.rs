//! Bodies of control leaves.

use line::cbor::{Value, encode};
use line::node::Packet;
use line::script::{Cut, Prefix, Statement};

use crate::scene::{log, random};
use crate::vector::Vector;

fn cut() -> Cut {
    let part = |name: &str, size| (log(name), Prefix { size, root: random(name) });
    Cut::new([part("a", 3), part("b", 5), part("m", 1)])
}

fn said() -> [(&'static str, Statement); 7] {
    let (round, cut, time) = (7, cut(), 1_800_000_000);
    let appeals = Cut::new([(log("b"), Prefix { size: 4, root: random("appeal") })]);
    let void = vec![(log("a"), 2)];
    let state = random("state");
    [
        ("hold", Statement::Hold { round, cut: cut.clone(), void, time, state }),
        ("vote", Statement::Vote { round, cut: cut.clone(), size: 9, script: random("script") }),
        ("appeal", Statement::Appeal { round }),
        ("stamp", Statement::Stamp { time, cut: cut.clone() }),
        ("ruling", Statement::Ruling { round, cut: cut.clone(), appeals, time }),
        ("yield", Statement::Yield { round }),
        ("settle", Statement::Settle { round, cut }),
    ]
}

/// A body with one field replaced.
fn changed(body: &Value, key: u64, by: Value) -> Vec<u8> {
    let Value::Map(fields) = body else { panic!("a map") };
    let fields =
        fields.iter().map(|(at, value)| (*at, if *at == key { by.clone() } else { value.clone() }));
    encode(&Value::map(fields))
}

fn part(name: &str, size: u64) -> Value {
    let (log, root) = (Value::bytes(log(name).0), Value::bytes(random(name)));
    Value::Array(vec![log, Value::Unsigned(size), root])
}

pub fn cases() -> Vec<Vector> {
    let said = said();
    let body = |kind: &str| {
        let found = said.iter().find(|(name, _)| *name == kind);
        found.map(|(_, said)| said.body()).expect("a kind")
    };
    let case = |name: &str, kind: &str, expect: &str, what: &str, body: Vec<u8>| {
        Vector::new(name, "statement", expect, what, body).with("kind", kind)
    };
    let mut cases: Vec<Vector> = said
        .iter()
        .map(|(kind, said)| case(&format!("{kind}-ok"), kind, "ok", kind, encode(&said.body())))
        .collect();
    cases.extend(bad(case, body));
    cases.extend(packets());
    cases
}

fn packets() -> [Vector; 4] {
    let prefix = |size| Prefix { size, root: random("root") };
    let have = Packet::Have { logs: vec![(log("a"), prefix(2))], answer: 1, nonce: 2 }.write();
    let (before, head) = (prefix(1), b"a head".to_vec());
    let leaves = vec![b"a leaf".to_vec(), b"another".to_vec()];
    let leaves = Packet::Leaves { log: log("a"), before, leaves, head }.write();
    let case = |name: &str, expect: &str, what: &str, body: &[u8]| {
        Vector::new(name, "packet", expect, what, body)
    };
    [
        case("packet-ok-have", "ok", "what a node has", &have),
        case("packet-ok-leaves", "ok", "two leaves", &leaves),
        case("packet-form", "packet-form", "a kind that there is not", &[9, 9]),
        case("packet-form-cut", "packet-form", "a leaf cut", &leaves[..leaves.len() - 1]),
    ]
}

fn bad(
    case: impl Fn(&str, &str, &str, &str, Vec<u8>) -> Vector,
    body: impl Fn(&str) -> Value,
) -> Vec<Vector> {
    let void = |count| {
        let one = |at| Value::Array(vec![Value::bytes(log("a").0), Value::Unsigned(at)]);
        Value::Array((0..count).map(one).collect())
    };
    let (mut falling, zero) = ([part("a", 3), part("b", 5)], Value::Unsigned(0));
    if log("a") < log("b") {
        falling.reverse();
    }
    let two = |order: [Value; 2]| Value::Array(order.to_vec());
    let hold = body("hold");
    vec![
        case(
            "round-zero",
            "appeal",
            "round-zero",
            "round 0",
            changed(&body("appeal"), 0, zero.clone()),
        ),
        case(
            "cut-order",
            "settle",
            "cut-order",
            "logs fall",
            changed(&body("settle"), 1, two(falling)),
        ),
        case(
            "cut-order-twice",
            "stamp",
            "cut-order",
            "a log twice",
            changed(&body("stamp"), 1, two([part("a", 3), part("a", 4)])),
        ),
        case(
            "cut-empty",
            "vote",
            "cut-empty",
            "a log with no leaves",
            changed(&body("vote"), 1, Value::Array(vec![part("a", 0)])),
        ),
        case("hold-void", "hold", "hold-void", "nine leaves", changed(&hold, 2, void(9))),
        case(
            "hold-void-twice",
            "hold",
            "hold-void",
            "a leaf twice",
            changed(
                &hold,
                2,
                Value::Array([void(1), void(1)].into_iter().flat_map(items).collect()),
            ),
        ),
        case(
            "ruling-appeals",
            "ruling",
            "ruling-appeals",
            "no appeal is cited",
            changed(&body("ruling"), 2, Value::Array(Vec::new())),
        ),
    ]
}

fn items(value: Value) -> Vec<Value> {
    let Value::Array(items) = value else { panic!("an array") };
    items
}
