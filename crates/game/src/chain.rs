//! A process under a fixed policy: rows of an affine map, in sweep order.
//!
//! Problem. Under a policy the value solves v = b + A v, where for the node at position i
//! - choice: one entry, A(i, t) = 1, b(i) = r(e) for the edge e taken;
//! - chance: A(i, t) = p(e), b(i) = sum of p(e) r(e);
//! - time:   A(i, t) = d p(e), b(i) = d times the sum of p(e) r(e), with d its discount;
//! - terminal: no entry, b(i) = its value.

use crate::policy::Policy;
use crate::process::{NodeKind, StagedProcess, id};
use crate::weights::{Payoff, Weights};

/// The matrix A in compressed rows; positions as in the process's sweep order.
pub(crate) struct Chain {
    row: Vec<u32>,
    target: Vec<u32>,
    factor: Vec<f64>,
}

/// Several right-hand sides or values, interleaved by position.
pub(crate) type Columns<const C: usize> = Vec<[f64; C]>;

impl Chain {
    pub(crate) fn new(process: &StagedProcess, weights: &Weights, policy: &Policy) -> Self {
        Self::build(process, policy, |node, edge| {
            discount(process, weights, node) * weights.probability[edge]
        })
    }

    /// The same without discounts: pure odds.
    pub(crate) fn odds(process: &StagedProcess, weights: &Weights, policy: &Policy) -> Self {
        Self::build(process, policy, |_, edge| weights.probability[edge])
    }

    fn build(process: &StagedProcess, policy: &Policy, factor: impl Fn(u32, usize) -> f64) -> Self {
        let nodes = process.nodes();
        let mut chain = Self {
            row: Vec::with_capacity(nodes + 1),
            target: Vec::with_capacity(process.edges()),
            factor: Vec::with_capacity(process.edges()),
        };
        chain.row.push(0);
        for &node in &process.order().sequence {
            chain.push_row(process, policy, node, &factor);
        }
        chain
    }

    fn push_row(
        &mut self,
        process: &StagedProcess,
        policy: &Policy,
        node: u32,
        factor: &impl Fn(u32, usize) -> f64,
    ) {
        let rank = &process.order().rank;
        if matches!(process.kind(node), NodeKind::Choice { .. }) {
            let edge = policy.edge(process, node);
            self.target.push(rank[process.target(edge) as usize]);
            self.factor.push(1.0);
        } else {
            for edge in process.edges_of(node) {
                self.target.push(rank[process.target(edge) as usize]);
                self.factor.push(factor(node, edge));
            }
        }
        self.row.push(id(self.target.len()));
    }

    /// Entries of a row: positions and factors.
    pub(crate) fn row(&self, position: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.row[position] as usize..self.row[position + 1] as usize;
        let targets = self.target[range.clone()].iter().map(|&t| t as usize);
        targets.zip(self.factor[range].iter().copied())
    }

    /// How many entries read each position.
    pub(crate) fn readers(&self) -> Vec<u32> {
        let mut readers = vec![0; self.row.len() - 1];
        self.target.iter().for_each(|&t| readers[t as usize] += 1);
        readers
    }

    /// Positions that a sweep reads before renewing them, ascending.
    pub(crate) fn read_late(&self) -> Vec<u32> {
        let mut late = vec![false; self.row.len() - 1];
        for position in 0..late.len() {
            self.row(position).for_each(|(target, _)| late[target] |= target >= position);
        }
        (0..id(late.len())).filter(|&p| late[p as usize]).collect()
    }

    /// The rows at some positions, which read no others, renumbered by `place`.
    pub(crate) fn restricted(&self, positions: &[u32], place: &[u32]) -> Self {
        let (mut row, mut target, mut factor) = (vec![0], Vec::new(), Vec::new());
        for &position in positions {
            for (t, a) in self.row(position as usize) {
                target.push(place[t]);
                factor.push(a);
            }
            row.push(id(target.len()));
        }
        Self { row, target, factor }
    }

    /// Sends a choice, whose row has the single entry 1, along another edge.
    pub(crate) fn redirect(&mut self, position: usize, target: u32) {
        let entry = self.row[position] as usize;
        self.target[entry] = target;
    }

    /// Renews one value: v(i) <- b(i) + sum of A(i, t) v(t).
    pub(crate) fn renew<const C: usize>(
        &self,
        position: usize,
        base: &[[f64; C]],
        v: &mut [[f64; C]],
    ) {
        let (start, end) = (self.row[position] as usize, self.row[position + 1] as usize);
        let mut sum = base[position];
        for (&t, &a) in self.target[start..end].iter().zip(&self.factor[start..end]) {
            let value = &v[t as usize];
            for column in 0..C {
                sum[column] += a * value[column];
            }
        }
        v[position] = sum;
    }

    /// One Gauss-Seidel sweep, v <- b + A v with the newest values.
    pub(crate) fn sweep<const C: usize>(&self, base: &[[f64; C]], v: &mut [[f64; C]]) {
        let mut start = 0;
        for (position, (&end, base)) in self.row[1..].iter().zip(base).enumerate() {
            let mut sum = *base;
            let end = end as usize;
            for (&t, &a) in self.target[start..end].iter().zip(&self.factor[start..end]) {
                let value = &v[t as usize];
                for column in 0..C {
                    sum[column] += a * value[column];
                }
            }
            v[position] = sum;
            start = end;
        }
    }
}

/// The factor on all that follows a node: 1 except at a time node.
pub(crate) fn discount(process: &StagedProcess, weights: &Weights, node: u32) -> f64 {
    if process.kind(node) == NodeKind::Time { weights.discount[node as usize] } else { 1.0 }
}

/// The right-hand side b(i) of one payoff at one node.
pub(crate) fn base_of(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    payoff: &Payoff,
    node: u32,
) -> f64 {
    match process.kind(node) {
        NodeKind::Choice { .. } => payoff.reward[policy.edge(process, node)],
        NodeKind::Terminal { .. } => payoff.terminal[node as usize],
        NodeKind::Chance | NodeKind::Time => {
            let edges = process.edges_of(node);
            let mean: f64 = edges.map(|e| weights.probability[e] * payoff.reward[e]).sum();
            discount(process, weights, node) * mean
        }
    }
}

/// The right-hand sides of `C` payoffs, by position.
pub(crate) fn base<const C: usize>(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    payoffs: [&Payoff; C],
) -> Columns<C> {
    let sequence = &process.order().sequence;
    let row = |&node: &u32| payoffs.map(|p| base_of(process, weights, policy, p, node));
    sequence.iter().map(row).collect()
}
