//! Keys that are taken back while somebody else holds them: what stands, what is contested, what does nothing.

use line::Reason;
use line::identity::{Standing, Statement};
use line::leaf::Leaf;
use line::script::Leafmark;

use crate::accords::swap;
use crate::scene::{compartment, member, seat};
use crate::signed::{DAY, Line, log};
use crate::world::{HOUR, MINUTE};

/// Leaves that told an event, in the order of the script.
fn told(line: &Line, name: &str) -> Vec<Leafmark> {
    let played = line.nodes[name].play().expect("a state").played();
    played.iter().filter_map(|one| one.leaf).collect()
}

/// The last message of a log as a node has it.
fn last(line: &Line, name: &str, of: &str) -> Leafmark {
    let leaves = line.nodes[name].leaves_of(&log(of), 0, u64::MAX);
    let sealed = |leaf: &Vec<u8>| matches!(Leaf::parse(leaf), Ok(Leaf::Content(_)));
    (log(of), leaves.iter().rposition(sealed).expect("a message") as u64)
}

#[track_caller]
fn alike(line: &Line, names: [&str; 2]) {
    let [one, other] = names;
    assert_eq!(line.script(one), line.script(other));
    assert_eq!(told(line, one), told(line, other));
    assert_eq!(line.digest(one), line.digest(other));
    assert!(line.void.iter().all(|(_, reason)| *reason == Reason::SeatRevoked), "{:?}", line.void);
    assert_eq!(line.forked, []);
}

/// A government that lost a dispute says that its key was stolen last month. What both sides closed stands.
#[test]
fn outsider_07_a_late_theft_takes_nothing_back() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(2 * HOUR, 10 * MINUTE);
    let before = (told(&line, "b"), line.digest("b"));
    assert_eq!(before.0.len(), 1);
    line.state("a", Statement::Revoke(seat("a")));
    line.rotate("a", "a later");
    for name in ["a", "b", "i"] {
        assert_eq!(line.nodes[name].standing(&before.0[0], Some(1)), Standing::Valid, "{name}");
    }
    line.perform("b", 1);
    line.perform("a", 0);
    line.run(6 * HOUR, 10 * MINUTE);
    assert_eq!(told(&line, "b").len(), 3, "and with another key it goes on");
    assert_eq!(told(&line, "b")[0], before.0[0]);
    alike(&line, ["a", "b"]);
    alike(&line, ["i", "b"]);
}

/// Somebody has A's machine with its keys, and the root, which lay elsewhere, takes them back. The thief never sees it, or
/// says so: from the round on in which the script has seen it, nothing of it counts.
#[test]
fn fault_18_a_thief_that_has_seen_no_revocation_is_heard_until_the_script_has() {
    let mut line = Line::new(swap());
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    line.stolen = Some("a");
    line.perform("a", 0);
    line.run(2 * HOUR, 10 * MINUTE);
    let theft = told(&line, "b");
    assert_eq!(theft.len(), 2, "between theft and revocation it is A that speaks");
    line.state("a", Statement::Revoke(seat("a")));
    assert_eq!(line.nodes["b"].standing(&theft[1], Some(2)), Standing::Valid, "and stands");
    line.say("b", 17, 1);
    line.run(2 * DAY, HOUR);
    let seen = told(&line, "b").len();
    assert_eq!(seen, 3, "by ruling: the thief's node takes nothing that has seen it");
    let clock = line.nodes["b"].play().expect("a state").at();
    line.nodes.get_mut("a").expect("it runs").vouch();
    line.say("a", 17, 0);
    let leaf = last(&line, "a", "a");
    line.run(3 * DAY, HOUR);
    assert!(line.nodes["b"].leaves_of(&leaf.0, leaf.1, leaf.1 + 1).len() == 1, "it is held");
    assert_eq!(told(&line, "b").len(), seen, "and does nothing");
    for name in ["b", "i"] {
        let round = line.nodes[name].engine().closed().len() as u64;
        assert_eq!(line.nodes[name].standing(&leaf, Some(round)), Standing::Void, "{name}");
        assert_eq!(line.nodes[name].standing(&leaf, None), Standing::Void, "{name}");
    }
    assert!(line.nodes["b"].play().expect("a state").at() > clock, "clocks go on");
    alike(&line, ["i", "b"]);
}

