use super::*;
use crate::scrambled_sobol;
use proptest::prelude::*;

fn sample(inputs: usize, points: u32, is_case: impl Fn(&[f64]) -> bool) -> Cases {
    let all = scrambled_sobol(inputs, points, 11).expect("few inputs");
    let column = |input: usize| (0..all.len()).map(|n| all.row(n)[input]).collect();
    let cases = (0..all.len()).map(|n| is_case(all.row(n))).collect();
    Cases::new((0..inputs).map(column).collect(), cases).expect("columns of one length")
}

/// Cases fill a corner of two of five inputs: the box found is that corner.
#[test]
fn a_corner_is_found() {
    let cases = sample(5, 4_096, |x| x[1] < 0.4 && x[3] > 0.7);
    let found = peel(&cases, &Peeling::default());
    let best = found.best();
    assert_eq!(best.bounds.bounded(), [1, 3]);
    assert!((best.bounds.upper[1] - 0.4).abs() < 0.02, "{best:?}");
    assert!((best.bounds.lower[3] - 0.7).abs() < 0.02, "{best:?}");
    assert!(best.quality.coverage > 0.95 && best.quality.density > 0.95, "{best:?}");
    let worth = restrictions(&cases, best);
    assert_eq!(worth[0].input, 3); // without it density falls to .3, without the other to .4
    assert!(worth.iter().all(|w| w.quasi_p < 1e-6));
}

/// Cases that depend on nothing: no bound means much, and the box chosen is nearly everything.
#[test]
fn noise_has_no_box() {
    let mut number = 0_u32;
    let all = scrambled_sobol(4, 2_000, 5).expect("few inputs");
    let columns = (0..4).map(|i| (0..all.len()).map(|n| all.row(n)[i]).collect()).collect();
    let coin = (0..all.len()).map(|_| {
        number += 1;
        crate::Stream::new(1, u64::from(number)).uniform(0, 0) < 0.5
    });
    let cases = Cases::new(columns, coin.collect()).expect("columns of one length");
    let found = peel(&cases, &Peeling::default());
    assert!(found.best().quality.mass > 0.8, "{:?}", found.best());
}

/// A bound that only noise asked for is dropped, those that matter stay.
#[test]
fn bounds_that_mean_little_are_dropped() {
    let cases = sample(5, 1_024, |x| x[1] < 0.4 && x[3] > 0.7);
    let found = peel(&cases, &Peeling::default());
    let mut narrowed = found.best().clone();
    narrowed.bounds.upper[0] = 0.8;
    narrowed.quality = cases.quality(&narrowed.bounds);
    let kept = pruned(&cases, &narrowed, 0.05);
    assert_eq!(kept.bounds.bounded(), [1, 3]);
    assert_eq!(kept.quality, cases.quality(&kept.bounds));
}

#[test]
fn a_column_of_few_values_is_cut_between_them() {
    let cases = sample(2, 1_024, |x| x[0] < 0.5);
    let stepped = cases.columns[0].iter().map(|x| (x * 4.0).floor()).collect();
    let cases = Cases::new(vec![stepped], cases.is_case).expect("one column");
    let found = peel(&cases, &Peeling::default());
    assert_eq!(found.best().bounds.upper[0], 1.5);
    assert_eq!(found.best().quality.density, 1.0);
}

#[test]
fn all_or_no_cases_leave_everything_as_it_is() {
    for all in [true, false] {
        let found = peel(&sample(2, 256, |_| all), &Peeling::default());
        assert_eq!(found.best().bounds, Bounds::everything(2));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every box of the trajectory has the quality that counting gives, and none is thinner than
    /// allowed.
    #[test]
    fn qualities_are_counted(
        low in 0.0..0.6_f64, width in 0.1..0.6_f64, points in 50_u32..400, alpha in 0.02..0.3_f64,
    ) {
        let cases = sample(3, points, |x| x[0] > low && x[0] < low + width && x[2] < 0.8);
        let how = Peeling { alpha, least_mass: 0.1 };
        let found = peel(&cases, &how);
        for peeled in &found.trajectory {
            prop_assert_eq!(cases.quality(&peeled.bounds), peeled.quality);
            prop_assert!(peeled.quality.mass >= how.least_mass);
        }
        let last = found.trajectory.last().expect("everything is there");
        prop_assert!(last.quality.density >= found.trajectory[0].quality.density);
    }
}
