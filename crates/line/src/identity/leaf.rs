//! Identity leaves: a statement at its place in the log, signed by a root key.

use super::root::{RootKey, RootSigner};
use super::statement::{Statement, possession};
use super::succession::Warrant;
use crate::cbor::{Value, encode};
use crate::ids::LogId;
use crate::leaf::{Header, LeafType, SUITE, Seen, write_clear};
use crate::reason::Reason;
use crate::tree::Hash;

/// An identity leaf as read.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentityLeaf {
    /// The party's identity log.
    pub origin: LogId,
    /// What its author held of the other logs.
    pub seen: Seen,
    /// Its place in the log; signed, so that a statement is never repeated later.
    pub index: u64,
    /// Which root key signs, counted from 0; a root statement is signed by the key that it states.
    pub generation: u64,
    /// What is stated.
    pub statement: Statement,
    pub(super) signatures: [Vec<u8>; 2],
}

impl IdentityLeaf {
    /// Signs a statement: the bytes of the leaf.
    ///
    /// # Errors
    /// [`Reason::LeafSize`].
    pub fn sign(
        (origin, seen): (LogId, Seen),
        agreement: &Hash,
        (index, generation): (u64, u64),
        statement: Statement,
        signer: &RootSigner,
    ) -> Result<Vec<u8>, Reason> {
        let signatures = [Vec::new(), Vec::new()];
        let mut leaf = Self { origin, seen, index, generation, statement, signatures };
        leaf.signatures = signer.sign(&leaf.signed_bytes(agreement));
        leaf.write()
    }

    /// Whether it states a root.
    pub fn is_root(&self) -> bool {
        matches!(self.statement, Statement::Root(..))
    }

    /// Whether it states a root that may follow the one of a generation.
    pub(super) fn follows(&self, generation: u64) -> bool {
        match &self.statement {
            Statement::Root(_, Warrant::Root(by, _)) => *by == generation,
            Statement::Root(_, Warrant::Shares(..)) => true,
            _ => false,
        }
    }

    fn signed_bytes(&self, agreement: &Hash) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::Text("line/v1/identity".to_string()),
            Value::Unsigned(SUITE),
            Value::bytes(agreement),
            Value::bytes(self.origin.0),
            self.seen.value(),
            Value::Unsigned(self.index),
            Value::Unsigned(self.generation),
            self.statement.value(),
        ]))
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, Reason> {
        let [ed25519, ml_dsa] = &self.signatures;
        let fields = vec![
            (5, Value::Unsigned(self.index)),
            (6, Value::Unsigned(self.generation)),
            (7, self.statement.value()),
            (8, Value::bytes(ed25519)),
            (9, Value::bytes(ml_dsa)),
        ];
        write_clear(LeafType::Identity, &self.origin, &self.seen, fields)
    }

    pub(crate) fn read(mut header: Header) -> Result<Self, Reason> {
        let fields = &mut header.fields;
        let (index, generation) = (fields.number(5)?, fields.number(6)?);
        let statement = Statement::read(fields.take(7)?)?;
        let signatures = [fields.bytes(8)?, fields.bytes(9)?];
        let Header { origin, seen, fields, .. } = header;
        fields.end()?;
        Ok(Self { origin, seen, index, generation, statement, signatures })
    }

    /// Checks the root's signatures, and the seat's own for a post.
    ///
    /// # Errors
    /// [`Reason::SignatureEd25519`], [`Reason::SignatureMlDsa`], [`Reason::IdentityPossession`].
    pub fn verify(&self, agreement: &Hash, root: &RootKey) -> Result<(), Reason> {
        root.verify(&self.signed_bytes(agreement), &self.signatures)?;
        let Statement::Post(seat, keys, signature) = &self.statement else { return Ok(()) };
        let message = possession(agreement, &self.origin, seat, keys);
        keys.signing.verify(&message, signature).map_err(|_| Reason::IdentityPossession)
    }
}
