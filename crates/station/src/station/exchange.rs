//! The one sync routine: a bundle in, a bundle out, until neither side has anything new. A file is half of a turn.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use line::node::{Contact, Input, Measure, Packet};
use line::script::Prefix;
use line::tree::sha256;
use line::{LogId, PartyId};

use super::open::stated;
use super::{Standing, Station, is_have};
use crate::carriage::{Address, Frame, Reader, Writer};
use crate::contact::write_contact;
use crate::fault::{Done, Fault};
use crate::founding::signer;

/// A bundle over a wire ends after about so many bytes; the rest comes with the next.
const TURN_BYTES: usize = 32 << 20;
/// More turns than this are no exchange.
const TURNS_MAX: usize = 10_000;

/// A bundle that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it has nothing but signs of life and receipts.
    pub quiet: bool,
}

/// A bundle that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Whose it is.
    pub from: Option<PartyId>,
    /// Packets and identity leaves in it.
    pub frames: u64,
    /// Leaves of the record that were new.
    pub leaves: u64,
    /// Whether it had nothing but signs of life and receipts.
    pub quiet: bool,
    /// Why the rest of it was left, if some was.
    pub cut_short: Option<String>,
}

impl Station {
    /// Makes the bundle for a party. To a file everything that it is not known to have is written; over a wire what is
    /// left comes with the next turn.
    ///
    /// # Errors
    /// If the party is not on the line, or the disk fails.
    pub fn give(&mut self, to: &PartyId, to_file: bool) -> Done<Given> {
        self.face(to)?;
        self.measure(if to_file { Measure::Whole } else { Measure::Paced });
        let line = self.charter.hash();
        self.asked.entry(*to).or_insert(self.now);
        let mut bundle = Writer::new(&Address { line, from: self.card.party, to: *to });
        let sizes = self.directory.logs.iter();
        let sizes = sizes.map(|log| (log.party().identity, stated(log, log.size())));
        bundle.push(&Frame::Sizes(sizes.collect()));
        let mut quiet =
            self.give_identities(to, &mut bundle)? & self.give_contradictions(&mut bundle);
        if let Some(node) = &mut self.node {
            let greeting = node.greeting(to);
            let receipts = node.receipts_for(to);
            let nonce = node.contact(to).map(|contact| contact.nonce);
            self.nonces.extend(nonce.map(|nonce| (*to, nonce)));
            greeting.into_iter().chain(receipts).for_each(|it| bundle.push(&Frame::Packet(it)));
        }
        loop {
            self.tick()?;
            let ready = std::mem::take(&mut self.outbox);
            if ready.is_empty() || (!to_file && bundle.size() > TURN_BYTES) {
                self.outbox = ready;
                break;
            }
            for packet in ready {
                // Of a log with two histories every turn shows one again: what was shown in this exchange is not news.
                if packet.first() == Some(&2) && !self.shown.insert(sha256(&[&packet])) {
                    continue;
                }
                quiet &= packet.first() != Some(&2);
                bundle.push(&Frame::Packet(packet));
            }
        }
        self.mark_before_leaving()?;
        let carrier = signer(&self.place().secrets().read("carrier")?)?;
        if to_file {
            self.facing = None;
            self.forget_unsent();
        }
        Ok(Given { bytes: bundle.end(&carrier), quiet })
    }

    fn measure(&mut self, measure: Measure) {
        if let Some(node) = &mut self.node {
            node.measure(measure);
        }
    }

    fn face(&mut self, party: &PartyId) -> Done<()> {
        let known = self.charter.of(party).is_some() && *party != self.card.party;
        if !known {
            return Err(Fault::Asked("a bundle goes to another party of the line".into()));
        }
        if self.facing != Some(*party) {
            self.facing = Some(*party);
            self.outbox.clear();
            self.shown.clear();
        }
        Ok(())
    }

    fn give_contradictions(&mut self, bundle: &mut Writer) -> bool {
        let mut quiet = true;
        for (_, proof) in &self.contradictions {
            if self.shown.insert(sha256(&[proof])) {
                bundle.push(&Frame::Contradiction(proof.clone()));
                quiet = false;
            }
        }
        quiet
    }

    fn give_identities(&mut self, to: &PartyId, bundle: &mut Writer) -> Done<bool> {
        let known = self.knows.get(to).cloned().unwrap_or_default();
        let mut quiet = true;
        for log in &self.directory.logs {
            let id = log.party().identity;
            let from = known.get(&id).copied().unwrap_or(0);
            for (index, leaf) in
                (0..).zip(self.store.identity(&id)?).skip_while(|(at, _)| *at < from)
            {
                if self.shown.insert(sha256(&[&leaf])) {
                    bundle.push(&Frame::Identity(id, index, leaf));
                    quiet = false;
                }
            }
        }
        Ok(quiet)
    }

