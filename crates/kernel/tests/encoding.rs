//! One value, one string of bytes, and back. Whatever is read is written as it was read: anything
//! else is refused.

#![allow(clippy::unwrap_used, clippy::panic)]

mod lives;

use kernel::apply::start;
use kernel::encode::{Wire, accord_digest, from_bytes, to_bytes};
use kernel::event::Finding;
use kernel::*;
use lives::accords::{eight, swap, three_phase};
use lives::dice::Dice;
use lives::play::{anything, likely};
use lives::random_accord;
use lives::talks::talks;
use proptest::prelude::*;
use std::fmt::Debug;

fn config() -> ProptestConfig {
    let scale = std::env::var("KERNEL_SCALE").ok().and_then(|s| s.parse().ok()).unwrap_or(1_u32);
    ProptestConfig { cases: 300 * scale, failure_persistence: None, ..ProptestConfig::default() }
}

fn comes_back<T: Wire + PartialEq + Debug>(value: &T) {
    assert_eq!(from_bytes::<T>(&to_bytes(value)).as_ref(), Some(value));
}

/// Damaged bytes are refused, or are the bytes of the value they are read as.
fn one_string_each<T: Wire>(bytes: &[u8]) {
    if let Some(value) = from_bytes::<T>(bytes) {
        assert_eq!(to_bytes(&value), bytes);
    }
}

/// A byte changed, dropped, doubled or padded as a longer number.
fn damaged(mut bytes: Vec<u8>, dice: &mut Dice<'_>) -> Vec<u8> {
    let at = dice.roll(bytes.len());
    match dice.roll(4) {
        0 => bytes[at] ^= 1 << dice.roll(8),
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, dice.byte()),
        _ => {
            bytes[at] |= 0x80;
            bytes.insert(at + 1, 0);
        }
    }
    bytes
}

fn life(accord: &Accord, dice: &mut Dice<'_>) -> Vec<State> {
    let mut states = vec![start(accord).0];
    for _ in 0..25 {
        let state = states.last().unwrap();
        let event = likely(accord, state, dice);
        states.push(apply(accord, state, &event).0);
    }
    states
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
        let mut dice = Dice::new(&bytes);
        let accord = random_accord::accord(&mut dice);
        comes_back(&accord);
        comes_back(&talks());
        life(&accord, &mut dice).iter().for_each(comes_back);
        (0..20).for_each(|_| comes_back(&anything(&mut dice)));
    }

    #[test]
    fn what_is_read_was_written(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
        let mut dice = Dice::new(&bytes);
        let accord = random_accord::accord(&mut dice);
        for _ in 0..10 {
            one_string_each::<Accord>(&damaged(to_bytes(&accord), &mut dice));
            one_string_each::<Event>(&damaged(to_bytes(&anything(&mut dice)), &mut dice));
        }
        for state in life(&accord, &mut dice) {
            one_string_each::<State>(&damaged(to_bytes(&state), &mut dice));
        }
        one_string_each::<Event>(&bytes);
        one_string_each::<State>(&bytes);
        one_string_each::<Accord>(&bytes);
    }

    #[test]
    fn digests_are_equal_exactly_if_states_are(bytes in prop::collection::vec(any::<u8>(), 400)) {
        let states = life(&three_phase(), &mut Dice::new(&bytes));
        for (one, other) in states.iter().flat_map(|s| states.iter().map(move |t| (s, t))) {
            assert_eq!(one == other, digest(one) == digest(other));
        }
    }
}

/// A digest covers what the accord says and not what is derived from it.
#[test]
fn derived_tables_are_no_terms() {
    let mut bare = three_phase();
    bare.day_read_at.clear();
    bare.duties.iter_mut().for_each(|row| row.read_at.clear());
    assert_eq!(accord_digest(&bare), accord_digest(&three_phase()));
    assert_ne!(accord_digest(&swap()), accord_digest(&eight()));
}

/// Vectors: the format changes only with its number.
#[test]
fn known_bytes() {
    let by = ActorId(1);
    let vectors: [(Event, &[u8]); 5] = [
        (Event::Pass(Hours(300)), &[0, 0xac, 0x02]),
        (Event::Act { by, deed: Deed::Set(SubjectId(2), -3) }, &[1, 1, 0, 2, 5]),
        (Event::Act { by, deed: Deed::Report(DutyId(4), Finding::NotPerformed) }, &[1, 1, 6, 4, 1]),
        (Event::Act { by, deed: Deed::Conduct(DutyId(4), true) }, &[1, 1, 1, 4, 1]),
        (Event::Act { by, deed: Deed::Withdraw }, &[1, 1, 32]),
    ];
    for (event, bytes) in vectors {
        assert_eq!(to_bytes(&event), bytes, "{event:?}");
        assert_eq!(from_bytes(bytes), Some(event));
    }
}

/// Each way to be wrong.
#[test]
fn bytes_that_are_refused() {
    let cases: [(&str, &[u8]); 9] = [
        ("nothing", &[]),
        ("cut short", &[1, 1, 0, 2]),
        ("trailing byte", &[0, 1, 0]),
        ("unknown variant", &[2, 1]),
        ("unknown deed", &[1, 1, 46]),
        ("number not in its shortest form", &[0, 0x81, 0x00]),
        ("id past sixteen bits", &[1, 0x80, 0x80, 0x04, 32]),
        ("a bit that is neither", &[1, 1, 1, 4, 2]),
        (
            "number past sixty-four bits",
            &[1, 1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],
        ),
    ];
    for (what, bytes) in cases {
        assert_eq!(from_bytes::<Event>(bytes), None, "{what}");
    }
}

/// A list that claims more rows than there are bytes, and boxes in boxes, are refused before they
/// cost anything.
#[test]
fn hostile_lengths_and_depths_are_refused() {
    let long = [0xff, 0xff, 0xff, 0xff, 0x0f];
    assert_eq!(from_bytes::<Vec<u8>>(&long), None);
    let deep = |levels: usize| [vec![29_u8; levels], vec![0]].concat();
    assert!(from_bytes::<Condition>(&deep(60)).is_some());
    assert_eq!(from_bytes::<Condition>(&deep(70)), None);
    assert_eq!(from_bytes::<Condition>(&vec![29; 1_000_000]), None);
}
