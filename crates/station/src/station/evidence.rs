//! Evidence: a file as a run of parts in its author's log of parts, named by the hash of the whole. The message that refers to it
//! is signed by people; the parts need no signature of theirs, for the hash says which bytes are meant.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use line::evidence::{PART_BYTES, PART_KIND, Part, join, split};
use line::leaf::{ContentKeys, Leaf};
use line::node::{Heard, Input, Outgoing};
use line::tree::{Hash, sha256};
use line::{PartyId, Reason};

use super::{Standing, Station};
use crate::fault::{Done, Fault};
use crate::secrets::random;

/// Bytes of one piece of evidence that a station takes in: the logs of a compartment are read whole whenever its station
/// is opened.
pub const EVIDENCE_BYTES_MAX: usize = 16 << 20;

/// What is here of one piece of evidence of one author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Bytes of the whole, as its parts say.
    pub length: u64,
    /// Salts of the leaves with each part.
    salts: BTreeMap<u64, [u8; 32]>,
}

impl Pieces {
    /// How many parts the whole has.
    pub fn parts(&self) -> u64 {
        self.length.div_ceil(PART_BYTES as u64)
    }

    /// How many of them are here.
    pub fn here(&self) -> u64 {
        self.salts.len() as u64
    }

    /// Numbers of those that are not.
    pub fn missing(&self) -> Vec<u64> {
        (0..self.parts()).filter(|number| !self.salts.contains_key(number)).collect()
    }
}

/// Evidence by author and hash.
pub(super) type Shelf = Arc<Mutex<BTreeMap<(PartyId, Hash), Pieces>>>;

/// Notes a message that is a part.
pub(super) fn note(shelf: &Shelf, heard: &Heard<'_>) {
    if heard.message.kind != PART_KIND {
        return;
    }
    if let (Ok(part), Ok(mut shelf)) = (Part::read(heard.message.content.clone()), shelf.lock()) {
        let pieces = shelf.entry((*heard.party, part.whole)).or_default();
        pieces.length = part.length;
        pieces.salts.entry(part.number).or_insert(*heard.salt);
    }
}

/// The whole, or what is wrong with its parts.
///
/// # Errors
/// Which parts are missing, or that the parts are not of this hash.
pub fn assembled(whole: &Hash, count: u64, parts: &[Part]) -> Result<Vec<u8>, String> {
    let there = |number: &u64| parts.iter().any(|part| part.number == *number);
    let missing: Vec<String> =
        (0..count).filter(|number| !there(number)).map(|it| (it + 1).to_string()).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(format!("of {count} parts these are missing: {missing}; `detente line sync`"));
    }
    match join(parts) {
        Ok(bytes) if sha256(&[&bytes]) == *whole => Ok(bytes),
        Err(Reason::PartMissing) => Err("its parts are of different wholes".into()),
        Ok(_) | Err(_) => {
            Err("FORGED: all its parts are here, and together they are not what its hash says"
                .into())
        }
    }
}

impl Station {
    /// Puts a file into the own log of parts, part by part. Parts that stand there already are not written again.
    ///
    /// # Errors
    /// If it is empty or too large, or this station writes nothing now.
    pub fn attach(&mut self, bytes: &[u8]) -> Done<Hash> {
        self.require_node()?;
        if !(1..=EVIDENCE_BYTES_MAX).contains(&bytes.len()) {
            return Err(Fault::Asked(format!(
                "evidence has 1 to {EVIDENCE_BYTES_MAX} bytes, this has {}: split it, or carry it by hand and give its `hash`",
                bytes.len()
            )));
        }
        if self.standing != Standing::Ready {
            return Err(Fault::RolledBack(
                "this station writes nothing now: `detente line status` says why".into(),
            ));
        }
        let whole = sha256(&[bytes]);
        let had = self.pieces(&self.card.party, &whole);
        let parts = split(bytes).map_err(|reason| Fault::reason("evidence", reason))?;
        for part in parts.iter().filter(|part| !had.salts.contains_key(&part.number)) {
            let (kind, content, salt) = (PART_KIND, part.content(), random()?);
            self.step(Input::Write(Outgoing { kind, content, salt }))?;
        }
        match self.pieces(&self.card.party, &whole).missing().as_slice() {
            [] => Ok(whole),
            missing => Err(Fault::Environment(format!(
                "{} parts of the evidence were not written: send it again",
                missing.len()
            ))),
        }
    }

    /// What is here of a piece of evidence of a party.
    pub fn pieces(&self, party: &PartyId, whole: &Hash) -> Pieces {
        let shelf = self.evidence.lock();
        shelf.ok().and_then(|all| all.get(&(*party, *whole)).cloned()).unwrap_or_default()
    }

    /// The bytes of a piece of evidence of a party.
    ///
    /// # Errors
    /// If nothing of it is here, parts are missing, or they are not of this hash.
    pub fn evidence(&self, party: &PartyId, whole: &Hash) -> Done<Vec<u8>> {
        let pieces = self.pieces(party, whole);
        if pieces.here() == 0 {
            return Err(Fault::Refused(
                "nothing of this evidence is in its author's log: it was named by its hash alone"
                    .into(),
            ));
        }
        let places = self.places();
        let card = self.charter.of(party);
        let log = card.and_then(|card| card.bulk).ok_or_else(|| {
            Fault::Asked("no such party on this line, or one that writes no messages".into())
        })?;
        let at =
            |salt: &[u8; 32]| places.get(&(log, *salt)).and_then(|index| self.part(&log, *index));
        let parts: Vec<Part> = pieces.salts.values().filter_map(at).collect();
        assembled(whole, pieces.parts(), &parts).map_err(Fault::Refused)
    }

    fn part(&self, log: &line::LogId, index: u64) -> Option<Part> {
        let node = self.node.as_ref()?;
        let leaf = node.leaves_of(log, index, index + 1).pop()?;
        let Ok(Leaf::Content(content)) = Leaf::parse(&leaf) else { return None };
        let keys = ContentKeys::shown(node.record().leaf_key(&content)?);
        Part::read(content.open(&keys).ok()?.message.content).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_forged_is_named() {
        let bytes: Vec<u8> = (0..=250).cycle().take(PART_BYTES * 2 + 5).collect();
        let (whole, parts) = (sha256(&[&bytes]), split(&bytes).expect("parts"));
        assert_eq!(assembled(&whole, 3, &parts), Ok(bytes.clone()));
        let lacking = assembled(&whole, 3, &[parts[0].clone(), parts[2].clone()]);
        assert!(lacking.is_err_and(|it| it.contains("missing: 2;")));
        let mut forged = parts.clone();
        forged[1].bytes[7] ^= 1;
        assert!(assembled(&whole, 3, &forged).is_err_and(|it| it.starts_with("FORGED")));
        let other = sha256(&[b"another"]);
        assert!(assembled(&other, 3, &parts).is_err_and(|it| it.starts_with("FORGED")));
        let mut mixed = parts;
        mixed[1].whole = other;
        assert!(assembled(&whole, 3, &mixed).is_err_and(|it| it.contains("different wholes")));
    }
}
