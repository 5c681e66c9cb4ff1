//! Values of a discounted chain: x = b + F x with F >= 0 and row sums below one.
//!
//! Where plain sweeps come near fast (`sweeps`) they do. Else the chain is put in an order in which successors come first where they can; a sweep in that
//! order (Gauss-Seidel) is exact but for what runs backwards, and that is left to a Krylov
//! method (`krylov`). Small chains on which it stalls are eliminated directly (`reduction`).
//! The residual returned is recomputed from x, so it certifies x whatever the method did.

mod krylov;
mod order;
mod reduction;
mod sweeps;

use crate::process::id;

/// States up to which direct elimination is tried: beyond it the cube costs too much.
const REDUCTION_MAX: usize = 1500;

/// The matrix F in compressed rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chain {
    pub(crate) row: Vec<usize>,
    pub(crate) next: Vec<u32>,
    pub(crate) factor: Vec<f64>,
}

impl Chain {
    /// No rows yet; room for so many.
    pub(crate) fn with_capacity(states: usize, entries: usize) -> Self {
        let mut row = Vec::with_capacity(states + 1);
        row.push(0);
        Self { row, next: Vec::with_capacity(entries), factor: Vec::with_capacity(entries) }
    }

    pub(crate) fn push(&mut self, next: u32, factor: f64) {
        self.next.push(next);
        self.factor.push(factor);
    }

    pub(crate) fn end_row(&mut self) {
        self.row.push(self.next.len());
    }

    pub(crate) fn states(&self) -> usize {
        self.row.len() - 1
    }

    pub(crate) fn entries(&self, state: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let row = self.row[state]..self.row[state + 1];
        self.next[row.clone()].iter().zip(&self.factor[row]).map(|(&s, &f)| (s as usize, f))
    }

    /// b + F x - x at one state.
    fn gap(&self, state: usize, base: &[f64], x: &[f64]) -> f64 {
        self.entries(state).fold(base[state], |sum, (next, f)| sum + f * x[next]) - x[state]
    }

    /// The largest |b + F x - x|.
    pub(crate) fn residual(&self, base: &[f64], x: &[f64]) -> f64 {
        (0..self.states()).map(|s| self.gap(s, base, x).abs()).fold(0.0, f64::max)
    }

    /// The same chain with states renamed: position p holds state `sequence[p]`.
    fn reordered(&self, sequence: &[u32], rank: &[u32]) -> Self {
        let mut chain = Self::with_capacity(self.states(), self.next.len());
        for &state in sequence {
            for (next, f) in self.entries(state as usize) {
                chain.push(rank[next], f);
            }
            chain.end_row();
        }
        chain
    }
}

/// Solves x = b + F x from the guess in `x`, until no residual exceeds `tolerance`.
///
/// Returns the largest residual reached, which rounding may keep above the tolerance.
pub(crate) fn solve(chain: &Chain, base: &[f64], x: &mut [f64], tolerance: f64) -> f64 {
    if let Some(residual) = sweeps::solve(chain, base, x, tolerance) {
        return residual;
    }
    let sequence = order::successors_first(chain);
    let mut rank = vec![0; sequence.len()];
    for (position, &state) in sequence.iter().enumerate() {
        rank[state as usize] = id(position);
    }
    let ordered = chain.reordered(&sequence, &rank);
    let gather = |from: &[f64]| sequence.iter().map(|&s| from[s as usize]).collect::<Vec<_>>();
    let (base, mut inner) = (gather(base), gather(x));
    let mut residual = krylov::solve(&ordered, &base, &mut inner, tolerance);
    if residual > tolerance && ordered.states() <= REDUCTION_MAX {
        let direct = reduction::solve(&ordered, &base);
        let other = ordered.residual(&base, &direct);
        if other < residual {
            (inner, residual) = (direct, other);
        }
    }
    for (&state, &value) in sequence.iter().zip(&inner) {
        x[state as usize] = value;
    }
    residual
}

#[cfg(test)]
mod tests;
