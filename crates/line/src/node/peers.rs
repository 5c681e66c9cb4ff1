//! The exchange with peers: what each has, what it is sent, what it acknowledged, how its silence is graded.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::packet::{LEAVES_MAX, Packet};
use super::record::Record;
use super::silence::{Signs, Silence, grade};
use super::{Node, Output, PARTS_MAX, Stored};
use crate::ids::{LogId, PartyId};
use crate::reason::Reason;
use crate::script::Prefix;

/// What a node knows of one peer.
#[derive(Clone, Debug)]
pub(super) struct Peer {
    pub party: PartyId,
    pub log: LogId,
    pub paused: bool,
    /// What it has, as it said last, and what it sent and was sent since.
    has: BTreeMap<LogId, Prefix>,
    nonce: u64,
    theirs: u64,
    /// When it last answered a nonce that it cannot have known before.
    answered: Option<u64>,
    receipt: u64,
    /// How much of the own log of parts it acknowledged.
    parts: u64,
    /// What it said last that it has of logs of parts.
    said: BTreeMap<LogId, Prefix>,
    /// Parts that were sent and of which it did not say yet whether it has them: up to which place of each log.
    under_way: BTreeMap<LogId, u64>,
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
            parts: 0,
            said: BTreeMap::new(),
            under_way: BTreeMap::new(),
            unacknowledged: None,
            silence: Silence::None,
        }
    }

    /// It is known to have so much of a log of parts.
    fn reaches(&mut self, log: LogId, prefix: Prefix) {
        let has = self.has.entry(log).or_insert(prefix);
        if has.size < prefix.size {
            *has = prefix;
        }
    }

    /// It says what it has of logs of parts. What was sent and is not there is on its way, unless it has said the same
    /// before: then it was lost, and goes again.
    fn says(&mut self, said: BTreeMap<LogId, Prefix>) {
        let size = |of: &BTreeMap<LogId, Prefix>, log: &LogId| of.get(log).map_or(0, |it| it.size);
        let before = std::mem::replace(&mut self.said, said);
        let said = &self.said;
        self.under_way.retain(|log, sent| {
            let now = size(said, log);
            now < *sent && now != size(&before, log)
        });
    }

    /// Supposes that it has this, until it says what it has.
    pub fn suppose(&mut self, tips: &[(LogId, Prefix)]) {
        self.has = tips.iter().copied().collect();
    }
}

