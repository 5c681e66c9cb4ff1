//! Oracles and random cases shared by the tests.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod exact;
pub mod integer;
pub mod random;
