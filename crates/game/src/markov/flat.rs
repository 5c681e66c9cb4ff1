//! The game laid out for one state's equations at a time, payoffs scaled to about one.

use crate::stochastic_game::{GameState, StochasticGame};
use std::ops::Range;

/// One state: joint actions as places among all actions of all players.
pub(super) struct Place {
    /// First action of each player among the state's, and their number at the end.
    pub(super) first: Vec<usize>,
    /// First action of the state among all states'.
    pub(super) start: usize,
    /// Place of each player's action. Shape: joint actions x players.
    pub(super) action: Vec<usize>,
    /// (1 - delta) u, scaled. Shape: joint actions x players.
    pub(super) base: Vec<f64>,
    /// Successors with delta q, by joint action.
    pub(super) next: Vec<Vec<(usize, f64)>>,
    /// All successors, ascending.
    pub(super) near: Vec<usize>,
    /// Where each successor stands in `near`, by joint action.
    pub(super) at: Vec<Vec<usize>>,
}

impl Place {
    /// Number of actions of all players.
    pub(super) fn actions(&self) -> usize {
        self.first[self.first.len() - 1]
    }

    /// Actions of one player.
    pub(super) fn of(&self, player: usize) -> Range<usize> {
        self.first[player]..self.first[player + 1]
    }

    /// Actions of the state among all states'.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.actions()
    }
}

/// All states.
pub(super) struct Flat {
    pub(super) players: usize,
    pub(super) places: Vec<Place>,
    /// Payoffs are `centre + scale x`, by player.
    pub(super) centre: Vec<f64>,
    pub(super) scale: Vec<f64>,
}

impl Flat {
    pub(super) fn new(game: &StochasticGame) -> Self {
        let players = game.players();
        let ends: Vec<(f64, f64)> = (0..players).map(|i| range(game, i)).collect();
        let mut flat = Self {
            players,
            places: Vec::with_capacity(game.states().len()),
            centre: ends.iter().map(|(low, high)| low / 2.0 + high / 2.0).collect(),
            scale: ends.iter().map(|&(low, high)| spread(low, high)).collect(),
        };
        let mut start = 0;
        for state in game.states() {
            let place = flat.place(game, state, start);
            start += place.actions();
            flat.places.push(place);
        }
        flat
    }

    fn place(&self, game: &StochasticGame, state: &GameState, start: usize) -> Place {
        let mut first = vec![0];
        for &count in &state.actions {
            first.push(first[first.len() - 1] + count as usize);
        }
        let joints = 0..state.joint_actions();
        let players = 0..self.players;
        let action = joints.clone().flat_map(|joint| {
            players.clone().map(|i| first[i] + state.action_of(i, joint)).collect::<Vec<_>>()
        });
        let keep = 1.0 - game.discount();
        let scaled =
            |i: usize, joint: usize| (state.payoff[i][joint] - self.centre[i]) / self.scale[i];
        let base = joints
            .clone()
            .flat_map(|joint| players.clone().map(|i| keep * scaled(i, joint)).collect::<Vec<_>>());
        let row = |joint: usize| {
            let total: f64 = state.transition[joint].iter().map(|&(_, q)| q).sum();
            let live = state.transition[joint].iter().filter(|(_, q)| *q > 0.0);
            live.map(|&(s, q)| (s as usize, game.discount() * q / total)).collect()
        };
        let (action, base) = (action.collect(), base.collect());
        let next: Vec<Vec<(usize, f64)>> = joints.map(row).collect();
        let (near, at) = numbered(&next);
        Place { start, action, base, next, near, at, first }
    }

    /// Number of actions of all players in all states.
    pub(super) fn actions(&self) -> usize {
        self.places.last().map_or(0, |place| place.start + place.actions())
    }

    /// Number of values.
    pub(super) fn values(&self) -> usize {
        self.places.len() * self.players
    }
}

/// All successors, ascending, and where each stands among them.
pub(super) fn numbered(next: &[Vec<(usize, f64)>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut near: Vec<usize> = next.iter().flatten().map(|&(s, _)| s).collect();
    near.sort_unstable();
    near.dedup();
    let place = |s: usize| near.partition_point(|&other| other < s);
    let at = next.iter().map(|row| row.iter().map(|&(s, _)| place(s)).collect()).collect();
    (near, at)
}

fn range(game: &StochasticGame, player: usize) -> (f64, f64) {
    let all = game.states().iter().flat_map(|s| &s.payoff[player]);
    let ends = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &u| (l.min(u), h.max(u)));
    if ends.0.is_finite() { ends } else { (0.0, 0.0) }
}

fn spread(low: f64, high: f64) -> f64 {
    let half = high / 2.0 - low / 2.0;
    if half > 0.0 && half.is_finite() { half } else { 1.0 }
}
