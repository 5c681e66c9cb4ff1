//! The accord language: text to compiled accord, with diagnostics.

pub mod ast;
pub mod diagnostic;
pub mod span;
pub mod units;
