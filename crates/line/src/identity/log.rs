//! The identity log of one party: which leaves may follow which.

use super::directory::Party;
use super::leaf::IdentityLeaf;
use super::root::RootKey;
use super::statement::{Statement, log_id};
use crate::leaf::Leaf;
use crate::reason::Reason;
use crate::tree::{Hash, leaf_hash};

/// Verified leaves in order.
#[derive(Clone, Debug)]
pub struct IdentityLog {
    agreement: Hash,
    party: Party,
    leaves: Vec<(Hash, IdentityLeaf)>,
    roots: Vec<RootKey>,
}

impl IdentityLog {
    /// The empty log of `party`.
    pub fn new(agreement: Hash, party: Party) -> Self {
        Self { agreement, party, leaves: Vec::new(), roots: Vec::new() }
    }

    /// Whose log it is.
    pub fn party(&self) -> &Party {
        &self.party
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// The first `size` leaves with their hashes.
    pub fn prefix(&self, size: u64) -> &[(Hash, IdentityLeaf)] {
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(self.leaves.len());
        &self.leaves[..size]
    }

    /// Root keys so far, by generation.
    pub fn roots(&self) -> &[RootKey] {
        &self.roots
    }

    /// Adds the next leaf.
    ///
    /// # Errors
    /// Those of [`Leaf::parse`] and [`IdentityLeaf::verify`]; [`Reason::LeafType`], [`Reason::LeafOrigin`],
    /// [`Reason::SeenBack`], [`Reason::IdentityIndex`], [`Reason::IdentityGeneration`], [`Reason::IdentityRoot`],
    /// [`Reason::IdentityLog`], [`Reason::IdentityWarrant`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let Leaf::Identity(leaf) = Leaf::parse(bytes)? else { return Err(Reason::LeafType) };
        if leaf.origin != self.party.identity {
            return Err(Reason::LeafOrigin);
        }
        if leaf.index != self.size() {
            return Err(Reason::IdentityIndex);
        }
        if self.leaves.last().is_some_and(|(_, before)| !leaf.seen.covers(&before.seen)) {
            return Err(Reason::SeenBack);
        }
        let root = self.root_for(&leaf)?;
        leaf.verify(&self.agreement, &root)?;
        self.check_log_id(&leaf.statement)?;
        if let Statement::Root(next, warrant) = &leaf.statement {
            let place = (&self.agreement, leaf.origin, leaf.index, leaf.generation);
            warrant.verify(place, next, &self.roots, self.party.recovery.as_ref())?;
            self.roots.push(root);
        }
        self.leaves.push((leaf_hash(bytes), leaf));
        Ok(())
    }

    fn check_log_id(&self, statement: &Statement) -> Result<(), Reason> {
        match statement {
            Statement::Log(id, _, _, keys) if *id != log_id(&self.party.id, keys) => {
                Err(Reason::IdentityLog)
            }
            _ => Ok(()),
        }
    }

    /// The key that must have signed `leaf`.
    fn root_for(&self, leaf: &IdentityLeaf) -> Result<RootKey, Reason> {
        let next = self.roots.len() as u64;
        if let Statement::Root(key, _) = &leaf.statement {
            if leaf.generation != next {
                return Err(Reason::IdentityGeneration);
            }
            if next == 0 && key.fingerprint() != self.party.root {
                return Err(Reason::IdentityRoot);
            }
            return Ok(*key.clone());
        }
        let place = usize::try_from(leaf.generation).map_err(|_| Reason::IdentityGeneration)?;
        self.roots.get(place).cloned().ok_or(Reason::IdentityGeneration)
    }
}
