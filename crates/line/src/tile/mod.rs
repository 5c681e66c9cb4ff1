//! A log as static files (c2sp.org/tlog-tiles): where they lie, hashes, bundles of leaves.
//!
//! A hash read through a tile proves nothing. Whoever holds all leaves recomputes the whole root
//! ([`crate::tree::root_of`]); whoever does not ends with a path checked against a signed head.

mod bundle;
mod hashes;
mod path;

pub use bundle::{LEAF_BYTES_MAX, read_bundle, write_bundle};
pub use hashes::{check_tile, tile_hashes, widths};
pub use path::{TileKind, TilePath};

/// Hashes in a full tile, leaves in a full bundle.
pub const TILE_WIDTH: u64 = 256;
