//! The rule at work for one replica: leaves in, rounds closed, statements due. Times are handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::disclosure::script_entry;
use crate::ids::LogId;
use crate::leaf::{ControlKind, Seen};
use crate::script::next::{Duty, JudgeSigns, Signs, base, of_judge, of_party};
use crate::script::{
    Body, Branch, Closed, Cut, Entry, Leafmark, Order, Prefix, Shelf, Statement, Terms, VOID_MAX,
    advance, time,
};
use crate::tree::{Frontier, Hash, leaf_hash};

/// A round that was closed, and the leaves that it adds to the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its number.
    pub number: u64,
    /// Its cut and certificate.
    pub closed: Closed,
    /// What it adds, in order.
    pub leaves: Vec<Leafmark>,
}

/// One replica's part in the rule.
#[derive(Clone, Debug)]
pub struct Engine {
    terms: Terms,
    own: LogId,
    shelf: Shelf,
    hashes: BTreeMap<(LogId, Prefix), Hash>,
    closed: Vec<Closed>,
    order: Order,
    script: Frontier,
    /// Rounds whose leaves are in the script.
    scripted: u64,
    /// When a statement about a round was first had.
    had: BTreeMap<(LogId, u8, u64), u64>,
    /// Whether a term passed by stamps that are in no round yet.
    pub due: bool,
    /// How much the other party is known to have of logs of parts. Holds name no more: it could not tell whether the rest
    /// goes on from what it has, and the round would wait for that.
    pub shared: BTreeMap<LogId, u64>,
    /// Leaves outside the script that do not open.
    pub void: BTreeSet<Leafmark>,
}

impl Engine {
    /// A replica that writes log `own`.
    pub fn new(terms: Terms, own: LogId) -> Self {
        Self {
            shelf: Shelf::new(terms.bulk.clone()),
            terms,
            own,
            hashes: BTreeMap::new(),
            closed: Vec::new(),
            order: Order::default(),
            script: Frontier::new(),
            scripted: 0,
            had: BTreeMap::new(),
            due: false,
            shared: BTreeMap::new(),
            void: BTreeSet::new(),
        }
    }

    /// What is held.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Who makes the script.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Closed rounds.
    pub fn closed(&self) -> &[Closed] {
        &self.closed
    }

    /// Size and root of the script.
    pub fn script(&self) -> (u64, Hash) {
        (self.script.size(), self.script.root())
    }

    /// Takes a stored leaf with its hash; false if what it follows is not in hand.
    pub fn take(
        &mut self,
        (log, before): (LogId, Prefix),
        entry: Entry,
        (root, leaf): (Hash, Hash),
        now: u64,
    ) -> bool {
        if let Body::Control(said) = &entry.body {
            self.had.entry((log, said.kind() as u8, said.round())).or_insert(now);
        }
        let added = self.shelf.push(log, &before, Arc::new(entry), root);
        if added {
            self.hashes.insert((log, Prefix { size: before.size + 1, root }), leaf);
        }
        added
    }

    /// The closed vector of what is held.
    pub fn held(&self) -> Cut {
        self.shelf.held(Some(&self.own), &base(&self.closed), &self.stops())
    }

    /// A hold lists only so many leaves that do not open, parts last; before the next one the log is not held.
    fn stops(&self) -> BTreeMap<LogId, u64> {
        let mut stops = BTreeMap::new();
        let (parts, others): (Vec<&Leafmark>, Vec<_>) =
            self.void.iter().partition(|(log, _)| self.shelf.is_bulk(log));
        for (log, index) in others.into_iter().chain(parts).skip(VOID_MAX) {
            stops.entry(*log).or_insert(*index);
        }
        stops
    }

    /// The same for what a hold names.
    fn hold_stops(&self) -> BTreeMap<LogId, u64> {
        let mut stops = self.stops();
        for (log, most) in &self.shared {
            let stop = stops.entry(*log).or_insert(*most);
            *stop = (*stop).min(*most);
        }
        stops
    }

    /// What the next leaf says that its author has seen.
    pub fn seen(&self) -> Seen {
        self.seen_in(&self.own)
    }

    /// The same for a leaf in another log of this author.
    pub fn seen_in(&self, log: &LogId) -> Seen {
        self.held().seen_by(log)
    }

    /// Closes what can be closed. A reader who is no party may be told of an earlier round again.
    pub fn close(&mut self) -> Vec<Round> {
        let mut closed = std::mem::take(&mut self.closed);
        let changed = advance(&self.shelf, &self.terms, Some(&self.own), &mut closed);
        self.closed = closed;
        let Some(first) = changed else { return Vec::new() };
        if first <= self.scripted {
            self.order = Order::default();
            self.script = Frontier::new();
            (1..first).for_each(|number| drop(self.append(number)));
        }
        let last = self.closed.len() as u64;
        (first..=last).filter_map(|number| self.append(number)).collect()
    }