/// How many parts a peer is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// One packet of each log, and the next once the peer said that it has it.
    #[default]
    Paced,
    /// All that there are.
    Whole,
    /// None.
    None,
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
    /// How much of the own log of parts it acknowledged.
    pub parts: u64,
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
            parts: peer.parts,
            unacknowledged: peer.unacknowledged,
            paused: peer.paused,
        })
    }

    /// Takes up what was known of a peer in an earlier run.
    pub fn recall(&mut self, party: &PartyId, contact: Contact) {
        if let Some(peer) = self.peers.iter_mut().find(|peer| peer.party == *party) {
            let Contact { has, nonce, theirs, answered, receipt, parts, unacknowledged, .. } =
                contact;
            let sent = |log: &LogId, size| has.get(log).is_some_and(|has| has.size >= size);
            peer.under_way.retain(|log, size| sent(log, *size));
            (peer.has, peer.nonce, peer.theirs, peer.answered) = (has, nonce, theirs, answered);
            (peer.receipt, peer.parts, peer.unacknowledged) = (receipt, parts, unacknowledged);
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

    /// Says how many parts are made ready from now on; what was sent before has arrived or was lost.
    pub fn measure(&mut self, measure: Measure) {
        self.measure = measure;
        self.peers.iter_mut().for_each(|peer| peer.under_way.clear());
    }

    /// Everybody is there, as at first.
    pub fn attend_all(&mut self) {
        self.audience = None;
    }

    fn is_offered(&self, party: &PartyId) -> bool {
        let there = self.audience.is_none_or(|there| there == Some(*party));
        there && self.record.may_have(party)
    }

    /// Receipts of all that is stored of a peer's logs and ends in a head.
    pub fn receipts_for(&self, party: &PartyId) -> Vec<Vec<u8>> {
        let Some(peer) = self.peers.iter().find(|peer| peer.party == *party) else {
            return Vec::new();
        };
        let bulk = self.engine.terms().bulk_of(&peer.log);
        let receipt = |log: LogId| {
            let main = self.chains.get(&log)?.first()?;
            let (size, _) = main.ready(main.stored, 0).filter(|(size, _)| *size > 0)?;
            let note = self.record.receipt(&log, &main.prefix(size)?, self.now);
            Some(Packet::Receipt(note).write())
        };
        [Some(peer.log), bulk].into_iter().flatten().filter_map(receipt).collect()
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
                self.leaves(place, (log, before), &leaves, &head)
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
        let own = self.own_logs();
        let bulk = &self.engine.terms().bulk;
        let peer = &mut self.peers[place];
        peer.has = logs.iter().copied().collect();
        peer.says(logs.iter().copied().filter(|(log, _)| bulk.contains_key(log)).collect());
        let fresh = peer.theirs != nonce;
        peer.theirs = nonce;
        if answer == peer.nonce && answer != 0 {
            peer.answered = Some(self.now);
            let is_here = |log: &LogId| {
                let theirs = peer.has.get(log).copied().unwrap_or(Prefix::EMPTY);
                let main = self.chains.get(log).and_then(|all| all.first());
                main.map_or(theirs.size == 0, |main| main.begins_with(&theirs))
            };
            self.wary &= !own.iter().all(is_here);
        }
        let mut out = self.other_histories(place);
        if fresh {
            let (logs, mine) = (self.stored_tips(), self.peers[place].nonce);
            let have = Packet::Have { logs, answer: nonce, nonce: mine };
            out.push(Output::Send(self.peers[place].party, have.write()));
        }
        out
    }

    /// Histories beside the first, which are evidence and may be named by a ruling: from where they part.
    fn other_histories(&self, place: usize) -> Vec<Output> {
        let peer = &self.peers[place];
        let mut out = Vec::new();
        if !self.is_offered(&peer.party) {
            return out;
        }
        for (log, chains) in self.chains.iter().filter(|(_, chains)| chains.len() > 1) {
            let has = peer.has.get(log).copied().unwrap_or(Prefix::EMPTY);
            // What follows what the peer has of the first history it is sent as news.
            let news = |at: usize| at == 0 && chains[0].begins_with(&has);
            for (_, chain) in chains.iter().enumerate().filter(|(at, _)| !news(*at)) {
                let before = start(chain, chains, has).unwrap_or(Prefix::EMPTY);
                if let Some((size, head)) = chain.next(before.size, self.most(log)) {
                    let leaves = chain.between(before.size, size);
                    let (log, head) = (*log, head.clone());
                    let packet = Packet::Leaves { log, before, leaves, head };
                    out.push(Output::Send(peer.party, packet.write()));
                }
            }
        }
        out
    }

    /// How much the other party is known to have of each log of parts that it does not write itself.
    pub(super) fn shared(&self) -> BTreeMap<LogId, u64> {
        let terms = self.engine.terms();
        let other = terms.peer(&self.record.own());
        let Some(peer) = self.peers.iter().find(|peer| Some(peer.log) == other) else {
            return BTreeMap::new();
        };
        let known = |log: &LogId| {
            if Some(*log) == self.record.bulk() {
                return peer.parts;
            }
            let said = peer.said.get(log).copied().unwrap_or(Prefix::EMPTY);
            let main = self.chains.get(log).and_then(|chains| chains.first());
            let goes_on = main.is_none_or(|it| said.size > it.stored || it.begins_with(&said));
            if goes_on { said.size } else { 0 }
        };
        let others = terms.bulk.iter().filter(|(_, author)| **author != peer.log);
        others.map(|(log, _)| (*log, known(log))).collect()
    }

    /// How many leaves of a log a packet carries.
    fn most(&self, log: &LogId) -> u64 {
        if self.is_bulk(log) { PARTS_MAX } else { LEAVES_MAX as u64 }
    }

    /// Sends each peer what it lacks of the first had histories; parts only if there was nothing else for it.
    pub(super) fn send_news(&mut self) -> Vec<Output> {
        let mut out = Vec::new();
        for place in 0..self.peers.len() {
            if !self.is_offered(&self.peers[place].party) {
                continue;
            }
            let (parts, said): (Vec<LogId>, Vec<LogId>) =
                self.chains.keys().partition(|log| self.is_bulk(log));
            let before = out.len();
            out.extend(said.into_iter().filter_map(|log| self.send_next(place, log)));
            if out.len() == before && self.measure != Measure::None {
                out.extend(parts.into_iter().filter_map(|log| self.send_next(place, log)));
            }
        }
        out
    }

    /// The next packet of a log for a peer.
    fn send_next(&mut self, place: usize, log: LogId) -> Option<Output> {
        let (bulk, most) = (self.is_bulk(&log), self.most(&log));
        let peer = self.peers.get_mut(place)?;
        let chains = self.chains.get(&log)?;
        let main = chains.first()?;
        let has = peer.has.get(&log).copied().unwrap_or(Prefix::EMPTY);
        let from = if has.size > main.stored { Some(has) } else { start(main, chains, has) };
        // What another history has in common with the own one has to be passed before the peer sees where they part.
        let paced = bulk && self.measure == Measure::Paced && from.is_some();
        if paced && peer.under_way.contains_key(&log) {
            return None;
        }
        let before = from.unwrap_or(Prefix::EMPTY);
        let (size, head) = main.next(before.size, most)?;
        let leaves = main.between(before.size, size);
        let packet = Packet::Leaves { log, before, leaves, head: head.clone() };
        peer.has.insert(log, main.prefix(size).unwrap_or(before));
        if paced {
            peer.under_way.insert(log, size);
        }
        Some(Output::Send(peer.party, packet.write()))
    }

    /// Takes leaves that follow something in hand and end in their head; what is there already changes nothing.
    fn leaves(
        &mut self,
        place: usize,
        (log, before): (LogId, Prefix),
        leaves: &[Vec<u8>],
        head: &[u8],
    ) -> Result<Vec<Output>, Reason> {
        let signed = self.record.check_head(&log, head)?;
        if self.is_bulk(&log) {
            self.peers[place].reaches(log, signed);
        }
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
        let parts = self.record.bulk();
        let peer = &mut self.peers[place];
        let (log, prefix) = self.record.check_receipt(&peer.party, note)?;
        let own = self.chains.get(&log).and_then(|chains| chains.first());
        let known = own.is_some_and(|main| main.begins_with(&prefix));
        let before = if Some(log) == parts { &mut peer.parts } else { &mut peer.receipt };
        if !known || prefix.size <= *before {
            return Ok(Vec::new());
        }
        *before = prefix.size;
        if Some(log) == parts {
            peer.under_way.retain(|of, size| *of != log || *size > prefix.size);
            peer.reaches(log, prefix);
        } else {
            peer.unacknowledged = None;
        }
        Ok(vec![Output::Receipt(peer.party, log, prefix)])
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

/// Where a history goes on for a peer that has a prefix of one of them; none if that is in none.
fn start(chain: &Chain, chains: &[Chain], has: Prefix) -> Option<Prefix> {
    if chain.begins_with(&has) {
        return Some(has);
    }
    let theirs = chains.iter().find(|one| one.begins_with(&has))?;
    chain.prefix(chain.common(theirs))
}
