//! Odds, payoffs and discounts of a process, apart from its topology.

use crate::error::GameError;
use crate::process::{NodeKind, StagedProcess, id};

/// How far probabilities out of one node may sum from 1.
///
/// The sums themselves are used as given: brackets are for the weights as stored.
const PROBABILITY_SLACK: f64 = 1e-9;

/// What one player earns.
///
/// # Units
/// The player's own; the same for edges and terminals.
#[derive(Debug, Clone, PartialEq)]
pub struct Payoff {
    /// Earned on passing an edge. Shape: edges.
    pub reward: Vec<f64>,
    /// Value of ending at a terminal node; not read elsewhere. Shape: nodes.
    pub terminal: Vec<f64>,
}

impl Payoff {
    /// Nothing earned anywhere.
    #[must_use]
    pub fn zero(process: &StagedProcess) -> Self {
        Self { reward: vec![0.0; process.edges()], terminal: vec![0.0; process.nodes()] }
    }
}

/// One weighting of a topology.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Odds of an edge, read at chance and time nodes. Shape: edges.
    pub probability: Vec<f64>,
    /// What the future is multiplied by, in [0, 1], read at time nodes. Shape: nodes.
    pub discount: Vec<f64>,
    /// One column a player (or several readings of one player's payoffs).
    pub payoff: Vec<Payoff>,
}

impl Weights {
    /// Even odds, one discount for every time node, `columns` payoffs of zero.
    #[must_use]
    pub fn even(process: &StagedProcess, discount: f64, columns: usize) -> Self {
        let mut probability = vec![0.0; process.edges()];
        for node in 0..id(process.nodes()) {
            let edges = process.edges_of(node);
            // Exact: a node has fewer than 2^32 edges.
            let share = 1.0 / edges.len().max(1) as f64;
            probability[edges].fill(share);
        }
        let discount = vec![discount; process.nodes()];
        Self { probability, discount, payoff: vec![Payoff::zero(process); columns] }
    }

    /// Checks lengths, ranges and sums against a topology.
    ///
    /// # Errors
    /// [`GameError::Length`], [`GameError::OutOfRange`], [`GameError::ProbabilitySum`].
    pub fn check(&self, process: &StagedProcess) -> Result<(), GameError> {
        check_length("probability", self.probability.len(), process.edges())?;
        check_length("discount", self.discount.len(), process.nodes())?;
        for payoff in &self.payoff {
            check_length("reward", payoff.reward.len(), process.edges())?;
            check_length("terminal", payoff.terminal.len(), process.nodes())?;
            check_finite("reward", &payoff.reward)?;
            check_finite("terminal", &payoff.terminal)?;
        }
        (0..id(process.nodes())).try_for_each(|node| self.check_node(process, node))
    }

    fn check_node(&self, process: &StagedProcess, node: u32) -> Result<(), GameError> {
        match process.kind(node) {
            NodeKind::Choice { .. } | NodeKind::Terminal { .. } => return Ok(()),
            NodeKind::Chance => {}
            NodeKind::Time => check_unit("discount", node as usize, self.discount[node as usize])?,
        }
        let mut sum = 0.0;
        for edge in process.edges_of(node) {
            check_unit("probability", edge, self.probability[edge])?;
            sum += self.probability[edge];
        }
        let off = (sum - 1.0).abs() > PROBABILITY_SLACK;
        if off { Err(GameError::ProbabilitySum { node, sum }) } else { Ok(()) }
    }

    pub(crate) fn check_column(&self, column: usize) -> Result<(), GameError> {
        let count = self.payoff.len();
        if column < count {
            Ok(())
        } else {
            Err(GameError::Unknown { what: "payoff column", index: column, count })
        }
    }
}

pub(crate) fn check_length(
    array: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), GameError> {
    if found == expected { Ok(()) } else { Err(GameError::Length { array, found, expected }) }
}

pub(crate) fn check_unit(array: &'static str, index: usize, value: f64) -> Result<(), GameError> {
    let inside = (0.0..=1.0).contains(&value);
    if inside { Ok(()) } else { Err(GameError::OutOfRange { array, index, value }) }
}

pub(crate) fn check_finite(array: &'static str, values: &[f64]) -> Result<(), GameError> {
    match values.iter().position(|v| !v.is_finite()) {
        None => Ok(()),
        Some(index) => Err(GameError::OutOfRange { array, index, value: values[index] }),
    }
}
