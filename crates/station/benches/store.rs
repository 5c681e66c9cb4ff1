//! What it costs to keep leaves beside what the disk itself takes for the same bytes.

use std::fs::File;
use std::io::Write as _;

use divan::Bencher;
use divan::counter::ItemsCount;
use line::LogId;
use line::node::Stored;
use line::script::Prefix;
use line::tree::{Frontier, leaf_hash};
use station::store::Store;
use tempfile::TempDir;

const LEAF_BYTES: usize = 4096;
/// Leaves in the record that is read back.
const KEPT: u64 = 50_000;

fn main() {
    divan::main();
}

/// Leaves of the smallest class, one after another in one log.
fn leaves(count: u64) -> Vec<Stored> {
    let mut frontier = Frontier::new();
    let one = |number: u64| {
        let before = Prefix { size: frontier.size(), root: frontier.root() };
        let mut leaf = vec![7; LEAF_BYTES];
        leaf[..8].copy_from_slice(&number.to_be_bytes());
        frontier.push(leaf_hash(&leaf));
        Stored { log: LogId([1; 16]), before, leaf, head: None }
    };
    (0..count).map(one).collect()
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("line.redb")).expect("an empty store");
    (folder, store)
}

/// So many leaves made durable in one commit.
fn appended(bencher: Bencher, count: u64) {
    let ((_folder, store), batch) = (store(), leaves(count));
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| store.append(&batch, 5).expect("on the disk"));
}

/// The same bytes at the end of a file, and one fsync.
fn synced(bencher: Bencher, count: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut file = File::create(folder.path().join("raw")).expect("a file");
    let bytes: Vec<u8> = leaves(count).into_iter().flat_map(|stored| stored.leaf).collect();
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        file.write_all(&bytes).expect("written");
        file.sync_data().expect("on the disk");
    });
}

/// A leaf alone.
#[divan::bench_group(sample_count = 50, sample_size = 1)]
mod one_leaf {
    use super::*;

    #[divan::bench]
    fn baseline(bencher: Bencher) {
        synced(bencher, 1);
    }

    #[divan::bench]
    fn durable(bencher: Bencher) {
        appended(bencher, 1);
    }
}

/// A group of leaves, as one exchange brings them.
#[divan::bench_group(sample_count = 20, sample_size = 1)]
mod a_group_of_256 {
    use super::*;

    #[divan::bench]
    fn baseline(bencher: Bencher) {
        synced(bencher, 256);
    }

    #[divan::bench]
    fn durable(bencher: Bencher) {
        appended(bencher, 256);
    }
}

/// A record read back and its root computed again, beside SHA-256 over the same bytes in memory.
#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod a_record_read_back {
    use super::*;
    use sha2::{Digest as _, Sha256};

    #[divan::bench]
    fn baseline(bencher: Bencher) {
        let all = leaves(KEPT);
        bencher.counter(ItemsCount::new(KEPT)).bench_local(|| {
            let mut state = Sha256::new();
            all.iter().for_each(|stored| state.update(&stored.leaf));
            state.finalize()
        });
    }

    #[divan::bench]
    fn root_again(bencher: Bencher) {
        let (_folder, store) = store();
        leaves(KEPT).chunks(1_000).for_each(|batch| store.append(batch, 5).expect("on the disk"));
        bencher.counter(ItemsCount::new(KEPT)).bench_local(|| {
            let mut frontier = Frontier::new();
            let journal = store.journal().expect("readable");
            journal.iter().for_each(|(_, stored)| frontier.push(leaf_hash(&stored.leaf)));
            frontier.root()
        });
    }
}
