//! Two files on one line: the inspectorate reads the nuclear one, the regional one stays between the parties.

use std::io::{Read as _, Write as _};
use std::path::Path;

use line::tree::Hash;
use serde_json::{Value, json};
use station::carriage::wire::connect;
use station::carriage::{Address, Writer};
use station::{Charter, Place};

use crate::phases::three_phases;
use crate::stations::Line;

const PARTIES: [(&str, &str, &str); 4] = [
    ("US", "signatory", "US"),
    ("Iran", "signatory", "Iran"),
    ("Inspectorate", "inspector", "IAEA,JMC"),
    ("Muscat", "intermediary", ""),
];
const FILES: [&str; 4] =
    ["--compartment", "nuclear=US,Iran,Inspectorate", "--compartment", "regional=Iran,US"];

/// Stations of two files that have met; Iran and Muscat listen.
pub fn met() -> Line {
    let mut line = Line::with_terms(&three_phases(), &PARTIES, &FILES);
    line.serve("Iran", &["US", "Inspectorate"]);
    line.serve("Muscat", &["US", "Iran", "Inspectorate"]);
    for name in ["US", "Inspectorate", "US"] {
        line.ok(name, &["sync"]);
    }
    line.set("2026-01-12");
    line
}

fn within<'a>(compartment: &'a str, words: &[&'a str]) -> Vec<&'a str> {
    [words, &["--compartment", compartment]].concat()
}

/// Something is said in one file, with the signatures that it needs.
fn say(line: &Line, name: &str, compartment: &str, words: &[&str]) {
    let sent = line.ok(name, &within(compartment, &[&["send"], words].concat()));
    if sent["state"] == "draft" {
        let draft = sent["message"].as_str().expect("a name").to_owned();
        line.ok(name, &within(compartment, &["release", &draft]));
    }
}

pub fn talk(line: &Line, name: &str, compartment: &str, text: &str) {
    say(line, name, compartment, &["free_text", "about=Work", &format!("text={text}")]);
}

pub fn of(line: &Line, name: &str, compartment: &str, what: &str) -> Value {
    line.ok(name, &within(compartment, &[what]))
}

fn says(line: &Line, name: &str, compartment: &str, what: &str) -> bool {
    of(line, name, compartment, "record")["messages"].to_string().contains(what)
}

/// Script and digest of one file.
fn agreed(line: &Line, name: &str, compartment: &str) -> (Value, Value) {
    let script = of(line, name, compartment, "record")["script"].clone();
    (script, of(line, name, compartment, "state")["digest"].clone())
}

fn rounds(line: &Line, name: &str, compartment: &str) -> u64 {
    of(line, name, compartment, "record")["script"]["rounds"].as_u64().expect("a number")
}

#[track_caller]
fn refused(line: &Line, name: &str, words: &[&str], code: i32, says: &str) {
    let out = line.run(name, words);
    assert_eq!(out.status.code(), Some(code), "{words:?}: {out:?}");
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    assert!(said.contains(says), "{words:?}: {said}");
}

/// Every byte under a folder.
fn bytes_under(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => all.extend(bytes_under(&path)),
            false => all.extend(std::fs::read(&path).expect("there")),
        }
    }
    all
}

fn charter(line: &Line) -> Charter {
    Charter::read(&std::fs::read(line.path("charter")).expect("there")).expect("a charter")
}

