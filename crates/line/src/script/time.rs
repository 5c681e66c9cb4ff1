//! Time that neither adversary can bend: by stamps of enough intermediaries, or by the word of the one it runs against.

use std::collections::BTreeMap;

use super::cut::Cut;
use super::shelf::Shelf;
use super::statement::Statement;
use super::terms::Terms;
use crate::ids::LogId;
use crate::tree::Hash;

/// The `rank`-th of the values from the front, counted from 1, after sorting upwards.
fn nth(mut values: Vec<u64>, rank: usize) -> Option<u64> {
    values.sort_unstable();
    values.get(rank.checked_sub(1)?).copied()
}

/// When leaf `index` of `log` was deposited: at the q-th earliest stamp that covers it, each intermediary counting
/// once; without intermediaries at the first hold of the other party that covers it.
pub fn deposited(shelf: &Shelf, terms: &Terms, log: &LogId, index: u64) -> Option<u64> {
    let covers = |cut: &Cut| {
        let held = cut.of(log);
        held.size > index && shelf.main(log).is_some_and(|main| main.begins_with(&held))
    };
    if terms.judges.is_empty() {
        let peers = terms.parties.iter().filter(|party| *party != log);
        let first = |peer: &LogId| {
            let mut holds = shelf.main(peer)?.holds_beyond(log, index);
            holds.find(|(_, cut)| covers(cut)).map(|(time, _)| time)
        };
        return peers.filter_map(first).min();
    }
    let first = |judge: &LogId| {
        let mut stamps = shelf.main(judge)?.stamps_beyond(log, index);
        stamps.find(|(.., cut)| covers(cut)).map(|(_, time, _)| time)
    };
    nth(terms.judges.iter().filter_map(first).collect(), terms.quorum())
}

/// When a leaf counts as served on the party that writes log `on`: at its first hold that covers the leaf, or G after
/// the deposit, whichever is earlier.
pub fn served(
    shelf: &Shelf,
    terms: &Terms,
    on: &LogId,
    (log, index): (&LogId, u64),
) -> Option<u64> {
    let held = shelf.main(on).and_then(|main| main.holds_beyond(log, index).next());
    let deposit = deposited(shelf, terms, log, index);
    let waited = deposit.map(|time| time.saturating_add(terms.grace_seconds));
    [held.map(|(time, _)| time), waited].into_iter().flatten().min()
}

/// How many leaves of each log enough intermediaries have stamped by `time`: what they have held and offered. The
/// roots are those of the reader's own copies. An intermediary has its own log up to and with each of its stamps. Parts
/// are left out: a ruling makes nobody fetch them before its round can be final.
pub fn offered(shelf: &Shelf, terms: &Terms, time: u64) -> Cut {
    let part = |log: &LogId| {
        let main = shelf.main(log)?;
        let by = |judge: &LogId| {
            let mut stamps = shelf.main(judge)?.stamps_by(time);
            if log == judge {
                return stamps.next().map(|(index, ..)| index + 1);
            }
            let mut held = stamps.map(|(.., cut)| cut.of(log));
            held.find(|held| main.begins_with(held)).map(|held| held.size)
        };
        let mut sizes: Vec<u64> = terms.judges.iter().filter_map(by).collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        Some((*log, main.prefix(*sizes.get(terms.quorum() - 1)?)?))
    };
    Cut::new(shelf.logs().filter(|log| !shelf.is_bulk(log)).filter_map(part))
}

/// The clocks at a place of the script: moved leaf by leaf, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    own: BTreeMap<LogId, u64>,
    stamped: BTreeMap<LogId, u64>,
}

impl Clocks {
    /// Goes past a statement in `log`.
    pub fn pass(&mut self, terms: &Terms, log: &LogId, said: &Statement) {
        let (clock, time) = match said {
            Statement::Hold { time, .. } if terms.parties.contains(log) => (&mut self.own, time),
            Statement::Stamp { time, .. } if terms.judges.contains(log) => {
                (&mut self.stamped, time)
            }
            _ => return,
        };
        let at = clock.entry(*log).or_default();
        *at = (*at).max(*time);
    }

    /// The q-th largest stamp before this place; 0 if there are fewer.
    pub fn stamped(&self, terms: &Terms) -> u64 {
        let rank = (self.stamped.len() + 1).saturating_sub(terms.quorum());
        nth(self.stamped.values().copied().collect(), rank).unwrap_or(0)
    }

    /// The time that counts against a party: the larger of its own and what is stamped.
    pub fn against(&self, terms: &Terms, party: &LogId) -> u64 {
        self.own.get(party).copied().unwrap_or(0).max(self.stamped(terms))
    }

    /// The time of the script, which expires nothing that either party may still do: the smaller of the times that
    /// count against each.
    pub fn now(&self, terms: &Terms) -> u64 {
        terms.parties.iter().map(|party| self.against(terms, party)).min().unwrap_or(0)
    }
}

/// Which of two parties' state digests of one round differ: effects wait, the order does not.
pub fn states_differ(one: &Statement, other: &Statement) -> bool {
    let state = |said: &Statement| -> Option<(u64, Hash)> {
        match said {
            Statement::Hold { round, state, .. } => Some((*round, *state)),
            _ => None,
        }
    };
    matches!((state(one), state(other)), (Some((k, one)), Some((l, other))) if k == l && one != other)
}
