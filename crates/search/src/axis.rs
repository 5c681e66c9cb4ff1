//! Axes of a space of designs.

/// A design: a number for each axis; whole ones for axes that are whole or kinds.
pub type Point = Vec<f64>;

/// One axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// Any number between the ends.
    Real {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// A whole number between the ends, both counted.
    Whole {
        /// Lower end.
        low: i32,
        /// Upper end.
        high: i32,
    },
    /// One of so many kinds without an order, from 0.
    Kind(u32),
}

impl Axis {
    /// How many values there are; none if they cannot be counted.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match *self {
            Self::Real { .. } => None,
            Self::Whole { low, high } => u64::try_from(i64::from(high) - i64::from(low) + 1).ok(),
            Self::Kind(kinds) => Some(u64::from(kinds)),
        }
    }

    /// The value at a place in order, from 0.
    pub(crate) fn value(&self, place: u64) -> f64 {
        match *self {
            Self::Real { low, .. } => low,
            Self::Whole { low, .. } => f64::from(low) + place as f64,
            Self::Kind(_) => place as f64,
        }
    }

    /// The value that a share of the axis, in (0, 1), stands for.
    pub(crate) fn at(&self, share: f64) -> f64 {
        let (low, high) = self.ends();
        self.rounded(low + share * (high - low))
    }

    /// The ends between which a number is varied; of a whole one half a step beyond each, so that
    /// rounding favours none.
    pub(crate) fn ends(&self) -> (f64, f64) {
        match *self {
            Self::Real { low, high } => (low, high),
            Self::Whole { low, high } => (f64::from(low) - 0.5, f64::from(high) + 0.5),
            Self::Kind(kinds) => (-0.5, f64::from(kinds) - 0.5),
        }
    }

    /// A number moved onto the axis.
    pub(crate) fn rounded(&self, number: f64) -> f64 {
        match *self {
            Self::Real { low, high } => number.clamp(low, high),
            Self::Whole { low, high } => libm::round(number).clamp(f64::from(low), f64::from(high)),
            Self::Kind(kinds) => libm::round(number).clamp(0.0, f64::from(kinds.saturating_sub(1))),
        }
    }
}
