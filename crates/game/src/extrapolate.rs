//! Extrapolation of sweeps along the last few directions of change.
//!
//! Problem. A sweep is an affine map G on the values x that it reads before renewing them. With
//! f_k = G(x_k) - x_k and differences df_j, dg_j of successive f and G(x), take
//!     x_{k+1} = G(x_k) - sum_j c_j dg_j,   c = argmin || f_k - sum_j c_j df_j ||_2.
//! One direction is the scalar extrapolation used for discounted chains; several do what
//! restarted GMRES does on the linear system (I - M) x = g.
//!
//! # Source
//! Anderson (1965), J. ACM 12; Walker & Ni (2011), SIAM J. Numer. Anal. 49, eq. 2.1 and
//! theorem 2.2 (equivalence with GMRES); Porteus & Totten (1978) for scalar extrapolation.

/// A pivot below this share of its diagonal means a direction that adds nothing.
const PIVOT_SHARE: f64 = 1e-11;

/// The directions remembered for one column.
pub(crate) struct Extrapolation {
    memory: usize,
    /// Differences of f and of G(x), newest last.
    change_f: Vec<Vec<f64>>,
    change_g: Vec<Vec<f64>>,
    /// Inner products of the differences of f, in the same order.
    gram: Vec<Vec<f64>>,
    last: Option<(Vec<f64>, Vec<f64>)>,
}

impl Extrapolation {
    pub(crate) fn new(memory: usize) -> Self {
        let (change_f, change_g, gram) = (Vec::new(), Vec::new(), Vec::new());
        Self { memory, change_f, change_g, gram, last: None }
    }

    /// The next x from f = G(x) - x and g = G(x), which becomes the answer in place.
    pub(crate) fn next(&mut self, f: Vec<f64>, mut g: Vec<f64>) -> Vec<f64> {
        if self.memory == 0 {
            return g;
        }
        let plain = g.clone();
        if let Some((f_last, g_last)) = self.last.take() {
            self.remember(subtract(&f, f_last), subtract(&g, g_last));
            let right: Vec<f64> = self.change_f.iter().map(|d| dot(d, &f)).collect();
            let coefficients = least_squares(&self.gram, &right);
            for (&c, change) in coefficients.iter().zip(&self.change_g) {
                g.iter_mut().zip(change).for_each(|(g, d)| *g -= c * d);
            }
        }
        self.last = Some((f, plain));
        g
    }

    fn remember(&mut self, f: Vec<f64>, g: Vec<f64>) {
        if self.change_f.len() == self.memory {
            self.change_f.remove(0);
            self.change_g.remove(0);
            self.gram.remove(0);
            self.gram.iter_mut().for_each(|row| {
                row.remove(0);
            });
        }
        self.change_f.push(f);
        self.change_g.push(g);
        let newest = &self.change_f[self.change_f.len() - 1];
        let products: Vec<f64> = self.change_f.iter().map(|d| dot(d, newest)).collect();
        for (row, &p) in self.gram.iter_mut().zip(&products) {
            row.push(p);
        }
        self.gram.push(products);
    }
}

fn subtract(new: &[f64], mut old: Vec<f64>) -> Vec<f64> {
    old.iter_mut().zip(new).for_each(|(o, n)| *o = n - *o);
    old
}

/// Inner product in four fixed lanes: the same bits wherever it runs.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (heads, tail) = a.as_chunks::<4>();
    for (x, y) in heads.iter().zip(b.as_chunks::<4>().0) {
        for lane in 0..4 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = tail.iter().zip(&b[a.len() - tail.len()..]).map(|(x, y)| x * y).sum();
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Solves the normal equations by Cholesky, newest direction first; spent directions get 0.
fn least_squares(gram: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let order: Vec<usize> = (0..gram.len()).rev().collect();
    let mut kept: Vec<usize> = Vec::new();
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for &i in &order {
        let mut row = Vec::with_capacity(kept.len() + 1);
        for (k, &j) in kept.iter().enumerate() {
            let known = dot(&row, &factor[k][..k]);
            row.push((gram[i][j] - known) / factor[k][k]);
        }
        let pivot = gram[i][i] - dot(&row, &row);
        if pivot > PIVOT_SHARE * gram[i][i] {
            row.push(pivot.sqrt());
            factor.push(row);
            kept.push(i);
        }
    }
    spread(&kept, &substitute(&factor, &kept, right), gram.len())
}

/// Forward and back substitution with the Cholesky factor of the kept directions.
fn substitute(factor: &[Vec<f64>], kept: &[usize], right: &[f64]) -> Vec<f64> {
    let size = kept.len();
    let mut x: Vec<f64> = Vec::with_capacity(size);
    for (k, row) in factor.iter().enumerate() {
        let known = dot(&x, &row[..k]);
        x.push((right[kept[k]] - known) / row[k]);
    }
    for k in (0..size).rev() {
        let known: f64 = (k + 1..size).map(|j| factor[j][k] * x[j]).sum();
        x[k] = (x[k] - known) / factor[k][k];
    }
    x
}

fn spread(kept: &[usize], values: &[f64], size: usize) -> Vec<f64> {
    let mut all = vec![0.0; size];
    for (&i, &value) in kept.iter().zip(values) {
        all[i] = value;
    }
    all
}
