//! Messages: drafted by one person, let go by another, kept until they stand in the own log.

use std::collections::BTreeSet;
use std::path::Path;

use forms::field::Table;
use forms::{Field, Form, Kind, Release, Value};
use kernel::ActorId;
use line::SeatId;
use line::identity::{Member, Role};
use line::node::{Input, Outgoing};
use line::sign::HybridSigner;

use super::{Standing, Station};
use crate::approval::Draft;
use crate::fault::{Done, Fault};
use crate::founding::signer;
use crate::secrets::{random, read_key};

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The form.
    pub form: Form,
    /// As which actor of the accord, where it is an act.
    pub author: Option<ActorId>,
    /// Whether one person is enough at first.
    pub emergency: bool,
}

impl Station {
    /// The seat of this party to which a key file belongs, with its signer.
    ///
    /// # Errors
    /// If the file is no key, or of no person's seat of this party.
    pub fn person(&self, key: &Path) -> Done<(SeatId, HybridSigner)> {
        let signer = signer(&read_key(key)?)?;
        let at = self.identities();
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

    /// Drafts a message and signs it as one person: it goes at once if its kind needs one signature, or in an emergency
    /// that its kind knows.
    ///
    /// # Errors
    /// If this station writes no messages, or not now, or it is said for somebody else.
    pub fn compose(&mut self, saying: &Saying, key: &Path) -> Done<Draft> {
        self.require_node()?;
        self.may_say(saying)?;
        let (form, salt) = (&saying.form, random()?);
        let mut draft = Draft {
            kind: form.kind().number(),
            fields: form.fields_value(),
            author: saying.author,
            salt,
            emergency: saying.emergency,
            approvals: Vec::new(),
        };
        self.approve(&mut draft, key)?;
        Ok(draft)
    }

    fn may_say(&self, saying: &Saying) -> Done<()> {
        let refuse = |what: String| Err(Fault::Asked(what));
        let row = saying.form.kind().row();
        if self.card.role == Role::Intermediary {
            return refuse("an intermediary writes no messages".into());
        }
        if saying.emergency && !row.release.has_emergency() {
            return refuse(match row.release {
                Release::One => {
                    format!("`{}` needs one signature: leave the emergency out", row.word)
                }
                _ => format!(
                    "`{}` needs two signatures, in an emergency too: the second person must sign before it goes",
                    row.word
                ),
            });
        }
        if self.is_removed(&self.card) {
            return refuse(format!(
                "{} was removed from this compartment by both signatories: what it would say counts for nothing",
                self.card.name
            ));
        }
        let speaks = |author| self.program.as_ref().is_some_and(|it| it.speaks(&self.card, author));
        match saying.author {
            Some(author) if !speaks(author) => refuse(format!(
                "{} states acts of {} on this line, and of nobody else",
                self.card.name,
                self.card.speaks.join(", ")
            )),
            _ => Ok(()),
        }
    }

    /// The actor as which this party speaks, if it speaks for one alone.
    pub fn only_author(&self) -> Option<ActorId> {
        match self.card.speaks.as_slice() {
            [name] => self.program.as_ref()?.names.find(Table::Actor, name).map(ActorId),
            _ => None,
        }
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
        self.store.wait(&draft.salt, &draft.write())?;
        self.forget_written()?;
        if draft.is_complete() { self.hand(draft) } else { Ok(()) }
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
        let alone = |draft: &Draft| draft.approvals.len() < draft.needs().seats(false);
        let sent = self.sent(name).filter(alone).ok_or_else(|| {
            Fault::Asked(format!(
                "no draft {name} waits: `detente line status` lists those that do"
            ))
        })?;
        let (seat, _) = self.person(key)?;
        if sent.approvals.iter().any(|(other, _)| *other == seat) {
            return Err(Fault::Asked("the second person must be another than the first".into()));
        }
        let digest = sent.digest(&self.charter.hash(), &self.card.party);
        let form = Form::new(Kind::SecondSignature, [(Field::Draft, Value::Hash(digest))]);
        let form = form.map_err(|fault| Fault::Asked(fault.to_string()))?;
        self.compose(&Saying { form, author: sent.author, emergency: false }, key)
    }

    /// An own message of a name that stands in the record.
    fn sent(&self, name: &str) -> Option<Draft> {
        let letters = self.letters.lock().ok()?;
        let own = letters.values().filter(|letter| letter.party == self.card.party);
        own.map(|letter| &letter.draft).find(|draft| draft.name() == name).cloned()
    }

    /// Hands complete drafts to the node, and forgets those that stand in the own log.
    pub(super) fn write_waiting(&mut self) -> Done<()> {
        let waiting = self.waiting()?;
        if waiting.is_empty() || self.node.is_none() {
            return Ok(());
        }
        for draft in waiting.into_iter().filter(Draft::is_complete) {
            if self.is_written(&draft.salt) {
                self.store.wait_no_more(&draft.salt)?;
            } else {
                self.hand(&draft)?;
            }
        }
        Ok(())
    }

    fn is_written(&self, salt: &[u8; 32]) -> bool {
        self.places().contains_key(&(self.card.log, *salt))
    }

    /// Hands a complete draft to the node, once.
    fn hand(&mut self, draft: &Draft) -> Done<()> {
        if self.node.is_none() || !self.handed.insert(draft.salt) {
            return Ok(());
        }
        let (kind, content, salt) = (draft.kind, draft.content(), draft.salt);
        self.step(Input::Write(Outgoing { kind, content, salt }))
    }

    /// Forgets drafts that were handed to the node and stand in the own log.
    fn forget_written(&mut self) -> Done<()> {
        let handed = std::mem::take(&mut self.handed);
        let (written, left) = handed.into_iter().partition(|salt| self.is_written(salt));
        self.handed = left;
        let written: BTreeSet<[u8; 32]> = written;
        written.iter().try_for_each(|salt| self.store.wait_no_more(salt))
    }
}
