//! What cannot be sampled or told from a sample.

use thiserror::Error;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SamplingError {
    /// More coordinates than there are direction numbers for.
    #[error("{asked} coordinates were asked for; at most {most} can be had")]
    Dimensions {
        /// How many were asked for.
        asked: usize,
        /// How many there are.
        most: usize,
    },
    /// Nothing to sample: no inputs, no rows, or fewer rows than the method needs.
    #[error("{given} {what} are too few; at least {least} are needed")]
    TooFew {
        /// Of what.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many it takes.
        least: usize,
    },
    /// A group names an input that does not exist, or one that another group has.
    #[error("input {0} stands in no group, in two, or does not exist")]
    Grouping(usize),
    /// An outcome is infinite or not a number.
    #[error("the outcome of evaluation {0} is not a finite number")]
    NotFinite(usize),
    /// The outcome is the same everywhere, so nothing moves it.
    #[error("the outcome is the same everywhere in the sample, so no input moves it")]
    Constant,
    /// Columns of different lengths.
    #[error("column {0} has not as many rows as there are outcomes")]
    Ragged(usize),
}
