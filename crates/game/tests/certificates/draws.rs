//! Numbers and games drawn from a seed.

use game::{GameState, StochasticGame};

/// A linear congruential stream.
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// In [0, 1).
    pub fn unit(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    /// Below a bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        let x = f64::from(bound) * self.unit();
        (0..bound).rev().find(|&k| f64::from(k) <= x).unwrap_or(0)
    }

    /// A game with one to three actions each and two successors a joint action.
    pub fn game(&mut self, players: usize, states: u32, discount: f64) -> StochasticGame {
        let all = (0..states).map(|s| self.state(players, states, s)).collect();
        StochasticGame::new(players, discount, all).expect("valid")
    }

    fn state(&mut self, players: usize, states: u32, s: u32) -> GameState {
        let actions: Vec<u32> = (0..players).map(|_| 1 + self.below(3)).collect();
        let joint: usize = actions.iter().map(|&a| a as usize).product();
        let mut row = || (0..joint).map(|_| self.unit() - 0.5).collect();
        let payoff = (0..players).map(|_| row()).collect();
        let mut leads = || {
            let p = self.unit();
            vec![(s, p), (self.below(states), 1.0 - p)]
        };
        let transition = (0..joint).map(|_| leads()).collect();
        GameState { name: s.to_string(), actions, payoff, transition }
    }
}
