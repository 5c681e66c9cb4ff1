//! Certificates are checked by code that shares nothing with the solvers: what is right passes, and
//! what is changed anywhere fails.

mod degenerate;
mod draws;
mod ordinal;
mod stationary;
mod threads;
