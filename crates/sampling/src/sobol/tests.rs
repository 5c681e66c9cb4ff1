use super::*;
use proptest::prelude::*;

/// Unscrambled coordinates as scipy.stats.qmc.Sobol (1.17, 32 bits) gives them.
#[test]
fn points_are_the_published_ones() {
    let published = [
        (1, 2, 2_147_483_648),
        (5, 7, 1_610_612_736),
        (100, 50, 3_791_650_816),
        (777, 199, 616_562_688),
        (1023, 128, 4_232_052_736),
    ];
    let directions = directions(200);
    for (index, dimension, expected) in published {
        assert_eq!(point(&directions[dimension], index), expected, "point {index}, {dimension}");
    }
}

#[test]
fn every_dimension_has_direction_numbers() {
    assert_eq!(directions(DIMENSIONS).len(), DIMENSIONS);
    let too_many = scrambled_sobol(DIMENSIONS + 1, 4, 1);
    assert_eq!(too_many, Err(SamplingError::Dimensions { asked: 257, most: 256 }));
    assert!(scrambled_sobol(0, 4, 1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A net stays a net under scrambling: of the first 2^m points, one lies in each of the 2^m
    /// equal intervals of every coordinate.
    #[test]
    fn each_interval_holds_one_point(seed: u64, m in 0_u32..11) {
        let points = scrambled_sobol(40, 1 << m, seed)?;
        for dimension in 0..40 {
            let mut met = vec![false; 1 << m];
            for n in 0..points.len() {
                let value = points.row(n)[dimension];
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= value < 1")]
                let cell = (value * f64::from(1 << m)) as usize;
                prop_assert!(value > 0.0 && value < 1.0 && !met[cell]);
                met[cell] = true;
            }
        }
    }
}

#[test]
fn more_points_keep_the_first_ones_and_other_seeds_give_others() {
    let few = scrambled_sobol(3, 100, 9).expect("three dimensions");
    let many = scrambled_sobol(3, 5_000, 9).expect("three dimensions");
    assert!((0..100).all(|n| few.row(n) == many.row(n)));
    let other = scrambled_sobol(3, 100, 10).expect("three dimensions");
    assert!((0..100).all(|n| few.row(n) != other.row(n)));
}

/// The mean of a product over scrambled points is nearer the truth than chance makes it: over 64
/// scramblings the root mean square error is less than a tenth of the plain one.
#[test]
fn integrals_come_out_closer_than_by_chance() {
    let rows = 1024;
    let errors = (0..64).map(|seed| {
        let points = scrambled_sobol(4, rows, seed).expect("four dimensions");
        let product = |n| points.row(n).iter().map(|x| 2.0 * x).product::<f64>();
        (0..points.len()).map(product).sum::<f64>() / f64::from(rows) - 1.0
    });
    let square = errors.map(|error| error * error).sum::<f64>() / 64.0;
    let plain = ((4.0_f64 / 3.0).powi(4) - 1.0) / f64::from(rows);
    assert!(square.sqrt() < 0.1 * plain.sqrt(), "{} against {}", square.sqrt(), plain.sqrt());
}
