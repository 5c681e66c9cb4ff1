//! Parts of evidence on their way: what is said does not wait for them, and what befalls them befalls nothing else.

use line::cbor::Value;
use line::evidence::PART_BYTES;
use line::leaf::Seen;
use line::node::{Input, Packet};
use line::script::{How, Prefix};
use line::tree::{leaf_hash, root_of};

use crate::plain;
use crate::scenarios::heads_are_one;
use crate::world::{A, B, HOUR, M, MINUTE, World, bulk, log, party};

/// Parts of 16 MiB.
const PARTS: u64 = (16 << 20) / PART_BYTES as u64 + 1;
/// Bytes a second of a slow line: 64 kbit/s.
const SLOW: u64 = 8_000;

/// A file of so many parts.
fn attach(world: &mut World, at: usize, parts: u64) {
    for number in 0..parts {
        let bytes = Value::Bytes(vec![number as u8; PART_BYTES]);
        world.attach(at, Value::Array(vec![Value::Unsigned(number), bytes]));
    }
}

/// How much of the parts of one node another one has.
fn parts_at(world: &World, reader: usize, of: usize) -> u64 {
    let node = world.nodes[reader].as_ref().expect("it runs");
    node.engine().shelf().main(&bulk(of)).map_or(0, line::script::Branch::size)
}

fn parts_in_script(world: &World, reader: usize, of: usize) -> u64 {
    world.cuts(reader).last().map_or(0, |last| last.cut.of(&bulk(of)).size)
}

#[test]
fn an_urgent_leaf_overtakes_sixteen_mebibytes_of_parts() {
    let mut world = World::new(1, 61);
    world.rate = SLOW;
    attach(&mut world, A, PARTS);
    world.run(10 * MINUTE);
    assert_eq!(parts_at(&world, A, A), PARTS, "all are written");
    let before = parts_at(&world, B, A);
    assert!(before > 0 && before < PARTS / 2, "they are on their way: {before}");
    world.say(A, 1);
    let said = world.size(A);
    let minutes = |world: &mut World, done: &dyn Fn(&World) -> bool| {
        let mut passed = 0;
        while !done(world) {
            world.run(MINUTE);
            passed += 1;
        }
        passed
    };
    let acknowledged = minutes(&mut world, &|world| world.receipts[&(A, party(B))] > said);
    let last = minutes(&mut world, &|world| [A, B].iter().all(|at| world.in_script(*at, A) > said));
    println!("acknowledged after {acknowledged} minutes, final after {last} more");
    assert!(acknowledged <= 4, "it waits for one packet of parts on each way: {acknowledged}");
    let after = parts_at(&world, B, A);
    assert!(after > before && after < PARTS, "{after} parts have arrived meanwhile");
    assert!(world.cuts(B).iter().all(|round| round.how == How::Votes), "nobody appealed for them");
    world.run(2 * HOUR);
    assert_eq!(world.parts[&(A, party(B))], PARTS, "the receipt of the last part");
    world.say(B, 2);
    world.run(2 * HOUR);
    assert_eq!([A, B].map(|reader| parts_in_script(&world, reader, A)), [PARTS; 2]);
    world.assert_safe(61);
    world.assert_live(61);
}

/// Half of the holds of an hour are kept for what is said: parts that trickle in spend no more than the rest.
#[test]
fn parts_that_trickle_in_leave_room_for_a_message() {
    let mut world = World::new(1, 62);
    for number in 0..40 {
        world.attach(A, Value::Unsigned(number));
        world.run(MINUTE);
    }
    let rounds = world.cuts(B).len() as u64;
    assert!((2..=world.terms.holds_per_hour / 2).contains(&rounds), "{rounds} rounds for parts");
    world.say(A, 1);
    let said = world.size(A);
    world.run(5 * MINUTE);
    assert!(world.in_script(B, A) > said);
}

/// Parts never reach B: what was said with them is acknowledged, final and acted on.
#[test]
fn parts_that_never_arrive_hold_nothing_up() {
    let mut world = World::new(1, 63);
    world.lost.insert((B, bulk(A)));
    attach(&mut world, A, 20);
    world.say(A, 1);
    world.run(12 * HOUR);
    world.assert_live(63);
    assert_eq!((parts_at(&world, B, A), parts_at(&world, M, A)), (0, 20));
    assert_eq!(world.parts.get(&(A, party(B))), None, "no receipt of them");
    assert_eq!(world.parts[&(A, party(M))], 20);
    assert!(world.cuts(B).iter().all(|round| round.how == How::Votes));
    // B goes silent: a ruling takes in what was said, and no parts.
    world.nodes[B] = None;
    world.say(A, 2);
    world.run(3 * HOUR);
    assert_eq!(world.cuts(A).last().expect("rounds").how, How::Ruling);
    assert_eq!(parts_in_script(&world, A, A), 0);
    world.lost.clear();
    world.restart(B);
    world.say(B, 3);
    world.run(4 * HOUR);
    assert_eq!([A, B].map(|reader| parts_in_script(&world, reader, A)), [20; 2]);
    world.assert_live(63);
}

