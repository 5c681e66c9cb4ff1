//! A conflict as JSON: names of players and states, moves, and statements of preference.

use super::graph::{OrdinalError, OrdinalGraph};
use crate::error::GameError;
use crate::process::id;
use serde::{Deserialize, Serialize};

/// The file. A move is `[from, to]`; a statement lists states from the best to the worst, so that
/// `[x, y]` is: prefers x over y.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrdinalFile {
    /// What people call it.
    pub name: String,
    /// Words about it.
    #[serde(default)]
    pub description: String,
    /// Names of the players.
    pub players: Vec<String>,
    /// Names of the states.
    pub states: Vec<String>,
    /// Moves by player.
    pub moves: Vec<Vec<(String, String)>>,
    /// Statements by player.
    pub prefers: Vec<Vec<Vec<String>>>,
}

impl OrdinalFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`GameError::Place`] with the path in the file and the reason.
    pub fn parse(text: &str) -> Result<Self, GameError> {
        crate::json::read(text)
    }

    /// The conflict.
    ///
    /// # Errors
    /// One line that says what is wrong, in the file's names.
    pub fn graph(&self) -> Result<OrdinalGraph, String> {
        for (field, found) in [("moves", self.moves.len()), ("prefers", self.prefers.len())] {
            if found != self.players.len() {
                let needed = self.players.len();
                return Err(format!(
                    "`{field}` has {found} lists, one for each of {needed} players is needed"
                ));
            }
        }
        let pair = |(a, b): &(String, String)| Ok((self.state(a)?, self.state(b)?));
        let moves = self.moves.iter().map(|list| list.iter().map(pair).collect());
        let moves = moves.collect::<Result<Vec<Vec<_>>, String>>()?;
        let chain = |chain: &Vec<String>| -> Result<Vec<(u32, u32)>, String> {
            let states =
                chain.iter().map(|name| self.state(name)).collect::<Result<Vec<_>, _>>()?;
            Ok(states.windows(2).map(|two| (two[0], two[1])).collect())
        };
        let all = |chains: &Vec<Vec<String>>| -> Result<Vec<(u32, u32)>, String> {
            Ok(chains.iter().map(chain).collect::<Result<Vec<_>, _>>()?.concat())
        };
        let prefers = self.prefers.iter().map(all).collect::<Result<Vec<_>, _>>()?;
        OrdinalGraph::new(self.states.len(), &moves, &prefers).map_err(|error| self.said(&error))
    }

    fn state(&self, name: &str) -> Result<u32, String> {
        let place = self.states.iter().position(|state| state == name);
        place.map(id).ok_or_else(|| format!("`{name}` is no state; `states` lists them"))
    }

    fn said(&self, error: &OrdinalError) -> String {
        match error {
            OrdinalError::Circle { player, state } => {
                let (player, state) = (&self.players[*player], &self.states[*state as usize]);
                format!(
                    "{player} prefers `{state}` to itself, by way of others; drop one statement of that circle"
                )
            }
            OrdinalError::Unknown { .. } => error.to_string(),
        }
    }
}
