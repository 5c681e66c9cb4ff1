//! Two-sided bounds on values, proved after the fact from any approximation.
//!
//! Problem. Let v* solve v = b + A v (A >= 0, row sums at most 1, less at discounted time
//! nodes, none at terminals) and let v be any approximation, with residual
//! rho = b + A v - v. For a weight w >= 0 with w - A w >= g > 0 outside the terminals,
//!     v + c_lo w <= v* <= v + c_hi w,   c_hi (w - A w) >= rho >= c_lo (w - A w).
//! Proof. w - A w >= g > 0 and w bounded make sum_k A^k g <= w finite, so A^k -> 0 and
//! v* - v = sum_k A^k rho <= c_hi sum_k A^k (w - A w) = c_hi w. With w constant, g = 1 - beta
//! and this is MacQueen's bound; w that varies is Porteus's similarity transform, and is what
//! makes the bound valid when discounts differ and terminals (discount 0) end play.
//! For the maximum over policies the upper bound asks the same of *every* edge of a free choice:
//! c_hi (w(s) - w(t)) >= r + v(t) - v(s); then v + c_hi w is a supersolution of the optimality
//! equation. The lower bound is that of the policy at hand.
//!
//! Rounding. A sum of k products a x, a itself a product, is off by at most
//! (k + 4) u / (1 - (k + 4) u) times the sum of |a x| (Higham 2002, Accuracy and Stability,
//! lemma 3.1, u = 2^-53); we charge (2 k + 8) 2^-52, at least four times that, and push every quotient outward.
//!
//! # Source
//! MacQueen (1966), J. Math. Anal. Appl. 14; Porteus (1971), Management Science 18, and (1975),
//! Operations Research 23 (unequal row sums); Puterman (1994), theorem 6.6.3.

use crate::chain::discount;
use crate::policy::Policy;
use crate::process::{NodeKind, StagedProcess};
use crate::weights::{Payoff, Weights};

/// Whose choices are free while bounding: the others' follow the policy.
#[derive(Clone, Copy)]
pub(crate) struct Control<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) free: Option<u16>,
}

impl Control<'_> {
    pub(crate) fn is_free(&self, kind: NodeKind) -> bool {
        matches!((kind, self.free), (NodeKind::Choice { decider }, Some(p)) if decider == p)
    }
}

/// Multiples of the weight that bracket the truth: v + low w <= v* <= v + high w.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Multiples {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// One row of the residual: rho and w - A w, each with the most that rounding may hide.
struct RowBound {
    residual: f64,
    residual_error: f64,
    fall: f64,
    fall_error: f64,
}

/// Certifies `v` (by position) for one payoff, with the weight `w` (by position).
///
/// `None` if some w - A w is not positive or a number is not finite.
pub(crate) fn certify(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    payoff: &Payoff,
    v: &[f64],
    w: &[f64],
) -> Option<Multiples> {
    let problem = Problem { process, weights, payoff, v, w };
    let mut all = Multiples { low: 0.0, high: 0.0 };
    let mut first = true;
    for position in 0..v.len() {
        let Some(row) = problem.row(position, control)? else { continue };
        all = if first { row } else { join(all, row) };
        first = false;
    }
    Some(all)
}

/// The least that `w` loses at a time node, rounding deducted.
///
/// `None` if it does not fall at every node that is not terminal.
pub(crate) fn smallest_fall(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    w: &[f64],
) -> Option<f64> {
    let payoff = &Payoff::zero(process);
    let problem = Problem { process, weights, payoff, v: w, w };
    let mut least = f64::INFINITY;
    for (position, &node) in process.order().sequence.iter().enumerate() {
        let kind = process.kind(node);
        let row = match kind {
            NodeKind::Terminal { .. } => continue,
            NodeKind::Choice { .. } => {
                problem.edge_row(position, control.policy.edge(process, node))
            }
            NodeKind::Chance | NodeKind::Time => problem.drawn_row(position, node),
        };
        let fall = row.fall - row.fall_error;
        let falls = fall > 0.0;
        if !falls {
            return None;
        }
        least = if kind == NodeKind::Time { least.min(fall) } else { least };
    }
    Some(least)
}

