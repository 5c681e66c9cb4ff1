//! The Merkle tree of RFC 6962 section 2.1 over SHA-256.

mod consistency;
mod frontier;
mod hash;
mod inclusion;

pub use consistency::{consistency_path, prefix_roots, verify_consistency};
pub use frontier::{Frontier, root_of};
pub use hash::{EMPTY_ROOT, Hash, leaf_hash, node_hash, sha256};
pub use inclusion::{inclusion_path, root_from_path, verify_inclusion};

/// A path has at most this many hashes (trees have at most 2^63 leaves).
pub const PATH_HASHES_MAX: usize = 63;

/// The largest power of two below `size` (RFC 6962 section 2.1). `size` is at least 2.
fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}

/// Root of `hashes`, the leaf hashes of a whole tree or of an aligned subtree.
fn subtree(hashes: &[Hash]) -> Hash {
    root_of(hashes.iter().copied())
}
