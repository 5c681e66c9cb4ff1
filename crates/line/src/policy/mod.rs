//! Whose signatures make a head count (c2sp.org/tlog-policy), read strictly and pinned to one log.

mod accept;
mod parse;
mod pin;
mod quorum;
mod write;

use crate::note::NoteKey;

pub use accept::Accepted;

/// A policy file as read: log keys, witnesses, groups, quorum.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    logs: Vec<NoteKey>,
    /// Witnesses and groups in the order of the file; a group names only earlier ones.
    nodes: Vec<Node>,
    quorum: Quorum,
}

#[derive(Clone, Debug, PartialEq)]
struct Node {
    name: Vec<u8>,
    body: Body,
}

#[derive(Clone, Debug, PartialEq)]
enum Body {
    Witness(NoteKey),
    Group { threshold: usize, members: Vec<usize> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quorum {
    Nobody,
    Node(usize),
}

impl Policy {
    fn witnesses(&self) -> impl Iterator<Item = (usize, &NoteKey)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| match &node.body {
            Body::Witness(key) => Some((index, key)),
            Body::Group { .. } => None,
        })
    }
}
