//! All states' equations as one linear system in the values.
//!
//! Problem. Odds are eliminated state by state (`local`), so a Newton step is a system in the
//! values alone: states x players unknowns, coupled through transitions. Its product with a
//! vector costs the transitions, never a matrix; small systems are eliminated, large ones solved
//! by GMRES.
//!
//! # Source
//! Saad & Schultz (1986), SIAM J. Sci. Stat. Comput. 7 (GMRES).

use super::flat::Flat;
use super::local::{Dense, Local, Play, Weights};

/// Values up to which the system is eliminated.
const DENSE_MAX: usize = 130;
/// Directions kept by GMRES, and how often it starts again.
const DIRECTIONS: usize = 60;
const RESTARTS: usize = 8;
/// Residual that counts as none, relative to the right side.
const EXACT: f64 = 1e-12;

/// Change of a play.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// By action of all states.
    pub(super) log: Vec<f64>,
    /// Shape: states x players.
    pub(super) value: Vec<f64>,
}

/// The derivative at a play.
pub(super) struct Jacobian<'a> {
    flat: &'a Flat,
    play: &'a Play,
    weights: Weights,
    local: Vec<Local>,
    dense: Option<Dense>,
}

impl<'a> Jacobian<'a> {
    /// `None` if it is singular.
    pub(super) fn new(flat: &'a Flat, play: &'a Play, weights: Weights) -> Option<Self> {
        let states = 0..flat.places.len();
        let local =
            states.map(|s| Local::new(flat, s, play, weights)).collect::<Option<Vec<_>>>()?;
        let mut jacobian = Self { flat, play, weights, local, dense: None };
        let size = flat.values();
        if size <= DENSE_MAX {
            let mut matrix = vec![0.0; size * size];
            let mut unit = vec![0.0; size];
            for column in 0..size {
                unit[column] = 1.0;
                let image = jacobian.product(&unit);
                (0..size).for_each(|row| matrix[row * size + column] = image[row]);
                unit[column] = 0.0;
            }
            jacobian.dense = Some(Dense::factor(matrix, size)?);
        }
        Some(jacobian)
    }

    /// Whether the determinant is below zero, where the system is small enough to be eliminated.
    pub(super) fn negative(&self) -> Option<bool> {
        let local = self.local.iter().fold(false, |sign, it| sign ^ it.factors.negative);
        self.dense.as_ref().map(|dense| dense.negative ^ local)
    }

    /// Largest residual of all equations.
    pub(super) fn residual(&self) -> f64 {
        let all = self.local.iter().flat_map(|l| l.residual.iter().chain(&l.value_residual));
        all.fold(0.0, |most, r| if r.abs() > most || r.is_nan() { r.abs() } else { most })
    }

    /// Newton's step.
    pub(super) fn newton(&self) -> Step {
        let residual: Vec<&[f64]> = self.local.iter().map(|l| &l.residual[..]).collect();
        let values = |s: usize, i: usize| self.local[s].value_residual[i];
        self.step(&residual, values)
    }

    /// How the play moves as the weight l of gains grows.
    pub(super) fn by_gain(&self) -> Step {
        let residual: Vec<&[f64]> = self.local.iter().map(|l| &l.by_gain[..]).collect();
        self.step(&residual, |_, _| 0.0)
    }

    fn step(&self, residual: &[&[f64]], values: impl Fn(usize, usize) -> f64) -> Step {
        let n = self.flat.players;
        let mut right = Vec::with_capacity(self.flat.values());
        for (s, local) in self.local.iter().enumerate() {
            right.extend((0..n).map(|i| -values(s, i) - local.effect(i, residual[s])));
        }
        let value = self.solve(&right);
        let mut log = Vec::with_capacity(self.flat.actions());
        for (s, local) in self.local.iter().enumerate() {
            let moved = self.pull(s, &value);
            let total: Vec<f64> = residual[s].iter().zip(moved).map(|(r, m)| r + m).collect();
            log.extend(local.answer(&total).into_iter().map(|x| -x));
        }
        Step { log, value }
    }

    /// delta sum q v(s') for each action, in expectation over the others.
    fn ahead(&self, s: usize, value: &[f64]) -> Vec<f64> {
        let (place, n) = (&self.flat.places[s], self.flat.players);
        let mut ahead = vec![0.0; place.actions()];
        for (joint, action) in place.action.chunks_exact(n).enumerate() {
            for i in 0..n {
                let next = place.next[joint].iter().map(|&(next, q)| q * value[next * n + i]);
                ahead[action[i]] += self.local[s].others[joint * n + i] * next.sum::<f64>();
            }
        }
        ahead
    }

