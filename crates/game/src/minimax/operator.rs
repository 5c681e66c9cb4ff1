//! One look at all matrix games: mixtures, what they guarantee and allow, and the bracket.

use super::matrix::Matrix;
use crate::bounds::Bounds;
use crate::lead::Lead;
use crate::linear::Chain;
use crate::odds_by_state::OddsByState;
use crate::sparse_game::SparseGame;

/// Both sides' mixtures in every state, and what they give there.
#[derive(Debug, Clone)]
pub(super) struct Mixtures {
    /// Written in the end where nobody else has a choice: there `reply` is played.
    pub(super) guard: OddsByState,
    pub(super) threat: OddsByState,
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
        let states = game.states();
        let layouts = || (0..states).map(|state| game.layout(state, player));
        Self {
            guard: OddsByState::zero(layouts().map(|layout| layout.own)),
            threat: OddsByState::zero(layouts().map(|layout| layout.others)),
            lower: vec![0.0; states],
            upper: vec![0.0; states],
            reply: vec![0; states],
        }
    }

    /// Solves the matrix game of every state at the values that `lead` looks at.
    pub(super) fn renew(
        &mut self,
        game: &SparseGame,
        player: usize,
        value: &[f64],
        lead: &mut Lead,
    ) {
        let mut matrix = Matrix::default();
        for state in 0..game.states() {
            if game.layout(state, player).others == 1 {
                self.alone(game, player, state, value, lead);
                continue;
            }
            fill(&mut matrix, game, player, state, value);
            let (guard, threat) = (&mut self.guard[state], &mut self.threat[state]);
            matrix.solve(guard, threat);
            self.lower[state] = matrix.guaranteed(guard);
            (self.upper[state], self.reply[state]) = matrix.allowed(threat);
        }
    }

    /// Where nobody else has a choice: the action that brings most, the first of several.
    fn alone(
        &mut self,
        game: &SparseGame,
        player: usize,
        state: usize,
        value: &[f64],
        lead: &mut Lead,
    ) {
        let (now, discount) = (game.payoff(player), game.discount);
        let joints = game.joints_of(state);
        let first = joints.start;
        let worth =
            |joint: usize| (1.0 - discount) * now[joint] + discount * game.ahead(joint, value);
        let (most, best) = if let Some(best) = lead.sure(state) {
            (worth(first + best), best)
        } else {
            let [best, second] = two_best(joints.map(worth));
            lead.found(state, best.1, best.0 - second.0);
            best
        };
        self.threat[state][0] = 1.0;
        (self.lower[state], self.upper[state], self.reply[state]) = (most, most, best);
    }

    /// What the player does in a state.
    pub(super) fn guard(&self, state: usize) -> Guard<'_> {
        if self.threat[state].len() == 1 {
            Guard::Pure(self.reply[state])
        } else {
            Guard::Mixed(&self.guard[state])
        }
    }

    /// Writes out the guards that are known by `reply` alone.
    pub(super) fn settle(&mut self) {
        for (state, &reply) in self.reply.iter().enumerate() {
            if self.threat[state].len() == 1 {
                self.guard.settle(state, reply);
            }
        }
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
            let (most, reply) = matrix.allowed(&self.threat[state]);
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

/// The largest of some numbers with its place, the first of several, and the one after it.
fn two_best(worth: impl Iterator<Item = f64>) -> [(f64, usize); 2] {
    let mut found = [(f64::NEG_INFINITY, 0); 2];
    for (place, worth) in worth.enumerate() {
        if worth > found[0].0 {
            found = [(worth, place), found[0]];
        } else if worth > found[1].0 {
            found[1] = (worth, place);
        }
    }
    found
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
        let threats = &mixtures.threat[state];
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
