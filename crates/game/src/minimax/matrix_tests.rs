use super::Matrix;
use proptest::prelude::*;

fn solved(rows: usize, columns: usize, entry: &[f64]) -> (f64, f64, Vec<f64>, Vec<f64>) {
    let mut matrix = Matrix::default();
    matrix.reset(rows, columns);
    matrix.entry.extend_from_slice(entry);
    let (mut x, mut y) = (vec![0.0; rows], vec![0.0; columns]);
    matrix.solve(&mut x, &mut y);
    (matrix.guaranteed(&x), matrix.allowed(&y).0, x, y)
}

fn worth(rows: usize, columns: usize, entry: &[f64], value: f64) {
    let (low, high, ..) = solved(rows, columns, entry);
    let slack = 1e-12 * entry.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
    assert!((low - value).abs() <= slack && (high - value).abs() <= slack, "{low} {high} {value}");
}

/// Rock, paper, scissors with stakes: value 0; pennies: 0; Morra of two fingers: -1/12 for the
/// one who is paid on odd sums turned round.
#[test]
fn textbook_games_have_their_values() {
    worth(2, 2, &[1.0, -1.0, -1.0, 1.0], 0.0);
    worth(3, 3, &[0.0, -1.0, 2.0, 1.0, 0.0, -3.0, -2.0, 3.0, 0.0], 0.0);
    worth(2, 2, &[-2.0, 3.0, 3.0, -4.0], 1.0 / 12.0);
    worth(2, 3, &[2.0, 3.0, 11.0, 7.0, 5.0, 2.0], 49.0 / 11.0);
    worth(3, 2, &[0.0, 5.0, 4.0, 1.0, 2.0, 2.0], 5.0 / 2.0);
    worth(1, 3, &[4.0, -1.0, 3.0], -1.0);
    worth(3, 1, &[4.0, -1.0, 3.0], 4.0);
    worth(1, 1, &[0.0], 0.0);
}

#[test]
fn payoffs_of_any_size_are_solved() {
    for size in [1e-300, 1e-12, 1.0, 1e12, 1e300] {
        let stakes = [0.0, -size, 2.0 * size, size, 0.0, -3.0 * size, -2.0 * size, 3.0 * size, 0.0];
        let (low, high, ..) = solved(3, 3, &stakes);
        assert!(high - low <= 1e-13 * size && low <= 0.0 && high >= 0.0, "{size}: {low} {high}");
        let (low, high, ..) = solved(2, 2, &[size, -size, -size, size]);
        assert!(low == 0.0 && high == 0.0, "{size}: {low} {high}");
    }
}

proptest! {
    /// What one side guarantees the other cannot undercut: both mixtures are optimal.
    #[test]
    fn guarantees_meet(
        rows in 1_usize..7,
        columns in 1_usize..7,
        entries in proptest::collection::vec(-4_i32..5, 36),
        fine in proptest::collection::vec(-1.0_f64..1.0, 36),
        whole in proptest::bool::ANY,
    ) {
        let entry: Vec<f64> = (0..rows * columns)
            .map(|k| if whole { f64::from(entries[k]) } else { fine[k] })
            .collect();
        let (low, high, x, y) = solved(rows, columns, &entry);
        prop_assert!(high - low <= 1e-12, "{low} {high}");
        prop_assert!((x.iter().sum::<f64>() - 1.0).abs() < 1e-12 && x.iter().all(|&p| p >= 0.0));
        prop_assert!((y.iter().sum::<f64>() - 1.0).abs() < 1e-12 && y.iter().all(|&p| p >= 0.0));
    }
}
