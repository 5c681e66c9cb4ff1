//! Payoffs that subgame-perfect play can sustain in a two-player stochastic game, from both sides.
//!
//! Problem. States s, joint actions a, payoffs u(s, a), transitions q(s' | s, a), discount delta;
//! actions are seen by both, and before each move a public lottery is drawn. V*(s) is the set of
//! average payoffs of subgame-perfect equilibria in pure actions from s: the largest fixed point
//! of B (`payoff_set::outer`). Returned are sets that contain V* (the outer sequence, every bound
//! widened by its rounding) and sets that are contained in it up to a stated radius (points with
//! plans, checked on the game itself by `payoff_set::verify`), and the largest distance between
//! the two. Sets are held as supports in directions common to all states, which are added where
//! the distance is largest; a single point is a set like any other.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), Econometrica 58; Judd, Yeltekin and Conklin (2003),
//! Econometrica 71; Abreu and Sannikov (2014), Theoretical Economics 9; Abreu, Brooks and
//! Sannikov (2020), Econometrica 88.

mod arrays;
mod fan;
mod follow;
mod inner;
mod outer;
mod polygon;
mod recursion;
mod refine;
mod search;
mod threats;
mod trail;
mod verify;

use crate::error::GameError;
use crate::stochastic_game::{GameState, StochasticGame};
pub use trail::{OuterLink, OuterTrail};
pub use verify::{InnerClaim, InnerPlan};

/// How close the two sets are asked to come, and at what price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetSettings {
    /// Largest distance wanted, as a share of the range of payoffs.
    pub tolerance: f64,
    /// Most directions in which sets are supported.
    pub directions_max: usize,
    /// Most steps of the outer sequence.
    pub steps_max: usize,
}

impl Default for SetSettings {
    fn default() -> Self {
        Self { tolerance: 1e-5, directions_max: 1000, steps_max: 20_000 }
    }
}

/// Joint actions up to which the finest and the second tolerance are affordable.
const SMALL: usize = 200;
const MIDDLING: usize = 1000;

impl SetSettings {
    /// As fine as a game of this size gets in some seconds: 1e-6, 1e-5 or 1e-4.
    #[must_use]
    pub fn suited(game: &StochasticGame) -> Self {
        let joint: usize = game.states().iter().map(GameState::joint_actions).sum();
        let tolerance = if joint <= SMALL {
            1e-6
        } else if joint <= MIDDLING {
            1e-5
        } else {
            1e-4
        };
        Self { tolerance, ..Self::default() }
    }
}

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetStatus {
    /// The sets are as close as asked, and the inner one is proved.
    Closed,
    /// As close as asked, but on a knife edge: plans in the inner sets are kept up to the regret in
    /// the certificate.
    ClosedWithinRegret,
    /// The sets stayed apart by the gap.
    Undecided,
    /// No state has an equilibrium in pure actions.
    Empty,
}

/// What the answer rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetCertificate {
    /// Equilibrium payoffs lie within this of every inner point, by player; part of the gap.
    pub radius: [f64; 2],
    /// Least advantage of keeping to a plan over any deviation, by player, after the radius;
    /// infinite if nothing can tempt.
    pub slack: [f64; 2],
    /// What a deviation could gain at most; zero if the inner sets are proved.
    pub regret: f64,
    /// Steps of the outer sequence.
    pub steps: usize,
    /// Directions in use at the end.
    pub directions: usize,
}

/// Sustainable payoffs by state, from both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct PayoffSets {
    /// Least payoff to which a player can be held, from below; infinite where no equilibrium
    /// exists. Shape: players x states.
    pub threat: [Vec<f64>; 2],
    /// Vertices, counter-clockwise; empty where no equilibrium exists. Shape: states x vertices.
    pub outer: Vec<Vec<[f64; 2]>>,
    /// Vertices, counter-clockwise; empty where nothing could be proved. Shape: states x vertices.
    pub inner: Vec<Vec<[f64; 2]>>,
    /// Points with plans that prove the inner sets.
    pub claim: InnerClaim,
    /// The chain of sets that proves the outer ones.
    pub trail: OuterTrail,
    /// Largest distance of an outer set from the payoffs proved inside, over states; where nothing
    /// is proved inside, the size of the outer set.
    pub gap: f64,
    /// How the search ended.
    pub status: SetStatus,
    /// What it rests on.
    pub certificate: SetCertificate,
}

/// Brackets the payoffs that subgame-perfect play can sustain.
///
/// # Errors
/// [`GameError::Length`] if there are not two players.
pub fn payoff_sets(game: &StochasticGame, settings: &SetSettings) -> Result<PayoffSets, GameError> {
    let arrays = arrays::Arrays::new(game)?;
    Ok(search::search(game, &arrays, settings))
}
