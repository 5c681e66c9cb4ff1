//! The accord language: text to compiled accord, with diagnostics.

pub mod ast;
pub mod block;
pub mod diagnostic;
pub mod lexer;
mod parse;
mod report;
pub mod source;
pub mod span;
pub mod units;

pub use parse::{Parsed, parse, parse_as_proposed};
