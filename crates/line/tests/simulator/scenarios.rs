//! One test for each fault of docs/faults.md that needs no keys, by its number there.

use line::cbor::Value;
use line::leaf::Seen;
use line::node::{Input, Node, Pace, Packet, Silence};
use line::script::{How, Prefix};
use line::tree::{leaf_hash, root_of};
use line::{LogId, PartyId, Reason};

use crate::plain::{self, Plain};
use crate::world::{A, B, Faults, HOUR, M, MINUTE, World, log, party};

const DAY: u64 = 24 * HOUR;

/// Leaves of A's log that a liar makes by hand, under their head.
fn forged(numbers: &[u64]) -> Vec<u8> {
    let leaves: Vec<Vec<u8>> = numbers
        .iter()
        .map(|number| plain::leaf(&log(A), &Seen::default(), 0, Value::Unsigned(*number)))
        .collect();
    packet(leaves)
}

fn packet(leaves: Vec<Vec<u8>>) -> Vec<u8> {
    let root = root_of(leaves.iter().map(|leaf| leaf_hash(leaf)));
    let head = plain::head(&log(A), &Prefix { size: leaves.len() as u64, root });
    Packet::Leaves { log: log(A), before: Prefix::EMPTY, leaves, head }.write()
}

#[test]
fn fault_01_two_faces_are_proved_and_the_rest_goes_on() {
    let mut world = World::new(1, 1);
    world.nodes[A] = None;
    world.step(B, Input::Packet(party(A), forged(&[1, 2])));
    world.step(M, Input::Packet(party(A), forged(&[3])));
    world.say(B, 9);
    world.run(6 * HOUR);
    assert!(world.forked.contains(&(B, log(A))) && world.forked.contains(&(M, log(A))));
    assert_eq!(world.cuts(B)[0].how, How::Ruling);
    assert!(world.in_script(B, B) > 0);
}

#[test]
fn fault_03_what_is_replayed_changes_nothing() {
    let mut world = World::new(1, 3);
    (0..4).for_each(|number| world.say(B, number));
    world.run(HOUR);
    let (before, cuts) = (world.size(B), world.cuts(A));
    for (from, to, bytes) in world.sent.clone() {
        world.step(to, Input::Packet(party(from), bytes));
    }
    world.run(HOUR);
    assert_eq!((world.cuts(A), world.size(B)), (cuts, before));
}

/// What is said beyond the holds of an hour is read and acknowledged at once, and stands in the script an hour later.
#[test]
fn no_more_rounds_are_held_in_an_hour_than_the_terms_say() {
    let mut world = World::new(1, 4);
    for number in 0..40 {
        world.say(A, number);
        world.run(MINUTE);
    }
    let holds = world.terms.holds_per_hour;
    assert_eq!(world.cuts(B).len() as u64, holds, "as many as the terms say, and no more");
    assert!(world.receipts[&(A, party(B))] >= 40 && world.in_script(B, A) < world.size(A));
    world.run(HOUR);
    assert!(world.cuts(B).len() as u64 > holds);
    world.assert_safe(4);
    world.assert_live(4);
}

/// Everything that reached A, to a reader that saw none of it, in an order that chance makes.
fn reader_of(world: &mut World, seed: u64) -> Node<Plain> {
    let mut packets: Vec<(usize, Vec<u8>)> = world
        .sent
        .iter()
        .filter(|(_, to, _)| *to == A)
        .chain(world.sent.iter().filter(|(from, ..)| *from == A))
        .map(|(from, _, bytes)| (*from, bytes.clone()))
        .collect();
    world.random.0 = seed;
    for place in (1..packets.len()).rev() {
        packets.swap(place, world.random.below(place as u64 + 1) as usize);
    }
    let reader = Plain { own: LogId([77; 16]), bulk: None, leaves_out: None, ahead: 0 };
    let peers: Vec<(PartyId, LogId)> = (0..3).map(|at| (party(at), log(at))).collect();
    let pace = Pace { pulse: HOUR, silence: HOUR };
    let mut node = Node::new(reader, world.terms.clone(), None, pace, &peers);
    for _ in 0..packets.len() {
        let size = node.engine().script().0;
        for (from, bytes) in &packets {
            let out = node.step(world.now, Input::Packet(party(*from), bytes.clone()));
            let stored = out.iter().filter(|one| matches!(one, line::node::Output::Store(_)));
            node.step(world.now, Input::Stored(stored.count() as u64));
        }
        if node.engine().script().0 == size && size > 0 {
            break;
        }
    }
    node
}

