//! What a station keeps: every leaf in the order in which it was taken, in one file, durable before anything else happens.

mod lock;
mod mark;
mod tiles;

use line::LogId;
use line::node::Stored;
use line::script::Prefix;
use redb::{
    Database, Durability, ReadableDatabase as _, ReadableTable as _, ReadableTableMetadata as _,
    StorageBackend, TableDefinition, TableError,
};

use crate::fault::{Done, Fault};

pub use lock::Lock;
pub use mark::Mark;
pub(crate) use mark::write_durably;
pub use tiles::{
    Mirror, read_identities, read_mirror, write_full, write_grown, write_identities, write_mirror,
    wrong_tiles,
};

const JOURNAL: TableDefinition<u64, &[u8]> = TableDefinition::new("journal");
const HEADS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("heads");
const IDENTITY: TableDefinition<(&[u8], u64), &[u8]> = TableDefinition::new("identity");
const FACTS: TableDefinition<&str, &[u8]> = TableDefinition::new("facts");
const OUTBOX: TableDefinition<&[u8], &[u8]> = TableDefinition::new("outbox");

/// A head of the own log is kept for good at every so many leaves; of the others only the last.
const HEAD_SPAN: u64 = 128;

/// The file `line.redb`, or anything that redb takes for one.
#[derive(Debug)]
pub struct Store {
    database: Database,
}

fn bad(error: &dyn std::fmt::Display) -> Fault {
    Fault::disk("the store", error)
}

macro_rules! try_disk {
    ($done:expr) => {
        $done.map_err(|error| bad(&error))?
    };
}

impl Store {
    /// Opens or makes the file at `path`.
    ///
    /// # Errors
    /// If it is damaged beyond what redb repairs, or in use.
    pub fn open(path: &std::path::Path) -> Done<Self> {
        let database = try_disk!(Database::create(path));
        Self::prepare(database)
    }

