//! A node without a world: bytes, times and randomness in, bytes and facts out.
//!
//! [`Node::step`] is all there is. It stores before it signs, signs before it sends, and counts as held only what was
//! reported stored. Whoever runs it owns the clock, the disk and the carrier.

mod bisect;
mod chain;
mod engine;
mod heard;
mod packet;
mod peers;
mod play;
mod quota;
mod record;
mod restore;
mod scan;
mod signed;
mod silence;
mod withdrawn;
mod write;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use kernel::Verdict;

use crate::evidence::PART_KIND;
use crate::fork::ForkProof;
use crate::ids::{LogId, PartyId};
use crate::leaf::ControlKind;
use crate::reason::Reason;
use crate::script::{Closed, Leafmark, Prefix, Statement, Terms};
use crate::tree::{Hash, leaf_hash};
use chain::Chain;
use peers::Peer;

pub use engine::{Engine, Round};
pub use heard::{Heard, PAUSE_KIND, Reading, Said};
pub use packet::{LEAVES_MAX, Packet};
pub use peers::{Contact, Measure};
pub use play::{Play, Played, Told};
pub use quota::{Quota, Usage};
pub use record::{Admitted, Outgoing, Record};
pub use signed::{Keys, Signed, check_head};
pub use silence::{Signs, Silence, grade};

/// Something that happens to a node.
#[derive(Clone, Debug)]
pub enum Input {
    /// Time went on.
    Tick,
    /// A message is to be written.
    Write(Outgoing),
    /// Bytes came from a party, whom the carrier vouches for.
    Packet(PartyId, Vec<u8>),
    /// So many of the leaves handed out to be stored are on the disk.
    Stored(u64),
}

/// A leaf to be stored, with what it follows and, after the last of its packet, the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its log.
    pub log: LogId,
    /// What it follows.
    pub before: Prefix,
    /// Its bytes.
    pub leaf: Vec<u8>,
    /// The signed head with it.
    pub head: Option<Vec<u8>>,
}

/// Something a node wants done or known.
#[derive(Clone, Debug)]
pub enum Output {
    /// Store this, in this order, and report it.
    Store(Stored),
    /// Send this.
    Send(PartyId, Vec<u8>),
    /// A round is closed: what it adds to the script and what the agreement says of it.
    Closed {
        /// Its number.
        number: u64,
        /// Its certificate.
        closed: Closed,
        /// Its leaves.
        leaves: Vec<Leafmark>,
        /// What the agreement says; nobody may act on it while states differ.
        verdicts: Vec<Verdict>,
    },
    /// A leaf keeps its place and does nothing.
    Void(Leafmark, Reason),
    /// A peer holds so much of one of the own logs.
    Receipt(PartyId, LogId, Prefix),
    /// Bytes were refused.
    Refused(PartyId, Reason),
    /// A log has two histories: both heads are the proof.
    Forked(LogId, [Vec<u8>; 2]),
    /// The peer's state after a round is another. Messages and order go on, effects wait.
    Differs(u64),
    /// The silence of a peer has another grade.
    Silence(PartyId, Silence),
}

/// How often and how long, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// A node says what it has so often.
    pub pulse: u64,
    /// A peer that gave no answer or receipt for so long is silent.
    pub silence: u64,
}

/// A head of the own log is signed at least so often, also while it is restored or nobody is there: a packet ends in one.
const HEAD_SPAN: u64 = LEAVES_MAX as u64 / 2;
/// A packet carries at most this many parts, about a mebibyte, so that what is urgent waits for no more than that.
const PARTS_MAX: u64 = 16;

struct Pending {
    stored: Stored,
    after: Prefix,
    main: bool,
}

/// A node of one compartment.
pub struct Node<R> {
    record: R,
    engine: Engine,
    play: Option<Play>,
    pace: Pace,
    peers: Vec<Peer>,
    chains: BTreeMap<LogId, Vec<Chain>>,
    pending: VecDeque<Pending>,
    events: BTreeMap<(LogId, Hash), Told>,
    withdrawn: withdrawn::Withdrawn,
    outbox: VecDeque<Outgoing>,
    /// Parts that are not yet in the own log of parts. No message waits for them.
    parts: VecDeque<Outgoing>,
    reported: BTreeSet<LogId>,
    pulsed: Option<u64>,
    differs: Option<u64>,
    search: Option<bisect::Search>,
    now: u64,
    /// A node that was restored writes nothing before a peer has told it what it has.
    wary: bool,
    /// What is settled was stored before: nothing is signed for it.
    restoring: bool,
    /// Whether a signature in a leaf did not hold.
    doubted: bool,
    /// Whoever keeps a mark of what was signed knows of more than is stored: nothing is written.
    barred: bool,
    /// Who is there to be sent leaves; if that is not said, everybody.
    audience: Option<Option<PartyId>>,
    measure: Measure,
}

