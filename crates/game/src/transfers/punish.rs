//! The least that one player can be held to on the joint actions left, by policy iteration.
//!
//! The others' part of the joint action is chosen first, the player replies knowing it: a game of
//! perfect information, solved in pure actions. Both sides' choices are improved at once, which is
//! quick and almost always settles; if not, replies are settled first before the others improve,
//! which descends for certain (Hoffman & Karp 1966).

use super::search::{Left, STEPS_MAX, Settled};
use crate::bounds::Bounds;
use crate::linear::{self, Chain};
use crate::process::id;
use crate::sparse_game::SparseGame;

/// Steps that improve both sides at once before replies are settled first.
const BOTH_MAX: usize = 40;

/// Punishment payoffs of one player.
#[derive(Debug, Clone)]
pub(super) struct Punish {
    player: usize,
    bounds: Bounds,
    pub(super) value: Vec<f64>,
    /// What the player gets by its best reply, by the others' part of the joint action.
    deviation: Vec<f64>,
    /// The own action of that reply.
    reply: Vec<u32>,
    /// The others' part that punishes, by state.
    threat: Vec<u32>,
    /// The player's own part in reply to it, by state.
    answer: Vec<u32>,
    pub(super) half_width: f64,
}

impl Punish {
    pub(super) fn new(game: &SparseGame, left: &Left, player: usize) -> Self {
        let parts = left.parts(player);
        Self {
            player,
            bounds: Bounds::new(game, game.scale(player)),
            value: vec![0.0; game.states()],
            deviation: vec![0.0; parts],
            reply: vec![u32::MAX; parts],
            threat: vec![u32::MAX; game.states()],
            answer: vec![u32::MAX; game.states()],
            half_width: f64::INFINITY,
        }
    }

    /// What the player could take when the others keep to their part of a joint action.
    pub(super) fn deviation(&self, part: usize) -> f64 {
        self.deviation[part]
    }

    /// The others' part that punishes in a state.
    pub(super) fn threat(&self, state: usize) -> usize {
        self.threat[state] as usize
    }

    pub(super) fn solve(&mut self, game: &SparseGame, left: &Left) -> Settled {
        let slack = super::search::SLACK * self.bounds.scale;
        for step in 0..STEPS_MAX {
            self.look(game, left);
            let replied = self.improve_replies(game, left, slack);
            let settle_replies_first = step >= BOTH_MAX && replied;
            let threatened = !settle_replies_first && self.improve_threats(game, left, slack);
            if !replied && !threatened {
                self.close(game, left);
                return Settled(true);
            }
            let (chain, base) = self.chain(game);
            let tolerance = super::search::FLOOR * self.bounds.scale;
            linear::solve(&chain, &base, &mut self.value, tolerance);
        }
        Settled(false)
    }

    fn worth(&self, game: &SparseGame, joint: usize) -> f64 {
        let now = (1.0 - game.discount) * game.payoff(self.player)[joint];
        now + game.discount * game.ahead(joint, &self.value)
    }

    /// Finds the best reply to every part of the others that is left.
    fn look(&mut self, game: &SparseGame, left: &Left) {
        for state in 0..game.states() {
            let layout = game.layout(state, self.player);
            for others in (0..layout.others).filter(|&o| left.open(self.player, state, o)) {
                let mut best = (f64::NEG_INFINITY, 0);
                for own in 0..layout.own {
                    let worth = self.worth(game, layout.joint(own, others));
                    if worth > best.0 {
                        best = (worth, own);
                    }
                }
                let part = left.part(self.player, state, others);
                (self.deviation[part], self.reply[part]) = (best.0, id(best.1));
            }
        }
    }

    /// The player takes the best reply to the threat as it stands, where that gains something.
    fn improve_replies(&mut self, game: &SparseGame, left: &Left, slack: f64) -> bool {
        let mut changed = false;
        for state in 0..game.states() {
            let others = self.threat[state];
            if others == u32::MAX || !left.open(self.player, state, others as usize) {
                continue;
            }
            let part = left.part(self.player, state, others as usize);
            let layout = game.layout(state, self.player);
            let now = layout.joint(self.answer[state] as usize, others as usize);
            if self.deviation[part] > self.worth(game, now) + slack {
                self.answer[state] = self.reply[part];
                changed = true;
            }
        }
        changed
    }

    /// The others take the part that leaves least, where that leaves less.
    fn improve_threats(&mut self, game: &SparseGame, left: &Left, slack: f64) -> bool {
        let mut changed = false;
        for state in 0..game.states() {
            let now = self.threat[state];
            let stands = now != u32::MAX && left.open(self.player, state, now as usize);
            let held = if stands {
                self.deviation[left.part(self.player, state, now as usize)] - slack
            } else {
                f64::INFINITY
            };
            let (least, others) = self.least(game, left, state);
            if least < held {
                self.threat[state] = id(others);
                self.answer[state] = self.reply[left.part(self.player, state, others)];
                changed = true;
            }
        }
        changed
    }

    fn least(&self, game: &SparseGame, left: &Left, state: usize) -> (f64, usize) {
        let mut least = (f64::INFINITY, 0);
        let others = game.layout(state, self.player).others;
        for others in (0..others).filter(|&o| left.open(self.player, state, o)) {
            let leaves = self.deviation[left.part(self.player, state, others)];
            if leaves < least.0 {
                least = (leaves, others);
            }
        }
        least
    }

    /// Brackets the value by the last look.
    fn close(&mut self, game: &SparseGame, left: &Left) {
        let mut most: f64 = 0.0;
        for state in 0..game.states() {
            let held = self.deviation[left.part(self.player, state, self.threat(state))];
            let least = self.least(game, left, state).0;
            most = most.max((held - self.value[state]).abs());
            most = most.max((least - self.value[state]).abs());
        }
        self.half_width = self.bounds.stretch(most + self.bounds.rounding * self.bounds.scale);
    }

    fn chain(&self, game: &SparseGame) -> (Chain, Vec<f64>) {
        let mut chain = Chain::with_capacity(game.states(), 4 * game.states());
        let mut base = Vec::with_capacity(game.states());
        for state in 0..game.states() {
            let layout = game.layout(state, self.player);
            let joint = layout.joint(self.answer[state] as usize, self.threat(state));
            let (next, odds) = game.successors(joint);
            next.iter().zip(odds).for_each(|(&s, &p)| chain.push(s, game.discount * p));
            chain.end_row();
            base.push((1.0 - game.discount) * game.payoff(self.player)[joint]);
        }
        (chain, base)
    }
}
