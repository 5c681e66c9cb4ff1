//! Speed of the solver on a synthetic accord-like process, beside the machine's limit.
//!
//! 1e5 states, each a choice (keep, cheat, walk out) with nature staged behind it: some 1.1e6
//! nodes. Set beside it: one plain streaming read of the arrays that a sweep must read, and one
//! gather over the edges in sweep order. Run with `cargo bench -p game`.
#![allow(clippy::print_stdout, reason = "a bench reports")]

use divan::{Bencher, black_box};
use game::{
    NodeKind, Policy, ProcessBuilder, Settings, StagedProcess, Weights, best_response, evaluate,
    expected_visits, one_shot_margins,
};
use std::sync::OnceLock;
use std::time::Instant;

const STATES: u32 = 100_000;
/// One month at a yearly factor of .90: game.md's .9914.
const DISCOUNT: f64 = 0.9914;

struct Model {
    process: StagedProcess,
    weights: Weights,
    text: Policy,
}

fn main() {
    against_the_limit();
    divan::main();
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| build(STATES))
}

struct Stream(u64);

impl Stream {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        u32::try_from((self.0 >> 33) % u64::from(n)).unwrap_or(0)
    }

    fn unit(&mut self) -> f64 {
        f64::from(self.below(1 << 24)) / f64::from(1 << 24)
    }
}

/// States 0..n, then one terminal, then the draws of each state: three choices lead into chains
/// of incident, detection and politics whose ends merge in four time nodes.
fn build(states: u32) -> Model {
    let mut stream = Stream(1);
    let mut builder = ProcessBuilder::new();
    let per_state = 10;
    let first = |s: u32| states + 1 + s * per_state;
    for s in 0..states {
        let draws = first(s);
        builder.push(NodeKind::Choice { decider: 0 }, &[draws, draws + 1, draws + 9]);
    }
    let war = builder.push(NodeKind::Terminal { label: 0 }, &[]);
    for s in 0..states {
        let d = first(s);
        // keep: incident?; cheat: detected?; then attribution, politics; then time.
        builder.push(NodeKind::Chance, &[d + 2, d + 3]);
        builder.push(NodeKind::Chance, &[d + 3, d + 4]);
        builder.push(NodeKind::Chance, &[d + 5, d + 6]);
        builder.push(NodeKind::Chance, &[d + 6, d + 7, d + 8]);
        builder.push(NodeKind::Chance, &[d + 7, d + 8, war]);
        for _ in 5..10 {
            // Clocks run on, now and then something far is reset.
            let far = stream.below(states);
            let near = (s + 1 + stream.below(50)) % states;
            builder.push(NodeKind::Time, &[near, far]);
        }
    }
    let process = builder.build().expect("synthetic process is sound");
    let weights = weigh(&mut stream, &process);
    let text = Policy::first(&process);
    Model { process, weights, text }
}

fn weigh(stream: &mut Stream, process: &StagedProcess) -> Weights {
    let mut weights = Weights::even(process, DISCOUNT, 2);
    for node in 0..u32::try_from(process.nodes()).unwrap_or(0) {
        let edges = process.edges_of(node);
        let small = 0.02 + 0.1 * stream.unit();
        for (place, edge) in edges.clone().enumerate() {
            let others = f64::from(u32::try_from(edges.len() - 1).unwrap_or(1));
            let first = if edges.len() == 1 { 1.0 } else { 1.0 - small };
            weights.probability[edge] = if place == 0 { first } else { small / others };
            if matches!(process.kind(node), NodeKind::Choice { .. }) {
                weights.payoff[0].reward[edge] = 10.0 + [0.0, 2.5, -30.0][place] + stream.unit();
                weights.payoff[1].reward[edge] = 8.0 - [0.0, 4.0, 20.0][place] + stream.unit();
            }
        }
        weights.payoff[0].terminal[node as usize] = -400.0;
        weights.payoff[1].terminal[node as usize] = -500.0;
    }
    weights
}

/// What a sweep reads of topology and odds, once, in order: 4 + 8 bytes an edge, 4 + 8 a node.
fn stream_arrays(targets: &[u32], factors: &[f64], rows: &[u32], base: &[f64]) -> f64 {
    let sum: u64 = targets.iter().chain(rows).map(|&t| u64::from(t)).sum();
    let lanes = |x: &[f64]| {
        let mut lanes = [0.0; 8];
        for chunk in x.as_chunks::<8>().0 {
            lanes.iter_mut().zip(chunk).for_each(|(l, c)| *l += c);
        }
        lanes.iter().sum::<f64>()
    };
    lanes(factors) + lanes(base) + f64::from(u32::try_from(sum % 1000).unwrap_or(0))
}

fn seconds(mut work: impl FnMut() -> f64) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

/// Prints time a sweep as a multiple of the streaming read, in the same run.
fn against_the_limit() {
    let Model { process, weights, text } = model();
    let targets: Vec<u32> = (0..process.edges()).map(|e| process.target(e)).collect();
    let rows: Vec<u32> = (0..u32::try_from(process.nodes()).unwrap_or(0)).collect();
    let base = &weights.discount;
    let limit = seconds(|| stream_arrays(&targets, &weights.probability, &rows, base));
    let run = |memory: usize, sweeps_max: u32| {
        let settings = Settings { gap: 1e-6, sweeps_max, memory };
        let start = Instant::now();
        let values = evaluate(process, weights, text, &settings).expect("sound");
        (start.elapsed().as_secs_f64(), values)
    };
    // Two lengths of plain sweeps: their difference is sweeps alone.
    let sweep = (run(0, 80).0 - run(0, 20).0) / 60.0;
    println!(
        "{} nodes, {} edges, {} unknowns",
        process.nodes(),
        process.edges(),
        process.order().unknowns()
    );
    println!(
        "streaming read {:.2} ms, sweep of two columns {:.2} ms: {:.1} times",
        1e3 * limit,
        1e3 * sweep,
        sweep / limit
    );
    for memory in [0, 1, 2, 4, 6, 10] {
        let (time, values) = run(memory, 20_000);
        println!(
            "memory {memory:2}: {:5} sweeps {time:6.2} s {:?} half-width {:.1e}",
            values.sweeps,
            values.status,
            values.half_width_max(0)
        );
    }
}

#[divan::bench(sample_count = 5)]
fn evaluate_two_players(bencher: Bencher) {
    let Model { process, weights, text } = model();
    bencher.bench_local(|| evaluate(process, weights, text, &Settings::default()));
}

#[divan::bench(sample_count = 5)]
fn margins_of_the_free_player(bencher: Bencher) {
    let Model { process, weights, text } = model();
    let values = evaluate(process, weights, text, &Settings::default()).expect("sound");
    bencher.bench_local(|| one_shot_margins(process, weights, text, &values, 0, 0));
}

#[divan::bench(sample_count = 5)]
fn best_response_of_one_player(bencher: Bencher) {
    let Model { process, weights, text } = model();
    bencher.bench_local(|| best_response(process, weights, text, 0, 0, &Settings::default()));
}

#[divan::bench(sample_count = 5)]
fn visits_from_the_root(bencher: Bencher) {
    let Model { process, weights, text } = model();
    bencher.bench_local(|| expected_visits(process, weights, text, 0, &Settings::default()));
}
