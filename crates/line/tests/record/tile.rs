//! Tiles against the definition of c2sp.org/tlog-tiles, and what a flipped byte does.

use line::tile::{tile_hashes, widths, write_bundle};
use line::tree::{leaf_hash, root_of};

use crate::tree::leaves;

/// The example of the page of c2sp.org/tlog-tiles.
#[test]
fn a_log_of_70_000_has_the_tiles_of_the_example() {
    assert_eq!(widths(70_000), [(273, 112), (1, 17), (0, 1)]);
    assert_eq!(widths(256), [(1, 0), (0, 1)]);
    assert!(widths(0).is_empty());
}

#[test]
fn each_hash_of_a_tile_is_the_root_of_its_span() {
    let leaves = leaves(300);
    assert_eq!(tile_hashes(0, 0, 256, &leaves).as_deref(), leaves.get(..256));
    assert_eq!(tile_hashes(0, 1, 44, &leaves).as_deref(), leaves.get(256..));
    let first = root_of(leaves[..256].iter().copied());
    assert_eq!(tile_hashes(1, 0, 1, &leaves), Some(vec![first]));
    assert_eq!(tile_hashes(0, 1, 45, &leaves), None, "no such leaf");
    assert_eq!(
        tile_hashes(1, 0, 2, &leaves),
        None,
        "a partial tile is not hashed into the level above"
    );
    let rest = root_of(leaves[256..].iter().copied());
    assert_eq!(line::tree::node_hash(&first, &rest), root_of(leaves.iter().copied()));
}

/// A tile reader that fetches only what its path needs can miss a flipped byte (seen at these sizes in a well-known
/// one), so whoever holds all leaves recomputes the whole root: then no byte can be flipped.
#[test]
fn a_flipped_byte_changes_the_recomputed_root() {
    for size in [300_u64, 70_000] {
        let leaf = |number: u64| number.to_be_bytes();
        let root = |flipped: Option<u64>| {
            root_of((0..size).map(|number| {
                let mut bytes = leaf(number);
                bytes[0] ^= u8::from(flipped == Some(number));
                leaf_hash(&bytes)
            }))
        };
        let honest = root(None);
        for number in [0, 1, 255, 256, size / 2, size - 1] {
            assert_ne!(root(Some(number)), honest, "leaf {number} of {size}");
        }
    }
    assert!(write_bundle([[0_u8; 9].as_slice()]).is_ok_and(|bundle| bundle.len() == 11));
}
