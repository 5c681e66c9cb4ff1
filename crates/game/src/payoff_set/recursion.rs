//! Linear recursions x(s) = b(s) + delta sum q x(s'), with some x(s) given.

use super::arrays::{Arrays, Point};

/// How the value of a state is given.
#[derive(Debug, Clone, Copy)]
pub(super) enum Link {
    /// A known value.
    Fixed(Point),
    /// Base plus what is ahead under a transition row.
    Row(Point, usize),
}

/// States up to which a system that converges slowly is eliminated instead of swept.
const DENSE_MAX: usize = 256;
const SWEEPS_FIRST: usize = 60;
const SWEEPS_MAX: usize = 4000;
/// Change at which sweeps stop, payoffs being about one.
const STILL: f64 = 1e-16;

/// Solves for all states, starting from `value`.
pub(super) fn solve(arrays: &Arrays, link: &[Link], value: &mut [Point]) {
    if sweep(arrays, link, value, SWEEPS_FIRST) {
        return;
    }
    let free: Vec<usize> = (0..link.len()).filter(|&s| matches!(link[s], Link::Row(..))).collect();
    if free.len() <= DENSE_MAX {
        eliminate(arrays, link, &free, value);
    } else {
        sweep(arrays, link, value, SWEEPS_MAX);
    }
}

/// Sweeps in place until the change is negligible; whether it became so.
fn sweep(arrays: &Arrays, link: &[Link], value: &mut [Point], most: usize) -> bool {
    for _ in 0..most {
        let mut change = 0.0_f64;
        for (s, link) in link.iter().enumerate() {
            let new = evaluate(arrays, *link, value);
            change = change.max((new[0] - value[s][0]).abs()).max((new[1] - value[s][1]).abs());
            value[s] = new;
        }
        if change <= STILL {
            return true;
        }
    }
    false
}

fn evaluate(arrays: &Arrays, link: Link, value: &[Point]) -> Point {
    match link {
        Link::Fixed(point) => point,
        Link::Row(base, row) => arrays.successors(row).iter().fold(base, |sum, &(next, q)| {
            [sum[0] + q * value[next][0], sum[1] + q * value[next][1]]
        }),
    }
}

/// Gaussian elimination of I - delta Q, which is diagonally dominant: no pivoting is needed.
fn eliminate(arrays: &Arrays, link: &[Link], free: &[usize], value: &mut [Point]) {
    let n = free.len();
    let mut place = vec![usize::MAX; link.len()];
    free.iter().enumerate().for_each(|(i, &s)| place[s] = i);
    let mut matrix = vec![0.0; n * n];
    let mut right = vec![[0.0; 2]; n];
    for (i, &s) in free.iter().enumerate() {
        let Link::Row(base, row) = link[s] else { continue };
        matrix[i * n + i] += 1.0;
        right[i] = base;
        for &(next, q) in arrays.successors(row) {
            if let Link::Fixed(point) = link[next] {
                right[i] = [right[i][0] + q * point[0], right[i][1] + q * point[1]];
            } else {
                matrix[i * n + place[next]] -= q;
            }
        }
    }
    reduce(&mut matrix, &mut right, n);
    for (s, link) in link.iter().enumerate() {
        value[s] = if let Link::Fixed(point) = link { *point } else { right[place[s]] };
    }
    // A sweep takes off most of what elimination rounded.
    sweep(arrays, link, value, 2);
}

fn reduce(matrix: &mut [f64], right: &mut [Point], n: usize) {
    for pivot in 0..n {
        let (above, below) = matrix.split_at_mut((pivot + 1) * n);
        let lead = &above[pivot * n..];
        for (i, row) in below.chunks_exact_mut(n).enumerate() {
            let factor = row[pivot] / lead[pivot];
            if factor != 0.0 {
                row[pivot..].iter_mut().zip(&lead[pivot..]).for_each(|(x, l)| *x -= factor * l);
                let top = right[pivot];
                let to = &mut right[pivot + 1 + i];
                *to = [to[0] - factor * top[0], to[1] - factor * top[1]];
            }
        }
    }
    for i in (0..n).rev() {
        let mut sum = right[i];
        for j in i + 1..n {
            let m = matrix[i * n + j];
            sum = [sum[0] - m * right[j][0], sum[1] - m * right[j][1]];
        }
        right[i] = sum.map(|v| v / matrix[i * n + i]);
    }
}
