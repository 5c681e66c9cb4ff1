//! That a tree is the beginning of a larger one (RFC 6962 section 2.1.2, verified as in RFC 9162 section 2.1.4.2).
//!
//! The paths here always start with a node: RFC 6962 leaves the first one out when the smaller size is a power of
//! two, because it is then the smaller root itself. A proof of a fork has to show that node, so [`prefix_roots`]
//! takes the whole path and [`verify_consistency`] puts the smaller root in front where it was left out.

use super::hash::{EMPTY_ROOT, Hash, node_hash};
use super::{PATH_HASHES_MAX, split, subtree};
use crate::reason::Reason;

/// Path from the tree of the first `smaller` leaves to the tree over all of `leaves`, its first node included.
/// None unless 0 < `smaller` < number of leaves.
pub fn consistency_path(smaller: u64, leaves: &[Hash]) -> Option<Vec<Hash>> {
    if smaller == 0 || smaller >= leaves.len() as u64 {
        return None;
    }
    let mut path = Vec::new();
    let (mut rest, mut smaller) = (leaves, smaller);
    while smaller != rest.len() as u64 {
        let at = split(rest.len() as u64);
        let (left, right) = rest.split_at(usize::try_from(at).expect("below a slice's length"));
        if smaller <= at {
            path.push(subtree(right));
            rest = left;
        } else {
            path.push(subtree(left));
            (rest, smaller) = (right, smaller - at);
        }
    }
    path.push(subtree(rest));
    path.reverse();
    Some(path)
}

/// The roots at `smaller` and at `larger` leaves that a whole `path` computes.
///
/// If the second is the root of a tree, the first is the root of the first `smaller` leaves of that same tree.
///
/// # Errors
/// [`Reason::ProofLong`], [`Reason::ProofSizes`] unless 0 < `smaller` < `larger`, [`Reason::ProofLength`].
pub fn prefix_roots(smaller: u64, larger: u64, path: &[Hash]) -> Result<(Hash, Hash), Reason> {
    if path.len() > PATH_HASHES_MAX + 1 {
        return Err(Reason::ProofLong);
    }
    if smaller == 0 || smaller >= larger {
        return Err(Reason::ProofSizes);
    }
    let (first, steps) = path.split_first().ok_or(Reason::ProofLength)?;
    let skipped = (smaller - 1).trailing_ones();
    let (mut node, mut last) = ((smaller - 1) >> skipped, (larger - 1) >> skipped);
    let (mut old, mut new) = (*first, *first);
    for step in steps {
        if last == 0 {
            return Err(Reason::ProofLength);
        }
        if node & 1 == 1 || node == last {
            (old, new) = (node_hash(step, &old), node_hash(step, &new));
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 { Ok((old, new)) } else { Err(Reason::ProofLength) }
}

/// Checks a path as RFC 6962 writes it: without its first node where `smaller` is a power of two.
///
/// Sizes and roots that are equal need an empty path, and so does a `smaller` of 0.
///
/// # Errors
/// Those of [`prefix_roots`], and [`Reason::ProofRoot`] if either root is another.
pub fn verify_consistency(
    (smaller, old): (u64, &Hash),
    (larger, new): (u64, &Hash),
    path: &[Hash],
) -> Result<(), Reason> {
    if smaller > larger {
        return Err(Reason::ProofSizes);
    }
    if smaller == larger || smaller == 0 {
        let same = if smaller == 0 { old == &EMPTY_ROOT } else { old == new };
        let empty = if path.is_empty() { Ok(()) } else { Err(Reason::ProofLength) };
        return empty.and(if same { Ok(()) } else { Err(Reason::ProofRoot) });
    }
    if path.len() > PATH_HASHES_MAX {
        return Err(Reason::ProofLong);
    }
    let mut whole = Vec::with_capacity(path.len() + 1);
    if smaller.is_power_of_two() {
        whole.push(*old);
    }
    whole.extend_from_slice(path);
    let found = prefix_roots(smaller, larger, &whole)?;
    if found == (*old, *new) { Ok(()) } else { Err(Reason::ProofRoot) }
}
