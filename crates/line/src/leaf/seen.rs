//! What an author held when it wrote: for each other log of the compartment, a size.

use crate::cbor::Value;
use crate::ids::LogId;
use crate::reason::Reason;

/// Sizes by log, in rising order of the log id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Seen(Vec<(LogId, u64)>);

impl Seen {
    /// Sizes in any order; of two for one log the larger counts.
    pub fn new(sizes: impl IntoIterator<Item = (LogId, u64)>) -> Self {
        let mut sizes: Vec<(LogId, u64)> = sizes.into_iter().collect();
        sizes.sort_by_key(|(log, size)| (*log, std::cmp::Reverse(*size)));
        sizes.dedup_by_key(|(log, _)| *log);
        Self(sizes)
    }

    /// Size held of `log`; 0 if it is not listed.
    pub fn of(&self, log: &LogId) -> u64 {
        self.0.iter().find(|(other, _)| other == log).map_or(0, |(_, size)| *size)
    }

    /// Logs and sizes in order.
    pub fn iter(&self) -> impl Iterator<Item = &(LogId, u64)> {
        self.0.iter()
    }

    /// Whether every size is at least that of `other`.
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(log, size)| self.of(log) >= *size)
    }

    /// The larger of both sizes for each log.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        Self::new(self.iter().chain(other.iter()).copied())
    }

    pub(crate) fn value(&self) -> Value {
        let pair = |(log, size): &(LogId, u64)| {
            Value::Array(vec![Value::bytes(log.0), Value::Unsigned(*size)])
        };
        Value::Array(self.0.iter().map(pair).collect())
    }

    /// Reads the field; `own` must not be in it.
    pub(crate) fn read(items: Vec<Value>, own: &LogId) -> Result<Self, Reason> {
        let sizes: Result<Vec<(LogId, u64)>, Reason> = items.iter().map(read_pair).collect();
        let sizes = sizes?;
        if !sizes.is_sorted_by(|(before, _), (after, _)| before < after) {
            return Err(Reason::SeenOrder);
        }
        if sizes.iter().any(|(log, _)| log == own) {
            return Err(Reason::SeenOwn);
        }
        Ok(Self(sizes))
    }
}

fn read_pair(item: &Value) -> Result<(LogId, u64), Reason> {
    let Value::Array(pair) = item else { return Err(Reason::FieldType) };
    let [Value::Bytes(log), Value::Unsigned(size)] = pair.as_slice() else {
        return Err(Reason::FieldType);
    };
    let log = log.as_slice().try_into().map_err(|_| Reason::FieldRange)?;
    Ok((LogId(log), *size))
}
