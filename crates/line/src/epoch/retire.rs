//! When a KEM secret may leave a node: by position, never by date.
//!
//! A log cut off for weeks is still sealed to an old key. The key goes when every other author has, inside the cut,
//! an epoch sealed to its successor, and every earlier epoch of that author is opened. Secrets of epochs go to the
//! archive; secrecy after a seizure is as good as the archive's key.

use crate::ids::LogId;

/// One epoch leaf inside the cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochInCut {
    /// Number of the epoch.
    pub number: u64,
    /// Which of the reader's KEM keys it is sealed to, counted from 0.
    pub sealed_to: u64,
    /// Whether the reader has opened it and has its secret in the archive.
    pub opened: bool,
}

/// Epoch leaves of one other author inside the cut, in the order of its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorEpochs {
    /// The author's log.
    pub log: LogId,
    /// Its epochs.
    pub epochs: Vec<EpochInCut>,
}

/// What keeps a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// This log has no epoch sealed to a later key yet.
    NotYetSeen(LogId),
    /// This epoch of this log is not opened.
    Unopened(LogId, u64),
}

/// Whether key number `key` may be retired; the first thing that keeps it otherwise.
///
/// # Errors
/// [`Holding`].
pub fn retirable(key: u64, authors: &[AuthorEpochs]) -> Result<(), Holding> {
    for author in authors {
        let successor = author.epochs.iter().position(|epoch| epoch.sealed_to > key);
        let successor = successor.ok_or(Holding::NotYetSeen(author.log))?;
        let earlier = author.epochs.iter().take(successor);
        if let Some(epoch) =
            earlier.filter(|epoch| epoch.sealed_to <= key).find(|epoch| !epoch.opened)
        {
            return Err(Holding::Unopened(author.log, epoch.number));
        }
    }
    Ok(())
}