/// What no round has taken in when the key is taken back is contested, and the round decides: together with the first
/// leaf that has seen the revocation it stands, in a later round it does not.
#[test]
fn what_is_in_no_round_is_contested_and_the_round_decides() {
    let mut line = Line::new(swap());
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    line.stolen = Some("a");
    line.cut = Some("b");
    line.perform("a", 0);
    line.run(20 * MINUTE, 10 * MINUTE);
    let early = last(&line, "m", "a");
    line.cut = None;
    line.state("a", Statement::Revoke(seat("a")));
    for name in ["i", "m"] {
        let standing = line.nodes[name].standing(&early, None);
        let reads = if name == "i" { Standing::Contested } else { Standing::Valid };
        assert_eq!(standing, reads, "{name}: who opens nothing knows of no seat");
    }
    line.say("b", 17, 1);
    line.run(3 * DAY, HOUR);
    let counted = told(&line, "b");
    assert_eq!(counted, told(&line, "i"));
    assert!(counted.contains(&early), "the round that first saw the revocation took it in");
    alike(&line, ["i", "b"]);
    line.say("a", 17, 0);
    line.run(3 * DAY, HOUR);
    assert_eq!(told(&line, "b"), counted, "later rounds are judged by it");
    alike(&line, ["i", "b"]);
}

/// A's station is cut off and honest; its government takes the key back by another way and gives it a new one. What the
/// station wrote in the dark comes in after, under the old key.
#[test]
fn what_was_written_in_the_dark_under_a_key_taken_back_does_nothing() {
    for revoke in [true, false] {
        let mut line = Line::new(swap());
        line.perform("b", 1);
        line.run(2 * HOUR, 10 * MINUTE);
        line.cut = Some("a");
        line.perform("a", 0);
        line.run(20 * MINUTE, 10 * MINUTE);
        let dark = last(&line, "a", "a");
        line.stolen = Some("a");
        line.cut = None;
        if revoke {
            line.state("a", Statement::Revoke(seat("a")));
        }
        let posting = line.scene.posting("a", "a", "a later");
        line.state("a", posting);
        line.cut = Some("a");
        line.say("b", 17, 1);
        line.run(3 * DAY, HOUR);
        assert_eq!(told(&line, "b").len(), 2, "B goes on by ruling");
        line.stolen = None;
        line.catch_up("a", "a later");
        line.heal();
        line.say("a", 17, 0);
        line.run(3 * DAY, HOUR);
        let counts = told(&line, "b").contains(&dark);
        assert_eq!(counts, !revoke, "a planned change takes nothing from the old key");
        assert_eq!(told(&line, "b").len(), if revoke { 3 } else { 4 });
        alike(&line, ["a", "b"]);
        alike(&line, ["i", "b"]);
    }
}

/// Fault 22: a removed inspectorate that has not heard of it, or says so, goes on reporting.
#[test]
fn fault_22_a_removed_member_that_has_not_seen_it_reports_nothing_more() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(2 * HOUR, 10 * MINUTE);
    line.stolen = Some("i");
    for by in ["a", "b"] {
        line.state(by, Statement::Remove(compartment(), member("i", "i"), 1));
    }
    line.perform("b", 1);
    line.run(2 * HOUR, 10 * MINUTE);
    let before = told(&line, "b");
    line.perform("i", 0);
    let report = last(&line, "i", "i");
    line.run(6 * HOUR, 10 * MINUTE);
    assert!(line.nodes["b"].engine().shelf().main(&report.0).is_some_and(|it| it.size() > 0));
    assert_eq!(told(&line, "b"), before);
    alike(&line, ["a", "b"]);
}
