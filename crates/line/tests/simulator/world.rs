//! The world around the nodes: who runs, what is on which disk, what is under way, what each clock shows.

use std::collections::{BTreeMap, BTreeSet};

use line::cbor::Value;
use line::evidence::PART_KIND;
use line::node::{Input, Node, Outgoing, Output, Pace, Silence, Stored};
use line::script::{Closed, Terms};
use line::tree::Hash;
use line::{LogId, PartyId, Reason};

use crate::plain::Plain;

pub const A: usize = 0;
pub const B: usize = 1;
pub const M: usize = 2;
pub const MINUTE: u64 = 60;
pub const HOUR: u64 = 3600;
pub const START: u64 = 1_800_000_000;

pub fn log(node: usize) -> LogId {
    LogId([node as u8 + 1; 16])
}

/// The log of parts of a party.
pub fn bulk(node: usize) -> LogId {
    LogId([node as u8 + 51; 16])
}

pub fn party(node: usize) -> PartyId {
    PartyId([node as u8 + 101; 16])
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

#[derive(Clone, Copy, Default)]
pub struct Faults {
    pub loss_percent: u64,
    pub twice_percent: u64,
    pub delay: u64,
}

#[derive(Default)]
pub struct Disk {
    pub durable: Vec<Stored>,
    waiting: Vec<Stored>,
    pub full: bool,
}

enum Due {
    Packet(usize, usize, Vec<u8>),
    Sync(usize),
}

pub struct World {
    pub random: Random,
    pub now: u64,
    pub terms: Terms,
    pub nodes: Vec<Option<Node<Plain>>>,
    pub disks: Vec<Disk>,
    /// What is added to the true time.
    pub skew: Vec<i64>,
    pub faults: Faults,
    pub cut: BTreeSet<(usize, usize)>,
    /// Logs of which no leaf reaches a node.
    pub lost: BTreeSet<(usize, LogId)>,
    /// Bytes that go from one node to another in a second, one packet after the other; 0 for any number.
    pub rate: u64,
    /// Until when what was sent from one to the other is on its way.
    busy: BTreeMap<(usize, usize), u64>,
    /// Every packet that was ever sent: sender, receiver, bytes.
    pub sent: Vec<(usize, usize, Vec<u8>)>,
    pub closed: Vec<BTreeMap<u64, Closed>>,
    pub scripts: Vec<Vec<(LogId, u64)>>,
    pub roots: Vec<BTreeMap<u64, (u64, Hash)>>,
    pub refused: Vec<(usize, Reason)>,
    pub forked: BTreeSet<(usize, LogId)>,
    pub silence: BTreeMap<(usize, PartyId), Silence>,
    pub receipts: BTreeMap<(usize, PartyId), u64>,
    /// The same of logs of parts.
    pub parts: BTreeMap<(usize, PartyId), u64>,
    /// Seconds between ticks.
    pub beat: u64,
    due: BTreeMap<(u64, u64), Due>,
    count: u64,
}

pub fn terms(judges: usize) -> Terms {
    Terms {
        parties: [log(A), log(B)],
        judges: (M..M + judges).map(log).collect(),
        bulk: [A, B].map(|at| (bulk(at), log(at))).into(),
        wait_seconds: 30 * MINUTE,
        grace_seconds: 10 * MINUTE,
        yield_seconds: 4 * HOUR,
        stamp_seconds: HOUR,
        holds_per_hour: 20,
    }
}

/// Whether a packet has leaves of a log.
fn is_of(packet: &[u8], log: &LogId) -> bool {
    packet.strip_prefix(&[2]).is_some_and(|rest| rest.starts_with(&log.0))
}

impl World {
    pub fn new(judges: usize, seed: u64) -> Self {
        let count = 2 + judges;
        let mut world = Self {
            random: Random(seed),
            now: START,
            terms: terms(judges),
            nodes: Vec::new(),
            disks: (0..count).map(|_| Disk::default()).collect(),
            skew: vec![0; count],
            faults: Faults { delay: 2, ..Faults::default() },
            cut: BTreeSet::new(),
            lost: BTreeSet::new(),
            rate: 0,
            busy: BTreeMap::new(),
            sent: Vec::new(),
            closed: vec![BTreeMap::new(); count],
            scripts: vec![Vec::new(); count],
            roots: vec![BTreeMap::new(); count],
            refused: Vec::new(),
            forked: BTreeSet::new(),
            silence: BTreeMap::new(),
            receipts: BTreeMap::new(),
            parts: BTreeMap::new(),
            beat: MINUTE,
            due: BTreeMap::new(),
            count: 0,
        };
        world.nodes = (0..count).map(|at| Some(world.node(at))).collect();
        world
    }

    fn node(&self, at: usize) -> Node<Plain> {
        self.node_with(at, Plain::of(at))
    }

    /// A node that writes its leaves so.
    pub fn node_with(&self, at: usize, plain: Plain) -> Node<Plain> {
        let count = self.disks.len();
        let peers: Vec<(PartyId, LogId)> = (0..count)
            .filter(|other| *other != at)
            .map(|other| (party(other), log(other)))
            .collect();
        let pace = Pace { pulse: 5 * MINUTE, silence: HOUR };
        Node::new(plain, self.terms.clone(), None, pace, &peers)
    }

    pub fn clock(&self, at: usize) -> u64 {
        self.now.saturating_add_signed(self.skew[at])
    }

    pub fn step(&mut self, at: usize, input: Input) {
        let now = self.clock(at);
        let Some(node) = &mut self.nodes[at] else { return };
        let out = node.step(now, input);
        let script = node.engine().script();
        for one in out {
            self.output(at, one, script);
        }
    }

    fn output(&mut self, at: usize, output: Output, script: (u64, Hash)) {
        match output {
            Output::Store(stored) => {
                self.disks[at].waiting.push(stored);
                let when = self.now + self.random.below(2);
                self.plan(when, Due::Sync(at));
            }
            Output::Send(to, bytes) => {
                let to = usize::from(to.0[0]) - 101;
                self.sent.push((at, to, bytes.clone()));
                self.send(at, to, bytes);
            }
            Output::Closed { number, closed, leaves, .. } => {
                if self.closed[at].insert(number, closed).is_none() {
                    self.scripts[at].extend(leaves);
                }
                self.roots[at].insert(number, script);
            }
            Output::Receipt(by, of, prefix) => {
                let all = if of == log(at) { &mut self.receipts } else { &mut self.parts };
                all.insert((at, by), prefix.size);
            }
            Output::Refused(_, reason) => self.refused.push((at, reason)),
            Output::Void(..) => {}
            Output::Forked(log, _) => drop(self.forked.insert((at, log))),
            Output::Differs(round) => panic!("no state here differs: round {round}"),
            Output::Silence(peer, grade) => drop(self.silence.insert((at, peer), grade)),
        }
    }

    pub fn send(&mut self, from: usize, to: usize, bytes: Vec<u8>) {
        let copies = if self.random.below(100) < self.faults.twice_percent { 2 } else { 1 };
        for _ in 0..copies {
            if self.random.below(100) >= self.faults.loss_percent {
                let when =
                    self.sent_by(from, to, bytes.len()) + self.random.below(self.faults.delay);
                self.plan(when, Due::Packet(from, to, bytes.clone()));
            }
        }
    }

    /// When a packet has left: at once, or after what was sent before it.
    fn sent_by(&mut self, from: usize, to: usize, bytes: usize) -> u64 {
        let Some(span) = (bytes as u64).checked_div(self.rate) else { return self.now + 1 };
        let end = self.busy.entry((from, to)).or_default();
        *end = self.now.max(*end) + 1 + span;
        *end
    }

    fn plan(&mut self, when: u64, due: Due) {
        self.count += 1;
        self.due.insert((when, self.count), due);
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Packet(from, to, bytes) => {
                let lost = self.lost.iter().any(|(at, log)| *at == to && is_of(&bytes, log));
                if !lost && !self.cut.contains(&(from, to)) {
                    self.step(to, Input::Packet(party(from), bytes));
                }
            }
            Due::Sync(at) => self.sync(at),
        }
    }

    fn sync(&mut self, at: usize) {
        let disk = &mut self.disks[at];
        if disk.full || self.nodes[at].is_none() || disk.waiting.is_empty() {
            return;
        }
        let stored = disk.waiting.len() as u64;
        disk.durable.append(&mut disk.waiting);
        self.step(at, Input::Stored(stored));
    }

    /// Lets time run, with a tick of every node at every beat.
    pub fn run(&mut self, seconds: u64) {
        let end = self.now + seconds;
        while self.now < end {
            let tick = (self.now / self.beat + 1) * self.beat;
            while let Some(((when, at), due)) = self.due.pop_first() {
                if when > tick.min(end) {
                    self.due.insert((when, at), due);
                    break;
                }
                self.now = self.now.max(when);
                self.happen(due);
            }
            self.now = tick.min(end);
            for at in 0..self.nodes.len() {
                self.sync(at);
                self.step(at, Input::Tick);
            }
        }
    }

    pub fn write(&mut self, at: usize, content: Value) {
        self.step(at, Input::Write(Outgoing { kind: 16, content, salt: [0; 32] }));
    }

    /// A part of evidence.
    pub fn attach(&mut self, at: usize, content: Value) {
        self.step(at, Input::Write(Outgoing { kind: PART_KIND, content, salt: [0; 32] }));
    }

    pub fn say(&mut self, at: usize, number: u64) {
        self.write(at, Value::Unsigned(number));
    }

    /// Power goes; what was not synced is lost, up to a point that chance picks.
    pub fn crash(&mut self, at: usize) {
        let kept = self.random.below(self.disks[at].waiting.len() as u64 + 1) as usize;
        let disk = &mut self.disks[at];
        let tail = disk.waiting.drain(..).take(kept).collect::<Vec<_>>();
        disk.durable.extend(tail);
        self.nodes[at] = None;
    }

    /// The last leaves that a disk said it had are not there.
    pub fn lose(&mut self, at: usize, count: usize) {
        let left = self.disks[at].durable.len().saturating_sub(count);
        self.disks[at].durable.truncate(left);
    }

    /// A new node in its place, under the terms as they now are.
    pub fn renew(&mut self, at: usize) {
        self.nodes[at] = Some(self.node(at));
    }

    pub fn restart(&mut self, at: usize) {
        let stored = self.disks[at].durable.clone();
        let now = self.clock(at);
        self.nodes[at] = Some(self.node(at).restore(stored, now));
        self.closed[at].clear();
        self.scripts[at].clear();
        self.step(at, Input::Tick);
    }

    /// Nothing crosses between these and the others.
    pub fn isolate(&mut self, some: &[usize]) {
        for one in 0..self.nodes.len() {
            for other in 0..self.nodes.len() {
                if some.contains(&one) != some.contains(&other) {
                    self.cut.insert((one, other));
                }
            }
        }
    }

    pub fn heal(&mut self) {
        self.cut.clear();
        self.faults = Faults { delay: 2, ..Faults::default() };
        self.disks.iter_mut().for_each(|disk| disk.full = false);
    }

    pub fn cuts(&self, at: usize) -> Vec<Closed> {
        self.nodes[at].as_ref().map(|node| node.engine().closed().to_vec()).unwrap_or_default()
    }

    /// How many leaves of a node's log are in the script, as another one has it.
    pub fn in_script(&self, reader: usize, of: usize) -> u64 {
        self.cuts(reader).last().map_or(0, |last| last.cut.of(&log(of)).size)
    }

    pub fn size(&self, of: usize) -> u64 {
        let node = self.nodes[of].as_ref().expect("it runs");
        node.engine().shelf().main(&log(of)).map_or(0, line::script::Branch::size)
    }

    /// The parties' scripts are one as far as both go.
    pub fn assert_safe(&self, seed: u64) {
        let (a, b) = (self.cuts(A), self.cuts(B));
        for (round, (one, other)) in a.iter().zip(&b).enumerate() {
            assert_eq!(one.cut, other.cut, "seed {seed}: round {} differs", round + 1);
        }
        for (round, root) in &self.roots[A] {
            let other = self.roots[B].get(round);
            assert!(
                other.is_none_or(|other| other.0 != root.0 || other == root),
                "seed {seed}: script {round}"
            );
        }
    }

    /// Every message that a party wrote is in both scripts.
    pub fn assert_live(&self, seed: u64) {
        for of in [A, B] {
            let node = self.nodes[of].as_ref().expect("it runs");
            assert_eq!(node.waiting(), 0, "seed {seed}: {of} has not written all");
            let main = node.engine().shelf().main(&log(of));
            let all = main.into_iter().flat_map(|main| main.between(0, main.size()));
            let last = all.filter(|(_, entry)| entry.body == line::script::Body::Content).last();
            for reader in [A, B] {
                let size = self.in_script(reader, of);
                let missing = last.as_ref().is_some_and(|(index, _)| *index >= size);
                let parts = |node: usize| {
                    let shelf = self.nodes[node].as_ref().expect("it runs").engine().shelf();
                    shelf.main(&bulk(of)).map_or(0, line::script::Branch::size)
                };
                let lost = self.lost.contains(&(reader, bulk(of)));
                let forked = self.forked.iter().any(|(_, log)| *log == bulk(of));
                assert!(
                    lost || forked || parts(reader) == parts(of),
                    "seed {seed}: {reader} lacks parts of {of}"
                );
                assert!(
                    !missing,
                    "seed {seed}: {reader} has {size} leaves of {of} in {} rounds",
                    self.cuts(reader).len()
                );
            }
        }
    }
}
