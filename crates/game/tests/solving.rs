//! How solutions end: statuses, determinism, undiscounted play, starting near the answer.

mod oracle;

use game::{NodeKind, Policy, ProcessBuilder, Settings, StagedProcess, Status, Values, Weights};
use game::{best_response, best_response_from, evaluate, evaluate_from};
use oracle::random::{self, Grain, Stream};

fn large(seed: u64) -> (StagedProcess, Weights, Policy) {
    let mut stream = Stream(seed);
    let process = random::process(&mut stream, 3000);
    let mut weights = random::weights(&mut stream, &process, Grain::Fine);
    weights.discount.iter_mut().for_each(|d| *d = 0.97 + 0.15 * (*d - 0.8));
    let policy = random::policy(&mut stream, &process);
    (process, weights, policy)
}

fn nodes(process: &StagedProcess) -> std::ops::Range<u32> {
    0..u32::try_from(process.nodes()).expect("small")
}

fn overlap(a: &Values, b: &Values, process: &StagedProcess) -> bool {
    nodes(process).all(|n| a.bracket(0, n).minus(&b.bracket(0, n)).contains(0.0))
}

#[test]
fn every_memory_finds_the_same_values() {
    let (process, weights, policy) = large(3);
    let run = |memory| {
        let settings = Settings { memory, ..Settings::default() };
        evaluate(&process, &weights, &policy, &settings).expect("valid")
    };
    let plain = run(0);
    assert_eq!(plain.status, Status::Closed);
    for memory in [1, 2, 6, 20] {
        let found = run(memory);
        assert_eq!(found.status, Status::Closed);
        assert!(overlap(&plain, &found, &process));
        assert!(found.sweeps <= plain.sweeps, "{} of {}", found.sweeps, plain.sweeps);
    }
}

#[test]
fn the_same_question_has_the_same_bits() {
    let (process, weights, policy) = large(5);
    let run = || best_response(&process, &weights, &policy, 0, 0, &Settings::default());
    let (a, b) = (run().expect("valid"), run().expect("valid"));
    assert_eq!(a.policy, b.policy);
    let bits = |v: &Values| v.column(0).iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&a.optimum), bits(&b.optimum));
}

#[test]
fn a_near_start_saves_sweeps_and_keeps_the_answer() {
    let (process, mut weights, policy) = large(7);
    let settings = Settings::default();
    let near = evaluate(&process, &weights, &policy, &settings).expect("valid");
    weights.payoff[0].reward[0] += 1e-3;
    let cold = evaluate(&process, &weights, &policy, &settings).expect("valid");
    let warm = evaluate_from(&near, &process, &weights, &policy, &settings).expect("valid");
    assert!(warm.sweeps < cold.sweeps && overlap(&warm, &cold, &process));
    let cold = best_response(&process, &weights, &policy, 1, 1, &settings).expect("valid");
    let warm = best_response_from(&near, &process, &weights, &policy, 1, 1, &settings);
    let warm = warm.expect("valid");
    assert!(overlap(&warm.optimum, &cold.optimum, &process));
    assert!(warm.optimum.sweeps < cold.optimum.sweeps);
}

#[test]
fn best_response_of_a_large_process_closes_and_beats_the_start() {
    let (process, weights, policy) = large(11);
    let found = best_response(&process, &weights, &policy, 0, 0, &Settings::default());
    let found = found.expect("valid");
    assert_eq!((found.start.status, found.optimum.status), (Status::Closed, Status::Closed));
    assert!(nodes(&process).any(|n| found.loss(n).lower > 0.0));
    let moved = found.departures(&policy);
    assert!(!moved.is_empty());
    assert!(moved.iter().all(|&n| process.kind(n) == NodeKind::Choice { decider: 0 }));
    let again = evaluate(&process, &weights, &found.policy, &Settings::default()).expect("valid");
    assert!(overlap(&again, &found.optimum, &process));
}

#[test]
fn statuses_say_what_stopped_the_sweeps() {
    let (process, weights, policy) = large(13);
    let status = |gap, sweeps_max| {
        let settings = Settings { gap, sweeps_max, memory: 6 };
        evaluate(&process, &weights, &policy, &settings).expect("valid").status
    };
    assert_eq!(status(1e-6, 20_000), Status::Closed);
    assert_eq!(status(1e-6, 5), Status::SweepLimit);
    assert_eq!(status(1e-15, 20_000), Status::RoundingLimit);
}

/// Wait (earning `wait`) with hazard 1/4 of ending, or stop for 10: nothing is discounted.
fn stopping(wait: f64, hazard: f64) -> (StagedProcess, Weights, Policy) {
    let mut builder = ProcessBuilder::new();
    builder.push(NodeKind::Choice { decider: 0 }, &[2, 1]);
    builder.push(NodeKind::Terminal { label: 0 }, &[]);
    builder.push(NodeKind::Time, &[3, 0]);
    builder.push(NodeKind::Terminal { label: 1 }, &[]);
    let process = builder.build().expect("valid");
    let mut weights = Weights::even(&process, 1.0, 1);
    weights.payoff[0].reward[0] = wait;
    weights.payoff[0].terminal[1] = 10.0;
    weights.probability[2..].copy_from_slice(&[hazard, 1.0 - hazard]);
    (process, weights, Policy { choice: vec![1, 0, 0, 0] })
}

#[test]
fn undiscounted_stopping_is_solved_exactly() {
    // Waiting for ever earns wait / hazard: 12 against 10, or 8 against 10.
    for (wait, value) in [(3.0, 12.0), (2.0, 10.0)] {
        let (process, weights, stop) = stopping(wait, 0.25);
        let best = best_response(&process, &weights, &stop, 0, 0, &Settings::default());
        let best = best.expect("valid");
        assert_eq!(best.optimum.status, Status::Closed);
        assert!(best.optimum.bracket(0, 0).contains(value));
        assert!(best.loss(0).contains(value - 10.0));
    }
}

/// A plan that may wait for ever undiscounted has no bounded length: said, not guessed.
#[test]
fn undiscounted_waiting_without_hazard_is_not_bracketed() {
    let (process, weights, stop) = stopping(1.0, 0.0);
    let best = best_response(&process, &weights, &stop, 0, 0, &Settings::default());
    let best = best.expect("valid");
    assert_eq!(best.optimum.status, Status::NotTransient);
    assert!(best.loss(0).upper.is_infinite());
    let values = evaluate(&process, &weights, &stop, &Settings::default()).expect("valid");
    assert_eq!(values.status, Status::Closed, "stopping itself ends at once");
}
