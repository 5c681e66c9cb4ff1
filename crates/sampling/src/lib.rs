//! Random numbers by address, points that fill a cube evenly, and what a sample says an outcome
//! depends on.
//!
//! Agreements are unknown here: inputs are 0..k, each in (0, 1) or in a column of numbers.
//!
//! - [`Stream`]: counter-based random numbers; a draw is a function of where it stands.
//! - [`Batch`]: numbered paths in blocks, on any number of threads; [`lanes`]: paths side by side.
//! - [`Total`], [`Moments`], [`Histogram`], [`Cells`]: whole counts that add up, and the shares,
//!   means and quantiles that they say, with errors.
//! - [`Controls`], [`weighted_share`]: the same error from fewer paths.
//! - [`scrambled_sobol`]: points of low discrepancy, scrambled.
//! - [`Design`] and [`indices`]: what share of an outcome's variance each input, or group of
//!   inputs, accounts for (Sobol indices).
//! - [`screen`]: which inputs move an outcome at all (elementary effects).
//! - [`discover::peel`] and [`discover::tree`]: where in the space of inputs an outcome happens,
//!   as boxes.
//!
//! # Example
//! The first of two inputs is all that matters.
//! ```
//! use sampling::{Design, indices};
//!
//! let design = Design::new(2, 1024, 7)?;
//! let outcome = design.run(|x| 3.0 * x[0]);
//! let found = indices(&outcome, 200, 7)?;
//! assert!((found.groups[0].first.estimate - 1.0).abs() < 0.01);
//! assert!(found.groups[1].total.estimate < 0.01);
//! # Ok::<(), sampling::SamplingError>(())
//! ```

mod batch;
mod bounds;
mod cells;
pub mod discover;
mod error;
mod estimate;
mod histogram;
mod indices;
mod interval;
pub mod lanes;
mod moments;
mod reduce;
mod screen;
mod sobol;
mod stream;

pub use batch::{Batch, Merge};
pub use bounds::Bounds;
pub use cells::{Cells, OrderStatistic, Tail};
pub use error::SamplingError;
pub use estimate::{Estimate, FEW, Mean, Sample, Total};
pub use histogram::{Histogram, Quantile};
pub use indices::{Design, GroupIndices, Indices, Outcome, indices};
pub use interval::Interval;
pub use moments::Moments;
pub use reduce::{Controls, Reduced, Weighted, weighted_share};
pub use screen::{Effect, screen};
pub use sobol::{DIMENSIONS, Points, scrambled_sobol};
pub use stream::{Stream, philox};
