//! Parties whose root stated two things at one place of their identity logs: the proof is kept, shown and passed on. What was
//! had first stays in force here, and the rest of the line goes on.

use line::LogId;
use line::identity::{Contradicted, Contradiction};
use line::script::Prefix;
use line::tree::leaf_hash;

use super::Station;
use super::open::stated;
use crate::fault::{Done, Fault};
use crate::within::Participant;

/// A party that stated two things, and where the proof lies.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoFaced {
    /// Who it is.
    pub card: Participant,
    /// Place in its identity log.
    pub index: u64,
    /// The proof.
    pub file: std::path::PathBuf,
}

fn fact(log: &LogId) -> String {
    format!("contradiction {log}")
}

impl Station {
    /// Parties that stated two things at one place.
    pub fn two_faced(&self) -> Vec<TwoFaced> {
        let one = |(said, _): &(Contradicted, Vec<u8>)| {
            let card = self.charter.of(&said.party)?.clone();
            let file = self.folder.contradiction(&card.name);
            Some(TwoFaced { card, index: said.index, file })
        };
        self.contradictions.iter().filter_map(one).collect()
    }

    /// How many leaves of an identity log a peer is taken to have that says it has this: none if it has another history,
    /// so that it is shown the whole one and finds the contradiction.
    pub(super) fn known_of(&self, (log, has): &(LogId, Prefix)) -> (LogId, u64) {
        let own = self.directory.log(log).filter(|own| own.size() >= has.size);
        let other = own.is_some_and(|own| stated(own, has.size) != *has);
        let proved = own.is_some_and(|own| self.is_proved(&own.party().id));
        (*log, if other && !proved { 0 } else { has.size })
    }

    fn is_proved(&self, party: &line::PartyId) -> bool {
        self.contradictions.iter().any(|(said, _)| said.party == *party)
    }

    /// Looks at a leaf for a place that is taken: if it is another one and as good, its party stated two things.
    pub(super) fn compare_identity(&mut self, log: &LogId, index: u64, leaf: Vec<u8>) -> Done<()> {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let known = self.directory.log(log).map(|log| log.prefix(index.saturating_add(1)));
        let known = known.and_then(|leaves| leaves.get(at));
        if known.is_none_or(|(hash, _)| *hash == leaf_hash(&leaf)) {
            return Ok(());
        }
        let mut before = self.store.identity(log)?;
        let own = before.get(at).cloned().unwrap_or_default();
        before.truncate(at);
        self.take_contradiction(&Contradiction::new(before, own, leaf).write()).map(drop)
    }

    /// Keeps a proof that convicts somebody who was not convicted before; whether it did.
    pub(super) fn take_contradiction(&mut self, proof: &[u8]) -> Done<bool> {
        let said = Contradiction::parse(proof).and_then(|it| it.verify(&self.charter.agreement()));
        let Ok(said) = said else { return Ok(false) };
        if self.is_proved(&said.party) {
            return Ok(false);
        }
        let Some(card) = self.charter.of(&said.party) else { return Ok(false) };
        self.store.keep(&[(fact(&card.identity), proof.to_vec())])?;
        let file = self.folder.contradiction(&card.name);
        std::fs::write(&file, proof)
            .map_err(|error| Fault::Environment(format!("{}: {error}", file.display())))?;
        self.contradictions.push((said, proof.to_vec()));
        Ok(true)
    }

    /// Proofs that were kept in earlier runs.
    pub(super) fn recall_contradictions(&mut self) -> Done<()> {
        for card in &self.charter.cards {
            let Some(proof) = self.store.fact(&fact(&card.identity))? else { continue };
            let read = Contradiction::parse(&proof);
            if let Ok(said) = read.and_then(|it| it.verify(&self.charter.agreement())) {
                self.contradictions.push((said, proof));
            }
        }
        Ok(())
    }
}
