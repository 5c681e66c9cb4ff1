//! The histories of one log as they are stored: hashes, roots, bytes, and the heads that end somewhere in them.

use std::collections::BTreeMap;

use super::packet::LEAVES_MAX;
use crate::fork::ForkProof;
use crate::script::Prefix;
use crate::tree::{Frontier, Hash, consistency_path, leaf_hash};

/// One history.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    leaves: Vec<Vec<u8>>,
    hashes: Vec<Hash>,
    roots: Vec<Hash>,
    frontier: Frontier,
    /// Signed heads by size.
    heads: BTreeMap<u64, Vec<u8>>,
    /// How many of the leaves are stored.
    pub stored: u64,
}

impl Chain {
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    pub fn prefix(&self, size: u64) -> Option<Prefix> {
        let Some(last) = size.checked_sub(1) else { return Some(Prefix::EMPTY) };
        Some(Prefix { size, root: *self.roots.get(usize::try_from(last).ok()?)? })
    }

    pub fn tip(&self) -> Prefix {
        self.prefix(self.size()).unwrap_or(Prefix::EMPTY)
    }

    pub fn begins_with(&self, prefix: &Prefix) -> bool {
        self.prefix(prefix.size).as_ref() == Some(prefix)
    }

    pub fn push(&mut self, leaf: Vec<u8>) -> Prefix {
        let hash = leaf_hash(&leaf);
        self.frontier.push(hash);
        self.hashes.push(hash);
        self.roots.push(self.frontier.root());
        self.leaves.push(leaf);
        self.tip()
    }

    pub fn sign(&mut self, size: u64, head: Vec<u8>) {
        self.heads.insert(size, head);
    }

    pub fn head(&self, size: u64) -> Option<&Vec<u8>> {
        self.heads.get(&size)
    }

    pub fn signed(&self) -> Vec<(u64, Vec<u8>)> {
        self.heads.range(..=self.stored).map(|(size, head)| (*size, head.clone())).collect()
    }

    /// Two heads that no one log can have, one of each history, with the path that says so.
    pub fn fork_with(&self, other: &Self) -> Option<ForkProof> {
        let pairs = self
            .heads
            .iter()
            .rev()
            .flat_map(|one| other.heads.iter().rev().map(move |two| (one, two)));
        for ((size, head), (other_size, other_head)) in pairs {
            let (small, large) = if size <= other_size {
                ((self, *size, head), (other, *other_size, other_head))
            } else {
                ((other, *other_size, other_head), (self, *size, head))
            };
            let root = small.0.prefix(small.1);
            if root.is_none() || root == large.0.prefix(small.1) {
                continue;
            }
            let hashes = large.0.hashes.get(..usize::try_from(large.1).ok()?)?;
            let path = consistency_path(small.1, hashes).unwrap_or_default();
            let text = |head: &Vec<u8>| String::from_utf8(head.clone()).ok();
            return Some(ForkProof { smaller: text(small.2)?, larger: text(large.2)?, path });
        }
        None
    }

    pub fn hash(&self, index: u64) -> Option<Hash> {
        self.hashes.get(usize::try_from(index).ok()?).copied()
    }

    /// The largest stored size that has a head, at most `most` beyond `from`.
    pub fn ready(&self, from: u64, most: u64) -> Option<(u64, &Vec<u8>)> {
        let end = self.stored.min(from.saturating_add(most));
        self.heads.range(..=end).next_back().map(|(size, head)| (*size, head))
    }

    /// Where a packet that begins after `from` ends: at the last head within `most` leaves, else at the next one that is
    /// no further than a packet may go.
    pub fn next(&self, from: u64, most: u64) -> Option<(u64, &Vec<u8>)> {
        let end = self.stored.min(from.saturating_add(LEAVES_MAX as u64));
        let near = self.ready(from, most).filter(|(size, _)| *size > from);
        let mut later = self.heads.range(from.saturating_add(1)..);
        near.or_else(|| later.next().map(|(size, head)| (*size, head)).filter(|it| it.0 <= end))
    }

    pub fn between(&self, start: u64, end: u64) -> Vec<Vec<u8>> {
        let range = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(self.leaves.len());
        self.leaves[range(start)..range(end)].to_vec()
    }

    /// Hashes of the leaves from `start` to before `end`, as far as there are any.
    pub fn hashes(&self, start: u64, end: u64) -> &[Hash] {
        let range = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(self.hashes.len());
        self.hashes.get(range(start)..range(end)).unwrap_or_default()
    }

    /// How many leaves from `start` on are the same as these.
    pub fn same(&self, start: u64, leaves: &[Vec<u8>]) -> u64 {
        let own = (start..).map(|index| self.hash(index));
        leaves.iter().zip(own).take_while(|(leaf, own)| Some(leaf_hash(leaf)) == *own).count()
            as u64
    }

    /// The prefixes that `leaves` would make after the first `size` leaves.
    pub fn extended(&self, size: u64, leaves: &[Vec<u8>]) -> Vec<Prefix> {
        if leaves.is_empty() {
            return Vec::new();
        }
        let mut frontier = if size == self.size() {
            self.frontier.clone()
        } else {
            let mut frontier = Frontier::new();
            let hashes = self.hashes.iter().take(usize::try_from(size).unwrap_or(usize::MAX));
            hashes.for_each(|hash| frontier.push(*hash));
            frontier
        };
        let mut after = |leaf: &Vec<u8>| {
            frontier.push(leaf_hash(leaf));
            Prefix { size: frontier.size(), root: frontier.root() }
        };
        leaves.iter().map(&mut after).collect()
    }

    /// How many leaves two histories have in common.
    pub fn common(&self, other: &Self) -> u64 {
        self.roots.iter().zip(&other.roots).take_while(|(one, other)| one == other).count() as u64
    }

    /// The same history up to `size`.
    pub fn until(&self, size: u64) -> Self {
        let mut copy = Self::default();
        for leaf in self.between(0, size) {
            copy.push(leaf);
        }
        copy.heads = self.heads.range(..=size).map(|(at, head)| (*at, head.clone())).collect();
        copy.stored = self.stored.min(size);
        copy
    }
}
