//! The test that holds the design together: the same events give the same digests through every
//! driver's own front door.
//!
//! Enumerated: along the edges of the graph. Simulated: on the table that fills where paths go,
//! and told by number. Replayed: as a dated history, written to the words of an `.events` file and read
//! again. Behind all of them stands `kernel::apply`,
//! and between them the canonical form: a state that forgot a clock which some clause still reads
//! would stand in the graph for another one, and part from what really happens. The last test
//! makes it forget, one clock after the other, and sees that it is noticed.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "a test draws small numbers and tells what it compared"
)]

mod support;

use explore::drive::Drive;
use explore::graph::{Graph, Key, enumerate_with};
use explore::replay::{Recorded, replay};
use explore::simulate::{RandomStream, Simulation, replay_path};
use kernel::encode::{digest, to_bytes};
use kernel::{Accord, ActorId, Digest, Event, Hours, Standing, State};
use lang::source::Source;
use lang::{Compiled, Lowered, compile_events, write_events};
use support::{beliefs_on_everything, every_accord, recorded, swap};
use world::Beliefs;

/// Sequences of an accord as it is written.
const WRITTEN: u64 = 400;
/// Sequences in which one party departs from it, for each party: with the others a thousand.
const DEPARTING: u64 = 300;
/// Points enumerated; a walk that comes to the edge of a larger graph stops there.
const POINTS: usize = 60_000;
/// Steps of a walk off the text.
const STEPS: u32 = 150;

/// Ways on that were taken, what happened on each, and the digest after it.
#[derive(Default)]
struct Walk {
    ways: Vec<usize>,
    events: Vec<Vec<Event>>,
    digests: Vec<Digest>,
}

/// A path as the simulator tells it by number.
fn told(drive: &Drive<'_>, seed: u64, path: u64) -> Walk {
    let record = replay_path(drive, &drive.beliefs.central(), seed, path);
    let mut walk = Walk::default();
    for step in &record.steps {
        walk.ways.push(step.way);
        walk.events.push(step.events.iter().map(|(event, _)| event.clone()).collect());
        walk.digests.push(step.digest);
    }
    walk
}

/// A walk along any edges of a graph, what happened applied to the state it really led to.
fn wandered(drive: &Drive<'_>, graph: &Graph, number: u64) -> Walk {
    let stream = RandomStream::new(17, number);
    let (mut node, mut state) = (0_u32, drive.start().state);
    let mut walk = Walk::default();
    for step in 0..STEPS {
        let edges = graph.process.edges_of(node);
        if edges.is_empty() {
            break;
        }
        let way = any_way(graph, node, stream.uniform(step, 0));
        let events = offered(drive, graph, node, way);
        state = events.iter().fold(state, |at, event| kernel::apply(drive.accord, &at, event).0);
        node = graph.process.target(edges.start + way);
        walk.ways.push(way);
        walk.events.push(events);
        walk.digests.push(digest(&state));
    }
    walk
}

/// A way on, each as likely as the others, but for walking out, which comes last in a menu and
/// would make walks too short to tell anything.
fn any_way(graph: &Graph, node: u32, uniform: f64) -> usize {
    let ways = graph.process.edges_of(node).len();
    let likely = ways as f64 - if graph.menu(node).is_some() { 0.95 } else { 0.0 };
    (uniform * likely) as usize
}

/// The events on an edge of a graph.
fn offered(drive: &Drive<'_>, graph: &Graph, node: u32, way: usize) -> Vec<Event> {
    use explore::drive::Expansion;
    match drive.expand(&graph.micro(node).expect("a node")) {
        Expansion::Choose { branches, .. }
        | Expansion::Together { branches, .. }
        | Expansion::Draw(branches) => branches[way].events.clone(),
        Expansion::Pass { branch, .. } => branch.events.clone(),
        Expansion::Over => Vec::new(),
    }
}

