//! One message shown to a stranger: its leaf, the key that opens this leaf alone, and its place under a signed head.

use line::leaf::Leaf;
use line::proof::LogProof;
use line::tree::{Hash, inclusion_path, leaf_hash};
use line::{LogId, Secret};

use crate::fault::{Done, Fault};
use crate::station::Station;

/// What is shown.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The exact leaf.
    pub leaf: Vec<u8>,
    /// A `.tlog-proof`: index, path, and the author's signed head.
    pub proof: String,
    /// Opens this leaf alone.
    pub key: Secret,
}

impl Station {
    /// The proof that a leaf stands in a log.
    ///
    /// # Errors
    /// If it is not under a signed head yet, or does not open here.
    pub fn prove(&self, log: &LogId, index: u64) -> Done<Proof> {
        let missing =
            || Fault::Asked("this leaf is not under a signed head yet: sync first".into());
        let node = self.node().ok_or_else(missing)?;
        let head = node.heads_of(log).into_iter().find(|(size, _)| *size > index);
        let (size, head) = head.ok_or_else(missing)?;
        let leaves = node.leaves_of(log, 0, size);
        let place = usize::try_from(index).map_err(|_| missing())?;
        let leaf = leaves.get(place).cloned().ok_or_else(missing)?;
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let path = inclusion_path(index, &hashes).ok_or_else(missing)?;
        let note = String::from_utf8(head).map_err(|_| {
            Fault::Environment("a stored head is no text: `detente line verify`".into())
        })?;
        let Ok(Leaf::Content(content)) = Leaf::parse(&leaf) else { return Err(missing()) };
        let key = node.record().leaf_key(&content).ok_or_else(|| {
            Fault::Asked("this station cannot open that leaf, so it cannot show its key".into())
        })?;
        Ok(Proof { leaf, proof: LogProof { extra: None, index, path, note }.write(), key })
    }
}
