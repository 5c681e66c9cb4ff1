//! Keys that change and members that go, between processes that keep running.

use serde_json::{Value, json};

use crate::messages::started;
use crate::stations::Line;

/// What a station reads of a kind, in the words of its messages.
fn words(line: &Line, name: &str) -> Vec<String> {
    let record = line.ok(name, &["record"]);
    let messages = record["messages"].as_array().expect("messages").iter();
    messages.map(|it| it["words"].as_str().expect("words").to_owned()).collect()
}

/// The message of a station that says something.
fn message(line: &Line, name: &str, what: &str) -> Value {
    let record = line.ok(name, &["record"]);
    let mut messages = record["messages"].as_array().expect("messages").iter();
    let found = messages.find(|it| it["words"].as_str().is_some_and(|it| it.contains(what)));
    found.cloned().unwrap_or_default()
}

pub fn says(line: &Line, name: &str, what: &str) -> bool {
    words(line, name).iter().any(|it| it.contains(what))
}

/// The key of a seat as a station knows it.
pub fn key(line: &Line, by: &str, (party, seat): (&str, &str)) -> Value {
    let keys = line.ok(by, &["keys"]);
    let mut seats = keys["seats"].as_array().expect("seats").iter();
    let found = seats.find(|it| it["party"] == party && it["seat"] == seat);
    found.expect("a seat")["key"].clone()
}

