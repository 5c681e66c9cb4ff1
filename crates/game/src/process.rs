//! The topology of a staged decision process: who moves where, without odds or payoffs.
//!
//! Problem. Nodes s in S, each of one kind: a *choice* (one player picks an edge), a *chance*
//! node (nature draws an edge), a *time* node (a period ends; what follows is discounted) or a
//! *terminal* (no edge, a fixed value). Between two time nodes the graph has no cycle, so a
//! period is a DAG of small successive draws ("staged nature") and every cycle passes time.
//! Odds, payoffs and discounts are kept apart in [`Weights`](crate::Weights).

use crate::error::GameError;
use crate::order::SweepOrder;
use std::ops::Range;

/// What happens at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A player picks one of the edges.
    Choice {
        /// The player, 0..n.
        decider: u16,
    },
    /// Nature draws one of the edges.
    Chance,
    /// The period ends: the following edge is drawn as at a chance node, and everything from
    /// here on, the reward on the edge included, is multiplied by the node's discount.
    Time,
    /// The process ends with a fixed value.
    Terminal {
        /// The cause, by which survival is reported.
        label: u16,
    },
}

/// A staged decision process without weights, in compressed rows.
///
/// # Shape
/// `nodes()` nodes, `edges()` edges; the edges of a node have consecutive ids.
#[derive(Debug, Clone)]
pub struct StagedProcess {
    kind: Vec<NodeKind>,
    row: Vec<u32>,
    target: Vec<u32>,
    order: SweepOrder,
}

/// Collects nodes in the order of their ids.
#[derive(Debug, Clone)]
pub struct ProcessBuilder {
    kind: Vec<NodeKind>,
    row: Vec<usize>,
    target: Vec<u32>,
}

impl Default for ProcessBuilder {
    fn default() -> Self {
        Self { kind: Vec::new(), row: vec![0], target: Vec::new() }
    }
}

impl ProcessBuilder {
    /// No nodes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Room for so many nodes and edges.
    #[must_use]
    pub fn with_capacity(nodes: usize, edges: usize) -> Self {
        let mut row = Vec::with_capacity(nodes + 1);
        row.push(0);
        Self { kind: Vec::with_capacity(nodes), row, target: Vec::with_capacity(edges) }
    }

    /// Adds the next node with its edges; targets may be nodes still to be added.
    ///
    /// Node ids count up from 0, and so do edge ids, in the order given. Returns the node's id
    /// (`u32::MAX` once ids run out; `build` then reports [`GameError::TooLarge`]).
    pub fn push(&mut self, kind: NodeKind, targets: &[u32]) -> u32 {
        let id = u32::try_from(self.kind.len()).unwrap_or(u32::MAX);
        self.kind.push(kind);
        self.target.extend_from_slice(targets);
        self.row.push(self.target.len());
        id
    }

    /// Nodes added so far.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.kind.len()
    }

    /// Edges added so far: the id that the next edge will have.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.target.len()
    }

    /// Checks the topology and fixes the order of sweeps.
    ///
    /// # Errors
    /// [`GameError::TooLarge`], [`GameError::UnknownTarget`], [`GameError::DeadEnd`],
    /// [`GameError::TerminalWithEdges`], [`GameError::CycleInPeriod`].
    pub fn build(self) -> Result<StagedProcess, GameError> {
        let row: Result<Vec<u32>, _> = self.row.iter().map(|&r| u32::try_from(r)).collect();
        let row = row.map_err(|_| GameError::TooLarge)?;
        if u32::try_from(self.kind.len()).is_err() {
            return Err(GameError::TooLarge);
        }
        check_targets(&self.target, self.kind.len())?;
        check_rows(&self.kind, &row)?;
        let order = SweepOrder::new(&self.kind, &row, &self.target)?;
        Ok(StagedProcess { kind: self.kind, row, target: self.target, order })
    }
}

fn check_targets(target: &[u32], nodes: usize) -> Result<(), GameError> {
    match target.iter().position(|&t| t as usize >= nodes) {
        None => Ok(()),
        Some(edge) => {
            Err(GameError::UnknownTarget { edge: id(edge), target: target[edge], nodes: id(nodes) })
        }
    }
}

fn check_rows(kind: &[NodeKind], row: &[u32]) -> Result<(), GameError> {
    for (node, kind) in kind.iter().enumerate() {
        let empty = row[node] == row[node + 1];
        match (matches!(kind, NodeKind::Terminal { .. }), empty) {
            (false, true) => return Err(GameError::DeadEnd { node: id(node) }),
            (true, false) => return Err(GameError::TerminalWithEdges { node: id(node) }),
            (true, true) | (false, false) => {}
        }
    }
    Ok(())
}

/// A position as a 32-bit id.
pub(crate) fn id(index: usize) -> u32 {
    u32::try_from(index).expect("ids fit 32 bits: checked when the arrays were built")
}

impl StagedProcess {
    /// Number of nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.kind.len()
    }

    /// Number of edges.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.target.len()
    }

    /// What happens at a node.
    #[must_use]
    pub fn kind(&self, node: u32) -> NodeKind {
        self.kind[node as usize]
    }

    /// Ids of the edges out of a node.
    #[must_use]
    pub fn edges_of(&self, node: u32) -> Range<usize> {
        self.row[node as usize] as usize..self.row[node as usize + 1] as usize
    }

    /// The node an edge leads to.
    #[must_use]
    pub fn target(&self, edge: usize) -> u32 {
        self.target[edge]
    }

    /// Nodes at which this player decides, in the order of their ids.
    pub fn choices_of(&self, player: u16) -> impl Iterator<Item = u32> + '_ {
        (0..id(self.nodes())).filter(move |&n| self.kind(n) == NodeKind::Choice { decider: player })
    }

    /// The order of sweeps over the nodes.
    #[must_use]
    pub fn order(&self) -> &SweepOrder {
        &self.order
    }

    pub(crate) fn check_node(&self, node: u32) -> Result<(), GameError> {
        let (index, count) = (node as usize, self.nodes());
        if index < count { Ok(()) } else { Err(GameError::Unknown { what: "node", index, count }) }
    }
}
