//! One page to a court: a message, its key and its place hold for somebody who has the charter and nothing else, and
//! whatever is changed in the file is refused by name.

use std::process::{Command, Output};

use serde_json::Value;
use station::archive::{archive, files};

use crate::damage::PARTIES;
use crate::phases::three_phases;
use crate::stations::{Line, PROGRAM};

type Parts = Vec<(String, Vec<u8>)>;

/// A line on which a message was said, acknowledged and proved; its name.
fn proved() -> (Line, String) {
    let mut line = Line::new(&three_phases(), &PARTIES);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.ok("US", &["sync"]);
    line.set("2026-01-12");
    let claim = ["send", "incident_claim", "at=2026-01-12", "zone=Gulf", "text=A drone."];
    let name = line.ok("US", &claim)["message"].as_str().expect("a name").to_owned();
    line.ok("US", &["release", &name]);
    for _ in 0..2 {
        line.set("2026-01-13");
        line.sync("US", &["Iran", "Muscat"]);
    }
    let said = line.ok("US", &["prove", &name, "--to", "shown.proof.tar"]);
    assert!(said["discloses"].as_str().is_some_and(|it| it.contains("No other message opens")));
    (line, name)
}

/// Somebody outside: a folder with the charter and a proof, and no station.
struct Stranger(tempfile::TempDir);

impl Stranger {
    fn given(line: &Line) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(line.path("charter"), folder.path().join("charter")).expect("copied");
        std::fs::copy(line.path("text.accord"), folder.path().join("text.accord")).expect("copied");
        Self(folder)
    }

    fn checks(&self, proof: &[u8], more: &[&str]) -> Output {
        std::fs::write(self.0.path().join("proof"), proof).expect("written");
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.0.path()).args(["--json", "line", "check", "proof"]);
        command.args(["--charter", "charter"]).args(more).output().expect("it runs")
    }

    fn learns(&self, proof: &[u8], more: &[&str]) -> Value {
        let out = self.checks(proof, more);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("JSON on standard output")
    }

    /// That a file is refused, and for what.
    fn refuses(&self, parts: &Parts, why: &str) {
        let out = self.checks(&archive(parts), &[]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(1), "{why}: {said}");
        assert!(said.contains(why) && out.stdout.is_empty(), "{why}: {said}");
    }
}

/// The parts with one of them changed.
fn with(parts: &Parts, ending: &str, change: impl Fn(&mut Vec<u8>)) -> Parts {
    let mut other = parts.clone();
    let found = other.iter_mut().find(|(name, _)| name.ends_with(ending));
    change(&mut found.expect("a part").1);
    other
}

#[test]
fn a_stranger_with_the_charter_learns_who_said_what_and_who_holds_it() {
    let (line, name) = proved();
    let (file, outside) =
        (std::fs::read(line.path("shown.proof.tar")).expect("a file"), Stranger::given(&line));
    let found = outside.learns(&file, &[]);
    assert_eq!((&found["message"], &found["from"]), (&name.as_str().into(), &"US".into()));
    assert_eq!((&found["kind"], &found["complete"]), (&"incident_claim".into(), &true.into()));
    assert_eq!(found["people"], serde_json::json!(["first", "second"]));
    let record = line.ok("Iran", &["record"]);
    let mut messages = record["messages"].as_array().expect("messages").iter();
    let same = messages
        .find(|it| it["message"] == name.as_str())
        .expect("it is in the record of the other side");
    assert_eq!(same["hash"], found["leaf"]);
    let holders: Vec<&str> = found["held"]
        .as_array()
        .expect("receipts")
        .iter()
        .filter_map(|it| it["by"].as_str())
        .collect();
    assert!(holders.contains(&"Iran") && holders.contains(&"Muscat"), "{holders:?}");
    assert!(found["page"]["fields"].to_string().contains("A drone."));
    // With the text rows have their names, and another text is refused.
    outside.learns(&file, &["--accord", "text.accord"]);
    std::fs::write(outside.0.path().join("text.accord"), three_phases().replace("hree", "our"))
        .expect("written");
    assert_eq!(outside.checks(&file, &["--accord", "text.accord"]).status.code(), Some(2));
}

#[test]
fn whatever_is_changed_or_stripped_is_refused_by_name() {
    let (line, name) = proved();
    let outside = Stranger::given(&line);
    let parts =
        files(&std::fs::read(line.path("shown.proof.tar")).expect("a file")).expect("an archive");
    let flip = |at: usize| move |bytes: &mut Vec<u8>| bytes[at] ^= 1;
    // Each signature line of the head in turn.
    let note = String::from_utf8(parts[0].1.clone()).expect("text");
    let signatures: Vec<&str> = note.lines().filter(|line| line.starts_with('\u{2014}')).collect();
    assert_eq!(signatures.len(), 2, "{note}");
    for line in signatures {
        let stripped = note.replace(&format!("{line}\n"), "");
        outside.refuses(
            &with(&parts, ".tlog-proof", |it| *it = stripped.clone().into_bytes()),
            "the head of that log",
        );
    }
    outside.refuses(
        &with(&parts, ".tlog-proof", |it| *it = note.replace("index ", "index 1").into_bytes()),
        "the place in the log of its author",
    );
    outside.refuses(&with(&parts, ".leaf", flip(200)), "");
    // The key of a neighbour opens nothing, nor does this one open a neighbour.
    let sent = line.ok("US", &["send", "free_text", "about=Watch", "text=We are here."]);
    line.ok("US", &["prove", sent["message"].as_str().expect("a name"), "--to", "next.proof.tar"]);
    let next =
        files(&std::fs::read(line.path("next.proof.tar")).expect("a file")).expect("an archive");
    outside.refuses(&with(&parts, ".key", |it| it.clone_from(&next[2].1)), "the key of the leaf");
    outside.refuses(&with(&next, ".key", |it| it.clone_from(&parts[2].1)), "the key of the leaf");
    // What the parties said of their keys, and what others said that they hold.
    outside.refuses(
        &with(&parts, ".identity", |it| {
            let last = it.len() - 1;
            it[last] ^= 1;
        }),
        "of the identity log of",
    );
    outside.refuses(&with(&parts, ".identity", Vec::clear), "the identity log of each party");
    outside.refuses(
        &with(&parts, ".receipts", |it| {
            let last = it.len() - 1;
            it[last] ^= 1;
        }),
        "the receipt of",
    );
    // A part that is missing, and the charter of another line.
    outside.refuses(&parts[..5].to_vec(), "no proof file");
    let other = Line::new(&three_phases(), &PARTIES);
    let elsewhere = Stranger::given(&other);
    elsewhere.refuses(&parts, "no log of this charter");
    assert_eq!(parts[0].0, format!("{name}.tlog-proof"));
}
