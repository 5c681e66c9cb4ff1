//! How far the text is from the line between keeping and leaving, for one set of numbers.

use crate::graph::Graph;
use crate::hold::{Holding, loss};
use game::GameError;
use kernel::ActorId;
use rayon::prelude::*;
use world::{Beliefs, Values};

/// The graphs of one accord, one a signatory, weighed again and again.
pub struct Sides<'a> {
    /// The reader's judgement.
    pub beliefs: &'a Beliefs,
    /// Who chooses freely, and its graph.
    pub graphs: Vec<(ActorId, Graph)>,
}

impl Sides<'_> {
    /// Each signatory's holding under these numbers (losses only).
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn losses(&self, values: &Values) -> Result<Vec<Holding>, GameError> {
        let one = |(party, graph): &(ActorId, Graph)| loss(graph, self.beliefs, values, *party);
        self.graphs.iter().map(one).collect()
    }

    /// The same for many sets of numbers, in their order, on all cores.
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn many(&self, sets: &[Values]) -> Result<Vec<Vec<Holding>>, GameError> {
        sets.par_iter().map(|values| self.losses(values)).collect()
    }
}

/// What keeping loses beyond the tolerance, as a share of the stake: positive when the text fails
/// for the party.
#[must_use]
pub fn excess(holding: &Holding) -> f64 {
    let stake = holding.stake.centre().abs().max(f64::MIN_POSITIVE);
    (holding.loss.centre() - holding.tolerance) / stake
}
