//! What a reader holds: every log as far as it has it, and beside it each other history that its author signed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::branch::Branch;
use super::cut::{Cut, Prefix};
use super::statement::Statement;
use crate::ids::LogId;
use crate::leaf::Seen;
use crate::tree::Hash;

/// A leaf as the rule sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What its author held of the other logs.
    pub seen: Seen,
    /// What it is.
    pub body: Body,
}

/// What a leaf is to the rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// A message or a statement of identity: it calls for a round.
    Content,
    /// A control leaf.
    Control(Statement),
    /// An epoch, or a leaf that was refused and only keeps its place.
    Other,
}

/// How two prefixes of one log stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The longer one begins with the shorter one.
    Joined,
    /// No append-only log has both.
    Forked,
    /// The reader does not have the longer one.
    Unknown,
}

/// All logs of a compartment as one reader has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    logs: BTreeMap<LogId, Vec<Branch>>,
    /// Logs of parts, each with its author's other log.
    bulk: BTreeMap<LogId, LogId>,
}

impl Shelf {
    /// An empty shelf, on which these are logs of parts, each with its author's other log.
    pub fn new(bulk: BTreeMap<LogId, LogId>) -> Self {
        Self { logs: BTreeMap::new(), bulk }
    }

    /// Whether a log is one of parts.
    pub fn is_bulk(&self, log: &LogId) -> bool {
        self.bulk.contains_key(log)
    }

    /// What must stand before a leaf: of what its author had seen, all but parts. They are no acts, so nothing depends on
    /// one, and what is urgent need not wait until they have arrived.
    pub fn needs<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a (LogId, u64)> {
        entry.seen.iter().filter(|(log, _)| !self.is_bulk(log))
    }

    /// Histories of a log: first the one that was had first, then any other that its author signed.
    pub fn branches(&self, log: &LogId) -> &[Branch] {
        self.logs.get(log).map_or(&[], Vec::as_slice)
    }

    /// The history that was had first.
    pub fn main(&self, log: &LogId) -> Option<&Branch> {
        self.branches(log).first()
    }

    /// Whether the reader can prove that the log's author signed two histories.
    pub fn is_forked(&self, log: &LogId) -> bool {
        self.branches(log).len() > 1
    }

    /// Logs of which there is a leaf.
    pub fn logs(&self) -> impl Iterator<Item = &LogId> {
        self.logs.keys()
    }

    /// Appends a leaf to the history of `log` that ends with `before`, or begins another history there.
    pub fn push(&mut self, log: LogId, before: &Prefix, entry: Arc<Entry>, root: Hash) -> bool {
        let branches = self.logs.entry(log).or_default();
        if branches.is_empty() && before.size == 0 {
            branches.push(Branch::default());
        }
        let after = Prefix { size: before.size + 1, root };
        if branches.iter().any(|branch| branch.begins_with(&after)) {
            return true;
        }
        let ends = |branch: &&mut Branch| branch.prefix(branch.size()).as_ref() == Some(before);
        if let Some(branch) = branches.iter_mut().find(ends) {
            branch.push(entry, root);
            return true;
        }
        let from = branches.iter().find(|branch| branch.begins_with(before));
        let Some(mut copy) = from.map(|branch| branch.until(before.size)) else { return false };
        copy.push(entry, root);
        branches.push(copy);
        true
    }

    /// The history that begins with `prefix`.
    pub fn find(&self, log: &LogId, prefix: &Prefix) -> Option<&Branch> {
        self.branches(log).iter().find(|branch| branch.begins_with(prefix))
    }

    /// How two prefixes of `log` stand to each other.
    pub fn relation(&self, log: &LogId, one: &Prefix, other: &Prefix) -> Relation {
        let (short, long) = if one.size <= other.size { (one, other) } else { (other, one) };
        if short.size == 0 {
            return Relation::Joined;
        }
        if short.size == long.size {
            return if short.root == long.root { Relation::Joined } else { Relation::Forked };
        }
        match self.find(log, long) {
            Some(branch) if branch.begins_with(short) => Relation::Joined,
            Some(_) => Relation::Forked,
            None => Relation::Unknown,
        }
    }

    /// Whether every leaf of the cut is in hand.
    pub fn has(&self, cut: &Cut) -> bool {
        cut.iter().all(|(log, prefix)| self.find(log, prefix).is_some())
    }

    /// Whether `cut` is in hand, goes on from `base`, and leaves out nothing that a leaf of it refers to.
    pub fn follows(&self, base: &Cut, cut: &Cut) -> bool {
        let goes_on = |(log, before): (&LogId, &Prefix)| {
            let now = cut.of(log);
            now.size >= before.size && self.relation(log, before, &now) == Relation::Joined
        };
        self.has(cut)
            && base.iter().all(goes_on)
            && self.close(base, cut.clone()).as_ref() == Some(cut)
    }

    /// Shortens each log at its first leaf beyond `base` whose `seen` is outside, until nothing changes. `base` must
    /// be closed itself. None if a leaf is not in hand.
    pub fn close(&self, base: &Cut, mut cut: Cut) -> Option<Cut> {
        loop {
            let mut changed = false;
            let parts: Vec<(LogId, Prefix)> = cut.iter().map(|(log, one)| (*log, *one)).collect();
            for (log, prefix) in parts {
                let branch = self.find(&log, &prefix)?;
                let new = (base.of(&log).size, prefix.size);
                let within = |seen: &Seen| {
                    let mut needs = seen.iter().filter(|(log, _)| !self.is_bulk(log));
                    needs.all(|(log, size)| cut.of(log).size >= *size)
                };
                if let Some(index) = branch.first_outside(new, within) {
                    cut.set(log, branch.prefix(index)?);
                    changed = true;
                }
            }
            if !changed {
                return Some(cut);
            }
        }
    }

    /// The largest closed vector of what is in hand, for who writes log `own`. No log goes beyond its stop. A forked
    /// log goes no further than the last own leaf already refers to: shorter, and the own log could not be in a cut. Nobody
    /// refers to parts, so a forked log of parts stays where it was.
    pub fn held(&self, own: Option<&LogId>, base: &Cut, stops: &BTreeMap<LogId, u64>) -> Cut {
        let mine = |log: &LogId| own == Some(log) || own.is_some() && self.bulk.get(log) == own;
        let last: Vec<&Entry> = self
            .logs
            .iter()
            .filter(|(log, _)| mine(log))
            .filter_map(|(_, branches)| branches.first()?.last())
            .collect();
        let prefix = |(log, branches): (&LogId, &Vec<Branch>)| {
            let (main, before) = (branches.first()?, base.of(log));
            let stop = stops.get(log).copied().unwrap_or(u64::MAX);
            let named =
                || last.iter().flat_map(|last| self.needs(last)).filter(|(of, _)| of == log);
            let named = || named().map(|(_, size)| *size).max().unwrap_or(0);
            let size = main.size().min(if branches.len() > 1 { stop.min(named()) } else { stop });
            let goes_on = size > before.size && main.begins_with(&before);
            Some((*log, if goes_on { main.prefix(size)? } else { before }))
        };
        let all = Cut::new(self.logs.iter().filter_map(prefix));
        self.close(base, all).unwrap_or_else(|| base.clone())
    }
}
