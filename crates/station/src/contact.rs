//! What is kept of a peer between two runs, as bytes.

use std::collections::BTreeMap;

use line::LogId;
use line::cbor::{Fields, Value, decode, encode};
use line::node::Contact;
use line::script::Prefix;

fn time(time: Option<u64>) -> Value {
    time.map_or(Value::Null, Value::Unsigned)
}

/// The bytes.
pub fn write_contact(contact: &Contact) -> Vec<u8> {
    let row = |(log, prefix): (&LogId, &Prefix)| {
        Value::Array(vec![
            Value::bytes(log.0),
            Value::Unsigned(prefix.size),
            Value::bytes(prefix.root),
        ])
    };
    encode(&Value::map([
        (0, Value::Array(contact.has.iter().map(row).collect())),
        (1, Value::Unsigned(contact.nonce)),
        (2, Value::Unsigned(contact.theirs)),
        (3, time(contact.answered)),
        (4, Value::Unsigned(contact.receipt)),
        (5, time(contact.unacknowledged)),
        (6, Value::Bool(contact.paused)),
        (7, Value::Unsigned(contact.parts)),
    ]))
}

fn row(value: Value) -> Option<(LogId, Prefix)> {
    let Value::Array(parts) = value else { return None };
    let [Value::Bytes(log), Value::Unsigned(size), Value::Bytes(root)] = parts.as_slice() else {
        return None;
    };
    let log = LogId(log.as_slice().try_into().ok()?);
    Some((log, Prefix { size: *size, root: root.as_slice().try_into().ok()? }))
}

fn read_time(value: Value) -> Option<u64> {
    match value {
        Value::Unsigned(time) => Some(time),
        _ => None,
    }
}

/// Reads the bytes; none if they are no contact.
pub fn read_contact(bytes: &[u8]) -> Option<Contact> {
    let mut fields = Fields::new(decode(bytes).ok()?).ok()?;
    let has = fields.array(0).ok()?.into_iter().map(row).collect::<Option<BTreeMap<_, _>>>()?;
    Some(Contact {
        has,
        nonce: fields.number(1).ok()?,
        theirs: fields.number(2).ok()?,
        answered: read_time(fields.take(3).ok()?),
        receipt: fields.number(4).ok()?,
        unacknowledged: read_time(fields.take(5).ok()?),
        paused: fields.take(6).ok()? == Value::Bool(true),
        parts: fields.number(7).ok()?,
    })
}