    /// What a change of values does to the odds' residuals.
    fn pull(&self, s: usize, value: &[f64]) -> Vec<f64> {
        let ahead = self.ahead(s, value);
        self.pulled(s, &ahead)
    }

    fn pulled(&self, s: usize, ahead: &[f64]) -> Vec<f64> {
        let place = &self.flat.places[s];
        let barred = &self.play.barred[place.span()];
        let mut moved = vec![0.0; place.actions()];
        for (i, &c) in self.local[s].reference.iter().enumerate() {
            for a in place.of(i).filter(|&a| !barred[a]) {
                moved[a] = -self.weights.gain * (ahead[a] - ahead[c]);
            }
        }
        moved
    }

    fn product(&self, value: &[f64]) -> Vec<f64> {
        let n = self.flat.players;
        let mut image = Vec::with_capacity(value.len());
        for (s, place) in self.flat.places.iter().enumerate() {
            let ahead = self.ahead(s, value);
            let moved = self.pulled(s, &ahead);
            let odds = &self.play.odds[place.span()];
            for i in 0..n {
                let expected: f64 = place.of(i).map(|a| odds[a] * ahead[a]).sum();
                image.push(value[s * n + i] - expected + self.local[s].effect(i, &moved));
            }
        }
        image
    }

    fn solve(&self, right: &[f64]) -> Vec<f64> {
        match &self.dense {
            Some(dense) => dense.solve(right),
            None => gmres(|x| self.product(x), right),
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves A x = b by restarted GMRES, from zero.
fn gmres(product: impl Fn(&[f64]) -> Vec<f64>, right: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; right.len()];
    let goal = EXACT * dot(right, right).sqrt();
    for _ in 0..RESTARTS {
        let image = product(&x);
        let residual: Vec<f64> = right.iter().zip(&image).map(|(b, a)| b - a).collect();
        let size = dot(&residual, &residual).sqrt();
        if size <= goal || !size.is_finite() {
            break;
        }
        let mut space = Krylov::new(residual, size);
        while space.rows < DIRECTIONS && space.left() > goal {
            let image = product(&space.basis[space.rows]);
            if !space.push(image) {
                break;
            }
        }
        space.add_to(&mut x);
    }
    x
}

/// Arnoldi's basis with the least-squares problem kept triangular by rotations.
struct Krylov {
    basis: Vec<Vec<f64>>,
    /// Columns of the triangular matrix.
    columns: Vec<Vec<f64>>,
    rotations: Vec<(f64, f64)>,
    right: Vec<f64>,
    rows: usize,
}

impl Krylov {
    fn new(residual: Vec<f64>, size: f64) -> Self {
        let first = residual.into_iter().map(|r| r / size).collect();
        Self {
            basis: vec![first],
            columns: Vec::new(),
            rotations: Vec::new(),
            right: vec![size],
            rows: 0,
        }
    }

    fn left(&self) -> f64 {
        self.right[self.rows].abs()
    }

    /// One more direction; false if there is none.
    fn push(&mut self, mut image: Vec<f64>) -> bool {
        let mut column = Vec::with_capacity(self.rows + 2);
        for q in &self.basis {
            let part = dot(q, &image);
            image.iter_mut().zip(q).for_each(|(x, q)| *x -= part * q);
            column.push(part);
        }
        let size = dot(&image, &image).sqrt();
        for (k, &(c, s)) in self.rotations.iter().enumerate() {
            let (a, b) = (column[k], column[k + 1]);
            (column[k], column[k + 1]) = (c * a + s * b, c * b - s * a);
        }
        let last = column[self.rows];
        let length = (last * last + size * size).sqrt();
        if length == 0.0 || !length.is_finite() {
            return false;
        }
        let (c, s) = (last / length, size / length);
        column[self.rows] = length;
        self.rotations.push((c, s));
        let top = self.right[self.rows];
        self.right[self.rows] = c * top;
        self.right.push(-s * top);
        self.columns.push(column);
        self.rows += 1;
        if size > 0.0 {
            self.basis.push(image.into_iter().map(|x| x / size).collect());
        }
        size > 0.0
    }

    fn add_to(&self, x: &mut [f64]) {
        let mut weight = vec![0.0; self.rows];
        for k in (0..self.rows).rev() {
            let rest: f64 = (k + 1..self.rows).map(|j| self.columns[j][k] * weight[j]).sum();
            weight[k] = (self.right[k] - rest) / self.columns[k][k];
        }
        for (q, w) in self.basis.iter().zip(weight) {
            x.iter_mut().zip(q).for_each(|(x, q)| *x += w * q);
        }
    }
}