/// Steps compared with the graph, and those at which its state is another one than what really
/// happened led to.
fn parted(graph: &Graph, walk: &Walk) -> (usize, usize) {
    let mut node = 0_u32;
    let (mut compared, mut parted) = (0, 0);
    for (way, digest) in walk.ways.iter().zip(&walk.digests) {
        let edges = graph.process.edges_of(node);
        if edges.is_empty() {
            break;
        }
        node = graph.process.target(edges.start + way);
        let state = graph.state(node).expect("a node");
        compared += 1;
        parted += usize::from(kernel::digest(&state) != *digest);
    }
    (compared, parted)
}

/// A walk's events as a dated history, with the digest after each act and at the end.
fn history(accord: &Accord, walk: &Walk) -> (Vec<Recorded>, Vec<Digest>, Hours) {
    let (mut at, mut state) = (Hours::ZERO, kernel::apply::start(accord).0);
    let (mut lines, mut digests) = (Vec::new(), Vec::new());
    for event in walk.events.iter().flatten() {
        state = kernel::apply(accord, &state, event).0;
        match event {
            Event::Pass(span) => at = at.plus(*span),
            Event::Act { by, deed } => {
                let act = Some((*by, deed.clone()));
                lines.push(Recorded { at, act, expect: Vec::new() });
                digests.push(digest(&state));
            }
        }
    }
    digests.push(digest(&state));
    (lines, digests, at)
}

/// A text under one reading.
struct Text<'a> {
    name: &'a str,
    compiled: &'a Compiled,
    read: &'a Lowered,
}

impl Text<'_> {
    fn accord(&self) -> &Accord {
        &self.read.accord
    }

    /// A history written to the words of an `.events` file and read again.
    fn written_and_read(&self, lines: &[Recorded], until: Hours) -> Vec<Recorded> {
        let day_zero = self.compiled.day_zero.or(swap().day_zero).expect("the small text has one");
        let act = |line: &Recorded| line.act.clone().map(|(by, deed)| (line.at, by, deed));
        let acts: Vec<_> = lines.iter().filter_map(act).collect();
        let text = write_events(self.compiled, self.read, day_zero, &acts, Some(until));
        let source = Source::new("path.events", text.as_str());
        let found = compile_events(&source, self.compiled, self.read);
        assert_eq!(found.diagnostics, [], "{}: {text}", self.name);
        recorded(&found.events.expect("no errors"))
    }

    /// The replay says the same after every act of the walk, and at its end.
    fn check_replay(&self, walk: &Walk) {
        let (lines, digests, until) = history(self.accord(), walk);
        let read = self.written_and_read(&lines, until);
        assert_eq!(read, lines, "{}", self.name);
        let replay = replay(self.accord(), &read, Some(until));
        let of_lines = replay.entries.iter().filter(|entry| entry.line.is_some());
        let mut found: Vec<Digest> = of_lines.map(|entry| entry.digest).collect();
        found.push(digest(&replay.state));
        assert!(found == digests, "{}: {lines:#?}", self.name);
        assert_eq!(walk.digests.last(), digests.last());
    }
}

fn graph_of(drive: &Drive<'_>, key: Option<Key>) -> Graph {
    enumerate_with(drive, POINTS, key, &mut |_| {}).expect("a sound process")
}

/// Sequences as the text has them, through all doors.
fn check_as_written(text: &Text<'_>, beliefs: &Beliefs) -> usize {
    let drive = Drive::new(text.accord(), beliefs, None);
    let (graph, simulation) = (graph_of(&drive, None), Simulation::new(&drive));
    let (mut acts, mut steps) = (0, 0);
    for path in 0..WRITTEN {
        let walk = told(&drive, 3, path);
        let (compared, parted) = parted(&graph, &walk);
        assert_eq!(parted, 0, "{}: enumerated, path {path}", text.name);
        steps += compared;
        let drawn = simulation.digests(&beliefs.central(), 3, path);
        assert_eq!(drawn, walk.digests, "{}: simulated, path {path}", text.name);
        text.check_replay(&walk);
        acts += walk.events.iter().flatten().filter(|e| !matches!(e, Event::Pass(_))).count();
    }
    println!("  as written: {acts} acts, {steps} steps compared with {:?}", graph.size());
    acts.min(steps)
}

