//! A damaged store made anew: the old one is put aside, and everything is asked for again.

use std::fs;
use std::path::{Path, PathBuf};

use line::LogId;
use line::node::{Record as _, Stored};
use line::script::Prefix;
use line::tree::{Frontier, leaf_hash};

use crate::fault::{Done, Fault};
use crate::place::Folder;
use crate::station::Station;
use crate::store::{
    Mirror, Store, read_identities, read_mirror, write_full, write_identities, write_mirror,
};

fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let free = |number: &u32| !path.with_file_name(format!("{name}.damaged-{number}")).exists();
    let number = (1..).find(free).unwrap_or(0);
    path.with_file_name(format!("{name}.damaged-{number}"))
}

/// Puts the store of a compartment aside, whole or not, and begins an empty one. Keys, card, charter and mark stay, so nothing is signed
/// before all is back that was. What waited to be written, and identities, are taken over if they can be read.
///
/// # Errors
/// If another process writes, or the disk fails. Nothing is deleted.
pub fn put_aside(folder: &Folder) -> Done<PathBuf> {
    let charter = folder.place().charter()?.within(folder.name())?;
    let _lock = folder.lock()?;
    let database = folder.database();
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
    if folder.tiles().exists() {
        fs::rename(folder.tiles(), aside(&folder.tiles())).map_err(bad)?;
    }
    let store = Store::open(&database)?;
    let (identities, waiting) = kept.unwrap_or_default();
    for (log, leaves) in identities {
        store.keep_identity(&log, 0, &leaves)?;
    }
    for (key, bytes) in waiting {
        store.wait(&key, &bytes)?;
    }
    store.keep(&[("rebuilt".to_string(), Vec::new())])?;
    Ok(old)
}

impl Station {
    /// Takes logs from static files: each one whole, if its leaves make the root that its author signed and begin with
    /// what is here. Identities first: without them no head can be checked.
    ///
    /// # Errors
    /// If a log is not what its head says, or the disk fails.
    pub fn take_mirror(&mut self, folder: &Path) -> Done<u64> {
        self.take_identities(folder)?;
        let mut taken = 0;
        for card in self.charter().cards.clone() {
            for log in card.logs() {
                taken += self.take_static_log(folder, &log)?;
            }
        }
        Ok(taken)
    }

    /// Writes every log as static files: what stands under a head, and all identities.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn give_mirror(&mut self, folder: &Path) -> Done<Vec<(LogId, u64)>> {
        self.mark_before_leaving()?;
        for card in &self.charter().cards.clone() {
            let leaves = self.store().identity(&card.identity)?;
            write_identities(folder, &card.identity, &leaves)?;
        }
        let Some(node) = self.node() else { return Ok(Vec::new()) };
        let mut logs = Vec::new();
        for (log, tip) in node.tips() {
            let head = node.heads_of(&log).into_iter().rfind(|(size, _)| *size <= tip.size);
            let Some((size, head)) = head else { continue };
            write_mirror(folder, &log, &Mirror { head, leaves: node.leaves_of(&log, 0, size) })?;
            logs.push((log, size));
        }
        Ok(logs)
    }

    /// Takes identity leaves from static files; each proves itself by its root's signature, so the first that does not
    /// follow ends the log.
    fn take_identities(&mut self, folder: &Path) -> Done<()> {
        for card in self.charter().cards.clone() {
            for (index, leaf) in (0..).zip(read_identities(folder, &card.identity)?) {
                self.take_identity(&card.identity, index, leaf)?;
            }
        }
        Ok(())
    }

    fn take_static_log(&mut self, folder: &Path, of: &LogId) -> Done<u64> {
        let Some(node) = self.node() else { return Ok(0) };
        let record = node.record();
        let size = |head: &[u8]| record.check_head(of, head).ok().map(|it| it.size);
        let Some(mirror) = read_mirror(folder, of, size)? else { return Ok(0) };
        let signed = record.check_head(of, &mirror.head);
        let signed = signed.map_err(|reason| Fault::reason("the head of a mirror", reason))?;
        let tips = node.tips();
        let here = tips.iter().find(|(log, _)| log == of).map(|(_, tip)| *tip);
        let (all, end, fits) = placed(of, mirror, here.unwrap_or(Prefix::EMPTY));
        if end != signed {
            return Err(Fault::Refused(format!(
                "the static files of {} are not what its head says: nothing of them was taken",
                self.charter().name_of(of)
            )));
        }
        if !fits {
            return Ok(0);
        }
        let leaves: Vec<Vec<u8>> = all.iter().map(|stored| stored.leaf.clone()).collect();
        let had = usize::try_from(here.map_or(0, |tip| tip.size)).unwrap_or(usize::MAX);
        let new: Vec<Stored> = all.into_iter().skip(had).collect();
        let now = self.now();
        self.store().append(&new, now)?;
        write_full(&self.folder().tiles(), of, &leaves)?;
        Ok(new.len() as u64)
    }
}

/// The leaves of a mirror, each with what it follows, where they end, and whether they begin with what is here.
fn placed(log: &LogId, mirror: Mirror, here: Prefix) -> (Vec<Stored>, Prefix, bool) {
    let (mut frontier, mut all) = (Frontier::new(), Vec::new());
    let (last, mut fits) = (mirror.leaves.len(), here == Prefix::EMPTY);
    for (index, leaf) in (1..).zip(mirror.leaves) {
        let before = Prefix { size: frontier.size(), root: frontier.root() };
        frontier.push(leaf_hash(&leaf));
        fits |= here == Prefix { size: frontier.size(), root: frontier.root() };
        let head = (index == last).then(|| mirror.head.clone());
        all.push(Stored { log: *log, before, leaf, head });
    }
    (all, Prefix { size: frontier.size(), root: frontier.root() }, fits)
}
