//! Security values: what each player can be held to, and can hold on to, whatever others do.
//!
//! Problem. For player i let x be mixtures over its actions and y mixtures over the joint
//! actions of all others, who act as one. The security value is the fixed point of
//!
//!   v(s) = val [ (1 - delta) u_i(s, a, b) + delta sum_s' q(s' | s, a, b) v(s') ]  over x and y,
//!
//! where val is the value of the matrix game in which the row player i maximises. With two
//! players this is both the least that the other can hold i to and the most that i can
//! guarantee; with more, others who may correlate hold it to this and no lower. No equilibrium
//! gives a player less, so it bounds every punishment from below.
//!
//! Method. At v every matrix game is solved (`matrix`); with those mixtures fixed v solves a
//! linear chain, and so on (Newton's method on the fixed point); should a step not come nearer,
//! the others' mixtures are fixed and the best response is found exactly, which descends for
//! certain (`iterate`). Where nobody else has a choice there is no matrix, and an action that leads by
//! more than the values have moved since is not compared again (`lead`).
//!
//! Certificate. At any v, with lower(s) what x(s) guarantees and upper(s) what y(s) allows in the
//! matrix game of s, the security value differs from v(s) by no less than
//! min (lower - v) / (1 - delta) and no more than max (upper - v) / (1 - delta) (`operator`).
//!
//! # Source
//! Shapley (1953), PNAS 39; Pollatschek & Avi-Itzhak (1969), Management Science 15; Hoffman &
//! Karp (1966), Management Science 12; bounds after MacQueen (1966), J. Math. Anal. Appl. 14.

mod iterate;
mod matrix;
mod operator;
mod simplex;

use crate::odds_by_state::OddsByState;
use crate::status::Status;
use crate::stochastic_game::StochasticGame;

/// How close security values are asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// Half-width wanted, as a share of the player's largest payoff in absolute value.
    pub share: f64,
    /// Most rounds of Newton's method or of best responses.
    pub rounds_max: u32,
}

impl Default for Accuracy {
    fn default() -> Self {
        Self { share: 1e-9, rounds_max: 1000 }
    }
}

/// The security value of one player in every state, with what proves it.
///
/// # Units
/// Average payoffs.
#[derive(Debug, Clone, PartialEq)]
pub struct Security {
    /// Whose value.
    pub player: usize,
    /// Value by state.
    pub value: Vec<f64>,
    /// The true value is nowhere further than this from `value`.
    pub half_width: f64,
    /// Odds of the player's actions, which guarantee it.
    pub guard: OddsByState,
    /// Odds of the others' joint actions, which hold it there; row-major, last player fastest.
    pub threat: OddsByState,
    /// How the solution ended.
    pub status: Status,
    /// Rounds that it took.
    pub rounds: u32,
}

/// Joint actions from which the players are worked on side by side.
const SIDE_BY_SIDE: usize = 20_000;

/// Security values of all players.
#[must_use]
pub fn security_values(game: &StochasticGame, accuracy: &Accuracy) -> Vec<Security> {
    use rayon::prelude::*;
    let flat = game.flat();
    let one = |player: usize| iterate::solve(flat, player, accuracy);
    if flat.joints() < SIDE_BY_SIDE {
        (0..game.players()).map(one).collect()
    } else {
        (0..game.players()).into_par_iter().map(one).collect()
    }
}
