//! A game read in a chosen arithmetic.

use super::number::Number;
use crate::stochastic_game::{GameState, StochasticGame};

/// Payoffs of a step already weighed by 1 - delta, odds by delta.
pub(super) struct Reading<'a, N> {
    pub(super) game: &'a StochasticGame,
    /// Shape: states x joint actions x players.
    now: Vec<Vec<Vec<N>>>,
    /// Shape: states x joint actions x successors.
    ahead: Vec<Vec<Vec<(usize, N)>>>,
}

impl<'a, N: Number> Reading<'a, N> {
    pub(super) fn new(game: &'a StochasticGame) -> Self {
        let discount = N::of(game.discount());
        let weight = N::of(1.0).minus(&discount);
        let now = |state: &GameState| {
            let joint =
                |j: usize| state.payoff.iter().map(|row| N::of(row[j]).times(&weight)).collect();
            (0..state.joint_actions()).map(joint).collect()
        };
        let ahead = |state: &GameState| {
            let weigh = |&(s, odds): &(u32, f64)| (s as usize, N::of(odds).times(&discount));
            state.transition.iter().map(|row| row.iter().map(weigh).collect()).collect()
        };
        Self {
            game,
            now: game.states().iter().map(now).collect(),
            ahead: game.states().iter().map(ahead).collect(),
        }
    }

    pub(super) fn joints(&self, state: usize) -> usize {
        self.now[state].len()
    }

    /// What a joint action pays a player now, weighed by 1 - delta.
    pub(super) fn paid(&self, player: usize, state: usize, joint: usize) -> &N {
        &self.now[state][joint][player]
    }

    /// Where a joint action leads, odds weighed by delta.
    pub(super) fn ahead(&self, state: usize, joint: usize) -> &[(usize, N)] {
        &self.ahead[state][joint]
    }

    /// What a joint action is worth to a player if `value` follows.
    pub(super) fn worth(&self, player: usize, state: usize, joint: usize, value: &[N]) -> N {
        let ahead = self.ahead[state][joint].iter();
        let now = self.now[state][joint][player].clone();
        ahead.fold(now, |sum, (next, odds)| sum.plus(&odds.times(&value[*next])))
    }

    /// What a joint action is worth to all players together if `value` follows.
    pub(super) fn together(&self, state: usize, joint: usize, value: &[N]) -> N {
        let now = &self.now[state][joint];
        let now = now.iter().fold(N::of(0.0), |sum, x| sum.plus(x));
        let ahead = self.ahead[state][joint].iter();
        ahead.fold(now, |sum, (next, odds)| sum.plus(&odds.times(&value[*next])))
    }

    /// The joint action with one player's part replaced.
    pub(super) fn replaced(&self, state: usize, joint: usize, player: usize, own: usize) -> usize {
        let actions = &self.game.states()[state].actions;
        let faster: usize = actions[player + 1..].iter().map(|&a| a as usize).product();
        let before = self.game.states()[state].action_of(player, joint);
        joint + own * faster - before * faster
    }

    /// What rounding may do to the worth of one joint action, mixtures over all included.
    pub(super) fn rounding(&self, scale: f64) -> f64 {
        let widest = self.now.iter().map(Vec::len).max().unwrap_or(0);
        let longest = self.ahead.iter().flatten().map(Vec::len).max().unwrap_or(0);
        N::rounding(widest + longest, scale)
    }
}
