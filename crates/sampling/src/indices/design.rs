//! Where the outcome is evaluated.

use crate::{Points, SamplingError, scrambled_sobol};
use rayon::prelude::*;

/// Columns of an outcome before those of the groups: A and B.
pub(super) const BASE: usize = 2;

/// The rows at which an outcome is evaluated: `rows (groups + 2)` evaluations.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    inputs: usize,
    /// The group of every input.
    group: Vec<usize>,
    groups: usize,
    base: Points,
}

impl Design {
    /// Each input a group of its own. `rows` is best a power of two.
    ///
    /// # Errors
    /// As [`Design::grouped`].
    pub fn new(inputs: usize, rows: u32, seed: u64) -> Result<Self, SamplingError> {
        let own: Vec<Vec<usize>> = (0..inputs).map(|input| vec![input]).collect();
        Self::grouped(inputs, &own, rows, seed)
    }

    /// Inputs in groups that move together; every input in one.
    ///
    /// # Errors
    /// [`SamplingError::Grouping`] unless every input stands in exactly one group,
    /// [`SamplingError::Dimensions`] above 128 inputs, [`SamplingError::TooFew`] under two rows.
    pub fn grouped(
        inputs: usize,
        groups: &[Vec<usize>],
        rows: u32,
        seed: u64,
    ) -> Result<Self, SamplingError> {
        if rows < 2 {
            return Err(SamplingError::TooFew { what: "rows", given: rows as usize, least: 2 });
        }
        let group = membership(inputs, groups)?;
        let base = scrambled_sobol(2 * inputs, rows, seed)?;
        Ok(Self { inputs, group, groups: groups.len(), base })
    }

    /// Number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How often the outcome is evaluated.
    #[must_use]
    pub fn evaluations(&self) -> usize {
        self.base.len() * self.columns()
    }

    fn columns(&self) -> usize {
        BASE + self.groups
    }

    /// The inputs of one evaluation, of `evaluations()`.
    pub fn point(&self, evaluation: usize, into: &mut [f64]) {
        let (row, column) = (evaluation / self.columns(), evaluation % self.columns());
        let (a, b) = self.base.row(row).split_at(self.inputs);
        let from_b = |input: usize| column == 1 || self.group[input] + BASE == column;
        let both = a.iter().zip(b).enumerate();
        let chosen = both.map(|(input, (a, b))| if from_b(input) { *b } else { *a });
        into.iter_mut().zip(chosen).for_each(|(value, x)| *value = x);
    }

    /// Evaluates the outcome everywhere, on as many threads as there are.
    #[must_use]
    pub fn run(&self, outcome: impl Fn(&[f64]) -> f64 + Sync) -> Outcome {
        let mut values = vec![0.0; self.evaluations()];
        let columns = self.columns();
        values.par_chunks_mut(columns).enumerate().for_each_init(
            || vec![0.0; self.inputs],
            |x, (row, cells)| {
                for (cell, evaluation) in cells.iter_mut().zip(row * columns..) {
                    self.point(evaluation, x);
                    *cell = outcome(x);
                }
            },
        );
        self.outcome(values)
    }

    /// An outcome evaluated elsewhere, in the order of [`Design::point`].
    ///
    /// # Panics
    /// If there are not `evaluations()` values.
    #[must_use]
    pub fn outcome(&self, values: Vec<f64>) -> Outcome {
        assert_eq!(values.len(), self.evaluations(), "one value for each evaluation");
        Outcome { columns: self.columns(), values }
    }
}

/// The values of an outcome at the rows of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub(super) columns: usize,
    pub(super) values: Vec<f64>,
}

fn membership(inputs: usize, groups: &[Vec<usize>]) -> Result<Vec<usize>, SamplingError> {
    if inputs == 0 {
        return Err(SamplingError::TooFew { what: "inputs", given: 0, least: 1 });
    }
    let mut group = vec![None; inputs];
    for (number, members) in groups.iter().enumerate() {
        for input in members {
            match group.get_mut(*input) {
                Some(free @ None) => *free = Some(number),
                _ => return Err(SamplingError::Grouping(*input)),
            }
        }
    }
    let all = group.into_iter().enumerate();
    all.map(|(input, group)| group.ok_or(SamplingError::Grouping(input))).collect()
}
