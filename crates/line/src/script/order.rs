//! The order of the leaves of a round: computed from what each author had seen, never claimed.

use std::collections::{BTreeMap, BTreeSet};

use super::branch::Branch;
use super::cut::Cut;
use super::shelf::Shelf;
use crate::ids::LogId;

/// A leaf by its place in its log.
pub type Leafmark = (LogId, u64);

/// Ranks of the leaves of all rounds so far, by log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    ranks: BTreeMap<LogId, Vec<u64>>,
}

impl Order {
    /// The leaves that `cut` adds, in order: by rank, then by log (ids rotated by the round), then by index.
    ///
    /// `rank = 1 + the largest rank among the leaf's predecessor and the last leaf of each log in its seen` (of which
    /// logs of parts are none). Two
    /// liars can refer to each other's leaves in a circle; then the first log of the rotated order goes first.
    pub fn round(&mut self, shelf: &Shelf, round: u64, cut: &Cut) -> Vec<Leafmark> {
        let (leaves, ranks) = self.placed(shelf, round, cut);
        for (log, new) in ranks {
            self.ranks.entry(log).or_default().extend(new);
        }
        leaves
    }

    /// What [`Order::round`] would give, and nothing is changed.
    pub fn next(&self, shelf: &Shelf, round: u64, cut: &Cut) -> Vec<Leafmark> {
        self.placed(shelf, round, cut).0
    }

    fn placed(
        &self,
        shelf: &Shelf,
        round: u64,
        cut: &Cut,
    ) -> (Vec<Leafmark>, BTreeMap<LogId, Vec<u64>>) {
        let mut placing = Placing { before: &self.ranks, new: BTreeMap::new() };
        let leaves = placing.round(shelf, round, cut);
        (leaves, placing.new)
    }
}

/// Ranks of the leaves of all rounds before, and of those of a round that are placed.
struct Placing<'a> {
    before: &'a BTreeMap<LogId, Vec<u64>>,
    new: BTreeMap<LogId, Vec<u64>>,
}

impl Placing<'_> {
    fn round(&mut self, shelf: &Shelf, round: u64, cut: &Cut) -> Vec<Leafmark> {
        let logs: Vec<&LogId> = cut.iter().map(|(log, _)| log).collect();
        let count = logs.len().max(1) as u64;
        let turn = usize::try_from(round % count).unwrap_or(0);
        let rotated: Vec<&LogId> =
            logs.iter().cycle().skip(turn).take(logs.len()).copied().collect();
        let mut placed = BTreeSet::new();
        loop {
            let mut moved = false;
            for (place, log) in rotated.iter().enumerate() {
                while let Some(leaf) = self.ready(shelf, cut, log, false) {
                    placed.insert(self.place(leaf, (place, log)));
                    moved = true;
                }
            }
            if moved {
                continue;
            }
            let first = rotated
                .iter()
                .enumerate()
                .find_map(|(place, log)| Some((self.ready(shelf, cut, log, true)?, (place, *log))));
            let Some((rank, at)) = first else { break };
            placed.insert(self.place(rank, at));
        }
        placed.into_iter().map(|(_, place, index)| (*rotated[place], index)).collect()
    }

    /// Number of leaves of a log that have a rank.
    fn ranked(&self, log: &LogId) -> u64 {
        let count = |ranks: &BTreeMap<LogId, Vec<u64>>| ranks.get(log).map_or(0, Vec::len);
        (count(self.before) + count(&self.new)) as u64
    }

    fn rank(&self, log: &LogId, index: u64) -> Option<u64> {
        let before = self.before.get(log).map_or(&[][..], Vec::as_slice);
        let index = usize::try_from(index).ok()?;
        let new = || self.new.get(log)?.get(index.checked_sub(before.len())?);
        before.get(index).or_else(new).copied()
    }

    /// Rank of the next leaf of a log if all it refers to has one, or in any case.
    fn ready(&self, shelf: &Shelf, cut: &Cut, log: &LogId, forced: bool) -> Option<u64> {
        let index = self.ranked(log);
        let end = cut.of(log);
        if index >= end.size {
            return None;
        }
        let entry = shelf.find(log, &end).and_then(|branch: &Branch| branch.entry(index))?;
        let known = |(other, size): &(LogId, u64)| self.ranked(other) >= *size;
        let own = (*log, index);
        let ready = forced || shelf.needs(entry).all(known);
        ready.then(|| 1 + self.largest(&own, shelf.needs(entry)))
    }

    fn largest<'a>(
        &self,
        own: &'a (LogId, u64),
        needs: impl Iterator<Item = &'a (LogId, u64)>,
    ) -> u64 {
        let before = |(log, size): &(LogId, u64)| self.rank(log, size.checked_sub(1)?);
        needs.chain([own]).filter_map(before).max().unwrap_or(0)
    }

    fn place(&mut self, rank: u64, (place, log): (usize, &LogId)) -> (u64, usize, u64) {
        let index = self.ranked(log);
        self.new.entry(*log).or_default().push(rank);
        (rank, place, index)
    }
}
