//! One log of a compartment, leaf by leaf: what makes a leaf count beyond its form.
//!
//! A leaf that is refused here keeps its place and does nothing; both sides record the same reason. It changes
//! nothing for the leaves after it.

use std::collections::{BTreeMap, BTreeSet};

use crate::epoch::EpochLeaf;
use crate::evidence::PART_KIND;
use crate::identity::{Directory, LogUse, Member};
use crate::ids::{CompartmentId, LogId, PartyId, SeatId};
use crate::leaf::{ContentLeaf, ControlLeaf, Inner, Leaf, Seen};
use crate::reason::Reason;
use crate::tree::{Hash, leaf_hash};

/// A reader of one log.
#[derive(Clone, Debug)]
pub struct LogReader {
    agreement: Hash,
    compartment: CompartmentId,
    origin: LogId,
    owner: PartyId,
    used: LogUse,
    seen: Seen,
    epochs: Vec<(Hash, Seen)>,
    salts: BTreeSet<[u8; 32]>,
    seqs: BTreeMap<SeatId, u64>,
    trusting: bool,
}

impl LogReader {
    /// A reader at the beginning of log `origin`, which `owner` opened in `compartment` for a use.
    pub fn new(
        agreement: Hash,
        compartment: CompartmentId,
        (origin, owner, used): (LogId, PartyId, LogUse),
    ) -> Self {
        Self {
            agreement,
            compartment,
            origin,
            owner,
            used,
            seen: Seen::default(),
            epochs: Vec::new(),
            salts: BTreeSet::new(),
            seqs: BTreeMap::new(),
            trusting: false,
        }
    }

    /// Says whether signatures of leaves from here on were verified before and are not verified again.
    pub fn trust(&mut self, on: bool) {
        self.trusting = on;
    }

    /// Reads the next leaf as far as it is clear. A content leaf still has to be opened: [`Self::admit_opened`].
    ///
    /// # Errors
    /// Those of [`Leaf::parse`]; reasons whose names begin with `leaf-`, `seen-`, `epoch-` or `seat-`;
    /// [`Reason::SaltUsed`] and those of signatures.
    pub fn admit(&mut self, directory: &Directory, bytes: &[u8]) -> Result<Leaf, Reason> {
        let leaf = Leaf::parse(bytes)?;
        if leaf.origin() != self.origin {
            return Err(Reason::LeafOrigin);
        }
        self.check_seen(directory, leaf.seen())?;
        match &leaf {
            Leaf::Content(content) => self.check_content(directory, content)?,
            Leaf::Control(_) if self.used == LogUse::Bulk => return Err(Reason::LeafType),
            Leaf::Control(control) => self.check_control(directory, control)?,
            Leaf::Epoch(epoch) => self.check_epoch(epoch, leaf_hash(bytes))?,
            Leaf::Identity(_) => return Err(Reason::LeafType),
        }
        self.seen = leaf.seen().clone();
        Ok(leaf)
    }

    fn check_seen(&self, directory: &Directory, seen: &Seen) -> Result<(), Reason> {
        if !seen.covers(&self.seen) {
            return Err(Reason::SeenBack);
        }
        let identity = directory.logs.iter().map(|log| log.party().identity);
        let logs = directory.logs_of(&self.compartment, seen).into_iter().map(|(log, ..)| log);
        let needed: BTreeSet<LogId> =
            identity.chain(logs).filter(|log| *log != self.origin).collect();
        let listed: BTreeSet<LogId> = seen.iter().map(|(log, _)| *log).collect();
        if !needed.is_subset(&listed) {
            return Err(Reason::SeenIncomplete);
        }
        if listed.is_subset(&needed) { Ok(()) } else { Err(Reason::SeenUnknown) }
    }

    /// Newest epoch, nothing changed since, salt never used: in this order.
    fn check_content(&mut self, directory: &Directory, leaf: &ContentLeaf) -> Result<(), Reason> {
        let place = self.epochs.iter().position(|(hash, _)| *hash == leaf.epoch);
        let place = place.ok_or(Reason::EpochUnknown)?;
        if place + 1 != self.epochs.len() {
            return Err(Reason::EpochOld);
        }
        if self.members_changed(directory, &self.epochs[place].1, &leaf.seen) {
            return Err(Reason::EpochStale);
        }
        if self.salts.insert(leaf.salt) { Ok(()) } else { Err(Reason::SaltUsed) }
    }

    /// Members are a function of the identity logs, so only their sizes can change them.
    fn members_changed(&self, directory: &Directory, before: &Seen, now: &Seen) -> bool {
        let mut identity = directory.logs.iter().map(|log| log.party().identity);
        let moved = identity.any(|log| before.of(&log) != now.of(&log));
        let recipients = |at: &Seen| directory.recipients(&self.compartment, at);
        moved && recipients(before) != recipients(now)
    }

    fn check_epoch(&mut self, leaf: &EpochLeaf, hash: Hash) -> Result<(), Reason> {
        if leaf.number != self.epochs.len() as u64 + 1 {
            return Err(Reason::EpochNumber);
        }
        self.epochs.push((hash, leaf.seen.clone()));
        Ok(())
    }

    fn check_control(&self, directory: &Directory, leaf: &ControlLeaf) -> Result<(), Reason> {
        let member = self.own(leaf.seat);
        let keys = directory.keys(&member, &leaf.seen).ok_or(Reason::SeatUnknown)?;
        if self.trusting { Ok(()) } else { leaf.verify(&self.agreement, &keys.signing) }
    }

    /// A seat of the log's owner: whoever else has a seat of this id has another seat.
    fn own(&self, seat: SeatId) -> Member {
        Member { seat, party: self.owner }
    }

    /// Admits the opened message of a content leaf: seat, membership, signatures, number, and that parts stand in a log of
    /// parts and nothing else does.
    ///
    /// # Errors
    /// [`Reason::SeatUnknown`], [`Reason::SeatNotMember`], [`Reason::SignatureEd25519`],
    /// [`Reason::SignatureMlDsa`], [`Reason::SeqUsed`], [`Reason::PartLog`], in this order.
    pub fn admit_opened(
        &mut self,
        directory: &Directory,
        leaf: &ContentLeaf,
        inner: &Inner,
    ) -> Result<(), Reason> {
        let (seat, seq) = (inner.message.seat, inner.message.seq);
        let member = self.own(seat);
        let keys = directory.keys(&member, &leaf.seen).ok_or(Reason::SeatUnknown)?;
        if !directory.is_member(&self.compartment, &member, &leaf.seen) {
            return Err(Reason::SeatNotMember);
        }
        if !self.trusting {
            leaf.verify(inner, &self.agreement, &keys.signing)?;
        }
        if self.seqs.get(&seat).is_some_and(|last| seq <= *last) {
            return Err(Reason::SeqUsed);
        }
        if (inner.message.kind == PART_KIND) != (self.used == LogUse::Bulk) {
            return Err(Reason::PartLog);
        }
        self.seqs.insert(seat, seq);
        Ok(())
    }
}
