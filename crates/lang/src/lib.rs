//! The accord language: text to compiled accord, with diagnostics.

pub mod amends;
pub mod ast;
mod bearing;
pub mod beliefs_ast;
pub mod block;
pub mod brackets;
pub mod canonical;
mod check;
pub mod compare;
mod compile;
pub mod diagnostic;
pub mod events;
pub mod explain;
pub mod format;
mod layout;
pub mod lexer;
pub mod literate;
pub mod lower;
pub mod material;
pub mod outline;
mod parse;
pub mod render;
mod report;
pub mod search;
pub mod search_ast;
pub mod source;
pub mod span;
pub mod units;

pub use bearing::article_of;
pub use canonical::{TermsHash, canonical, terms_hash};
pub use check::unaccepted;
pub use compile::{
    Compilation, Compiled, Reading, compile, compile_as_read_by, compile_as_signed, findings,
};
pub use events::{Events, EventsCompilation, RecordedEvent, compile_events, write_events};
pub use format::format;
pub use lower::{
    BeliefsCompilation, Clause, ClauseMap, Lowered, Named, Names, Symbol, compile_beliefs,
    leave_out, leave_out_of, unweighed,
};
pub use parse::{
    Parsed, ParsedBeliefs, ParsedSearch, parse, parse_as_proposed, parse_beliefs, parse_search,
};
pub use render::{brief, render};
