//! The game as flat arrays, payoffs scaled to about one and transitions stored once.

use crate::error::GameError;
use crate::stochastic_game::{GameState, StochasticGame};
use std::collections::BTreeMap;
use std::ops::Range;

/// A point of payoffs, one for each player.
pub(super) type Point = [f64; 2];

/// A two-player game in units in which each player's payoffs lie in [-1, 1].
pub(super) struct Arrays {
    pub(super) states: usize,
    pub(super) discount: f64,
    /// x in units of payoff is `centre + scale x`.
    pub(super) centre: Point,
    pub(super) scale: Point,
    /// What rounding in units of payoff may come to, in scaled units.
    pub(super) rounding: f64,
    /// Joint actions of state s are `first[s]..first[s + 1]`.
    pub(super) first: Vec<usize>,
    /// (1 - delta) u(s, a), by joint action.
    pub(super) base: Vec<Point>,
    /// Distinct transition rows of state s are `first_row[s]..first_row[s + 1]`.
    pub(super) first_row: Vec<usize>,
    /// The row of each joint action.
    pub(super) row_of: Vec<usize>,
    row_start: Vec<usize>,
    /// Successors with delta q.
    next: Vec<(usize, f64)>,
    deviation_start: [Vec<usize>; 2],
    deviation: [Vec<usize>; 2],
}

impl Arrays {
    pub(super) fn new(game: &StochasticGame) -> Result<Self, GameError> {
        if game.players() != 2 {
            return Err(GameError::Length { array: "players", found: game.players(), expected: 2 });
        }
        let (centre, scale) = ([0, 1].map(|i| middle(game, i)), [0, 1].map(|i| spread(game, i)));
        let mut arrays = Self::empty(game, centre, scale);
        for state in game.states() {
            arrays.push_state(state);
        }
        Ok(arrays)
    }

    fn empty(game: &StochasticGame, centre: Point, scale: Point) -> Self {
        Self {
            states: game.states().len(),
            discount: game.discount(),
            centre,
            scale,
            rounding: (0..2)
                .map(|i| 64.0 * f64::EPSILON * largest(game, i) / scale[i])
                .fold(0.0, f64::max),
            first: vec![0],
            base: Vec::new(),
            first_row: vec![0],
            row_of: Vec::new(),
            row_start: vec![0],
            next: Vec::new(),
            deviation_start: [vec![0], vec![0]],
            deviation: [Vec::new(), Vec::new()],
        }
    }

    fn push_state(&mut self, state: &GameState) {
        let (first, keep) = (self.base.len(), 1.0 - self.discount);
        let mut known = BTreeMap::new();
        for joint in 0..state.joint_actions() {
            let scaled = |i: usize| (state.payoff[i][joint] - self.centre[i]) / self.scale[i];
            self.base.push([0, 1].map(|i| keep * scaled(i)));
            let row = self.row_id(&mut known, &state.transition[joint]);
            self.row_of.push(row);
        }
        for player in 0..2 {
            for joint in 0..state.joint_actions() {
                let others = self.others(state, first, player, joint);
                self.deviation[player].extend(others);
                self.deviation_start[player].push(self.deviation[player].len());
            }
        }
        self.first.push(self.base.len());
        self.first_row.push(self.row_start.len() - 1);
    }

    /// Rows are told apart by their bits, within one state.
    fn row_id(
        &mut self,
        known: &mut BTreeMap<Vec<(u32, u64)>, usize>,
        row: &[(u32, f64)],
    ) -> usize {
        let key: Vec<_> = row.iter().map(|&(s, q)| (s, q.to_bits())).collect();
        if let Some(&id) = known.get(&key) {
            return id;
        }
        let sum: f64 = row.iter().map(|&(_, q)| q).sum();
        let live = row.iter().filter(|&&(_, q)| q > 0.0);
        self.next.extend(live.map(|&(s, q)| (s as usize, self.discount * (q / sum))));
        let id = self.row_start.len() - 1;
        self.row_start.push(self.next.len());
        known.insert(key, id);
        id
    }

    /// Deviations that can tempt. One that changes no transition and pays no more never does:
    /// play may go on as if it had not happened.
    fn others(&self, state: &GameState, first: usize, player: usize, joint: usize) -> Vec<usize> {
        let own = state.action_of(player, joint);
        let stride = if player == 0 { state.actions[1] as usize } else { 1 };
        let at = |action: usize| first + joint + action * stride - own * stride;
        let tempts = |&to: &usize| {
            let here = first + joint;
            self.row_of[to] != self.row_of[here] || self.base[to][player] > self.base[here][player]
        };
        let count = state.actions[player] as usize;
        (0..count).filter(|&action| action != own).map(at).filter(tempts).collect()
    }

    pub(super) fn actions(&self, state: usize) -> Range<usize> {
        self.first[state]..self.first[state + 1]
    }

    pub(super) fn rows(&self, state: usize) -> Range<usize> {
        self.first_row[state]..self.first_row[state + 1]
    }

    pub(super) fn successors(&self, row: usize) -> &[(usize, f64)] {
        &self.next[self.row_start[row]..self.row_start[row + 1]]
    }

    pub(super) fn deviations(&self, player: usize, joint: usize) -> &[usize] {
        let start = &self.deviation_start[player];
        &self.deviation[player][start[joint]..start[joint + 1]]
    }

    /// delta times the expectation of a value over the successors of a joint action.
    pub(super) fn ahead(&self, joint: usize, value: &[f64]) -> f64 {
        self.successors(self.row_of[joint]).iter().map(|&(s, q)| q * value[s]).sum()
    }

    /// What the best deviation of a player from a joint action is worth under threats.
    pub(super) fn temptation(&self, player: usize, joint: usize, threat: &[f64]) -> f64 {
        let worth = |&to: &usize| self.base[to][player] + self.ahead(to, threat);
        self.deviations(player, joint).iter().map(worth).fold(f64::NEG_INFINITY, f64::max)
    }

    /// A point in units of payoff.
    pub(super) fn unscaled(&self, point: Point) -> Point {
        [0, 1].map(|i| self.centre[i] + self.scale[i] * point[i])
    }
}

fn range(game: &StochasticGame, player: usize) -> (f64, f64) {
    let all = game.states().iter().flat_map(|s| &s.payoff[player]);
    all.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &u| (lo.min(u), hi.max(u)))
}

fn largest(game: &StochasticGame, player: usize) -> f64 {
    let (low, high) = range(game, player);
    low.abs().max(high.abs())
}

fn middle(game: &StochasticGame, player: usize) -> f64 {
    let (low, high) = range(game, player);
    if low.is_finite() { low / 2.0 + high / 2.0 } else { 0.0 }
}

/// A power of two of at least half the range of payoffs, so that scaling rounds nothing.
fn spread(game: &StochasticGame, player: usize) -> f64 {
    let (low, high) = range(game, player);
    let half = high / 2.0 - low / 2.0;
    if !(half > 0.0 && half.is_finite()) {
        return 1.0;
    }
    let power = libm::frexp(half).1;
    libm::ldexp(1.0, power)
}