    /// The same on any storage: how power cuts are tried out.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_in(backend: impl StorageBackend) -> Done<Self> {
        let database = try_disk!(Database::builder().create_with_backend(backend));
        Self::prepare(database)
    }

    fn prepare(database: Database) -> Done<Self> {
        let store = Self { database };
        if store.is_prepared()? {
            return Ok(store);
        }
        store.write(|write| {
            try_disk!(write.open_table(JOURNAL));
            try_disk!(write.open_table(HEADS));
            try_disk!(write.open_table(IDENTITY));
            try_disk!(write.open_table(FACTS));
            try_disk!(write.open_table(OUTBOX));
            Ok(())
        })?;
        Ok(store)
    }

    /// Whether its tables are there: they are made in one commit, and the last of them is asked for.
    fn is_prepared(&self) -> Done<bool> {
        let read = try_disk!(self.database.begin_read());
        let found = read.open_table(OUTBOX).map(drop);
        match found {
            Ok(()) => Ok(true),
            Err(TableError::TableDoesNotExist(_)) => Ok(false),
            Err(error) => Err(bad(&error)),
        }
    }

    fn write<T>(&self, change: impl FnOnce(&redb::WriteTransaction) -> Done<T>) -> Done<T> {
        self.write_as(Durability::Immediate, change)
    }

    fn write_as<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&redb::WriteTransaction) -> Done<T>,
    ) -> Done<T> {
        let mut write = try_disk!(self.database.begin_write());
        try_disk!(write.set_durability(durability));
        let done = change(&write)?;
        try_disk!(write.commit());
        Ok(done)
    }

    /// Takes leaves at a time (POSIX seconds) in one commit that is on the disk when this returns.
    ///
    /// # Errors
    /// If the disk fails; then nothing of it was taken.
    pub fn append(&self, leaves: &[Stored], at: u64) -> Done<()> {
        self.write(|write| {
            let mut journal = try_disk!(write.open_table(JOURNAL));
            let last = try_disk!(journal.last()).map(|(key, _)| key.value());
            for (number, stored) in (last.map_or(0, |last| last + 1)..).zip(leaves) {
                try_disk!(journal.insert(number, encode(stored, at).as_slice()));
            }
            Ok(())
        })
    }

    /// Every leaf with the time at which it was taken, in that order.
    ///
    /// # Errors
    /// If the disk fails, or a row is no leaf.
    pub fn journal(&self) -> Done<Vec<(u64, Stored)>> {
        let read = try_disk!(self.database.begin_read());
        let journal = try_disk!(read.open_table(JOURNAL));
        let rows = try_disk!(journal.iter());
        let mut leaves = Vec::new();
        for row in rows {
            let (number, bytes) = try_disk!(row);
            let stored = decode(bytes.value()).ok_or_else(|| {
                Fault::disk("the store", &format!("row {} is no leaf", number.value()))
            })?;
            leaves.push(stored);
        }
        Ok(leaves)
    }

    /// How many leaves there are.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn len(&self) -> Done<u64> {
        let read = try_disk!(self.database.begin_read());
        Ok(try_disk!(try_disk!(read.open_table(JOURNAL)).len()))
    }

    /// Whether there is no leaf.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn is_empty(&self) -> Done<bool> {
        Ok(self.len()? == 0)
    }

    /// Keeps a signed head of an own log; the one before it goes unless it stands at a span's end.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep_head(&self, log: &LogId, size: u64, note: &[u8]) -> Done<()> {
        if self.head(log, size)?.is_some_and(|kept| kept == note) {
            return Ok(());
        }
        self.write(|write| {
            let mut heads = try_disk!(write.open_table(HEADS));
            let before: Vec<Vec<u8>> = {
                let (first, last) = (head_key(log, 0), head_key(log, u64::MAX));
                let rows = try_disk!(heads.range(first.as_slice()..=last.as_slice()));
                let keys = rows.rev().filter_map(Result::ok).map(|(key, _)| key.value().to_vec());
                keys.take_while(|key| !at_span(key)).collect()
            };
            for key in before {
                try_disk!(heads.remove(key.as_slice()));
            }
            try_disk!(heads.insert(head_key(log, size).as_slice(), note));
            Ok(())
        })
    }

    /// The signed head of the own log at a size, if it is the last one.
    fn head(&self, log: &LogId, size: u64) -> Done<Option<Vec<u8>>> {
        let read = try_disk!(self.database.begin_read());
        let heads = try_disk!(read.open_table(HEADS));
        let (first, last) = (head_key(log, size), head_key(log, u64::MAX));
        let mut rows = try_disk!(heads.range(first.as_slice()..=last.as_slice()));
        let Some(row) = rows.next_back() else { return Ok(None) };
        let (key, note) = try_disk!(row);
        Ok((key.value() == first).then(|| note.value().to_vec()))
    }

    /// The signed heads of an own log, by size.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn heads(&self, log: &LogId) -> Done<Vec<(u64, Vec<u8>)>> {
        let read = try_disk!(self.database.begin_read());
        let heads = try_disk!(read.open_table(HEADS));
        let [first, last] = [0, u64::MAX].map(|size| head_key(log, size));
        let rows = try_disk!(heads.range(first.as_slice()..=last.as_slice()));
        let mut found = Vec::new();
        for row in rows {
            let (key, note) = try_disk!(row);
            let size = key.value().last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
            found.extend(size.map(|size| (size, note.value().to_vec())));
        }
        Ok(found)
    }

    /// Keeps the next leaves of an identity log.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep_identity(&self, log: &LogId, from: u64, leaves: &[Vec<u8>]) -> Done<()> {
        self.write(|write| {
            let mut identity = try_disk!(write.open_table(IDENTITY));
            for (index, leaf) in (from..).zip(leaves) {
                try_disk!(identity.insert((log.0.as_slice(), index), leaf.as_slice()));
            }
            Ok(())
        })
    }

    /// The leaves of an identity log.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn identity(&self, log: &LogId) -> Done<Vec<Vec<u8>>> {
        let read = try_disk!(self.database.begin_read());
        let identity = try_disk!(read.open_table(IDENTITY));
        let range = (log.0.as_slice(), 0)..=(log.0.as_slice(), u64::MAX);
        let rows = try_disk!(identity.range(range));
        rows.map(|row| Ok(try_disk!(row).1.value().to_vec())).collect()
    }

    /// Keeps facts under their names; what is kept already costs no write.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep(&self, facts: &[(String, Vec<u8>)]) -> Done<()> {
        let mut new = Vec::new();
        for (name, bytes) in facts {
            if self.fact(name)?.as_ref() != Some(bytes) {
                new.push((name, bytes));
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        self.write(|write| {
            let mut table = try_disk!(write.open_table(FACTS));
            for (name, bytes) in new {
                try_disk!(table.insert(name.as_str(), bytes.as_slice()));
            }
            Ok(())
        })
    }

    /// A fact by its name.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn fact(&self, name: &str) -> Done<Option<Vec<u8>>> {
        let read = try_disk!(self.database.begin_read());
        let table = try_disk!(read.open_table(FACTS));
        Ok(try_disk!(table.get(name)).map(|bytes| bytes.value().to_vec()))
    }

    /// Keeps something that waits, under its key.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn wait(&self, key: &[u8], bytes: &[u8]) -> Done<()> {
        self.write(|write| {
            drop(try_disk!(try_disk!(write.open_table(OUTBOX)).insert(key, bytes)));
            Ok(())
        })
    }

    /// Takes away what waited and stands in the record now. That is on the disk with the next commit that must be: after
    /// a power cut before it, it may be there again.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn wait_no_more(&self, key: &[u8]) -> Done<()> {
        self.write_as(Durability::None, |write| {
            drop(try_disk!(try_disk!(write.open_table(OUTBOX)).remove(key)));
            Ok(())
        })
    }

    /// All that waits.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn waiting(&self) -> Done<Vec<(Vec<u8>, Vec<u8>)>> {
        let read = try_disk!(self.database.begin_read());
        let table = try_disk!(read.open_table(OUTBOX));
        let rows = try_disk!(table.iter());
        rows.map(|row| {
            let (key, bytes) = try_disk!(row);
            Ok((key.value().to_vec(), bytes.value().to_vec()))
        })
        .collect()
    }

    /// Whether every page of the file is what its checksum says.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn is_whole(&mut self) -> Done<bool> {
        Ok(try_disk!(self.database.check_integrity()))
    }
}

