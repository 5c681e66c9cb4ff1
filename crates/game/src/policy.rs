//! A fixed choice at every choice node.

use crate::error::GameError;
use crate::process::{NodeKind, StagedProcess, id};
use crate::weights::check_length;

/// Which edge each choice node takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Edge counted from 0 among the node's own; 0 at nodes that are no choice. Shape: nodes.
    pub choice: Vec<u32>,
}

impl Policy {
    /// The first edge everywhere: "keep", if the process was built that way.
    #[must_use]
    pub fn first(process: &StagedProcess) -> Self {
        Self { choice: vec![0; process.nodes()] }
    }

    /// The edge (by its id) taken at a choice node.
    #[must_use]
    pub fn edge(&self, process: &StagedProcess, node: u32) -> usize {
        process.edges_of(node).start + self.choice[node as usize] as usize
    }

    /// Checks that every choice exists.
    ///
    /// # Errors
    /// [`GameError::Length`], [`GameError::UnknownChoice`].
    pub fn check(&self, process: &StagedProcess) -> Result<(), GameError> {
        check_length("choice", self.choice.len(), process.nodes())?;
        for (node, &edge) in self.choice.iter().enumerate() {
            let node = id(node);
            let edges = id(process.edges_of(node).len());
            if matches!(process.kind(node), NodeKind::Choice { .. }) && edge >= edges {
                return Err(GameError::UnknownChoice { node, edge, edges });
            }
        }
        Ok(())
    }
}
