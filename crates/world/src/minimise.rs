//! The smallest value of a function of a few numbers, without derivatives and without chance.
//!
//! # Source
//! Nelder and Mead, *The Computer Journal* 7 (1965), coefficients 1, 2, 1/2, 1/2.

/// Where a search ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// The point.
    pub at: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// Whether the simplex had shrunk to the tolerance before the steps ran out.
    pub converged: bool,
}

/// Steps for each dimension before giving up.
const STEPS: usize = 400;
/// Relative spread of values over the simplex at which it stops.
const TOLERANCE: f64 = 1e-12;

/// Goes downhill from `start` with first steps of `step`; started anew once from where it ended,
/// since a simplex can collapse early.
#[must_use]
pub fn minimise(f: &dyn Fn(&[f64]) -> f64, start: &[f64], step: f64) -> Minimum {
    let first = descend(f, start, step);
    descend(f, &first.at, step / 4.0)
}

type Vertex = (f64, Vec<f64>);

fn descend(f: &dyn Fn(&[f64]) -> f64, start: &[f64], step: f64) -> Minimum {
    let at = |point: Vec<f64>| (worst_if_undefined(f(&point)), point);
    let mut simplex = vec![at(start.to_vec())];
    simplex.extend((0..start.len()).map(|axis| {
        let shift = |(i, x): (usize, &f64)| if i == axis { x + step } else { *x };
        at(start.iter().enumerate().map(shift).collect())
    }));
    let mut converged = false;
    for _ in 0..STEPS * start.len() {
        simplex.sort_by(|a, b| a.0.total_cmp(&b.0));
        converged = spread(&simplex) <= TOLERANCE;
        if converged {
            break;
        }
        turn(&mut simplex, &at);
    }
    simplex.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (value, at) = simplex.swap_remove(0);
    Minimum { at, value, converged }
}

fn worst_if_undefined(value: f64) -> f64 {
    if value.is_nan() { f64::INFINITY } else { value }
}

fn spread(simplex: &[Vertex]) -> f64 {
    let ends = simplex.first().zip(simplex.last());
    ends.map_or(0.0, |(best, worst)| (worst.0 - best.0) / (best.0.abs() + 1e-9))
}

/// One step: reflect the worst vertex, stretch or shorten the reflection, or shrink all.
fn turn(simplex: &mut [Vertex], at: &dyn Fn(Vec<f64>) -> Vertex) {
    let Some((worst, others)) = simplex.split_last_mut() else { return };
    let centre = centre(others);
    let along = |share: f64| {
        let move_by = |(c, w): (&f64, &f64)| c + share * (w - c);
        at(centre.iter().zip(&worst.1).map(move_by).collect())
    };
    let best = others.first().map_or(f64::INFINITY, |vertex| vertex.0);
    let second = others.last().map_or(f64::INFINITY, |vertex| vertex.0);
    let reflected = along(-1.0);
    if reflected.0 < best {
        let far = along(-2.0);
        *worst = if far.0 < reflected.0 { far } else { reflected };
    } else if reflected.0 < second {
        *worst = reflected;
    } else {
        let near = if reflected.0 < worst.0 { along(-0.5) } else { along(0.5) };
        if near.0 < worst.0.min(reflected.0) {
            *worst = near;
        } else {
            shrink(simplex, at);
        }
    }
}

fn centre(vertices: &[Vertex]) -> Vec<f64> {
    let count: f64 = vertices.iter().map(|_| 1.0).sum();
    let axes = vertices.first().map_or(0, |vertex| vertex.1.len());
    let mean = |axis: usize| vertices.iter().filter_map(|v| v.1.get(axis)).sum::<f64>() / count;
    (0..axes).map(mean).collect()
}

fn shrink(simplex: &mut [Vertex], at: &dyn Fn(Vec<f64>) -> Vertex) {
    let Some((best, rest)) = simplex.split_first_mut() else { return };
    for vertex in rest {
        let half = |(b, x): (&f64, &f64)| f64::midpoint(*b, *x);
        *vertex = at(best.1.iter().zip(&vertex.1).map(half).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, the usual trial: least at (1, 1).
    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let valley = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let found = minimise(&valley, &[-1.2, 1.0], 0.5);
        assert!(found.converged || found.value < 1e-12, "{found:?}");
        assert!((found.at[0] - 1.0).abs() < 1e-4 && (found.at[1] - 1.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn where_the_function_is_undefined_is_avoided() {
        let half = |x: &[f64]| if x[0] <= 0.0 { f64::NAN } else { x[0] - libm::log(x[0]) };
        let found = minimise(&half, &[0.1], 1.0);
        assert!((found.at[0] - 1.0).abs() < 1e-4, "{found:?}");
    }
}
