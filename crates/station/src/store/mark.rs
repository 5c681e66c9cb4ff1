//! The mark: how far what this station signed may have left it, kept apart from the store and never moved back.
//!
//! A store that was restored from a copy lacks what was signed since. The mark shows it, also when the copy is whole in
//! itself; so it should lie on another medium than the store.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use line::LogId;
use line::script::Prefix;
use line::tree::{Hash, sha256};

use crate::fault::{Done, Fault};

const FIRST: &str = "detente line mark 1";

/// The largest prefix of each log that this station signed and that may have left it: as its author, or as who
/// received it.
#[derive(Debug)]
pub struct Mark {
    path: PathBuf,
    line: Hash,
    signed: BTreeMap<LogId, Prefix>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let pairs = text.as_bytes().as_chunks::<2>();
    if !pairs.1.is_empty() || pairs.0.len() != N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs.0) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

impl Mark {
    /// A mark of nothing, to be kept at `path`.
    pub fn new(path: PathBuf, line: Hash) -> Self {
        Self { path, line, signed: BTreeMap::new() }
    }

    /// The mark of `line` at `path`; none if there is no file.
    ///
    /// # Errors
    /// If it is not readable, not whole, or of another line.
    pub fn read(path: &Path, line: Hash) -> Done<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Fault::disk(&path.display().to_string(), &error)),
        };
        let broken = || {
            Fault::Environment(format!(
                "the mark {} is not whole or of another line: put the right one there, or take it away and let \
                 `detente line sync` ask a peer what was signed",
                path.display()
            ))
        };
        let signed = parse(&text, &line).ok_or_else(broken)?;
        Ok(Some(Self { path: path.to_path_buf(), line, signed }))
    }

    /// The largest signed prefix of each log.
    pub fn signed(&self) -> &BTreeMap<LogId, Prefix> {
        &self.signed
    }

    /// Moves the mark up; it is on the disk when this returns. What is smaller changes nothing.
    ///
    /// # Errors
    /// If the disk fails: then nothing that was signed may leave.
    pub fn raise(&mut self, tips: &[(LogId, Prefix)]) -> Done<()> {
        let mut signed = self.signed.clone();
        for (log, tip) in tips.iter().filter(|(_, tip)| tip.size > 0) {
            let before = signed.entry(*log).or_insert(*tip);
            if before.size < tip.size {
                *before = *tip;
            }
        }
        if signed == self.signed {
            return Ok(());
        }
        let bad = |error: std::io::Error| Fault::disk(&self.path.display().to_string(), &error);
        write_durably(&self.path, write(&self.line, &signed).as_bytes()).map_err(bad)?;
        self.signed = signed;
        Ok(())
    }
}

/// Writes a file beside its place, syncs it, moves it there and syncs the folder: it is there whole or not at all.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    File::open(folder)?.sync_all()
}

fn write(line: &Hash, signed: &BTreeMap<LogId, Prefix>) -> String {
    let mut text = format!("{FIRST}\n{}\n", hex(line));
    for (log, prefix) in signed {
        text.push_str(&format!("{log} {} {}\n", prefix.size, hex(&prefix.root)));
    }
    let sum = sha256(&[text.as_bytes()]);
    text.push_str(&format!("{}\n", hex(&sum)));
    text
}

fn parse(text: &str, line: &Hash) -> Option<BTreeMap<LogId, Prefix>> {
    let (body, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let body = format!("{body}\n");
    if unhex::<32>(sum)? != sha256(&[body.as_bytes()]) {
        return None;
    }
    let mut lines = body.lines();
    if lines.next()? != FIRST || unhex::<32>(lines.next()?)? != *line {
        return None;
    }
    let one = |row: &str| {
        let mut words = row.split(' ');
        let log = LogId(unhex(words.next()?)?);
        let size = words.next()?.parse().ok()?;
        Some((log, Prefix { size, root: unhex(words.next()?)? }))
    };
    lines.map(one).collect()
}
