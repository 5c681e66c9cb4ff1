//! Value to bytes.

use super::Value;

/// The encoding of `value`: shortest heads, map entries in the order of their encoded keys.
///
/// Keys are unsigned, so that order is the numeric one. Of two entries with one key the first is written.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, value);
    out
}

fn push(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Unsigned(number) => head(out, 0, *number),
        Value::Negative(number) => head(out, 1, *number),
        Value::Bytes(bytes) => string(out, 2, bytes),
        Value::Text(text) => string(out, 3, text.as_bytes()),
        Value::Array(items) => {
            head(out, 4, items.len() as u64);
            items.iter().for_each(|item| push(out, item));
        }
        Value::Map(entries) => map(out, entries),
        Value::Bool(false) => out.push(0xf4),
        Value::Bool(true) => out.push(0xf5),
        Value::Null => out.push(0xf6),
    }
}

fn map(out: &mut Vec<u8>, entries: &[(u64, Value)]) {
    let mut sorted: Vec<&(u64, Value)> = entries.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    sorted.dedup_by_key(|(key, _)| *key);
    head(out, 5, sorted.len() as u64);
    for (key, value) in sorted {
        head(out, 0, *key);
        push(out, value);
    }
}

fn string(out: &mut Vec<u8>, major: u8, bytes: &[u8]) {
    head(out, major, bytes.len() as u64);
    out.extend(bytes);
}

/// Major type and argument in as few bytes as hold it.
fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    match argument {
        0..=23 => out.push(major | bytes[7]),
        24..=0xff => out.extend([major | 24, bytes[7]]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend(&bytes[6..]);
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend(&bytes[4..]);
        }
        _ => {
            out.push(major | 27);
            out.extend(bytes);
        }
    }
}
