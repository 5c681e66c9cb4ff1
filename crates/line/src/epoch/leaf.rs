//! Epoch leaves. Not signed by a seat: the author's signed head covers them.

use super::kem::{KemKey, KemPrivateKey};
use super::wrap::{SLOT_BYTES, Wrapping};
use crate::cbor::Value;
use crate::ids::LogId;
use crate::leaf::{Header, LeafType, Seen, write_clear};
use crate::reason::Reason;
use crate::secret::Secret;
use crate::tree::Hash;

/// Numbers of slots: what fits beside a header into each size class.
pub const SLOT_COUNTS: [usize; 3] = [3, 13, 51];

/// An epoch leaf as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochLeaf {
    /// The log it was written for.
    pub origin: LogId,
    /// What its author held of the other logs; says who the members were.
    pub seen: Seen,
    /// Number of the epoch in its log, from 1.
    pub number: u64,
    /// Slots, one after the other.
    pub slots: Vec<u8>,
}

impl EpochLeaf {
    /// Wraps a new random secret to `members`: the bytes of the leaf.
    ///
    /// # Errors
    /// [`Reason::WrapCount`] if there are too many members, [`Reason::LeafSize`] if `seen` is too large.
    pub fn seal(
        (origin, seen): (LogId, Seen),
        agreement: &Hash,
        number: u64,
        secret: &Secret,
        members: &[KemKey],
    ) -> Result<Vec<u8>, Reason> {
        let slots = Wrapping { agreement: *agreement, origin, number }.slots(secret, members)?;
        Self { origin, seen, number, slots }.write()
    }

    /// The bytes of the leaf.
    ///
    /// # Errors
    /// [`Reason::LeafSize`].
    pub fn write(&self) -> Result<Vec<u8>, Reason> {
        let fields = vec![(5, Value::Unsigned(self.number)), (6, Value::bytes(&self.slots))];
        write_clear(LeafType::Epoch, &self.origin, &self.seen, fields)
    }

    pub(crate) fn read(mut header: Header) -> Result<Self, Reason> {
        let number = header.fields.number(5)?;
        let slots = header.fields.bytes(6)?;
        let Header { origin, seen, fields, .. } = header;
        fields.end()?;
        if number == 0 {
            return Err(Reason::FieldRange);
        }
        if !SLOT_COUNTS.iter().any(|count| count * SLOT_BYTES == slots.len()) {
            return Err(Reason::WrapCount);
        }
        Ok(Self { origin, seen, number, slots })
    }

    /// What the wrap is bound to.
    pub fn wrapping(&self, agreement: &Hash) -> Wrapping {
        Wrapping { agreement: *agreement, origin: self.origin, number: self.number }
    }

    /// The secret, for the member at `place` of `members` (as of this leaf's `seen`).
    ///
    /// # Errors
    /// [`Reason::WrapOpen`] if its slot does not open, [`Reason::WrapSlots`] if any slot is not what the secret makes.
    pub fn open(
        &self,
        agreement: &Hash,
        (place, key): (usize, &KemPrivateKey),
        members: &[KemKey],
    ) -> Result<Secret, Reason> {
        self.wrapping(agreement).open(&self.slots, place, key, members)
    }
}
