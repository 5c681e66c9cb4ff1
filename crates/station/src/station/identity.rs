//! Changes of keys and members while the line runs: each is a statement of the party's root in its identity log, which
//! the next exchange carries. It acts at the first leaf whose author has seen it, never by date.

use std::path::{Path, PathBuf};

use line::identity::{self, IdentityLeaf, Membership, Role, RootSigner, Statement};
use line::leaf::Seen;
use line::{LogId, SeatId};

use super::{Standing, Station};
use crate::card::Card;
use crate::fault::{Done, Fault};
use crate::founding::{SEATS, kem, no_seat, signer};
use crate::secrets::read_key;
use crate::within::Participant;

/// A statement that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its place in the own identity log.
    pub index: u64,
    /// The file of the key that was drawn for it, if one was.
    pub key: Option<PathBuf>,
    /// Drafts that lost a signature by it and need another.
    pub unsigned: Vec<String>,
}

/// An inspectorate and what was said of its membership.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Who it is.
    pub card: Participant,
    /// What was said.
    pub said: Membership,
}

impl Station {
    /// Identity logs as far as they are here.
    pub fn identities(&self) -> Seen {
        Seen::new(self.directory.logs.iter().map(|log| (log.party().identity, log.size())))
    }

    /// The leaves of each identity log, in the order of the compartment's parties.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn identity_leaves(&self) -> Done<Vec<Vec<Vec<u8>>>> {
        let logs = self.directory.logs.iter().map(|log| log.party().identity);
        logs.map(|log| self.store.identity(&log)).collect()
    }

    /// The seat of this party with a name: `station`, `first`, `second`.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn seat(&self, name: &str) -> Done<SeatId> {
        let place = SEATS.iter().position(|seat| *seat == name);
        place.and_then(|at| self.card.seats.get(at).copied()).ok_or_else(|| no_seat(name))
    }

    /// The file with the key that a seat of this party has now; the newest one if none of them is.
    pub fn key_file(&self, name: &str) -> PathBuf {
        let secrets = self.place().secrets();
        let later = secrets.later(name).unwrap_or_default();
        let all: Vec<PathBuf> = std::iter::once(secrets.path(name)).chain(later).collect();
        let counts = |path: &&PathBuf| self.person(path).is_ok();
        let found = all.iter().rev().find(counts).or(all.last());
        found.cloned().unwrap_or_else(|| secrets.path(name))
    }

    /// Inspectorates of the line, each with what was said of its membership.
    pub fn inspectorates(&self) -> Vec<Member> {
        let inspects = |card: &&Participant| card.role == Role::Inspector;
        let cards = self.charter.cards.iter().filter(inspects);
        cards.map(|card| Member { card: card.clone(), said: self.membership(card) }).collect()
    }

    fn membership(&self, card: &Card) -> Membership {
        let member = identity::Member { seat: card.seats[0], party: card.party };
        self.directory.membership(&self.charter.compartment, &member, &self.identities())
    }

    /// Whether a party was a member of the compartment and is one no longer.
    pub fn is_removed(&self, card: &Card) -> bool {
        card.role == Role::Inspector && {
            let said = self.membership(card);
            said.is_ended() && !said.holds
        }
    }

    /// Posts new keys of a seat of this party ([`draw_next`](crate::founding::draw_next)) in this compartment. What the
    /// old key signed here before stands; it counts for nothing here from the next leaf on.
    ///
    /// # Errors
    /// If there is no such seat, a key is not there, or this station may not sign now.
    pub fn post(&mut self, name: &str, key: &Path, root: &Path) -> Done<Said> {
        let seat = self.seat(name)?;
        let root = self.root_signer(root)?;
        let drawn = read_key(key)?;
        let (signing, sealing) = (signer(&drawn)?, kem(&drawn)?);
        let (line, log) = (self.charter.hash(), self.card.identity);
        let posted = Statement::post((&line, &log), seat, sealing.public(), &signing);
        let mut said = self.state(posted, &root)?;
        said.key = Some(key.to_path_buf());
        if name == SEATS[0] {
            let sealing = (self.card.role != Role::Intermediary).then_some(sealing);
            if let Some(node) = &mut self.node {
                node.record_mut().take_up(signing, sealing);
            }
        }
        Ok(said)
    }

    /// Takes its key from a person's seat: it signs nothing from the next leaf on, until it is given another.
    ///
    /// # Errors
    /// If there is no such seat, it is the station's own, or as for [`Station::post`].
    pub fn revoke(&mut self, name: &str, root: &Path) -> Done<Said> {
        let seat = self.seat(name)?;
        if name == SEATS[0] {
            return Err(Fault::Asked(
                "the station's own key is taken from it by giving it another: `detente line rotate station`".into(),
            ));
        }
        let at = self.identities();
        let member = identity::Member { seat, party: self.card.party };
        if self.directory.keys(&member, &at).is_none() {
            return Err(Fault::Asked(format!(
                "{name} has no key: `detente line rotate {name}` gives it one"
            )));
        }
        let root = self.root_signer(root)?;
        self.state(Statement::Revoke(seat), &root)
    }

    /// Says that an inspectorate is to be no member any more. It is none once both signatories have said so.
    ///
    /// # Errors
    /// If this is no signatory, it is none, this party said so before, or as for [`Station::post`].
    pub fn remove(&mut self, name: &str, root: &Path) -> Done<Said> {
        let (member, said) = self.inspectorate(name)?;
        if !said.holds {
            return Err(Fault::Asked(format!("{name} is no member: there is nothing to remove")));
        }
        if said.removed_by.contains(&self.card.party) {
            return Err(Fault::Asked(format!(
                "{} said so already: {name} is a member until the other signatory says it too",
                self.card.name
            )));
        }
        let root = self.root_signer(root)?;
        self.state(Statement::Remove(self.charter.compartment, member, said.term), &root)
    }

    /// Says that an inspectorate that was removed is to be a member again. It is one once both signatories have said so.
    ///
    /// # Errors
    /// As for [`Station::remove`].
    pub fn admit(&mut self, name: &str, root: &Path) -> Done<Said> {
        let (member, said) = self.inspectorate(name)?;
        let again = said.is_ended();
        if said.holds || (!again && said.admitted_by.contains(&self.card.party)) {
            return Err(Fault::Asked(format!("{} admitted {name} already", self.card.name)));
        }
        let term = if again { said.term + 1 } else { said.term };
        let root = self.root_signer(root)?;
        self.state(Statement::Admit(self.charter.compartment, member, term), &root)
    }

    fn inspectorate(&self, name: &str) -> Done<(identity::Member, Membership)> {
        if self.card.role != Role::Signatory {
            return Err(Fault::Asked("the two signatories admit and remove, together".into()));
        }
        let card = self.charter.named(name)?;
        if card.role != Role::Inspector {
            return Err(Fault::Asked(format!(
                "{name} is no inspectorate: signatories and intermediaries stand in the charter"
            )));
        }
        let member = identity::Member { seat: card.seats[0], party: card.party };
        Ok((member, self.membership(card)))
    }

    /// Signs a statement, keeps it, and acts by it from the next leaf on.
    pub(super) fn state(
        &mut self,
        statement: Statement,
        (generation, root): &(u64, RootSigner),
    ) -> Done<Said> {
        let (log, index) = self.next_statement()?;
        let others = self.identities();
        let others = Seen::new(others.iter().copied().filter(|(other, _)| *other != log));
        let place = (index, *generation);
        let leaf = IdentityLeaf::sign((log, others), &self.charter.hash(), place, statement, root);
        let leaf = leaf.map_err(|reason| Fault::reason("a statement of identity", reason))?;
        self.take_identity(&log, index, leaf)?;
        Ok(Said { index, key: None, unsigned: self.drop_old_signatures()? })
    }

    /// The own identity log and the place of the next statement in it.
    pub(super) fn next_statement(&self) -> Done<(LogId, u64)> {
        self.require_node()?;
        if self.standing != Standing::Ready {
            return Err(Fault::RolledBack(
                "this station is not sure of what it signed before: `detente line status` says what is missing".into(),
            ));
        }
        let log = self.card.identity;
        Ok((log, self.directory.log(&log).map_or(0, line::identity::IdentityLog::size)))
    }

    /// Takes from drafts what was signed with keys that count no longer.
    fn drop_old_signatures(&mut self) -> Done<Vec<String>> {
        let (of, at) = ((self.charter.hash(), self.card.party), self.identities());
        let mut changed = Vec::new();
        for draft in self.waiting()? {
            let mut kept = draft.clone();
            kept.approvals.retain(|one| draft.holds(&of, one, &self.directory, &at));
            if kept.approvals.len() < draft.approvals.len() {
                self.store.wait(&kept.salt, &kept.write())?;
                changed.push(kept.name());
            }
        }
        Ok(changed)
    }
}
