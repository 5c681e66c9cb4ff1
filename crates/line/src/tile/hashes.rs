//! Tiles of hashes.

use super::{TILE_WIDTH, TilePath};
use crate::reason::Reason;
use crate::tree::{Hash, root_of};

/// Levels above this one would need more leaves than a log can have.
const LEVELS: u32 = 8;

/// Number of full tiles and width of the partial one (0 without one), by level, for a log of `size` leaves.
pub fn widths(size: u64) -> Vec<(u64, u64)> {
    let hashes = (0..LEVELS).map(|level| size >> (8 * level));
    hashes
        .take_while(|hashes| *hashes > 0)
        .map(|hashes| (hashes / TILE_WIDTH, hashes % TILE_WIDTH))
        .collect()
}

/// Hashes of one tile of a log over `leaves` (leaf hashes); none if the log has no such tile.
pub fn tile_hashes(level: u8, index: u64, width: u16, leaves: &[Hash]) -> Option<Vec<Hash>> {
    let span = 1_u64.checked_shl(8 * u32::from(level))?;
    let first = index.checked_mul(TILE_WIDTH)?;
    let hash = |place: u64| {
        let start = place.checked_mul(span)?;
        let range = usize::try_from(start).ok()?..usize::try_from(start.checked_add(span)?).ok()?;
        leaves.get(range).map(|leaves| root_of(leaves.iter().copied()))
    };
    (first..first.checked_add(u64::from(width))?).map(hash).collect()
}

/// Takes the bytes of a tile: as many hashes as its path says.
///
/// # Errors
/// [`Reason::TileWidth`].
pub fn check_tile(path: &TilePath, bytes: &[u8]) -> Result<Vec<Hash>, Reason> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let exact = rest.is_empty() && hashes.len() == usize::from(path.width);
    if exact { Ok(hashes.to_vec()) } else { Err(Reason::TileWidth) }
}
