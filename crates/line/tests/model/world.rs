//! A state: what everybody wrote, what reached whom, which timers ran out.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use line::LogId;
use line::script::certificate::Closed;
use line::script::{Body, Cut, Entry, Prefix, Shelf, Statement, Terms, next};
use line::tree::{EMPTY_ROOT, Hash};

pub const A: usize = 0;
pub const B: usize = 1;
pub const M: usize = 2;

pub fn log(author: usize) -> LogId {
    LogId([u8::try_from(author).expect("few authors") + 1; 16])
}

/// One history of one author: leaves, each with the root after it.
pub type History = Vec<(Arc<Entry>, Hash)>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Replica {
    /// Histories in the order in which they were first had: number of the history, leaves had.
    pub had: Vec<(usize, usize)>,
    pub closed: Vec<Closed>,
    /// How many timers ran out since the last closed round.
    pub late: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// By number: author, leaves. The first histories are the authors' own, in their order.
    pub histories: Vec<(usize, History)>,
    pub replicas: Vec<Replica>,
}

impl World {
    pub fn new(authors: usize) -> Self {
        let replica = |own| Replica { had: vec![(own, 0)], ..Replica::default() };
        Self {
            histories: (0..authors).map(|author| (author, Vec::new())).collect(),
            replicas: (0..authors).map(replica).collect(),
        }
    }

    pub fn append(&mut self, history: usize, entry: Entry, sizes_only: bool) {
        let (author, leaves) = &mut self.histories[history];
        let before = leaves.last().map_or(EMPTY_ROOT, |(_, root)| *root);
        let root = if sizes_only {
            let mut root = [0; 32];
            root[0] = u8::try_from(leaves.len()).expect("few leaves") + 1;
            root
        } else {
            hash(&(&before, &entry))
        };
        leaves.push((Arc::new(entry), root));
        let (author, size) = (*author, leaves.len());
        let own = self.replicas[author].had.iter_mut().find(|(other, _)| *other == history);
        match own {
            Some((_, had)) => *had = size,
            None => self.replicas[author].had.push((history, size)),
        }
    }

    /// What a replica holds, as the rule reads it.
    pub fn shelf(&self, reader: usize) -> Shelf {
        let mut shelf = Shelf::default();
        for (history, size) in &self.replicas[reader].had {
            let (author, leaves) = &self.histories[*history];
            let mut before = Prefix::EMPTY;
            for (entry, root) in leaves.iter().take(*size) {
                shelf.push(log(*author), &before, Arc::clone(entry), *root);
                before = Prefix { size: before.size + 1, root: *root };
            }
        }
        shelf
    }

    pub fn held(&self, reader: usize, shelf: &Shelf) -> Cut {
        shelf.held(Some(&log(reader)), &next::base(&self.replicas[reader].closed), &BTreeMap::new())
    }

    /// An entry as an honest author writes it: it refers to the closed vector of what it holds.
    pub fn entry(&self, author: usize, shelf: &Shelf, body: Body) -> Entry {
        Entry { seen: self.held(author, shelf).seen_by(&log(author)), body }
    }
}

pub fn hash(value: &impl std::hash::Hash) -> Hash {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    let mut root = [0; 32];
    root[..8].copy_from_slice(&hasher.finish().to_be_bytes());
    root
}

pub fn terms(judges: usize) -> Terms {
    Terms {
        bulk: BTreeMap::new(),
        parties: [log(A), log(B)],
        judges: (M..M + judges).map(log).collect(),
        wait_seconds: 0,
        grace_seconds: 0,
        yield_seconds: 0,
        stamp_seconds: 0,
        holds_per_hour: 0,
    }
}

pub fn hold(round: u64, cut: Cut) -> Statement {
    Statement::Hold { round, cut, void: Vec::new(), time: 0, state: [0; 32] }
}

pub fn vote(round: u64, cut: Cut) -> Statement {
    Statement::Vote { round, cut, size: 0, script: [0; 32] }
}

pub fn ruling(round: u64, cut: Cut, appeals: Cut) -> Statement {
    Statement::Ruling { round, cut, appeals, time: 0 }
}

impl World {
    /// Whether a replica has the first leaves of a history, itself or as part of another one.
    pub fn has(&self, reader: usize, history: usize, size: usize) -> bool {
        let leaves = &self.histories[history].1[..size];
        self.replicas[reader].had.iter().any(|(other, had)| {
            *had >= size && self.histories[*other].1.len() >= size && {
                self.histories[*other].1[..size] == *leaves
            }
        })
    }
}

impl World {
    /// A liar learns everything at once: the strongest one.
    pub fn show_all(&mut self, liar: usize) {
        self.replicas[liar].had = self
            .histories
            .iter()
            .enumerate()
            .map(|(number, (_, leaves))| (number, leaves.len()))
            .collect();
    }
}
