//! The order in which a sweep visits the nodes.
//!
//! Problem. A Gauss-Seidel sweep v(s) <- b(s) + sum_t a(s,t) v(t) converges the faster, the
//! fewer values it reads before they are renewed. Inside a period every node must come after
//! its successors (the period is then solved exactly in one pass); across periods the order is
//! free, and the post-order of a depth-first search leaves old reads only on back edges.
//!
//! # Source
//! Bertsekas (2012), Dynamic Programming and Optimal Control II, 2.2.3 (order of sweeps);
//! Tarjan (1972) for the post-order.

use crate::error::GameError;
use crate::process::{NodeKind, id};

/// Nodes in sweep order, and which of them a sweep reads before renewing them.
#[derive(Debug, Clone)]
pub struct SweepOrder {
    /// Node at each position; inside a period successors come first.
    pub(crate) sequence: Vec<u32>,
    /// Position of each node.
    pub(crate) rank: Vec<u32>,
    /// Positions read before they are renewed: the unknowns of the iteration, ascending.
    pub(crate) inputs: Vec<u32>,
    /// Longest run of edges inside a period.
    pub(crate) depth: u32,
}

impl SweepOrder {
    pub(crate) fn new(kind: &[NodeKind], row: &[u32], target: &[u32]) -> Result<Self, GameError> {
        let graph = Graph { kind, row, target };
        let sequence = graph.by_period(&graph.post_order())?;
        let mut rank = vec![0; sequence.len()];
        for (position, &node) in sequence.iter().enumerate() {
            rank[node as usize] = id(position);
        }
        let inputs = graph.inputs(&sequence, &rank);
        let depth = graph.depth(&sequence);
        Ok(Self { sequence, rank, inputs, depth })
    }

    /// How many values a sweep reads before renewing them; 0 if the process has no cycle.
    #[must_use]
    pub fn unknowns(&self) -> usize {
        self.inputs.len()
    }

    /// Longest run of edges between two passages of time.
    #[must_use]
    pub fn depth(&self) -> u32 {
        self.depth
    }
}

struct Graph<'a> {
    kind: &'a [NodeKind],
    row: &'a [u32],
    target: &'a [u32],
}

const NEW: u8 = 0;
const OPEN: u8 = 1;
const DONE: u8 = 2;

impl Graph<'_> {
    fn targets(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.target[self.row[node] as usize..self.row[node + 1] as usize]
    }

    /// Successors inside the period: none out of a time node.
    fn inside(&self, node: u32) -> &[u32] {
        if self.kind[node as usize] == NodeKind::Time { &[] } else { self.targets(node) }
    }

    /// Post-order of a depth-first search over all edges, node 0 first.
    fn post_order(&self) -> Vec<u32> {
        let mut colour = vec![NEW; self.kind.len()];
        let mut finished = Vec::with_capacity(self.kind.len());
        for root in 0..id(self.kind.len()) {
            let search = Search { colour: &mut colour, finished: &mut finished };
            // Over all edges a cycle is lawful, so a node met again is passed over.
            let _ = search.run(root, |node| self.targets(node));
        }
        finished
    }

    /// The same order, amended so that inside a period successors come first.
    fn by_period(&self, roots: &[u32]) -> Result<Vec<u32>, GameError> {
        let mut colour = vec![NEW; self.kind.len()];
        let mut finished = Vec::with_capacity(self.kind.len());
        for &root in roots {
            let search = Search { colour: &mut colour, finished: &mut finished };
            if let Some(node) = search.run(root, |node| self.inside(node)) {
                return Err(GameError::CycleInPeriod { node });
            }
        }
        Ok(finished)
    }

    fn inputs(&self, sequence: &[u32], rank: &[u32]) -> Vec<u32> {
        let mut late = vec![false; sequence.len()];
        for (position, &node) in sequence.iter().enumerate() {
            for &target in self.targets(node) {
                let read = rank[target as usize] as usize;
                late[read] |= read >= position;
            }
        }
        (0..id(sequence.len())).filter(|&p| late[p as usize]).collect()
    }

    fn depth(&self, sequence: &[u32]) -> u32 {
        let mut depth = vec![0_u32; sequence.len()];
        for &node in sequence {
            let below = self.inside(node).iter().map(|&t| depth[t as usize] + 1).max();
            depth[node as usize] = below.unwrap_or(0);
        }
        depth.iter().copied().max().unwrap_or(0)
    }
}

/// One depth-first search, without recursion.
struct Search<'a> {
    colour: &'a mut [u8],
    finished: &'a mut Vec<u32>,
}

impl Search<'_> {
    /// Appends what is new below `root` in post-order; returns a node that leads to itself.
    fn run<'g>(self, root: u32, successors: impl Fn(u32) -> &'g [u32]) -> Option<u32> {
        let mut on_cycle = None;
        let mut stack = Vec::new();
        if self.colour[root as usize] == NEW {
            self.colour[root as usize] = OPEN;
            stack.push((root, 0_usize));
        }
        while let Some((node, next)) = stack.last_mut() {
            let Some(&target) = successors(*node).get(*next) else {
                self.colour[*node as usize] = DONE;
                self.finished.push(*node);
                stack.pop();
                continue;
            };
            *next += 1;
            match self.colour[target as usize] {
                NEW => {
                    self.colour[target as usize] = OPEN;
                    stack.push((target, 0));
                }
                OPEN => on_cycle = Some(target),
                _ => {}
            }
        }
        on_cycle
    }
}
