//! What is sealed in a content leaf: a message and the signatures of the seat that wrote it.

use super::frame::unframe_padded;
use super::{SUITE, frame::frame};
use crate::cbor::{Fields, Value, decode, encode};
use crate::ids::{LogId, SeatId};
use crate::reason::Reason;
use crate::sign::{HybridKey, HybridSignature, HybridSigner};
use crate::tree::Hash;

/// Where a message stands; the seat signs it with the message, so that the message stands nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub agreement: Hash,
    pub origin: LogId,
    pub epoch: Hash,
    pub salt: [u8; 32],
}

/// A message of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The seat that signs.
    pub seat: SeatId,
    /// Number of the message; rises in each log of the seat.
    pub seq: u64,
    /// Kind of message; 1 is [`crate::evidence`].
    pub kind: u64,
    /// Its fields.
    pub content: Value,
}

/// A message with its signatures, as found in an opened leaf; nothing is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inner {
    /// The message.
    pub message: Message,
    /// Signatures of its seat.
    pub signature: HybridSignature,
}

impl Message {
    fn signed_bytes(&self, place: &Place) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::Text("line/v1/inner".to_string()),
            Value::Unsigned(SUITE),
            Value::bytes(place.agreement),
            Value::bytes(place.origin.0),
            Value::bytes(place.epoch),
            Value::bytes(place.salt),
            Value::bytes(self.seat.0),
            Value::Unsigned(self.seq),
            Value::Unsigned(self.kind),
            self.content.clone(),
        ]))
    }

    pub(super) fn sign(self, place: &Place, signer: &HybridSigner) -> Inner {
        let signature = signer.sign(&self.signed_bytes(place));
        Inner { message: self, signature }
    }
}

impl Inner {
    pub(super) fn verify(&self, place: &Place, key: &HybridKey) -> Result<(), Reason> {
        key.verify(&self.message.signed_bytes(place), &self.signature)
    }

    pub(super) fn encoded(&self) -> Vec<u8> {
        let Self { message, signature } = self;
        encode(&Value::map([
            (0, Value::bytes(message.seat.0)),
            (1, Value::Unsigned(message.seq)),
            (2, Value::Unsigned(message.kind)),
            (3, message.content.clone()),
            (4, Value::bytes(&signature.ed25519)),
            (5, Value::bytes(&signature.ml_dsa)),
        ]))
    }

    /// The padded plaintext of `size` bytes.
    pub(super) fn write(&self, size: usize) -> Result<Vec<u8>, Reason> {
        frame(&self.encoded(), size)
    }

    pub(super) fn read(plaintext: &[u8]) -> Result<Self, Reason> {
        let mut fields = Fields::new(decode(unframe_padded(plaintext)?)?)?;
        let message = Message {
            seat: SeatId(fields.exact(0)?),
            seq: fields.number(1)?,
            kind: fields.number(2)?,
            content: fields.take(3)?,
        };
        let signature = HybridSignature { ed25519: fields.bytes(4)?, ml_dsa: fields.bytes(5)? };
        fields.end()?;
        Ok(Self { message, signature })
    }
}
