//! A damaged store made anew: the old one is put aside, and everything is asked for again.

use std::fs;
use std::path::{Path, PathBuf};

use line::node::{Record as _, Stored};
use line::script::Prefix;
use line::tree::{Frontier, leaf_hash};

use crate::fault::{Done, Fault};
use crate::place::Place;
use crate::station::Station;
use crate::store::{Store, read_mirror};

fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let free = |number: &u32| !path.with_file_name(format!("{name}.damaged-{number}")).exists();
    let number = (1..).find(free).unwrap_or(0);
    path.with_file_name(format!("{name}.damaged-{number}"))
}

/// Puts the store aside, whole or not, and begins an empty one. Keys, card, charter and mark stay, so nothing is signed
/// before all is back that was. What waited to be written, and identities, are taken over if they can be read.
///
/// # Errors
/// If another process writes, or the disk fails. Nothing is deleted.
pub fn put_aside(place: &Place) -> Done<PathBuf> {
    let _lock = place.lock()?;
    let (charter, database) = (place.charter()?, place.database());
    let kept = Store::open(&database).ok().map(|store| {
        let identities: Vec<_> = charter
            .cards
            .iter()
            .filter_map(|card| Some((card.identity, store.identity(&card.identity).ok()?)))
            .collect();
        (identities, store.waiting().unwrap_or_default())
    });
    let old = aside(&database);
    let bad = |error: std::io::Error| Fault::disk(&old.display().to_string(), &error);
    if database.exists() {
        fs::rename(&database, &old).map_err(bad)?;
    }
    if place.tiles().exists() {
        fs::rename(place.tiles(), aside(&place.tiles())).map_err(bad)?;
    }
    let store = Store::open(&database)?;
    let (identities, waiting) = kept.unwrap_or_default();
    for (log, leaves) in identities {
        store.keep_identity(&log, 0, &leaves)?;
    }
    for (key, bytes) in waiting {
        store.wait(&key, Some(&bytes))?;
    }
    store.keep(&[("rebuilt".to_string(), Vec::new())])?;
    Ok(old)
}

impl Station {
    /// Takes logs from static files: each one whole, if its leaves make the root that its author signed.
    ///
    /// # Errors
    /// If a log is not what its head says, or the disk fails.
    pub fn take_mirror(&mut self, folder: &Path) -> Done<u64> {
        let mut taken = 0;
        for card in self.charter().cards.clone() {
            let Some(node) = self.node() else { break };
            let record = node.record();
            let size = |head: &[u8]| record.check_head(&card.log, head).ok().map(|it| it.size);
            let Some(mirror) = read_mirror(folder, &card.log, size)? else { continue };
            let signed = record.check_head(&card.log, &mirror.head);
            let signed = signed.map_err(|reason| Fault::reason("the head of a mirror", reason))?;
            let (mut frontier, mut leaves) = (Frontier::new(), Vec::new());
            let had =
                node.tips().iter().find(|(log, _)| *log == card.log).map_or(0, |(_, it)| it.size);
            for leaf in mirror.leaves {
                let before = Prefix { size: frontier.size(), root: frontier.root() };
                frontier.push(leaf_hash(&leaf));
                let last = frontier.size() == signed.size;
                let head = last.then(|| mirror.head.clone());
                leaves.push(Stored { log: card.log, before, leaf, head });
            }
            if (Prefix { size: frontier.size(), root: frontier.root() }) != signed {
                return Err(Fault::Refused(format!(
                    "the static files of {} are not what its head says: nothing of them was taken",
                    card.name
                )));
            }
            if had == 0 {
                taken += leaves.len() as u64;
                let now = self.now();
                self.store().append(&leaves, now)?;
            }
        }
        Ok(taken)
    }
}
