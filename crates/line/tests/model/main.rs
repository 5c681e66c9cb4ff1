//! The rule of the agreed record, explored: every order of writing, delivering and waiting within bounds.
//!
//! Replicas run `line::script`, the functions that the node runs. A delivery brings all of one history, which loses
//! nothing: a shorter delivery now is a whole one earlier. Timers run out at any moment. Leaves are values and roots
//! are hashes of them; signatures are taken to hold.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "what explores is no `#[test]` itself, and says how much it saw"
)]

mod first;
mod judges;
mod liars;
mod line;
mod repaired;
mod stamps;
mod world;
