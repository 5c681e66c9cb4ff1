//! Drives `kernel::apply`: enumerate, simulate, assess, replay.

pub mod anytext;
pub mod assess;
pub mod backtest;
pub mod binding;
pub mod clocks;
pub mod design;
pub mod drive;
pub mod expect;
pub mod exposure;
pub mod graph;
pub mod hold;
pub mod outlook;
pub mod outside;
pub mod phased;
pub mod plan;
pub mod reach;
pub mod replay;
pub mod simulate;
pub mod space;
pub mod stake;
pub mod tied;
pub mod weigh;

pub use sampling;
pub use search;
