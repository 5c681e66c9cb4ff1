//! The linear programme of a matrix game, by the simplex method on a small dense tableau.
//!
//! Problem. With all entries of B moved into [1, 2]: maximise sum(w) subject to B w <= 1, w >= 0.
//! The value of B is 1 / sum(w), the columns' mixture w / sum(w), the rows' mixture the duals
//! likewise. The slack basis is feasible and B > 0 bounds the programme, so there is always an
//! optimum.
//!
//! # Source
//! Dantzig (1951); smallest index against cycling after Bland (1977), Math. Oper. Res. 2.

/// Reduced costs above this count as no improvement.
const OPTIMAL: f64 = -1e-13;
/// Pivots smaller than this are not taken.
const PIVOT_MIN: f64 = 1e-11;

/// Room for a tableau: one row a constraint and one of reduced costs, right-hand sides last.
#[derive(Debug, Default)]
pub(super) struct Simplex {
    tableau: Vec<f64>,
    width: usize,
    basis: Vec<usize>,
}

impl Simplex {
    /// Mixtures of rows and columns that are optimal but for rounding.
    pub(super) fn solve(
        &mut self,
        rows: usize,
        columns: usize,
        entry: &[f64],
        x: &mut [f64],
        y: &mut [f64],
    ) {
        self.set_up(rows, columns, entry);
        // Largest coefficient first; smallest index once that has had its chance to cycle.
        let patience = 20 * (rows + columns);
        for step in 0..50 * patience {
            let Some(column) = self.entering(rows, step >= patience) else { break };
            let Some(row) = self.leaving(rows, column) else { break };
            self.pivot(rows, row, column);
        }
        y.fill(0.0);
        for (row, &variable) in self.basis.iter().enumerate() {
            if variable < columns {
                y[variable] = self.tableau[(row + 1) * self.width - 1];
            }
        }
        let duals = rows * self.width + columns;
        x.copy_from_slice(&self.tableau[duals..duals + rows]);
        share_out(x);
        share_out(y);
    }

    fn set_up(&mut self, rows: usize, columns: usize, entry: &[f64]) {
        let low = entry.iter().copied().fold(f64::INFINITY, f64::min);
        let high = entry.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Halves, so that the span of the largest numbers does not overflow.
        let span = 0.5 * high - 0.5 * low;
        self.width = columns + rows + 1;
        self.tableau.clear();
        self.tableau.resize((rows + 1) * self.width, 0.0);
        for row in 0..rows {
            let line = &mut self.tableau[row * self.width..][..self.width];
            for (to, a) in line.iter_mut().zip(&entry[row * columns..][..columns]) {
                *to = 1.0 + (0.5 * a - 0.5 * low) / span;
            }
            line[columns + row] = 1.0;
            line[self.width - 1] = 1.0;
        }
        self.tableau[rows * self.width..][..columns].fill(-1.0);
        self.basis.clear();
        self.basis.extend(columns..columns + rows);
    }

    fn entering(&self, rows: usize, smallest_index: bool) -> Option<usize> {
        let costs = &self.tableau[rows * self.width..][..self.width - 1];
        let mut better = (0..costs.len()).filter(|&c| costs[c] < OPTIMAL);
        if smallest_index {
            better.next()
        } else {
            better.reduce(|a, b| if costs[b] < costs[a] { b } else { a })
        }
    }

    fn leaving(&self, rows: usize, column: usize) -> Option<usize> {
        let at = |row: usize, column: usize| self.tableau[row * self.width + column];
        let ratio = |row: usize| at(row, self.width - 1) / at(row, column);
        let able = (0..rows).filter(|&row| at(row, column) > PIVOT_MIN);
        able.reduce(|a, b| {
            let closer = ratio(b).total_cmp(&ratio(a)).then(self.basis[b].cmp(&self.basis[a]));
            if closer.is_lt() { b } else { a }
        })
    }

    fn pivot(&mut self, rows: usize, row: usize, column: usize) {
        let width = self.width;
        let by = self.tableau[row * width + column];
        self.tableau[row * width..][..width].iter_mut().for_each(|t| *t /= by);
        let line = self.tableau[row * width..][..width].to_vec();
        for other in (0..=rows).filter(|&other| other != row) {
            let factor = self.tableau[other * width + column];
            if factor != 0.0 {
                let to = &mut self.tableau[other * width..][..width];
                to.iter_mut().zip(&line).for_each(|(t, l)| *t -= factor * l);
            }
        }
        self.basis[row] = column;
    }
}

/// Negative rounding cut off, the rest scaled to sum to one.
fn share_out(mixture: &mut [f64]) {
    mixture.iter_mut().for_each(|p| *p = p.max(0.0));
    let sum: f64 = mixture.iter().sum();
    mixture.iter_mut().for_each(|p| *p /= sum);
}