#[test]
fn fault_05_in_any_order_the_script_is_the_same() {
    let mut world = World::new(1, 5);
    for number in 0..6 {
        world.say(A + (number % 2) as usize, number);
        world.run(4 * MINUTE);
    }
    world.run(HOUR);
    let script = world.nodes[A].as_ref().expect("it runs").engine().script();
    assert!(script.0 > 6);
    for seed in 0..5 {
        assert_eq!(reader_of(&mut world, seed).engine().script(), script, "order {seed}");
    }
}

#[test]
fn fault_06_a_packet_that_comes_a_thousand_times_counts_once() {
    let mut world = World::new(1, 6);
    world.nodes[A] = None;
    for _ in 0..1000 {
        world.step(B, Input::Packet(party(A), forged(&[1, 2, 3])));
    }
    world.run(MINUTE);
    assert_eq!(world.disks[B].durable.iter().filter(|one| one.log == log(A)).count(), 3);
}

#[test]
fn fault_07_a_packet_cut_at_any_byte_does_no_harm() {
    let mut world = World::new(1, 7);
    world.nodes[A] = None;
    let whole = forged(&[1, 2]);
    for end in 0..whole.len() {
        world.step(B, Input::Packet(party(A), whole[..end].to_vec()));
    }
    world.run(MINUTE);
    assert!(world.disks[B].durable.iter().all(|one| one.log != log(A)));
    world.step(B, Input::Packet(party(A), whole));
    world.run(MINUTE);
    assert_eq!(world.disks[B].durable.iter().filter(|one| one.log == log(A)).count(), 2);
}

#[test]
fn fault_08_a_flipped_bit_is_refused() {
    let mut world = World::new(1, 8);
    world.nodes[A] = None;
    let whole = forged(&[1, 2]);
    for at in 0..whole.len() {
        let mut wrong = whole.clone();
        wrong[at] ^= 1;
        world.step(B, Input::Packet(party(A), wrong));
    }
    world.run(MINUTE);
    assert!(world.disks[B].durable.iter().all(|one| one.log != log(A)));
}

/// Roots of A's own heads, as ever sent by anybody: one for each size.
pub fn heads_are_one(world: &World) {
    let mut heads = std::collections::BTreeMap::new();
    for (_, _, bytes) in &world.sent {
        let Ok(Packet::Leaves { log: of, head, .. }) = Packet::read(bytes) else { continue };
        let size = head[16..24].to_vec();
        let before = heads.insert((of, size), head.clone());
        assert!(before.is_none_or(|before| before == head), "two heads of one size");
    }
}

#[test]
fn faults_09_and_11_power_lost_at_any_write_leaves_one_head_for_each_size() {
    for seed in 0..20 {
        let mut world = World::new(1, 900 + seed);
        for number in 0..8 {
            world.say(A, number);
            let span = world.random.below(3);
            world.run(span);
            world.crash(A);
            world.restart(A);
            world.run(10 * MINUTE);
        }
        world.run(4 * HOUR);
        heads_are_one(&world);
        let (on_disk, acknowledged) = (world.size(A), world.receipts[&(A, party(B))]);
        assert!(
            on_disk >= acknowledged,
            "seed {seed}: {acknowledged} acknowledged, {on_disk} there"
        );
        world.assert_safe(seed);
    }
}

