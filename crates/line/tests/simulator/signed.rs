//! Nodes with the whole record: keys, seals, receipts, and an accord that the script drives.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use kernel::event::Finding;
use kernel::{Accord, ActorId, Deed, DutyId, Event, VerdictKind};
use line::cbor::Value;
use line::identity::{LogUse, Statement, log_id};
use line::leaf::Message;
use line::node::{
    Heard, Input, Keys, Node, Outgoing, Output, Pace, Play, Quota, Said, Signed, Stored,
};
use line::script::{How, Terms};
use line::tree::Hash;
use line::{CompartmentId, LogId, PartyId, Reason};

use crate::accords::swap;
use crate::scene::{
    Scene, agreement_hash, compartment, holder, kem, log_signers, member, party, random, seat,
    secret, signer,
};
use crate::world::{HOUR, MINUTE, START};

pub const NAMES: [&str; 4] = ["a", "b", "m", "i"];
pub const DAY: u64 = 24 * HOUR;

pub fn log(name: &str) -> LogId {
    log_id(&party(name), &signer(&format!("{name} log")).public())
}

/// The log of parts of who writes messages.
pub fn bulk(name: &str) -> LogId {
    log_id(&party(name), &signer(&format!("{name} bulk")).public())
}

/// Two governments, an intermediary, and an inspectorate that both admitted.
fn scene() -> Scene {
    let mut scene = Scene::new();
    for name in ["m", "i"] {
        let keys = Box::new(signer(&format!("{name} log")).public());
        scene.post(name, name);
        scene.state(name, Statement::Log(log(name), compartment(), LogUse::Main, keys));
    }
    for name in ["a", "b", "i"] {
        let keys = Box::new(signer(&format!("{name} bulk")).public());
        scene.state(name, Statement::Log(bulk(name), compartment(), LogUse::Bulk, keys));
    }
    for by in ["a", "b"] {
        scene.state(by, Statement::Admit(compartment(), member("i", "i"), 1));
    }
    scene
}

/// `{0: duty}`: the party says that it has performed this duty, by kinds 17 and 18 that it no longer does; the inspectorate
/// reports it performed. Other kinds are not known.
fn reading(owner: &PartyId, message: &Message, _: &[u8; 32]) -> Option<Event> {
    let Value::Map(fields) = &message.content else { return None };
    let [(0, Value::Unsigned(duty))] = fields.as_slice() else { return None };
    let duty = DutyId(u16::try_from(*duty).ok()?);
    let by = ActorId(NAMES.iter().position(|name| *owner == party(name))? as u16);
    let (by, deed) = match (by.0, message.kind) {
        (3, 16) => (ActorId(2), Deed::Report(duty, Finding::Clean)),
        (_, 16) => (by, Deed::Conduct(duty, true)),
        (_, 17 | 18) => (by, Deed::Conduct(duty, false)),
        _ => return None,
    };
    Some(Event::Act { by, deed })
}

/// The same by a program that does not know kind 18.
fn deaf(owner: &PartyId, message: &Message, salt: &[u8; 32]) -> Option<Event> {
    if message.kind == 18 { None } else { reading(owner, message, salt) }
}

/// The record of a party that knows these identity logs, with the keys that its seat had since.
pub fn signed(name: &str, scene: &Scene, of: (Hash, CompartmentId), later: &[String]) -> Signed {
    signed_reading((name, reading), scene, of, later)
}

type Told = fn(&PartyId, &Message, &[u8; 32]) -> Option<Event>;

fn signed_reading(
    reading: (&str, Told),
    scene: &Scene,
    of: (Hash, CompartmentId),
    later: &[String],
) -> Signed {
    let name = reading.0;
    let heads = |log: LogId, label: &str| log_signers(&log.origin(), &format!("{name} {label}"));
    let keys = Keys {
        seat: seat(name),
        signer: signer(name),
        kem: (name != "m").then(|| kem(name)),
        heads: heads(log(name), "log"),
        bulk: (name != "m").then(|| (bulk(name), heads(bulk(name), "bulk"))),
        receipts: holder(&format!("holder/{name}")),
        epoch: secret(&format!("epoch of {name}")),
    };
    let holders = NAMES
        .map(|of| (party(of), holder(&format!("holder/{of}")).map(|signer| signer.key().clone())));
    let of = (of.0, scene.directory.clone(), of.1);
    let told = Arc::new(move |heard: &Heard<'_>| Said {
        event: reading.1(heard.party, heard.message, heard.salt),
        people: Vec::new(),
    });
    let mut signed = Signed::new(of, log(name), keys, BTreeMap::from(holders), told);
    for label in later {
        signed.take_up(signer(label), Some(kem(label)));
    }
    signed
}

