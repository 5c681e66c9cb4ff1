//! Messages: drafted by one person, let go by another, kept until they stand in the own log.

use std::collections::BTreeSet;
use std::path::Path;

use line::SeatId;
use line::cbor::{Value, encode};
use line::identity::{Member, Role};
use line::leaf::Seen;
use line::node::{Input, Outgoing};
use line::sign::HybridSigner;

use super::{Standing, Station};
use crate::approval::{Draft, SECOND_KIND};
use crate::fault::{Done, Fault};
use crate::founding::signer;
use crate::secrets::{random, read_key};

/// Largest content, so that it fits the largest leaf with its signatures.
const CONTENT_BYTES_MAX: usize = 48 << 10;

impl Station {
    /// The seat of this party to which a key file belongs, with its signer.
    ///
    /// # Errors
    /// If the file is no key, or of no person's seat of this party.
    pub fn person(&self, key: &Path) -> Done<(SeatId, HybridSigner)> {
        let signer = signer(&read_key(key)?)?;
        let logs = self.directory.logs.iter();
        let at = Seen::new(logs.map(|log| (log.party().identity, log.size())));
        let people = &self.card.seats[1..];
        let owns = |seat: &&SeatId| {
            let keys = self.directory.keys(&Member { seat: **seat, party: self.card.party }, &at);
            keys.is_some_and(|keys| keys.signing == signer.public())
        };
        let seat = people.iter().find(owns).ok_or_else(|| {
            Fault::Asked(format!("the key {} is of no person's seat of this party", key.display()))
        })?;
        Ok((*seat, signer))
    }

    /// Drafts a message and signs it as one person. In an emergency it goes at once.
    ///
    /// # Errors
    /// If this station writes no messages, or not now, or it is too long.
    pub fn draft(
        &mut self,
        (kind, fields): (u64, Value),
        emergency: bool,
        key: &Path,
    ) -> Done<Draft> {
        self.require_node()?;
        if self.card.role == Role::Intermediary {
            return Err(Fault::Asked("an intermediary writes no messages".into()));
        }
        if encode(&fields).len() > CONTENT_BYTES_MAX {
            return Err(Fault::Asked(format!(
                "this message is longer than {CONTENT_BYTES_MAX} bytes: send it in parts"
            )));
        }
        let salt = random()?;
        let mut draft = Draft { kind, fields, salt, emergency, approvals: Vec::new() };
        self.approve(&mut draft, key)?;
        Ok(draft)
    }

    fn approve(&mut self, draft: &mut Draft, key: &Path) -> Done<()> {
        if let Standing::Behind(_) = self.standing {
            return Err(Fault::RolledBack(
                "this store lacks what was signed here before: nothing is signed until `detente line rebuild` or \
                 `sync` has brought it"
                    .into(),
            ));
        }
        let (seat, signer) = self.person(key)?;
        let before = draft.approvals.len();
        draft.sign(&self.charter.hash(), &self.card.party, seat, &signer);
        if draft.approvals.len() == before {
            return Err(Fault::Asked(
                "this seat signed it already: another person's key must (`--key second`)".into(),
            ));
        }
        self.store.wait(&draft.salt, Some(&draft.write()))?;
        self.write_waiting()
    }

    /// Drafts that wait for a second person, and messages that wait to be written.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn waiting(&self) -> Done<Vec<Draft>> {
        let rows = self.store.waiting()?;
        Ok(rows.iter().filter_map(|(_, bytes)| Draft::parse(bytes)).collect())
    }

    /// Signs a draft as a second person and lets it go; or stands behind a message that one person sent.
    ///
    /// # Errors
    /// If there is no such draft, or the person signed it before.
    pub fn release(&mut self, name: &str, key: &Path) -> Done<Draft> {
        let mut found = self.waiting()?.into_iter().filter(|draft| draft.name() == name);
        if let Some(mut draft) = found.next() {
            self.approve(&mut draft, key)?;
            return Ok(draft);
        }
        let letters = self.letters();
        let own = letters.values().filter(|letter| letter.party == self.card.party);
        let sent = own.map(|letter| &letter.draft).find(|draft| draft.name() == name);
        let sent = sent.filter(|draft| draft.emergency).cloned().ok_or_else(|| {
            Fault::Asked(format!(
                "no draft {name} waits: `detente line status` lists those that do"
            ))
        })?;
        let (seat, _) = self.person(key)?;
        if sent.approvals.iter().any(|(other, _)| *other == seat) {
            return Err(Fault::Asked("the second person must be another than the first".into()));
        }
        let fields = Value::map([(0, Value::bytes(sent.salt))]);
        self.draft((SECOND_KIND, fields), false, key)
    }

    /// Hands complete drafts to the node, and forgets those that stand in the own log.
    pub(super) fn write_waiting(&mut self) -> Done<()> {
        let waiting = self.waiting()?;
        if waiting.is_empty() || self.node.is_none() {
            return Ok(());
        }
        let places = self.places();
        let here: BTreeSet<[u8; 32]> = places.keys().map(|(_, salt)| *salt).collect();
        for draft in waiting.into_iter().filter(Draft::is_complete) {
            if here.contains(&draft.salt) {
                self.store.wait(&draft.salt, None)?;
            } else if self.handed.insert(draft.salt) {
                let (kind, content, salt) = (draft.kind, draft.content(), draft.salt);
                self.step(Input::Write(Outgoing { kind, content, salt }))?;
            }
        }
        Ok(())
    }
}
