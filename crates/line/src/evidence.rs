//! Evidence as a run of messages of kind 1 in the author's bulk log: no blob stands outside the record, so the receipt
//! of a head covers all of it.

use crate::cbor::{Fields, Value};
use crate::reason::Reason;
use crate::tree::{Hash, sha256};

/// Kind of the messages.
pub const PART_KIND: u64 = 1;
/// Bytes of every part but the last: what a message of the largest class holds beside a large vector.
pub const PART_BYTES: usize = 57_344;
/// Bytes of one piece of evidence: 256 MiB.
pub const EVIDENCE_BYTES_MAX: usize = 1 << 28;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// SHA-256 of the whole.
    pub whole: Hash,
    /// Bytes of the whole.
    pub length: u64,
    /// Number of the part, from 0.
    pub number: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Part {
    /// Content of the message.
    pub fn content(&self) -> Value {
        Value::map([
            (0, Value::bytes(self.whole)),
            (1, Value::Unsigned(self.length)),
            (2, Value::Unsigned(self.number)),
            (3, Value::bytes(&self.bytes)),
        ])
    }

    /// Reads the content of a message.
    ///
    /// # Errors
    /// Those of [`Fields`]; [`Reason::EvidenceSize`], [`Reason::PartForm`].
    pub fn read(content: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(content)?;
        let (whole, length) = (fields.exact(0)?, fields.number(1)?);
        let (number, bytes) = (fields.number(2)?, fields.bytes(3)?);
        fields.end()?;
        let total = usize::try_from(length).map_err(|_| Reason::EvidenceSize)?;
        check_size(total)?;
        let start = number.checked_mul(PART_BYTES as u64).ok_or(Reason::PartForm)?;
        let left = length.checked_sub(start).filter(|left| *left > 0).ok_or(Reason::PartForm)?;
        if bytes.len() as u64 != left.min(PART_BYTES as u64) {
            return Err(Reason::PartForm);
        }
        Ok(Self { whole, length, number, bytes })
    }
}

fn check_size(bytes: usize) -> Result<(), Reason> {
    if (1..=EVIDENCE_BYTES_MAX).contains(&bytes) { Ok(()) } else { Err(Reason::EvidenceSize) }
}

/// The parts of `evidence`, in order.
///
/// # Errors
/// [`Reason::EvidenceSize`].
pub fn split(evidence: &[u8]) -> Result<Vec<Part>, Reason> {
    check_size(evidence.len())?;
    let (whole, length) = (sha256(&[evidence]), evidence.len() as u64);
    let parts = (0..).zip(evidence.chunks(PART_BYTES));
    Ok(parts.map(|(number, bytes)| Part { whole, length, number, bytes: bytes.to_vec() }).collect())
}

/// The whole, from its parts in any order.
///
/// # Errors
/// [`Reason::PartMissing`], [`Reason::PartHash`].
pub fn join(parts: &[Part]) -> Result<Vec<u8>, Reason> {
    let first = parts.first().ok_or(Reason::PartMissing)?;
    let mut ordered: Vec<&Part> = parts.iter().collect();
    ordered.sort_by_key(|part| part.number);
    let same = |part: &Part| (part.whole, part.length) == (first.whole, first.length);
    let run = ordered.iter().zip(0..).all(|(part, number)| part.number == number && same(part));
    if !run || ordered.len() as u64 != first.length.div_ceil(PART_BYTES as u64) {
        return Err(Reason::PartMissing);
    }
    let joined: Vec<u8> = ordered.iter().flat_map(|part| part.bytes.iter().copied()).collect();
    if sha256(&[&joined]) == first.whole { Ok(joined) } else { Err(Reason::PartHash) }
}
