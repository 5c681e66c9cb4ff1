//! One history of a log, with what saves going through it again: where it refers to what, where messages stand, which of
//! its statements reach how far.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cut::{Cut, Prefix};
use super::shelf::{Body, Entry};
use super::statement::Statement;
use crate::ids::LogId;
use crate::leaf::{ControlKind, Seen};
use crate::tree::Hash;

/// One history of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    entries: Vec<Arc<Entry>>,
    roots: Vec<Hash>,
    /// Index of the first statement of a kind about a round.
    first: BTreeMap<(u8, u64), u64>,
    /// What all leaves up to and with an index refer to together, at each index where that grows.
    needs: Vec<(u64, Seen)>,
    /// Indices of leaves that call for a round.
    content: Vec<u64>,
    /// Stamps in order, by index and time.
    stamps: Vec<(u64, u64)>,
    /// Places among the stamps of those that no later one is earlier than: their times rise.
    latest: Vec<usize>,
    stamped: Reach,
    held: Reach,
}

/// Where statements first reach beyond a size of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reach(BTreeMap<LogId, Vec<(u64, u64)>>);

impl Reach {
    fn note(&mut self, index: u64, cut: &Cut) {
        for (log, prefix) in cut.iter() {
            let sizes = self.0.entry(*log).or_default();
            if sizes.last().is_none_or(|(size, _)| *size < prefix.size) {
                sizes.push((prefix.size, index));
            }
        }
    }

    /// Index of the first statement that names more than `size` leaves of `log`.
    fn beyond(&self, log: &LogId, size: u64) -> Option<u64> {
        let sizes = self.0.get(log)?;
        sizes.get(sizes.partition_point(|(named, _)| *named <= size)).map(|(_, index)| *index)
    }
}

impl Branch {
    /// Appends a leaf; `root` is that of the log with it.
    pub fn push(&mut self, entry: Arc<Entry>, root: Hash) {
        let index = self.size();
        self.need(index, &entry.seen);
        match &entry.body {
            Body::Content => self.content.push(index),
            Body::Control(said) => self.say(index, said, &entry.seen),
            Body::Other => {}
        }
        self.entries.push(entry);
        self.roots.push(root);
    }

    fn need(&mut self, index: u64, seen: &Seen) {
        match self.needs.last() {
            Some((_, all)) if all.covers(seen) => {}
            Some((_, all)) => {
                let all = Seen::new(all.iter().chain(seen.iter()).copied());
                self.needs.push((index, all));
            }
            None => self.needs.push((index, seen.clone())),
        }
    }

    /// A stamp that claims more than its own leaf has seen is none: only what is seen comes before it in every order.
    fn say(&mut self, index: u64, said: &Statement, seen: &Seen) {
        if let Statement::Stamp { time, cut } = said {
            if cut.iter().all(|(log, one)| seen.of(log) >= one.size) {
                while self.latest.last().is_some_and(|at| self.stamps[*at].1 >= *time) {
                    self.latest.pop();
                }
                self.latest.push(self.stamps.len());
                self.stamps.push((index, *time));
                self.stamped.note(index, cut);
            }
            return;
        }
        self.first.entry((said.kind() as u8, said.round())).or_insert(index);
        if let Statement::Hold { cut, .. } = said {
            self.held.note(index, cut);
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The first `size` leaves, none if there are fewer.
    pub fn prefix(&self, size: u64) -> Option<Prefix> {
        let Some(last) = size.checked_sub(1) else { return Some(Prefix::EMPTY) };
        let root = self.roots.get(usize::try_from(last).ok()?)?;
        Some(Prefix { size, root: *root })
    }

    /// Whether it begins with `prefix`.
    pub fn begins_with(&self, prefix: &Prefix) -> bool {
        self.prefix(prefix.size).as_ref() == Some(prefix)
    }

    /// A leaf by its index.
    pub fn entry(&self, index: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from(index).ok()?).map(|entry| &**entry)
    }

    /// The last leaf.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last().map(|entry| &**entry)
    }