/// Leaves of A's log of parts that a liar makes by hand, under their head.
fn forged(numbers: &[u64]) -> Vec<u8> {
    let leaf = |number: &u64| plain::leaf(&bulk(A), &Seen::default(), 0, Value::Unsigned(*number));
    let leaves: Vec<Vec<u8>> = numbers.iter().map(leaf).collect();
    let root = root_of(leaves.iter().map(|leaf| leaf_hash(leaf)));
    let head = plain::head(&bulk(A), &Prefix { size: leaves.len() as u64, root });
    Packet::Leaves { log: bulk(A), before: Prefix::EMPTY, leaves, head }.write()
}

#[test]
fn a_fork_in_a_log_of_parts_closes_that_log_alone() {
    let mut world = World::new(1, 64);
    // The histories part only after more leaves than a packet of parts carries.
    let common: Vec<u64> = (0..20).collect();
    let with = |last: u64| [common.as_slice(), &[last]].concat();
    world.step(B, Input::Packet(party(A), forged(&common)));
    world.step(M, Input::Packet(party(A), forged(&common)));
    world.say(B, 1);
    world.run(HOUR);
    world.step(B, Input::Packet(party(A), forged(&with(100))));
    world.step(M, Input::Packet(party(A), forged(&with(200))));
    world.run(HOUR);
    assert!([B, M].iter().all(|at| world.forked.contains(&(*at, bulk(A)))), "both have both");
    for number in 2..5 {
        world.say(A, number);
        world.say(B, number);
        attach(&mut world, B, 2);
        world.run(HOUR);
    }
    let own = world.nodes[A].as_ref().expect("it runs").waiting();
    assert_eq!(own, 0, "A writes messages");
    world.assert_live(64);
    assert!(world.cuts(B).iter().all(|round| round.how == How::Votes));
    assert!([A, B].iter().all(|at| parts_in_script(&world, *at, A) <= 20), "it stays where it was");
    assert_eq!([A, B].map(|reader| parts_in_script(&world, reader, B)), [6; 2], "B's parts go on");
}

/// Parts that do not open are listed last, so that they take nobody's place in a hold.
#[test]
fn parts_that_do_not_open_hold_nothing_up() {
    let mut world = World::new(1, 65);
    (0..20).for_each(|_| world.attach(A, Value::Null));
    world.write(A, Value::Null);
    world.say(A, 1);
    world.run(HOUR);
    world.assert_live(65);
    let void =
        |at: usize| world.cuts(at).into_iter().flat_map(|round| round.void).collect::<Vec<_>>();
    assert!(void(A).iter().any(|(of, _)| *of == log(A)) && void(A) == void(B));
    world.run(6 * HOUR);
    assert_eq!([A, B].map(|reader| parts_in_script(&world, reader, A)), [20; 2]);
}

#[test]
fn power_lost_between_parts_leaves_one_head_for_each_size() {
    for seed in 0..20 {
        let mut world = World::new(1, 6_600 + seed);
        world.say(A, 1);
        world.run(10 * MINUTE);
        for _ in 0..6 {
            let missing = 12_u64.saturating_sub(parts_at(&world, A, A));
            attach(&mut world, A, missing);
            let span = world.random.below(4);
            world.run(span);
            world.crash(A);
            world.restart(A);
            let span = world.random.below(10 * MINUTE);
            world.run(span);
        }
        let missing = 12_u64.saturating_sub(parts_at(&world, A, A));
        attach(&mut world, A, missing);
        world.say(A, 2);
        world.run(4 * HOUR);
        heads_are_one(&world);
        assert_eq!(world.forked, std::collections::BTreeSet::new(), "seed {seed}");
        assert!(parts_at(&world, B, A) >= 12 && world.parts[&(A, party(B))] >= 12, "seed {seed}");
        world.assert_safe(seed);
        world.assert_live(seed);
    }
}
