//! Heads of logs (c2sp.org/tlog-checkpoint): origin, size, root.
//!
//! Extension lines are refused: ML-DSA cosignatures skip them, so what both sides must agree on is a leaf.

use crate::base64;
use crate::decimal;
use crate::reason::Reason;
use crate::tree::{EMPTY_ROOT, Hash};

/// A head, as far as it is text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checkpoint {
    /// Which log: 1 to 255 bytes without spaces and plus.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a note.
    ///
    /// # Errors
    /// The reasons whose names begin with `checkpoint-`.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let lines: Vec<&str> =
            text.strip_suffix('\n').ok_or(Reason::CheckpointForm)?.splitn(5, '\n').collect();
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(Reason::CheckpointForm);
        };
        if extensions.iter().any(|line| line.is_empty()) {
            return Err(Reason::CheckpointForm);
        }
        if !extensions.is_empty() {
            return Err(Reason::CheckpointExtension);
        }
        if !is_origin(origin) {
            return Err(Reason::CheckpointOrigin);
        }
        let size = decimal::parse(size).ok_or(Reason::CheckpointSize)?;
        let root = base64::decode_hash(root).ok_or(Reason::CheckpointRoot)?;
        if size == 0 && root != EMPTY_ROOT {
            return Err(Reason::CheckpointEmpty);
        }
        Ok(Self { origin: (*origin).to_string(), size, root })
    }

    /// The text of the note, with its last newline.
    pub fn write(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64::encode(&self.root))
    }
}

/// Whether `origin` can name a log.
pub fn is_origin(origin: &str) -> bool {
    crate::note::is_key_name(origin) && origin.len() <= 255
}
