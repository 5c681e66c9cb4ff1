//! Nodes on a simulated network, disk and clock. Every run follows from its seed.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "what simulates is no `#[test]` itself, and says which seed it was"
)]

mod plain;
mod scenarios;
mod seeds;
mod world;
