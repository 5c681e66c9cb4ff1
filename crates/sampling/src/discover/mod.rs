//! Where in the space of inputs an outcome happens, as boxes that can be read out.
//!
//! A box is judged by three numbers: *coverage*, the share of all cases inside it; *density*, the
//! share of the points inside that are cases; *mass*, the share of all points inside (Bryant and
//! Lempert 2010).

mod binomial;
mod cases;
mod peel;
mod tree;

pub use cases::{Cases, Quality};
pub use peel::{Discovery, Peeled, Peeling, Restriction, peel, pruned, restrictions};
pub use tree::{Leaf, TreeLimits, tree};
