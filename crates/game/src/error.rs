//! What a caller may get wrong in a process, its weights or a game.

/// A process, a weighting, a policy or a game that is not well formed.
///
/// How a *solution* ended is not an error but a [`Status`](crate::Status).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GameError {
    /// More nodes or edges than 32-bit ids can name.
    #[error("more than 2^32 - 1 nodes or edges; enumerate a smaller core")]
    TooLarge,
    /// An edge leads to a node that was never added.
    #[error("edge {edge} leads to node {target}, but there are only {nodes} nodes")]
    UnknownTarget {
        /// Edge id.
        edge: u32,
        /// Where it leads.
        target: u32,
        /// How many nodes there are.
        nodes: u32,
    },
    /// A node that is not terminal has no edge.
    #[error("node {node} is not terminal and has no edge")]
    DeadEnd {
        /// Node id.
        node: u32,
    },
    /// A terminal node has edges.
    #[error("node {node} is terminal and has edges")]
    TerminalWithEdges {
        /// Node id.
        node: u32,
    },
    /// Nodes of one period lead back to themselves before time passes.
    #[error("node {node} leads back to itself before time passes; put a time node on the way")]
    CycleInPeriod {
        /// A node on the cycle.
        node: u32,
    },
    /// An array has the wrong length.
    #[error("`{array}` has {found} entries, {expected} are needed")]
    Length {
        /// Which array.
        array: &'static str,
        /// Entries found.
        found: usize,
        /// Entries needed.
        expected: usize,
    },
    /// A number is not finite, or outside its range.
    #[error("`{array}`[{index}] = {value} is out of range")]
    OutOfRange {
        /// Which array.
        array: &'static str,
        /// Place in the array.
        index: usize,
        /// The number found.
        value: f64,
    },
    /// Probabilities out of a node do not sum to one.
    #[error("probabilities out of node {node} sum to {sum}, not 1")]
    ProbabilitySum {
        /// Node id, or state id in a stochastic game.
        node: u32,
        /// Their sum.
        sum: f64,
    },
    /// A policy names an edge that its node does not have.
    #[error("policy takes edge {edge} at node {node}, which has {edges} edges")]
    UnknownChoice {
        /// Node id.
        node: u32,
        /// Edge counted from 0 among the node's own.
        edge: u32,
        /// How many it has.
        edges: u32,
    },
    /// A node, column or player that does not exist was named.
    #[error("no {what} {index}; there are {count}")]
    Unknown {
        /// Kind of thing.
        what: &'static str,
        /// The index named.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// Something in a game file is wrong.
    #[error("`{path}`: {problem}")]
    Place {
        /// Where, as a path in the JSON: `states[1].payoffs[0][2]`.
        path: String,
        /// What is wrong, and what would be right.
        problem: String,
    },
    /// A game file does not parse, or cannot be written.
    #[error("game file: {0}")]
    File(String),
}