#[test]
fn who_is_in_one_file_opens_nothing_of_the_other_and_is_offered_no_leaf_of_it() {
    let line = met();
    refused(&line, "US", &["send", "act", "US grants W1"], 2, "--compartment nuclear or --comp");
    refused(&line, "US", &["record", "--compartment", "naval"], 2, "holds nuclear, regional");
    say(&line, "US", "nuclear", &["act", "US grants W1"]);
    talk(&line, "US", "regional", "Among two.");
    talk(&line, "Iran", "regional", "Among us two.");
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    line.ok("Inspectorate", &["send", "free_text", "about=Work", "text=Seen."]);
    line.sync("Inspectorate", &[]);
    line.sync("US", &["Iran"]);
    line.sync("Inspectorate", &[]);
    for file in ["nuclear", "regional"] {
        assert_eq!(agreed(&line, "US", file), agreed(&line, "Iran", file), "{file}");
    }
    assert_ne!(agreed(&line, "US", "nuclear").0, agreed(&line, "US", "regional").0);
    assert!(says(&line, "Iran", "nuclear", "Seen.") && says(&line, "Iran", "nuclear", "W1"));
    assert!(says(&line, "US", "regional", "Among us two."));
    assert!(!says(&line, "US", "regional", "W1") && !says(&line, "US", "nuclear", "Among"));
    // The one file that it has needs no flag; of the other it has neither a folder nor the name of a log.
    let read = line.ok("Inspectorate", &["record"]);
    let words = read["messages"].to_string();
    assert!(words.contains("US grants W1") && !words.contains("Among"), "{words}");
    assert_eq!(read["script"], of(&line, "US", "nuclear", "record")["script"]);
    refused(&line, "Inspectorate", &["record", "--compartment", "regional"], 2, "it holds nuclear");
    let stored = bytes_under(&line.path("Inspectorate/compartments"));
    let has = |log: &[u8; 16]| stored.windows(16).any(|it| it == log);
    let logs = |file: &str| {
        let within = charter(&line).within(file).expect("a compartment");
        within.cards.iter().flat_map(|it| [it.log.0, it.identity.0]).collect::<Vec<_>>()
    };
    assert!(logs("nuclear").iter().all(has), "it has every log of its own file");
    assert!(!logs("regional").iter().any(has), "and none of the other");
    line.sync("US", &["Muscat"]);
    assert_eq!(rounds(&line, "Muscat", "regional"), rounds(&line, "US", "regional"));
    let sealed = of(&line, "Muscat", "regional", "record");
    assert_eq!(sealed["messages"], json!([]), "an intermediary holds it and reads nothing");
}

/// What an inspectorate would have to do that wants more than it is offered: ask for the other file by name, with its own
/// good key.
#[test]
fn a_member_of_one_file_that_asks_for_the_other_is_turned_away() {
    let line = met();
    talk(&line, "US", "regional", "Among two.");
    line.sync("US", &[]);
    let charter = charter(&line);
    let place = Place::at(&line.path("Inspectorate"));
    let (own, muscat) = (place.card().expect("a card"), charter.named("Muscat").expect("a card"));
    let key = place.secrets().read("carrier").expect("a key");
    let carrier = station::founding::signer(&key).expect("a signer");
    let ask = |compartment: &str| {
        let line_hash: Hash = charter.within(compartment).expect("there").hash();
        let to = Address { line: line_hash, from: own.party, to: muscat.party };
        let seed = (&key[0], own.carrier.ed25519.to_bytes());
        let mut wire = connect(muscat, &line.address("Muscat"), seed).expect("a known key");
        wire.write_all(&Writer::new(&to).end(&carrier)).expect("asked");
        let mut head = [0; 5_000];
        let read = wire.read(&mut head).unwrap_or(0);
        read > 0
    };
    assert!(ask("nuclear"), "of its own file it is answered");
    assert!(!ask("regional"), "of the other not by a byte");
    assert!(ask("nuclear"), "and the station goes on");
    line.ok("US", &within("regional", &["export", "--for", "Iran", "--to", "private"]));
    refused(&line, "Inspectorate", &["import", "private"], 1, "nothing of it was taken");
    let given = line.ok("US", &["export", "--for", "Inspectorate", "--to", "given"]);
    assert_eq!(given["compartments"], json!(["nuclear"]));
    let mine = within("regional", &["export", "--for", "Inspectorate"]);
    refused(&line, "US", &mine, 2, "no compartment is shared");
}

