//! The most that all players earn together on the joint actions left, by policy iteration.

use super::search::{Left, Settled};
use crate::bounds::Bounds;
use crate::lead::Lead;
use crate::linear::{self, Chain};
use crate::process::id;
use crate::sparse_game::SparseGame;

/// Joint payoffs and the joint actions that earn them.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    bounds: Bounds,
    lead: Lead,
    /// Sum of all players' payoffs by joint action.
    total: Vec<f64>,
    pub(super) value: Vec<f64>,
    /// The joint action taken in each state.
    pub(super) action: Vec<u32>,
    pub(super) half_width: f64,
}

impl Joint {
    pub(super) fn new(game: &SparseGame) -> Self {
        let sum = |joint: usize| (0..game.players()).map(|i| game.payoff(i)[joint]).sum();
        let total: Vec<f64> = (0..game.joints()).map(sum).collect();
        let scale = (0..game.players()).map(|i| game.scale(i)).sum();
        let bounds = Bounds::new(game, scale);
        Self {
            bounds,
            lead: Lead::new(bounds, game.states()),
            total,
            value: vec![0.0; game.states()],
            action: vec![u32::MAX; game.states()],
            half_width: f64::INFINITY,
        }
    }

    /// What a joint action is worth together.
    pub(super) fn worth(&self, game: &SparseGame, joint: usize) -> f64 {
        let ahead = game.discount * game.ahead(joint, &self.value);
        (1.0 - game.discount) * self.total[joint] + ahead
    }

    pub(super) fn solve(&mut self, game: &SparseGame, left: &Left) -> Settled {
        let slack = super::search::SLACK * self.bounds.scale;
        for _ in 0..super::search::STEPS_MAX {
            let (changed, most) = self.improve(game, left, slack);
            if !changed {
                let rounding = self.bounds.rounding * self.bounds.scale;
                self.half_width = self.bounds.stretch(most + rounding);
                return Settled(true);
            }
            let (chain, base) = self.chain(game);
            let tolerance = super::search::FLOOR * self.bounds.scale;
            linear::solve(&chain, &base, &mut self.value, tolerance);
        }
        Settled(false)
    }

    /// Takes better actions where there are some; the most by which one look moves any value.
    fn improve(&mut self, game: &SparseGame, left: &Left, slack: f64) -> (bool, f64) {
        let (mut changed, mut most) = (false, 0.0);
        self.lead.look_at(&self.value);
        for state in 0..game.states() {
            let now = self.action[state];
            let stands = now != u32::MAX && left.joint[now as usize];
            let (taken, worth, top) = if stands && self.lead.sure(state) == Some(now as usize) {
                let worth = self.worth(game, now as usize);
                (now, worth, worth)
            } else {
                self.compare(game, left, (state, stands), slack)
            };
            changed |= taken != now;
            self.action[state] = taken;
            most = f64::max(most, (top - self.value[state]).abs());
            most = f64::max(most, (worth - self.value[state]).abs());
        }
        (changed, most)
    }

    /// The action to take and its worth, and the most that any is worth; one that stands is kept
    /// unless another is better by more than the slack.
    fn compare(
        &mut self,
        game: &SparseGame,
        left: &Left,
        (state, stands): (usize, bool),
        slack: f64,
    ) -> (u32, f64, f64) {
        let now = self.action[state];
        let (mut top, mut second, mut best) = (f64::NEG_INFINITY, f64::NEG_INFINITY, now);
        for joint in game.joints_of(state).filter(|&joint| left.joint[joint]) {
            let worth = self.worth(game, joint);
            second = f64::max(second, worth.min(top));
            if worth > top {
                (top, best) = (worth, id(joint));
            }
        }
        self.lead.found(state, best as usize, top - second);
        let held = if stands { self.worth(game, now as usize) } else { f64::NEG_INFINITY };
        if top > held + slack { (best, top, top) } else { (now, held, top) }
    }

    fn chain(&self, game: &SparseGame) -> (Chain, Vec<f64>) {
        let mut chain = Chain::with_capacity(game.states(), 4 * game.states());
        for &joint in &self.action {
            let (next, odds) = game.successors(joint as usize);
            next.iter().zip(odds).for_each(|(&s, &p)| chain.push(s, game.discount * p));
            chain.end_row();
        }
        let earned = |&joint: &u32| (1.0 - game.discount) * self.total[joint as usize];
        (chain, self.action.iter().map(earned).collect())
    }
}
