//! Search among designs judged by many objectives at once.
//!
//! A design is a point: one number for each axis. Agreements are unknown here; a problem says what
//! its axes are and how a point is judged.
//!
//! - [`nsga2`]: elitist non-dominated sorting, for spaces too large to be gone through.
//! - [`exhaustive`]: every point of a space that is small enough.
//! - [`front`], [`hypervolume`]: what nothing beats in everything, and how much it covers.
//!
//! # Example
//! Two objectives that pull a whole number apart.
//! ```
//! use search::{Axis, Judged, Point, Problem, exhaustive};
//! struct Apart { axes: Vec<Axis>, seen: Vec<f64> }
//! impl Problem for Apart {
//!     fn axes(&self) -> &[Axis] { &self.axes }
//!     fn evaluate(&mut self, points: &[Point]) -> usize {
//!         self.seen.extend(points.iter().map(|point| point[0]));
//!         points.len()
//!     }
//!     fn judged(&self, number: usize) -> Judged {
//!         let x = self.seen[number];
//!         Judged { objectives: vec![(x - 2.0).abs(), (x - 5.0).abs()], violation: 0.0 }
//!     }
//! }
//! let mut problem = Apart { axes: vec![Axis::Whole { low: 0, high: 9 }], seen: vec![] };
//! let found = exhaustive(&mut problem, &[], 100);
//! assert_eq!(found.front.iter().map(|n| found.points[*n][0]).collect::<Vec<_>>(), [2.0, 3.0, 4.0, 5.0]);
//! ```

mod archive;
mod axis;
mod domination;
mod exhaustive;
mod hypervolume;
mod nsga2;
mod variation;

pub use archive::{Ended, Found};
pub use axis::{Axis, Point};
pub use domination::{Judged, crowding, front, ranks};
pub use exhaustive::{exhaustive, size};
pub use hypervolume::hypervolume;
pub use nsga2::{Settings, nsga2};

/// What is searched.
pub trait Problem {
    /// The axes of its space.
    fn axes(&self) -> &[Axis];
    /// Evaluates points that are new, in their order; how many of them were, from the first. Fewer
    /// than all end the search with what there is.
    fn evaluate(&mut self, points: &[Point]) -> usize;
    /// How an evaluated point is judged, by its number in the order of evaluation. May change as
    /// more points are evaluated, as regret does.
    fn judged(&self, number: usize) -> Judged;
}
