//! One file a command: its arguments in, an answer out. The computing stands in other crates.

pub mod assess;
pub mod attribute;
pub mod brackets;
pub mod breakout;
pub mod check;
pub mod desk;
pub mod diff;
pub mod explain;
pub mod explore;
pub mod export;
pub mod fit;
pub mod fmt;
pub mod forecast;
pub mod hash;
pub mod line;
pub mod merge;
pub mod new;
pub mod oil;
pub mod outlook;
pub mod plan;
pub mod replay;
pub mod report;
pub mod search;
pub mod simulate;
pub mod solve;
pub mod trade;
