//! A tree that only grows: the roots of its full subtrees, largest first.

use super::hash::{EMPTY_ROOT, Hash, node_hash};

/// What has to be kept of a tree to append to it and to know its root: at most 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    full: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf by its hash ([`super::leaf_hash`]).
    pub fn push(&mut self, leaf: Hash) {
        let merges = self.size.trailing_ones();
        let mut hash = leaf;
        for _ in 0..merges {
            let left = self.full.pop().expect("one full subtree for every one bit of the size");
            hash = node_hash(&left, &hash);
        }
        self.full.push(hash);
        self.size += 1;
    }

    /// Root of the tree as it stands.
    pub fn root(&self) -> Hash {
        let mut from_right = self.full.iter().rev();
        let Some(last) = from_right.next() else { return EMPTY_ROOT };
        from_right.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// Root over leaf hashes in order.
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::new();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf));
    frontier.root()
}
