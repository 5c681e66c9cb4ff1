//! Tests of the record, in one program.
#![allow(
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "what makes and reads the vectors is no `#[test]` itself, and has nothing else to say"
)]

mod branch;
mod cases;
mod fixes;
mod official;
mod properties;
mod quorum;
mod roots;
mod run;
mod scene;
mod seal;
mod tile;
mod tree;
mod vector;
mod vectors;
