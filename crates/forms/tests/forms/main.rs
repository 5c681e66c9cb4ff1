//! Forms: the table, their bytes, the events that they are, who signed them, how they read.
#![allow(
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "what makes samples is no `#[test]` itself, and says which one it was"
)]

mod doc;
mod encoding;
mod events;
mod faults;
mod pages;
mod release;
mod sample;
mod table;
