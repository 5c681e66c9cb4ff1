//! Sweeps with extrapolation until the change is small: the engine, without certificate.

use crate::chain::{Chain, Columns};
use crate::core::Core;
use crate::extrapolate::Extrapolation;

/// Changes below this multiple of the largest value are rounding.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// One linear system under solution: v = b + A v for `C` right-hand sides.
pub(crate) struct Relaxation<const C: usize> {
    chain: Chain,
    base: Columns<C>,
    /// Values by position.
    v: Columns<C>,
    /// Found when first needed, and again after the chain has changed.
    core: Option<Core>,
    extrapolation: [Extrapolation; C],
    memory: usize,
    sweeps: u32,
}

impl<const C: usize> Relaxation<C> {
    pub(crate) fn new(chain: Chain, base: Columns<C>, memory: usize) -> Self {
        let v = vec![[0.0; C]; base.len()];
        let extrapolation = std::array::from_fn(|_| Extrapolation::new(memory));
        Self { chain, base, v, core: None, extrapolation, memory, sweeps: 0 }
    }

    /// Starts from a guess for each position and column.
    pub(crate) fn start_from(&mut self, guess: impl Fn(usize, usize) -> f64) {
        for (position, value) in self.v.iter_mut().enumerate() {
            *value = std::array::from_fn(|column| guess(position, column));
        }
    }

    /// Values by position.
    pub(crate) fn values(&self) -> &[[f64; C]] {
        &self.v
    }

    /// One column of values by position.
    pub(crate) fn column(&self, column: usize) -> Vec<f64> {
        self.v.iter().map(|v| v[column]).collect()
    }

    /// Sweeps done.
    pub(crate) fn sweeps(&self) -> u32 {
        self.sweeps
    }

    /// Gives the chain back, for another right-hand side.
    pub(crate) fn into_chain(self) -> Chain {
        self.chain
    }

    /// Sends a choice along another edge; extrapolation and core are found anew.
    pub(crate) fn redirect(&mut self, position: usize, target: usize, base: [f64; C]) {
        self.chain.redirect(position, crate::process::id(target));
        self.base[position] = base;
        self.extrapolation = std::array::from_fn(|_| Extrapolation::new(self.memory));
        self.core = None;
    }

    /// Renews the value at one position, outside `run`.
    pub(crate) fn renew(&mut self, position: usize) {
        self.chain.renew(position, &self.base, &mut self.v);
    }

    /// Counts a sweep made of `renew`.
    pub(crate) fn count_sweep(&mut self) {
        self.sweeps += 1;
    }

    /// Sweeps until no value read changes by more than `change`, rounding stops progress, or
    /// `sweeps_max` sweeps are done in all. Returns whether `change` was met.
    pub(crate) fn run(&mut self, change: f64, sweeps_max: u32) -> bool {
        let core = self.core.take().unwrap_or_else(|| Core::new(&self.chain));
        let base = core.gather(&self.base);
        let mut v = core.gather(&self.v);
        let met = loop {
            let old = gather(&core.inputs, &v);
            core.sweep(&base, &mut v);
            self.sweeps += 1;
            let new = gather(&core.inputs, &v);
            let moved: [f64; C] = std::array::from_fn(|c| largest_change(&old[c], &new[c]));
            let met = moved.iter().all(|&m| m <= change);
            let rounded = (0..C).all(|c| moved[c] <= ROUNDING * largest(&new[c]));
            if met || rounded || self.sweeps >= sweeps_max {
                break met;
            }
            self.extrapolate(&core.inputs, old, new, &mut v);
        };
        core.finish(&self.chain, &self.base, &v, &mut self.v);
        self.core = Some(core);
        met
    }

    fn extrapolate(
        &mut self,
        inputs: &[u32],
        old: [Vec<f64>; C],
        new: [Vec<f64>; C],
        v: &mut [[f64; C]],
    ) {
        for (column, (mut f, g)) in old.into_iter().zip(new).enumerate() {
            f.iter_mut().zip(&g).for_each(|(x, g)| *x = g - *x);
            let next = self.extrapolation[column].next(f, g);
            for (&place, x) in inputs.iter().zip(next) {
                v[place as usize][column] = x;
            }
        }
    }
}

fn gather<const C: usize>(inputs: &[u32], v: &[[f64; C]]) -> [Vec<f64>; C] {
    std::array::from_fn(|c| inputs.iter().map(|&p| v[p as usize][c]).collect())
}

fn largest_change(old: &[f64], new: &[f64]) -> f64 {
    old.iter().zip(new).map(|(o, n)| (n - o).abs()).fold(0.0, f64::max)
}

fn largest(values: &[f64]) -> f64 {
    values.iter().map(|v| v.abs()).fold(0.0, f64::max)
}
