//! Drives `kernel::apply`: enumerate, simulate, assess, replay.

pub mod assess;
pub mod drive;
pub mod graph;
pub mod hold;
pub mod replay;
pub mod simulate;
pub mod weigh;
