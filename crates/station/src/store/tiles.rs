//! Logs as static files (c2sp.org/tlog-tiles): full tiles beside the store, whole mirrors for others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use line::LogId;
use line::tile::{
    LEAF_BYTES_MAX, TILE_WIDTH, TileKind, TilePath, read_bundle, tile_hashes, widths, write_bundle,
};
use line::tree::{Hash, leaf_hash};

use super::mark::write_durably;
use crate::fault::{Done, Fault};

/// A log as found in static files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirror {
    /// The signed head.
    pub head: Vec<u8>,
    /// Every leaf under it.
    pub leaves: Vec<Vec<u8>>,
}

fn disk(path: &Path, error: &dyn std::fmt::Display) -> Fault {
    Fault::disk(&path.display().to_string(), error)
}

/// The files of a log of these leaves, by their path below its prefix; partial ones only if asked for.
fn files(leaves: &[Vec<u8>], partial: bool) -> Done<BTreeMap<String, Vec<u8>>> {
    let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let mut files = BTreeMap::new();
    for (level, (full, rest)) in (0_u8..).zip(widths(leaves.len() as u64)) {
        let whole = (0..full).map(|index| (index, TILE_WIDTH));
        for (index, width) in whole.chain((partial && rest > 0).then_some((full, rest))) {
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            let path = TilePath { kind: TileKind::Level(level), index, width };
            let tile = tile_hashes(level, index, width, &hashes).unwrap_or_default();
            files.insert(path.write(), tile.concat());
            if level == 0 {
                let path = TilePath { kind: TileKind::Entries, index, width };
                let start = usize::try_from(index * TILE_WIDTH).unwrap_or(usize::MAX);
                let some = leaves.iter().skip(start).take(usize::from(width)).map(Vec::as_slice);
                let bundle = write_bundle(some).map_err(|it| Fault::reason("a bundle", it))?;
                files.insert(path.write(), bundle);
            }
        }
    }
    Ok(files)
}

/// Writes the full tiles of a log that are not there; what is there is never written again.
///
/// # Errors
/// If the disk fails.
pub fn write_full(folder: &Path, log: &LogId, leaves: &[Vec<u8>]) -> Done<()> {
    if (leaves.len() as u64) < TILE_WIDTH {
        return Ok(());
    }
    for (path, bytes) in files(leaves, false)? {
        let path = folder.join(log.to_string()).join(path);
        if !path.exists() {
            write_durably(&path, &bytes).map_err(|error| disk(&path, &error))?;
        }
    }
    Ok(())
}

/// Writes the full tiles of a log of `size` leaves that were not there when it was last written: at each level those
/// before the last one that is there. Leaves and their hashes are asked for by ranges.
///
/// # Errors
/// If the disk fails.
pub fn write_grown(
    (folder, log): (&Path, &LogId),
    size: u64,
    leaves: impl Fn(u64, u64) -> Vec<Vec<u8>>,
    hashes: impl Fn(u64, u64) -> Vec<Hash>,
) -> Done<()> {
    let folder = folder.join(log.to_string());
    let width = u16::try_from(TILE_WIDTH).unwrap_or(u16::MAX);
    for (level, (full, _)) in (0_u8..).zip(widths(size)) {
        let span = TILE_WIDTH << (8 * u32::from(level));
        for index in (0..full).rev() {
            let path = |kind| folder.join(TilePath { kind, index, width }.write());
            let last = if level == 0 { TileKind::Entries } else { TileKind::Level(level) };
            if path(last).exists() {
                break;
            }
            let (start, end) = (index * span, (index + 1) * span);
            let tile = tile_hashes(level, 0, width, &hashes(start, end)).unwrap_or_default();
            let tile = (path(TileKind::Level(level)), tile.concat());
            let entries = || -> Done<(PathBuf, Vec<u8>)> {
                let leaves = leaves(start, end);
                let bundle = write_bundle(leaves.iter().map(Vec::as_slice));
                Ok((path(last), bundle.map_err(|it| Fault::reason("a bundle", it))?))
            };
            let entries = if level == 0 { Some(entries()?) } else { None };
            for (path, bytes) in std::iter::once(tile).chain(entries) {
                write_durably(&path, &bytes).map_err(|error| disk(&path, &error))?;
            }
        }
    }
    Ok(())
}

