//! What checks calculate with: exact rationals, or floating point for large games.

use num_rational::BigRational;

/// Numbers that can be added, multiplied and compared.
pub(super) trait Number: Clone + PartialOrd {
    /// Exactly the number that the float stands for.
    fn of(x: f64) -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn over(&self, other: &Self) -> Self;
    /// As a float, rounded away from zero: never 0 for what is not 0.
    fn near(&self) -> f64;
    /// What rounding may do to a sum of `terms` numbers of size `scale`.
    fn rounding(terms: usize, scale: f64) -> f64;

    fn larger(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
}

impl Number for f64 {
    fn of(x: f64) -> Self {
        x
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, other: &Self) -> Self {
        self / other
    }

    fn near(&self) -> f64 {
        *self
    }

    fn rounding(terms: usize, scale: f64) -> f64 {
        4.0 * f64::EPSILON * (terms + 8) as f64 * scale
    }
}

impl Number for BigRational {
    fn of(x: f64) -> Self {
        Self::from_float(x).expect("finite: games and answers are checked for that first")
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, other: &Self) -> Self {
        self / other
    }

    fn near(&self) -> f64 {
        use num_traits::{Signed, ToPrimitive};
        let near = self.to_f64().unwrap_or(f64::NAN);
        if near == 0.0 && self.is_positive() { f64::MIN_POSITIVE } else { near }
    }

    fn rounding(_: usize, _: f64) -> f64 {
        0.0
    }
}
