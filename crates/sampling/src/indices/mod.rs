//! Sobol indices: the share of an outcome's variance that inputs account for.
//!
//! Problem. For Y = f(X), X uniform on the unit cube, and a group u of inputs: the first index
//! `S_u = V(E(Y | X_u)) / V(Y)`, what fixing u would take away on average; and the total index
//! `T_u = E(V(Y | X_~u)) / V(Y)`, what is left if all but u were fixed. From two samples A and B
//! and, for each u, the rows of A with u taken from B (A_u):
//! `S_u V = mean(B (A_u - A))` and `T_u V = mean((A - A_u)^2) / 2`.
//!
//! # Source
//! I. M. Sobol (1993); the estimators are (b) and (f) of table 2 of Saltelli, Annoni, Azzini,
//! Campolongo, Ratto and Tarantola (2010), the latter Jansen's (1999). Intervals: percentiles of
//! resampled rows (Efron 1979). Scrambled points are more even than independent ones, so these
//! intervals are wider than the errors rather than narrower.

mod design;
mod estimate;

pub use design::{Design, Outcome};
pub use estimate::{GroupIndices, Indices, indices};

#[cfg(test)]
mod tests;
