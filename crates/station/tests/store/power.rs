//! Power lost at every write of a run, and a disk whose sync does nothing.

use line::LogId;
use line::node::Stored;
use line::script::Prefix;
use line::tree::{Frontier, leaf_hash};
use station::store::Store;

use crate::disk::Disk;

/// Every leaf that is there.
pub fn journal(store: &Store) -> station::Done<Vec<Stored>> {
    Ok(store.journal()?.into_iter().map(|(_, stored)| stored).collect())
}

pub fn leaves(log: u8, count: u64) -> Vec<Stored> {
    let mut frontier = Frontier::new();
    let one = |number: u64| {
        let before = Prefix { size: frontier.size(), root: frontier.root() };
        let leaf = [number.to_be_bytes().as_slice(), &[log; 900]].concat();
        frontier.push(leaf_hash(&leaf));
        Stored { log: LogId([log; 16]), before, leaf, head: None }
    };
    (0..count).map(one).collect()
}

/// A disk with an empty store on it.
fn made() -> Disk {
    let disk = Disk::default();
    drop(Store::open_in(disk.clone()).expect("made"));
    disk.after_power(0)
}

/// Appends batch after batch until power goes; how many leaves were acknowledged.
fn run(disk: &Disk, all: &[Stored]) -> usize {
    let Ok(store) = Store::open_in(disk.clone()) else { return 0 };
    let mut acknowledged = 0;
    for batch in all.chunks(3) {
        if store.append(batch, 5).is_err() {
            break;
        }
        acknowledged += batch.len();
    }
    acknowledged
}

#[test]
fn power_lost_at_any_write_loses_nothing_acknowledged_and_leaves_no_half_batch() {
    let all = leaves(1, 12);
    let whole = made();
    whole.fail_at(u64::MAX);
    assert_eq!(run(&whole, &all), all.len());
    let writes = whole.writes();
    assert!(writes > 20, "{writes} writes are few");
    for at in 1..=writes {
        for kept in [0, 1, usize::MAX] {
            let disk = made();
            disk.fail_at(at);
            let acknowledged = run(&disk, &all);
            let store = Store::open_in(disk.after_power(kept));
            let store = store.unwrap_or_else(|fault| panic!("write {at}, {kept} kept: {fault}"));
            let there = journal(&store).expect("readable");
            assert!(there.len() >= acknowledged, "write {at}: {} of {acknowledged}", there.len());
            assert_eq!(there, all[..there.len()], "write {at}: what is there is what was given");
            assert!(there.len().is_multiple_of(3), "write {at}: a batch is whole or not there");
            store.append(&all[there.len()..], 5).expect("it goes on");
            assert_eq!(journal(&store).expect("readable"), all);
        }
    }
}

/// What fault 10 is about: nothing can be promised, and it is seen. Either the file does not open, or what is there is a
/// beginning of what was given; the mark, on another medium, says how much is missing.
#[test]
fn a_disk_whose_sync_does_nothing_is_seen() {
    let all = leaves(1, 12);
    let (mut unreadable, mut short) = (0, 0);
    for kept in 0..40 {
        let disk = Disk::default();
        disk.lie();
        let acknowledged = run(&disk, &all);
        assert_eq!(acknowledged, all.len(), "it says that it stored all");
        match Store::open_in(disk.after_power(kept)).and_then(|store| journal(&store)) {
            Err(_) => unreadable += 1,
            Ok(there) => {
                assert_eq!(there, all[..there.len()], "{kept} kept");
                short += u32::from(there.len() < acknowledged);
            }
        }
    }
    assert!(unreadable + short > 0, "this disk lost something");
}

#[test]
fn a_flipped_bit_in_a_leaf_is_not_what_was_stored() {
    let all = leaves(7, 6);
    let disk = Disk::default();
    assert_eq!(run(&disk, &all), 6);
    let disk = disk.after_power(0);
    let needle = [3_u64.to_be_bytes().as_slice(), &[7; 16]].concat();
    assert!(disk.flip(&needle), "the leaf is on the disk");
    let whole = Store::open_in(disk).and_then(|mut store| store.is_whole());
    assert!(!matches!(whole, Ok(true)), "checksums miss nothing: {whole:?}");
}