#[test]
fn fault_12_a_full_disk_loses_nothing() {
    let mut world = World::new(1, 12);
    world.disks[B].full = true;
    (0..3).for_each(|number| world.say(B, number));
    world.run(2 * HOUR);
    assert_eq!(world.size(B), 0);
    world.disks[B].full = false;
    world.run(4 * HOUR);
    world.assert_live(12);
}

#[test]
fn fault_13_clocks_a_day_apart_change_no_order() {
    for jump in [-DAY.cast_signed(), DAY.cast_signed()] {
        let mut world = World::new(1, 13);
        world.skew[A] = jump;
        world.say(A, 1);
        world.say(B, 2);
        world.run(HOUR);
        world.skew[A] = 0;
        world.say(A, 3);
        world.run(2 * DAY);
        world.assert_safe(13);
        world.assert_live(13);
    }
}

#[test]
fn fault_14_a_false_time_moves_nobody_elses_clock() {
    let mut world = World::new(1, 14);
    let liar = Plain { ahead: 30 * DAY, ..Plain::of(A) };
    world.nodes[A] = Some(world.node_with(A, liar));
    world.say(A, 1);
    world.run(3 * HOUR);
    let (cuts, mut clocks) = (world.cuts(B), line::script::time::Clocks::default());
    let shelf = world.nodes[B].as_ref().expect("it runs").engine().shelf();
    for of in 0..3 {
        let main = shelf.main(&log(of)).expect("it wrote");
        for (_, entry) in main.between(0, cuts.last().expect("rounds").cut.of(&log(of)).size) {
            if let line::script::Body::Control(said) = &entry.body {
                clocks.pass(&world.terms, &log(of), said);
            }
        }
    }
    assert!(clocks.now(&world.terms) <= world.now);
}

#[test]
fn fault_15_six_weeks_dark_lose_nothing() {
    let mut world = World::new(1, 15);
    world.beat = 2 * HOUR;
    world.isolate(&[B]);
    let (weeks, messages) = (6, 10_000);
    for number in 0..messages {
        world.say(A, number);
        world.say(B, number);
        world.run(weeks * 7 * DAY / messages);
    }
    assert!(world.in_script(A, A) > messages * 9 / 10, "the intermediary rules for who is left");
    assert_eq!(world.cuts(B), [], "who hears nobody closes nothing");
    world.heal();
    world.beat = 5 * MINUTE;
    world.run(DAY);
    world.assert_safe(15);
    world.assert_live(15);
    for (reader, of) in [(A, B), (B, A)] {
        assert!(world.in_script(reader, of) >= messages, "{reader} has {of}'s");
    }
}

#[test]
fn fault_16_a_peer_that_never_answers_is_run_past() {
    let mut world = World::new(1, 16);
    world.nodes[B] = None;
    world.say(A, 1);
    let (wait, grace) = (world.terms.wait_seconds, world.terms.grace_seconds);
    world.run(wait + 2 * grace + 5 * MINUTE);
    assert_eq!(world.cuts(A)[0].how, How::Ruling);
    assert!(world.in_script(A, A) > 0);
    world.restart(B);
    world.run(HOUR);
    assert_eq!(world.cuts(B)[..1], world.cuts(A)[..1], "it finds the round that ran without it");
}

#[test]
fn fault_17_without_intermediaries_two_who_act_go_on() {
    let mut world = World::new(3, 17);
    (M..5).for_each(|judge| world.nodes[judge] = None);
    world.say(A, 1);
    world.say(B, 2);
    world.run(8 * HOUR);
    world.assert_live(17);
    assert!(world.cuts(A).iter().all(|round| round.how != How::Ruling));
}

#[test]
fn fault_26_a_bomb_is_refused_before_anything_is_allocated() {
    let mut bomb = vec![2_u8];
    bomb.extend(log(A).0);
    bomb.extend([0; 40]);
    bomb.extend(u64::MAX.to_be_bytes());
    assert_eq!(Packet::read(&bomb), Err(Reason::PacketForm));
    let many = forged(&(0..257).collect::<Vec<_>>());
    assert_eq!(Packet::read(&many), Err(Reason::PacketForm));
}

