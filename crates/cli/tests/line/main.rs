//! The line between real processes that do not trust each other.

mod damage;
mod desk;
mod messages;
mod phases;
mod stations;
