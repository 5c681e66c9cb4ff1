//! Epochs: a secret of one author, wrapped to every member of the compartment in one leaf.

mod complaint;
mod hpke;
mod kem;
mod leaf;
mod retire;
mod wrap;

pub use complaint::{Blame, judge};
pub use kem::{KEM_KEY_BYTES, KemKey, KemPrivateKey};
pub use leaf::{EpochLeaf, SLOT_COUNTS};
pub use retire::{AuthorEpochs, EpochInCut, Holding, retirable};
pub use wrap::{SLOT_BYTES, Wrapping};

pub use hpke::{open as hpke_open, seal as hpke_seal};
