//! What reaches the agreement: floods, unknown kinds, interpreters that differ.

use std::collections::BTreeSet;

use line::node::Quota;
use line::script::Body;

use crate::accords::swap;
use crate::signed::{Line, log};
use crate::world::{HOUR, MINUTE};

fn told(line: &Line, name: &str) -> usize {
    let played = line.nodes[name].play().expect("a state").played();
    played.iter().filter(|one| one.leaf.is_some()).count()
}

/// A seat says more than its quota: all of it is valid log, the excess does nothing on both sides, and the priority lane
/// stays open.
#[test]
fn fault_43_a_flood_is_valid_log_and_moves_no_state() {
    let mut line = Line::new(swap());
    line.quota = Some(Quota { per_day: 4, urgent_per_day: 2, urgent: BTreeSet::from([17]) });
    line.renew();
    for _ in 0..10 {
        line.say("a", 16, 0);
    }
    line.say("a", 17, 0);
    line.perform("b", 1);
    line.run(4 * HOUR, 10 * MINUTE);
    for name in ["a", "b", "i"] {
        let ignored = line.nodes[name].play().expect("a state").ignored();
        assert_eq!(ignored.len(), 6, "{name}");
        assert!(ignored.iter().all(|(of, _)| *of == log("a")), "{name}");
        assert_eq!(told(&line, name), 4 + 1 + 1, "{name}: quota, priority lane, the other side");
    }
    assert_eq!((line.script("a"), line.digest("a")), (line.script("b"), line.digest("b")));
    assert!(line.void.is_empty() && line.refused.is_empty() && line.differs.is_empty());
    line.run(24 * HOUR, 2 * HOUR);
    line.perform("a", 0);
    line.run(4 * HOUR, 10 * MINUTE);
    assert_eq!(told(&line, "b"), 7, "the next day it counts again");
}

#[test]
fn fault_48_an_unknown_kind_takes_its_place_and_does_nothing() {
    let mut line = Line::new(swap());
    let start = line.digest("a");
    line.say("a", 999, 0);
    line.run(2 * HOUR, 10 * MINUTE);
    assert!(line.script("a").0 > 0, "it is in the script");
    assert_eq!(line.script("a"), line.script("b"));
    assert_eq!([line.digest("a"), line.digest("b")], [start; 2]);
    assert_eq!((told(&line, "a"), line.differs.len(), line.void.len()), (0, 0, 0));
}

/// One side's program reads a kind that the other's does not. Both find the leaf, and order goes on.
#[test]
fn fault_39_the_first_leaf_that_differs_is_found_by_both() {
    let mut line = Line::new(swap());
    line.deaf = Some("b");
    line.renew();
    for _ in 0..5 {
        line.perform("a", 0);
        line.perform("b", 1);
    }
    line.run(2 * HOUR, 10 * MINUTE);
    assert_eq!(line.differs, []);
    line.say("a", 18, 0);
    line.run(HOUR, 10 * MINUTE);
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    assert!(!line.differs.is_empty());
    let shelf = line.nodes["a"].engine().shelf();
    let main = shelf.main(&log("a")).expect("its log");
    let contents = main.between(0, main.size()).filter(|(_, entry)| entry.body == Body::Content);
    let last = contents.last().expect("a message").0;
    for name in ["a", "b"] {
        assert_eq!(line.nodes[name].first_difference(), Some((log("a"), last)), "{name}");
    }
    let before = line.script("a").0;
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    assert!(line.script("a").0 > before);
    assert_eq!(line.script("a"), line.script("b"));
}
