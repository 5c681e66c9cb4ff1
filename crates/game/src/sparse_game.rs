//! A stochastic game laid out flat, for solvers that read all of it many times.

use crate::process::id;
use crate::stochastic_game::GameState;
use std::ops::Range;

/// Joint actions of all states in one numbering, state by state, row-major within a state.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SparseGame {
    pub(crate) discount: f64,
    /// First joint action of each state. Shape: states + 1.
    first: Vec<u32>,
    /// Number of actions. Shape: states x players.
    actions: Vec<u32>,
    players: usize,
    /// Payoff by player and joint action.
    payoff: Vec<Vec<f64>>,
    /// First transition of each joint action. Shape: joint actions + 1.
    row: Vec<usize>,
    next: Vec<u32>,
    odds: Vec<f64>,
}

/// How one player's actions and the others' joint actions lie in a state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    /// First joint action.
    pub(crate) first: usize,
    /// Actions of the player.
    pub(crate) own: usize,
    /// Joint actions of all others.
    pub(crate) others: usize,
    /// Joint actions of the players that run faster than this one.
    faster: usize,
}

impl Layout {
    /// The joint action in which the player takes `own` and the others take `others`.
    #[inline]
    pub(crate) fn joint(&self, own: usize, others: usize) -> usize {
        let (slow, fast) = (others / self.faster, others % self.faster);
        self.first + (slow * self.own + own) * self.faster + fast
    }

    /// Joint actions in which the player takes `own`, in the order of the others' parts.
    #[inline]
    pub(crate) fn with(&self, own: usize) -> impl Iterator<Item = usize> + use<> {
        let Self { first, own: actions, others, faster } = *self;
        let block = move |slow: usize| first + (slow * actions + own) * faster;
        (0..others / faster).flat_map(move |slow| block(slow)..block(slow) + faster)
    }

    /// What the others take in a joint action.
    #[inline]
    pub(crate) fn others_of(&self, joint: usize) -> usize {
        let place = joint - self.first;
        place / (self.own * self.faster) * self.faster + place % self.faster
    }
}

impl SparseGame {
    pub(crate) fn new(players: usize, discount: f64, states: &[GameState]) -> Self {
        let joints = states.iter().map(GameState::joint_actions).sum();
        let rows = states.iter().flat_map(|state| &state.transition);
        let transitions = rows.map(Vec::len).sum();
        let mut flat = Self {
            discount,
            first: vec![0],
            actions: Vec::with_capacity(states.len() * players),
            players,
            payoff: (0..players).map(|_| Vec::with_capacity(joints)).collect(),
            row: Vec::with_capacity(joints + 1),
            next: Vec::with_capacity(transitions),
            odds: Vec::with_capacity(transitions),
        };
        flat.row.push(0);
        states.iter().for_each(|state| flat.push(state));
        flat
    }

    fn push(&mut self, state: &GameState) {
        self.actions.extend_from_slice(&state.actions);
        for (column, payoff) in self.payoff.iter_mut().zip(&state.payoff) {
            column.extend_from_slice(payoff);
        }
        for row in &state.transition {
            for &(next, odds) in row.iter().filter(|(_, odds)| *odds > 0.0) {
                self.next.push(next);
                self.odds.push(odds);
            }
            self.row.push(self.next.len());
        }
        self.first.push(id(self.row.len() - 1));
    }

    pub(crate) fn players(&self) -> usize {
        self.players
    }

    pub(crate) fn states(&self) -> usize {
        self.first.len() - 1
    }

    pub(crate) fn joints(&self) -> usize {
        self.row.len() - 1
    }

    /// Joint actions of a state.
    pub(crate) fn joints_of(&self, state: usize) -> Range<usize> {
        self.first[state] as usize..self.first[state + 1] as usize
    }

    pub(crate) fn layout(&self, state: usize, player: usize) -> Layout {
        let actions = &self.actions[state * self.players..(state + 1) * self.players];
        let faster = actions[player + 1..].iter().map(|&a| a as usize).product();
        let own = actions[player] as usize;
        let all = self.joints_of(state);
        Layout { first: all.start, own, others: all.len() / own, faster }
    }

    pub(crate) fn payoff(&self, player: usize) -> &[f64] {
        &self.payoff[player]
    }

    /// Successors and odds of a joint action; odds of zero are left out.
    #[inline]
    pub(crate) fn successors(&self, joint: usize) -> (&[u32], &[f64]) {
        let row = self.row[joint]..self.row[joint + 1];
        (&self.next[row.clone()], &self.odds[row])
    }

    /// Expectation of a value by state after a joint action.
    #[inline]
    pub(crate) fn ahead(&self, joint: usize, value: &[f64]) -> f64 {
        let (next, odds) = self.successors(joint);
        next.iter().zip(odds).map(|(&s, &p)| p * value[s as usize]).sum()
    }

    /// Smallest and largest sum of odds of a joint action: both 1 but for rounding.
    pub(crate) fn sums(&self) -> (f64, f64) {
        let sums = (0..self.joints()).map(|joint| self.successors(joint).1.iter().sum::<f64>());
        sums.fold((1.0, 1.0), |(low, high), sum| (f64::min(low, sum), f64::max(high, sum)))
    }

    /// Most successors of one joint action.
    pub(crate) fn successors_max(&self) -> usize {
        self.row.windows(2).map(|row| row[1] - row[0]).max().unwrap_or(0)
    }

    /// Largest payoff of a player in absolute value.
    pub(crate) fn scale(&self, player: usize) -> f64 {
        self.payoff[player].iter().fold(0.0, |most, x| f64::max(most, x.abs()))
    }
}
