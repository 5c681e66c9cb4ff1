//! The neutral JSON of stochastic games, for exchange with other programs.
//!
//! Format: `name`, `description`, `players`, `discount`, `payoff_convention`, `states`; each
//! state has `name`, `actions` (names by player), `payoffs` (by player, joint actions row-major,
//! last player fastest) and `transitions` (by joint action, a list of [state, probability]).

mod place;

use crate::error::GameError;
use crate::stochastic_game::{GameState, StochasticGame};
use serde::{Deserialize, Serialize};

/// A game file as it stands, names included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GameFile {
    /// Short name.
    pub name: String,
    /// What it is and what is known of it.
    #[serde(default)]
    pub description: String,
    /// Number of players.
    pub players: usize,
    /// Discount a period.
    pub discount: f64,
    /// How values are normalised, in words.
    #[serde(default)]
    pub payoff_convention: String,
    /// The states.
    pub states: Vec<StateEntry>,
}

/// One state of a game file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateEntry {
    /// Short name.
    pub name: String,
    /// Names of actions by player.
    pub actions: Vec<Vec<String>>,
    /// Payoffs by player and joint action.
    pub payoffs: Vec<Vec<f64>>,
    /// Successors by joint action.
    pub transitions: Vec<Vec<(u32, f64)>>,
}

impl GameFile {
    /// Reads the text of a game file.
    ///
    /// # Errors
    /// [`GameError::Place`] with the path in the file and the reason.
    pub fn parse(text: &str) -> Result<Self, GameError> {
        read(text)
    }

    /// The text of the file, one line.
    ///
    /// # Errors
    /// [`GameError::File`] if a number is not finite.
    pub fn text(&self) -> Result<String, GameError> {
        serde_json::to_string(self).map_err(|e| GameError::File(e.to_string()))
    }

    /// The same game with every payoff higher by a constant, and so every average payoff.
    #[must_use]
    pub fn moved(&self, by: f64) -> Self {
        let mut file = self.clone();
        let payoffs = file.states.iter_mut().flat_map(|state| &mut state.payoffs).flatten();
        payoffs.for_each(|payoff| *payoff += by);
        file
    }

    /// The least payoff of anybody; 0 if there is none.
    #[must_use]
    pub fn least_payoff(&self) -> f64 {
        let all = self.states.iter().flat_map(|state| &state.payoffs).flatten();
        all.copied().reduce(f64::min).unwrap_or(0.0)
    }

    /// The game, checked.
    ///
    /// # Errors
    /// [`GameError::Place`] with the path in the file, then those of [`StochasticGame::new`].
    pub fn game(&self) -> Result<StochasticGame, GameError> {
        place::check(self)?;
        StochasticGame::new(self.players, self.discount, self.states.iter().map(state).collect())
    }
}

/// Reads JSON; a mistake is told with its place.
pub(crate) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, GameError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let file = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        GameError::Place { path, problem: error.into_inner().to_string() }
    })?;
    reader.end().map_err(|error| GameError::File(error.to_string()))?;
    Ok(file)
}

fn state(entry: &StateEntry) -> GameState {
    let count = |names: &Vec<String>| u32::try_from(names.len()).unwrap_or(u32::MAX);
    GameState {
        name: entry.name.clone(),
        actions: entry.actions.iter().map(count).collect(),
        payoff: entry.payoffs.clone(),
        transition: entry.transitions.clone(),
    }
}
