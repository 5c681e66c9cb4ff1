//! The outer sets: a decreasing sequence that always contains every equilibrium payoff.
//!
//! Problem. B(W)(s) is the convex hull over joint actions a of
//! {x = (1 - delta) u(s, a) + delta sum q(s' | s, a) w(s') : w(s') in W(s'), x_i >= d_i(s, a)},
//! where d_i(s, a) is the best deviation of i from a when threatened with P_i, the least payoff
//! of i in W. The sets sought, V*, are the largest fixed point. With M(s, a, l) the support of
//! the a-part of B(W) in direction l, the support h of V* satisfies
//!     h(s, l) <= max over a of min{ l (1 - delta) u + delta sum q h(s', l), M(s, a, l) }
//! whatever W contains V*. The right side is a monotone contraction in h for each direction
//! alone, so its fixed point bounds h: one step of the sequence settles all that no incentive
//! binds, at any discount. Threats are settled likewise (`threats`).
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), Econometrica 58; Judd, Yeltekin and Conklin (2003),
//! Econometrica 71; Abreu and Sannikov (2014), Theoretical Economics 9; Abreu, Brooks and
//! Sannikov (2020), Econometrica 88 (the minimum of recursive and binding payoff).

use super::arrays::{Arrays, Point};
use super::fan::{Fan, dot};
use super::polygon::{Curve, Cut, tighten};
use super::trail::OuterLink;

/// Rounding is covered by widening every bound by this, payoffs being at most one.
pub(super) const WIDENING: f64 = 4e-11;

/// Supports and vertices of all states over the fan, with the threats. Shape: states x fan.
pub(super) struct Outer {
    pub(super) fan: Fan,
    pub(super) support: Vec<f64>,
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    /// Lower bounds on what a player can be held to, by state.
    pub(super) threat: [Vec<f64>; 2],
    /// Whether a joint action can still be part of an equilibrium.
    pub(super) live: Vec<bool>,
    /// Whether a state can still have an equilibrium.
    pub(super) exists: Vec<bool>,
    /// M, by joint action and direction.
    pub(super) bound: Vec<f64>,
    pub(super) steps: usize,
    /// What every step left, and how many numbers that is.
    pub(super) links: Vec<OuterLink>,
    pub(super) recorded: usize,
}

impl Outer {
    /// The square that holds all payoffs.
    pub(super) fn new(arrays: &Arrays) -> Self {
        let (fan, states) = (Fan::new(), arrays.states);
        let count = fan.len();
        let square = |k: usize| fan.x[k].abs() + fan.y[k].abs() + WIDENING;
        let mut outer = Self {
            support: (0..states * count).map(|at| square(at % count)).collect(),
            x: vec![0.0; states * count],
            y: vec![0.0; states * count],
            threat: [vec![-1.0; states], vec![-1.0; states]],
            live: vec![true; arrays.base.len()],
            exists: vec![true; states],
            bound: Vec::new(),
            steps: 0,
            links: Vec::new(),
            recorded: 0,
            fan,
        };
        (0..states).for_each(|s| outer.shape(s));
        outer
    }

