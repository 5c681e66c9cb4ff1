//! Answers checked again, by code that shares nothing with the solvers.
//!
//! A check reads the game as it was given ([`StochasticGame`], not the solvers' flat copy) and
//! tests inequalities that together imply the claim; it solves nothing. Small games are checked
//! in exact rational arithmetic, where an inequality either holds or does not; larger ones in
//! floating point, where it may fail by rounding alone and each check says by how much.
//!
//! [`StochasticGame`]: crate::StochasticGame

mod contracts;
mod deterred;
mod linear;
mod number;
mod outer;
mod polygon;
mod reading;
mod security;
mod sets;
mod stationary;

pub use contracts::verify_transfers;
pub use deterred::verify_stability;
pub use security::verify_security;
pub use sets::verify_payoff_sets;
pub use stationary::verify_stationary;

use num_rational::BigRational;
use number::Number;
use reading::Reading;

use crate::stochastic_game::StochasticGame;

/// Transitions up to which checks are exact: some seconds' work at most.
const EXACT_MAX: usize = 30_000;

/// One inequality that was tested in many places.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What must hold.
    pub what: &'static str,
    /// By how much it fails where it is nearest to failing; negative if it holds with room.
    pub worst: f64,
    /// How much of that is rounding: 0 where arithmetic is exact.
    pub allowed: f64,
}

impl Check {
    /// Whether it holds everywhere.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.worst <= self.allowed
    }
}

/// What a verification tested and found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// The inequalities.
    pub checks: Vec<Check>,
    /// Whether they were tested in exact rational arithmetic.
    pub exact: bool,
}

impl Verification {
    /// Whether every check holds.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(Check::holds)
    }
}

/// A claim that can be tested in any arithmetic.
trait Claim {
    fn checks<N: Number>(&self, game: &Reading<'_, N>) -> Vec<Check>;
}

/// Tests a claim exactly if the game is small, else in floating point.
fn verify(game: &StochasticGame, claim: &impl Claim) -> Verification {
    let rows = game.states().iter().flat_map(|state| &state.transition);
    let exact = rows.map(Vec::len).sum::<usize>() <= EXACT_MAX;
    let checks = if exact {
        claim.checks(&Reading::<BigRational>::new(game))
    } else {
        claim.checks(&Reading::<f64>::new(game))
    };
    Verification { checks, exact }
}

#[cfg(test)]
mod tests;
