//! Matrix games: optimal mixtures of both sides.
//!
//! Problem. Given A (rows of the maximiser), find mixtures x of rows and y of columns with
//! min_j (x A)_j = max_i (A y)_i. A saddle point of pure actions if there is one; with two rows
//! and two columns the closed form; else the linear programme (`simplex`).
//!
//! # Source
//! von Neumann (1928), Math. Annalen 100; closed form as in Owen (1995), Game Theory, ch. 2.

use super::simplex::Simplex;

/// A matrix game, rows first, and room to solve it without allocating.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) entry: Vec<f64>,
    simplex: Simplex,
}

impl Matrix {
    /// Empties the matrix for a game of another size.
    pub(super) fn reset(&mut self, rows: usize, columns: usize) {
        (self.rows, self.columns) = (rows, columns);
        self.entry.clear();
    }

    /// Finds optimal mixtures; how good they are, `guaranteed` and `allowed` say.
    pub(super) fn solve(&mut self, x: &mut [f64], y: &mut [f64]) {
        if let Some((row, column)) = self.saddle() {
            pure(x, row);
            pure(y, column);
        } else if (self.rows, self.columns) == (2, 2) {
            self.two_by_two(x, y);
        } else {
            self.simplex.solve(self.rows, self.columns, &self.entry, x, y);
        }
    }

    /// A pure row and column that are best replies to each other.
    fn saddle(&self) -> Option<(usize, usize)> {
        let (mut low, mut row) = (f64::NEG_INFINITY, 0);
        for (index, entries) in self.entry.chunks_exact(self.columns).enumerate() {
            let worst = entries.iter().copied().fold(f64::INFINITY, f64::min);
            if worst > low {
                (low, row) = (worst, index);
            }
        }
        let entries = &self.entry[row * self.columns..][..self.columns];
        let mut held = (0..self.columns).filter(|&j| entries[j] == low);
        held.find(|&j| (0..self.rows).all(|i| self.entry[i * self.columns + j] <= low))
            .map(|j| (row, j))
    }

    /// Without a saddle point both sides mix so that the other is indifferent.
    fn two_by_two(&self, x: &mut [f64], y: &mut [f64]) {
        let &[a, b, c, d] = self.entry.as_slice() else { return };
        // Halves first: payoffs near the largest number must not overflow.
        let along = (0.5 * a - 0.5 * b) + (0.5 * d - 0.5 * c);
        x[0] = ((0.5 * d - 0.5 * c) / along).clamp(0.0, 1.0);
        y[0] = ((0.5 * d - 0.5 * b) / along).clamp(0.0, 1.0);
        x[1] = 1.0 - x[0];
        y[1] = 1.0 - y[0];
    }

    /// The least that mixture x gets.
    pub(super) fn guaranteed(&self, x: &[f64]) -> f64 {
        let column = |j: usize| -> f64 {
            (0..self.rows).map(|i| x[i] * self.entry[i * self.columns + j]).sum()
        };
        (0..self.columns).map(column).fold(f64::INFINITY, f64::min)
    }

    /// The most that mixture y leaves, and the row that gets it.
    pub(super) fn allowed(&self, y: &[f64]) -> (f64, usize) {
        let row = |entries: &[f64]| -> f64 { entries.iter().zip(y).map(|(a, y)| a * y).sum() };
        let rows = self.entry.chunks_exact(self.columns).map(row).enumerate();
        rows.fold((f64::NEG_INFINITY, 0), |best, (i, v)| if v > best.0 { (v, i) } else { best })
    }
}

fn pure(mixture: &mut [f64], at: usize) {
    mixture.fill(0.0);
    mixture[at] = 1.0;
}

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod tests;
