//! How far the text is from the line between keeping and leaving, for one set of numbers.

use crate::graph::Graph;
use crate::hold::{Holding, loss, near};
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
    near: Vec<game::Values>,
}

impl<'a> Sides<'a> {
    /// The graphs with values of everybody keeping, from which every search starts.
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn new(beliefs: &'a Beliefs, graphs: Vec<(ActorId, Graph)>) -> Result<Self, GameError> {
        let central = beliefs.central();
        let one = |(party, graph): &(ActorId, Graph)| near(graph, beliefs, &central, *party);
        let near = graphs.iter().map(one).collect::<Result<_, _>>()?;
        Ok(Self { beliefs, graphs, near })
    }

    /// Values of everybody keeping under the central beliefs, by the place of the signatory.
    #[must_use]
    pub fn kept(&self, place: usize) -> Option<&game::Values> {
        self.near.get(place)
    }

    /// One signatory's holding under these numbers (its loss only), by its place.
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn loss(&self, place: usize, values: &Values) -> Option<Result<Holding, GameError>> {
        let (party, graph) = self.graphs.get(place)?;
        Some(loss(graph, self.beliefs, values, *party, self.near.get(place)))
    }

    /// Each signatory's holding under these numbers (losses only).
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn losses(&self, values: &Values) -> Result<Vec<Holding>, GameError> {
        (0..self.graphs.len()).filter_map(|place| self.loss(place, values)).collect()
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
