//! A disk that loses what was not synced, at any write.

use std::io::Error;
use std::sync::{Arc, Mutex};

use redb::StorageBackend;

#[derive(Debug, Default)]
struct Platters {
    durable: Vec<u8>,
    seen: Vec<u8>,
    /// Writes since the last sync, each a place and bytes.
    pending: Vec<(usize, Vec<u8>)>,
    writes: u64,
    /// Power goes at this write.
    fails_at: Option<u64>,
    /// Syncs do nothing: a disk that lies.
    lies: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Disk(Arc<Mutex<Platters>>);

fn gone() -> Error {
    Error::other("no power")
}

impl Platters {
    fn fail(&mut self) -> Result<(), Error> {
        self.writes += 1;
        if self.fails_at.is_some_and(|at| self.writes >= at) { Err(gone()) } else { Ok(()) }
    }
}

impl Disk {
    pub fn fail_at(&self, write: u64) {
        let mut disk = self.0.lock().expect("no poison");
        (disk.fails_at, disk.writes) = (Some(write), 0);
    }

    pub fn lie(&self) {
        self.0.lock().expect("no poison").lies = true;
    }

    pub fn writes(&self) -> u64 {
        self.0.lock().expect("no poison").writes
    }

    /// What is there when power comes back: all that was synced, and of the rest the first `kept` writes, the last of them torn.
    pub fn after_power(&self, kept: usize) -> Self {
        let disk = self.0.lock().expect("no poison");
        let mut durable = disk.durable.clone();
        let some = disk.pending.len().min(kept);
        for (at, (place, bytes)) in disk.pending.iter().take(some).enumerate() {
            let torn = if at + 1 == some { bytes.len() / 2 } else { bytes.len() };
            let end = (place + torn).min(durable.len());
            if *place < end {
                durable[*place..end].copy_from_slice(&bytes[..end - place]);
            }
        }
        Self(Arc::new(Mutex::new(Platters {
            seen: durable.clone(),
            durable,
            ..Platters::default()
        })))
    }

    pub fn flip(&self, find: &[u8]) -> bool {
        let mut disk = self.0.lock().expect("no poison");
        let all = disk.durable.windows(find.len()).enumerate();
        let places: Vec<usize> = all.filter(|(_, it)| *it == find).map(|(at, _)| at).collect();
        for at in &places {
            disk.durable[*at] ^= 1;
            disk.seen[*at] ^= 1;
        }
        !places.is_empty()
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64, Error> {
        Ok(self.0.lock().expect("no poison").seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), Error> {
        let disk = self.0.lock().expect("no poison");
        let place = usize::try_from(offset).expect("small");
        let part = disk.seen.get(place..place + out.len()).ok_or_else(gone)?;
        out.copy_from_slice(part);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), Error> {
        let mut disk = self.0.lock().expect("no poison");
        disk.fail()?;
        let len = usize::try_from(len).expect("small");
        disk.seen.resize(len, 0);
        disk.durable.resize(len, 0);
        Ok(())
    }

    fn sync_data(&self) -> Result<(), Error> {
        let mut disk = self.0.lock().expect("no poison");
        disk.fail()?;
        if !disk.lies {
            disk.durable = disk.seen.clone();
            disk.pending.clear();
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), Error> {
        let mut disk = self.0.lock().expect("no poison");
        disk.fail()?;
        let place = usize::try_from(offset).expect("small");
        disk.seen[place..place + data.len()].copy_from_slice(data);
        disk.pending.push((place, data.to_vec()));
        Ok(())
    }
}
