//! Signature algorithms: which bytes are accepted, and nothing about what they sign.

pub mod ed25519;
pub mod hybrid;
pub mod ml_dsa;

pub use hybrid::{HybridKey, HybridSignature, HybridSigner};