/// One store is damaged and gone. The other file goes on: it is written, stamped and closed by ruling, while the first
/// stands still.
#[test]
fn damage_in_one_compartment_leaves_the_other_as_it_was() {
    let mut line = met();
    say(&line, "US", "nuclear", &["act", "US grants W1"]);
    line.sync("US", &["Muscat", "Iran"]);
    let before = agreed(&line, "US", "nuclear");
    let database = line.path("US/compartments/nuclear/line.redb");
    let mut bytes = std::fs::read(&database).expect("there");
    bytes.iter_mut().for_each(|byte| *byte ^= 0x55);
    std::fs::write(&database, bytes).expect("damaged");
    let out = line.run("US", &["status"]);
    assert_eq!(out.status.code(), Some(1), "{out:?}");
    let status: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let standing = |at: usize| status["compartments"][at]["standing"].clone();
    assert_eq!((standing(0), standing(1)), (json!("lost"), json!("ready")), "{status}");
    let closed = rounds(&line, "US", "regional");
    talk(&line, "US", "regional", "Here all is well.");
    line.stop("Iran");
    line.ok("US", &["sync", "Muscat"]);
    for time in ["2026-01-12T13:00:00Z", "2026-01-12T20:00:00Z", "2026-01-12T21:00:00Z"] {
        line.set(time);
        line.ok("US", &["sync", "Muscat"]);
    }
    assert!(rounds(&line, "US", "regional") > closed, "closed by ruling, without the other file");
    line.serve("Iran", &["US"]);
    line.ok("US", &["sync", "Iran"]);
    assert_eq!(agreed(&line, "US", "regional"), agreed(&line, "Iran", "regional"));
    assert!(says(&line, "Iran", "regional", "Here all is well."));
    // Made anew from a peer, it stands where it stood; the other was not touched by that.
    let regional = agreed(&line, "US", "regional");
    let rebuilt = line.ok("US", &within("nuclear", &["rebuild", "--from", "Iran"]));
    assert_eq!(rebuilt["ready"], true, "{rebuilt}");
    assert_eq!(
        (agreed(&line, "US", "nuclear"), agreed(&line, "US", "regional")),
        (before, regional)
    );
    for file in ["nuclear", "regional"] {
        assert_eq!(of(&line, "US", file, "verify")["wrong"], json!([]), "{file}");
    }
}

/// A copy of a station writes another history of one file. That file's log is held where it was; the other file closes
/// its rounds.
#[test]
fn a_log_with_two_histories_in_one_compartment_stops_nothing_in_the_other() {
    let line = met();
    say(&line, "US", "nuclear", &["act", "US grants W1"]);
    line.sync("US", &["Muscat", "Iran"]);
    let copied = std::process::Command::new("cp")
        .args(["-r".as_ref(), line.path("US").as_os_str(), line.path("twin").as_os_str()])
        .status();
    assert!(copied.expect("cp runs").success());
    talk(&line, "US", "nuclear", "One.");
    line.sync("US", &["Muscat", "Iran"]);
    talk(&line, "twin", "nuclear", "Two.");
    line.ok("twin", &within("nuclear", &["export", "--for", "Iran", "--to", "twin.bundle"]));
    line.run("Iran", &["import", "twin.bundle"]);
    let forked = |file: &str| of(&line, "Iran", file, "status")["forked"].clone();
    assert_eq!(forked("nuclear").as_array().map(Vec::len), Some(1), "both heads are the proof");
    assert_eq!(forked("regional"), json!([]));
    for text in ["First.", "Second.", "Third."] {
        let closed = rounds(&line, "US", "regional");
        talk(&line, "US", "regional", text);
        line.ok("US", &within("regional", &["sync", "Muscat", "Iran"]));
        line.ok("US", &within("regional", &["sync", "Iran"]));
        assert!(rounds(&line, "US", "regional") > closed, "{text}");
        assert_eq!(agreed(&line, "US", "regional"), agreed(&line, "Iran", "regional"), "{text}");
    }
}

/// A file carried by hand has a bundle of each compartment; what is wrong with one harms no other.
#[test]
fn a_file_brings_each_compartment_its_own_and_a_changed_one_harms_no_other() {
    let line = met();
    talk(&line, "US", "nuclear", "In the first.");
    talk(&line, "US", "regional", "In the second.");
    let given = line.ok("US", &["export", "--for", "Iran", "--to", "both"]);
    assert_eq!(given["compartments"], json!(["nuclear", "regional"]));
    let whole = std::fs::read(line.path("both")).expect("written");
    let mut changed = whole.clone();
    changed[60] ^= 1;
    std::fs::write(line.path("changed"), &changed).expect("written");
    refused(&line, "Iran", &["import", "changed"], 1, "of another line");
    assert!(says(&line, "Iran", "regional", "In the second."));
    assert!(!says(&line, "Iran", "nuclear", "In the first."));
    for end in [20, 25, whole.len() / 4, whole.len() - 1] {
        std::fs::write(line.path("cut"), &whole[..end]).expect("written");
        refused(&line, "Iran", &["import", "cut"], 1, "cut short");
    }
    let taken = line.ok("Iran", &["import", "both"]);
    assert_eq!(taken["bundles"].as_array().map(Vec::len), Some(2), "{taken}");
    assert!(says(&line, "Iran", "nuclear", "In the first."));
    assert_eq!(line.ok("Iran", &["import", "both"])["leaves"], 0, "once");
}

