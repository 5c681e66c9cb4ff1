//! Leaves: what stands in a log. Every leaf has one of three sizes, a clear header and a rest.
//!
//! ```text
//! length of the header (2 bytes) | header (deterministic CBOR) | rest, to the end of the size class
//! ```
//!
//! The rest of a content leaf is its ciphertext; of every other leaf it is zeros.

mod content;
mod control;
mod frame;
mod header;
mod inner;
mod seen;

pub use content::{ContentKeys, ContentLeaf, Draft};
pub use control::{ControlKind, ControlLeaf};
pub use frame::CLASSES;
pub(crate) use header::{Header, LeafType, write_clear};
pub use inner::{Inner, Message};
pub use seen::Seen;

use crate::epoch::EpochLeaf;
use crate::identity::IdentityLeaf;
use crate::ids::LogId;
use crate::reason::Reason;

/// Version of leaves.
pub const VERSION: u64 = 1;
/// The only suite: Ed25519 and ML-DSA-44 (ML-DSA-65 for roots), X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
pub const SUITE: u64 = 1;

/// A leaf as read: its form is right, nothing is verified.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// Sealed for the members of the compartment.
    Content(ContentLeaf),
    /// Signed and readable by everybody: numbers and hashes.
    Control(ControlLeaf),
    /// A new secret of the author, wrapped to each member.
    Epoch(EpochLeaf),
    /// A statement of a root key about seats, members and logs.
    Identity(IdentityLeaf),
}

impl Leaf {
    /// Reads the bytes of a leaf.
    ///
    /// # Errors
    /// Those of [`crate::cbor::decode`], the reasons whose names begin with `field-`, `leaf-` and `seen-`, and those of
    /// the four types.
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        let (header, rest) = Header::read(bytes)?;
        if header.leaf_type != LeafType::Content && rest.iter().any(|byte| *byte != 0) {
            return Err(Reason::LeafPadding);
        }
        let used = bytes.len() - rest.len();
        if header.leaf_type != LeafType::Content && frame::class_for(used)? != bytes.len() {
            return Err(Reason::LeafClass);
        }
        match header.leaf_type {
            LeafType::Content => ContentLeaf::read(header, bytes, rest).map(Self::Content),
            LeafType::Control => ControlLeaf::read(header, bytes.len()).map(Self::Control),
            LeafType::Epoch => EpochLeaf::read(header).map(Self::Epoch),
            LeafType::Identity => IdentityLeaf::read(header).map(Self::Identity),
        }
    }

    /// The bytes that [`Leaf::parse`] reads.
    ///
    /// # Errors
    /// [`Reason::LeafSize`] for a leaf that was changed since and is too large.
    pub fn write(&self) -> Result<Vec<u8>, Reason> {
        match self {
            Self::Content(leaf) => Ok(leaf.write()),
            Self::Control(leaf) => leaf.write(),
            Self::Epoch(leaf) => leaf.write(),
            Self::Identity(leaf) => leaf.write(),
        }
    }

    /// The log it was written for.
    pub fn origin(&self) -> LogId {
        match self {
            Self::Content(leaf) => leaf.origin,
            Self::Control(leaf) => leaf.origin,
            Self::Epoch(leaf) => leaf.origin,
            Self::Identity(leaf) => leaf.origin,
        }
    }

    /// What its author held of the other logs.
    pub fn seen(&self) -> &Seen {
        match self {
            Self::Content(leaf) => &leaf.seen,
            Self::Control(leaf) => &leaf.seen,
            Self::Epoch(leaf) => &leaf.seen,
            Self::Identity(leaf) => &leaf.seen,
        }
    }
}
