//! A sample of inputs, and which of its points are cases.

use crate::{Bounds, SamplingError};

/// Points by column, and which of them are cases of the outcome of interest.
#[derive(Clone, Debug)]
pub struct Cases {
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) is_case: Vec<bool>,
    /// Points of every column in order of their value.
    pub(super) order: Vec<Vec<u32>>,
}

/// How well a box tells cases from the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Points inside.
    pub points: usize,
    /// Cases inside.
    pub cases: usize,
    /// Share of all cases inside.
    pub coverage: f64,
    /// Share of the points inside that are cases.
    pub density: f64,
    /// Share of all points inside.
    pub mass: f64,
}

impl Cases {
    /// A sample by columns, one for each input.
    ///
    /// # Errors
    /// [`SamplingError::Ragged`] for a column of another length, [`SamplingError::NotFinite`] for
    /// an input that is not a number, [`SamplingError::TooFew`] for no columns or no points.
    pub fn new(columns: Vec<Vec<f64>>, is_case: Vec<bool>) -> Result<Self, SamplingError> {
        let points = is_case.len();
        let least = |what, given| match given {
            0 => Err(SamplingError::TooFew { what, given, least: 1 }),
            _ => Ok(()),
        };
        least("inputs", columns.len())?;
        least("points", points)?;
        if let Some(ragged) = columns.iter().position(|column| column.len() != points) {
            return Err(SamplingError::Ragged(ragged));
        }
        let broken = |column: &Vec<f64>| column.iter().position(|value| !value.is_finite());
        if let Some(point) = columns.iter().find_map(broken) {
            return Err(SamplingError::NotFinite(point));
        }
        let order = columns.iter().map(|column| sorted(column)).collect();
        Ok(Self { columns, is_case, order })
    }

    /// Number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.is_case.len()
    }

    /// Never: an empty sample is refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_case.is_empty()
    }

    /// Number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.columns.len()
    }

    /// Number of cases.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.is_case.iter().filter(|case| **case).count()
    }

    /// How well a box does.
    #[must_use]
    pub fn quality(&self, bounds: &Bounds) -> Quality {
        self.quality_of(&self.inside(bounds))
    }

    /// Which points lie in a box.
    pub(super) fn inside(&self, bounds: &Bounds) -> Vec<bool> {
        let mut inside = vec![true; self.len()];
        for input in bounds.bounded() {
            let both = inside.iter_mut().zip(&self.columns[input]);
            both.for_each(|(inside, value)| *inside &= bounds.admits(input, *value));
        }
        inside
    }

    pub(super) fn quality_of(&self, inside: &[bool]) -> Quality {
        let points = inside.iter().filter(|inside| **inside).count();
        let cases = inside.iter().zip(&self.is_case).filter(|(i, c)| **i && **c).count();
        self.quality_from(points, cases)
    }

    pub(super) fn quality_from(&self, points: usize, cases: usize) -> Quality {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        Quality {
            points,
            cases,
            coverage: share(cases, self.cases()),
            density: share(cases, points),
            mass: share(points, self.len()),
        }
    }
}

fn sorted(column: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0_u32..).take(column.len()).collect();
    order.sort_by(|a, b| column[*a as usize].total_cmp(&column[*b as usize]));
    order
}
