//! The order of the leaves of a round: computed from what each author had seen, never claimed.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::Cut;
use super::shelf::{Branch, Shelf};
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
        self.ranks.get(log).map_or(0, |ranks| ranks.len() as u64)
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
        let before = |(log, size): &(LogId, u64)| {
            let last = usize::try_from(size.checked_sub(1)?).ok()?;
            self.ranks.get(log)?.get(last).copied()
        };
        needs.chain([own]).filter_map(before).max().unwrap_or(0)
    }

    fn place(&mut self, rank: u64, (place, log): (usize, &LogId)) -> (u64, usize, u64) {
        let ranks = self.ranks.entry(*log).or_default();
        ranks.push(rank);
        (rank, place, ranks.len() as u64 - 1)
    }
}
