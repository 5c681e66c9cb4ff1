//! The exchange with peers: what each has, what it is sent, what it acknowledged, how its silence is graded.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::packet::{LEAVES_MAX, Packet};
use super::record::Record;
use super::silence::{Signs, Silence, grade};
use super::{Node, Output, Stored};
use crate::ids::{LogId, PartyId};
use crate::reason::Reason;
use crate::script::Prefix;

/// What a node knows of one peer.
#[derive(Clone, Debug)]
pub(super) struct Peer {
    pub party: PartyId,
    pub log: LogId,
    pub paused: bool,
    /// What it has, as it said last, and what was sent since.
    has: BTreeMap<LogId, Prefix>,
    nonce: u64,
    theirs: u64,
    /// When it last answered a nonce that it cannot have known before.
    answered: Option<u64>,
    receipt: u64,
    /// Since when the own log is longer than its receipt.
    unacknowledged: Option<u64>,
    silence: Silence,
}

impl Peer {
    pub fn new(party: PartyId, log: LogId) -> Self {
        Self {
            party,
            log,
            paused: false,
            has: BTreeMap::new(),
            nonce: 0,
            theirs: 0,
            answered: None,
            receipt: 0,
            unacknowledged: None,
            silence: Silence::None,
        }
    }

    /// Supposes that it has this, until it says what it has.
    pub fn suppose(&mut self, tips: &[(LogId, Prefix)]) {
        self.has = tips.iter().copied().collect();
    }
}

/// What is to be remembered of a peer between two runs of a node, by whoever keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// What it said last that it has.
    pub has: BTreeMap<LogId, Prefix>,
    /// The nonce it was sent last.
    pub nonce: u64,
    /// The nonce it sent last.
    pub theirs: u64,
    /// When it last answered a nonce.
    pub answered: Option<u64>,
    /// How much of the own log it acknowledged.
    pub receipt: u64,
    /// Since when the own log is longer than that.
    pub unacknowledged: Option<u64>,
    /// Whether its last word on it was a pause.
    pub paused: bool,
}

impl<R: Record> Node<R> {
    /// What is known of a peer.
    pub fn contact(&self, party: &PartyId) -> Option<Contact> {
        let peer = self.peers.iter().find(|peer| peer.party == *party)?;
        Some(Contact {
            has: peer.has.clone(),
            nonce: peer.nonce,
            theirs: peer.theirs,
            answered: peer.answered,
            receipt: peer.receipt,
            unacknowledged: peer.unacknowledged,
            paused: peer.paused,
        })
    }

    /// Takes up what was known of a peer in an earlier run.
    pub fn recall(&mut self, party: &PartyId, contact: Contact) {
        if let Some(peer) = self.peers.iter_mut().find(|peer| peer.party == *party) {
            let Contact { has, nonce, theirs, answered, receipt, unacknowledged, .. } = contact;
            *peer = Peer { has, nonce, theirs, answered, receipt, unacknowledged, ..peer.clone() };
        }
    }

    /// The sign of life for a peer: what this node has, the answer to its last nonce, and a fresh one.
    pub fn greeting(&mut self, party: &PartyId) -> Option<Vec<u8>> {
        let place = self.peers.iter().position(|peer| peer.party == *party)?;
        Some(self.have(place, self.stored_tips()))
    }

    /// Says who alone is there to be sent leaves, if anybody is: for the others none are made ready.
    pub fn attend(&mut self, audience: Option<PartyId>) {
        self.audience = Some(audience);
    }

    fn is_offered(&self, party: &PartyId) -> bool {
        let there = self.audience.is_none_or(|there| there == Some(*party));
        there && self.record.may_have(party)
    }

    /// A receipt of all that is stored of a peer's log and ends in a head.
    pub fn receipt_for(&self, party: &PartyId) -> Option<Vec<u8>> {
        let peer = self.peers.iter().find(|peer| peer.party == *party)?;
        let main = self.chains.get(&peer.log)?.first()?;
        let (size, _) = main.ready(main.stored, 0).filter(|(size, _)| *size > 0)?;
        let note = self.record.receipt(&peer.log, &main.prefix(size)?, self.now);
        Some(Packet::Receipt(note).write())
    }
}