fn read_together(line: &Line, name: &str) -> Value {
    line.ok(name, &["state", "--together"])
}

/// What is said in one file is no act in the other. Read together they make one state, alike on both sides, of which
/// nothing is taken back; and it is what a replay of the acts gives.
#[test]
fn files_read_together_are_one_state_on_both_sides() {
    let line = met();
    let mut before: Vec<Value> = Vec::new();
    for (date, who, compartment, act) in [
        ("2026-01-12", "Iran", "nuclear", "Iran performs admit"),
        ("2026-01-20", "US", "regional", "US grants W1"),
        ("2026-02-18", "US", "nuclear", "US turns relief to 1"),
        ("2026-03-27", "Iran", "regional", "Iran performs calm"),
        ("2026-04-20", "US", "nuclear", "US renews W1"),
    ] {
        line.set(date);
        line.sync(who, &["Muscat"]);
        say(&line, who, compartment, &["act", act]);
        line.sync("Iran", &["Muscat"]);
        line.sync("US", &["Muscat", "Iran"]);
        line.sync("US", &["Iran"]);
        let found = read_together(&line, "US");
        assert_eq!(found, read_together(&line, "Iran"), "{act}");
        let now = found["verdicts"].as_array().expect("rows").clone();
        assert!(now.starts_with(&before), "{act}: {now:?} after {before:?}");
        before = now;
    }
    line.set("2026-04-21");
    line.sync("Iran", &["Muscat"]);
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    let found = line.ok("US", &["state", "--together", "--export", "both.events"]);
    let said = found["verdicts"].to_string();
    for file in ["nuclear", "regional"] {
        assert!(said.contains(&format!("\"compartment\":\"{file}\"")), "{said}");
        let own = of(&line, "US", file, "state")["digest"].clone();
        assert_ne!(own, found["digest"], "{file} alone is another state");
    }
    let replayed = std::process::Command::new(crate::stations::PROGRAM)
        .current_dir(line.folder())
        .args(["--json", "replay", "text.accord", "both.events"])
        .output()
        .expect("it replays");
    let replayed: Value = serde_json::from_slice(&replayed.stdout).expect("a replay");
    assert_eq!(replayed["digest"], found["digest"]);
    line.ok("Inspectorate", &["sync"]);
    let part = read_together(&line, "Inspectorate");
    assert_eq!(
        (&part["compartments"], &part["lacks"]),
        (&json!(["nuclear"]), &json!(["regional"]))
    );
    refused(&line, "Muscat", &["state", "--together"], 2, "runs no accord");
    let both = within("nuclear", &["state", "--together"]);
    refused(&line, "US", &both, 2, "leave --compartment out");
}

/// Keys are a person's; what counts is stated in each file, and what one file cannot state stops no other.
#[test]
fn new_keys_are_stated_in_each_compartment() {
    let line = met();
    let key = |by: &str, file: &str| {
        let keys = of(&line, by, file, "keys");
        let mut seats = keys["seats"].as_array().expect("seats").iter();
        let found = seats.find(|it| it["party"] == "US" && it["seat"] == "first");
        found.expect("a seat")["key"].clone()
    };
    let before = key("US", "nuclear");
    assert_eq!(before, key("US", "regional"), "one person, one key");
    let said = line.ok("US", &["rotate", "first"]);
    assert_eq!(said["compartments"].as_array().map(Vec::len), Some(2), "{said}");
    assert_ne!(key("US", "nuclear"), before);
    assert_eq!(key("US", "nuclear"), key("US", "regional"));
    let file = within("regional", &["revoke", "second"]);
    line.ok("US", &file);
    talk(&line, "US", "nuclear", "New keys.");
    line.sync("US", &["Iran", "Muscat"]);
    assert!(says(&line, "Iran", "nuclear", "New keys."));
    assert_eq!(key("Iran", "regional"), key("US", "regional"));
    let draft = line.ok("US", &within("regional", &["send", "act", "US grants W1"]));
    let name = draft["message"].as_str().expect("a name");
    refused(&line, "US", &within("regional", &["release", name]), 2, "no person's seat");
    say(&line, "US", "nuclear", &["act", "US grants W1"]);
}
