//! That a player's security value lies within its bracket.
//!
//! Claim. With L = value - half-width and the guard x: in every state, whatever joint action b
//! the others take, the expectation over x of (1 - delta) u + delta q L is at least L. Then x
//! guarantees L (Shapley's operator is monotone and contracts). With H = value + half-width and
//! the threat y: whatever the player takes, the expectation over y is at most H; then the others
//! hold the player to H.

use super::number::Number;
use super::reading::Reading;
use super::{Check, Claim, Verification};
use crate::minimax::Security;
use crate::odds_by_state::OddsByState;
use crate::stochastic_game::StochasticGame;

/// Checks the bracket of one player's security value.
#[must_use]
pub fn verify_security(game: &StochasticGame, answer: &Security) -> Verification {
    let finite = |x: &[f64]| x.iter().all(|x| x.is_finite());
    let sound = answer.half_width.is_finite()
        && finite(&answer.value)
        && odds(&answer.guard)
        && odds(&answer.threat);
    if sound {
        super::verify(game, answer)
    } else {
        let what = "value and mixtures are finite, mixtures are odds";
        Verification { checks: vec![Check { what, worst: 1.0, allowed: 0.0 }], exact: true }
    }
}

/// Whether every row is of odds, not all of them zero.
fn odds(rows: &OddsByState) -> bool {
    rows.iter()
        .all(|row| row.iter().all(|p| *p >= 0.0) && (row.iter().sum::<f64>() - 1.0).abs() < 1e-9)
}

impl Claim for Security {
    fn checks<N: Number>(&self, game: &Reading<'_, N>) -> Vec<Check> {
        let largest = self.value.iter().fold(self.half_width, |most, v| f64::max(most, v.abs()));
        let payoffs = game.game.states().iter().flat_map(|s| &s.payoff[self.player]);
        let scale = payoffs.fold(largest, |most, u| f64::max(most, u.abs()));
        let allowed = game.rounding(scale);
        let at =
            |by: f64| -> Vec<N> { self.value.iter().map(|v| N::of(*v).plus(&N::of(by))).collect() };
        let guarded = worst_below(self, game, &at(-self.half_width));
        let threatened = worst_above(self, game, &at(self.half_width));
        vec![
            Check { what: "the guard keeps the lower end", worst: guarded, allowed },
            Check { what: "the threat keeps to the upper end", worst: threatened, allowed },
        ]
    }
}

/// The most by which the guard falls short of `low`, against any joint action of the others.
fn worst_below<N: Number>(claim: &Security, game: &Reading<'_, N>, low: &[N]) -> f64 {
    let mut worst = N::of(f64::MIN);
    for (state, low_here) in low.iter().enumerate() {
        let weights = shares::<N>(&claim.guard[state]);
        for reference in own_is(game, claim.player, state, 0) {
            let mut sum = N::of(0.0);
            for (own, weight) in weights.iter().enumerate() {
                let joint = game.replaced(state, reference, claim.player, own);
                sum = sum.plus(&weight.times(&game.worth(claim.player, state, joint, low)));
            }
            worst = worst.larger(low_here.minus(&sum));
        }
    }
    worst.near()
}

/// The most by which any action of the player exceeds `high` against the threat.
fn worst_above<N: Number>(claim: &Security, game: &Reading<'_, N>, high: &[N]) -> f64 {
    let mut worst = N::of(f64::MIN);
    for (state, high_here) in high.iter().enumerate() {
        let weights = shares::<N>(&claim.threat[state]);
        let actions = game.game.states()[state].actions[claim.player] as usize;
        for own in 0..actions {
            let joints = own_is(game, claim.player, state, own);
            let sum = joints.zip(&weights).fold(N::of(0.0), |sum, (joint, weight)| {
                sum.plus(&weight.times(&game.worth(claim.player, state, joint, high)))
            });
            worst = worst.larger(sum.minus(high_here));
        }
    }
    worst.near()
}

/// Joint actions in which the player takes `own`, the others' row-major.
fn own_is<'a, N: Number>(
    game: &'a Reading<'_, N>,
    player: usize,
    state: usize,
    own: usize,
) -> impl Iterator<Item = usize> + 'a {
    let here = &game.game.states()[state];
    (0..game.joints(state)).filter(move |&joint| here.action_of(player, joint) == own)
}

/// Odds scaled so that they sum to one in the arithmetic of the check.
fn shares<N: Number>(odds: &[f64]) -> Vec<N> {
    let sum = odds.iter().fold(N::of(0.0), |sum, p| sum.plus(&N::of(*p)));
    odds.iter().map(|p| N::of(*p).over(&sum)).collect()
}
