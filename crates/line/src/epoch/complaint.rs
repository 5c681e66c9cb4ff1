//! A member says that it cannot open its slot; the author answers by showing the secret.

use super::kem::KemKey;
use super::leaf::EpochLeaf;
use crate::secret::Secret;
use crate::tree::Hash;

/// Who is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The wrap is not what any shown secret makes, or no secret was shown.
    Author,
    /// Every slot is what the secret makes, so the complainer's opens.
    Complainer,
}

/// Judges a complaint about an epoch leaf from what anyone can repeat.
///
/// The secret opens every content leaf of its epoch, so an author starts a new epoch before showing one.
pub fn judge(
    leaf: &EpochLeaf,
    agreement: &Hash,
    members: &[KemKey],
    shown: Option<&Secret>,
) -> Blame {
    let made = shown.and_then(|secret| leaf.wrapping(agreement).slots(secret, members).ok());
    if made.as_ref() == Some(&leaf.slots) { Blame::Complainer } else { Blame::Author }
}
