//! A long signed record read back by a node, beside the signatures alone and SHA-256 over the same bytes:
//! `LINE_ENTRIES=1000000 cargo bench --workspace --bench replay`. Making it takes minutes, so nothing is done unless a
//! number is asked for.
#![allow(clippy::print_stdout, clippy::panic, reason = "a bench prints what it measured, or stops")]
#![allow(clippy::cast_precision_loss, reason = "counts that a page shows")]

#[allow(dead_code, reason = "tables of the kernel's own tests, of which few are used here")]
#[path = "../../kernel/tests/lives/accords.rs"]
mod accords;
#[allow(dead_code, reason = "tables of the kernel's own tests, of which few are used here")]
#[path = "../../kernel/tests/lives/rows.rs"]
mod rows;
#[allow(dead_code, reason = "the scene of the record's tests, of which little is used here")]
#[path = "../tests/record/scene.rs"]
mod scene;
#[allow(
    dead_code,
    unused_imports,
    clippy::cast_possible_truncation,
    reason = "nodes of the simulator, without what is tried on them"
)]
#[path = "../tests/simulator/signed.rs"]
mod signed;

/// What the simulator's nodes are told of time.
mod world {
    pub const MINUTE: u64 = 60;
    pub const HOUR: u64 = 3600;
    pub const START: u64 = 1_800_000_000;
}

use std::time::Instant;

use line::PartyId;
use line::cbor::Value;
use line::node::{Input, Node, Outgoing, Output, Record as _, Signed, Stored};
use line::tree::sha256;
use sha2::{Digest as _, Sha256};

use signed::Line;
use world::{MINUTE, START};

/// Messages of each side in a round.
const BATCH: u64 = 2_000;
/// Pairs of signatures that are checked alone.
const PAIRS: u64 = 50_000;

fn main() {
    let entries = std::env::var("LINE_ENTRIES").ok().and_then(|it| it.parse::<u64>().ok());
    match entries {
        Some(entries) => measure(entries),
        None => println!("LINE_ENTRIES is not set: no long record is made"),
    }
}

/// Processor seconds of this thread: other work on the machine does not count. By the clock where the system has no such
/// number.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|it| it.split(' ').next()?.parse::<u64>().ok());
    let clock = || START_OF_ALL.get_or_init(Instant::now).elapsed().as_secs_f64();
    nanoseconds.map_or_else(clock, |it| it as f64 / 1e9)
}

static START_OF_ALL: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = processor_seconds();
    let done = work();
    (done, processor_seconds() - before)
}

/// A party's node with what it stored and what it has to send.
struct Side {
    node: Node<Signed>,
    other: PartyId,
    stored: Vec<(u64, Stored)>,
    keeps: bool,
    leaves: u64,
    sends: Vec<Vec<u8>>,
}

impl Side {
    fn new(line: &Line, name: &'static str, other: &str) -> Self {
        let (node, other) = (line.node(name), scene::party(other));
        let (stored, sends) = (Vec::new(), Vec::new());
        Self { node, other, stored, keeps: name == "a", leaves: 0, sends }
    }

    fn step(&mut self, now: u64, input: Input) {
        let mut outputs = self.node.step(now, input);
        loop {
            let mut count = 0;
            for output in outputs {
                match output {
                    Output::Store(leaf) => {
                        count += 1;
                        if self.keeps {
                            self.stored.push((now, leaf));
                        }
                    }
                    Output::Send(to, bytes) if to == self.other => self.sends.push(bytes),
                    Output::Void(mark, reason) => panic!("{mark:?}: {reason}"),
                    Output::Refused(_, reason) => panic!("refused: {reason}"),
                    _ => {}
                }
            }
            if count == 0 {
                break;
            }
            self.leaves += count;
            outputs = self.node.step(now, Input::Stored(count));
        }
    }

    /// Messages while nobody is there to be sent them.
    fn write(&mut self, now: u64, name: &str) {
        self.node.attend(None);
        for number in 0..BATCH {
            let content = Value::map([(0, Value::Unsigned(u64::from(name == "b")))]);
            let salt = sha256(&[name.as_bytes(), &now.to_be_bytes(), &number.to_be_bytes()]);
            self.step(now, Input::Write(Outgoing { kind: 16 + number % 2, content, salt }));
        }
        assert_eq!(self.node.waiting(), 0, "all is written");
        self.node.attend(Some(self.other));
    }
}

