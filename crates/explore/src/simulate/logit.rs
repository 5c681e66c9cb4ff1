//! Both signatories choosing by logit response to what each act is worth when both go on so.

use crate::drive::{Drive, Micro};
use crate::graph::{Graph, enumerate};
use crate::weigh::weigh;
use game::{GameError, LogitPlay, Together, logit_play};
use kernel::ActorId;
use thiserror::Error;
use world::Values;

/// Sweeps after which play is given as it is, and the last change asked for.
const SWEEPS: (u32, f64) = (5_000, 1e-9);

/// Why there is no such play.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LogitError {
    /// More points than were allowed.
    #[error(
        "with both sides free the text has more than {0} points: leave features out in the beliefs"
    )]
    TooLarge(usize),
    /// Not two signatories.
    #[error("logit play is between two signatories; this text has {0}")]
    Signatories(usize),
    /// The process is malformed, which no accord should cause.
    #[error(transparent)]
    Game(#[from] GameError),
}

/// Logit play of a text's enumerated game.
pub struct Logit {
    graph: Graph,
    play: LogitPlay,
    parties: [ActorId; 2],
}

impl Logit {
    /// Solves for the play of both signatories of a drive that leaves both free
    /// ([`Drive::with_both_free`]).
    ///
    /// # Units
    /// `precision` is per unit of the beliefs' payoffs.
    ///
    /// # Errors
    /// [`LogitError`].
    pub fn solve(
        drive: &Drive<'_>,
        values: &Values,
        precision: f64,
        points_max: usize,
    ) -> Result<Self, LogitError> {
        let signatories: Vec<ActorId> = drive.accord.signatory_ids().collect();
        let [one, other] = signatories[..] else {
            return Err(LogitError::Signatories(signatories.len()));
        };
        let graph = enumerate(drive, points_max)?;
        if graph.cut.points > 0 {
            return Err(LogitError::TooLarge(points_max));
        }
        let weights = [one, other].map(|party| weigh(&graph, drive.beliefs, values, party));
        let acts = |menu: u32| graph.menus.get(menu as usize).map_or(1, Vec::len);
        let both = |(node, menu): &(u32, u32)| {
            let second = second(&graph, *node, [one, other]);
            Together { node: *node, second: second.0, acts: acts(*menu) }
        };
        let together: Vec<Together> = graph.together.iter().map(both).collect();
        let players = [(one.0, &weights[0]), (other.0, &weights[1])];
        let play = logit_play(&graph.process, &players, &together, precision, SWEEPS)?;
        Ok(Self { graph, play, parties: [one, other] })
    }

    /// The odds of each way on from a point, if somebody chooses there.
    #[must_use]
    pub fn shares(&self, at: &Micro) -> Option<Vec<f64>> {
        let node = self.graph.find(at)?;
        self.graph.menu(node)?;
        let edges = self.graph.process.edges_of(node);
        self.play.probability.get(edges).map(<[f64]>::to_vec)
    }

    /// What play is worth to a signatory at signature.
    #[must_use]
    pub fn value(&self, party: ActorId) -> Option<f64> {
        let place = self.parties.iter().position(|it| *it == party)?;
        self.play.value.get(place)?.first().copied()
    }

    /// The solution with its certificate.
    #[must_use]
    pub fn play(&self) -> &LogitPlay {
        &self.play
    }

    /// The game that was enumerated.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }
}

/// Who of two chooses second at a node: not its decider.
fn second(graph: &Graph, node: u32, [one, other]: [ActorId; 2]) -> ActorId {
    match graph.process.kind(node) {
        game::NodeKind::Choice { decider } if decider == other.0 => one,
        _ => other,
    }
}
