//! Sweeps with extrapolation until the change is small: the engine, without certificate.

use crate::chain::{Chain, Columns};
use crate::extrapolate::Extrapolation;
use crate::order::SweepOrder;

/// One linear system under solution: v = b + A v for `C` right-hand sides.
pub(crate) struct Relaxation<'a, const C: usize> {
    order: &'a SweepOrder,
    pub(crate) base: Columns<C>,
    /// Values by position; always the outcome of a plain sweep.
    pub(crate) v: Columns<C>,
    extrapolation: [Extrapolation; C],
    memory: usize,
    /// Sweeps done.
    pub(crate) sweeps: u32,
}

/// Changes below this multiple of the largest value are rounding.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

impl<'a, const C: usize> Relaxation<'a, C> {
    pub(crate) fn new(order: &'a SweepOrder, base: Columns<C>, memory: usize) -> Self {
        let v = vec![[0.0; C]; base.len()];
        let extrapolation = std::array::from_fn(|_| Extrapolation::new(memory));
        Self { order, base, v, extrapolation, memory, sweeps: 0 }
    }

    /// Counts a sweep done from outside, which may have changed the map: directions are forgotten.
    pub(crate) fn count_sweep(&mut self) {
        self.sweeps += 1;
        self.extrapolation = std::array::from_fn(|_| Extrapolation::new(self.memory));
    }

    /// Sweeps until no value read changes by more than `change`, rounding stops progress, or
    /// `sweeps_max` sweeps are done in all. Returns whether `change` was met.
    pub(crate) fn run(&mut self, chain: &Chain, change: f64, sweeps_max: u32) -> bool {
        loop {
            let old = self.gather();
            chain.sweep(&self.base, &mut self.v);
            self.sweeps += 1;
            let new = self.gather();
            let met = (0..C).all(|c| largest_change(&old[c], &new[c]) <= change);
            let rounded = (0..C).all(|c| {
                largest_change(&old[c], &new[c]) <= ROUNDING * largest(&new[c])
            });
            if met || rounded || self.sweeps >= sweeps_max {
                return met;
            }
            self.step(old, new);
        }
    }

    fn gather(&self) -> [Vec<f64>; C] {
        let column = |c: usize| self.order.inputs.iter().map(|&p| self.v[p as usize][c]).collect();
        std::array::from_fn(column)
    }

    fn step(&mut self, old: [Vec<f64>; C], new: [Vec<f64>; C]) {
        for (column, (x, g)) in old.into_iter().zip(new).enumerate() {
            let f = x.iter().zip(&g).map(|(x, g)| g - x).collect();
            let next = self.extrapolation[column].next(f, g);
            for (&position, x) in self.order.inputs.iter().zip(next) {
                self.v[position as usize][column] = x;
            }
        }
    }
}

fn largest_change(old: &[f64], new: &[f64]) -> f64 {
    old.iter().zip(new).map(|(o, n)| (n - o).abs()).fold(0.0, f64::max)
}

fn largest(values: &[f64]) -> f64 {
    values.iter().map(|v| v.abs()).fold(0.0, f64::max)
}
