//! Shards as files: written under another name and renamed once whole, so that a file under its
//! own name is always a whole shard.

use std::fs::File;
use std::path::{Path, PathBuf};

use explore::simulate::Outcome;
use shards::{About, Paths, Shard, ShardError, Writer, apart};

use crate::exit::Failure;
use crate::files;

/// A shard being written.
pub struct ShardFile {
    writer: Option<Writer<File>>,
    target: PathBuf,
    /// Where it is written until it is whole; `None` if straight to its target, which is no file.
    part: Option<PathBuf>,
}

impl ShardFile {
    /// Begins a shard.
    pub fn create(target: &Path, about: About, from: u64) -> Result<Self, Failure> {
        let plain = target.metadata().map_or(true, |it| it.is_file());
        let part = plain.then(|| {
            let mut name = target.as_os_str().to_owned();
            name.push(".part");
            PathBuf::from(name)
        });
        let place = part.as_deref().unwrap_or(target);
        let file = File::create(place).map_err(|error| files::unwritable(target, error.kind()))?;
        let mut own = Self { writer: None, target: target.to_path_buf(), part };
        own.writer = Some(Writer::new(file, about, from).map_err(|it| own.unwritten(&it))?);
        Ok(own)
    }

    /// Adds the paths that follow.
    pub fn add(&mut self, paths: &[Outcome]) -> Result<(), Failure> {
        let added = self.writer.as_mut().map_or(Ok(()), |writer| writer.add(paths));
        added.map_err(|error| self.unwritten(&error))
    }

    /// Writes what is left, and gives the shard its name.
    pub fn keep(mut self) -> Result<Paths, Failure> {
        let Some(writer) = self.writer.take() else { return Ok(Paths { from: 0, to: 0 }) };
        let (file, paths) = writer.finish().map_err(|error| self.unwritten(&error))?;
        if let Some(part) = &self.part {
            let failed =
                |error: std::io::Error| self.unwritten(&ShardError::Unwritten(error.to_string()));
            file.sync_all().map_err(failed)?;
            std::fs::rename(part, &self.target).map_err(failed)?;
            self.part = None;
        }
        Ok(paths)
    }

    fn unwritten(&self, error: &ShardError) -> Failure {
        let name = self.target.display();
        Failure::Environment(format!(
            "{name} could not be written: {error}; nothing that was there is lost: make room, or name \
             another place"
        ))
    }
}

impl Drop for ShardFile {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            drop(std::fs::remove_file(part)); // it is no shard: whoever failed has said so
        }
    }
}

/// Opens a shard.
pub fn open(path: &Path) -> Result<Shard<File>, Failure> {
    if path.is_dir() {
        let name = path.display();
        return Err(Failure::Usage(format!("{name} is a folder: name a shard in it")));
    }
    let file = File::open(path).map_err(|error| files::unreadable(path, error.kind()))?;
    Shard::open(file).map_err(|error| unsound(path, &error))
}

/// Reads every path of a shard, in order.
pub fn each(
    path: &Path,
    shard: &Shard<File>,
    mut each: impl FnMut(&[Outcome]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    enum Stopped {
        Shard(ShardError),
        Other(Failure),
    }
    impl From<ShardError> for Stopped {
        fn from(error: ShardError) -> Self {
            Self::Shard(error)
        }
    }
    let read = shard.each(|paths| each(paths).map_err(Stopped::Other));
    read.map_err(|stopped| match stopped {
        Stopped::Shard(error) => unsound(path, &error),
        Stopped::Other(failure) => failure,
    })
}

/// Two shards are of one run.
pub fn same_run(one: (&str, &About), other: (&str, &About)) -> Result<(), Failure> {
    let Some((what, own, their)) = apart(one.1, other.1) else { return Ok(()) };
    let (a, b) = (one.0, other.0);
    Err(Failure::Usage(format!(
        "{a} and {b} are of different runs, by {what}: {own} and {their}; only shards of one run go \
         together"
    )))
}

fn unsound(path: &Path, error: &ShardError) -> Failure {
    let name = path.display();
    Failure::Environment(format!("{name} is no whole shard: {error}; draw it again"))
}
