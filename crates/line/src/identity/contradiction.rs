//! Proof that a party's root stated two things at one place of its identity log: both leaves, and those before them.
//!
//! ```text
//! line/v1/contradiction NEWLINE
//! leaf | other leaf | each leaf before them, from the first      each behind its length in 4 bytes
//! ```

use super::directory::Agreement;
use super::log::IdentityLog;
use crate::ids::PartyId;
use crate::leaf::Leaf;
use crate::reason::Reason;

const MAGIC: &[u8] = b"line/v1/contradiction\n";
/// A proof has at most so many leaves.
const LEAVES_MAX: usize = 4_096;
/// Largest leaf.
const LEAF_BYTES_MAX: usize = 61_440;

/// Two leaves for one place, and what came before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Both, in the order of their bytes.
    leaves: [Vec<u8>; 2],
    before: Vec<Vec<u8>>,
}

/// Who stated two things, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradicted {
    /// Whose root signed both.
    pub party: PartyId,
    /// Place in its identity log.
    pub index: u64,
}

impl Contradiction {
    /// Of two leaves that follow the same ones.
    pub fn new(before: Vec<Vec<u8>>, one: Vec<u8>, other: Vec<u8>) -> Self {
        let leaves = if one <= other { [one, other] } else { [other, one] };
        Self { leaves, before }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Reason::ContradictionForm`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(Reason::ContradictionForm)?;
        let mut leaves = Vec::new();
        while !rest.is_empty() {
            let (length, after) = rest.split_first_chunk().ok_or(Reason::ContradictionForm)?;
            let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
            let fits = length <= LEAF_BYTES_MAX && leaves.len() < LEAVES_MAX;
            let cut = after.split_at_checked(length).filter(|_| fits);
            let (leaf, after) = cut.ok_or(Reason::ContradictionForm)?;
            leaves.push(leaf.to_vec());
            rest = after;
        }
        let mut leaves = leaves.into_iter();
        let (Some(one), Some(other)) = (leaves.next(), leaves.next()) else {
            return Err(Reason::ContradictionForm);
        };
        let read = Self { leaves: [one, other], before: leaves.collect() };
        if read.leaves.is_sorted() { Ok(read) } else { Err(Reason::ContradictionForm) }
    }

    /// The file that [`Contradiction::parse`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for leaf in self.leaves.iter().chain(&self.before) {
            bytes.extend(u32::try_from(leaf.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(leaf);
        }
        bytes
    }

    /// Checks that both leaves may follow those before them under the roots that the agreement pins, and differ.
    ///
    /// # Errors
    /// Those of [`IdentityLog::append`]; [`Reason::ContradictionNone`] if they are one leaf, or of none of the parties.
    pub fn verify(&self, agreement: &Agreement) -> Result<Contradicted, Reason> {
        let [one, other] = &self.leaves;
        let origin = Leaf::parse(one)?.origin();
        let party = agreement.parties.iter().find(|party| party.identity == origin);
        let party = party.filter(|_| one != other).ok_or(Reason::ContradictionNone)?;
        let mut log = IdentityLog::new(agreement.hash, party.clone());
        self.before.iter().try_for_each(|leaf| log.append(leaf))?;
        log.clone().append(one)?;
        let index = log.size();
        log.append(other)?;
        Ok(Contradicted { party: party.id, index })
    }
}