    pub(super) fn curve(&self, state: usize) -> Curve<'_> {
        let span = state * self.fan.len()..(state + 1) * self.fan.len();
        Curve { x: &self.x[span.clone()], y: &self.y[span] }
    }

    /// One step of the decreasing sequence; the largest fall of a support.
    pub(super) fn step(&mut self, arrays: &Arrays) -> f64 {
        self.steps += 1;
        self.bind(arrays);
        self.raise_threats(arrays);
        let old = self.support.clone();
        self.settle(arrays);
        let count = self.fan.len();
        (0..arrays.states).for_each(|s| self.hold_threats(s));
        self.record(true);
        (0..arrays.states).for_each(|s| self.shape(s));
        let live = (0..old.len()).filter(|at| self.exists[at / count]);
        live.map(|at| old[at] - self.support[at]).fold(0.0, f64::max)
    }

    /// No player gets less than it can be held to.
    fn hold_threats(&mut self, state: usize) {
        for player in 0..2 {
            let at = state * self.fan.len() + self.fan.least(player);
            let most = WIDENING - self.threat[player][state];
            self.support[at] = self.support[at].min(most);
        }
    }

    /// Supports of all feasible payoffs, incentives aside.
    pub(super) fn settle_feasible(&mut self, arrays: &Arrays) {
        self.bound = vec![f64::INFINITY; arrays.base.len() * self.fan.len()];
        self.settle(arrays);
        self.record(false);
        (0..arrays.states).for_each(|s| self.shape(s));
    }

    /// Tight supports and vertices of one state.
    pub(super) fn shape(&mut self, state: usize) {
        let span = state * self.fan.len()..(state + 1) * self.fan.len();
        let (x, y) = (&mut self.x[span.clone()], &mut self.y[span.clone()]);
        if self.exists[state] && !tighten(&self.fan, &mut self.support[span], x, y) {
            self.exists[state] = false;
        }
    }

    /// M for every joint action, and which of them are still possible.
    fn bind(&mut self, arrays: &Arrays) {
        let count = self.fan.len();
        self.bound.resize(arrays.base.len() * count, 0.0);
        let mut scratch = Scratch::new(count);
        for s in 0..arrays.states {
            for row in arrays.rows(s) {
                let reachable = arrays.successors(row).iter().all(|&(next, _)| self.exists[next]);
                if reachable {
                    sum_curves(arrays, row, count, (&self.x, &self.y), &mut scratch);
                }
                for joint in arrays.actions(s).filter(|&j| arrays.row_of[j] == row) {
                    self.live[joint] = self.live[joint]
                        && self.exists[s]
                        && reachable
                        && self.bind_action(arrays, joint, &mut scratch);
                }
            }
            self.exists[s] = arrays.actions(s).any(|joint| self.live[joint]);
        }
    }

    /// M of one joint action; false if no continuation deters.
    fn bind_action(&mut self, arrays: &Arrays, joint: usize, scratch: &mut Scratch) -> bool {
        let count = self.fan.len();
        let base = arrays.base[joint];
        let floor = [0, 1].map(|i| arrays.temptation(i, joint, &self.threat[i]) - WIDENING);
        let to = &mut self.bound[joint * count..(joint + 1) * count];
        let Scratch { x, y, cut } = scratch;
        let curve = Curve { x, y };
        let within = |i: usize| {
            let least = curve.at(self.fan.least(i))[i];
            base[i] + least >= floor[i]
        };
        if within(0) && within(1) {
            for (k, to) in to.iter_mut().enumerate() {
                let point = [base[0] + x[k], base[1] + y[k]];
                *to = dot(self.fan.at(k), point);
            }
            return true;
        }
        cut.make(curve, base, floor);
        for (k, to) in to.iter_mut().enumerate() {
            *to = cut_support(&self.fan, k, curve, base, cut);
        }
        !cut.is_empty()
    }

    /// Brings supports down to the fixed point in the head of this file, or near it.
    fn settle(&mut self, arrays: &Arrays) {
        let sweeps = if arrays.discount > 0.95 { 4 } else { 16 };
        for _ in 0..8 {
            let mut change = 0.0;
            for _ in 0..sweeps {
                change = self.sweep(arrays);
                if change < WIDENING {
                    return;
                }
            }
            if arrays.discount <= 0.95 || change < WIDENING {
                return;
            }
            self.jump(arrays);
        }
    }

    /// One sweep over the states, in place; the largest fall.
    fn sweep(&mut self, arrays: &Arrays) -> f64 {
        let count = self.fan.len();
        let (mut best, mut ahead) = (vec![0.0; count], vec![0.0; count]);
        let mut change = 0.0_f64;
        for s in (0..arrays.states).filter(|&s| self.exists[s]).collect::<Vec<_>>() {
            self.backup(arrays, s, &self.support, &mut ahead, &mut best);
            for (to, &new) in self.support[s * count..(s + 1) * count].iter_mut().zip(&best) {
                let new = new + WIDENING;
                if new < *to {
                    change = change.max(*to - new);
                    *to = new;
                }
            }
        }
        change
    }

    /// max over a of min{recursive, M} in one state, for all directions.
    pub(super) fn backup(
        &self,
        arrays: &Arrays,
        s: usize,
        support: &[f64],
        ahead: &mut [f64],
        best: &mut [f64],
    ) {
        let count = self.fan.len();
        best.fill(f64::NEG_INFINITY);
        for row in arrays.rows(s) {
            let mut fresh = false;
            for joint in arrays.actions(s).filter(|&j| self.live[j] && arrays.row_of[j] == row) {
                if !fresh {
                    sum_supports(arrays, row, support, ahead);
                    fresh = true;
                }
                let [bx, by] = arrays.base[joint];
                let bound = &self.bound[joint * count..(joint + 1) * count];
                let directions = self.fan.x.iter().zip(&self.fan.y);
                let all = best.iter_mut().zip(ahead.iter()).zip(bound).zip(directions);
                for (((best, ahead), &bound), (lx, ly)) in all {
                    let recursive = ahead + lx * bx + ly * by;
                    let lesser = if recursive < bound { recursive } else { bound };
                    *best = if lesser > *best { lesser } else { *best };
                }
            }
        }
    }
}

/// Work space of one state.
pub(super) struct Scratch {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) cut: Cut,
}

impl Scratch {
    pub(super) fn new(count: usize) -> Self {
        Self { x: vec![0.0; count], y: vec![0.0; count], cut: Cut::default() }
    }
}

/// delta sum q W(s'), vertex by vertex.
pub(super) fn sum_curves(
    arrays: &Arrays,
    row: usize,
    count: usize,
    (x, y): (&[f64], &[f64]),
    to: &mut Scratch,
) {
    to.x.fill(0.0);
    to.y.fill(0.0);
    for &(next, q) in arrays.successors(row) {
        let span = next * count..(next + 1) * count;
        to.x.iter_mut().zip(&x[span.clone()]).for_each(|(to, x)| *to += q * x);
        to.y.iter_mut().zip(&y[span]).for_each(|(to, y)| *to += q * y);
    }
}

fn sum_supports(arrays: &Arrays, row: usize, support: &[f64], to: &mut [f64]) {
    to.fill(0.0);
    for &(next, q) in arrays.successors(row) {
        let from = &support[next * to.len()..(next + 1) * to.len()];
        to.iter_mut().zip(from).for_each(|(to, h)| *to += q * h);
    }
}

/// Support of a cut polygon: vertices k - 1 and k attain it if they stay, else a new corner does.
fn cut_support(fan: &Fan, k: usize, curve: Curve<'_>, base: Point, cut: &Cut) -> f64 {
    let direction = fan.at(k);
    let vertex = |k: usize| [base[0] + curve.x[k], base[1] + curve.y[k]];
    if cut.stays[k] {
        return dot(direction, vertex(k));
    }
    if cut.stays[fan.before(k)] {
        return dot(direction, vertex(fan.before(k)));
    }
    let corners = cut.corners.iter().map(|c| dot(direction, c.point));
    corners.fold(f64::NEG_INFINITY, f64::max)
}
