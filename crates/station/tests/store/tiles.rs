//! Static files: what is half written or changed is found, and a whole mirror gives every leaf back.

use line::node::Stored;
use line::tile::TILE_WIDTH;
use station::store::{Mirror, read_mirror, write_full, write_mirror, wrong_tiles};

use crate::power::leaves;

fn bytes(all: &[Stored]) -> Vec<Vec<u8>> {
    all.iter().map(|stored| stored.leaf.clone()).collect()
}

#[test]
fn tiles_that_are_half_written_or_changed_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (all, log) = (bytes(&leaves(1, 2 * TILE_WIDTH + 5)), line::LogId([1; 16]));
    write_full(folder.path(), &log, &all).expect("written");
    assert!(wrong_tiles(folder.path(), &log, &all).expect("read").is_empty());
    for name in ["tile/0/001", "tile/entries/000"] {
        let path = folder.path().join(log.to_string()).join(name);
        let good = std::fs::read(&path).expect("there");
        let mut flipped = good.clone();
        flipped[40] ^= 4;
        for bad in [good[..good.len() / 2].to_vec(), flipped] {
            std::fs::write(&path, bad).expect("written");
            assert_eq!(
                wrong_tiles(folder.path(), &log, &all).expect("read"),
                std::slice::from_ref(&path)
            );
        }
        std::fs::write(&path, good).expect("written");
    }
}

#[test]
fn a_mirror_gives_every_leaf_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (all, log) = (bytes(&leaves(2, TILE_WIDTH + 30)), line::LogId([2; 16]));
    let mirror = Mirror { head: b"286".to_vec(), leaves: all };
    write_mirror(folder.path(), &log, &mirror).expect("written");
    let size = |head: &[u8]| std::str::from_utf8(head).ok()?.parse().ok();
    assert_eq!(read_mirror(folder.path(), &log, size).expect("read"), Some(mirror));
    assert_eq!(read_mirror(folder.path(), &line::LogId([3; 16]), size).expect("read"), None);
}
