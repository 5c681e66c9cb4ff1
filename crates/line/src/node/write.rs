//! What a node writes, and when: what is due by the rule, then messages, and beside both the parts of its evidence.

use super::chain::Chain;
use super::record::Record;
use super::{Node, Output, Stored};
use crate::ids::LogId;
use crate::script::{Prefix, Statement};

impl<R: Record> Node<R> {
    /// Closes rounds and writes what is due, in each log one leaf at a time: what is said, then parts.
    pub(super) fn act(&mut self) -> Vec<Output> {
        let mut out = self.close();
        if self.is_wary() {
            return out;
        }
        out.extend(self.speak());
        out.extend(self.write_part());
        out
    }

    /// Whether a leaf may be added to a log: none is on its way to the disk, and the log has no history that this node did
    /// not write.
    fn may_write(&self, log: &LogId) -> bool {
        let busy = self.pending.iter().any(|one| one.stored.log == *log);
        !busy && !self.engine.shelf().is_forked(log)
    }

    fn write_part(&mut self) -> Vec<Output> {
        let Some(bulk) = self.record.bulk().filter(|_| !self.parts.is_empty()) else {
            return Vec::new();
        };
        if !self.may_write(&bulk) {
            return Vec::new();
        }
        let seen = self.engine.seen_in(&bulk);
        let part = self.parts.front().map(|part| self.record.message(&bulk, &seen, part));
        let Some(Ok(leaves)) = part else { return Vec::new() };
        self.parts.pop_front();
        leaves.into_iter().map(|leaf| self.write(bulk, leaf)).collect()
    }

    /// Writes what is due in the log of everything but parts.
    fn speak(&mut self) -> Vec<Output> {
        let (own, mut out) = (self.record.own(), Vec::new());
        if !self.may_write(&own) {
            return out;
        }
        if let Some(play) = &self.play {
            let time = self.stamped_time();
            self.engine.due = play.is_due(time);
        }
        self.engine.shared = self.shared();
        let round = self.engine.closed().len() as u64;
        let state = self.play.as_ref().map_or([0; 32], |play| play.blinded(round));
        if let Some(said) = self.engine.duty(self.now, state) {
            let leaf = self.record.statement(&self.engine.seen(), &said);
            out.extend(leaf.ok().map(|leaf| self.write(own, leaf)));
        } else if let Some(message) = self.outbox.front().cloned()
            && let Ok(leaves) = self.record.message(&own, &self.engine.seen(), &message)
        {
            self.outbox.pop_front();
            out.extend(leaves.into_iter().map(|leaf| self.write(own, leaf)).collect::<Vec<_>>());
        }
        out
    }

    fn stamped_time(&self) -> u64 {
        let (shelf, terms) = (self.engine.shelf(), self.engine.terms());
        let mut clocks = crate::script::time::Clocks::default();
        for judge in &terms.judges {
            if let Some((_, time, cut)) =
                shelf.main(judge).and_then(|main| main.stamps().next_back())
            {
                clocks.pass(terms, judge, &Statement::Stamp { time, cut: cut.clone() });
            }
        }
        clocks.stamped(terms)
    }

    fn write(&mut self, log: LogId, leaf: Vec<u8>) -> Output {
        let before = self.chains.get(&log).and_then(|all| all.first()).map(Chain::tip);
        let before = before.unwrap_or(Prefix::EMPTY);
        let stored = Stored { log, before, leaf, head: None };
        self.queue(stored.clone());
        Output::Store(stored)
    }
}
