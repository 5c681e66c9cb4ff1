//! Finite stochastic games with any number of players, as sparse arrays.
//!
//! Problem. In state s player i picks an action a_i; the joint action a earns each player
//! u_i(s, a) and leads to s' with probability q(s' | s, a). Payoffs ahead are discounted by
//! delta a period. Values here are averages: (1 - delta) times the discounted sum, so that a
//! payoff of c for ever is worth c.
//!
//! # Source
//! Shapley (1953), PNAS 39; Filar & Vrieze (1997), Competitive Markov Decision Processes.

use crate::error::GameError;
use crate::process::id;
use crate::sparse_game::SparseGame;
use crate::weights::check_unit;

/// How far transition probabilities may sum from 1.
const PROBABILITY_SLACK: f64 = 1e-9;

/// One state: actions, payoffs and transitions of its joint actions, row-major, last player
/// fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct GameState {
    /// What people call it.
    pub name: String,
    /// Number of actions of each player.
    pub actions: Vec<u32>,
    /// Payoff of each joint action. Shape: players x joint actions.
    pub payoff: Vec<Vec<f64>>,
    /// (next state, probability) pairs. Shape: joint actions x successors.
    pub transition: Vec<Vec<(u32, f64)>>,
}

impl GameState {
    /// Number of joint actions.
    #[must_use]
    pub fn joint_actions(&self) -> usize {
        self.actions.iter().map(|&a| a as usize).product()
    }

    /// The action of one player in a joint action.
    #[must_use]
    pub fn action_of(&self, player: usize, joint: usize) -> usize {
        let faster: usize = self.actions[player + 1..].iter().map(|&a| a as usize).product();
        joint / faster % self.actions[player] as usize
    }
}

/// A stochastic game with one discount factor.
#[derive(Debug, Clone, PartialEq)]
pub struct StochasticGame {
    players: usize,
    discount: f64,
    states: Vec<GameState>,
    /// The same once more, as solvers read it.
    flat: SparseGame,
}

impl StochasticGame {
    /// A game after checks of every length, range and sum.
    ///
    /// # Errors
    /// [`GameError::Length`], [`GameError::OutOfRange`], [`GameError::ProbabilitySum`],
    /// [`GameError::Unknown`] for a successor that does not exist, [`GameError::DeadEnd`] for a
    /// state in which a player has no action.
    pub fn new(players: usize, discount: f64, states: Vec<GameState>) -> Result<Self, GameError> {
        let inside = (0.0..1.0).contains(&discount);
        if !inside {
            return Err(GameError::OutOfRange { array: "discount", index: 0, value: discount });
        }
        if u32::try_from(states.len()).is_err() {
            return Err(GameError::TooLarge);
        }
        for (index, state) in states.iter().enumerate() {
            check_state(players, states.len(), index, state)?;
        }
        let flat = SparseGame::new(players, discount, &states);
        Ok(Self { players, discount, states, flat })
    }

    /// Number of players.
    #[must_use]
    pub fn players(&self) -> usize {
        self.players
    }

    /// Discount a period, in [0, 1).
    #[must_use]
    pub fn discount(&self) -> f64 {
        self.discount
    }

    /// The states.
    #[must_use]
    pub fn states(&self) -> &[GameState] {
        &self.states
    }

    /// The game in arrays.
    pub(crate) fn flat(&self) -> &SparseGame {
        &self.flat
    }

    /// The same game at another discount.
    ///
    /// # Errors
    /// [`GameError::OutOfRange`].
    pub fn with_discount(&self, discount: f64) -> Result<Self, GameError> {
        Self::new(self.players, discount, self.states.clone())
    }

    pub(crate) fn check_player(&self, player: usize) -> Result<(), GameError> {
        let count = self.players;
        if player < count {
            Ok(())
        } else {
            Err(GameError::Unknown { what: "player", index: player, count })
        }
    }
}

fn check_state(
    players: usize,
    states: usize,
    index: usize,
    state: &GameState,
) -> Result<(), GameError> {
    use crate::weights::{check_finite, check_length};
    check_length("actions", state.actions.len(), players)?;
    if state.actions.contains(&0) {
        return Err(GameError::DeadEnd { node: id(index) });
    }
    check_length("payoffs", state.payoff.len(), players)?;
    for payoff in &state.payoff {
        check_length("payoffs", payoff.len(), state.joint_actions())?;
        check_finite("payoffs", payoff)?;
    }
    check_length("transitions", state.transition.len(), state.joint_actions())?;
    state.transition.iter().try_for_each(|row| check_transition(states, index, row))
}

fn check_transition(states: usize, index: usize, row: &[(u32, f64)]) -> Result<(), GameError> {
    for &(next, odds) in row {
        let (next, count) = (next as usize, states);
        if next >= count {
            return Err(GameError::Unknown { what: "state", index: next, count });
        }
        check_unit("transitions", index, odds)?;
    }
    let sum: f64 = row.iter().map(|&(_, odds)| odds).sum();
    let off = (sum - 1.0).abs() > PROBABILITY_SLACK;
    if off { Err(GameError::ProbabilitySum { node: id(index), sum }) } else { Ok(()) }
}
