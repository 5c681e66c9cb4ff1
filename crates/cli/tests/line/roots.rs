//! Roots that change or contradict themselves: planned, on both sides at once, and with recovery keys after a loss or a theft.

use serde_json::{Value, json};

use crate::identity::{key, refused, says};
use crate::messages::started;
use crate::stations::Line;

/// The root of a party as a station knows it.
fn root(line: &Line, by: &str, of: &str) -> Value {
    let keys = line.ok(by, &["keys"]);
    let mut roots = keys["roots"].as_array().expect("roots").iter();
    roots.find(|it| it["party"] == of).expect("a party").clone()
}

fn generation(line: &Line, by: &str, of: &str) -> u64 {
    root(line, by, of)["generation"].as_u64().expect("a number")
}

#[track_caller]
fn alike(line: &Line) {
    for _ in 0..2 {
        line.sync("US", &["Iran", "Muscat"]);
    }
    assert_eq!((line.script("US"), line.digest("US")), (line.script("Iran"), line.digest("Iran")));
    for name in ["US", "Iran"] {
        assert_eq!(line.ok(name, &["verify"])["wrong"], json!([]), "{name}");
    }
}

/// Both sides change their roots while they hear nothing of each other. Each holds once the other has taken it.
#[test]
fn a_planned_root_holds_once_the_other_signatory_takes_it() {
    let line = started();
    line.say("US", "US grants W1");
    alike(&line);
    for name in ["US", "Iran"] {
        line.ok(name, &["rotate", "root"]);
        assert_eq!(generation(&line, name, name), 0, "a proposal alone changes nothing");
        assert_ne!(root(&line, name, name)["waits"], Value::Null);
    }
    let old = line.path("US/secrets/root.key");
    let old = old.to_str().expect("a path");
    let said = refused(&line, "US", &["rotate", "first", "--root", old], 2);
    assert!(said.contains("waits to be acknowledged"), "{said}");
    refused(&line, "Iran", &["acknowledge", "US"], 2);
    refused(&line, "US", &["acknowledge", "US"], 2);
    refused(&line, "Muscat", &["acknowledge", "US"], 2);
    // What is stated meanwhile is signed with the new root, and holds with it.
    let before = key(&line, "US", ("US", "first"));
    line.ok("US", &["rotate", "first"]);
    assert_eq!(key(&line, "US", ("US", "first")), before);
    line.sync("US", &["Iran", "Muscat"]);
    let page = line.text("Iran", &["status"]);
    assert!(page.contains("US has stated a NEW ROOT"), "{page}");
    line.ok("Iran", &["acknowledge", "US"]);
    line.ok("US", &["acknowledge", "Iran"]);
    alike(&line);
    for by in ["US", "Iran", "Muscat"] {
        assert_eq!([generation(&line, by, "US"), generation(&line, by, "Iran")], [1, 1], "{by}");
        assert_eq!(root(&line, by, "US")["waits"], Value::Null);
    }
    assert_ne!(key(&line, "Iran", ("US", "first")), before, "with the root that signed it");
    let said = refused(&line, "US", &["revoke", "second", "--root", old], 2);
    assert!(said.contains("no longer"), "{said}");
    line.ok("US", &["send", "free_text", "about=Root", "text=All is well."]);
    alike(&line);
    assert!(says(&line, "Iran", "All is well.") && says(&line, "Iran", "US grants W1"));
}

