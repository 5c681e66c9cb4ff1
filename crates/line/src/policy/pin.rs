//! What a policy of the line must be beyond its syntax: for one log, and safe against a broken Ed25519.

use super::Policy;
use crate::note::{KeyKind, NoteKey};
use crate::reason::Reason;
use crate::sign::HybridKey;

impl Policy {
    /// Reads a policy file for one log.
    ///
    /// # Errors
    /// Those of [`Policy::parse`]; [`Reason::PolicyOrigin`] unless every log line is named `origin` and there is one;
    /// [`Reason::PolicyUnpaired`] if a 0x04 witness is not in a pair; [`Reason::PolicyDowngrade`] if a quorum can be
    /// reached without the 0x06 key of the author, the witness that is named `origin`.
    pub fn pinned(bytes: &[u8], origin: &str) -> Result<Self, Reason> {
        let policy = Self::parse(bytes)?;
        if policy.logs.is_empty() || policy.logs.iter().any(|key| key.name() != origin) {
            return Err(Reason::PolicyOrigin);
        }
        if !policy.all_paired() {
            return Err(Reason::PolicyUnpaired);
        }
        if policy.author_is_needed(origin) { Ok(policy) } else { Err(Reason::PolicyDowngrade) }
    }

    /// Whether the author of this policy's log is who holds `keys`: its log lines and the 0x06 witness that is named
    /// like them wrap these and no others.
    pub fn is_authored_by(&self, keys: &HybridKey) -> bool {
        let (classical, quantum) = (keys.ed25519.to_bytes(), keys.ml_dsa.to_bytes());
        let named = |key: &NoteKey| self.logs.iter().any(|log| log.name() == key.name());
        let mut authors = self.witnesses().map(|(_, key)| key).filter(|key| named(key));
        self.logs.iter().all(|log| log.public() == classical)
            && authors.all(|key| key.public() == quantum)
    }

    fn all_paired(&self) -> bool {
        let pairs: Vec<(usize, usize)> =
            (0..self.nodes.len()).filter_map(|index| self.pair(index)).collect();
        let paired = |index| pairs.iter().any(|(classical, _)| *classical == index);
        self.witnesses().all(|(index, key)| key.kind() != KeyKind::CosignEd25519 || paired(index))
    }

    /// A quorum is monotone: if all others together do not reach it, none without the author does.
    fn author_is_needed(&self, origin: &str) -> bool {
        let author = |key: &NoteKey| key.kind() == KeyKind::CosignMlDsa && key.name() == origin;
        let authors: Vec<usize> =
            self.witnesses().filter(|(_, key)| author(key)).map(|(index, _)| index).collect();
        let others = |index: usize| if authors.contains(&index) { None } else { Some(1) };
        !self.is_reached(&others)
    }
}
