//! That no player gains more than the regret stated by any deviation from stationary strategies.
//!
//! Claim. Against the others' strategies player i faces a decision process; T is its optimality
//! operator, T_x the operator of keeping to the own strategies, b < 1 the largest sum of a row of
//! delta q. If W <= T_x W + e everywhere, keeping is worth at least W - e / (1 - b); if
//! T B <= B + e, no plan is worth more than B + e / (1 - b), since both operators are monotone and
//! contract by b. The largest B - W with both margins is the most that i could gain.
//!
//! W and B are proposed by policy iteration in floating point and corrected by what the arithmetic
//! of the check finds left over; how they were found is of no account to the inequalities.
//!
//! # Source
//! Puterman (1994), Markov Decision Processes, theorems 6.2.2 and 6.3.3.

use std::collections::BTreeMap;

use super::linear::System;
use super::number::Number;
use super::reading::Reading;
use super::{Check, Claim, Verification};
use crate::markov::MarkovEquilibrium;
use crate::stochastic_game::StochasticGame;

/// Rounds of policy iteration, and of corrections to one solution.
const ROUNDS_MAX: usize = 60;
const CORRECTIONS_MAX: usize = 4;
/// Gain, as a share of the largest payoff, below which a policy is not changed.
const GAIN: f64 = 1e-13;
/// How far stated values may be from those of the strategies, as a share of the largest payoff.
const VALUE: f64 = 1e-9;

/// Checks the regret and the values of stationary strategies.
#[must_use]
pub fn verify_stationary(game: &StochasticGame, answer: &MarkovEquilibrium) -> Verification {
    if whole(game, answer) {
        super::verify(game, answer)
    } else {
        let what = "strategies are odds, values and regret are finite";
        Verification { checks: vec![Check { what, worst: 1.0, allowed: 0.0 }], exact: true }
    }
}

/// Whether every state and player has its odds and its value.
fn whole(game: &StochasticGame, answer: &MarkovEquilibrium) -> bool {
    let odds = |row: &Vec<f64>, count: u32| {
        let sum: f64 = row.iter().sum();
        row.len() == count as usize && row.iter().all(|p| *p >= 0.0) && (sum - 1.0).abs() < 1e-9
    };
    let states = game.states();
    let odds = |(rows, state): (&Vec<Vec<f64>>, &crate::GameState)| {
        rows.len() == game.players() && rows.iter().zip(&state.actions).all(|(r, &n)| odds(r, n))
    };
    let value = |row: &Vec<f64>| row.len() == game.players() && row.iter().all(|v| v.is_finite());
    answer.strategies.len() == states.len()
        && answer.strategies.iter().zip(states).all(odds)
        && answer.values.len() == states.len()
        && answer.values.iter().all(value)
        && answer.regret.is_finite()
}

impl Claim for MarkovEquilibrium {
    fn checks<N: Number>(&self, game: &Reading<'_, N>) -> Vec<Check> {
        let payoffs = game.game.states().iter().flat_map(|s| &s.payoff).flatten();
        let scale = payoffs.fold(0.0, |most: f64, u| most.max(u.abs()));
        let (mut gain, mut off, mut allowed) = (f64::MIN, f64::MIN, 0.0_f64);
        for player in 0..game.game.players() {
            let facing = Facing::new(game, self, player);
            let Some(found) = facing.bounds(scale) else {
                gain = f64::INFINITY;
                continue;
            };
            let stated = N::of(self.regret);
            gain = gain.max(found.gain().minus(&stated).near());
            let values = self.values.iter().zip(&found.keep);
            let far = values.map(|(stated, v)| v.minus(&N::of(stated[player])).near().abs());
            off = far.fold(off, f64::max);
            allowed = allowed.max(game.rounding(scale) * found.periods);
        }
        vec![
            Check { what: "no deviation gains more than the regret", worst: gain, allowed },
            Check {
                what: "values are those of the strategies",
                worst: off,
                allowed: VALUE * scale,
            },
        ]
    }
}

/// What an action pays, and what follows.
struct Row<N> {
    now: N,
    ahead: Vec<(usize, N)>,
}

impl<N: Number> Row<N> {
    /// A weighted sum of parts: what each pays, and where it leads.
    fn sum<'a>(parts: impl Iterator<Item = (N, &'a N, &'a [(usize, N)])>) -> Self
    where
        N: 'a,
    {
        let (mut now, mut ahead) = (N::of(0.0), BTreeMap::new());
        for (weight, pays, leads) in parts {
            now = now.plus(&weight.times(pays));
            for (to, odds) in leads {
                let sum = ahead.entry(*to).or_insert_with(|| N::of(0.0));
                *sum = sum.plus(&weight.times(odds));
            }
        }
        Self { now, ahead: ahead.into_iter().collect() }
    }

    fn worth(&self, value: &[N]) -> N {
        let ahead = self.ahead.iter();
        ahead.fold(self.now.clone(), |sum, (to, odds)| sum.plus(&odds.times(&value[*to])))
    }

    fn near(&self) -> Row<f64> {
        let ahead = self.ahead.iter().map(|(to, odds)| (*to, odds.near())).collect();
        Row { now: self.now.near(), ahead }
    }

    fn total(&self) -> N {
        self.ahead.iter().fold(N::of(0.0), |sum, (_, odds)| sum.plus(odds))
    }
}

/// The decision process of one player against the others' strategies.
struct Facing<N> {
    /// Shape: states x own actions.
    rows: Vec<Vec<Row<N>>>,
    /// Keeping to the own strategies, by state.
    keep: Vec<Row<N>>,
}

