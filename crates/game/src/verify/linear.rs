//! Linear systems x = r + A x of checks, in floating point: proposals only, which the checks then
//! test in their own arithmetic.

/// Sizes up to which a system is factorised: a second's work.
const DENSE_MAX: usize = 1200;
/// Sweeps over a larger one.
const SWEEPS_MAX: usize = 2000;

/// A row of A: places and factors.
pub(super) type Entries = Vec<(usize, f64)>;

/// A system whose right-hand side may change.
pub(super) enum System {
    /// Rows of L and U in one, and the row of the matrix that each stands for.
    Factored { rows: Vec<Vec<f64>>, taken: Vec<usize> },
    /// Too large: solved by sweeps.
    Sweeps(Vec<Entries>),
}

impl System {
    pub(super) fn new(a: &[Entries]) -> Self {
        if a.len() > DENSE_MAX {
            return Self::Sweeps(a.to_vec());
        }
        let mut rows: Vec<Vec<f64>> = (0..a.len()).map(|place| row(a, place)).collect();
        let mut taken: Vec<usize> = (0..a.len()).collect();
        for k in 0..a.len() {
            let larger =
                |x: usize, y: usize| if rows[y][k].abs() > rows[x][k].abs() { y } else { x };
            let pivot = (k..a.len()).fold(k, larger);
            rows.swap(k, pivot);
            taken.swap(k, pivot);
            let (above, below) = rows.split_at_mut(k + 1);
            below.iter_mut().for_each(|row| eliminate(&above[k], row, k));
        }
        Self::Factored { rows, taken }
    }

    /// x with x = right + A x, nearly.
    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        match self {
            Self::Factored { rows, taken } => substituted(rows, taken, right),
            Self::Sweeps(a) => swept(a, right),
        }
    }
}

/// A row of I - A.
fn row(a: &[Entries], place: usize) -> Vec<f64> {
    let mut row = vec![0.0; a.len()];
    row[place] = 1.0;
    a[place].iter().for_each(|&(to, factor)| row[to] -= factor);
    row
}

/// Takes a multiple of one row from another, which keeps the factor in place of the zero.
fn eliminate(from: &[f64], row: &mut [f64], k: usize) {
    let factor = row[k] / from[k];
    row[k] = factor;
    if factor != 0.0 {
        row[k + 1..].iter_mut().zip(&from[k + 1..]).for_each(|(x, y)| *x -= factor * y);
    }
}

fn substituted(rows: &[Vec<f64>], taken: &[usize], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = taken.iter().map(|&place| right[place]).collect();
    for k in 0..x.len() {
        let known: f64 = rows[k][..k].iter().zip(&x).map(|(l, x)| l * x).sum();
        x[k] -= known;
    }
    for k in (0..x.len()).rev() {
        let known: f64 = rows[k][k + 1..].iter().zip(&x[k + 1..]).map(|(u, x)| u * x).sum();
        x[k] = (x[k] - known) / rows[k][k];
    }
    x
}

fn swept(a: &[Entries], right: &[f64]) -> Vec<f64> {
    let mut x = right.to_vec();
    for _ in 0..SWEEPS_MAX {
        let mut moved = 0.0_f64;
        for (place, entries) in a.iter().enumerate() {
            let new = entries.iter().fold(right[place], |sum, &(to, factor)| sum + factor * x[to]);
            moved = moved.max((new - x[place]).abs());
            x[place] = new;
        }
        if moved <= f64::EPSILON * x.iter().fold(0.0, |most, x| f64::max(most, x.abs())) {
            break;
        }
    }
    x
}
