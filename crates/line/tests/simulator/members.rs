//! Nodes whose keys change, an inspectorate among them, and what comes from elsewhere.

use std::process::Command;

use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::fork::ForkProof;
use line::identity::Statement;
use line::leaf::{ControlKind, ControlLeaf};
use line::node::{Input, Packet, Stored};
use line::policy::Policy;
use line::script::{Prefix, Statement as ControlStatement};
use line::tree::{consistency_path, leaf_hash};
use line::{CompartmentId, Reason};

use crate::accords::swap;
use crate::go::{go, says};
use crate::scene::{
    agreement_hash, compartment, holder, log_signers, member, party, random, seat, signer, vkey,
};
use crate::signed::{DAY, Line, NAMES, log, signed};
use crate::world::{HOUR, MINUTE, START};

/// What a member of the compartment can say: the inspectorate reports, and all three have one state.
#[test]
fn an_inspectorate_is_a_member_and_its_report_counts() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    let before = line.digest("i");
    line.perform("i", 0);
    line.run(HOUR, 10 * MINUTE);
    assert_ne!(line.digest("i"), before, "the report is in the state");
    assert_eq!([line.digest("a"), line.digest("b")], [line.digest("i"); 2]);
    assert_eq!([line.script("a"), line.script("b"), line.script("m")], [line.script("i"); 3]);
    assert_eq!((line.void.clone(), line.refused.clone()), (Vec::new(), Vec::new()));
}

/// Messages of a side in a week of fault 15.
const A_WEEK: u64 = 170;

/// Six weeks apart, both write thousands of messages, both change their keys twice. Then one disk is wiped.
#[test]
fn fault_15_six_weeks_dark_with_two_rotations_and_a_wiped_disk() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.perform("b", 1);
    line.run(HOUR, 10 * MINUTE);
    line.cut = Some("b");
    for week in 0..6 {
        line.say_all("a", A_WEEK, 0);
        line.say_all("b", A_WEEK, 1);
        line.run(7 * DAY, 2 * DAY);
        if week % 3 == 1 {
            line.rotate("a", &format!("a after {week}"));
            line.rotate("b", &format!("b after {week}"));
        }
    }
    let (size, _) = line.script("b");
    line.heal();
    line.run(DAY, 2 * HOUR);
    assert!(line.script("b").0 > size);
    assert_eq!([line.script("a"), line.script("i")], [line.script("b"); 2]);
    assert_eq!([line.digest("a"), line.digest("i")], [line.digest("b"); 2]);
    assert_eq!(line.void, [], "all that was written is readable");
    assert_eq!(line.forked, []);
    let told = |line: &Line| {
        let played = line.nodes["b"].play().expect("a party").played();
        played.iter().filter(|one| one.leaf.is_some()).count()
    };
    let all = usize::try_from(2 + 2 * 6 * A_WEEK).expect("a count");
    assert_eq!(told(&line), all, "two at first, then as many a week from each");
    line.disks.insert("b", Vec::new());
    let empty = line.node("b").restore(Vec::new(), line.now);
    line.nodes.insert("b", empty);
    line.run(DAY, 2 * HOUR);
    assert_eq!((line.script("a"), line.digest("a")), (line.script("b"), line.digest("b")));
    assert_eq!((told(&line), line.void.clone()), (all, Vec::new()), "rebuilt and readable");
}

/// A leaf that refers to keys which are not known here yet is not refused: it comes again.
#[test]
fn a_leaf_waits_for_the_keys_that_it_refers_to() {
    let mut line = Line::new(swap());
    line.run(HOUR, 10 * MINUTE);
    line.cut = Some("b");
    line.rotate("a", "a later");
    line.cut = None;
    line.say("a", 16, 0);
    line.run(3 * HOUR, 10 * MINUTE);
    let played = |line: &Line| line.nodes["b"].play().expect("a party").played().len();
    assert_eq!((played(&line), line.void.clone()), (0, Vec::new()));
    line.heal();
    line.run(3 * HOUR, 10 * MINUTE);
    assert!(played(&line) > 0);
    assert_eq!((line.digest("a"), line.void.clone()), (line.digest("b"), Vec::new()));
}

