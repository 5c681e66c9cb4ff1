//! A raw stochastic game solved: the answer as JSON, as a page, as a drawing.
//!
//! To add a concept: a variant of [`Concept`], a file here with a function from the problem to a
//! [`Solved`], one line in [`solved`], and its rows in docs/solve.md and docs/json.md.

pub mod certificate;
mod markov;
mod minimax;
mod set;
mod table;
mod transfers;

use game::{GameFile, StochasticGame, Verification};
use serde::Serialize;

use crate::unread::Unread;

/// The game as it was read.
pub struct Problem {
    /// The file, names included.
    pub file: GameFile,
    /// The game, checked.
    pub game: StochasticGame,
    /// How close the answer must come, if that was said.
    pub tolerance: Option<f64>,
    /// Whether the certificate is to be checked by separate code.
    pub verify: bool,
}

/// What is asked of a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concept {
    /// What each player can be held to, and can hold on to, whatever the others do.
    Minimax,
    /// The most that all can earn together if they may pay each other, and each one's punishment.
    Transfers,
    /// All payoffs that two players can sustain without paying each other, from both sides.
    Set,
    /// One stationary equilibrium of any number of players, by logit play.
    Markov,
}

/// What a concept answers.
pub struct Solved {
    /// The answer as JSON, `status` and `certificate` among its fields.
    pub json: String,
    /// What a person reads.
    pub page: String,
    /// What can be looked at, as SVG.
    pub figure: Option<String>,
    /// What the separate check found, if it was asked for.
    pub verified: Option<Verification>,
}

/// Solves the game, and checks the certificate if that was asked for.
///
/// # Errors
/// [`Unread::Usage`] where the concept does not suit the game.
pub fn solved(problem: &Problem, concept: Concept) -> Result<Solved, Unread> {
    match concept {
        Concept::Minimax => minimax::solved(problem),
        Concept::Transfers => transfers::solved(problem),
        Concept::Set => set::solved(problem),
        Concept::Markov => markov::solved(problem),
    }
}

/// The fields in the order in which they were written down.
///
/// # Errors
/// [`Unread::Bug`] for a number that JSON has no word for.
pub fn json(answer: &impl Serialize) -> Result<String, Unread> {
    let text = serde_json::to_string_pretty(answer);
    text.map(|text| text + "\n").map_err(|error| Unread::Bug(error.to_string()))
}
