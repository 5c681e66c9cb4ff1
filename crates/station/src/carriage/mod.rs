//! Carriage: bundles over a wire that nobody else reads, and in files.

pub mod frame;
pub mod wire;

pub use frame::{Address, Frame, Reader, Writer};
