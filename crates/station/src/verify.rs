//! Everything that is stored, computed again: roots from leaves, heads, signatures, tiles, the mark.

use std::collections::BTreeMap;

use line::LogId;
use line::node::Stored;
use line::script::Prefix;
use line::tree::{Frontier, Hash, leaf_hash};

use crate::fault::Done;
use crate::station::{Standing, Station};
use crate::store::wrong_tiles;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Leaves that were read.
    pub leaves: u64,
    /// Heads whose root and signatures hold.
    pub heads: u64,
    /// What is wrong, a line each.
    pub wrong: Vec<String>,
}

/// One history of a log, computed from its leaves.
#[derive(Clone, Debug, Default)]
struct History {
    hashes: Vec<Hash>,
    prefixes: Vec<Prefix>,
    frontier: Frontier,
}

impl History {
    fn tip(&self) -> Prefix {
        self.prefixes.last().copied().unwrap_or(Prefix::EMPTY)
    }

    fn push(&mut self, hash: Hash) {
        self.hashes.push(hash);
        self.frontier.push(hash);
        self.prefixes.push(Prefix { size: self.frontier.size(), root: self.frontier.root() });
    }

    fn until(&self, prefix: &Prefix) -> Option<Self> {
        let has = prefix.size == 0 || self.prefixes.contains(prefix);
        let size = usize::try_from(prefix.size).ok().filter(|_| has)?;
        let mut copy = Self::default();
        self.hashes.iter().take(size).for_each(|hash| copy.push(*hash));
        Some(copy)
    }
}

/// Adds a leaf to the history that it follows, or begins another one there; false if it follows nothing.
fn follows(histories: &mut Vec<History>, stored: &Stored) -> bool {
    if histories.is_empty() {
        histories.push(History::default());
    }
    let hash = leaf_hash(&stored.leaf);
    if let Some(history) = histories.iter_mut().find(|one| one.tip() == stored.before) {
        history.push(hash);
        return true;
    }
    let Some(mut copy) = histories.iter().find_map(|one| one.until(&stored.before)) else {
        return false;
    };
    copy.push(hash);
    histories.push(copy);
    true
}

impl Station {
    /// Reads everything again and says what is wrong.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn verify(&mut self) -> Done<Findings> {
        let mut found = Findings::default();
        if !self.store().is_whole()? {
            found.wrong.push("a page of line.redb is not what its checksum says".into());
        }
        let journal = self.store().journal()?;
        let mut histories: BTreeMap<LogId, Vec<History>> = BTreeMap::new();
        for (row, (_, stored)) in journal.iter().enumerate() {
            found.leaves += 1;
            let name = self.name_of(&stored.log);
            if !follows(histories.entry(stored.log).or_default(), stored) {
                found.wrong.push(format!(
                    "row {row}: leaf {} of {name} follows nothing that is here: it or one before it was changed",
                    stored.before.size
                ));
            }
            let Some(head) = &stored.head else { continue };
            let tips = histories.get(&stored.log).into_iter().flatten();
            let roots: Vec<Prefix> = tips.map(History::tip).collect();
            self.check_head(&mut found, &stored.log, head, &roots, &format!("row {row}"));
        }
        for own in self.card().clone().logs() {
            for (size, head) in self.store().heads(&own)? {
                let all = histories.get(&own).into_iter().flatten();
                let roots: Vec<Prefix> = all.flat_map(|one| one.prefixes.iter().copied()).collect();
                self.check_head(&mut found, &own, &head, &roots, &format!("own head {size}"));
            }
        }
        self.check_tiles(&mut found)?;
        if let Standing::Behind(logs) = self.standing() {
            for (log, size) in logs {
                let name = self.name_of(log);
                found.wrong.push(format!(
                    "the mark knows {size} leaves of {name} that are not here as they were"
                ));
            }
        }
        self.check_signatures(&mut found)?;
        Ok(found)
    }

    fn name_of(&self, log: &LogId) -> String {
        self.charter().name_of(log)
    }

    fn check_head(
        &self,
        found: &mut Findings,
        log: &LogId,
        head: &[u8],
        roots: &[Prefix],
        place: &str,
    ) {
        let Some(node) = self.node() else { return };
        let name = self.name_of(log);
        match line::node::Record::check_head(node.record(), log, head) {
            Ok(signed) if roots.contains(&signed) => found.heads += 1,
            Ok(signed) => found.wrong.push(format!(
                "{place}: the head of {name} at {} is signed for another root than its leaves make",
                signed.size
            )),
            Err(reason) => found.wrong.push(format!("{place}: the head of {name}: {reason}")),
        }
    }

    fn check_tiles(&self, found: &mut Findings) -> Done<()> {
        let Some(node) = self.node() else { return Ok(()) };
        for (log, tip) in node.tips() {
            for path in
                wrong_tiles(&self.folder().tiles(), &log, &node.leaves_of(&log, 0, tip.size))?
            {
                found
                    .wrong
                    .push(format!("{} is missing or not what the leaves make", path.display()));
            }
        }
        Ok(())
    }

    /// Reads every leaf with its signatures: what is void now must be what was void before.
    fn check_signatures(&mut self, found: &mut Findings) -> Done<()> {
        let Some([again, trusted]) = self.read_again()? else { return Ok(()) };
        if again != trusted {
            found.wrong.push(
                "a signature does not hold that held when its leaf was taken: the store was changed".into(),
            );
        }
        Ok(())
    }
}