impl<R: Record> Node<R> {
    /// Says what it has, now and then, and grades silences.
    pub(super) fn pulse(&mut self) -> Vec<Output> {
        let soon = self.pulsed.is_some_and(|at| self.now >= at && self.now - at < self.pace.pulse);
        let mut out = self.grade_all();
        if soon {
            return out;
        }
        self.pulsed = Some(self.now);
        out.extend(self.probe());
        let logs: Vec<(LogId, Prefix)> = self.stored_tips();
        for place in 0..self.peers.len() {
            let have = self.have(place, logs.clone());
            out.push(Output::Send(self.peers[place].party, have));
        }
        out
    }

    fn have(&mut self, place: usize, logs: Vec<(LogId, Prefix)>) -> Vec<u8> {
        let peer = &mut self.peers[place];
        peer.nonce = self.record.nonce(&peer.party, self.now, peer.nonce);
        Packet::Have { logs, answer: peer.theirs, nonce: peer.nonce }.write()
    }

    pub(super) fn stored_tips(&self) -> Vec<(LogId, Prefix)> {
        let tip = |(log, chains): (&LogId, &Vec<Chain>)| {
            let main = chains.first()?;
            Some((*log, main.prefix(main.stored)?))
        };
        self.chains.iter().filter_map(tip).collect()
    }

    pub(super) fn packet(&mut self, from: PartyId, bytes: &[u8]) -> Vec<Output> {
        let Some(place) = self.peers.iter().position(|peer| peer.party == from) else {
            return vec![Output::Refused(from, Reason::SeatUnknown)];
        };
        let done = Packet::read(bytes).and_then(|packet| match packet {
            Packet::Have { logs, answer, nonce } => Ok(self.told(place, &logs, answer, nonce)),
            Packet::Leaves { log, before, leaves, head } => {
                self.leaves(log, before, &leaves, &head)
            }
            Packet::Receipt(note) => self.receipt(place, &note),
            Packet::States(states) => Ok(self.states(place, &states)),
        });
        done.unwrap_or_else(|reason| vec![Output::Refused(from, reason)])
    }

    fn told(
        &mut self,
        place: usize,
        logs: &[(LogId, Prefix)],
        answer: u64,
        nonce: u64,
    ) -> Vec<Output> {
        let own = self.record.own();
        let peer = &mut self.peers[place];
        peer.has = logs.iter().copied().collect();
        let fresh = peer.theirs != nonce;
        peer.theirs = nonce;
        if answer == peer.nonce && answer != 0 {
            peer.answered = Some(self.now);
            let theirs = peer.has.get(&own).copied().unwrap_or(Prefix::EMPTY);
            let main = self.chains.get(&own).and_then(|all| all.first());
            let mine = main.map_or(theirs.size == 0, |main| main.begins_with(&theirs));
            self.wary &= !mine;
        }
        let mut out = self.other_histories(place);
        if fresh {
            let (logs, mine) = (self.stored_tips(), self.peers[place].nonce);
            let have = Packet::Have { logs, answer: nonce, nonce: mine };
            out.push(Output::Send(self.peers[place].party, have.write()));
        }
        out
    }

    /// Histories beside the first, which are evidence and may be named by a ruling.
    fn other_histories(&self, place: usize) -> Vec<Output> {
        let peer = &self.peers[place];
        let mut out = Vec::new();
        if !self.is_offered(&peer.party) {
            return out;
        }
        for (log, chains) in self.chains.iter().filter(|(_, chains)| chains.len() > 1) {
            for chain in chains {
                let known =
                    peer.has.get(log).is_some_and(|has| chain.prefix(chain.stored) == Some(*has));
                if let Some((size, head)) = chain.ready(0, LEAVES_MAX as u64).filter(|_| !known) {
                    let leaves = chain.between(0, size);
                    let (log, head) = (*log, head.clone());
                    let packet = Packet::Leaves { log, before: Prefix::EMPTY, leaves, head };
                    out.push(Output::Send(peer.party, packet.write()));
                }
            }
        }
        out
    }

