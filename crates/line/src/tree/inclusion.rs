//! That a leaf is in a tree: the path from it to the root (RFC 6962 section 2.1.1, verified as in RFC 9162 section 2.1.3.2).

use super::hash::{Hash, node_hash};
use super::{PATH_HASHES_MAX, split, subtree};
use crate::reason::Reason;

/// Path for leaf `index` of the tree over `leaves`, its sibling first; none if there is no such leaf.
pub fn inclusion_path(index: u64, leaves: &[Hash]) -> Option<Vec<Hash>> {
    let size = leaves.len() as u64;
    if index >= size {
        return None;
    }
    let mut path = Vec::new();
    let (mut rest, mut index) = (leaves, index);
    while rest.len() > 1 {
        let at = split(rest.len() as u64);
        let (left, right) = rest.split_at(usize::try_from(at).expect("below a slice's length"));
        let sibling = if index < at { right } else { left };
        path.push(subtree(sibling));
        if index < at {
            rest = left;
        } else {
            (rest, index) = (right, index - at);
        }
    }
    path.reverse();
    Some(path)
}

/// The root that `path` leads to from `leaf`.
///
/// # Errors
/// [`Reason::ProofLong`], [`Reason::ProofIndex`] and [`Reason::ProofLength`].
pub fn root_from_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Result<Hash, Reason> {
    if path.len() > PATH_HASHES_MAX {
        return Err(Reason::ProofLong);
    }
    if index >= size {
        return Err(Reason::ProofIndex);
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for step in path {
        if last == 0 {
            return Err(Reason::ProofLength);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(step, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 { Ok(hash) } else { Err(Reason::ProofLength) }
}

/// Checks that `leaf` is number `index` of the tree of `size` leaves with `root`.
///
/// # Errors
/// Those of [`root_from_path`], and [`Reason::ProofRoot`] if the path leads elsewhere.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), Reason> {
    let found = root_from_path(leaf, index, size, path)?;
    if found == *root { Ok(()) } else { Err(Reason::ProofRoot) }
}
