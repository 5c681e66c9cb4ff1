//! State digests that only members can compare: a digest of a small state could be guessed.

use kernel::Digest;

use crate::derive;
use crate::secret::Secret;
use crate::tree::Hash;

/// What a hold carries in place of the digest of the state after `round`: HMAC-SHA256 under the compartment's secret
/// of the round (eight bytes, highest first) and the digest.
pub fn blinded_state(compartment: &Secret, round: u64, state: &Digest) -> Hash {
    derive::mac(compartment.expose(), &[&round.to_be_bytes(), &state.0])
}
