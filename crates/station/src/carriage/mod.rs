//! Carriage: bundles over a wire that nobody else reads, and in files.

pub mod begun;
pub mod frame;
pub mod parcel;
pub mod wire;

pub use begun::Begun;
pub use frame::{Address, Frame, Reader, Writer};
