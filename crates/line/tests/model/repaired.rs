//! The rule as it runs, against the silent, the gone and the lying, and what had only been argued for it.

use crate::first::{line, lying, second_history};
use crate::liars;
use crate::line::{Explored, Line};
use crate::world::{A, B, M};

const ALWAYS: [&str; 5] = [
    "honest parties agree",
    "honest readers agree in the end",
    "nobody waits for ever",
    "a vote names what its writer has",
    "a cut leaves out nothing it refers to",
];

/// What the exploration broke, and what it saw happen.
fn explore(line: Line) -> (Explored, Vec<&'static str>) {
    let mut explored = line.clone().explore();
    println!("wide: {explored:?}");
    if !explored.whole {
        let deep = line.dive();
        println!("deep: {deep:?}");
        explored.found.extend(deep.found);
        explored.found.sort_unstable();
        explored.found.dedup();
    }
    let broken = explored.found.iter().copied().filter(|name| ALWAYS.contains(name)).collect();
    (explored, broken)
}

/// What is written at the start was deposited with every intermediary.
fn served(mut line: Line) -> Line {
    for judge in M..M + line.judges {
        let all: Vec<(usize, usize)> =
            (0..2).map(|at| (at, line.start.histories[at].1.len())).collect();
        line.start.replicas[judge].had.extend(all);
    }
    Line { served: true, ..line }
}

#[test]
fn both_act_and_every_order_ends_in_one_script() {
    let mut line = line(1, &[A]);
    line.start.replicas[B].had.push((A, 1));
    line.start.replicas[M].had.push((A, 1));
    let (all, broken) = explore(line);
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.states > 20_000);
    assert!(["closed by votes", "closed by ruling"].iter().all(|how| all.found.contains(how)));
}

#[test]
fn two_parties_alone_end_in_one_script() {
    let (all, broken) = explore(line(0, &[A, B]));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn the_intermediary_is_gone() {
    let (all, broken) = explore(Line { gone: vec![M], ..line(1, &[A, B]) });
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn a_party_is_silent_from_the_start() {
    let (all, broken) = explore(Line { gone: vec![A], rounds: 2, ..line(1, &[B]) });
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn a_party_lies_in_one_history() {
    let (all, broken) = explore(lying(line(1, &[B]), A, liars::party));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.states > 20_000);
}

#[test]
fn a_party_lies_in_two_histories() {
    let (all, broken) = explore(second_history(lying(line(1, &[B]), A, liars::forking_party), A));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.states > 20_000);
}

/// The rule leaves a vote before an appeal alone, so G must be longer than the way to the other party and back.
#[test]
fn a_censor_that_votes_and_appeals_has_its_way_only_when_g_is_too_short() {
    let mut hasty = lying(line(1, &[B]), A, liars::censor);
    hasty.start.replicas[M].had.push((B, 1));
    hasty.served = true;
    let (_, broken) = explore(hasty.clone());
    assert_eq!(broken, ["nobody waits for ever"]);
    let (all, broken) = explore(Line { timely: true, ..hasty });
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn an_intermediary_lies_in_one_history() {
    let (all, broken) = explore(lying(line(1, &[A]), M, liars::judge));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn an_intermediary_lies_in_two_histories() {
    let (all, broken) = explore(second_history(lying(line(1, &[A]), M, liars::forking_judge), M));
    assert!(broken.contains(&"honest parties agree"), "its two rulings are the proof");
    assert!(all.states > 20_000);
}

/// Yielding gives up the ruling, so the wait before it must be longer than a ruling takes.
#[test]
fn a_party_that_yields_too_early_is_held_by_a_silent_peer() {
    let early = Line { rounds: 2, ..lying(line(1, &[B]), A, liars::party) };
    assert!(early.dive().found.contains(&"nobody waits for ever"));
}

#[test]
fn two_rounds_with_a_party_that_lies() {
    let (all, broken) =
        explore(Line { rounds: 2, timely: true, ..lying(line(1, &[B]), A, liars::party) });
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.states > 20_000);
}

#[test]
fn three_intermediaries_rule_alike() {
    let (all, broken) = explore(served(Line { gone: vec![A], ..line(3, &[B]) }));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}

#[test]
fn one_of_three_intermediaries_is_gone() {
    let (all, broken) = explore(served(Line { gone: vec![A, M], ..line(3, &[B]) }));
    assert_eq!(broken, Vec::<&str>::new());
    assert!(all.whole);
}
