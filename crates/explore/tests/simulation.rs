//! Drawn futures against the exact recursion on the enumerated graph, and against themselves.

mod support;

use explore::drive::Drive;
use explore::graph::{Graph, enumerate};
use explore::simulate::{BLOCK, Numbers, Run, Summary, block_values, replay_path, simulate};
use explore::weigh::weigh;
use kernel::ActorId;
use kernel::state::Cause;
use std::ops::ControlFlow;
use support::{beliefs_on_everything, compiled, swap};
use world::{Beliefs, Distribution};

fn run(drive: &Drive<'_>, numbers: Numbers<'_>, run: &Run) -> Summary {
    simulate(drive, numbers, run, &mut |_| ControlFlow::Continue(()))
}

fn paths(paths: u64, seed: u64, threads: usize) -> Run {
    Run { paths: 0..paths, seed, threads }
}

fn exact(graph: &Graph, beliefs: &Beliefs) -> game::Survival {
    let weights = weigh(graph, beliefs, &beliefs.central(), ActorId(0));
    let policy = game::Policy::first(&graph.process);
    let horizon = beliefs.horizon as usize;
    game::survival(&graph.process, &weights, &policy, 0, horizon).expect("a sound process")
}

#[test]
fn drawn_survival_agrees_with_the_exact_recursion() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let graph = enumerate(&drive, 1_000_000).expect("a sound process");
    assert_eq!(graph.cut.points, 0);
    let exact = exact(&graph, &beliefs);
    let values = beliefs.central();
    let drawn = run(&drive, Numbers::Given(&values), &paths(100_000, 1, 2));
    assert_eq!(drawn.horizon(), beliefs.horizon);
    let mut causes = 0;
    for month in 1..=beliefs.horizon {
        let t = month as usize - 1;
        let found = drawn.in_force(month);
        let off = (found.mean - exact.alive[t]).abs();
        assert!(off <= 4.0 * found.standard_error, "month {month}: {found:?} {}", exact.alive[t]);
        for (label, curve) in exact.ended.iter().enumerate().skip(1) {
            let ended = graph.end(u16::try_from(label).expect("few")).expect("an end");
            let found = drawn.ended_within(ended, month);
            let off = (found.mean - curve[t]).abs();
            assert!(off <= 4.0 * found.standard_error, "{ended:?} {month}: {found:?} {}", curve[t]);
            causes += u32::from(found.events > 0);
        }
    }
    assert!(causes > 2 * beliefs.horizon, "against vacuous truth: {causes}");
}

#[test]
fn the_same_bits_on_one_thread_and_on_two() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let values = beliefs.central();
    for numbers in [Numbers::Given(&values), Numbers::Sampled] {
        let one = run(&drive, numbers, &paths(20_000, 5, 1));
        assert_eq!(one, run(&drive, numbers, &paths(20_000, 5, 2)));
        assert_eq!(one.sample.paths, 20_000);
        let other = run(&drive, numbers, &paths(20_000, 6, 2));
        assert_ne!((&one.ended, &one.months), (&other.ended, &other.months));
    }
}

/// Golden counts: the same bits in debug, in release and on other machines. The text owes nothing,
/// so that only draws count, and the sampled chance goes through `exp` and the normal quantile.
#[test]
fn the_counts_of_a_seed_stay() {
    let compiled = compiled("bare.accord", include_str!("support/bare.accord"));
    let mut beliefs = beliefs_on_everything(compiled.accord());
    let chances = beliefs.entries.iter_mut();
    chances.for_each(|entry| entry.distribution = Distribution::Lognormal(0.5));
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let values = beliefs.central();
    let drawn = run(&drive, Numbers::Given(&values), &paths(10_000, 2026, 2));
    let sampled = run(&drive, Numbers::Sampled, &paths(10_000, 2026, 2));
    // Its term runs out after 1,000 days: who is still in it then has fulfilled it.
    assert!(drawn.in_force(33).mean > 0.3 && drawn.in_force(34).events == 0);
    assert!(drawn.survival(34).mean > 0.3 && drawn.survival(34) == drawn.survival(48));
    assert!(drawn.causes().iter().any(|(ended, _)| ended.cause == Cause::Completed));
    assert_eq!((drawn.months.sum, sampled.months.sum), (264_972, 269_559));
}

#[test]
fn runs_of_other_paths_add_up() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let values = beliefs.central();
    let numbers = Numbers::Given(&values);
    let whole = run(&drive, numbers, &paths(20 * BLOCK, 3, 2));
    let mut first = run(&drive, numbers, &paths(7 * BLOCK, 3, 2));
    let rest = Run { paths: 7 * BLOCK..20 * BLOCK, seed: 3, threads: 1 };
    first.merge(&run(&drive, numbers, &rest));
    assert_eq!(whole, first);
}

#[test]
fn a_run_that_is_stopped_has_counted_its_first_paths() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let values = beliefs.central();
    let numbers = Numbers::Given(&values);
    let stopped = simulate(&drive, numbers, &paths(1 << 20, 3, 2), &mut |_| ControlFlow::Break(()));
    assert!(stopped.sample.paths < 1 << 20);
    assert_eq!(stopped, run(&drive, numbers, &paths(stopped.sample.paths, 3, 1)));
}

/// A path told alone ends as the counting says: each path as a run of its own.
#[test]
fn a_path_told_by_number_is_the_path_that_was_counted() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    let values = beliefs.central();
    for path in (0..200).chain([1 << 33, u64::MAX - 300]) {
        let told = replay_path(&drive, &values, 11, path);
        let alone = Run { paths: path..path + 1, seed: 11, threads: 1 };
        let counted = run(&drive, Numbers::Given(&values), &alone);
        let ended: Vec<_> = counted.ended.keys().copied().collect();
        assert_eq!(ended, told.end.map(|(_, ended)| ended).into_iter().collect::<Vec<_>>());
        let months = told.end.map_or(beliefs.horizon, |(month, _)| month);
        assert_eq!(counted.months.sum, u64::from(months));
        assert!(told.events().count() > 0);
    }
}

#[test]
fn values_are_shared_by_a_block_and_differ_between_blocks() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    let drive = Drive::new(compiled.accord(), &beliefs, None);
    assert_eq!(block_values(&drive, 1, 4), block_values(&drive, 1, 4));
    assert_ne!(block_values(&drive, 1, 4), block_values(&drive, 1, 5));
    let values = beliefs.central();
    let given = run(&drive, Numbers::Given(&values), &paths(50_000, 9, 2));
    let sampled = run(&drive, Numbers::Sampled, &paths(50_000, 9, 2));
    let (given, sampled) = (given.survival(12), sampled.survival(12));
    assert!(sampled.standard_error > 1.5 * given.standard_error, "{given:?} {sampled:?}");
}
