//! The line between real processes that do not trust each other.

mod damage;
mod phases;
mod stations;
