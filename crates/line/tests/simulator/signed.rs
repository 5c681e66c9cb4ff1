//! Nodes with the whole record: keys, seals, receipts, and an accord that the script drives.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use kernel::{Accord, ActorId, Deed, DutyId, Event, VerdictKind};
use line::cbor::Value;
use line::identity::{LogUse, Statement, log_id};
use line::leaf::Message;
use line::node::{Input, Keys, Node, Outgoing, Output, Pace, Play, Signed, Stored};
use line::note::KeyKind;
use line::script::{How, Terms};
use line::{LogId, PartyId};

use crate::accords::swap;
use crate::scene::{
    Scene, agreement_hash, compartment, holder, kem, note_signer, party, seat, secret, signer,
};
use crate::world::{HOUR, MINUTE, START};

const NAMES: [&str; 3] = ["a", "b", "m"];
const DAY: u64 = 24 * HOUR;

fn log(name: &str) -> LogId {
    log_id(&party(name), &signer(&format!("{name} log")).public())
}

fn scene() -> Scene {
    let mut scene = Scene::new();
    let keys = Box::new(signer("m log").public());
    scene.post("m", "m");
    scene.state("m", Statement::Log(log("m"), compartment(), LogUse::Main, keys));
    scene
}

/// `{0: duty}`: the party says that it has performed this duty.
fn reading(owner: &PartyId, message: &Message, _: &[u8; 32]) -> Option<Event> {
    let Value::Map(fields) = &message.content else { return None };
    let [(0, Value::Unsigned(duty))] = fields.as_slice() else { return None };
    let by = ActorId(u16::from(*owner == party("b")));
    Some(Event::Act { by, deed: Deed::Conduct(DutyId(u16::try_from(*duty).ok()?), true) })
}

fn signed(name: &str) -> Signed {
    let origin = log(name).origin();
    let head = |kind, half: &str| note_signer(&origin, kind, &format!("{name} log {half}"));
    let keys = Keys {
        seat: seat(name),
        signer: signer(name),
        kem: (name != "m").then(|| kem(name)),
        heads: [head(KeyKind::Ed25519, "ed25519"), head(KeyKind::CosignMlDsa, "ml-dsa")],
        receipts: holder(&format!("holder/{name}")),
        epoch: secret(&format!("epoch of {name}")),
    };
    let holders = NAMES
        .map(|of| (party(of), holder(&format!("holder/{of}")).map(|signer| signer.key().clone())));
    let of = (agreement_hash(), scene().directory, compartment());
    Signed::new(of, log(name), keys, BTreeMap::from(holders), Arc::new(reading))
}

struct Line {
    now: u64,
    nodes: BTreeMap<&'static str, Node<Signed>>,
    disks: BTreeMap<&'static str, Vec<Stored>>,
    accords: BTreeMap<&'static str, Arc<Accord>>,
    under_way: VecDeque<(&'static str, &'static str, Vec<u8>)>,
    verdicts: BTreeMap<&'static str, Vec<VerdictKind>>,
    differs: Vec<(&'static str, u64)>,
    receipts: Vec<(&'static str, PartyId, u64)>,
    refused: Vec<String>,
}

impl Line {
    fn new(b: Accord) -> Self {
        let accords = BTreeMap::from([("a", Arc::new(swap())), ("b", Arc::new(b))]);
        let mut line = Self {
            now: START,
            nodes: BTreeMap::new(),
            disks: BTreeMap::new(),
            accords,
            under_way: VecDeque::new(),
            verdicts: BTreeMap::new(),
            differs: Vec::new(),
            receipts: Vec::new(),
            refused: Vec::new(),
        };
        for name in NAMES {
            let node = line.node(name);
            line.nodes.insert(name, node);
        }
        line
    }

    fn node(&self, name: &'static str) -> Node<Signed> {
        let terms = Terms {
            parties: [log("a"), log("b")],
            judges: vec![log("m")],
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
        let peers: Vec<(PartyId, LogId)> =
            NAMES.iter().filter(|of| **of != name).map(|of| (party(of), log(of))).collect();
        let pace = Pace { pulse: HOUR, silence: DAY };
        Node::new(signed(name), terms, play, pace, &peers)
    }

    fn step(&mut self, name: &'static str, input: Input) {
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
                    self.under_way.push_back((name, to, bytes));
                }
                Output::Closed { verdicts, .. } => {
                    let kinds = verdicts.into_iter().map(|verdict| verdict.kind);
                    self.verdicts.entry(name).or_default().extend(kinds);
                }
                Output::Differs(round) => self.differs.push((name, round)),
                Output::Receipt(by, prefix) => self.receipts.push((name, by, prefix.size)),
                Output::Refused(_, reason) => self.refused.push(format!("{name}: {reason}")),
                Output::Forked(..) | Output::Silence(..) | Output::Void(..) => {}
            }
        }
        if stored > 0 {
            self.step(name, Input::Stored(stored));
        }
    }

    /// Ticks at every beat until so much time has passed.
    fn run(&mut self, seconds: u64, beat: u64) {
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

    fn perform(&mut self, name: &'static str, duty: u64) {
        let content = Value::map([(0, Value::Unsigned(duty))]);
        let salt = crate::scene::random(&format!("{name} {duty} {}", self.now));
        self.step(name, Input::Write(Outgoing { kind: 16, content, salt }));
    }

    fn digest(&self, name: &str) -> kernel::Digest {
        kernel::digest(self.nodes[name].play().expect("a party").state())
    }

    fn script(&self, name: &str) -> (u64, [u8; 32]) {
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
    for by in ["b", "m"] {
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