pub struct Line {
    pub now: u64,
    pub nodes: BTreeMap<&'static str, Node<Signed>>,
    pub disks: BTreeMap<&'static str, Vec<Stored>>,
    accords: BTreeMap<&'static str, Arc<Accord>>,
    pub quota: Option<Quota>,
    /// Whose program does not know kind 18.
    pub deaf: Option<&'static str>,
    under_way: VecDeque<(&'static str, &'static str, Vec<u8>)>,
    /// Every packet that was ever sent.
    pub sent: Vec<(&'static str, &'static str, Vec<u8>)>,
    verdicts: BTreeMap<&'static str, Vec<VerdictKind>>,
    pub differs: Vec<(&'static str, u64)>,
    pub receipts: Vec<(&'static str, PartyId, LogId, u64)>,
    pub refused: Vec<String>,
    /// Leaves that keep their place and do nothing, and why.
    pub void: Vec<(&'static str, Reason)>,
    pub forked: Vec<(&'static str, LogId)>,
    /// Whose machine somebody else has: it hears of no statement any more.
    pub stolen: Option<&'static str>,
    /// Who is cut off.
    pub cut: Option<&'static str>,
    pub scene: Scene,
    /// Keys that a seat had after its first.
    later: BTreeMap<&'static str, Vec<String>>,
    /// Statements about keys that have not reached everybody: to whom, of whom, the leaf.
    untold: Vec<(&'static str, &'static str, Vec<u8>)>,
}

impl Line {
    pub fn new(b: Accord) -> Self {
        let accords =
            BTreeMap::from([("a", Arc::new(swap())), ("b", Arc::new(b)), ("i", Arc::new(swap()))]);
        let mut line = Self {
            now: START,
            nodes: BTreeMap::new(),
            disks: BTreeMap::new(),
            accords,
            quota: None,
            deaf: None,
            under_way: VecDeque::new(),
            sent: Vec::new(),
            verdicts: BTreeMap::new(),
            differs: Vec::new(),
            receipts: Vec::new(),
            refused: Vec::new(),
            void: Vec::new(),
            forked: Vec::new(),
            stolen: None,
            cut: None,
            scene: scene(),
            later: BTreeMap::new(),
            untold: Vec::new(),
        };
        for name in NAMES {
            let node = line.node(name);
            line.nodes.insert(name, node);
        }
        line
    }

    /// All nodes anew, under what was changed before the first message.
    pub fn renew(&mut self) {
        for name in NAMES {
            let node = self.node(name);
            self.nodes.insert(name, node);
        }
    }

    pub fn node(&self, name: &'static str) -> Node<Signed> {
        let terms = Terms {
            parties: [log("a"), log("b")],
            judges: vec![log("m")],
            bulk: ["a", "b", "i"].map(|of| (bulk(of), log(of))).into(),
            wait_seconds: 12 * HOUR,
            grace_seconds: 6 * HOUR,
            yield_seconds: 30 * DAY,
            stamp_seconds: 6 * HOUR,
            holds_per_hour: 20,
        };
        let play = self
            .accords
            .get(name)
            .map(|accord| Play::new(Arc::clone(accord), secret("compartment"), START));
        let play = play.map(|play| match &self.quota {
            Some(quota) => play.with_quota(quota.clone()),
            None => play,
        });
        let peers: Vec<(PartyId, LogId)> =
            NAMES.iter().filter(|of| **of != name).map(|of| (party(of), log(of))).collect();
        let pace = Pace { pulse: HOUR, silence: DAY };
        let later = self.later.get(name).map(Vec::as_slice).unwrap_or_default();
        let told: Told = if self.deaf == Some(name) { deaf } else { reading };
        let of = (agreement_hash(), compartment());
        let record = signed_reading((name, told), &self.scene, of, later);
        Node::new(record, terms, play, pace, &peers)
    }

    pub fn step(&mut self, name: &'static str, input: Input) {
        let now = self.now;
        let Some(node) = self.nodes.get_mut(name) else { return };
        let mut stored = 0;
        for output in node.step(now, input) {
            match output {
                Output::Store(leaf) => {
                    self.disks.entry(name).or_default().push(leaf);
                    stored += 1;
                }
                Output::Send(to, bytes) => {
                    let to = NAMES.into_iter().find(|of| party(of) == to).expect("a party");
                    self.sent.push((name, to, bytes.clone()));
                    if self.cut.is_none_or(|cut| cut != name && cut != to) {
                        self.under_way.push_back((name, to, bytes));
                    }
                }
                Output::Closed { verdicts, .. } => {
                    let kinds = verdicts.into_iter().map(|verdict| verdict.kind);
                    self.verdicts.entry(name).or_default().extend(kinds);
                }
                Output::Differs(round) => self.differs.push((name, round)),
                Output::Receipt(by, of, prefix) => {
                    self.receipts.push((name, by, of, prefix.size));
                }
                Output::Refused(_, reason) => self.refused.push(format!("{name}: {reason}")),
                Output::Void(_, reason) => self.void.push((name, reason)),
                Output::Forked(log, _) => self.forked.push((name, log)),
                Output::Silence(..) => {}
            }
        }
        if stored > 0 {
            self.step(name, Input::Stored(stored));
        }
    }

    /// Ticks at every beat until so much time has passed.
    pub fn run(&mut self, seconds: u64, beat: u64) {
        let end = self.now + seconds;
        while self.now < end {
            self.now += beat;
            for name in NAMES {
                self.step(name, Input::Tick);
            }
            while let Some((from, to, bytes)) = self.under_way.pop_front() {
                self.step(to, Input::Packet(party(from), bytes));
            }
        }
    }

    pub fn perform(&mut self, name: &'static str, duty: u64) {
        self.say(name, 16, duty);
    }

    /// A message about a duty.
    pub fn say(&mut self, name: &'static str, kind: u64, duty: u64) {
        let content = Value::map([(0, Value::Unsigned(duty))]);
        let number = self.disks.get(name).map_or(0, Vec::len) + self.nodes[name].waiting();
        let salt = random(&format!("{name} {kind} {duty} {} {number}", self.now));
        self.step(name, Input::Write(Outgoing { kind, content, salt }));
    }

    /// Many messages, written before anybody is sent one of them.
    pub fn say_all(&mut self, name: &'static str, count: u64, duty: u64) {
        self.nodes.get_mut(name).expect("it runs").attend(None);
        (0..count).for_each(|number| self.say(name, 16 + number % 2, duty));
        self.nodes.get_mut(name).expect("it runs").attend_all();
    }

    /// A party states something about keys. Whoever is cut off hears of it later.
    pub fn state(&mut self, by: &'static str, statement: Statement) {
        let leaf = self.scene.statement(by, statement);
        self.scene.append(by, leaf.clone());
        for name in NAMES {
            let apart = name != by && self.cut.is_some_and(|cut| cut == name || cut == by);
            if apart {
                self.untold.push((name, by, leaf.clone()));
            } else {
                self.learn(name, by, &leaf);
            }
        }
    }

    /// A station whose government stated things elsewhere hears all of its own, with the key that it has now.
    pub fn catch_up(&mut self, name: &'static str, label: &str) {
        let node = self.nodes.get_mut(name).expect("it runs");
        node.record_mut().take_up(signer(label), Some(kem(label)));
        self.later.entry(name).or_default().push(label.to_owned());
        let identity = crate::scene::log(&format!("{name} identity"));
        let known = node.record().directory().log(&identity).map_or(0, |log| log.size());
        let missing = self.scene.leaves[self.scene.place(name)].clone();
        for leaf in missing.iter().skip(known as usize) {
            self.learn(name, name, leaf);
        }
    }

    fn learn(&mut self, name: &'static str, by: &'static str, leaf: &[u8]) {
        if self.stolen == Some(name) {
            return;
        }
        let identity = crate::scene::log(&format!("{by} identity"));
        let node = self.nodes.get_mut(name).expect("it runs");
        node.record_mut().learn(&identity, leaf).expect("a statement");
    }

    /// New keys for the seat of a party.
    pub fn rotate(&mut self, name: &'static str, label: &str) {
        let posting = self.scene.posting(name, name, label);
        let node = self.nodes.get_mut(name).expect("it runs");
        node.record_mut().take_up(signer(label), Some(kem(label)));
        self.later.entry(name).or_default().push(label.to_owned());
        self.state(name, posting);
    }

    pub fn heal(&mut self) {
        self.cut = None;
        for (name, by, leaf) in std::mem::take(&mut self.untold) {
            self.learn(name, by, &leaf);
        }
    }

    pub fn digest(&self, name: &str) -> kernel::Digest {
        kernel::digest(self.nodes[name].play().expect("a party").state())
    }

    pub fn script(&self, name: &str) -> (u64, [u8; 32]) {
        self.nodes[name].engine().script()
    }
}

#[test]
fn a_signed_record_drives_the_transition_to_one_state() {
    let mut line = Line::new(swap());
    let start = line.digest("a");
    line.perform("a", 0);
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    assert_eq!(line.refused, Vec::<String>::new());
    assert_eq!((line.script("a"), line.digest("a")), (line.script("b"), line.digest("b")));
    assert_ne!(line.digest("a"), start, "both deeds are in the state");
    assert!(line.nodes["a"].engine().closed().iter().all(|round| round.how == How::Votes));
    for by in ["b", "m", "i"] {
        assert!(line.receipts.iter().any(|one| one.0 == "a" && one.1 == party(by)), "by {by}");
    }
    assert_eq!(line.differs, []);
}

/// B dies for ever right after it had A's message. A and M reach the day on which its silence counts.
#[test]
fn outsider_01_a_silent_peer_is_late_by_attested_time_and_finds_the_same_state() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    line.nodes.remove("b");
    line.run(60 * DAY, 6 * HOUR);
    let late = |kind: &VerdictKind| format!("{kind:?}").starts_with("Late");
    assert!(line.verdicts["a"].iter().any(late), "{:?}", line.verdicts["a"]);
    let last = line.nodes["a"].engine().closed().last().expect("rounds").how;
    assert_eq!(last, How::Ruling);
    let (script, rounds) = (line.script("a"), line.nodes["a"].engine().closed().len());
    let node = line.node("b").restore(line.disks["b"].clone(), line.now);
    line.nodes.insert("b", node);
    line.run(2 * HOUR, 10 * MINUTE);
    assert!(line.nodes["b"].engine().closed().len() >= rounds);
    assert!(line.script("b").0 >= script.0);
    assert_eq!((line.script("a"), line.digest("a")), (line.script("b"), line.digest("b")));
}

#[test]
fn fault_39_interpreters_that_differ_are_found_and_the_order_goes_on() {
    let mut other = swap();
    other.duties.truncate(1);
    other.duties[0].against.clear();
    let mut line = Line::new(other.indexed());
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    line.perform("b", 1);
    line.run(HOUR, 10 * MINUTE);
    assert!(!line.differs.is_empty());
    let before = line.script("a").0;
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    assert!(line.script("a").0 > before, "messages and order go on");
    assert_eq!(line.script("a"), line.script("b"));
}

/// What an intermediary stored holds no text of a message; what it reads are numbers and hashes.
#[test]
fn outsider_10_an_intermediary_reads_nothing() {
    let mut line = Line::new(swap());
    let content = Value::Text("the word that must not be read".to_string());
    line.step("a", Input::Write(Outgoing { kind: 16, content, salt: [7; 32] }));
    line.run(HOUR, 10 * MINUTE);
    let word = b"the word that must";
    let disk = &line.disks["m"];
    assert!(disk.iter().any(|one| one.log == log("a")), "it holds the leaf");
    let reads = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(disk.iter().all(|one| !reads(&one.leaf)));
}
