//! How far the text is from the line between keeping and leaving, for one set of numbers.

use crate::graph::Graph;
use crate::hold::{Holding, START, loss, near_of};
use crate::weigh::weigh;
use game::{GameError, Payoff, Policy, Weights};
use kernel::ActorId;
use rayon::prelude::*;
use world::{Beliefs, EntryId, Values};

/// The graphs of one accord, one a signatory, weighed again and again.
pub struct Sides<'a> {
    /// The reader's judgement.
    pub beliefs: &'a Beliefs,
    /// Who chooses freely, and its graph.
    pub graphs: Vec<(ActorId, Graph)>,
    central: Vec<Weights>,
    near: Vec<game::Values>,
}

/// One side's graph under the central beliefs, everybody keeping.
#[derive(Clone, Copy)]
pub struct Kept<'s> {
    /// Whose choices are free on it.
    pub party: ActorId,
    /// The graph.
    pub graph: &'s Graph,
    /// Its weighing.
    pub weights: &'s Weights,
}

impl Kept<'_> {
    /// The text's own plan.
    #[must_use]
    pub fn text(&self) -> Policy {
        Policy::first(&self.graph.process)
    }

    /// Expected visits of every node within so many periods.
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn visits(&self, periods: u32) -> Result<Vec<f64>, GameError> {
        let (process, text) = (&self.graph.process, self.text());
        game::visits_within(process, self.weights, &text, START, periods as usize)
    }

    /// The same chances with other payoffs.
    #[must_use]
    pub fn paying(&self, payoff: Vec<Payoff>) -> Weights {
        let (probability, discount) =
            (self.weights.probability.clone(), self.weights.discount.clone());
        Weights { probability, discount, payoff }
    }
}

impl<'a> Sides<'a> {
    /// The graphs with values of everybody keeping, from which every search starts.
    ///
    /// # Errors
    /// As [`crate::hold::hold`].
    pub fn new(beliefs: &'a Beliefs, graphs: Vec<(ActorId, Graph)>) -> Result<Self, GameError> {
        let values = beliefs.central();
        let weighed = graphs.iter().map(|(party, graph)| weigh(graph, beliefs, &values, *party));
        let central: Vec<Weights> = weighed.collect();
        let pairs = graphs.iter().zip(&central);
        let near = pairs.map(|((_, graph), weights)| near_of(graph, weights));
        let near = near.collect::<Result<_, _>>()?;
        Ok(Self { beliefs, graphs, central, near })
    }

    /// Each side under the central beliefs, weighed once.
    pub fn weighed(&self) -> impl Iterator<Item = Kept<'_>> {
        let pairs = self.graphs.iter().zip(&self.central);
        pairs.map(|((party, graph), weights)| Kept { party: *party, graph, weights })
    }

    /// Whether a number enters what one signatory's choice is weighed by: a chance on its graph, a
    /// payoff of its own, its discount. On a cut graph, what was left out may read any.
    #[must_use]
    pub fn reads(&self, place: usize, entry: EntryId) -> bool {
        let Some((party, graph)) = self.graphs.get(place) else { return false };
        let beliefs = self.beliefs;
        let discount = beliefs.discount.iter().any(|(of, at)| of == party && *at == entry);
        let lump = beliefs.lumps.iter().any(|it| it.party == *party && it.amount == entry);
        let flow = beliefs.flows.iter().filter(|it| it.party == *party);
        let mut flow =
            flow.map(|it| it.amount == entry || it.hawk.is_some_and(|(_, at)| at == entry));
        let chance = |odds: &world::Odds| beliefs.odds_entry(*odds) == Some(entry);
        graph.cut.points > 0
            || discount
            || lump
            || flow.any(|read| read)
            || graph.odds.iter().any(chance)
            || beliefs.home.reads(entry)
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
        (0..self.graphs.len())
            .into_par_iter()
            .filter_map(|place| self.loss(place, values))
            .collect()
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
