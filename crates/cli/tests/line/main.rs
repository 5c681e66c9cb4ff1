//! The line between real processes that do not trust each other.

mod attached;
mod compartments;
mod damage;
mod desk;
mod identity;
mod messages;
mod outside;
mod phases;
mod roots;
mod served;
mod stations;