/// Both sides write at once, then all is exchanged and put in order; again until the record is long enough.
fn made(line: &Line, entries: u64) -> Side {
    let mut sides = [Side::new(line, "a", "b"), Side::new(line, "b", "a")];
    // What is taken is not what is measured: B takes A's signatures to hold while the record is made, and A takes B's.
    sides.iter_mut().for_each(|side| side.node.record_mut().trust(true));
    let (mut now, started, mut told) = (START, Instant::now(), 0);
    while sides[0].leaves < entries {
        now += 10 * MINUTE;
        std::thread::scope(|scope| {
            let [a, b] = &mut sides;
            scope.spawn(|| a.write(now, "a"));
            scope.spawn(|| b.write(now, "b"));
        });
        let mut quiet = 0;
        while quiet < 2 {
            now += MINUTE;
            sides.iter_mut().for_each(|side| side.step(now, Input::Tick));
            let [a, b] = &mut sides;
            let (for_b, for_a) = (std::mem::take(&mut a.sends), std::mem::take(&mut b.sends));
            let leaves = |all: &[Vec<u8>]| all.iter().any(|one| one.first() == Some(&2));
            quiet = if leaves(&for_a) || leaves(&for_b) { 0 } else { quiet + 1 };
            let (from_a, from_b) = (b.other, a.other);
            for_b.into_iter().for_each(|it| b.step(now, Input::Packet(from_a, it)));
            for_a.into_iter().for_each(|it| a.step(now, Input::Packet(from_b, it)));
        }
        if sides[0].leaves / 100_000 > told {
            told = sides[0].leaves / 100_000;
            println!("{} entries after {:.0} s", sides[0].leaves, started.elapsed().as_secs_f64());
        }
    }
    let [a, b] = sides;
    assert_eq!(a.node.engine().script(), b.node.engine().script());
    a
}

fn measure(entries: u64) {
    let line = Line::new(accords::swap());
    let made = made(&line, entries);
    let (script, rounds) = (made.node.engine().script(), made.node.engine().closed().len());
    let state = kernel::digest(made.node.play().expect("a party").state());
    let Side { stored, node, .. } = made;
    drop(node);
    let count = stored.len() as f64;
    let bytes: u64 = stored.iter().map(|(_, it)| it.leaf.len() as u64).sum();
    println!("{} entries, {bytes} bytes, {rounds} rounds, script {}", stored.len(), script.0);
    let (hash, hashed) = timed(|| {
        let mut all = Sha256::new();
        stored.iter().for_each(|(_, it)| all.update(&it.leaf));
        all.finalize()
    });
    println!("SHA-256 over their bytes ({:02x}): {hashed:.1} processor seconds", hash[0]);
    let signer = scene::signer("a");
    let (key, message) = (signer.public(), [7; 1000]);
    let signature = signer.sign(&message);
    let (held, checked) =
        timed(|| (0..PAIRS).filter(|_| key.verify(&message, &signature).is_ok()).count());
    let alone = checked * count / PAIRS as f64;
    println!("{held} pairs of signatures alone: {checked:.1}, for as many as entries {alone:.1}");
    let now = stored.last().map_or(START, |(at, _)| *at);
    let again = |name: &str,
                 read: &dyn Fn(Node<Signed>, Vec<(u64, Stored)>) -> Node<Signed>,
                 of| {
        let (node, seconds) = timed(|| {
            let mut node = read(line.node("a"), of);
            node.bar();
            node.step(now, Input::Tick);
            node
        });
        assert_eq!(node.engine().script(), script);
        assert_eq!(kernel::digest(node.play().expect("a party").state()), state);
        println!(
            "{name}: {seconds:.1} processor seconds, {:.2} times SHA-256, {:.2} times the signatures",
            seconds / hashed,
            seconds / alone
        );
    };
    let all = stored.len() as u64;
    let verified = |node: Node<Signed>, of| node.restore_verified((of, all), now);
    again("signatures taken to hold", &verified, stored.clone());
    again("every signature checked", &|node, of| node.restore_timed(of, now), stored);
}