#[test]
fn fault_27_a_malformed_leaf_keeps_its_place_and_does_nothing() {
    let mut world = World::new(1, 27);
    world.nodes[A] = None;
    let good = plain::leaf(&log(A), &Seen::default(), 0, Value::Unsigned(1));
    let leaves = vec![vec![0xff; 40], good];
    world.step(B, Input::Packet(party(A), packet(leaves)));
    world.run(3 * HOUR);
    assert_eq!(world.in_script(B, A), 2);
}

#[test]
fn fault_30_a_leaf_that_does_not_open_is_void_on_both_sides() {
    let mut world = World::new(1, 30);
    world.write(A, Value::Null);
    world.run(HOUR);
    let (a, b) = (world.cuts(A), world.cuts(B));
    assert_eq!(a, b);
    assert!(a.iter().any(|round| round.void.contains(&(log(A), 0))), "{a:?}");
}

#[test]
fn fault_44_a_recorded_sign_of_life_is_none() {
    let mut world = World::new(1, 44);
    world.run(2 * HOUR);
    let recorded: Vec<Vec<u8>> = world
        .sent
        .iter()
        .filter(|(from, to, bytes)| (*from, *to) == (A, B) && bytes[0] == 1)
        .map(|(.., bytes)| bytes.clone())
        .collect();
    world.nodes[A] = None;
    for bytes in recorded.iter().cycle().take(60) {
        world.step(B, Input::Packet(party(A), bytes.clone()));
        world.run(5 * MINUTE);
    }
    assert_eq!(world.silence[&(B, party(A))], Silence::Peer);
}

#[test]
fn fault_45_three_silences_have_three_names() {
    let graded = |disturb: fn(&mut World)| {
        let mut world = World::new(1, 45);
        world.say(A, 1);
        world.run(2 * HOUR);
        disturb(&mut world);
        world.run(4 * HOUR);
        world.silence.get(&(A, party(B))).copied()
    };
    assert_eq!(graded(|world| world.isolate(&[A])), Some(Silence::Carrier));
    assert_eq!(graded(|world| world.nodes[B] = None), Some(Silence::Peer));
    assert_eq!(graded(|world| world.write(B, Value::Bool(true))), Some(Silence::Paused));
    assert_eq!(
        graded(|world| {
            world.disks[B].full = true;
            world.say(A, 2);
        }),
        Some(Silence::Unacknowledged)
    );
}

#[test]
fn outsider_02_a_censor_cannot_keep_a_deposited_leaf_out() {
    let mut world = World::new(1, 2);
    let liar = Plain { leaves_out: Some(log(B)), ..Plain::of(A) };
    world.nodes[A] = Some(world.node_with(A, liar));
    world.isolate(&[A]);
    world.say(B, 1);
    world.run(15 * MINUTE);
    world.cut.clear();
    let (wait, grace) = (world.terms.wait_seconds, world.terms.grace_seconds);
    world.run(wait + 2 * grace + 10 * MINUTE);
    assert!(world.in_script(B, B) > 0, "{:?}", world.cuts(B));
}

#[test]
fn outsider_03_timers_that_cross_make_one_script() {
    for seed in 0..30 {
        let mut world = World::new((seed % 2) as usize, seed);
        world.terms.wait_seconds = 3;
        world.terms.grace_seconds = 5;
        world.terms.yield_seconds = 60;
        for at in 0..world.nodes.len() {
            world.nodes[at] = None;
            world.restart(at);
        }
        world.faults = Faults { delay: 10, ..Faults::default() };
        world.beat = 2;
        world.say(A, 1);
        world.say(B, 2);
        world.run(2 * MINUTE);
        world.nodes.iter_mut().skip(M).for_each(|judge| *judge = None);
        world.run(10 * MINUTE);
        world.assert_safe(seed);
    }
}