/// A member that both signatories removed opens nothing that is written after they know of it.
#[test]
fn a_removed_inspectorate_reads_nothing_more() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    for by in ["a", "b"] {
        line.state(by, Statement::Remove(compartment(), member("i", "i"), 1));
    }
    line.perform("b", 1);
    line.run(3 * HOUR, 10 * MINUTE);
    assert_eq!(line.digest("a"), line.digest("b"));
    let played = |name: &str| {
        let played = line.nodes[name].play().expect("a state").played();
        played.iter().filter(|one| one.leaf.is_some()).count()
    };
    assert_eq!((played("a"), played("i")), (2, 1));
}

/// Fault 4: the same keys and logs, another agreement or another compartment. What is replayed there does nothing.
#[test]
fn fault_04_leaves_of_another_agreement_or_compartment_do_nothing() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(2 * HOUR, 10 * MINUTE);
    let sent = line.sent.clone();
    let others =
        [(random("another agreement"), compartment()), (agreement_hash(), CompartmentId([7; 16]))];
    for other in others {
        let mut strange = Line::new(swap());
        let (own, model) = (signed("b", &strange.scene, other, &[]), strange.node("b"));
        let play = model.play().cloned();
        let terms = model.engine().terms().clone();
        let peers: Vec<_> =
            NAMES.iter().filter(|of| **of != "b").map(|of| (party(of), log(of))).collect();
        let pace = line::node::Pace { pulse: HOUR, silence: DAY };
        let node = line::node::Node::new(own, terms, play, pace, &peers);
        strange.nodes.insert("b", node);
        let start = strange.digest("b");
        for (from, _, bytes) in sent.iter().filter(|(_, to, _)| *to == "b") {
            strange.step("b", Input::Packet(party(from), bytes.clone()));
        }
        assert!(!strange.void.is_empty(), "they keep their places");
        assert_eq!((strange.digest("b"), strange.script("b").0), (start, 0));
    }
}

/// A log under the name of another: its head is not signed by that log's keys.
#[test]
fn fault_04_a_leaf_under_another_log_is_refused() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    let stolen = line.sent.iter().find_map(|(from, _, bytes)| match Packet::read(bytes) {
        Ok(Packet::Leaves { log: of, before, leaves, head }) if *from == "a" && of == log("a") => {
            Some(Packet::Leaves { log: log("b"), before, leaves, head }.write())
        }
        _ => None,
    });
    line.step("i", Input::Packet(party("a"), stolen.expect("a packet")));
    assert_eq!(line.refused, [format!("i: {}", Reason::PolicyOrigin)]);
}

/// A process that died before it could say that a signature did not hold: what it stored since it last said that all did
/// is verified again.
#[test]
fn a_signature_that_was_never_verified_is_verified_at_the_start() {
    let line = Line::new(swap());
    let of = (log("b"), line.scene.seen("b", &[]));
    let body = (ControlKind::Appeal, ControlStatement::Appeal { round: 1 }.body());
    let good = |by: &str| {
        let leaf =
            ControlLeaf::sign(of.clone(), &agreement_hash(), seat("b"), body.clone(), &signer(by));
        Stored { log: log("b"), before: Prefix::EMPTY, leaf: leaf.expect("a leaf"), head: None }
    };
    let read = |by: &str, verified: u64| {
        let node = line.node("a").restore_verified((vec![(START, good(by))], verified), START);
        let appeals = node.engine().shelf().main(&log("b")).expect("its log");
        (node.is_doubted(), appeals.first(ControlKind::Appeal, 1).is_some())
    };
    assert_eq!((read("b", 0), read("b", 1)), ((false, true), (false, true)));
    assert_eq!((read("a", 0), read("a", 1)), ((true, false), (false, true)));
}

/// The author's key as a line of a stranger's list.
fn keys_of(name: &str) -> String {
    let [classical, _] = log_signers(&log(name).origin(), &format!("{name} log"));
    format!("{} {}\n", name.to_uppercase(), vkey(&classical))
}

