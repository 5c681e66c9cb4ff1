//! Bytes to value: refuses everything that the encoder does not write.

use super::{DEPTH_MAX, VALUE_BYTES_MAX, Value};
use crate::reason::Reason;

/// The value that `bytes` encode.
///
/// # Errors
/// The reasons whose names begin with `cbor-`.
pub fn decode(bytes: &[u8]) -> Result<Value, Reason> {
    if bytes.len() > VALUE_BYTES_MAX {
        return Err(Reason::CborSize);
    }
    let mut reader = Reader { rest: bytes };
    let value = reader.value(0)?;
    if reader.rest.is_empty() { Ok(value) } else { Err(Reason::CborTrailing) }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Value, Reason> {
        let [first] = *self.take::<1>()?;
        let (major, low) = (first >> 5, first & 0x1f);
        if major == 7 {
            return simple(low);
        }
        let argument = self.argument(low)?;
        match major {
            0 => Ok(Value::Unsigned(argument)),
            1 => Ok(Value::Negative(argument)),
            2 => Ok(Value::Bytes(self.string(argument)?.to_vec())),
            3 => self.text(argument),
            4 => self.array(argument, depth + 1),
            5 => self.map(argument, depth + 1),
            _ => Err(Reason::CborTag),
        }
    }

    fn take<const N: usize>(&mut self) -> Result<&'a [u8; N], Reason> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(Reason::CborCut)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The argument of a head; refused unless it has the shortest form.
    fn argument(&mut self, low: u8) -> Result<u64, Reason> {
        let (argument, least) = match low {
            0..=23 => return Ok(u64::from(low)),
            24 => (u64::from(u8::from_be_bytes(*self.take()?)), 24),
            25 => (u64::from(u16::from_be_bytes(*self.take()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(*self.take()?)), 1 << 16),
            27 => (u64::from_be_bytes(*self.take()?), 1 << 32),
            31 => return Err(Reason::CborIndefinite),
            _ => return Err(Reason::CborSimple),
        };
        if argument < least { Err(Reason::CborLong) } else { Ok(argument) }
    }

    /// A count of things of which each has `least` bytes, refused before anything is allocated for it.
    fn count(&self, argument: u64, least: usize) -> Result<usize, Reason> {
        let count = usize::try_from(argument).map_err(|_| Reason::CborCount)?;
        if count > self.rest.len() / least { Err(Reason::CborCount) } else { Ok(count) }
    }

    fn string(&mut self, argument: u64) -> Result<&'a [u8], Reason> {
        let length = self.count(argument, 1)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Reason::CborCount)?;
        self.rest = rest;
        Ok(taken)
    }

    fn text(&mut self, argument: u64) -> Result<Value, Reason> {
        let bytes = self.string(argument)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Reason::CborText)?;
        Ok(Value::Text(text.to_string()))
    }

    fn array(&mut self, argument: u64, depth: usize) -> Result<Value, Reason> {
        let count = self.inside(argument, 1, depth)?;
        let items: Result<Vec<Value>, Reason> = (0..count).map(|_| self.value(depth)).collect();
        Ok(Value::Array(items?))
    }

    fn map(&mut self, argument: u64, depth: usize) -> Result<Value, Reason> {
        let count = self.inside(argument, 2, depth)?;
        let mut entries: Vec<(u64, Value)> = Vec::with_capacity(count);
        for _ in 0..count {
            let Value::Unsigned(key) = self.value(depth)? else { return Err(Reason::CborKey) };
            if let Some((before, _)) = entries.last() {
                match before.cmp(&key) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => return Err(Reason::CborKeyTwice),
                    std::cmp::Ordering::Greater => return Err(Reason::CborKeyOrder),
                }
            }
            entries.push((key, self.value(depth)?));
        }
        Ok(Value::Map(entries))
    }

    fn inside(&self, argument: u64, least: usize, depth: usize) -> Result<usize, Reason> {
        if depth > DEPTH_MAX { Err(Reason::CborDepth) } else { self.count(argument, least) }
    }
}

fn simple(low: u8) -> Result<Value, Reason> {
    match low {
        20 => Ok(Value::Bool(false)),
        21 => Ok(Value::Bool(true)),
        22 => Ok(Value::Null),
        25..=27 => Err(Reason::CborFloat),
        31 => Err(Reason::CborIndefinite),
        _ => Err(Reason::CborSimple),
    }
}
