//! Proof that an author signed two histories: two heads of one log that no append-only log can have.
//!
//! ```text
//! line/v1/fork
//! smaller BYTES
//! larger BYTES
//! HASH        (none if the sizes are equal; else a whole consistency path, its first node included)
//!
//! NOTE NOTE   (smaller and larger head, verbatim, one after the other)
//! ```

use crate::base64;
use crate::checkpoint::Checkpoint;
use crate::decimal;
use crate::note::NOTE_BYTES_MAX;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::tree::{Hash, PATH_HASHES_MAX, prefix_roots};

const MAGIC: &str = "line/v1/fork";

/// Two heads and what connects them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkProof {
    /// Signed head of the smaller size, or either if the sizes are equal.
    pub smaller: String,
    /// Signed head of the larger size.
    pub larger: String,
    /// Whole path between the sizes; empty if they are equal.
    pub path: Vec<Hash>,
}

/// What a valid fork proof establishes: whoever holds the keys of `origin` signed both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conviction {
    /// The log that forked.
    pub origin: String,
    /// Its author signed more than one root for this size.
    pub size: u64,
}

impl ForkProof {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Reason::ForkForm`], [`Reason::ProofLong`], [`Reason::ProofHash`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() > 2 * NOTE_BYTES_MAX + 4096 {
            return Err(Reason::ForkForm);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Reason::ForkForm)?;
        let (head, notes) = text.split_once("\n\n").ok_or(Reason::ForkForm)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(MAGIC) {
            return Err(Reason::ForkForm);
        }
        let smaller = length(lines.next(), "smaller ")?;
        let larger = length(lines.next(), "larger ")?;
        if lines.clone().count() > PATH_HASHES_MAX + 1 {
            return Err(Reason::ProofLong);
        }
        let path: Option<Vec<Hash>> = lines.map(base64::decode_hash).collect();
        let path = path.ok_or(Reason::ProofHash)?;
        let (first, second) = notes.split_at_checked(smaller).ok_or(Reason::ForkForm)?;
        if second.len() != larger {
            return Err(Reason::ForkForm);
        }
        Ok(Self { smaller: first.to_string(), larger: second.to_string(), path })
    }

    /// The file that [`ForkProof::parse`] reads.
    pub fn write(&self) -> String {
        let path: String = self.path.iter().map(|hash| base64::encode(hash) + "\n").collect();
        let (smaller, larger) = (self.smaller.len(), self.larger.len());
        let notes = [self.smaller.as_str(), &self.larger].concat();
        format!("{MAGIC}\nsmaller {smaller}\nlarger {larger}\n{path}\n{notes}")
    }

    /// Checks both heads under the author's `policy` and that they contradict each other.
    ///
    /// # Errors
    /// Those of [`Policy::accept`] and [`prefix_roots`]; [`Reason::ForkOrigin`] for heads of two logs,
    /// [`Reason::ForkUnlinked`] if the path does not lead to the larger root, [`Reason::ForkNone`] if both
    /// heads can be of one log.
    pub fn verify(&self, policy: &Policy) -> Result<Conviction, Reason> {
        let smaller = policy.accept(self.smaller.as_bytes())?.checkpoint;
        let larger = policy.accept(self.larger.as_bytes())?.checkpoint;
        if smaller.origin != larger.origin {
            return Err(Reason::ForkOrigin);
        }
        let same = if smaller.size == larger.size && self.path.is_empty() {
            smaller.root == larger.root
        } else {
            self.is_prefix(&smaller, &larger)?
        };
        if same {
            return Err(Reason::ForkNone);
        }
        Ok(Conviction { origin: smaller.origin, size: smaller.size })
    }

    /// Whether the larger tree begins with the smaller one; an error if the path does not say.
    fn is_prefix(&self, smaller: &Checkpoint, larger: &Checkpoint) -> Result<bool, Reason> {
        let (old, new) = prefix_roots(smaller.size, larger.size, &self.path)?;
        if new == larger.root { Ok(old == smaller.root) } else { Err(Reason::ForkUnlinked) }
    }
}

fn length(line: Option<&str>, label: &str) -> Result<usize, Reason> {
    let digits = line.and_then(|line| line.strip_prefix(label)).ok_or(Reason::ForkForm)?;
    let count = decimal::parse(digits).ok_or(Reason::ForkForm)?;
    usize::try_from(count).map_err(|_| Reason::ForkForm)
}
