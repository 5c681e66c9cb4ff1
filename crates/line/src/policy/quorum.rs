//! When enough witnesses have cosigned.
//!
//! One rule goes beyond c2sp.org/tlog-policy: a *pair*, that is a group `all` of exactly one 0x04 and one 0x06
//! witness, counts only if both lines carry the same time. A stranger's verifier that lacks the rule accepts more.

use super::{Body, Policy, Quorum};
use crate::note::KeyKind;

/// The time of the valid line of a witness, by the witness's place in the file; none without one.
pub(super) type Times<'a> = &'a dyn Fn(usize) -> Option<u64>;

impl Policy {
    /// Whether the quorum is reached.
    pub(super) fn is_reached(&self, times: Times) -> bool {
        match self.quorum {
            Quorum::Nobody => true,
            Quorum::Node(index) => self.counts(index, times),
        }
    }

    /// Members refer to earlier lines only, so this ends.
    fn counts(&self, index: usize, times: Times) -> bool {
        match self.nodes.get(index).map(|node| &node.body) {
            None => false,
            Some(Body::Witness(_)) => times(index).is_some(),
            Some(Body::Group { threshold, members }) => {
                let count = members.iter().filter(|member| self.counts(**member, times)).count();
                count >= *threshold && self.pair_agrees(index, times)
            }
        }
    }

    fn pair_agrees(&self, index: usize, times: Times) -> bool {
        self.pair(index).is_none_or(|(classical, quantum)| times(classical) == times(quantum))
    }

    /// The 0x04 and the 0x06 witness of a group that is a pair.
    pub(super) fn pair(&self, index: usize) -> Option<(usize, usize)> {
        let Body::Group { threshold: 2, members } = &self.nodes.get(index)?.body else {
            return None;
        };
        let &[first, second] = members.as_slice() else { return None };
        match (self.kind(first)?, self.kind(second)?) {
            (KeyKind::CosignEd25519, KeyKind::CosignMlDsa) => Some((first, second)),
            (KeyKind::CosignMlDsa, KeyKind::CosignEd25519) => Some((second, first)),
            _ => None,
        }
    }

    fn kind(&self, index: usize) -> Option<KeyKind> {
        match &self.nodes.get(index)?.body {
            Body::Witness(key) => Some(key.kind()),
            Body::Group { .. } => None,
        }
    }
}
