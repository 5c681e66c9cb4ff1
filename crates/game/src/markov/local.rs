//! One state's equations and their derivatives.
//!
//! Problem. b(i, a) are logarithms of the odds p(i, a), Q(i, a) what action a is worth to i:
//! (1 - delta) u + delta sum q V(s'), in expectation over the others. With c the action that i
//! takes most,
//!     0 = k (b(i, a) - b(i, c)) - l (Q(i, a) - Q(i, c))   for a other than c
//!     0 = 1 - sum over a of p(i, a)
//!     0 = V(s, i) - sum over a of p(i, a) Q(i, a).
//! k = 1 and l the precision gives logit play; k = 0 and l = 1, with actions outside a support
//! held at zero, gives an equilibrium on that support.

use super::flat::{Flat, Place};

/// Weights k and l of the equations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    pub(super) log: f64,
    pub(super) gain: f64,
    /// Added to k in the derivative alone: a state in which a player's own mixture decides nothing
    /// there, but makes somebody even in another state, would be singular without.
    pub(super) damp: f64,
}

/// Odds and values of all states.
#[derive(Debug, Clone)]
pub(super) struct Play {
    /// Logarithms of odds, by action of all states.
    pub(super) log: Vec<f64>,
    /// Odds; zero outside the support.
    pub(super) odds: Vec<f64>,
    /// Values. Shape: states x players.
    pub(super) value: Vec<f64>,
    /// Actions held at zero.
    pub(super) barred: Vec<bool>,
}

/// Residuals and derivatives of one state, its odds eliminated.
pub(super) struct Local {
    /// Odds of all others at each joint action. Shape: joint actions x players.
    pub(super) others: Vec<f64>,
    /// Most likely action of each player.
    pub(super) reference: Vec<usize>,
    /// Residuals of the odds' equations.
    pub(super) residual: Vec<f64>,
    /// Residuals of the values' equations.
    pub(super) value_residual: Vec<f64>,
    /// Derivative of the odds' residuals by l: -(Q(a) - Q(c)), zero for c and barred actions.
    pub(super) by_gain: Vec<f64>,
    pub(super) factors: Dense,
    /// Effect of the odds' residuals on the values. Shape: players x actions.
    effect: Vec<f64>,
}

impl Local {
    /// `None` if the odds' equations are singular.
    pub(super) fn new(flat: &Flat, s: usize, play: &Play, weights: Weights) -> Option<Self> {
        let (place, n) = (&flat.places[s], flat.players);
        let odds = &play.odds[place.span()];
        let others = others(place, n, odds);
        let (worth, cross) = worths(place, n, &others, &play.value);
        let m = place.actions();
        let most = |i: usize| {
            place.of(i).fold(place.first[i], |a, b| if odds[b] > odds[a] { b } else { a })
        };
        let reference: Vec<usize> = (0..n).map(most).collect();
        let (mut matrix, mut residual, mut by_gain) =
            (vec![0.0; m * m], vec![0.0; m], vec![0.0; m]);
        let (log, barred) = (&play.log[place.span()], &play.barred[place.span()]);
        for (i, &c) in reference.iter().enumerate() {
            residual[c] = 1.0 - place.of(i).map(|a| odds[a]).sum::<f64>();
            place.of(i).for_each(|a| matrix[c * m + a] = -odds[a]);
            for a in place.of(i).filter(|&a| a != c) {
                let row = &mut matrix[a * m..(a + 1) * m];
                if barred[a] {
                    row[a] = 1.0;
                    continue;
                }
                by_gain[a] = -(worth[a] - worth[c]);
                residual[a] = weights.log * (log[a] - log[c]) + weights.gain * by_gain[a];
                for (k, to) in row.iter_mut().enumerate() {
                    *to = -weights.gain * (cross[a * m + k] - cross[c * m + k]);
                }
                row[a] += weights.log + weights.damp;
                row[c] -= weights.log + weights.damp;
            }
        }
        let mut through = vec![0.0; n * m];
        let mut value_residual = vec![0.0; n];
        for i in 0..n {
            value_residual[i] = play.value[s * n + i];
            for a in place.of(i) {
                value_residual[i] -= odds[a] * worth[a];
                through[i * m + a] += odds[a] * worth[a];
                (0..m).for_each(|k| through[i * m + k] += odds[a] * cross[a * m + k]);
            }
        }
        let factors = Dense::factor(matrix, m)?;
        let effect =
            through.chunks_exact(m).flat_map(|row| factors.solve_transposed(row)).collect();
        Some(Self { others, reference, residual, value_residual, by_gain, factors, effect })
    }

