//! Keys and members as of a vector of sizes: the same answer for everybody who holds those prefixes.

use super::leaf::IdentityLeaf;
use super::log::IdentityLog;
use super::root::RootKey;
use super::statement::{LogUse, Member, SeatKeys, Statement};
use crate::ids::{CompartmentId, LogId, PartyId};
use crate::leaf::Seen;
use crate::sign::HybridKey;
use crate::tree::Hash;

/// What a party may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Writes, votes, admits.
    Signatory,
    /// Member of what both signatories admit it to.
    Inspector,
    /// Holds, stamps, rules; reads nothing.
    Intermediary,
}

/// A party as the agreement names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// What it may do.
    pub role: Role,
    /// Its identity log.
    pub identity: LogId,
    /// Fingerprint of its first root key.
    pub root: Hash,
    /// Digest of its recovery keys ([`Recovery::digest`](super::Recovery::digest)), if it has any.
    pub recovery: Option<Hash>,
}

/// What is agreed before the first leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Hash of the agreement's terms; in everything that is signed.
    pub hash: Hash,
    /// The parties.
    pub parties: Vec<Party>,
}

/// The identity logs of all parties.
#[derive(Clone, Debug)]
pub struct Directory {
    /// One log a party, in the agreement's order.
    pub logs: Vec<IdentityLog>,
}

impl Directory {
    /// Empty logs for every party.
    pub fn new(agreement: &Agreement) -> Self {
        let log = |party: &Party| IdentityLog::new(agreement.hash, party.clone());
        Self { logs: agreement.parties.iter().map(log).collect() }
    }

    /// The identity log with this id.
    pub fn log(&self, id: &LogId) -> Option<&IdentityLog> {
        self.logs.iter().find(|log| log.party().identity == *id)
    }

    /// The identity log with this id, to append to.
    pub fn log_mut(&mut self, id: &LogId) -> Option<&mut IdentityLog> {
        self.logs.iter_mut().find(|log| log.party().identity == *id)
    }

    /// The statements of one party that hold as of `at`.
    ///
    /// A statement holds if it was signed by the newest root key before it that holds, and a later root key holds
    /// only if another signatory acknowledged it as of `at`, and the root that signed it held, or recovery keys did.
    pub(super) fn effective<'a>(
        &'a self,
        log: &'a IdentityLog,
        at: &Seen,
    ) -> Vec<&'a IdentityLeaf> {
        let mut generation = 0;
        let mut held = Vec::new();
        for (hash, leaf) in log.prefix(at.of(&log.party().identity)) {
            if self.succeeds(log, (hash, leaf), generation, at) {
                generation = leaf.generation;
            } else if leaf.generation == generation && !leaf.is_root() {
                held.push(leaf);
            }
        }
        held
    }

    /// Whether a signatory other than the log's party acknowledged `leaf`. Any verified acknowledgement counts,
    /// whichever of the other's keys signed it: to ask whether that key holds could go in a circle.
    fn is_acknowledged(&self, of: &IdentityLog, leaf: &Hash, at: &Seen) -> bool {
        let others = self
            .logs
            .iter()
            .filter(|log| log.party().id != of.party().id && log.party().role == Role::Signatory);
        let mut leaves = others.flat_map(|log| log.prefix(at.of(&log.party().identity)));
        leaves.any(|(_, other)| other.statement == Statement::Acknowledge(*leaf))
    }

    /// The generation of the root of a party that holds as of `at`, and its key; none before the first is stated.
    pub fn root(&self, party: &PartyId, at: &Seen) -> Option<(u64, &RootKey)> {
        let log = self.of_party(party)?;
        let mut generation = 0;
        for (hash, leaf) in log.prefix(at.of(&log.party().identity)) {
            if self.succeeds(log, (hash, leaf), generation, at) {
                generation = leaf.generation;
            }
        }
        Some((generation, log.roots().get(usize::try_from(generation).ok()?)?))
    }

    /// The newest root of a party that nobody has acknowledged as of `at`, if it would hold then: the hash of its leaf.
    pub fn root_to_acknowledge(&self, party: &PartyId, at: &Seen) -> Option<(Hash, &IdentityLeaf)> {
        let log = self.of_party(party)?;
        let (holds, _) = self.root(party, at)?;
        let leaves = log.prefix(at.of(&log.party().identity)).iter().rev();
        let mut later = leaves.filter(|(_, leaf)| leaf.generation > holds && leaf.follows(holds));
        later.next().map(|(hash, leaf)| (*hash, leaf))
    }

    /// Whether a leaf is a root that follows the one of `generation` and holds as of `at`.
    fn succeeds(
        &self,
        log: &IdentityLog,
        (hash, leaf): (&Hash, &IdentityLeaf),
        generation: u64,
        at: &Seen,
    ) -> bool {
        leaf.generation > generation
            && leaf.follows(generation)
            && self.is_acknowledged(log, hash, at)
    }

    /// The keys of a seat as of `at`; none if its party never posted it or revoked it since.
    pub fn keys(&self, member: &Member, at: &Seen) -> Option<&SeatKeys> {
        let log = self.of_party(&member.party)?;
        self.effective(log, at).into_iter().rev().find_map(|leaf| match &leaf.statement {
            Statement::Post(posted, keys, _) if *posted == member.seat => Some(Some(&**keys)),
            Statement::Revoke(revoked) if *revoked == member.seat => Some(None),
            _ => None,
        })?
    }

    /// The identity log of a party.
    pub(super) fn of_party(&self, party: &PartyId) -> Option<&IdentityLog> {
        self.logs.iter().find(|log| log.party().id == *party)
    }

    /// Logs of a compartment as of `at`: owner, use, keys of its heads.
    pub fn logs_of(
        &self,
        compartment: &CompartmentId,
        at: &Seen,
    ) -> Vec<(LogId, PartyId, LogUse, &HybridKey)> {
        let mut found: Vec<(LogId, PartyId, LogUse, &HybridKey)> = Vec::new();
        for log in &self.logs {
            for leaf in self.effective(log, at) {
                let Statement::Log(id, place, used, keys) = &leaf.statement else { continue };
                if place == compartment && found.iter().all(|(other, ..)| other != id) {
                    found.push((*id, log.party().id, *used, keys));
                }
            }
        }
        found
    }

    /// The keys of the heads of a log as of `at`.
    pub fn log_keys(&self, id: &LogId, at: &Seen) -> Option<&HybridKey> {
        let (_, compartment) = self.log_owner(id, at)?;
        let logs = self.logs_of(&compartment, at).into_iter();
        logs.filter(|(log, ..)| log == id).map(|(.., keys)| keys).next()
    }

    /// Who opened a log, and in which compartment, as of `at`.
    pub fn log_owner(&self, id: &LogId, at: &Seen) -> Option<(PartyId, CompartmentId)> {
        let opened = |log: &IdentityLog| {
            self.effective(log, at).into_iter().find_map(|leaf| match &leaf.statement {
                Statement::Log(other, place, ..) if other == id => Some(*place),
                _ => None,
            })
        };
        self.logs.iter().find_map(|log| Some((log.party().id, opened(log)?)))
    }
}