/// Full tiles of a log that are there and are not what its leaves make.
///
/// # Errors
/// If the disk fails.
pub fn wrong_tiles(folder: &Path, log: &LogId, leaves: &[Vec<u8>]) -> Done<Vec<PathBuf>> {
    let mut wrong = Vec::new();
    for (path, bytes) in files(leaves, false)? {
        let path = folder.join(log.to_string()).join(path);
        match fs::read(&path) {
            Ok(there) if there == bytes => {}
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(disk(&path, &error));
            }
            Ok(_) | Err(_) => wrong.push(path),
        }
    }
    Ok(wrong)
}

/// Writes a log whole, with its head, for any web server or disc.
///
/// # Errors
/// If the disk fails.
pub fn write_mirror(folder: &Path, log: &LogId, mirror: &Mirror) -> Done<()> {
    let folder = folder.join(log.to_string());
    for (path, bytes) in files(&mirror.leaves, true)? {
        let path = folder.join(path);
        write_durably(&path, &bytes).map_err(|error| disk(&path, &error))?;
    }
    let path = folder.join("checkpoint");
    write_durably(&path, &mirror.head).map_err(|error| disk(&path, &error))
}

/// Reads a log whole. Nothing of it is proved yet: the root of the leaves must be that of the head.
///
/// # Errors
/// If files are missing or no bundles.
pub fn read_mirror(
    folder: &Path,
    log: &LogId,
    size_of: impl Fn(&[u8]) -> Option<u64>,
) -> Done<Option<Mirror>> {
    let folder = folder.join(log.to_string());
    let path = folder.join("checkpoint");
    let head = match fs::read(&path) {
        Ok(head) => head,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk(&path, &error)),
    };
    let size = size_of(&head).ok_or_else(|| Fault::Refused("a mirror's head is no head".into()))?;
    let mut leaves = Vec::new();
    let (full, rest) = (size / TILE_WIDTH, size % TILE_WIDTH);
    let all = (0..full).map(|index| (index, TILE_WIDTH)).chain((rest > 0).then_some((full, rest)));
    for (index, width) in all {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        let path = folder.join(TilePath { kind: TileKind::Entries, index, width }.write());
        let most = u64::from(width) * (LEAF_BYTES_MAX as u64 + 2);
        let length = fs::metadata(&path).map_err(|error| disk(&path, &error))?.len();
        if length > most {
            return Err(Fault::Refused(format!("{} is too large for a bundle", path.display())));
        }
        let bytes = fs::read(&path).map_err(|error| disk(&path, &error))?;
        let bundle = read_bundle(width, &bytes);
        let bundle = bundle.map_err(|it| Fault::reason(&path.display().to_string(), it))?;
        leaves.extend(bundle.into_iter().map(<[u8]>::to_vec));
    }
    Ok(Some(Mirror { head, leaves }))
}

/// Where the identity leaves of a party lie: one bundle, without a head, for each leaf proves itself.
fn identities_path(folder: &Path, log: &LogId) -> PathBuf {
    folder.join(log.to_string()).join("identity")
}

/// Writes the leaves of an identity log.
///
/// # Errors
/// If the disk fails.
pub fn write_identities(folder: &Path, log: &LogId, leaves: &[Vec<u8>]) -> Done<()> {
    let path = identities_path(folder, log);
    let bundle = write_bundle(leaves.iter().map(Vec::as_slice));
    let bundle = bundle.map_err(|it| Fault::reason("a bundle", it))?;
    write_durably(&path, &bundle).map_err(|error| disk(&path, &error))
}

/// Reads the leaves of an identity log; none if there is no such file.
///
/// # Errors
/// If the file is no bundle, or too large for one.
pub fn read_identities(folder: &Path, log: &LogId) -> Done<Vec<Vec<u8>>> {
    let path = identities_path(folder, log);
    let length = match fs::metadata(&path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(disk(&path, &error)),
    };
    if length > TILE_WIDTH * (LEAF_BYTES_MAX as u64 + 2) {
        return Err(Fault::Refused(format!("{} is too large for a bundle", path.display())));
    }
    let bytes = fs::read(&path).map_err(|error| disk(&path, &error))?;
    let (mut rest, mut leaves) = (bytes.as_slice(), Vec::new());
    while !rest.is_empty() {
        let length = rest.first_chunk::<2>().map_or(0, |it| usize::from(u16::from_be_bytes(*it)));
        let (one, after) = rest
            .split_at_checked(2 + length)
            .ok_or_else(|| Fault::reason(&path.display().to_string(), line::Reason::BundleCut))?;
        leaves.push(one.get(2..).unwrap_or_default().to_vec());
        rest = after;
    }
    Ok(leaves)
}
