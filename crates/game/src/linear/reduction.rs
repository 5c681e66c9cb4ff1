//! Direct elimination of states, without subtracting: what leaks out of a state stays positive.
//!
//! Problem. Solve x = b + F x, F dense. Eliminating state k sends what enters k on to where k
//! leads; the pivot 1 - F(k, k) is carried as leak plus what leads elsewhere, so every step adds
//! and multiplies numbers of one sign and nothing cancels, however close to one the discount.
//!
//! # Source
//! Grassmann, Taksar & Heyman (1985), Operations Research 33, for chains with a leak;
//! O'Cinneide (1993), Numerische Mathematik 65, for its accuracy.

use super::Chain;

/// Values of the chain.
pub(super) fn solve(chain: &Chain, base: &[f64]) -> Vec<f64> {
    let n = chain.states();
    let (mut f, mut leak) = dense(chain);
    let mut x = base.to_vec();
    for k in (1..n).rev() {
        let elsewhere: f64 = f[k * n..k * n + k].iter().sum();
        let pivot = leak[k] + elsewhere;
        let (above, below) = f.split_at_mut(k * n);
        let from = &below[..k];
        for s in 0..k {
            let share = above[s * n + k] / pivot;
            if share > 0.0 {
                let row = &mut above[s * n..s * n + k];
                row.iter_mut().zip(from).for_each(|(to, f)| *to += share * f);
                leak[s] += share * leak[k];
                x[s] += share * x[k];
            }
        }
        x[k] /= pivot;
        below[..k].iter_mut().for_each(|f| *f /= pivot);
    }
    if n > 0 {
        x[0] /= leak[0];
    }
    for k in 1..n {
        x[k] += (0..k).map(|s| f[k * n + s] * x[s]).sum::<f64>();
    }
    x
}

/// F as a full matrix, and one less each row sum.
fn dense(chain: &Chain) -> (Vec<f64>, Vec<f64>) {
    let n = chain.states();
    let mut f = vec![0.0; n * n];
    let mut leak = vec![1.0; n];
    for s in 0..n {
        for (next, factor) in chain.entries(s) {
            f[s * n + next] += factor;
            leak[s] -= factor;
        }
    }
    (f, leak)
}
