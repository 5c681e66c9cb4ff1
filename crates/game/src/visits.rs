//! Expected discounted visits of every node from one start.
//!
//! Problem. Solve y = e + A^T y, e the unit mass at the start: y(s) is the expected discounted
//! number of visits of s. With b the expected reward at a node, sum of y b = v(start), which is
//! why visits weigh margins. A sweep passes mass from parents to children in one go; only the
//! mass z carried by edges against the sweep order is unknown, and is extrapolated.
//!
//! Certificate. If the sweep from z returns z + d, then y* - y = N^T d with N = (I - A)^-1, and a
//! node is visited at most once a period, so |y*(s) - y(s)| <= sum_t |d(t)| (1 + w(t)), w the
//! discounted length of play (`lifetime`). Rounding is charged node by node like a residual.
//!
//! # Source
//! Puterman (1994), section 6.9.1 (dual variables as discounted state frequencies).

use crate::bracket::{Control, outward, smallest_fall};
use crate::chain::Chain;
use crate::error::GameError;
use crate::extrapolate::Extrapolation;
use crate::lifetime::lifetime;
use crate::policy::Policy;
use crate::process::StagedProcess;
use crate::status::{Settings, Status};
use crate::weights::Weights;

/// Expected discounted visits, all within one bound.
#[derive(Debug, Clone)]
pub struct Visits {
    /// Shape: nodes.
    pub expected: Vec<f64>,
    /// Certified: every entry is at most this far off.
    pub half_width: f64,
    /// How the solution ended.
    pub status: Status,
    /// Sweeps over the process.
    pub sweeps: u32,
}

/// Expected discounted visits of every node when play starts at `start`.
///
/// # Units
/// Visits; a node visited once, now, counts 1; once after one time node of discount d, d.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`].
pub fn expected_visits(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    settings: &Settings,
) -> Result<Visits, GameError> {
    weights.check(process)?;
    policy.check(process)?;
    process.check_node(start)?;
    let control = Control { policy, free: None };
    let (weight, _) = lifetime(process, weights, control, *settings);
    let fall = smallest_fall(process, weights, control, &weight);
    let chain = Chain::new(process, weights, policy);
    let mut flow = Flow::new(process, &chain, start, &weight, fall);
    let (half_width, status) = flow.solve(settings);
    let visits = |&p: &u32| flow.mass[p as usize].max(0.0);
    let expected = process.order().rank.iter().map(visits).collect();
    Ok(Visits { expected, half_width, status, sweeps: flow.sweeps })
}

/// So many sweeps in a row that gain less than a tenth mean that rounding is in the way.
const STALLED_MAX: u32 = 200;

struct Flow<'a> {
    process: &'a StagedProcess,
    chain: &'a Chain,
    start: usize,
    /// 1 + w by position: the most that a unit of mass can add to any node, now and later.
    reach: Vec<f64>,
    /// y by position.
    mass: Vec<f64>,
    /// Mass carried against the order, by position; zero outside the inputs. Below zero where an
    /// extrapolation overshot: sweeps are affine, and clipping would send them round in circles.
    carried: Vec<f64>,
    sweeps: u32,
}

impl<'a> Flow<'a> {
    fn new(
        process: &'a StagedProcess,
        chain: &'a Chain,
        start: u32,
        weight: &[f64],
        fall: Option<f64>,
    ) -> Self {
        let start = process.order().rank[start as usize] as usize;
        let most = |w: &f64| fall.map_or(f64::INFINITY, |fall| outward(1.0 + w / fall, 1.0));
        let reach = weight.iter().map(most).collect();
        let zero = vec![0.0; process.nodes()];
        Self { process, chain, start, reach, mass: zero.clone(), carried: zero, sweeps: 0 }
    }

    /// Sweeps until the bound is small; the half-width and how it ended.
    fn solve(&mut self, settings: &Settings) -> (f64, Status) {
        let mut extrapolation = Extrapolation::new(settings.memory);
        let (mut best, mut stalled) = (f64::INFINITY, 0);
        loop {
            let old = self.gather();
            self.sweep();
            let new = self.gather();
            let error = self.error(&old, &new);
            stalled = if error < 0.9 * best { 0 } else { stalled + 1 };
            best = best.min(error);
            let out = self.sweeps >= settings.sweeps_max;
            if error <= 0.5 * settings.gap || out || stalled > STALLED_MAX || error.is_infinite() {
                return self.verdict(error, out, settings);
            }
            let f = old.iter().zip(&new).map(|(o, n)| n - o).collect();
            let next = extrapolation.next(f, new);
            for (&position, x) in self.process.order().inputs.iter().zip(next) {
                self.carried[position as usize] = x;
            }
        }
    }

    fn verdict(&self, error: f64, out: bool, settings: &Settings) -> (f64, Status) {
        let half_width = outward(error + self.rounding(), 1.0);
        let status = if half_width <= settings.gap {
            Status::Closed
        } else if !half_width.is_finite() {
            Status::NotTransient
        } else if out {
            Status::SweepLimit
        } else {
            Status::RoundingLimit
        };
        (half_width, status)
    }

    fn gather(&self) -> Vec<f64> {
        let inputs = self.process.order().inputs.iter();
        inputs.map(|&p| self.carried[p as usize]).collect()
    }

    /// Parents before children; mass that goes against the order is carried over.
    fn sweep(&mut self) {
        self.sweeps += 1;
        std::mem::swap(&mut self.mass, &mut self.carried);
        self.carried.fill(0.0);
        self.mass[self.start] += 1.0;
        for position in (0..self.mass.len()).rev() {
            let mass = self.mass[position];
            for (target, factor) in self.chain.row(position) {
                let onward = if target < position { &mut self.mass } else { &mut self.carried };
                onward[target] += factor * mass;
            }
        }
    }

    /// What the mass found wrong in `old` can still add anywhere.
    fn error(&self, old: &[f64], new: &[f64]) -> f64 {
        let inputs = self.process.order().inputs.iter();
        let reach = inputs.map(|&p| self.reach[p as usize]);
        let wrong = old.iter().zip(new).map(|(o, n)| (n - o).abs());
        let sum: f64 = wrong.zip(reach).map(|(d, r)| d * r).sum();
        if self.reach.iter().all(|r| r.is_finite()) { sum } else { f64::INFINITY }
    }

    /// Rounding of the sums of arriving mass, charged like a residual.
    fn rounding(&self) -> f64 {
        let mut terms = vec![8.0; self.mass.len()];
        for position in 0..self.mass.len() {
            self.chain.row(position).for_each(|(target, _)| terms[target] += 2.0);
        }
        let charge = |((m, r), k): ((&f64, &f64), f64)| k * f64::EPSILON * m.abs() * r;
        self.mass.iter().zip(&self.reach).zip(terms).map(charge).sum()
    }
}
