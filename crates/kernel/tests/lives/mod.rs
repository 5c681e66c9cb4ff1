//! What the kernel's tests share: accords built by hand, dice, random events, a way to tell a life.
#![allow(
    dead_code,
    missing_docs,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects
)]

pub mod accords;
pub mod dice;
pub mod play;
pub mod random_accord;
pub mod random_talk;
pub mod rows;
pub mod talks;
pub mod tell;