/// Exit code and complaint of a refused command.
#[track_caller]
pub fn refused(line: &Line, name: &str, all: &[&str], code: i32) -> String {
    let out = line.run(name, all);
    assert_eq!(out.status.code(), Some(code), "{all:?}: {}", String::from_utf8_lossy(&out.stdout));
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn a_person_with_new_keys_is_heard_and_the_old_key_is_not() {
    let line = started();
    line.say("US", "US grants W1");
    let draft = line.ok("US", &["send", "act", "US renews W1"]);
    let draft = draft["message"].as_str().expect("a name").to_owned();
    let keys = |by: &str| [key(&line, by, ("US", "first")), key(&line, by, ("US", "second"))];
    let before = keys("US");
    let said = line.ok("US", &["rotate", "first"]);
    assert_eq!(said["unsigned"], json!([draft]), "the draft has no signature that counts");
    assert_ne!(keys("US")[0], before[0]);
    assert_eq!((&keys("US")[1], keys("Iran")), (&before[1], before.clone()), "not heard there yet");
    line.sync("US", &["Iran", "Muscat"]);
    assert_eq!(keys("Iran"), keys("US"));
    // The old key is refused at home, the new one is taken by itself.
    let old = line.path("US/secrets/first.key");
    let old = old.to_str().expect("a path");
    let talk = ["send", "free_text", "about=Keys", "text=Old."];
    let said = refused(&line, "US", &[&talk[..], &["--key", old]].concat(), 2);
    assert!(said.contains("of no person's seat"), "{said}");
    line.ok("US", &["send", "free_text", "about=Keys", "text=New."]);
    line.ok("US", &["release", &draft, "--key", "second"]);
    line.ok("US", &["release", &draft, "--key", "first"]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("US", &["Iran"]);
    for name in ["US", "Iran"] {
        for what in ["US grants W1", "New.", "US renews W1"] {
            assert!(says(&line, name, what), "{name} {what}: {:?}", words(&line, name));
        }
    }
    assert_eq!(line.digest("US"), line.digest("Iran"));
    assert_eq!(line.script("US"), line.script("Iran"));
    for name in ["US", "Iran"] {
        assert_eq!(line.ok(name, &["verify"])["wrong"], json!([]), "what stood stands");
    }
}

/// The key of a person is copied before it is changed, with the store; the thief writes with both.
#[test]
fn what_an_old_key_signs_after_its_place_counts_for_nothing() {
    let line = started();
    line.say("US", "US grants W1");
    line.sync("US", &["Iran", "Muscat"]);
    let twin = "stolen";
    let out = std::process::Command::new("cp")
        .args(["-r".as_ref(), line.path("US").as_os_str(), line.path(twin).as_os_str()])
        .status();
    assert!(out.expect("cp runs").success());
    for seat in ["first", "second", "station"] {
        line.ok("US", &["rotate", seat]);
    }
    line.sync("US", &["Iran", "Muscat"]);
    line.ok("US", &["send", "free_text", "about=Keys", "text=All are new."]);
    line.sync("US", &["Iran", "Muscat"]);
    // The twin goes on with the old keys from the old end of the log: its history is another one, and does nothing.
    line.ok(twin, &["send", "free_text", "about=Keys", "text=Thief."]);
    line.ok(twin, &["export", "--for", "Iran", "--to", "thief"]);
    line.run("Iran", &["import", "thief"]);
    line.sync("US", &["Iran"]);
    assert!(says(&line, "Iran", "All are new."));
    assert!(!says(&line, "Iran", "Thief."), "{:?}", words(&line, "Iran"));
    assert_eq!(line.digest("US"), line.digest("Iran"));
}

/// Somebody has a copy of a station and a person's key, which is taken back. The copy never sees it; the other side's next
/// message does, and is in the script by ruling. What the copy writes then is held, shown, and does nothing.
#[test]
fn a_thief_that_sees_no_revocation_is_void_at_its_place_in_the_script() {
    let line = started();
    line.say("US", "US grants W1");
    for _ in 0..2 {
        line.sync("US", &["Iran", "Muscat"]);
    }
    let own = || line.ok("US", &["status"])["leaves"].clone();
    let before = own();
    let copied = std::process::Command::new("cp")
        .args(["-r".as_ref(), line.path("US").as_os_str(), line.path("stolen").as_os_str()])
        .status();
    assert!(copied.expect("cp runs").success());
    line.ok("US", &["revoke", "first"]);
    line.sync("US", &["Iran", "Muscat"]);
    assert_eq!(
        own(),
        before,
        "a statement alone calls for no round: the log is as the copy has it"
    );
    let ruled = |date: &str| {
        for time in ["T13:00:00Z", "T20:00:00Z", "T21:00:00Z"] {
            line.set(&format!("{date}{time}"));
            line.sync("Iran", &["Muscat"]);
        }
    };
    line.ok("Iran", &["send", "free_text", "about=Keys", "text=We heard of it."]);
    line.sync("Iran", &["Muscat"]);
    ruled("2026-01-13");
    assert_ne!(message(&line, "Iran", "We heard of it.")["round"], Value::Null);
    line.set("2026-01-14");
    line.ok("stolen", &["send", "free_text", "about=Keys", "text=Thief."]);
    line.ok("stolen", &["export", "--for", "Iran", "--to", "thief"]);
    line.ok("Iran", &["import", "thief"]);
    let thief = message(&line, "Iran", "Thief.");
    assert_eq!((&thief["keys"], &thief["round"]), (&json!("void"), &Value::Null), "{thief}");
    line.sync("Iran", &["Muscat"]);
    ruled("2026-01-15");
    line.sync("Inspectorate", &["Iran", "Muscat"]);
    for name in ["Iran", "Inspectorate"] {
        let thief = message(&line, name, "Thief.");
        assert_eq!(thief["keys"], "void", "{name}: {thief}");
        assert_ne!(thief["round"], Value::Null, "{name}: {thief}");
        assert_eq!(message(&line, name, "US grants W1")["keys"], "valid", "what stood stands");
        assert_eq!(line.ok(name, &["verify"])["wrong"], json!([]));
    }
    let stands = |name: &str| (line.script(name), line.digest(name));
    assert_eq!(stands("Inspectorate"), stands("Iran"));
    let page = line.text("Iran", &["record"]);
    assert!(page.contains("VOID: a key under it was taken back before its round"), "{page}");
}

#[test]
fn a_revoked_person_signs_nothing_until_it_has_another_key() {
    let line = started();
    line.ok("US", &["send", "free_text", "about=Keys", "text=Before."]);
    line.ok("US", &["revoke", "first"]);
    let before = message(&line, "US", "Before.");
    assert_eq!((&before["keys"], &before["round"]), (&json!("contested"), &Value::Null));
    assert_eq!(line.ok("US", &["status"])["contested"], json!([before["message"]]));
    refused(&line, "US", &["revoke", "first"], 2);
    refused(&line, "US", &["revoke", "station"], 2);
    refused(&line, "US", &["rotate", "third"], 2);
    assert_eq!(key(&line, "US", ("US", "first")), Value::Null);
    refused(&line, "US", &["send", "free_text", "about=Keys", "text=None."], 2);
    line.ok("US", &["send", "free_text", "about=Keys", "text=Other.", "--key", "second"]);
    line.ok("US", &["rotate", "first"]);
    line.ok("US", &["send", "free_text", "about=Keys", "text=Again."]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("US", &["Iran"]);
    for what in ["Before.", "Other.", "Again."] {
        assert!(says(&line, "Iran", what), "{what}: {:?}", words(&line, "Iran"));
        for name in ["US", "Iran"] {
            assert_eq!(message(&line, name, what)["keys"], "valid", "{name} {what}");
        }
    }
    // Somebody else's root states nothing here.
    let root = line.path("Iran/secrets/root.key");
    let root = root.to_str().expect("a path");
    let said = refused(&line, "US", &["rotate", "first", "--root", root], 2);
    assert!(said.contains("is not the root key of this party"), "{said}");
}

/// One signatory proposes, the other agrees: from then on nothing that is written opens for the inspectorate, not even
/// what reaches it as static files.
#[test]
fn a_removed_inspectorate_opens_nothing_that_is_written_after() {
    let line = started();
    line.ok("US", &["send", "free_text", "about=Work", "text=While a member."]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("Inspectorate", &["Iran", "Muscat"]);
    assert!(says(&line, "Inspectorate", "While a member."));
    refused(&line, "Inspectorate", &["remove", "Inspectorate"], 2);
    refused(&line, "US", &["remove", "Iran"], 2);
    let proposed = line.ok("US", &["remove", "Inspectorate"]);
    assert_eq!(proposed["members"][0]["member"], true, "a proposal alone removes nobody");
    assert_eq!(proposed["members"][0]["removed_by"], json!(["US"]));
    refused(&line, "US", &["remove", "Inspectorate"], 2);
    line.sync("US", &["Iran"]);
    assert_eq!(line.ok("Iran", &["status"])["members"][0]["removed_by"], json!(["US"]));
    line.ok("US", &["send", "free_text", "about=Work", "text=Still a member."]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("Inspectorate", &["Iran", "Muscat"]);
    assert!(says(&line, "Inspectorate", "Still a member."));
    let agreed = line.ok("Iran", &["remove", "Inspectorate"]);
    assert_eq!(agreed["members"][0]["member"], false);
    line.sync("US", &["Iran", "Muscat"]);
    line.ok("US", &["send", "free_text", "about=Work", "text=Among two."]);
    line.ok("Iran", &["send", "free_text", "about=Work", "text=Among us two."]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("US", &["Iran"]);
    let size = |name: &str| line.ok(name, &["verify"])["leaves"].as_u64().expect("a number");
    let before = size("Inspectorate");
    line.sync("Inspectorate", &["Iran", "Muscat"]);
    assert_eq!(size("Inspectorate"), before, "it is offered nothing");
    assert_eq!(line.ok("Inspectorate", &["status"])["members"][0]["member"], false);
    // Somebody hands it every leaf: they are there, and stay shut.
    line.ok("US", &["export", "--mirror", "leaked"]);
    line.run("Inspectorate", &["rebuild", "--from", "leaked"]);
    assert!(size("Inspectorate") > before);
    for name in ["US", "Iran"] {
        assert!(says(&line, name, "Among two.") && says(&line, name, "Among us two."));
    }
    let read = words(&line, "Inspectorate").join(" ");
    assert!(read.contains("Still a member.") && !read.contains("Among"), "{read}");
    let said = refused(&line, "Inspectorate", &["send", "free_text", "about=x", "text=y"], 2);
    assert!(said.contains("was removed"), "{said}");
    // Both admit it again: what is written then it reads, what was written meanwhile it does not.
    line.ok("US", &["admit", "Inspectorate"]);
    line.sync("US", &["Iran"]);
    line.ok("Iran", &["admit", "Inspectorate"]);
    line.sync("US", &["Iran", "Muscat"]);
    line.ok("US", &["send", "free_text", "about=Work", "text=Welcome."]);
    line.sync("US", &["Iran", "Muscat"]);
    line.sync("Inspectorate", &["Iran", "Muscat"]);
    let read = words(&line, "Inspectorate").join(" ");
    assert!(read.contains("Welcome.") && !read.contains("Among"), "{read}");
    assert_eq!(line.digest("US"), line.digest("Iran"));
}

/// It answered in the exchange that brought the founding statements, when nothing could be asked of it yet, and was called
/// silent until the next one.
#[test]
fn who_answered_with_nothing_of_its_own_is_not_silent() {
    let parties =
        [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];
    let mut line = Line::new(&crate::phases::three_phases(), &parties);
    line.serve("Iran", &["US"]);
    let silence = |line: &Line, name: &str| {
        let status = line.ok("US", &["status"]);
        let peers = status["peers"].as_array().expect("peers").iter();
        let mut found = peers.filter(|it| it["party"] == name).map(|it| it["silence"].clone());
        found.next().expect("a peer")
    };
    assert_eq!(silence(&line, "Muscat"), "unmet", "nobody asked it anything");
    line.serve("Muscat", &["US"]);
    assert_eq!([silence(&line, "Iran"), silence(&line, "Muscat")], ["none", "none"]);
    assert_eq!(line.ok("US", &["status"])["leaves"], 0, "nobody wrote anything");
    line.stop("Iran");
    line.set("2026-01-04");
    line.sync("US", &["Muscat"]);
    assert_eq!(silence(&line, "Iran"), "peer", "now it is");
}
