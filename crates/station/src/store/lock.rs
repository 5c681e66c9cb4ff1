//! One writer at a time: a lock on a file that the system drops with its process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::fault::{Done, Fault};

/// A command waits so long for another one to end.
const PATIENCE: Duration = Duration::from_secs(5);
/// It looks again after so long.
const PAUSE: Duration = Duration::from_millis(10);

/// Held as long as this process writes the store.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`; waits a little for who has it.
    ///
    /// # Errors
    /// If another process has it.
    pub fn take(path: &Path) -> Done<Self> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| Fault::disk(&path.display().to_string(), &error))?;
        let end = Instant::now() + PATIENCE;
        let mut locked = file.try_lock();
        while matches!(locked, Err(TryLockError::WouldBlock)) && Instant::now() < end {
            std::thread::sleep(PAUSE);
            locked = file.try_lock();
        }
        match locked {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Fault::Environment(format!(
                "another process writes this line ({}): wait for it, or end it",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => {
                Err(Fault::disk(&path.display().to_string(), &error))
            }
        }
    }
}