    fn append(&mut self, number: u64) -> Option<Round> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        let closed = self.closed.get(place)?.clone();
        let leaves = self.order.round(&self.shelf, number, &closed.cut);
        self.script = self.script_after(&leaves, &closed.cut);
        self.scripted = number;
        Some(Round { number, closed, leaves })
    }

    /// The script with the leaves that a round with `cut` adds.
    fn script_after(&self, leaves: &[Leafmark], cut: &Cut) -> Frontier {
        let mut script = self.script.clone();
        for (log, index) in leaves {
            let branch = self.shelf.find(log, &cut.of(log));
            let prefix =
                branch.and_then(|branch| branch.prefix(index + 1)).unwrap_or(Prefix::EMPTY);
            let leaf = self.hashes.get(&(*log, prefix)).copied().unwrap_or_default();
            script.push(leaf_hash(&script_entry(log, *index, &leaf)));
        }
        script
    }

    /// Size and root of the script if the round that is open closed with `cut`.
    fn script_with(&self, cut: &Cut) -> (u64, Hash) {
        let leaves = self.order.next(&self.shelf, self.closed.len() as u64 + 1, cut);
        let script = self.script_after(&leaves, cut);
        (script.size(), script.root())
    }

    /// What must be written now. `state` is the blinded digest of the state after the last closed round.
    pub fn duty(&self, now: u64, state: Hash) -> Option<Statement> {
        if self.terms.judges.contains(&self.own) {
            return self.judge_duty(now);
        }
        let round = self.closed.len() as u64 + 1;
        let signs = self.signs(round, now);
        let duty = of_party(&self.shelf, &self.terms, &self.own, &self.closed, &signs)?;
        Some(match duty {
            Duty::Hold(cut) => {
                let void = self.void.iter().filter(|(log, at)| *at < cut.of(log).size);
                Statement::Hold { round, void: void.copied().collect(), cut, time: now, state }
            }
            Duty::Vote(cut) => {
                let (size, script) = self.script_with(&cut);
                Statement::Vote { round, cut, size, script }
            }
            Duty::Appeal => Statement::Appeal { round },
            Duty::Yield => Statement::Yield { round },
            Duty::Settle(round, cut) => Statement::Settle { round, cut },
            Duty::Ruling(..) => return None,
        })
    }

    fn signs(&self, round: u64, now: u64) -> Signs {
        let at = |log: &LogId, kind: ControlKind| self.had.get(&(*log, kind as u8, round)).copied();
        let peer = self.terms.peer(&self.own);
        let since = |kinds: &[ControlKind]| {
            let own = at(&self.own, kinds[0]);
            let peer = peer.and_then(|peer| kinds.iter().filter_map(|kind| at(&peer, *kind)).max());
            (own, peer)
        };
        let (held, heard) = since(&[ControlKind::Hold, ControlKind::Vote]);
        let waited = held.map(|held| now.saturating_sub(held.max(heard.unwrap_or(0))));
        let (mine, theirs) = since(&[ControlKind::Appeal]);
        let both = mine.zip(theirs).map(|(mine, theirs)| now.saturating_sub(mine.max(theirs)));
        let served = now.checked_sub(self.terms.grace_seconds);
        let offered = served.map(|time| time::offered(&self.shelf, &self.terms, time));
        Signs {
            may_hold: self.rounds_within(now, 3600) < self.terms.holds_per_hour,
            due: self.due || self.parts_are_due(now),
            overdue: waited.is_some_and(|waited| waited >= self.terms.wait_seconds),
            unruled: both.is_some_and(|waited| waited >= self.terms.yield_seconds),
            deposited: offered.map_or(0, |cut| cut.of(&self.own).size),
            stops: self.hold_stops(),
        }
    }

    /// Whether there are parts of others that can go into the script. Half of the holds of an hour are kept for messages.
    fn parts_are_due(&self, now: u64) -> bool {
        let own = self.terms.bulk_of(&self.own);
        let others = || self.terms.bulk.keys().filter(|log| Some(**log) != own);
        let base = base(&self.closed);
        let size = |log: &LogId| self.shelf.main(log).map_or(0, Branch::size);
        others().any(|log| size(log) > base.of(log).size)
            && self.rounds_within(now, 3600) < self.terms.holds_per_hour.div_ceil(2)
            && {
                let held = self.shelf.held(Some(&self.own), &base, &self.hold_stops());
                others().any(|log| held.of(log).size > base.of(log).size)
            }
    }

    /// Closed rounds that this replica held in the last `span` seconds.
    fn rounds_within(&self, now: u64, span: u64) -> u64 {
        let hold = ControlKind::Hold as u8;
        let rounds = (1..=self.closed.len() as u64).rev();
        let times = rounds.filter_map(|round| self.had.get(&(self.own, hold, round)));
        times.take_while(|at| now.saturating_sub(**at) < span).count() as u64
    }

    fn judge_duty(&self, now: u64) -> Option<Statement> {
        let round = self.closed.len() as u64 + 1;
        let appeal = |log: &LogId| self.had.get(&(*log, ControlKind::Appeal as u8, round)).copied();
        let first = self.terms.parties.iter().filter_map(appeal).min();
        let grace = self.terms.grace_seconds;
        let waited = first.map_or(0, |at| now.saturating_sub(at) / grace.max(1));
        let offered =
            now.checked_sub(grace).map(|time| time::offered(&self.shelf, &self.terms, time));
        let signs = JudgeSigns { waited, offered: offered.unwrap_or_default() };
        let duty = of_judge(&self.shelf, &self.terms, &self.own, &self.closed, &signs);
        if let Some(Duty::Ruling(cut, appeals)) = duty {
            return Some(Statement::Ruling { round, cut, appeals, time: now });
        }
        self.stamp(now)
    }

    /// A stamp when something new is held, and at the latest after the span for it.
    fn stamp(&self, now: u64) -> Option<Statement> {
        let mut cut = self.held();
        cut.set(self.own, Prefix::EMPTY);
        let last = self.shelf.main(&self.own).and_then(|main| main.stamps().next_back());
        let news = |(log, one): (&LogId, &Prefix)| {
            let judge = self.terms.judges.contains(log);
            !judge && last.is_none_or(|(.., before)| before.of(log).size < one.size)
        };
        let stale =
            last.is_some_and(|(_, at, _)| now.saturating_sub(at) >= self.terms.stamp_seconds);
        let soon = last.is_some_and(|(_, at, _)| now <= at);
        let due = stale || (!soon && cut.iter().any(news));
        due.then_some(Statement::Stamp { time: now, cut })
    }
}