    /// Sends each peer what it lacks of the first had histories.
    pub(super) fn send_news(&mut self) -> Vec<Output> {
        let mut out = Vec::new();
        let parties: Vec<PartyId> = self.peers.iter().map(|peer| peer.party).collect();
        let offered: Vec<bool> = parties.iter().map(|party| self.is_offered(party)).collect();
        for (peer, _) in self.peers.iter_mut().zip(offered).filter(|(_, offered)| *offered) {
            for (log, chains) in &self.chains {
                let Some(main) = chains.first() else { continue };
                let has = peer.has.get(log).copied().unwrap_or(Prefix::EMPTY);
                let has = if has.size > main.stored || main.begins_with(&has) {
                    has
                } else {
                    Prefix::EMPTY
                };
                let Some((size, head)) = main.ready(has.size, LEAVES_MAX as u64) else { continue };
                if size <= has.size || *log == peer.log && has.size == 0 && size == 0 {
                    continue;
                }
                let leaves = main.between(has.size, size);
                let packet = Packet::Leaves { log: *log, before: has, leaves, head: head.clone() };
                out.push(Output::Send(peer.party, packet.write()));
                peer.has.insert(*log, main.prefix(size).unwrap_or(has));
            }
        }
        out
    }

    /// Takes leaves that follow something in hand and end in their head; what is there already changes nothing.
    fn leaves(
        &mut self,
        log: LogId,
        before: Prefix,
        leaves: &[Vec<u8>],
        head: &[u8],
    ) -> Result<Vec<Output>, Reason> {
        let signed = self.record.check_head(&log, head)?;
        let chains = self.chains.entry(log).or_default();
        if chains.is_empty() {
            chains.push(Chain::default());
        }
        let mut from = chains.iter().filter(|chain| chain.begins_with(&before));
        let best = from.clone().max_by_key(|chain| chain.same(before.size, leaves));
        let Some(best) = best.or_else(|| from.next()) else { return Ok(Vec::new()) };
        let same = best.same(before.size, leaves);
        let new = &leaves[usize::try_from(same).unwrap_or(leaves.len())..];
        let start = best.prefix(before.size + same).unwrap_or(before);
        let after = best.extended(start.size, new);
        if after.last().unwrap_or(&start) != &signed {
            return Err(Reason::ProofRoot);
        }
        // What refers to statements about keys that are not here yet comes again.
        if !new.iter().all(|leaf| self.record.knows(leaf)) {
            return Ok(Vec::new());
        }
        let splits = start != best.tip() && !new.is_empty();
        let other = best.ready(best.stored, 0).map(|(_, head)| head.clone());
        let mut out = Vec::new();
        let befores = std::iter::once(&start).chain(&after);
        for (leaf, before) in new.iter().zip(befores) {
            let last = before.size + 1 == signed.size;
            let head = last.then(|| head.to_vec());
            let stored = Stored { log, before: *before, leaf: leaf.clone(), head };
            if self.queue(stored.clone()) {
                out.push(Output::Store(stored));
            }
        }
        if splits && self.reported.insert(log) {
            out.push(Output::Forked(log, [other.unwrap_or_default(), head.to_vec()]));
        }
        Ok(out)
    }

    fn receipt(&mut self, place: usize, note: &[u8]) -> Result<Vec<Output>, Reason> {
        let peer = &mut self.peers[place];
        let prefix = self.record.check_receipt(&peer.party, note)?;
        let own = self.chains.get(&self.record.own()).and_then(|chains| chains.first());
        let known = own.is_some_and(|main| main.begins_with(&prefix));
        if !known || prefix.size <= peer.receipt {
            return Ok(Vec::new());
        }
        peer.receipt = prefix.size;
        peer.unacknowledged = None;
        Ok(vec![Output::Receipt(peer.party, prefix)])
    }

    fn grade_all(&mut self) -> Vec<Output> {
        let (now, span) = (self.now, self.pace.silence);
        let own = self.chains.get(&self.record.own()).and_then(|all| all.first());
        let size = own.map_or(0, |main| main.stored);
        let answers = |peer: &Peer| peer.answered.is_some_and(|at| now.saturating_sub(at) < span);
        let alive: Vec<bool> = self.peers.iter().map(answers).collect();
        let mut out = Vec::new();
        for (place, peer) in self.peers.iter_mut().enumerate() {
            if peer.receipt >= size {
                peer.unacknowledged = None;
            } else {
                peer.unacknowledged.get_or_insert(now);
            }
            let signs = Signs {
                answers: alive[place],
                acknowledges: peer.unacknowledged.is_none_or(|at| now.saturating_sub(at) < span),
                paused: peer.paused,
                others_answer: alive.iter().enumerate().any(|(other, yes)| other != place && *yes),
            };
            let graded = grade(signs);
            let started = now >= span;
            if started && graded != peer.silence {
                peer.silence = graded;
                out.push(Output::Silence(peer.party, graded));
            }
        }
        out
    }
}
