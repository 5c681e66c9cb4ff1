//! Control leaves: signed, of one size, not sealed. Numbers and hashes only, so that nothing said stands in them.

use super::header::{Header, LeafType, write_clear};
use super::{CLASSES, SUITE, Seen};
use crate::cbor::{Value, encode};
use crate::ids::{LogId, SeatId};
use crate::reason::Reason;
use crate::sign::{HybridKey, HybridSignature, HybridSigner};
use crate::tree::Hash;

/// What a control leaf does in the agreed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlKind {
    /// What a party holds, once a round.
    Hold = 1,
    /// A party's cosignature on the script.
    Vote = 2,
    /// A party's call on the intermediaries.
    Appeal = 3,
    /// An intermediary's clock and what it held.
    Stamp = 4,
    /// The intermediaries' cut of a round.
    Ruling = 5,
    /// A party's turn to accept the other's cut.
    Yield = 6,
    /// The other's cut.
    Settle = 7,
}

impl ControlKind {
    /// All kinds, by number.
    pub const ALL: [Self; 7] = [
        Self::Hold,
        Self::Vote,
        Self::Appeal,
        Self::Stamp,
        Self::Ruling,
        Self::Yield,
        Self::Settle,
    ];
}

/// A control leaf as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlLeaf {
    /// The log it was written for.
    pub origin: LogId,
    /// What its author held of the other logs.
    pub seen: Seen,
    /// The seat that signs.
    pub seat: SeatId,
    /// What it does.
    pub kind: ControlKind,
    /// Numbers, hashes and ids.
    pub body: Value,
    /// Signatures of the seat.
    pub signature: HybridSignature,
}

impl ControlLeaf {
    /// Signs a control leaf: its bytes.
    ///
    /// # Errors
    /// [`Reason::ControlBody`], [`Reason::LeafClass`] if the body is too large.
    pub fn sign(
        (origin, seen): (LogId, Seen),
        agreement: &Hash,
        seat: SeatId,
        (kind, body): (ControlKind, Value),
        signer: &HybridSigner,
    ) -> Result<Vec<u8>, Reason> {
        let signature = HybridSignature { ed25519: Vec::new(), ml_dsa: Vec::new() };
        let mut leaf = Self { origin, seen, seat, kind, body, signature };
        leaf.signature = signer.sign(&leaf.signed_bytes(agreement));
        check_body(&leaf.body)?;
        let bytes = leaf.write()?;
        if bytes.len() == CLASSES[0] { Ok(bytes) } else { Err(Reason::LeafClass) }
    }

    fn signed_bytes(&self, agreement: &Hash) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::Text("line/v1/control".to_string()),
            Value::Unsigned(SUITE),
            Value::bytes(agreement),
            Value::bytes(self.origin.0),
            self.seen.value(),
            Value::bytes(self.seat.0),
            Value::Unsigned(self.kind as u64),
            self.body.clone(),
        ]))
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, Reason> {
        let fields = vec![
            (5, Value::bytes(self.seat.0)),
            (6, Value::Unsigned(self.kind as u64)),
            (7, self.body.clone()),
            (8, Value::bytes(&self.signature.ed25519)),
            (9, Value::bytes(&self.signature.ml_dsa)),
        ];
        write_clear(LeafType::Control, &self.origin, &self.seen, fields)
    }

    pub(super) fn read(mut header: Header, size: usize) -> Result<Self, Reason> {
        if size != CLASSES[0] {
            return Err(Reason::LeafClass);
        }
        let fields = &mut header.fields;
        let seat = SeatId(fields.exact(5)?);
        let number = fields.number(6)?;
        let kind = ControlKind::ALL.into_iter().find(|kind| *kind as u64 == number);
        let kind = kind.ok_or(Reason::ControlKind)?;
        let body = fields.take(7)?;
        check_body(&body)?;
        let signature = HybridSignature { ed25519: fields.bytes(8)?, ml_dsa: fields.bytes(9)? };
        let Header { origin, seen, fields, .. } = header;
        fields.end()?;
        Ok(Self { origin, seen, seat, kind, body, signature })
    }

    /// Checks both signatures.
    ///
    /// # Errors
    /// [`Reason::SignatureEd25519`], [`Reason::SignatureMlDsa`].
    pub fn verify(&self, agreement: &Hash, key: &HybridKey) -> Result<(), Reason> {
        key.verify(&self.signed_bytes(agreement), &self.signature)
    }
}

/// Unsigned numbers, 16 or 32 bytes, and arrays and maps of those.
fn check_body(value: &Value) -> Result<(), Reason> {
    match value {
        Value::Unsigned(_) => Ok(()),
        Value::Bytes(bytes) if matches!(bytes.len(), 16 | 32) => Ok(()),
        Value::Array(items) => items.iter().try_for_each(check_body),
        Value::Map(entries) => entries.iter().try_for_each(|(_, value)| check_body(value)),
        Value::Bytes(_) | Value::Negative(_) | Value::Text(_) | Value::Bool(_) | Value::Null => {
            Err(Reason::ControlBody)
        }
    }
}
