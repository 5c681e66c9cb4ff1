//! That joint and punishment payoffs with transfers lie within their brackets.
//!
//! Claim, from outside: with H = joint payoff + half-width and L_i = punishment payoff -
//! half-width of a round, no joint action left is worth more together than H when H follows, and
//! none lets a best reply of i get less than L_i when L_i follows. Then no equilibrium on what is
//! left pays more than H together or holds i lower than L_i, and a joint action that falls short
//! of the best replies even so is in no equilibrium. The check strikes out by itself and asks the
//! same of the next round.
//!
//! Claim, from inside: the actions agreed on earn the last joint payoff - half-width, the actions
//! that punish hold each player to its last punishment payoff + half-width, and with these all of
//! them satisfy condition (*) of Goldluecke & Kranz within the stated tolerance.

use super::number::Number;
use super::reading::Reading;
use super::{Check, Claim, Verification};
use crate::stochastic_game::StochasticGame;
use crate::transfers::{Ended, Round, Transfers};

/// Checks the answer of policy elimination, round by round.
#[must_use]
pub fn verify_transfers(game: &StochasticGame, answer: &Transfers) -> Verification {
    let shape = "every round has finite numbers for each state and player";
    let unsettled = "policy iteration settled";
    let failed =
        |what| Verification { checks: vec![Check { what, worst: 1.0, allowed: 0.0 }], exact: true };
    if answer.ended == Ended::Unsettled || answer.rounds.is_empty() {
        failed(unsettled)
    } else if !answer.rounds.iter().all(|round| whole(game, round)) || !named(game, answer) {
        failed(shape)
    } else {
        super::verify(game, answer)
    }
}

/// Whether a round has all its numbers.
fn whole(game: &StochasticGame, round: &Round) -> bool {
    let column = |x: &[f64]| x.len() == game.states().len() && x.iter().all(|x| x.is_finite());
    let widths = &round.punishment_half_width;
    column(&round.joint)
        && round.joint_half_width.is_finite()
        && round.punishment.len() == game.players()
        && round.punishment.iter().all(|one| column(one))
        && widths.len() == game.players()
        && widths.iter().all(|w| w.is_finite())
}

/// Whether the actions named exist.
fn named(game: &StochasticGame, answer: &Transfers) -> bool {
    let exist = |actions: &[u32]| {
        let mut pairs = actions.iter().zip(game.states());
        actions.len() == game.states().len()
            && pairs.all(|(&a, state)| (a as usize) < state.joint_actions())
    };
    answer.answer().is_none()
        || exist(&answer.agreed)
            && answer.punishing.len() == game.players()
            && answer.punishing.iter().all(|one| exist(one))
}

/// What follows in a round, from one side: joint payoffs, and punishment payoffs by player.
struct Ahead<N> {
    joint: Vec<N>,
    punishment: Vec<Vec<N>>,
}

impl<N: Number> Ahead<N> {
    /// Joint payoffs moved outward (`side` 1) or inward (-1), punishments the other way.
    fn new(round: &Round, side: f64) -> Self {
        let moved = |column: &[f64], by: f64| -> Vec<N> {
            column.iter().map(|x| N::of(*x).plus(&N::of(by))).collect()
        };
        let widths = round.punishment.iter().zip(&round.punishment_half_width);
        Self {
            joint: moved(&round.joint, side * round.joint_half_width),
            punishment: widths.map(|(column, width)| moved(column, -side * width)).collect(),
        }
    }

    /// What a joint action is worth together.
    fn together(&self, game: &Reading<'_, N>, state: usize, joint: usize) -> N {
        game.together(state, joint, &self.joint)
    }

    /// What the best reply of a player gets.
    fn reply(&self, game: &Reading<'_, N>, player: usize, state: usize, joint: usize) -> N {
        let actions = game.game.states()[state].actions[player] as usize;
        let gets = |own: usize| {
            let joint = game.replaced(state, joint, player, own);
            game.worth(player, state, joint, &self.punishment[player])
        };
        (1..actions).fold(gets(0), |best, own| best.larger(gets(own)))
    }

