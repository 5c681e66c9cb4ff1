//! Nodes on a simulated network, disk and clock. Every run follows from its seed.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "what simulates is no `#[test]` itself, and says which seed it was"
)]

#[allow(dead_code, reason = "tables of the kernel's own tests, of which few are used here")]
#[path = "../../../kernel/tests/lives/accords.rs"]
mod accords;
mod disks;
#[path = "../strangers/go.rs"]
mod go;
mod members;
mod parts;
mod plain;
mod revoked;
#[allow(dead_code, reason = "tables of the kernel's own tests, of which few are used here")]
#[path = "../../../kernel/tests/lives/rows.rs"]
mod rows;
mod scenarios;
#[allow(dead_code, reason = "the scene of the record's tests, of which little is used here")]
#[path = "../record/scene.rs"]
mod scene;
mod seeds;
mod signed;
mod states;
mod world;
