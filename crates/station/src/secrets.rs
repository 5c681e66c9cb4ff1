//! Secret keys on the disk: one file a key, readable by its owner alone, wiped from memory after use.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use line::Secret;
use zeroize::Zeroizing;

use crate::fault::{Done, Fault};

/// Bytes of one secret.
const SECRET_BYTES: usize = 32;
/// A key has at most so many secrets.
const SECRETS_MAX: usize = 4;
/// Keys of one name, one after another.
const VERSIONS_MAX: u64 = 10_000;

/// The folder with the secret keys of a station.
#[derive(Clone, Debug)]
pub struct Secrets {
    folder: PathBuf,
}

/// Fills an array from the operating system.
///
/// # Errors
/// If it gives none.
pub fn random<const N: usize>() -> Done<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Fault::Environment(format!("no randomness from the system: {error}")))?;
    Ok(bytes)
}

impl Secrets {
    /// The keys in `folder`.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where a key lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.key"))
    }

    /// Draws a key of `count` secrets and stores it; nothing may be there.
    ///
    /// # Errors
    /// If it cannot be stored, or if there is one of this name.
    pub fn draw(&self, name: &str, count: usize) -> Done<Vec<Secret>> {
        let drawn: Vec<Secret> =
            (0..count).map(|_| random().map(Secret::new)).collect::<Done<_>>()?;
        self.keep(name, &drawn)?;
        Ok(drawn)
    }

    /// Stores secrets under a name that is not taken.
    ///
    /// # Errors
    /// If they cannot be stored, or if there is a key of this name.
    pub fn keep(&self, name: &str, secrets: &[Secret]) -> Done<()> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(secrets.len() * SECRET_BYTES));
        secrets.iter().for_each(|secret| bytes.extend_from_slice(secret.expose()));
        self.create(&self.path(name), &bytes)
    }

    /// Stores a page with a secret on it, to be printed, under a name that is not taken.
    ///
    /// # Errors
    /// As [`Self::keep`].
    pub fn keep_page(&self, name: &str, page: &str) -> Done<()> {
        self.create(&self.page(name), page.as_bytes())
    }

    /// Where a page with a secret on it lies.
    pub fn page(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.txt"))
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> Done<()> {
        let mut builder = fs::DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)
            .map_err(|error| self.bad(&error))?;
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(path);
        let mut file: File = file.map_err(|error| self.bad(&error))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| self.bad(&error))
    }

    /// The secrets of a key.
    ///
    /// # Errors
    /// If the file is missing, readable by others, or not a key.
    pub fn read(&self, name: &str) -> Done<Vec<Secret>> {
        read_key(&self.path(name))
    }

    /// Files of the keys that came after the first of a name, oldest first.
    ///
    /// # Errors
    /// If there are more than anybody draws.
    pub fn later(&self, name: &str) -> Done<Vec<PathBuf>> {
        let files = (2..=VERSIONS_MAX).map(|number| self.path(&format!("{name}-{number}")));
        let there: Vec<PathBuf> = files.take_while(|path| path.exists()).collect();
        if there.len() as u64 + 1 < VERSIONS_MAX {
            return Ok(there);
        }
        Err(Fault::Environment(format!("more than {VERSIONS_MAX} keys of {name}")))
    }

    /// The name under which the next key after those of a name is drawn.
    ///
    /// # Errors
    /// As [`Self::later`].
    pub fn next(&self, name: &str) -> Done<String> {
        Ok(format!("{name}-{}", self.later(name)?.len() + 2))
    }

    fn bad(&self, error: &dyn std::fmt::Display) -> Fault {
        Fault::Environment(format!("secret keys in {}: {error}", self.folder.display()))
    }
}

/// The secrets in a key file, wherever it lies.
///
/// # Errors
/// If the file is missing, readable by others, or not a key.
pub fn read_key(path: &Path) -> Done<Vec<Secret>> {
    let bad = |what: String| Fault::Environment(format!("key {}: {what}", path.display()));
    let mut file = File::open(path).map_err(|error| bad(format!("{error}; name its place")))?;
    let about = file.metadata().map_err(|error| bad(error.to_string()))?;
    if about.permissions().mode() & 0o077 != 0 {
        return Err(bad("others may read it: `chmod 600` it, and consider it seen".to_string()));
    }
    let length = usize::try_from(about.len()).unwrap_or(usize::MAX);
    if !length.is_multiple_of(SECRET_BYTES) || length == 0 || length > SECRET_BYTES * SECRETS_MAX {
        return Err(bad("this is no key".to_string()));
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    file.read_exact(&mut bytes).map_err(|error| bad(error.to_string()))?;
    Ok(bytes.as_chunks::<SECRET_BYTES>().0.iter().map(|one| Secret::new(*one)).collect())
}
