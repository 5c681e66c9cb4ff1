//! The accord language: text to compiled accord, with diagnostics.

pub mod ast;
pub mod block;
pub mod canonical;
mod compile;
pub mod diagnostic;
pub mod format;
mod layout;
pub mod lexer;
pub mod lower;
mod parse;
pub mod render;
mod report;
pub mod source;
pub mod span;
pub mod units;

pub use compile::{Compilation, Compiled, Reading, compile, compile_as_read_by};
pub use lower::{Clause, ClauseMap, Lowered, Named, Names, Symbol};
pub use canonical::{TermsHash, canonical, terms_hash};
pub use format::format;
pub use parse::{Parsed, parse, parse_as_proposed};
pub use render::{brief, render};