    /// What all best replies get together, less what the joint action is worth: (*) reversed.
    fn shortfall(&self, game: &Reading<'_, N>, state: usize, joint: usize) -> N {
        let replies = (0..self.punishment.len())
            .fold(N::of(0.0), |sum, i| sum.plus(&self.reply(game, i, state, joint)));
        replies.minus(&self.together(game, state, joint))
    }
}

/// The worst seen so far of one inequality.
struct Worst<N>(N);

impl<N: Number> Worst<N> {
    fn new() -> Self {
        Self(N::of(f64::MIN))
    }

    fn see(&mut self, excess: N) {
        if excess > self.0 {
            self.0 = excess;
        }
    }

    fn check(&self, what: &'static str, allowed: f64) -> Check {
        Check { what, worst: self.0.near(), allowed }
    }
}

impl Claim for Transfers {
    fn checks<N: Number>(&self, game: &Reading<'_, N>) -> Vec<Check> {
        let payoffs = game.game.states().iter().flat_map(|s| &s.payoff).flatten();
        let most = payoffs.fold(0.0, |most: f64, u| most.max(u.abs()));
        let allowed = game.rounding(2.0 * most * game.game.players() as f64);
        let mut checks = Vec::new();
        let left = outside(self, game, allowed, &mut checks);
        match self.answer() {
            Some(last) => inside(self, last, game, allowed, &mut checks),
            None => {
                let empty = left.iter().any(|state| !state.contains(&true));
                let worst = if empty { 0.0 } else { 1.0 };
                checks.push(Check { what: "in some state nothing is left", worst, allowed: 0.0 });
            }
        }
        checks
    }
}

/// Repeats what was struck out; what is left in the end, by state and joint action.
fn outside<N: Number>(
    claim: &Transfers,
    game: &Reading<'_, N>,
    allowed: f64,
    checks: &mut Vec<Check>,
) -> Vec<Vec<bool>> {
    let states = game.game.states();
    let mut left: Vec<Vec<bool>> = states.iter().map(|s| vec![true; s.joint_actions()]).collect();
    let (mut above, mut below) = (Worst::new(), Worst::new());
    for round in &claim.rounds {
        let ahead = Ahead::<N>::new(round, 1.0);
        let before = left.clone();
        for (state, row) in before.iter().enumerate() {
            for joint in (0..row.len()).filter(|&joint| row[joint]) {
                let together = ahead.together(game, state, joint);
                above.see(together.minus(&ahead.joint[state]));
                let mut replies = N::of(0.0);
                for player in 0..game.game.players() {
                    let reply = ahead.reply(game, player, state, joint);
                    below.see(ahead.punishment[player][state].minus(&reply));
                    replies = replies.plus(&reply);
                }
                let falls_short = replies.minus(&together) > N::of(allowed);
                left[state][joint] = !falls_short;
            }
        }
    }
    checks.push(above.check("nothing left is worth more together, in any round", allowed));
    checks.push(below.check("nothing left punishes harder, in any round", allowed));
    left
}

fn inside<N: Number>(
    claim: &Transfers,
    last: &Round,
    game: &Reading<'_, N>,
    allowed: f64,
    checks: &mut Vec<Check>,
) {
    let ahead = Ahead::<N>::new(last, -1.0);
    let (mut earned, mut held, mut kept) = (Worst::new(), Worst::new(), Worst::new());
    for (state, &agreed) in claim.agreed.iter().enumerate() {
        let agreed = agreed as usize;
        earned.see(ahead.joint[state].minus(&ahead.together(game, state, agreed)));
        kept.see(ahead.shortfall(game, state, agreed));
        for (player, punishing) in claim.punishing.iter().enumerate() {
            let punishing = punishing[state] as usize;
            let reply = ahead.reply(game, player, state, punishing);
            held.see(reply.minus(&ahead.punishment[player][state]));
            kept.see(ahead.shortfall(game, state, punishing));
        }
    }
    checks.push(earned.check("what is agreed on earns the joint payoff", allowed));
    checks.push(held.check("what punishes holds each player down", allowed));
    checks.push(kept.check("all of it is kept, within the tolerance", claim.tolerance));
}
