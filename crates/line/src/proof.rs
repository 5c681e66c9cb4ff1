//! A leaf's place in a log as one file (c2sp.org/tlog-proof): index, path, checkpoint.

use crate::base64;
use crate::checkpoint::Checkpoint;
use crate::decimal;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::tree::{Hash, PATH_HASHES_MAX, verify_inclusion};

const MAGIC: &str = "c2sp.org/tlog-proof@v1";
/// A proof file has at most this many bytes: a note, a path, and as much again for extra data.
pub const PROOF_BYTES_MAX: usize = 160 * 1024;

/// A proof file as read: nothing in it is true before [`LogProof::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// Bytes with a meaning for whoever wrote them; never authenticated.
    pub extra: Option<Vec<u8>>,
    /// Number of the leaf, from 0.
    pub index: u64,
    /// Path from the leaf's sibling to the root's child.
    pub path: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub note: String,
}

impl LogProof {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Reason::ProofForm`], [`Reason::ProofExtra`], [`Reason::ProofNumber`], [`Reason::ProofHash`],
    /// [`Reason::ProofLong`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(Reason::ProofForm);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Reason::ProofForm)?;
        let (head, note) = text.split_once("\n\n").ok_or(Reason::ProofForm)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(MAGIC) {
            return Err(Reason::ProofForm);
        }
        let extra = lines.next_if(|line| line.starts_with("extra"));
        let extra = extra.map(parse_extra).transpose()?;
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = decimal::parse(index.ok_or(Reason::ProofForm)?).ok_or(Reason::ProofNumber)?;
        if lines.clone().count() > PATH_HASHES_MAX {
            return Err(Reason::ProofLong);
        }
        let path: Option<Vec<Hash>> = lines.map(base64::decode_hash).collect();
        let path = path.ok_or(Reason::ProofHash)?;
        Ok(Self { extra, index, path, note: note.to_string() })
    }

    /// The file that [`LogProof::parse`] reads.
    pub fn write(&self) -> String {
        let extra = self.extra.as_ref().map(|extra| format!("extra {}\n", base64::encode(extra)));
        let path: String = self.path.iter().map(|hash| base64::encode(hash) + "\n").collect();
        let (extra, index, note) = (extra.unwrap_or_default(), self.index, &self.note);
        format!("{MAGIC}\n{extra}index {index}\n{path}\n{note}")
    }

    /// Checks the checkpoint against `policy` and the path against the checkpoint.
    ///
    /// # Errors
    /// Those of [`Policy::accept`] and [`verify_inclusion`].
    pub fn verify(&self, policy: &Policy, leaf: Hash) -> Result<Checkpoint, Reason> {
        let head = policy.accept(self.note.as_bytes())?.checkpoint;
        verify_inclusion(leaf, self.index, head.size, &self.path, &head.root)?;
        Ok(head)
    }
}

fn parse_extra(line: &str) -> Result<Vec<u8>, Reason> {
    line.strip_prefix("extra ").and_then(base64::decode).ok_or(Reason::ProofExtra)
}
