//! Prefixes of logs by size and root, and vectors of them.

use std::collections::BTreeMap;

use crate::cbor::Value;
use crate::ids::LogId;
use crate::leaf::Seen;
use crate::reason::Reason;
use crate::tree::{EMPTY_ROOT, Hash};

/// The first leaves of a log: so many, with this root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix {
    /// Number of leaves.
    pub size: u64,
    /// Root of their tree.
    pub root: Hash,
}

impl Prefix {
    /// No leaves.
    pub const EMPTY: Self = Self { size: 0, root: EMPTY_ROOT };
}

/// A prefix of each log of a compartment; a log that is not named has none of its leaves in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut(BTreeMap<LogId, Prefix>);

impl Cut {
    /// A cut from its parts; empty ones are left out.
    pub fn new(parts: impl IntoIterator<Item = (LogId, Prefix)>) -> Self {
        Self(parts.into_iter().filter(|(_, prefix)| prefix.size > 0).collect())
    }

    /// The prefix of a log.
    pub fn of(&self, log: &LogId) -> Prefix {
        self.0.get(log).copied().unwrap_or(Prefix::EMPTY)
    }

    /// Sets the prefix of a log.
    pub fn set(&mut self, log: LogId, prefix: Prefix) {
        if prefix.size == 0 {
            self.0.remove(&log)
        } else {
            self.0.insert(log, prefix)
        };
    }

    /// Logs with their prefixes, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&LogId, &Prefix)> {
        self.0.iter()
    }

    /// Whether every prefix is at least as long as in `other`.
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(log, prefix)| self.of(log).size >= prefix.size)
    }

    /// The sizes alone, without those of `own`.
    pub fn seen_by(&self, own: &LogId) -> Seen {
        Seen::new(self.iter().filter(|(log, _)| *log != own).map(|(log, one)| (*log, one.size)))
    }

    /// `[[log id, size, root], ...]`, ids rising, no empty prefix.
    pub(crate) fn value(&self) -> Value {
        let part = |(log, prefix): (&LogId, &Prefix)| {
            let (log, root) = (Value::bytes(log.0), Value::bytes(prefix.root));
            Value::Array(vec![log, Value::Unsigned(prefix.size), root])
        };
        Value::Array(self.iter().map(part).collect())
    }

    pub(crate) fn read(items: &[Value]) -> Result<Self, Reason> {
        let parts: Result<Vec<(LogId, Prefix)>, Reason> = items.iter().map(read_part).collect();
        let parts = parts?;
        if !parts.is_sorted_by(|(before, _), (after, _)| before < after) {
            return Err(Reason::CutOrder);
        }
        Ok(Self(parts.into_iter().collect()))
    }
}

fn read_part(item: &Value) -> Result<(LogId, Prefix), Reason> {
    let Value::Array(part) = item else { return Err(Reason::FieldType) };
    let [Value::Bytes(log), Value::Unsigned(size), Value::Bytes(root)] = part.as_slice() else {
        return Err(Reason::FieldType);
    };
    let log = log.as_slice().try_into().map_err(|_| Reason::FieldRange)?;
    let root = root.as_slice().try_into().map_err(|_| Reason::FieldRange)?;
    if *size == 0 {
        return Err(Reason::CutEmpty);
    }
    Ok((LogId(log), Prefix { size: *size, root }))
}