/// What keeping and what the best plan are worth, each with its margin.
struct Bounds<N> {
    keep: Vec<N>,
    keep_margin: N,
    best: Vec<N>,
    best_margin: N,
    /// 1 / (1 - b).
    periods: f64,
}

impl<N: Number> Bounds<N> {
    fn gain(&self) -> N {
        let margins = self.keep_margin.plus(&self.best_margin);
        let gains = self.best.iter().zip(&self.keep).map(|(b, w)| b.minus(w).plus(&margins));
        gains.fold(N::of(0.0), N::larger)
    }
}

impl<N: Number> Facing<N> {
    fn new(game: &Reading<'_, N>, claim: &MarkovEquilibrium, player: usize) -> Self {
        let states = game.game.states();
        let mut facing = Self { rows: Vec::new(), keep: Vec::new() };
        for (s, state) in states.iter().enumerate() {
            let shares: Vec<Vec<N>> = claim.strategies[s].iter().map(|row| shares(row)).collect();
            let others = |joint: usize| {
                let part = |i: usize| &shares[i][state.action_of(i, joint)];
                (0..shares.len()).filter(|i| *i != player).fold(N::of(1.0), |p, i| p.times(part(i)))
            };
            let row = |own: usize| {
                let joints = (0..game.joints(s)).filter(|&j| state.action_of(player, j) == own);
                let part = |j| (others(j), game.paid(player, s, j), game.ahead(s, j));
                let parts = joints.map(part).filter(|(weight, ..)| *weight > N::of(0.0));
                Row::sum(parts)
            };
            let rows: Vec<Row<N>> = (0..state.actions[player] as usize).map(row).collect();
            let mixed = rows.iter().zip(&shares[player]);
            let parts = mixed.map(|(row, p)| (p.clone(), &row.now, &row.ahead[..]));
            let parts = parts.filter(|(weight, ..)| *weight > N::of(0.0));
            facing.keep.push(Row::sum(parts));
            facing.rows.push(rows);
        }
        facing
    }

    /// `None` if payoffs ahead are not discounted.
    fn bounds(&self, scale: f64) -> Option<Bounds<N>> {
        let totals = self.rows.iter().flatten().chain(&self.keep).map(Row::total);
        let left = N::of(1.0).minus(&totals.fold(N::of(0.0), N::larger));
        if left <= N::of(0.0) {
            return None;
        }
        let near: Vec<Vec<Row<f64>>> =
            self.rows.iter().map(|rows| rows.iter().map(Row::near).collect()).collect();
        let keep = corrected(&self.keep.iter().collect::<Vec<_>>());
        let start: Vec<f64> = keep.iter().map(Number::near).collect();
        let policy = policy_iteration(&near, start, GAIN * scale);
        let taken = self.rows.iter().zip(&policy).map(|(rows, &a)| &rows[a]);
        let best = corrected(&taken.collect::<Vec<_>>());
        let short = self.keep.iter().zip(&keep).map(|(row, w)| w.minus(&row.worth(&keep)));
        let over = self.rows.iter().zip(&best);
        let over = over.flat_map(|(rows, b)| rows.iter().map(move |row| (row, b)));
        let over = over.map(|(row, b)| row.worth(&best).minus(b));
        let keep_margin = short.fold(N::of(0.0), N::larger).over(&left);
        let best_margin = over.fold(N::of(0.0), N::larger).over(&left);
        let periods = N::of(1.0).over(&left).near();
        Some(Bounds { keep_margin, best_margin, periods, keep, best })
    }
}

/// Odds scaled so that they sum to one in the arithmetic of the check.
fn shares<N: Number>(odds: &[f64]) -> Vec<N> {
    let sum = odds.iter().fold(N::of(0.0), |sum, p| sum.plus(&N::of(*p)));
    odds.iter().map(|p| N::of(*p).over(&sum)).collect()
}

/// The value of a chain: a solution in floating point, then what is left over solved for and added.
fn corrected<N: Number>(chain: &[&Row<N>]) -> Vec<N> {
    let near: Vec<Row<f64>> = chain.iter().map(|row| row.near()).collect();
    let system = System::new(&near.iter().map(|row| row.ahead.clone()).collect::<Vec<_>>());
    let mut value = vec![N::of(0.0); chain.len()];
    for _ in 0..CORRECTIONS_MAX {
        let left = chain.iter().zip(&value).map(|(row, v)| row.worth(&value).minus(v).near());
        let left: Vec<f64> = left.collect();
        let more = system.solve(&left);
        if left.iter().all(|x| *x == 0.0) || more.iter().any(|x| !x.is_finite()) {
            break;
        }
        value.iter_mut().zip(more).for_each(|(v, x)| *v = v.plus(&N::of(x)));
    }
    value
}

/// A policy that no single change betters by more than `gain`, in floating point.
fn policy_iteration(rows: &[Vec<Row<f64>>], mut value: Vec<f64>, gain: f64) -> Vec<usize> {
    let best = |rows: &Vec<Row<f64>>, value: &[f64], start: usize, gain: f64| {
        let worth = |a: usize| rows[a].worth(value);
        (0..rows.len()).fold(start, |a, b| if worth(b) > worth(a) + gain { b } else { a })
    };
    let mut policy: Vec<usize> = rows.iter().map(|rows| best(rows, &value, 0, 0.0)).collect();
    for _ in 0..ROUNDS_MAX {
        let taken: Vec<&Row<f64>> = rows.iter().zip(&policy).map(|(rows, &a)| &rows[a]).collect();
        value = corrected(&taken);
        let again = rows.iter().zip(&policy).map(|(rows, &a)| best(rows, &value, a, gain));
        let again: Vec<usize> = again.collect();
        if again == policy {
            break;
        }
        policy = again;
    }
    policy
}