impl<R: Record> Node<R> {
    /// A node with an empty store. `peers` are parties with the logs they write.
    pub fn new(
        record: R,
        terms: Terms,
        play: Option<Play>,
        pace: Pace,
        peers: &[(PartyId, LogId)],
    ) -> Self {
        let engine = Engine::new(terms, record.own());
        Self {
            record,
            engine,
            play,
            pace,
            peers: peers.iter().map(|(party, log)| Peer::new(*party, *log)).collect(),
            chains: BTreeMap::new(),
            pending: VecDeque::new(),
            events: BTreeMap::new(),
            withdrawn: withdrawn::Withdrawn::default(),
            outbox: VecDeque::new(),
            parts: VecDeque::new(),
            reported: BTreeSet::new(),
            pulsed: None,
            differs: None,
            audience: None,
            measure: Measure::default(),
            search: None,
            now: 0,
            wary: false,
            restoring: false,
            doubted: false,
            barred: false,
        }
    }

    /// What was restored is all that was ever signed here: whoever keeps a mark of that elsewhere can say so, and the
    /// node need not ask its peers before it writes.
    pub fn vouch(&mut self) {
        (self.wary, self.barred) = (false, false);
    }

    /// More was signed here than is stored, so nothing more is written until [`Node::vouch`].
    pub fn bar(&mut self) {
        self.barred = true;
    }

    /// Whether a leaf that it stored bears a signature that does not hold: then none of them is to be trusted unseen.
    pub fn is_doubted(&self) -> bool {
        self.doubted
    }

    /// Whether it waits for a peer that tells it what it has written.
    pub fn is_wary(&self) -> bool {
        self.wary || self.barred
    }

    /// The history of each log that was had first, as far as it is stored.
    pub fn tips(&self) -> Vec<(LogId, Prefix)> {
        self.stored_tips()
    }

    /// The signed head of a log after `size` leaves.
    pub fn head_of(&self, log: &LogId, size: u64) -> Option<&Vec<u8>> {
        self.chains.get(log)?.first()?.head(size)
    }

    /// The record, to be told of new statements about keys.
    pub fn record_mut(&mut self) -> &mut R {
        &mut self.record
    }

    /// Proof that a log has two histories here: a file that convicts whoever signed both.
    pub fn fork_proof(&self, log: &LogId) -> Option<ForkProof> {
        let (main, others) = self.chains.get(log)?.split_first()?;
        others.iter().find_map(|other| main.fork_with(other))
    }

    /// The record as it reads and writes.
    pub fn record(&self) -> &R {
        &self.record
    }

    /// Stored leaves of the history of a log that was had first, from `start` to before `end`.
    pub fn leaves_of(&self, log: &LogId, start: u64, end: u64) -> Vec<Vec<u8>> {
        let main = self.chains.get(log).and_then(|chains| chains.first());
        main.map_or_else(Vec::new, |main| main.between(start, end.min(main.stored)))
    }

    /// Their hashes.
    pub fn hashes_of(&self, log: &LogId, start: u64, end: u64) -> &[Hash] {
        let main = self.chains.get(log).and_then(|chains| chains.first());
        main.map_or(&[], |main| main.hashes(start, end.min(main.stored)))
    }

    /// Signed heads of the history of a log that was had first, by size.
    pub fn heads_of(&self, log: &LogId) -> Vec<(u64, Vec<u8>)> {
        let main = self.chains.get(log).and_then(|chains| chains.first());
        main.map_or_else(Vec::new, Chain::signed)
    }

    /// The rule's side of it.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The agreement's side of it.
    pub fn play(&self) -> Option<&Play> {
        self.play.as_ref()
    }

    /// The first round whose states differ.
    pub fn differs(&self) -> Option<u64> {
        self.differs
    }

    /// Messages and parts that are not yet in the own logs.
    pub fn waiting(&self) -> usize {
        self.outbox.len() + self.parts.len()
    }

    /// The logs it writes, that of parts last.
    fn own_logs(&self) -> Vec<LogId> {
        [Some(self.record.own()), self.record.bulk()].into_iter().flatten().collect()
    }

    /// One step at `now` (POSIX seconds of the node's own clock, which may jump).
    pub fn step(&mut self, now: u64, input: Input) -> Vec<Output> {
        self.now = now;
        let idle = matches!(input, Input::Packet(..));
        let mut out = match input {
            Input::Tick => self.pulse(),
            Input::Write(message) => {
                let part = message.kind == PART_KIND && self.record.bulk().is_some();
                let queue = if part { &mut self.parts } else { &mut self.outbox };
                queue.push_back(message);
                Vec::new()
            }
            Input::Packet(from, bytes) => self.packet(from, &bytes),
            Input::Stored(count) => (0..count).flat_map(|_| self.settle()).collect(),
        };
        if !idle {
            out.extend(self.act());
        }
        out.extend(self.send_news());
        out
    }

    /// Puts a leaf at the end of the history that it follows, or begins another one with it.
    fn queue(&mut self, stored: Stored) -> bool {
        let chains = self.chains.entry(stored.log).or_default();
        if chains.is_empty() {
            chains.push(Chain::default());
        }
        let tip = chains.iter().position(|chain| chain.tip() == stored.before);
        let at = tip.or_else(|| {
            let from = chains.iter().find(|chain| chain.begins_with(&stored.before))?;
            chains.push(from.until(stored.before.size));
            Some(chains.len() - 1)
        });
        let Some(at) = at else { return false };
        let after = chains[at].push(stored.leaf.clone());
        if let Some(head) = &stored.head {
            chains[at].sign(after.size, head.clone());
        }
        self.pending.push_back(Pending { stored, after, main: at == 0 });
        true
    }

