//! The outer sequence as it was, for a check that shares nothing with it.

use super::arrays::Arrays;
use super::outer::Outer;

/// Numbers kept at most.
const NUMBERS_MAX: usize = 1 << 24;

/// A chain of sets in other units of payoff, u = centre + scale x.
#[derive(Debug, Clone, PartialEq)]
pub struct OuterTrail {
    /// Payoff that is 0 in the chain, by player.
    pub centre: [f64; 2],
    /// Payoff that is 1 more, by player.
    pub scale: [f64; 2],
    /// From a square that holds all payoffs to the outer sets; none if there were too many numbers.
    pub links: Vec<OuterLink>,
}

/// One step of the outer sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct OuterLink {
    /// Unit vectors.
    pub direction: Vec<[f64; 2]>,
    /// Bounds on l x over the payoffs of equilibria, not all of them tight. Shape: states x directions.
    pub support: Vec<f64>,
    /// Lower bounds on what a player can be held to; infinite without an equilibrium. Shape:
    /// players x states.
    pub threat: [Vec<f64>; 2],
    /// Whether incentives were regarded.
    pub incentives: bool,
}

impl Outer {
    /// Keeps supports and threats as they are.
    pub(super) fn record(&mut self, incentives: bool) {
        self.recorded += self.support.len();
        if self.recorded > NUMBERS_MAX {
            self.links.clear();
            return;
        }
        let direction = (0..self.fan.len()).map(|k| self.fan.at(k)).collect();
        let (support, threat) = (self.support.clone(), self.threat.clone());
        self.links.push(OuterLink { direction, support, threat, incentives });
    }

    /// The chain so far.
    pub(super) fn trail(&self, arrays: &Arrays) -> OuterTrail {
        OuterTrail { centre: arrays.centre, scale: arrays.scale, links: self.links.clone() }
    }
}
