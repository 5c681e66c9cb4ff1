//! The record of the line: what two governments sign, seal and can prove, as bytes and pure functions.
//!
//! `docs/format.md` specifies every byte. Nothing here opens a file or a connection, asks for the time or draws
//! randomness: clocks, salts and seeds are handed in. Every refusal has one [`Reason`], so that both sides record
//! the same one.

pub mod base64;
pub mod blind;
pub mod cbor;
pub mod checkpoint;
pub mod compartment;
pub mod cosignature;
mod decimal;
mod derive;
pub mod disclosure;
pub mod epoch;
pub mod evidence;
pub mod fork;
pub mod identity;
mod ids;
pub mod leaf;
pub mod node;
pub mod note;
pub mod policy;
pub mod proof;
mod reason;
pub mod script;
mod secret;
pub mod sign;
pub mod tile;
pub mod tree;

pub use ids::{CompartmentId, ID_BYTES, LogId, PartyId, SeatId};
pub use reason::Reason;
pub use secret::Secret;
