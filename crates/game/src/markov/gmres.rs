//! Linear systems that are only known by their products.
//!
//! # Source
//! Saad & Schultz (1986), SIAM J. Sci. Stat. Comput. 7.

/// Directions kept, and how often it starts again.
const DIRECTIONS: usize = 60;
const RESTARTS: usize = 8;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves A x = b by restarted GMRES, from zero, to a residual relative to the right side.
pub(super) fn gmres(product: impl Fn(&[f64]) -> Vec<f64>, right: &[f64], exact: f64) -> Vec<f64> {
    let mut x = vec![0.0; right.len()];
    let goal = exact * dot(right, right).sqrt();
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
