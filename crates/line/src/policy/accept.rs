//! A signed head under a policy.

use super::{Body, Policy};
use crate::checkpoint::Checkpoint;
use crate::cosignature::verify_line;
use crate::note::Note;
use crate::reason::Reason;

/// A head that a policy accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The head.
    pub checkpoint: Checkpoint,
    /// Names of the witnesses that cosigned it, as in the policy file, each with its time (POSIX seconds).
    pub cosigned: Vec<(Vec<u8>, u64)>,
}

impl Policy {
    /// Accepts a note if a log key signed it and the quorum is reached. Lines of unknown keys are ignored; a line
    /// of a known key that does not verify refuses the note.
    ///
    /// # Errors
    /// Those of [`Note::parse`], [`Checkpoint::parse`] and [`verify_line`]; [`Reason::PolicyOrigin`],
    /// [`Reason::PolicyLogUnsigned`], [`Reason::PolicyQuorum`].
    pub fn accept(&self, note: &[u8]) -> Result<Accepted, Reason> {
        let note = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        if !self.logs.iter().any(|key| key.name() == checkpoint.origin) {
            return Err(Reason::PolicyOrigin);
        }
        let mut signed = false;
        for key in self.logs.iter().filter(|key| key.name() == checkpoint.origin) {
            signed |= verify_line(key, &checkpoint, &note)?.is_some();
        }
        let mut times = vec![None; self.nodes.len()];
        for (index, key) in self.witnesses() {
            times[index] = verify_line(key, &checkpoint, &note)?;
        }
        if !signed {
            return Err(Reason::PolicyLogUnsigned);
        }
        if !self.is_reached(&|index| times.get(index).copied().flatten()) {
            return Err(Reason::PolicyQuorum);
        }
        Ok(Accepted { checkpoint, cosigned: self.cosigned(&times) })
    }

    fn cosigned(&self, times: &[Option<u64>]) -> Vec<(Vec<u8>, u64)> {
        let witnesses = self.nodes.iter().zip(times);
        let witnesses = witnesses.filter(|(node, _)| matches!(node.body, Body::Witness(_)));
        witnesses.filter_map(|(node, time)| time.map(|time| (node.name.clone(), time))).collect()
    }
}
