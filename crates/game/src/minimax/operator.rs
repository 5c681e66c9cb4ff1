//! One look at all matrix games: mixtures, what they guarantee and allow, and the bracket.

use super::matrix::Matrix;
use crate::bounds::Bounds;
use crate::linear::Chain;
use crate::sparse_game::SparseGame;

/// Both sides' mixtures in every state, flat, and what they give there.
#[derive(Debug, Clone)]
pub(super) struct Mixtures {
    /// First place of each state in `guard`. Shape: states + 1.
    own: Vec<usize>,
    /// First place of each state in `threat`.
    others: Vec<usize>,
    guard: Vec<f64>,
    threat: Vec<f64>,
    /// What the guard gets at least, by state.
    pub(super) lower: Vec<f64>,
    /// What the threat leaves at most, by state.
    pub(super) upper: Vec<f64>,
    /// The row that gets most against the threat.
    pub(super) reply: Vec<usize>,
}

/// How far the security value may lie from a guess: between the guess plus `low` and plus `high`
/// in every state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shift {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Shift {
    pub(super) fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }
}

impl Mixtures {
    pub(super) fn new(game: &SparseGame, player: usize) -> Self {
        let (mut own, mut others) = (vec![0], vec![0]);
        let (mut guards, mut threats) = (0, 0);
        for state in 0..game.states() {
            let layout = game.layout(state, player);
            guards += layout.own;
            threats += layout.others;
            own.push(guards);
            others.push(threats);
        }
        let states = game.states();
        Self {
            own,
            others,
            guard: vec![0.0; guards],
            threat: vec![0.0; threats],
            lower: vec![0.0; states],
            upper: vec![0.0; states],
            reply: vec![0; states],
        }
    }

    pub(super) fn guard(&self, state: usize) -> &[f64] {
        &self.guard[self.own[state]..self.own[state + 1]]
    }

    pub(super) fn threat(&self, state: usize) -> &[f64] {
        &self.threat[self.others[state]..self.others[state + 1]]
    }

    /// Solves the matrix game of every state at `value`.
    pub(super) fn renew(&mut self, game: &SparseGame, player: usize, value: &[f64]) {
        let mut matrix = Matrix::default();
        for state in 0..game.states() {
            if game.layout(state, player).others == 1 {
                self.alone(game, player, state, value);
                continue;
            }
            fill(&mut matrix, game, player, state, value);
            let guard = &mut self.guard[self.own[state]..self.own[state + 1]];
            let threat = &mut self.threat[self.others[state]..self.others[state + 1]];
            matrix.solve(guard, threat);
            self.lower[state] = matrix.guaranteed(guard);
            (self.upper[state], self.reply[state]) = matrix.allowed(threat);
        }
    }

    /// Where nobody else has a choice: the action that brings most, the first of several.
    fn alone(&mut self, game: &SparseGame, player: usize, state: usize, value: &[f64]) {
        let (now, discount) = (game.payoff(player), game.discount);
        let (mut most, mut best) = (f64::NEG_INFINITY, 0);
        for (own, joint) in game.joints_of(state).enumerate() {
            let worth = (1.0 - discount) * now[joint] + discount * game.ahead(joint, value);
            if worth > most {
                (most, best) = (worth, own);
            }
        }
        let guard = &mut self.guard[self.own[state]..self.own[state + 1]];
        guard.fill(0.0);
        guard[best] = 1.0;
        self.threat[self.others[state]] = 1.0;
        (self.lower[state], self.upper[state], self.reply[state]) = (most, most, best);
    }

    /// Against the threats as they stand: replies that beat those in `reply` by more than `by`.
    pub(super) fn better_replies(
        &mut self,
        game: &SparseGame,
        player: usize,
        value: &[f64],
        by: f64,
    ) -> bool {
        let mut matrix = Matrix::default();
        let mut changed = false;
        for state in 0..game.states() {
            fill(&mut matrix, game, player, state, value);
            let (most, reply) = matrix.allowed(self.threat(state));
            if most > value[state] + by && reply != self.reply[state] {
                self.reply[state] = reply;
                changed = true;
            }
        }
        changed
    }

    /// Where the security value lies, seen from the guess that the mixtures were found at.
    pub(super) fn shift(&self, value: &[f64], bounds: &Bounds) -> Shift {
        let apart = |to: &[f64]| to.iter().zip(value).map(|(t, v)| t - v).collect::<Vec<_>>();
        let least = apart(&self.lower).into_iter().fold(f64::INFINITY, f64::min);
        let most = apart(&self.upper).into_iter().fold(f64::NEG_INFINITY, f64::max);
        let scale = value.iter().fold(bounds.scale, |most, v| f64::max(most, v.abs()));
        let rounding = bounds.rounding * scale;
        Shift { low: -bounds.stretch(rounding - least), high: bounds.stretch(most + rounding) }
    }
}

/// The matrix game of one state.
fn fill(matrix: &mut Matrix, game: &SparseGame, player: usize, state: usize, value: &[f64]) {
    let layout = game.layout(state, player);
    matrix.reset(layout.own, layout.others);
    let (now, discount) = (game.payoff(player), game.discount);
    for own in 0..layout.own {
        for joint in layout.with(own) {
            let entry = (1.0 - discount) * now[joint] + discount * game.ahead(joint, value);
            matrix.entry.push(entry);
        }
    }
}

/// The chain and payoffs when the threats stand and the player takes `guard(state)`.
pub(super) fn fixed<'a>(
    game: &SparseGame,
    player: usize,
    mixtures: &'a Mixtures,
    guard: impl Fn(usize) -> Guard<'a>,
) -> (Chain, Vec<f64>) {
    let mut chain = Chain::with_capacity(game.states(), 4 * game.states());
    let mut base = Vec::with_capacity(game.states());
    for state in 0..game.states() {
        let layout = game.layout(state, player);
        let mut sum = 0.0;
        let threats = mixtures.threat(state);
        let mut take = |own: usize, odds: f64| {
            for (others, &threat) in threats.iter().enumerate().filter(|(_, t)| **t > 0.0) {
                let joint = layout.joint(own, others);
                sum += odds * threat * game.payoff(player)[joint];
                let (next, share) = game.successors(joint);
                for (&next, &q) in next.iter().zip(share) {
                    chain.push(next, game.discount * odds * threat * q);
                }
            }
        };
        match guard(state) {
            Guard::Pure(own) => take(own, 1.0),
            Guard::Mixed(odds) => {
                let played = odds.iter().enumerate().filter(|(_, odds)| **odds > 0.0);
                played.for_each(|(own, &odds)| take(own, odds));
            }
        }
        chain.end_row();
        base.push((1.0 - game.discount) * sum);
    }
    (chain, base)
}

/// What the player does in a state.
pub(super) enum Guard<'a> {
    Pure(usize),
    Mixed(&'a [f64]),
}