    /// The next leaf is on the disk: it counts as held.
    fn settle(&mut self) -> Vec<Output> {
        let Some(Pending { stored, after, main }) = self.pending.pop_front() else {
            return Vec::new();
        };
        let Stored { log, before, leaf, .. } = stored;
        let admitted =
            if main { self.record.admit(&log, &leaf) } else { self.record.glance(&log, &leaf) };
        if admitted.unopened && main {
            self.engine.void.insert((log, before.size));
        }
        if let Some(event) = admitted.event {
            self.events.insert((log, after.root), Told { event, said: admitted.said });
        }
        if let Some(by) = admitted.signed {
            self.withdrawn.note(log, after.root, by);
        }
        if let Some(paused) = admitted.pause {
            self.peers
                .iter_mut()
                .filter(|peer| peer.log == log)
                .for_each(|peer| peer.paused = paused);
        }
        self.engine.take((log, before), admitted.entry, (after.root, leaf_hash(&leaf)), self.now);
        let chains = self.chains.entry(log).or_default();
        if let Some(chain) = chains.iter_mut().find(|chain| chain.begins_with(&after)) {
            chain.stored = chain.stored.max(after.size);
        }
        let bad = [Reason::SignatureEd25519, Reason::SignatureMlDsa];
        self.doubted |= admitted.refused.is_some_and(|reason| bad.contains(&reason));
        let void = admitted.refused.map(|reason| Output::Void((log, before.size), reason));
        let mut out: Vec<Output> = void.into_iter().collect();
        let own = self.own_logs().contains(&log);
        let span = if self.is_bulk(&log) { PARTS_MAX } else { HEAD_SPAN };
        if self.restoring && !(own && after.size.is_multiple_of(span)) {
            return out;
        }
        if own {
            self.sign_tip(&log);
        } else {
            out.extend(self.acknowledge(&log, &after));
        }
        out
    }

    fn is_bulk(&self, log: &LogId) -> bool {
        self.engine.shelf().is_bulk(log)
    }

    /// Signs the head of what is stored of one of the own logs, once.
    fn sign_tip(&mut self, log: &LogId) {
        let Some(main) = self.chains.get_mut(log).and_then(|all| all.first_mut()) else { return };
        if main.stored == 0 || main.head(main.stored).is_some() {
            return;
        }
        if let Some(tip) = main.prefix(main.stored) {
            main.sign(tip.size, self.record.head(log, &tip, self.now));
        }
    }

    /// The receipt of a stored prefix, once it ends in a head.
    fn acknowledge(&mut self, log: &LogId, after: &Prefix) -> Vec<Output> {
        let chain = self.chains.get(log).and_then(|chains| chains.first());
        let ends =
            chain.is_some_and(|main| main.begins_with(after) && main.head(after.size).is_some());
        let main = self.engine.terms().main_of(log);
        let author = self.peers.iter().find(|peer| peer.log == main).filter(|_| ends);
        let receipt = author.map(|peer| {
            let note = self.record.receipt(log, after, self.now);
            Output::Send(peer.party, Packet::Receipt(note).write())
        });
        receipt.into_iter().collect()
    }

    fn close(&mut self) -> Vec<Output> {
        let mut out = Vec::new();
        for round in self.engine.close() {
            let (shelf, terms) = (self.engine.shelf(), self.engine.terms());
            let withdrawn = self.withdrawn.round(&self.record, shelf, &round);
            let verdicts = match &mut self.play {
                Some(play) => play.round((shelf, terms), &round, &self.events, &withdrawn),
                None => Vec::new(),
            };
            let void = withdrawn.into_iter().map(|leaf| Output::Void(leaf, Reason::SeatRevoked));
            out.extend(void);
            for mark in &round.leaves {
                self.engine.void.remove(mark);
            }
            let Round { number, closed, leaves } = round;
            out.push(Output::Closed { number, closed, leaves, verdicts });
        }
        if let Some(differs) = self.compare() {
            out.push(differs);
            self.search = self.play.as_ref().map(|play| bisect::Search::until(play.leaves()));
            out.extend(self.probe());
        }
        out
    }

    /// Compares the peer's state after the last closed round with the own one.
    fn compare(&mut self) -> Option<Output> {
        let play = self.play.as_ref()?;
        let round = self.engine.closed().len() as u64;
        let peer = self.engine.terms().peer(&self.record.own())?;
        let said = self.engine.shelf().main(&peer)?.first(ControlKind::Hold, round + 1)?.1;
        let Statement::Hold { state, .. } = said else { return None };
        if *state == play.blinded(round) || self.differs.is_some() {
            return None;
        }
        self.differs = Some(round);
        Some(Output::Differs(round))
    }
}
