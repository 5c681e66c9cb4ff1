use super::{Chain, krylov, reduction, solve, sweeps};
use crate::process::id;
use proptest::prelude::*;

/// Each state leads to those named, evenly.
fn chain(discount: f64, next: &[Vec<usize>]) -> Chain {
    let mut chain = Chain::with_capacity(next.len(), 0);
    for row in next {
        for &s in row {
            chain.push(id(s), discount / row.len() as f64);
        }
        chain.end_row();
    }
    chain
}

/// A period of n states, paid 1 in state 0 only: x(0) = 1 / (1 - d^n), x(k) = d^(n-k) x(0).
#[test]
fn a_long_period_is_solved_to_rounding() {
    for (n, d) in [(1, 0.5), (2, 0.9999), (7, 0.99), (2000, 0.9999)] {
        let f = chain(d, &(0..n).map(|s| vec![(s + 1) % n]).collect::<Vec<_>>());
        let base: Vec<f64> = (0..n).map(|s| f64::from(u8::from(s == 0))).collect();
        let mut x = vec![0.0; n];
        assert!(solve(&f, &base, &mut x, 1e-12) <= 1e-12);
        let power = |k: usize| (0..k).fold(1.0, |p, _| p * d);
        let at_zero = 1.0 / (1.0 - power(n));
        for (k, x) in x.iter().enumerate() {
            let exact = if k == 0 { at_zero } else { power(n - k) * at_zero };
            assert!((x - exact).abs() <= 1e-11 * at_zero * n as f64, "{n} {k}: {x} {exact}");
        }
    }
}

/// A walk that drifts away from both ends, the discount near one.
#[test]
fn a_walk_on_a_line_is_solved() {
    let n = 5000;
    let row = |s: usize| vec![s.saturating_sub(1), s, (s + 1).min(n - 1)];
    let f = chain(0.9999, &(0..n).map(row).collect::<Vec<_>>());
    let base: Vec<f64> = (0..n).map(|s| (s % 17) as f64 * 1e-4).collect();
    let mut x = vec![0.0; n];
    let residual = solve(&f, &base, &mut x, 1e-12);
    assert!(residual <= 1e-12, "{residual}");
}

/// A chain that forgets fast is left to plain sweeps, one that keeps what it has is not; both are
/// solved to what was asked.
#[test]
fn sweeps_end_where_they_come_near_fast() {
    let n = 600;
    let row = |s: usize| vec![(7 * s + 3) % n, (11 * s + 5) % n, (s * s) % n];
    let rows: Vec<Vec<usize>> = (0..n).map(row).collect();
    let base: Vec<f64> = (0..n).map(|s| (s % 13) as f64 - 6.0).collect();
    for (d, quick) in [(0.5, true), (0.9999, false)] {
        let f = chain(d, &rows);
        let mut x = vec![0.0; n];
        assert_eq!(sweeps::solve(&f, &base, &mut x, 1e-10).is_some(), quick, "{d}");
        assert!(solve(&f, &base, &mut x, 1e-10) <= 1e-10);
        assert!(f.residual(&base, &x) <= 1e-10, "{d}");
    }
}

fn graphs() -> impl Strategy<Value = Vec<Vec<usize>>> {
    (1_usize..12)
        .prop_flat_map(|n| proptest::collection::vec(proptest::collection::vec(0..n, 1..4), n))
}

proptest! {
    #[test]
    fn both_methods_agree(next in graphs(), d in 0.0_f64..0.999, seed in 0_u32..1000) {
        let f = chain(d, &next);
        let base: Vec<f64> =
            (0..id(next.len())).map(|s| f64::from((s * 7919 + seed) % 101) - 50.0).collect();
        let direct = reduction::solve(&f, &base);
        prop_assert!(f.residual(&base, &direct) < 1e-9);
        let mut x = vec![0.0; next.len()];
        let residual = krylov::solve(&f, &base, &mut x, 1e-11);
        prop_assert!(residual <= 1e-11, "{residual}");
        for (a, b) in x.iter().zip(&direct) {
            prop_assert!((a - b).abs() < 1e-7, "{a} {b}");
        }
    }
}
