//! The store alone: power cuts at every write on a simulated disk, and real processes that are killed.

mod disk;
mod killed;
mod power;
mod tiles;