    /// Leaves from `start` to before `end`, each with its index.
    pub fn between(&self, start: u64, end: u64) -> impl Iterator<Item = (u64, &Entry)> {
        (start..end).map_while(|index| Some((index, self.entry(index)?)))
    }

    /// Whether a leaf from `start` to before `end` calls for a round.
    pub fn has_content(&self, start: u64, end: u64) -> bool {
        let next = self.content.partition_point(|index| *index < start);
        self.content.get(next).is_some_and(|index| *index < end)
    }

    /// The first leaf from `start` to before `end` whose `seen` is not within. Whatever is within, what it covers is too.
    pub fn first_outside(
        &self,
        (start, end): (u64, u64),
        within: impl Fn(&Seen) -> bool,
    ) -> Option<u64> {
        let next = self.needs.partition_point(|(_, seen)| within(seen));
        let (index, _) = self.needs.get(next)?;
        if *index >= start {
            return (*index < end).then_some(*index);
        }
        let outside = |(_, entry): &(u64, &Entry)| !within(&entry.seen);
        self.between(start, end).find(outside).map(|(index, _)| index)
    }

    /// The first statement of a kind about a round, with its index. Later ones count for nothing.
    pub fn first(&self, kind: ControlKind, round: u64) -> Option<(u64, &Statement)> {
        let index = *self.first.get(&(kind as u8, round))?;
        match &self.entry(index)?.body {
            Body::Control(said) => Some((index, said)),
            Body::Content | Body::Other => None,
        }
    }

    /// Stamps in order: index, time, what was held. One that claims more than its own leaf has seen is none.
    pub fn stamps(&self) -> impl DoubleEndedIterator<Item = (u64, u64, &Cut)> {
        self.stamped(0, self.stamps.len())
    }

    /// Stamps by `time`, the last one first.
    pub fn stamps_by(&self, time: u64) -> impl Iterator<Item = (u64, u64, &Cut)> {
        let by = self.latest.partition_point(|at| self.stamps[*at].1 <= time);
        let end = by.checked_sub(1).map_or(0, |last| self.latest[last] + 1);
        self.stamped(0, end).rev().filter(move |(_, at, _)| *at <= time)
    }

    /// Stamps from the first one on that names more than `size` leaves of `log`.
    pub fn stamps_beyond(&self, log: &LogId, size: u64) -> impl Iterator<Item = (u64, u64, &Cut)> {
        let first = self.stamped.beyond(log, size).unwrap_or(u64::MAX);
        let start = self.stamps.partition_point(|(index, _)| *index < first);
        self.stamped(start, self.stamps.len())
    }

    fn stamped(
        &self,
        start: usize,
        end: usize,
    ) -> impl DoubleEndedIterator<Item = (u64, u64, &Cut)> {
        self.stamps[start..end].iter().filter_map(|(index, _)| match &self.entry(*index)?.body {
            Body::Control(Statement::Stamp { time, cut }) => Some((*index, *time, cut)),
            Body::Control(_) | Body::Content | Body::Other => None,
        })
    }

    /// Holds from the first one on that names more than `size` leaves of `log`: time, what was held.
    pub fn holds_beyond(&self, log: &LogId, size: u64) -> impl Iterator<Item = (u64, &Cut)> {
        let start = self.held.beyond(log, size).unwrap_or(u64::MAX);
        self.between(start, self.size()).filter_map(|(_, entry)| match &entry.body {
            Body::Control(Statement::Hold { time, cut, .. }) => Some((*time, cut)),
            Body::Control(_) | Body::Content | Body::Other => None,
        })
    }

    /// The same history up to `size`.
    pub(super) fn until(&self, size: u64) -> Self {
        let mut copy = Self::default();
        let pairs = self.entries.iter().zip(&self.roots);
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        pairs.take(size).for_each(|(entry, root)| copy.push(Arc::clone(entry), *root));
        copy
    }
}
