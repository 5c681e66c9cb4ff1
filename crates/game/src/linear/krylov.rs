//! BiCGSTAB on the chain, preconditioned by one sweep in the chain's own order.
//!
//! Problem. Solve A x = b, A = I - F = M - N, where M is the part of A on and below the
//! diagonal and N >= 0 what runs backwards in the order. With z = M^-1 w found by one sweep,
//! A z = w - N z, so each product reads every entry once.
//!
//! # Source
//! van der Vorst (1992), SIAM J. Sci. Stat. Comput. 13; the product after Eisenstat (1981).

use super::Chain;
use crate::process::id;

/// Restarts from the true residual.
const RESTARTS_MAX: usize = 30;
/// Iterations between restarts.
const ITERATIONS_MAX: usize = 200;
/// Restarts in a row that may fail to halve the residual.
const STALLS_MAX: usize = 3;

/// The chain with the entries of each row parted by where they lead.
struct Parted {
    row: Vec<usize>,
    /// Where the entries that run backwards begin. Shape: states.
    later: Vec<usize>,
    next: Vec<u32>,
    factor: Vec<f64>,
    /// One less what stays where it is.
    own: Vec<f64>,
}

impl Parted {
    fn new(chain: &Chain) -> Self {
        let mut parted = Self {
            row: vec![0],
            later: Vec::with_capacity(chain.states()),
            next: Vec::with_capacity(chain.next.len()),
            factor: Vec::with_capacity(chain.next.len()),
            own: Vec::with_capacity(chain.states()),
        };
        for p in 0..chain.states() {
            parted.push(chain.entries(p).filter(|(next, _)| *next < p));
            parted.later.push(parted.next.len());
            parted.push(chain.entries(p).filter(|(next, _)| *next > p));
            parted.row.push(parted.next.len());
            let stays = chain.entries(p).filter(|(next, _)| *next == p);
            parted.own.push(stays.fold(1.0, |own, (_, f)| own - f));
        }
        parted
    }

    fn push(&mut self, entries: impl Iterator<Item = (usize, f64)>) {
        for (next, f) in entries {
            self.next.push(id(next));
            self.factor.push(f);
        }
    }

    fn sum(&self, entries: std::ops::Range<usize>, x: &[f64]) -> f64 {
        let pairs = self.next[entries.clone()].iter().zip(&self.factor[entries]);
        pairs.map(|(&next, f)| f * x[next as usize]).sum()
    }

    /// z = M^-1 w by one sweep, and w becomes A z.
    fn apply(&self, z: &mut [f64], w: &mut [f64]) {
        for p in 0..self.own.len() {
            let before = self.sum(self.row[p]..self.later[p], z);
            z[p] = (w[p] + before) / self.own[p];
        }
        for (p, w) in w.iter_mut().enumerate() {
            *w -= self.sum(self.later[p]..self.row[p + 1], z);
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn largest(r: &[f64]) -> f64 {
    r.iter().fold(0.0, |most, x| f64::max(most, x.abs()))
}

/// Improves `x` until no residual exceeds the tolerance or rounding stops it; the residual left.
pub(super) fn solve(chain: &Chain, base: &[f64], x: &mut Vec<f64>, tolerance: f64) -> f64 {
    let parted = Parted::new(chain);
    let mut space = Space::new(chain.states());
    let mut best = (f64::INFINITY, x.clone());
    let mut stalls = 0;
    for _ in 0..RESTARTS_MAX {
        for (p, r) in space.r.iter_mut().enumerate() {
            *r = chain.gap(p, base, x);
        }
        let residual = largest(&space.r);
        let halved = residual < 0.5 * best.0;
        stalls = if halved { 0 } else { stalls + 1 };
        if residual < best.0 {
            best = (residual, x.clone());
        }
        if best.0 <= tolerance || stalls >= STALLS_MAX {
            break;
        }
        if !residual.is_finite() {
            x.clone_from(&best.1);
        }
        // A little below the tolerance: the recurrence drifts from the true residual.
        space.run(&parted, x, 0.5 * tolerance);
    }
    x.clone_from(&best.1);
    best.0
}

/// Vectors of the recurrence, by their usual names; `ph` is M^-1 p, `sh` is M^-1 s.
struct Space {
    r: Vec<f64>,
    shadow: Vec<f64>,
    p: Vec<f64>,
    v: Vec<f64>,
    t: Vec<f64>,
    ph: Vec<f64>,
    sh: Vec<f64>,
}

impl Space {
    fn new(n: usize) -> Self {
        let zero = || vec![0.0; n];
        Self { r: zero(), shadow: zero(), p: zero(), v: zero(), t: zero(), ph: zero(), sh: zero() }
    }

    /// Iterates from the residual in `r` until it is small, or the recurrence breaks down.
    fn run(&mut self, chain: &Parted, x: &mut [f64], tolerance: f64) {
        self.shadow.clone_from(&self.r);
        self.p.fill(0.0);
        self.v.fill(0.0);
        let (mut rho, mut alpha, mut omega) = (1.0, 1.0, 1.0);
        for _ in 0..ITERATIONS_MAX {
            let next = dot(&self.shadow, &self.r);
            let beta = next / rho * (alpha / omega);
            if !beta.is_finite() || next == 0.0 {
                return;
            }
            rho = next;
            self.direct(beta, omega);
            self.v.clone_from(&self.p);
            chain.apply(&mut self.ph, &mut self.v);
            alpha = rho / dot(&self.shadow, &self.v);
            if !alpha.is_finite() {
                return;
            }
            step(&mut self.r, -alpha, &self.v);
            step(x, alpha, &self.ph);
            if largest(&self.r) <= tolerance {
                return;
            }
            self.t.clone_from(&self.r);
            chain.apply(&mut self.sh, &mut self.t);
            omega = dot(&self.t, &self.r) / dot(&self.t, &self.t);
            if !omega.is_finite() || omega == 0.0 {
                return;
            }
            step(x, omega, &self.sh);
            step(&mut self.r, -omega, &self.t);
            if largest(&self.r) <= tolerance {
                return;
            }
        }
    }

    /// p = r + beta (p - omega v).
    fn direct(&mut self, beta: f64, omega: f64) {
        for ((p, r), v) in self.p.iter_mut().zip(&self.r).zip(&self.v) {
            *p = r + beta * (*p - omega * v);
        }
    }
}

fn step(x: &mut [f64], by: f64, along: &[f64]) {
    for (x, d) in x.iter_mut().zip(along) {
        *x += by * d;
    }
}