/// A is restored from a copy by somebody who says that all is well, and writes a second history. One file convicts it;
/// what honest logs have convicts nobody.
#[test]
fn outsider_04_a_stranger_names_the_liar() {
    let mut line = Line::new(swap());
    line.perform("b", 1);
    line.run(HOUR, 10 * MINUTE);
    let copy = line.disks.get("a").cloned().unwrap_or_default();
    line.perform("a", 0);
    line.run(HOUR, 10 * MINUTE);
    let mut twin = line.node("a").restore(copy, line.now);
    twin.vouch();
    line.nodes.insert("a", twin);
    line.cut = Some("b");
    line.say("a", 17, 0);
    line.run(HOUR, 10 * MINUTE);
    line.cut = None;
    line.run(3 * HOUR, 10 * MINUTE);
    assert!(line.forked.contains(&("m", log("a"))), "{:?}", line.forked);
    let proof = line.nodes["m"].fork_proof(&log("a")).expect("two histories");
    let policy = |name: &str| Policy::parse(author(name).as_bytes()).expect("a policy");
    let convicted = proof.verify(&policy("a")).expect("a conviction");
    assert_eq!(convicted.origin, log("a").origin());
    let mut files = vec![("a".to_owned(), proof.write())];
    for name in ["b", "i"] {
        assert_eq!(line.nodes["m"].fork_proof(&log(name)).map(|_| name), None);
        files.extend(honest(&line, name).map(|proof| (name.to_owned(), proof.write())));
    }
    let Some(stranger) = go() else { return };
    for (name, text) in files {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (keys, file) = (folder.join("nodes.keys"), folder.join("nodes.fork"));
        std::fs::write(&keys, NAMES.map(keys_of).concat()).expect("a file");
        std::fs::write(&file, text).expect("a file");
        let out =
            Command::new(&stranger).arg("fork").args([&keys, &file]).output().expect("it runs");
        let expected = if name == "a" { Some(0) } else { Some(1) };
        assert_eq!(out.status.code(), expected, "{name}: {}", says(&out));
        assert!(name != "a" || says(&out) == "A");
    }
}

/// The two heads of an honest log that lie furthest apart, put together as if they were a proof.
fn honest(line: &Line, name: &str) -> Option<ForkProof> {
    let heads = line.nodes["m"].heads_of(&log(name));
    let ((small, smaller), (large, larger)) = (heads.first()?, heads.last()?);
    let leaves = line.nodes["m"].leaves_of(&log(name), 0, *large);
    let hashes: Vec<_> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let path = consistency_path(*small, &hashes).unwrap_or_default();
    let text = |head: &Vec<u8>| String::from_utf8(head.clone()).expect("a note");
    Some(ForkProof { smaller: text(smaller), larger: text(larger), path })
}

/// The policy of the author alone.
fn author(name: &str) -> String {
    let origin = log(name).origin();
    let [classical, quantum] = log_signers(&origin, &format!("{name} log")).map(|key| vkey(&key));
    format!("log {classical}\nwitness author {quantum}\nquorum author\n")
}

/// A vote as strangers read it: the script's size and root, cosigned by a party.
#[test]
fn the_script_is_a_note_that_each_party_cosigns() {
    let mut line = Line::new(swap());
    line.perform("a", 0);
    line.run(2 * HOUR, 10 * MINUTE);
    let script = line.script("a");
    let note = line.nodes["a"].record().cosign_script(script, line.now);
    let read = |by: &str, note: &[u8]| line.nodes["b"].record().check_script(&party(by), note);
    assert_eq!(read("a", &note), Ok(line.script("b")));
    assert_eq!(read("b", &note), Err(Reason::PolicyLogUnsigned));
    let receipt = line.nodes["a"].record().cosign_script((script.0, [1; 32]), line.now);
    assert_ne!(read("a", &receipt), Ok(line.script("b")));
    let head = Checkpoint { origin: log("a").origin(), size: 1, root: [1; 32] };
    let [classical, quantum] = holder("holder/a");
    let other = sign_note(&head, line.now, &[&classical, &quantum]).expect("a note").write();
    assert_eq!(read("a", other.as_bytes()), Err(Reason::PolicyOrigin));
}
