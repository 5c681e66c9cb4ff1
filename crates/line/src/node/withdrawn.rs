//! Which leaves the script no longer takes for what they say, since a key under them was taken back: as of each round the
//! same for everybody, because it follows from what the leaves of earlier rounds had seen.

use std::collections::BTreeMap;

use super::Node;
use super::engine::Round;
use super::record::Record;
use crate::identity::{SignedBy, Standing};
use crate::ids::LogId;
use crate::leaf::Seen;
use crate::script::{Leafmark, Prefix, Shelf};
use crate::tree::Hash;

/// How much of the identity logs the script has seen, round by round, and whose keys each leaf rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Withdrawn {
    /// Whose keys, by log and root with the leaf.
    signed: BTreeMap<(LogId, Hash), SignedBy>,
    /// Rounds after which the script had seen more than before, with all that it had then.
    seen: BTreeMap<u64, Seen>,
}

impl Withdrawn {
    /// Takes up whose keys a stored leaf rests on.
    pub fn note(&mut self, log: LogId, root: Hash, by: SignedBy) {
        self.signed.insert((log, root), by);
    }

    /// What the rounds before this one had seen.
    fn before(&self, round: u64) -> Option<&Seen> {
        self.seen.range(..round).next_back().map(|(_, seen)| seen)
    }

    fn by(&self, shelf: &Shelf, prefix: &Prefix, (log, index): &Leafmark) -> Option<&SignedBy> {
        let root = shelf.find(log, prefix)?.prefix(index + 1)?.root;
        self.signed.get(&(*log, root))
    }

    /// The leaves of a round that count no longer. Every round is asked for once, in order.
    pub fn round<R: Record>(&mut self, record: &R, shelf: &Shelf, round: &Round) -> Vec<Leafmark> {
        self.seen.split_off(&round.number);
        let before = self.before(round.number).cloned().unwrap_or_default();
        let (mut after, mut found) = (before.clone(), Vec::new());
        for leaf in &round.leaves {
            let Some(by) = self.by(shelf, &round.closed.cut.of(&leaf.0), leaf) else { continue };
            if record.is_withdrawn(by, &before) {
                found.push(*leaf);
            }
            if !after.covers(&by.seen) {
                after = after.joined(&by.seen);
            }
        }
        if after != before {
            self.seen.insert(round.number, after);
        }
        found
    }
}

impl<R: Record> Node<R> {
    /// What a leaf of the history that was had first is worth: in a round, or in none yet.
    pub fn standing(&self, leaf: &Leafmark, round: Option<u64>) -> Standing {
        let shelf = self.engine.shelf();
        let main = shelf.main(&leaf.0).and_then(|main| main.prefix(main.size()));
        let by = main.and_then(|main| self.withdrawn.by(shelf, &main, leaf));
        let Some(by) = by else { return Standing::Valid };
        let of = |script: &Seen| self.record.is_withdrawn(by, script);
        let next = self.engine.closed().len() as u64 + 1;
        if self.withdrawn.before(round.unwrap_or(next)).is_some_and(of) {
            Standing::Void
        } else if round.is_none() && of(&self.record.identities()) {
            Standing::Contested
        } else {
            Standing::Valid
        }
    }
}
