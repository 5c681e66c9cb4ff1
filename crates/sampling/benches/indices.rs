//! Sobol indices of the Ishigami function at 16,384 rows: points, evaluations, estimates, and 100
//! resamples; the same that a peer is timed on (docs/benchmarks.md).

use divan::{Bencher, black_box};
use sampling::{Design, indices, scrambled_sobol};
use std::f64::consts::PI;

fn main() {
    divan::main();
}

fn ishigami(x: &[f64]) -> f64 {
    let at = |i: usize| PI * (2.0 * x[i] - 1.0);
    at(0).sin() + 7.0 * at(1).sin().powi(2) + 0.1 * at(2).powi(4) * at(0).sin()
}

/// As many evaluations and nothing else.
#[divan::bench]
fn baseline(bencher: Bencher) {
    let points = scrambled_sobol(3, 16_384 * 5, 1).expect("three inputs");
    bencher
        .bench_local(|| (0..points.len()).map(|n| ishigami(black_box(points.row(n)))).sum::<f64>());
}

#[divan::bench]
fn points(bencher: Bencher) {
    bencher.bench_local(|| scrambled_sobol(black_box(6), 16_384, 1));
}

#[divan::bench]
fn whole(bencher: Bencher) {
    bencher.bench_local(|| {
        let design = Design::new(black_box(3), 16_384, 1).expect("three inputs");
        indices(&design.run(ishigami), 100, 1).expect("it varies")
    });
}
