//! The canonical encoding: one value, one string of bytes, and back; and digests of it.
//!
//! Integers are LEB128 in their shortest form (signed ones zigzag first), tables are a length and
//! their rows, variants are a number. A reader refuses anything that is not the shortest form, so
//! that two encodings are equal exactly if the values are.

mod tables;
mod wire;

use sha2::{Digest as _, Sha256};

pub use wire::{Reader, Wire};

use crate::accord::Accord;
use crate::state::State;

/// A SHA-256 digest (FIPS 180-4) of a canonical encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The canonical bytes of a value.
#[must_use]
pub fn to_bytes<T: Wire>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.put(&mut bytes);
    bytes
}

/// The value behind canonical bytes; `None` for anything else, trailing bytes included.
#[must_use]
pub fn from_bytes<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let value = T::take(&mut reader)?;
    reader.is_empty().then_some(value)
}

/// Digest of a state. Equal exactly if the states are (up to a collision of SHA-256).
#[must_use]
pub fn digest(state: &State) -> Digest {
    hash(b"detente/state/2", &to_bytes(state))
}

/// Digest of a compiled accord: what runs. Derived tables are not part of it.
#[must_use]
pub fn accord_digest(accord: &Accord) -> Digest {
    hash(b"detente/accord/2", &to_bytes(accord))
}

fn hash(domain: &[u8], bytes: &[u8]) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(domain);
    hasher.update([0]);
    hasher.update(bytes);
    Digest(hasher.finalize().into())
}