/// The root key is gone. Two of three pages make another one; one is not enough, a slip is named, and those of others
/// are refused.
#[test]
fn fault_19_pages_of_recovery_keys_make_a_new_root() {
    let line = started();
    line.say("US", "US grants W1");
    std::fs::remove_file(line.path("US/secrets/root.key")).expect("it is lost");
    let page = |name: &str, at: u32| {
        let path = line.path(&format!("{name}/secrets/recovery.{at}.txt"));
        path.to_str().expect("a path").to_owned()
    };
    let (one, other, foreign) = (page("US", 1), page("US", 3), page("Iran", 2));
    let with = |keys: &[&str]| {
        let flags = keys.iter().flat_map(|key| ["--key", key]);
        std::iter::once("recover").chain(flags).map(str::to_owned).collect::<Vec<_>>()
    };
    let fails = |keys: &[&str]| {
        let words = with(keys);
        refused(&line, "US", &words.iter().map(String::as_str).collect::<Vec<_>>(), 2)
    };
    assert!(fails(&[&one]).contains("2 different recovery keys are needed"));
    assert!(fails(&[&one, &one]).contains("2 different recovery keys are needed"));
    assert!(fails(&[&one, &foreign]).contains("not recovery keys of this party"));
    let text = std::fs::read_to_string(&other).expect("a page");
    let at = text.find("secret ").expect("a secret") + 7;
    let digit = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
    let slip = line.path("slip.txt");
    std::fs::write(&slip, [&text[..at], digit, &text[at + 1..]].concat()).expect("written");
    let said = fails(&[&one, slip.to_str().expect("a path")]);
    assert!(said.contains("line 1 of the secret is mistyped"), "{said}");
    let words = with(&[&one, &other]);
    line.ok("US", &words.iter().map(String::as_str).collect::<Vec<_>>());
    line.sync("US", &["Iran", "Muscat"]);
    assert_eq!(generation(&line, "Iran", "US"), 0);
    line.ok("Iran", &["acknowledge", "US"]);
    alike(&line);
    assert_eq!([generation(&line, "US", "US"), generation(&line, "Iran", "US")], [1, 1]);
    let before = key(&line, "Iran", ("US", "second"));
    line.ok("US", &["revoke", "second"]);
    line.ok("US", &["rotate", "second"]);
    line.say("US", "US renews W1");
    alike(&line);
    assert_ne!(key(&line, "Iran", ("US", "second")), before);
    assert!(says(&line, "Iran", "US renews W1"));
}

/// US's root says one thing to Iran and another to Muscat, at one place. They meet: both name it and keep the proof, which
/// goes on to who has met neither, and the line goes on.
#[test]
fn a_root_that_states_two_things_at_one_place_is_named_and_the_line_goes_on() {
    let line = started();
    line.say("US", "US grants W1");
    for _ in 0..2 {
        line.sync("US", &["Iran", "Muscat"]);
    }
    line.sync("Inspectorate", &["Iran"]);
    let copied = std::process::Command::new("cp")
        .args(["-r".as_ref(), line.path("US").as_os_str(), line.path("twin").as_os_str()])
        .status();
    assert!(copied.expect("cp runs").success());
    line.ok("US", &["rotate", "first"]);
    line.sync("US", &["Iran"]);
    line.ok("twin", &["revoke", "second"]);
    line.ok("twin", &["export", "--for", "Muscat", "--to", "other"]);
    line.ok("Muscat", &["import", "other"]);
    for name in ["Iran", "Muscat"] {
        assert_eq!(line.ok(name, &["status"])["two_faced"], json!([]), "{name} has met nobody");
    }
    line.sync("Iran", &["Muscat"]);
    line.sync("Inspectorate", &["Iran"]);
    let mut proofs = Vec::new();
    for name in ["Iran", "Muscat", "Inspectorate"] {
        let found = line.ok(name, &["status"])["two_faced"].clone();
        assert_eq!(found[0]["party"], "US", "{name}: {found}");
        assert_eq!(found.as_array().map(Vec::len), Some(1));
        assert_eq!(line.ok(name, &["verify"])["two_faced"], found, "{name}");
        let file = found[0]["proof"].as_str().expect("a file");
        proofs.push(std::fs::read(line.folder().join(file)).expect("the proof"));
        let page = line.text(name, &["status"]);
        assert!(page.contains("US STATED TWO THINGS at place"), "{page}");
    }
    assert!(proofs.windows(2).all(|two| two[0] == two[1]), "one proof");
    line.ok("Iran", &["send", "free_text", "about=Root", "text=We go on."]);
    line.say("US", "US renews W1");
    line.sync("Iran", &["Muscat"]);
    for _ in 0..2 {
        line.sync("US", &["Iran", "Muscat"]);
    }
    assert!(says(&line, "US", "We go on.") && says(&line, "Iran", "US renews W1"));
    assert_eq!((line.script("US"), line.digest("US")), (line.script("Iran"), line.digest("Iran")));
    assert_eq!(line.ok("US", &["status"])["two_faced"][0]["party"], "US", "it is told so itself");
}
