//! Relational contracts with transfers: the best that players can promise each other in public.
//!
//! Problem. Players see every action, may pay each other before and after acting, and keep to
//! pure actions. By Goldluecke & Kranz every payoff of a subgame-perfect equilibrium is then
//! spanned by a joint payoff U(s) and a punishment payoff v_i(s) for each player: the equilibrium
//! payoffs in s are all splits of at most U(s) that leave each player v_i(s) at least. With A(s)
//! the joint actions that can still be part of an equilibrium,
//!
//!   U(s)   = max over a in A(s) of (1 - delta) sum_i u_i(s, a) + delta E[U(s') | s, a],
//!   v_i(s) = min over a in A(s) of D_i(s, a),
//!   D_i(s, a) = max over b of (1 - delta) u_i(s, b, a_-i) + delta E[v_i(s') | s, b, a_-i],
//!
//! and a belongs to A(s) only if what it promises together covers what all could take:
//!
//!   (1 - delta) sum_i u_i(s, a) + delta E[U(s') | s, a] >= sum_i D_i(s, a).                 (*)
//!
//! Method. Start with all joint actions, so that U is too high and every v_i too low; strike out
//! those that fail (*) even so; solve again; until nothing fails (policy elimination). Both fixed
//! points are found by policy iteration (`joint`, `punish`), exactly up to linear solves.
//!
//! Certificate. Of every round: U and v as brackets from one look at every state, from which
//! anybody can repeat what was struck out; of the last: the actions agreed on and the actions that
//! punish, which satisfy (*) within a stated tolerance.
//!
//! # Source
//! Goldluecke & Kranz (2018), Discounted stochastic games with voluntary transfers, Economic
//! Theory 66, section 4.

mod eliminate;
mod joint;
mod punish;
mod search;

use crate::stochastic_game::StochasticGame;

/// How policy elimination ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing more fails, and everything that failed failed by more than rounding.
    Closed,
    /// Nothing more fails, but something failed by so little that rounding may have decided.
    KnifeEdge,
    /// In some state nothing is left: there is no equilibrium in pure actions.
    NoPureEquilibrium,
    /// Policy iteration did not settle; what is returned proves nothing.
    Unsettled,
}

/// U and v_i on the joint actions left at the start of a round.
///
/// # Units
/// Average payoffs.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Joint payoff by state.
    pub joint: Vec<f64>,
    /// Half-width of the bracket of `joint`.
    pub joint_half_width: f64,
    /// Punishment payoff by player and state.
    pub punishment: Vec<Vec<f64>>,
    /// Half-width of the bracket of each player's punishment payoff.
    pub punishment_half_width: Vec<f64>,
    /// How many joint actions were struck out with these.
    pub struck_out: usize,
}

/// Values of a relational contract with transfers, with what proves them.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfers {
    /// The rounds; the last strikes out nothing and is the answer, unless in some state nothing
    /// was left.
    pub rounds: Vec<Round>,
    /// The joint action agreed on in each state, counted within the state.
    pub agreed: Vec<u32>,
    /// The joint action that punishes a player, by player and state.
    pub punishing: Vec<Vec<u32>>,
    /// (*) is asked for up to this.
    pub tolerance: f64,
    /// The least by which anything struck out failed (*); infinite if nothing was.
    pub nearest: f64,
    /// How it ended.
    pub ended: Ended,
}

impl Transfers {
    /// The last round: joint and punishment payoffs; `None` without an equilibrium.
    #[must_use]
    pub fn answer(&self) -> Option<&Round> {
        match self.ended {
            Ended::Closed | Ended::KnifeEdge => self.rounds.last(),
            Ended::NoPureEquilibrium | Ended::Unsettled => None,
        }
    }
}

/// Joint and punishment payoffs by policy elimination.
#[must_use]
pub fn transfers(game: &StochasticGame) -> Transfers {
    search::run(game.flat())
}