fn head_key(log: &LogId, size: u64) -> Vec<u8> {
    [log.0.as_slice(), &size.to_be_bytes()].concat()
}

fn at_span(key: &[u8]) -> bool {
    let size = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
    size.is_some_and(|size| size.is_multiple_of(HEAD_SPAN))
}

/// `time | log | size before | root before | length of the head | head | leaf`.
fn encode(stored: &Stored, at: u64) -> Vec<u8> {
    let head = stored.head.as_deref().unwrap_or_default();
    let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(68 + head.len() + stored.leaf.len());
    bytes.extend(at.to_be_bytes());
    bytes.extend(stored.log.0);
    bytes.extend(stored.before.size.to_be_bytes());
    bytes.extend(stored.before.root);
    bytes.extend(length.to_be_bytes());
    bytes.extend(head);
    bytes.extend(&stored.leaf);
    bytes
}

fn decode(bytes: &[u8]) -> Option<(u64, Stored)> {
    let (at, rest) = bytes.split_first_chunk::<8>()?;
    let (log, rest) = rest.split_first_chunk::<16>()?;
    let (size, rest) = rest.split_first_chunk::<8>()?;
    let (root, rest) = rest.split_first_chunk::<32>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (head, leaf) = rest.split_at_checked(length)?;
    let stored = Stored {
        log: LogId(*log),
        before: Prefix { size: u64::from_be_bytes(*size), root: *root },
        leaf: leaf.to_vec(),
        head: (!head.is_empty()).then(|| head.to_vec()),
    };
    Some((u64::from_be_bytes(*at), stored))
}
