//! Evidence, quotas and schedules between processes; logs of more than one tile.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::messages::started;
use crate::phases::three_phases;
use crate::stations::{Line, PROGRAM};

/// Bytes of which no two parts are alike.
fn noise(length: usize, seed: u32) -> Vec<u8> {
    let next = |state: &mut u32| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some((*state >> 24) as u8)
    };
    std::iter::repeat_n((), length).scan(seed, |state, ()| next(state)).collect()
}

fn of_kind(line: &Line, name: &str, kind: &str) -> Value {
    let record = line.ok(name, &["record"]);
    let mut messages = record["messages"].as_array().expect("messages").iter();
    messages.find(|it| it["kind"] == kind).cloned().expect("a message of that kind")
}

#[test]
fn evidence_travels_in_parts_and_comes_out_whole() {
    let line = started();
    let photo = noise(150_000, 1);
    std::fs::write(line.path("photo"), &photo).expect("written");
    let words = ["send", "incident_claim", "at=2026-01-12", "zone=Gulf", "text=A drone."];
    let sent = line.ok("US", &[&words[..], &["--evidence", "photo"]].concat());
    line.ok("US", &["release", sent["message"].as_str().expect("a name")]);
    line.sync("US", &["Iran", "Muscat"]);
    let claim = of_kind(&line, "Iran", "incident_claim");
    assert_eq!(claim["evidence"]["bytes"], 150_000);
    assert_eq!(
        (&claim["evidence"]["parts"], &claim["evidence"]["missing"]),
        (&json!(3), &json!([]))
    );
    let name = claim["message"].as_str().expect("a name");
    line.ok("Iran", &["evidence", name, "--to", "copy"]);
    assert_eq!(std::fs::read(line.path("copy")).expect("written"), photo);
    assert_eq!(
        line.run("Iran", &["evidence", name, "--to", "copy"]).status.code(),
        Some(3),
        "once"
    );
    // The same file again adds nothing to the log.
    let leaves = |name: &str| {
        let status = line.ok(name, &["status"]);
        ["leaves", "parts"].map(|key| status[key].as_u64().expect("a number"))
    };
    let before = leaves("US");
    let again = ["send", "decision", "about=x", "text=y", "--evidence", "photo"];
    let again = line.ok("US", &again);
    assert_eq!((leaves("US"), &again["state"]), (before, &"draft".into()));
    // Named by its hash alone, or too large: said, and nothing is written.
    let hash = "ab".repeat(32);
    let hash = format!("hash={hash}");
    let alone = line.ok("US", &["send", "evidence", &hash, "size=9"]);
    line.ok("US", &["release", alone["message"].as_str().expect("a name")]);
    line.sync("US", &["Iran"]);
    let alone = of_kind(&line, "Iran", "evidence");
    assert_eq!(alone["evidence"]["parts"], 0);
    let out =
        line.run("Iran", &["evidence", alone["message"].as_str().expect("a name"), "--to", "no"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("by its hash alone"));
    let before = leaves("US");
    std::fs::write(line.path("large"), vec![0; (16 << 20) + 1]).expect("written");
    for file in ["large", "none"] {
        let words = ["send", "evidence", "--evidence", file];
        let out = line.run("US", &words);
        assert!(!out.status.success(), "{file}");
    }
    let wrong = line.run("US", &["send", "free_text", "about=x", "text=y", "--evidence", "photo"]);
    assert_eq!(wrong.status.code(), Some(2), "that form refers to nothing");
    assert_eq!(leaves("US"), before);
}

/// More leaves than a tile has, from static files alone.
#[test]
fn a_log_of_three_hundred_leaves_is_made_anew_from_static_files() {
    let line = started();
    for (file, seed) in [("one", 1), ("two", 2)] {
        let bytes = noise(145 * 57_344 + 9, seed);
        std::fs::write(line.path(file), &bytes).expect("written");
        let sent = line.ok("US", &["send", "evidence", "--evidence", file]);
        line.ok("US", &["release", sent["message"].as_str().expect("a name")]);
    }
    for _ in 0..6 {
        line.ok("US", &["send", "free_text", "about=x", "text=y"]);
    }
    // Iran last: it then has all that US had given to anybody.
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    let parts = line.ok("US", &["status"])["parts"].as_u64();
    assert!(parts > Some(290), "{parts:?}");
    line.ok("Iran", &["export", "--mirror", "mirror"]);
    let (script, database) = (line.script("US"), line.path("US/compartments/main/line.redb"));
    std::fs::remove_file(&database).expect("gone");
    let rebuilt = line.ok("US", &["rebuild", "--from", "mirror"]);
    assert_eq!(rebuilt["ready"], true, "{rebuilt}");
    assert_eq!(line.script("US"), script);
    assert_eq!(line.ok("US", &["verify"])["wrong"], json!([]));
    let message = of_kind(&line, "US", "evidence");
    line.ok("US", &["evidence", message["message"].as_str().expect("a name"), "--to", "out"]);
    let (out, one) = (std::fs::read(line.path("out")), std::fs::read(line.path("one")));
    assert_eq!(out.expect("written"), one.expect("there"));
    // A bit of the second tile is changed: nothing of that log is taken.
    std::fs::remove_file(&database).expect("gone");
    let tile = walk(&line.path("mirror")).into_iter().find(|it| it.ends_with("entries/000"));
    let tile = tile.expect("a full bundle");
    let mut bytes = std::fs::read(&tile).expect("there");
    let last = bytes.len() - 9;
    bytes[last] ^= 1;
    std::fs::write(&tile, bytes).expect("changed");
    let out = line.run("US", &["rebuild", "--from", "mirror"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("not what its head says"), "{out:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn what_is_said_beyond_the_quota_has_no_effect_and_is_named() {
    let parties =
        [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];
    let mut line = Line::with_terms(&three_phases(), &parties, &["--per-day", "2"]);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.ok("US", &["sync"]);
    line.set("2026-01-12");
    // Until something was stamped the accord stands at day 0, and which of the acts come before the first stamp is chance.
    line.ok("US", &["send", "keep_alive"]);
    line.sync("US", &["Muscat", "Iran"]);
    for act in ["US grants W1", "US renews W1", "US revokes W1"] {
        line.say("US", act);
    }
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    let over = |name: &str| {
        let quota = line.ok(name, &["status"])["quota"].clone();
        let seats = quota["seats"].as_array().expect("seats").iter();
        let mut own = seats.filter(|it| it["party"] == "US");
        assert_eq!(own.next().expect("a seat")["per_day"], 2);
        quota["beyond"].as_array().expect("names").len()
    };
    assert_eq!((over("US"), over("Iran")), (1, 1));
    let record = line.ok("Iran", &["record"]);
    let messages = record["messages"].as_array().expect("messages").iter();
    let beyond: Vec<&Value> = messages.filter(|it| it["over_quota"] == true).collect();
    assert_eq!(beyond.len(), 1);
    assert_eq!(beyond[0]["words"], "US revokes W1");
    let state = line.ok("Iran", &["state"])["verdicts"].to_string();
    assert!(!state.contains("revoked"), "{state}");
    assert_eq!(line.digest("US"), line.digest("Iran"));
    // Another day, another quota.
    line.set("2026-01-14");
    line.sync("US", &["Muscat"]);
    line.say("US", "US revokes W1");
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    assert_eq!((over("US"), over("Iran")), (1, 1));
    assert_eq!(line.digest("US"), line.digest("Iran"));
}

/// Two stations that call each other by a schedule, and stop when they are told to.
#[test]
fn stations_exchange_on_a_schedule_and_stop_when_asked() {
    let line = started();
    line.ok("US", &["send", "free_text", "about=Schedule", "text=By itself."]);
    let mut child = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(["--json", "line", "--in", "US", "--now", "@now", "serve", "--every", "0.02"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it listens");
    let mut said = BufReader::new(child.stderr.take().expect("piped")).lines();
    let mut called = Vec::new();
    while !(called.contains(&"Iran".to_owned()) && called.contains(&"Muscat".to_owned())) {
        let next = said.next().expect("it goes on").expect("text");
        called.extend(next.split_once(": ").map(|(name, _)| name.to_owned()));
    }
    let record = line.ok("Iran", &["record"]);
    assert!(record["messages"].to_string().contains("By itself."), "{record}");
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.expect("kill runs").success());
    // Its last words are read to the end: a station that speaks to nobody is ended by that, not by the interrupt.
    said.map_while(Result::ok).for_each(drop);
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0), "a clean stop");
    let mut out = String::new();
    child.stdout.take().expect("piped").read_to_string(&mut out).expect("text");
    let last = out.split_once('\n').map(|(_, rest)| rest).expect("an answer");
    let last: Value = serde_json::from_str(last).expect("JSON");
    assert!(last["called"].as_u64() >= Some(2), "{last}");
    assert_eq!(line.ok("US", &["verify"])["wrong"], json!([]));
    let wrong = line.run("US", &["serve", "--every", "0"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// A wire to `address` that breaks once so many bytes went there.
fn narrow(address: &str, most: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let (at, address) = (listener.local_addr().expect("it listens"), address.to_owned());
    std::thread::spawn(move || {
        let (mut from, _) = listener.accept().expect("a caller");
        let mut to = TcpStream::connect(address).expect("it listens");
        let (mut back, mut caller) =
            (to.try_clone().expect("a handle"), from.try_clone().expect("a handle"));
        std::thread::spawn(move || std::io::copy(&mut back, &mut caller));
        let (mut left, mut bytes) = (most, vec![0; 65_536]);
        while left > 0 {
            let read = from.read(&mut bytes).unwrap_or(0).min(left);
            if read == 0 || to.write_all(&bytes[..read]).is_err() {
                break;
            }
            left -= read;
        }
        drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
    });
    at.to_string()
}

/// A file is on its way when an incident is said; then the wire breaks.
#[test]
fn an_incident_is_acknowledged_before_the_file_that_was_sent_before_it() {
    let line = started();
    let film = noise(6 << 20, 5);
    std::fs::write(line.path("film"), &film).expect("written");
    let sent = line.ok("US", &["send", "evidence", "--evidence", "film"]);
    line.ok("US", &["release", sent["message"].as_str().expect("a name")]);
    let claim =
        ["send", "incident_claim", "--emergency", "at=2026-01-12", "zone=Gulf", "text=A drone."];
    line.ok("US", &claim);
    let wire = format!("Iran={}", narrow(&line.address("Iran"), 3 << 20));
    let broke = line.run("US", &["sync", "Iran", "--peer", &wire]);
    assert_eq!(broke.status.code(), Some(1), "{}", String::from_utf8_lossy(&broke.stdout));
    let status = line.ok("US", &["status"]);
    let parts = status["parts"].as_u64().expect("a number");
    let peers = status["peers"].as_array().expect("peers").iter();
    let iran = peers.clone().find(|it| it["party"] == "Iran").expect("a peer");
    assert!(iran["acknowledged"].as_u64() > Some(2), "{iran}");
    let taken = iran["parts_acknowledged"].as_u64().expect("a number");
    assert!(0 < taken && taken < parts, "{taken} of {parts} parts are acknowledged");
    // What is here of the film is said, and nothing comes out.
    of_kind(&line, "Iran", "incident_claim");
    let named = of_kind(&line, "Iran", "evidence");
    let missing = named["evidence"]["missing"].as_array().expect("numbers").len();
    let all = named["evidence"]["parts"].as_u64().expect("a number");
    assert!(missing > 0 && (missing as u64) < all, "{named}");
    let name = named["message"].as_str().expect("a name");
    let out = line.run("Iran", &["evidence", name, "--to", "no"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("these are missing"), "{out:?}");
    // The wire holds again.
    let whole = format!("Iran={}", line.address("Iran"));
    line.ok("US", &["sync", "Iran", "--peer", &whole]);
    line.ok("Iran", &["evidence", name, "--to", "copy"]);
    assert_eq!(std::fs::read(line.path("copy")).expect("written"), film);
    let status = line.ok("US", &["status"]);
    let peers = status["peers"].as_array().expect("peers").iter();
    let iran = peers.clone().find(|it| it["party"] == "Iran").expect("a peer");
    assert_eq!(
        (&iran["parts_acknowledged"], &iran["acknowledged"]),
        (&json!(parts), &status["leaves"])
    );
    assert_eq!(line.ok("US", &["verify"])["wrong"], json!([]));
}

/// The process is killed while it writes parts. The same file again adds those that are missing.
#[test]
fn a_file_that_was_cut_off_between_two_parts_is_finished_later() {
    let line = started();
    let film = noise(8 << 20, 6);
    std::fs::write(line.path("film"), &film).expect("written");
    let words = ["--json", "line", "--in", "US", "--now", "@now", "send", "evidence"];
    let mut child = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(words)
        .args(["--evidence", "film"])
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs");
    let database = line.path("US/compartments/main/line.redb");
    let size = || std::fs::metadata(&database).expect("a store").len();
    let before = size();
    while size() < before + (1 << 20) && child.try_wait().expect("a child").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    drop(child.kill());
    drop(child.wait());
    let parts = || line.ok("US", &["status"])["parts"].as_u64().expect("a number");
    let cut = parts();
    let sent = line.ok("US", &["send", "evidence", "--evidence", "film"]);
    line.ok("US", &["release", sent["message"].as_str().expect("a name")]);
    let all = (8 << 20_u64) / 57_344 + 2;
    assert!(cut < all && parts() == all, "{cut}, then {} of {all}", parts());
    line.sync("US", &["Iran"]);
    let name = of_kind(&line, "Iran", "evidence")["message"].as_str().expect("a name").to_owned();
    line.ok("Iran", &["evidence", &name, "--to", "copy"]);
    assert_eq!(std::fs::read(line.path("copy")).expect("written"), film);
    assert_eq!(line.ok("US", &["verify"])["wrong"], json!([]));
}