/// Sequences in which one party departs from the text wherever it can.
fn check_departing(text: &Text<'_>, beliefs: &Beliefs, party: ActorId) -> usize {
    let drive = Drive::new(text.accord(), beliefs, Some(party));
    let graph = graph_of(&drive, None);
    let (mut departed, mut steps) = (0, 0);
    for number in 0..DEPARTING {
        let walk = wandered(&drive, &graph, number);
        let (compared, parted) = parted(&graph, &walk);
        assert_eq!(parted, 0, "{}: enumerated, {party:?}, walk {number}", text.name);
        steps += compared;
        text.check_replay(&walk);
        departed += usize::from(walk.ways.iter().any(|way| *way > 1));
    }
    println!("  {party:?} departs in {departed}: {steps} steps compared with {:?}", graph.size());
    departed
}

fn check(text: &Text<'_>) {
    let (name, beliefs) = (text.name, beliefs_on_everything(text.accord()));
    println!("{name}");
    let acts = check_as_written(text, &beliefs);
    assert!(acts > 10 * WRITTEN as usize, "{name}: too little happened to tell anything");
    // A signatory that owes little (one of eight) hardly can depart; somebody must.
    let parties = text.accord().signatory_ids();
    let departed = parties.map(|party| check_departing(text, &beliefs, party)).max();
    assert!(departed > Some(50), "{name}: nobody departed often enough to tell anything");
}

#[test]
fn the_small_text_has_one_transition() {
    let compiled = swap();
    check(&Text { name: "swap", compiled: &compiled, read: &compiled.common });
}

#[test]
fn every_accord_has_one_transition() {
    let accords = every_accord();
    assert!(accords.iter().any(|(name, _)| name == "three-phase.accord"));
    for (name, compiled) in &accords {
        check(&Text { name, compiled, read: &compiled.common });
        for reading in &compiled.readings {
            let name = format!("{name} as {} reads it", reading.party);
            check(&Text { name: &name, compiled, read: &reading.lowered });
        }
    }
}

/// A key that forgets something of a state.
macro_rules! forgetting {
    ($($name:ident: $forget:expr;)*) => {
        const FORGETFUL: &[(&str, Key)] = &[$((stringify!($name), $name)),*];
        $(fn $name(state: &State) -> Vec<u8> {
            let mut state = state.clone();
            let forget: fn(&mut State) = $forget;
            forget(&mut state);
            to_bytes(&state)
        })*
    };
}

forgetting! {
    phase_ages: |s| s.phases.iter_mut().for_each(|cell| cell.age = Hours::ZERO);
    waiver_terms: |s| s.waivers.iter_mut().for_each(|cell| cell.left = Hours::ZERO);
    duty_clocks: |s| s.duties.iter_mut().for_each(|cell| cell.clock = Hours::ZERO);
    standings: |s| s.duties.iter_mut().for_each(|cell| cell.standing = Standing::None);
    procedures: |s| s.procedures.fill(kernel::state::ProcedureState::Idle);
    pauses: |s| s.pauses.fill(Hours::ZERO);
}

/// Whether a graph under a key that forgets parts from what really happens on any walk.
fn noticed(accord: &Accord, beliefs: &Beliefs, key: Key) -> bool {
    let free = std::iter::once(None).chain(accord.signatory_ids().map(Some));
    let mut free = free.into_iter();
    free.any(|free| {
        let drive = Drive::new(accord, beliefs, free);
        let graph = graph_of(&drive, Some(key));
        (0..DEPARTING).any(|number| parted(&graph, &wandered(&drive, &graph, number)).1 > 0)
    })
}

#[test]
fn a_forgotten_clock_is_noticed() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    for (name, key) in FORGETFUL {
        assert!(noticed(compiled.accord(), &beliefs, *key), "forgetting {name} is not noticed");
    }
    assert!(!noticed(compiled.accord(), &beliefs, to_bytes::<State>), "nothing is forgotten");
}
