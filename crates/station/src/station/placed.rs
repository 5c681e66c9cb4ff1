//! Where each message stands in the log of its author, each leaf read once.

use std::collections::BTreeMap;

use line::LogId;
use line::leaf::Leaf;
use line::node::{Node, Signed};

/// Places of messages by log and salt, and how much of each log was read for them.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// Index in the log; the first, should one salt stand there twice.
    pub(super) at: BTreeMap<(LogId, [u8; 32]), u64>,
    read: BTreeMap<LogId, u64>,
}

impl Placed {
    /// Whether logs have more than was read.
    pub(super) fn lacks(&self, node: &Node<Signed>) -> bool {
        node.tips().iter().any(|(log, tip)| self.read.get(log) != Some(&tip.size))
    }

    /// Reads what logs have more than at the last time. Histories that were had first only grow.
    pub(super) fn read(&mut self, node: &Node<Signed>) {
        for (log, tip) in node.tips() {
            let from = self.read.insert(log, tip.size).unwrap_or(0);
            for (index, leaf) in (from..).zip(node.leaves_of(&log, from, tip.size)) {
                if let Ok(Leaf::Content(content)) = Leaf::parse(&leaf) {
                    self.at.entry((log, content.salt)).or_insert(index);
                }
            }
        }
    }
}
