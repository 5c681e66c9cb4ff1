//! What a disk gives back, looked at before it is believed: a leaf that was changed there is not taken, and neither is
//! what follows it. A peer has both.

use std::collections::BTreeMap;

use super::Stored;
use super::chain::Chain;
use super::record::Record;
use crate::ids::LogId;

/// One log as it is read from a disk.
#[derive(Default)]
struct Read {
    chains: Vec<Chain>,
    /// Places in the list since the last head that was right, by chain.
    open: Vec<(usize, usize)>,
    broken: bool,
}

/// What of `stored` can be what was stored: every leaf follows what it says that it follows, and every head is that of the
/// leaves before it.
pub(super) fn sound<R: Record>(record: &R, stored: Vec<Stored>) -> Vec<Stored> {
    let own = record.own();
    let mut logs: BTreeMap<LogId, Read> = BTreeMap::new();
    let mut keep = vec![true; stored.len()];
    for (place, one) in stored.iter().enumerate() {
        let read = logs.entry(one.log).or_default();
        keep[place] = !read.broken && read.take(record, place, one, &mut keep, one.log == own);
    }
    if let Some(read) = logs.get(&own) {
        let last = stored.iter().rposition(|one| one.log == own).filter(|last| keep[*last]);
        if let Some(last) = last.filter(|_| !read.broken) {
            keep[last] = record.glance(&own, &stored[last].leaf).refused.is_none();
        }
    }
    stored.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(one, _)| one).collect()
}

impl Read {
    /// Whether the leaf stands. If what was taken before cannot, it is given up in `keep`.
    fn take<R: Record>(
        &mut self,
        record: &R,
        place: usize,
        one: &Stored,
        keep: &mut [bool],
        own: bool,
    ) -> bool {
        if self.chains.is_empty() {
            self.chains.push(Chain::default());
        }
        let Some(at) = self.follow(one) else {
            // The leaf before it is not what it was.
            self.broken = true;
            let last = self.open.iter().rev().find(|(_, chain)| *chain == 0).filter(|_| own);
            last.into_iter().for_each(|(before, _)| keep[*before] = false);
            return false;
        };
        let after = self.chains[at].push(one.leaf.clone());
        self.open.push((place, at));
        let Some(head) = &one.head else { return true };
        if record.check_head(&one.log, head) == Ok(after) {
            self.open.retain(|(_, chain)| *chain != at);
            return true;
        }
        self.broken = true;
        self.open
            .iter()
            .filter(|(_, chain)| *chain == at)
            .for_each(|(before, _)| keep[*before] = false);
        false
    }

    fn follow(&mut self, one: &Stored) -> Option<usize> {
        if let Some(at) = self.chains.iter().position(|chain| chain.tip() == one.before) {
            return Some(at);
        }
        let from = self.chains.iter().find(|chain| chain.begins_with(&one.before))?;
        let copy = from.until(one.before.size);
        self.chains.push(copy);
        Some(self.chains.len() - 1)
    }
}