    /// Takes a bundle, frame by frame: what proves itself is kept, also of one that is cut short. Over a wire `from` is
    /// who is at the other end.
    ///
    /// # Errors
    /// If it is no bundle, of another line, not for this station, or from somebody else; or the disk fails.
    pub fn take(&mut self, input: impl Read, from: Option<&PartyId>) -> Done<Taken> {
        let (mut reader, address) = Reader::open(input)?;
        self.check(&address, from)?;
        self.face(&address.from)?;
        let before = self.news.leaves;
        let mut taken = Taken { from: Some(address.from), quiet: true, ..Taken::default() };
        let (mut haves, mut sizes) = (Vec::new(), Vec::new());
        loop {
            match reader.frame() {
                Ok(Frame::Sizes(said)) => sizes = said,
                Ok(Frame::Identity(log, index, leaf)) => {
                    (taken.frames, taken.quiet) = (taken.frames + 1, false);
                    self.take_identity(&log, index, leaf)?;
                }
                Ok(Frame::Contradiction(proof)) => {
                    (taken.frames, taken.quiet) = (taken.frames + 1, false);
                    self.shown.insert(sha256(&[&proof]));
                    self.take_contradiction(&proof)?;
                }
                Ok(Frame::Packet(packet)) if is_have(&packet) => haves.push(packet),
                Ok(Frame::Packet(packet)) => {
                    taken.frames += 1;
                    taken.quiet &= packet.first() != Some(&2);
                    self.step(Input::Packet(address.from, packet))?;
                }
                Ok(Frame::End(signature)) => {
                    let key = self.charter.of(&address.from).map(|card| card.carrier.clone());
                    if key.is_some_and(|key| reader.is_signed(&signature, &key)) {
                        self.hear(&address.from, &sizes, haves)?;
                    } else {
                        taken.cut_short = Some("its signature does not hold".into());
                    }
                    break;
                }
                Err(fault) => {
                    taken.cut_short = Some(fault.to_string());
                    break;
                }
            }
        }
        self.tick()?;
        taken.leaves = self.news.leaves - before;
        Ok(taken)
    }

    fn check(&self, address: &Address, from: Option<&PartyId>) -> Done<()> {
        let refuse = |what: &str| Err(Fault::Refused(what.to_string()));
        if address.line != self.charter.hash() {
            return refuse("this bundle is of another line: nothing of it was taken");
        }
        if address.to != self.card.party {
            return refuse("this bundle is for another party: nothing of it was taken");
        }
        let known = self.charter.of(&address.from).is_some() && address.from != self.card.party;
        if !known || from.is_some_and(|from| *from != address.from) {
            return refuse("this bundle is from nobody that may give it: nothing of it was taken");
        }
        Ok(())
    }

    /// What a signed bundle says that its sender has.
    fn hear(&mut self, from: &PartyId, sizes: &[(LogId, Prefix)], haves: Vec<Vec<u8>>) -> Done<()> {
        let known: BTreeMap<LogId, u64> = sizes.iter().map(|one| self.known_of(one)).collect();
        self.knows.insert(*from, known);
        if haves.is_empty() {
            self.has.remove(from);
        }
        for have in haves {
            if let Ok(Packet::Have { logs, .. }) = Packet::read(&have) {
                self.has.insert(*from, logs.into_iter().collect());
            }
            self.step(Input::Packet(*from, have))?;
        }
        Ok(())
    }

    /// Keeps the next leaf of an identity log, and tells the node; one that does not follow changes nothing.
    pub(crate) fn take_identity(&mut self, log: &LogId, index: u64, leaf: Vec<u8>) -> Done<()> {
        let Some(known) = self.directory.log_mut(log) else { return Ok(()) };
        if known.size() != index {
            return self.compare_identity(log, index, leaf);
        }
        if let Err(reason) = known.append(&leaf) {
            self.news.refused.push((known.party().id, reason));
            return Ok(());
        }
        self.store.keep_identity(log, index, std::slice::from_ref(&leaf))?;
        if let Some(node) = &mut self.node {
            let learned = node.record_mut().learn(log, &leaf);
            learned.map_err(|reason| Fault::reason("a statement of identity", reason))?;
            self.catch_up();
            return Ok(());
        }
        if crate::founding::missing(&self.charter, &self.directory).is_empty() {
            self.start(false)?;
        } else if let Standing::Waiting(names) = &mut self.standing {
            let missing = crate::founding::missing(&self.charter, &self.directory);
            *names = missing.into_iter().map(str::to_string).collect();
        }
        Ok(())
    }

    /// Speaks with a party over a wire until neither has anything new. Who called begins.
    ///
    /// # Errors
    /// If the wire fails, or the other side does not keep to the form; what was taken by then is kept.
    pub fn converse<W: Read + Write + ?Sized>(
        &mut self,
        party: &PartyId,
        wire: &mut W,
        begins: bool,
    ) -> Done<u64> {
        let (mut leaves, mut said) = (0, None);
        self.facing = None;
        if begins {
            said = Some(self.say(party, wire)?);
        }
        for _ in 0..TURNS_MAX {
            let was_waiting = self.node.is_none();
            let taken = self.take(&mut *wire, Some(party))?;
            leaves += taken.leaves;
            if was_waiting && taken.cut_short.is_none() {
                self.met(party)?;
            }
            if let Some(why) = taken.cut_short {
                return Err(Fault::Environment(format!("the exchange broke off: {why}")));
            }
            if begins && said == Some(true) && taken.quiet {
                break;
            }
            let quiet = self.say(party, wire)?;
            if !begins && quiet && taken.quiet {
                break;
            }
            said = Some(quiet);
        }
        if let Some(contact) = self.contact(party) {
            self.has.insert(*party, contact.has);
        }
        self.facing = None;
        Ok(leaves)
    }

    /// It answered on a wire while this station had no node yet that could ask it anything: that counts as an answer.
    fn met(&mut self, party: &PartyId) -> Done<()> {
        let met = Contact { answered: Some(self.now), ..Contact::default() };
        let contact = Contact { answered: met.answered, ..self.contact(party).unwrap_or(met) };
        self.store.keep(&[(format!("contact {party}"), write_contact(&contact))])?;
        if let Some(node) = &mut self.node {
            node.recall(party, contact);
        }
        Ok(())
    }

    fn say<W: Write + ?Sized>(&mut self, party: &PartyId, wire: &mut W) -> Done<bool> {
        let given = self.give(party, false)?;
        let sent = wire.write_all(&given.bytes).and_then(|()| wire.flush());
        sent.map_err(|error| Fault::Environment(format!("the exchange broke off: {error}")))?;
        Ok(given.quiet)
    }
}
