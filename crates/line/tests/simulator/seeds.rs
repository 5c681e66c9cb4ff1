//! Runs under every fault at once, by seed.

use line::cbor::Value;

use crate::world::{A, B, Faults, HOUR, MINUTE, World};

/// Seeds that once failed. Each is run first, for ever.
const FAILED: &str = include_str!("failed.txt");
const SEEDS: u64 = 4_000;

fn run(seed: u64) -> World {
    let judges = [1, 1, 1, 3, 0][(seed % 5) as usize];
    let mut world = World::new(judges, seed);
    if seed.is_multiple_of(2) {
        world.terms.wait_seconds = 1 + world.random.below(5 * MINUTE);
        world.terms.grace_seconds = 1 + world.random.below(5 * MINUTE);
        (0..world.nodes.len()).for_each(|at| world.renew(at));
    }
    world.faults = Faults {
        loss_percent: world.random.below(40),
        twice_percent: world.random.below(20),
        delay: 1 + world.random.below(5 * MINUTE),
    };
    for at in 0..world.nodes.len() {
        world.skew[at] = world.random.below(2 * 60).cast_signed() - 60;
    }
    for step in 0..12 {
        let who = world.random.below(2) as usize;
        world.say(who, step);
        if seed % 3 == 2 {
            world.attach(who, Value::Unsigned(step));
        }
        disturb(&mut world);
        let span = 1 + world.random.below(20 * MINUTE);
        world.run(span);
        world.assert_safe(seed);
    }
    for at in 0..world.nodes.len() {
        if world.nodes[at].is_none() {
            world.restart(at);
        }
    }
    world.heal();
    world.beat = 5 * MINUTE;
    world.run(12 * HOUR);
    world
}

fn disturb(world: &mut World) {
    let who = world.random.below(world.nodes.len() as u64) as usize;
    match world.random.below(8) {
        0 => world.isolate(&[who]),
        1 => world.cut.clear(),
        2 if world.nodes[who].is_some() => world.crash(who),
        2 | 3 if world.nodes[who].is_none() => world.restart(who),
        4 => world.disks[who].full = !world.disks[who].full,
        5 => world.skew[who] += world.random.below(7200).cast_signed() - 3600,
        _ => {}
    }
}

/// Runs seeds to their end; how many rounds were closed in all of them.
fn rounds(seeds: impl Iterator<Item = u64>) -> u64 {
    let one = |seed| {
        println!("seed {seed}");
        let world = run(seed);
        world.assert_safe(seed);
        world.assert_live(seed);
        world.cuts(A).len().max(world.cuts(B).len()) as u64
    };
    seeds.map(one).sum()
}

#[test]
fn whatever_happens_both_have_one_script_and_in_the_end_the_whole_one() {
    rounds(FAILED.lines().filter_map(|line| line.trim().parse::<u64>().ok()));
    let seeds = std::env::var("LINE_SEEDS").ok().and_then(|all| all.parse().ok()).unwrap_or(SEEDS);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let closed: u64 = std::thread::scope(|scope| {
        let part = |first: u64| scope.spawn(move || rounds((first..seeds).step_by(threads)));
        let parts: Vec<_> = (0..threads as u64).map(part).collect();
        parts.into_iter().map(|part| part.join().expect("the seed above fails")).sum()
    });
    assert!(closed > seeds, "rounds were closed: {closed}");
    println!("{seeds} seeds, {closed} rounds");
}

#[test]
fn a_seed_is_a_run() {
    let (one, other) = (run(7), run(7));
    assert_eq!(one.sent, other.sent);
}
