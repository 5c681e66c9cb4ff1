//! An epoch's secret, wrapped to each member so that whoever opens one slot can make all of them again.
//!
//! The randomness of each slot follows from the secret and the slot's key. X-Wing has no proof that something opens;
//! repeating the whole wrap is one. Slots beyond the members are wrapped to keys that follow from the secret too, so
//! that they look like every other slot.

use super::hpke;
use super::kem::{KemKey, KemPrivateKey};
use super::leaf::SLOT_COUNTS;
use crate::cbor::{Value, encode};
use crate::derive;
use crate::ids::LogId;
use crate::leaf::SUITE;
use crate::reason::Reason;
use crate::secret::Secret;
use crate::tree::Hash;

/// Bytes of one slot: encapsulation (1,120), secret (32), tag (16).
pub const SLOT_BYTES: usize = 1168;

/// What a wrap is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapping {
    /// Hash of the agreement.
    pub agreement: Hash,
    /// The author's log.
    pub origin: LogId,
    /// Number of the epoch.
    pub number: u64,
}

impl Wrapping {
    fn labeled(&self, label: &str, last: Value) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::Text(label.to_string()),
            Value::Unsigned(SUITE),
            Value::bytes(self.agreement),
            Value::bytes(self.origin.0),
            Value::Unsigned(self.number),
            last,
        ]))
    }

    fn info(&self) -> Vec<u8> {
        self.labeled("line/v1/wrap", Value::Null)
    }

    /// All slots: `members` in their order, then dummies up to the next slot count.
    ///
    /// # Errors
    /// [`Reason::WrapCount`] if there are more members than slots.
    pub fn slots(&self, secret: &Secret, members: &[KemKey]) -> Result<Vec<u8>, Reason> {
        let mut counts = SLOT_COUNTS.into_iter();
        let count = counts.find(|count| *count >= members.len()).ok_or(Reason::WrapCount)?;
        let real = members.iter().map(|key| self.slot(secret, key));
        let dummies =
            (members.len()..count).map(|place| self.slot(secret, &self.dummy(secret, place)));
        Ok(real.chain(dummies).flatten().collect())
    }

    fn slot(&self, secret: &Secret, key: &KemKey) -> Vec<u8> {
        let label = self.labeled("line/v1/wrap-seed", Value::Bytes(key.to_bytes()));
        let randomness = derive::expand_to::<64>(secret, &label);
        hpke::seal(key, &randomness, &self.info(), secret.expose())
    }

    fn dummy(&self, secret: &Secret, place: usize) -> KemKey {
        let label = self.labeled("line/v1/dummy", Value::Unsigned(place as u64));
        let seed = derive::expand_to::<32>(secret, &label);
        KemPrivateKey::from_seed(&Secret::new(*seed)).public()
    }

    /// The secret in slot `place`, if it opens and all slots follow from it.
    ///
    /// # Errors
    /// [`Reason::WrapOpen`], [`Reason::WrapSlots`].
    pub fn open(
        &self,
        slots: &[u8],
        place: usize,
        key: &KemPrivateKey,
        members: &[KemKey],
    ) -> Result<Secret, Reason> {
        let slot = slots.chunks_exact(SLOT_BYTES).nth(place).ok_or(Reason::WrapCount)?;
        let opened = hpke::open(key, &self.info(), slot).ok_or(Reason::WrapOpen)?;
        let secret: [u8; 32] = opened.as_slice().try_into().map_err(|_| Reason::WrapOpen)?;
        let secret = Secret::new(secret);
        if self.slots(&secret, members)? == slots { Ok(secret) } else { Err(Reason::WrapSlots) }
    }
}
