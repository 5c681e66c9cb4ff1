//! That payoff sets lie between their brackets.
//!
//! Claim, from inside. Points x(s, k) with plans: a joint action, then the same lottery over
//! points in every successor. Let one step of each plan miss its point by at most e_i; what the
//! plans are worth when followed for ever is then within r_i = e_i / (1 - delta) of the points. If
//! every point is at least 2 r_i above what each deviation gets, punished by the deviator's worst points,
//! the plans are an equilibrium, and r is the certificate's radius; what is missing bounds the gain.
//! From outside: see `outer`.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), theorem 1 (self-generation), with errors carried along.

use super::number::Number;
use super::reading::Reading;
use super::{Check, Claim, Verification, outer};
use crate::payoff_set::{InnerPlan, PayoffSets};
use crate::stochastic_game::StochasticGame;

/// Checks both brackets of an answer: the inner sets exactly if the game is small, the outer ones
/// in floating point.
#[must_use]
pub fn verify_payoff_sets(game: &StochasticGame, answer: &PayoffSets) -> Verification {
    let formed = well_formed(game, answer);
    let what = "inner vertices have plans that lead to points";
    let missing = f64::from(u8::from(!formed));
    let mut found =
        Verification { checks: vec![Check { what, worst: missing, allowed: 0.0 }], exact: true };
    if formed {
        let inside = super::verify(game, answer);
        found.checks.extend(inside.checks);
        found.exact = inside.exact;
        found.checks.extend(outer::checks(game, answer));
    }
    found
}

/// Whether all points and plans are there, and every vertex is a point.
fn well_formed(game: &StochasticGame, answer: &PayoffSets) -> bool {
    let (claim, states) = (&answer.claim, game.states().len());
    let lengths = [claim.points.len(), claim.plans.len(), answer.inner.len(), answer.outer.len()];
    let plan = |s: usize, plan: &InnerPlan| {
        let state = &game.states()[s];
        let live = |joint: usize| state.transition[joint].iter().filter(|(_, q)| *q > 0.0);
        plan.joint < state.joint_actions()
            && plan.mix.iter().all(|&(_, w)| w >= 0.0)
            && (plan.mix.iter().map(|&(_, w)| w).sum::<f64>() - 1.0).abs() <= 1e-12
            && live(plan.joint).all(|&(next, _)| {
                plan.mix.iter().all(|&(k, _)| k < claim.points[next as usize].len())
            })
    };
    lengths.iter().all(|&length| length == states)
        && answer.threat.iter().all(|one| one.len() == states)
        && (0..states).all(|s| {
            claim.points[s].len() == claim.plans[s].len()
                && claim.points[s].iter().flatten().all(|x| x.is_finite())
                && answer.inner[s].iter().all(|vertex| claim.points[s].contains(vertex))
                && claim.plans[s].iter().all(|one| plan(s, one))
        })
}

impl Claim for PayoffSets {
    fn checks<N: Number>(&self, game: &Reading<'_, N>) -> Vec<Check> {
        let threat = [0, 1].map(|i| least::<N>(self, i));
        let mut missed = [N::of(0.0), N::of(0.0)];
        let mut wanting = [N::of(f64::MIN), N::of(f64::MIN)];
        for (s, points) in self.claim.points.iter().enumerate() {
            for (point, plan) in points.iter().zip(&self.claim.plans[s]) {
                for i in 0..2 {
                    let x = N::of(point[i]);
                    let off = planned(self, game, (s, i), plan).minus(&x);
                    let off = N::of(0.0).minus(&off).larger(off);
                    missed[i] = missed[i].clone().larger(off);
                    if let Some(tempted) = tempted(game, (s, i), plan.joint, &threat[i]) {
                        wanting[i] = wanting[i].clone().larger(tempted.minus(&x));
                    }
                }
            }
        }
        let payoffs = game.game.states().iter().flat_map(|s| &s.payoff).flatten();
        let allowed = game.rounding(payoffs.fold(0.0, |most: f64, u| most.max(u.abs())));
        let rest = N::of(1.0).minus(&N::of(game.game.discount()));
        let radius = missed.map(|e| e.over(&rest));
        let wide = |i: usize| radius[i].minus(&N::of(self.certificate.radius[i]));
        let gain = |i: usize| wanting[i].plus(&radius[i]).plus(&radius[i]);
        let kept = N::of(self.certificate.regret).times(&rest);
        let check = |what, worst: N, room: f64| Check { what, worst: worst.near(), allowed: room };
        let long = allowed / (1.0 - game.game.discount());
        vec![
            check("plans are worth their points", wide(0).larger(wide(1)), long),
            check(
                "no deviation from a plan pays",
                gain(0).larger(gain(1)).minus(&kept),
                2.0 * long,
            ),
        ]
    }
}

/// The least point of each state for a player; `None` where there is none.
fn least<N: Number>(answer: &PayoffSets, i: usize) -> Vec<Option<N>> {
    let of = |points: &Vec<[f64; 2]>| points.iter().map(|p| p[i]).reduce(f64::min).map(N::of);
    answer.claim.points.iter().map(of).collect()
}

/// What a plan is worth to a player if points are what they claim.
fn planned<N: Number>(
    answer: &PayoffSets,
    game: &Reading<'_, N>,
    (s, i): (usize, usize),
    plan: &InnerPlan,
) -> N {
    let total = plan.mix.iter().fold(N::of(0.0), |sum, &(_, w)| sum.plus(&N::of(w)));
    let value = |points: &Vec<[f64; 2]>| {
        let part =
            |&(k, w): &(usize, f64)| N::of(w).times(&N::of(points.get(k).map_or(0.0, |p| p[i])));
        plan.mix.iter().fold(N::of(0.0), |sum, one| sum.plus(&part(one))).over(&total)
    };
    let row = &game.game.states()[s].transition[plan.joint];
    let mut ahead = vec![N::of(0.0); answer.claim.points.len()];
    for &(next, _) in row {
        ahead[next as usize] = value(&answer.claim.points[next as usize]);
    }
    game.worth(i, s, plan.joint, &ahead)
}

/// The best that a player gets by another action, punished from then on; `None` if nothing can
/// tempt: an action that leads on alike and pays no more is ignored.
fn tempted<N: Number>(
    game: &Reading<'_, N>,
    (s, i): (usize, usize),
    joint: usize,
    threat: &[Option<N>],
) -> Option<N> {
    let state = &game.game.states()[s];
    let ignored = |to: usize| {
        state.transition[to] == state.transition[joint]
            && state.payoff[i][to] <= state.payoff[i][joint]
    };
    let mut best: Option<N> = None;
    for own in 0..state.actions[i] as usize {
        let to = game.replaced(s, joint, i, own);
        if to == joint || ignored(to) {
            continue;
        }
        // Where nothing is claimed no punishment is known: larger than any payoff.
        let most = || N::of(f64::MAX);
        let known = |next: &Option<N>| next.clone().unwrap_or_else(most);
        let mut ahead = vec![N::of(0.0); threat.len()];
        for &(next, _) in state.transition[to].iter().filter(|(_, q)| *q > 0.0) {
            ahead[next as usize] = known(&threat[next as usize]);
        }
        let worth = game.worth(i, s, to, &ahead);
        best = Some(best.map_or_else(|| worth.clone(), |best| best.larger(worth.clone())));
    }
    best
}