fn join(a: Multiples, b: Multiples) -> Multiples {
    Multiples { low: a.low.min(b.low), high: a.high.max(b.high) }
}

struct Problem<'a> {
    process: &'a StagedProcess,
    weights: &'a Weights,
    payoff: &'a Payoff,
    v: &'a [f64],
    w: &'a [f64],
}

impl Problem<'_> {
    /// What one node asks of the multiples: nothing at a terminal; `None` if not certifiable.
    fn row(&self, position: usize, control: Control) -> Option<Option<Multiples>> {
        let node = self.process.order().sequence[position];
        let kind = self.process.kind(node);
        match kind {
            NodeKind::Terminal { .. } => {
                let exact = self.v[position] == self.payoff.terminal[node as usize];
                if exact { Some(None) } else { None }
            }
            NodeKind::Choice { .. } => {
                let kept = control.policy.edge(self.process, node);
                let mut all = self.edge_row(position, kept).multiples()?;
                if control.is_free(kind) {
                    for edge in self.process.edges_of(node) {
                        let other = self.edge_row(position, edge).multiples()?;
                        all.high = all.high.max(other.high);
                    }
                }
                Some(Some(all))
            }
            NodeKind::Chance | NodeKind::Time => {
                let row = self.drawn_row(position, node).multiples()?;
                Some(Some(row))
            }
        }
    }

    fn edge_row(&self, position: usize, edge: usize) -> RowBound {
        let mut sums = Sums::default();
        self.add(&mut sums, 1.0, edge);
        sums.bound(self.v[position], self.w[position])
    }

    fn drawn_row(&self, position: usize, node: u32) -> RowBound {
        let mut sums = Sums::default();
        let discount = discount(self.process, self.weights, node);
        for edge in self.process.edges_of(node) {
            self.add(&mut sums, discount * self.weights.probability[edge], edge);
        }
        sums.bound(self.v[position], self.w[position])
    }

    fn add(&self, sums: &mut Sums, factor: f64, edge: usize) {
        let next = self.process.order().rank[self.process.target(edge) as usize] as usize;
        let (reward, value) = (self.payoff.reward[edge], self.v[next]);
        sums.value += factor * (reward + value);
        sums.size += factor * (reward.abs() + value.abs());
        sums.weight += factor * self.w[next];
        sums.light = sums.light.min(self.w[next]);
        sums.terms += 1.0;
    }
}

#[derive(Default)]
struct Sums {
    value: f64,
    size: f64,
    weight: f64,
    /// The least weight ahead, or 0.
    light: f64,
    terms: f64,
}

impl Sums {
    /// A weight below 0 anywhere bounds nothing: its row is made to fall by no number.
    fn bound(&self, v: f64, w: f64) -> RowBound {
        let w = if w >= 0.0 && self.light >= 0.0 { w } else { f64::NAN };
        let unit = (2.0 * self.terms + 8.0) * f64::EPSILON;
        RowBound {
            residual: self.value - v,
            residual_error: unit * (self.size + v.abs()) + f64::MIN_POSITIVE,
            fall: w - self.weight,
            fall_error: unit * (self.weight + w) + f64::MIN_POSITIVE,
        }
    }
}

impl RowBound {
    fn multiples(&self) -> Option<Multiples> {
        let (fall_low, fall_high) = (self.fall - self.fall_error, self.fall + self.fall_error);
        let most = self.residual + self.residual_error;
        let least = self.residual - self.residual_error;
        let sound =
            fall_low > 0.0 && fall_high.is_finite() && most.is_finite() && least.is_finite();
        if !sound {
            return None;
        }
        let high = most / if most >= 0.0 { fall_low } else { fall_high };
        let low = least / if least <= 0.0 { fall_low } else { fall_high };
        Some(Multiples { low: outward(low, -1.0), high: outward(high, 1.0) })
    }
}

/// A number pushed out by far more than the few roundings that made it.
pub(crate) fn outward(x: f64, direction: f64) -> f64 {
    x + direction * (8.0 * f64::EPSILON * x.abs() + f64::MIN_POSITIVE)
}