    /// Effect of residuals of the odds' equations on the value of player i.
    pub(super) fn effect(&self, i: usize, residual: &[f64]) -> f64 {
        let row = &self.effect[i * residual.len()..(i + 1) * residual.len()];
        row.iter().zip(residual).map(|(r, f)| r * f).sum()
    }

    /// The same of one action's residual.
    pub(super) fn effect_of(&self, i: usize, action: usize) -> f64 {
        self.effect[i * self.residual.len() + action]
    }

    /// Changes of logarithms that answer residuals of the odds' equations.
    pub(super) fn answer(&self, residual: &[f64]) -> Vec<f64> {
        self.factors.solve(residual)
    }
}

/// Products of odds over all players but one.
fn others(place: &Place, n: usize, odds: &[f64]) -> Vec<f64> {
    let mut all = Vec::with_capacity(place.action.len());
    for joint in place.action.chunks_exact(n) {
        for i in 0..n {
            let rest = (0..n).filter(|&k| k != i).map(|k| odds[joint[k]]);
            all.push(rest.product());
        }
    }
    all
}

/// What each action of a state is worth.
pub(super) fn worth(place: &Place, n: usize, odds: &[f64], value: &[f64]) -> Vec<f64> {
    worths(place, n, &others(place, n, odds), value).0
}

/// Q, and its derivative by the logarithms of odds.
fn worths(place: &Place, n: usize, others: &[f64], value: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let m = place.actions();
    let (mut worth, mut cross) = (vec![0.0; m], vec![0.0; m * m]);
    for (joint, action) in place.action.chunks_exact(n).enumerate() {
        for i in 0..n {
            let ahead = place.next[joint].iter().map(|&(next, q)| q * value[next * n + i]);
            let part = others[joint * n + i] * (place.base[joint * n + i] + ahead.sum::<f64>());
            worth[action[i]] += part;
            (0..n).filter(|&k| k != i).for_each(|k| cross[action[i] * m + action[k]] += part);
        }
    }
    (worth, cross)
}

/// A small matrix in triangular factors, rows exchanged.
pub(super) struct Dense {
    size: usize,
    matrix: Vec<f64>,
    order: Vec<usize>,
    /// Whether the determinant is below zero.
    pub(super) negative: bool,
}

impl Dense {
    /// `None` if it is singular.
    pub(super) fn factor(mut matrix: Vec<f64>, size: usize) -> Option<Self> {
        let mut order: Vec<usize> = (0..size).collect();
        let mut negative = false;
        for p in 0..size {
            let large = |r: usize| matrix[r * size + p].abs();
            let row = (p..size).fold(p, |a, b| if large(b) > large(a) { b } else { a });
            if large(row) < 1e-200 || !large(row).is_finite() {
                return None;
            }
            negative ^= (row != p) ^ (matrix[row * size + p] < 0.0);
            if row != p {
                order.swap(p, row);
                (0..size).for_each(|c| matrix.swap(p * size + c, row * size + c));
            }
            let (above, below) = matrix.split_at_mut((p + 1) * size);
            let lead = &above[p * size..];
            for row in below.chunks_exact_mut(size) {
                let factor = row[p] / lead[p];
                row[p] = factor;
                if factor != 0.0 {
                    row[p + 1..].iter_mut().zip(&lead[p + 1..]).for_each(|(x, l)| *x -= factor * l);
                }
            }
        }
        Some(Self { size, matrix, order, negative })
    }

    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let (n, m) = (self.size, &self.matrix);
        let mut x: Vec<f64> = self.order.iter().map(|&r| right[r]).collect();
        for i in 0..n {
            x[i] -= (0..i).map(|j| m[i * n + j] * x[j]).sum::<f64>();
        }
        for i in (0..n).rev() {
            let rest: f64 = (i + 1..n).map(|j| m[i * n + j] * x[j]).sum();
            x[i] = (x[i] - rest) / m[i * n + i];
        }
        x
    }

    /// Solves with the transposed matrix.
    fn solve_transposed(&self, right: &[f64]) -> Vec<f64> {
        let (n, m) = (self.size, &self.matrix);
        let mut x = right.to_vec();
        for i in 0..n {
            let before: f64 = (0..i).map(|j| m[j * n + i] * x[j]).sum();
            x[i] = (x[i] - before) / m[i * n + i];
        }
        for i in (0..n).rev() {
            x[i] -= (i + 1..n).map(|j| m[j * n + i] * x[j]).sum::<f64>();
        }
        let mut placed = vec![0.0; n];
        self.order.iter().zip(x).for_each(|(&r, x)| placed[r] = x);
        placed
    }
}
