//! Gauss-Seidel in the order of the states, for chains that forget fast.
//!
//! A sweep that moves no value by more than m leaves no residual above m: what it still reads old is
//! weighed by odds. Each sweep has to take off a good part, or the rest is left to `krylov`, to which
//! what was reached is a better guess than the one before.

use super::Chain;

/// States from which an order and a Krylov space cost more than the sweeps: smaller chains gain nothing.
const STATES_MIN: usize = 500;
/// Share of the last sweep's movement that the next may have.
const QUICK: f64 = 0.8;
/// Most sweeps.
const SWEEPS_MAX: usize = 80;

/// Sweeps until no residual exceeds the tolerance; `None` if that takes too long.
pub(super) fn solve(chain: &Chain, base: &[f64], x: &mut [f64], tolerance: f64) -> Option<f64> {
    if chain.states() < STATES_MIN {
        return None;
    }
    let mut last = f64::INFINITY;
    for _ in 0..SWEEPS_MAX {
        let moved = sweep(chain, base, x);
        if moved <= tolerance {
            let residual = chain.residual(base, x);
            return (residual <= tolerance).then_some(residual);
        }
        let quick = moved <= QUICK * last;
        if !quick {
            return None;
        }
        last = moved;
    }
    None
}

/// Renews every value with the newest ones; the largest change.
fn sweep(chain: &Chain, base: &[f64], x: &mut [f64]) -> f64 {
    let mut most = 0.0_f64;
    let mut start = 0;
    for state in 0..chain.states() {
        let end = chain.row[state + 1];
        let row = chain.next[start..end].iter().zip(&chain.factor[start..end]);
        let value = row.fold(base[state], |sum, (&next, f)| sum + f * x[next as usize]);
        most = most.max((value - x[state]).abs());
        x[state] = value;
        start = end;
    }
    most
}
