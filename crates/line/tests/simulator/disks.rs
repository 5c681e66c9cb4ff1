//! Disks that lose, change or give back what they had.

use crate::scenarios::heads_are_one;
use crate::world::{A, B, HOUR, M, MINUTE, World, log};

/// A has written, and everybody has it.
fn written(seed: u64) -> World {
    let mut world = World::new(1, seed);
    for number in 0..6 {
        world.say(A, number);
        world.say(B, number);
        world.run(5 * MINUTE);
    }
    world.run(10 * MINUTE);
    world
}

/// Back on what its disk has, A writes on; nothing it ever signed is contradicted and nothing is lost.
fn goes_on(mut world: World, seed: u64) {
    world.restart(A);
    (10..13).for_each(|number| world.say(A, number));
    world.run(4 * HOUR);
    heads_are_one(&world);
    assert_eq!(world.forked, std::collections::BTreeSet::new(), "seed {seed}");
    world.assert_safe(seed);
    world.assert_live(seed);
}

#[test]
fn fault_08_a_bit_flipped_on_the_disk_is_found_and_mended_by_a_peer() {
    let before = written(8);
    let own = before.disks[A].durable.iter().rposition(|one| one.log == log(A)).expect("a leaf");
    for place in (0..before.disks[A].durable.len()).filter(|place| *place != own).step_by(3) {
        let mut world = written(8);
        world.crash(A);
        let leaf = &mut world.disks[A].durable[place].leaf;
        let middle = leaf.len() / 2;
        leaf[middle] ^= 1;
        goes_on(world, place as u64);
    }
}

#[test]
fn fault_10_a_disk_that_loses_what_it_said_it_stored_is_refilled_by_peers() {
    for seed in 0..10 {
        let mut world = written(1_000 + seed);
        world.crash(A);
        let count = 1 + world.random.below(20) as usize;
        world.lose(A, count);
        goes_on(world, seed);
    }
}

#[test]
fn outsider_09_a_restored_snapshot_makes_no_second_head() {
    for seed in 0..5 {
        let mut world = World::new(1, 9_000 + seed);
        world.say(A, 1);
        world.run(10 * MINUTE);
        let snapshot = world.disks[A].durable.clone();
        (2..6).for_each(|number| world.say(A, number));
        world.run(HOUR);
        assert!(world.size(A) > snapshot.iter().filter(|one| one.log == log(A)).count() as u64);
        world.crash(A);
        world.disks[A].durable = snapshot;
        goes_on(world, seed);
    }
}

/// Only the intermediary has what A lost: that is enough.
#[test]
fn a_disk_is_refilled_by_an_intermediary_alone() {
    let mut world = written(33);
    world.crash(A);
    world.disks[A].durable.clear();
    world.isolate(&[A, M]);
    world.restart(A);
    world.run(HOUR);
    assert!(world.size(A) >= 6, "{}", world.size(A));
    world.heal();
    world.run(4 * HOUR);
    heads_are_one(&world);
    world.assert_safe(33);
    world.assert_live(33);
}
