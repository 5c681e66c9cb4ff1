//! Disks that lose, change or bring back; files that lie.

use serde_json::Value;

use crate::phases::three_phases;
use crate::stations::Line;

pub const PARTIES: [(&str, &str, &str); 3] =
    [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];

/// Three stations with a round behind them; Iran and Muscat listen.
fn started() -> Line {
    let mut line = Line::new(&three_phases(), &PARTIES);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.sync("US", &[]);
    line.set("2026-01-12");
    line.say("US", "US grants W1");
    line.sync("US", &["Iran"]);
    line
}

fn standing(line: &Line, name: &str) -> Value {
    line.ok(name, &["status"])["standing"].clone()
}

#[test]
fn a_store_that_was_set_back_signs_nothing_until_it_has_caught_up() {
    let line = started();
    let database = line.path("US/compartments/main/line.redb");
    std::fs::copy(&database, line.path("copy")).expect("copied");
    line.say("US", "US renews W1");
    line.sync("US", &["Iran", "Muscat"]);
    let (script, digest) = (line.script("US"), line.digest("US"));
    std::fs::copy(line.path("copy"), &database).expect("set back");
    assert_eq!(standing(&line, "US"), "behind");
    let refused = line.run("US", &["send", "act", "US revokes W1"]);
    assert_eq!(refused.status.code(), Some(3), "it signs nothing");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("rebuild"), "it says the way out");
    let found = line.run("US", &["verify"]);
    assert_eq!(found.status.code(), Some(1), "what is missing is found");
    // The newest of its own leaves are where it was last seen: with the intermediary.
    line.sync("US", &["Iran", "Muscat"]);
    assert_eq!(standing(&line, "US"), "ready");
    assert_eq!((line.script("US"), line.digest("US")), (script, digest));
}

/// The disk of a station fails: its store is damaged, then gone.
fn lose_the_store(line: &Line, name: &str) {
    let database = line.path(&format!("{name}/compartments/main/line.redb"));
    let mut bytes = std::fs::read(&database).expect("there");
    bytes.iter_mut().skip(8_192).step_by(1_000).for_each(|byte| *byte ^= 0x55);
    std::fs::write(&database, bytes).expect("damaged");
    assert!(!line.run(name, &["verify"]).status.success(), "the damage is found");
    std::fs::remove_file(&database).expect("gone");
}

/// `--from Iran` took the folder `Iran` that stood beside it, found no static files in it, and brought nothing.
#[test]
fn a_damaged_store_is_found_and_made_anew_from_a_peer_a_file_or_a_mirror() {
    let line = started();
    assert!(line.path("Iran").is_dir(), "a folder has the name of the party");
    for source in ["Iran", "bundle", "mirror"] {
        let script = line.script("US");
        lose_the_store(&line, "US");
        if source == "bundle" {
            line.ok("US", &["export", "--for", "Iran", "--to", "ask"]);
            line.run("Iran", &["import", "ask"]);
            line.ok("Iran", &["export", "--for", "US", "--to", "bundle"]);
        }
        line.ok("Iran", &["export", "--mirror", "mirror"]);
        let rebuilt = line.ok("US", &["rebuild", "--from", source]);
        assert_eq!(rebuilt["ready"], true, "{source}: {rebuilt} {}", line.ok("US", &["status"]));
        assert_eq!(line.script("US"), script, "{source}");
        assert_eq!(line.ok("US", &["verify"])["wrong"], Value::Array(Vec::new()), "{source}");
        line.sync("US", &["Muscat"]);
        line.sync("US", &["Iran"]);
    }
}

/// The mark moved up with each leaf that was written. So a message that had not been carried yet was lost with the disk
/// and stayed in the mark, nobody could give it back, and the station never wrote again.
#[test]
fn what_never_left_a_lost_disk_is_not_waited_for() {
    let line = started();
    line.say("US", "US renews W1");
    lose_the_store(&line, "US");
    let rebuilt = line.ok("US", &["rebuild", "--from", "Iran"]);
    assert_eq!(rebuilt["ready"], true, "{rebuilt}");
    line.say("US", "US revokes W1");
    line.sync("US", &["Iran"]);
    let words = line.ok("Iran", &["record"])["messages"].to_string();
    assert!(words.contains("US revokes W1") && !words.contains("US renews W1"), "{words}");
}

#[test]
fn what_one_source_lacks_another_brings_and_nothing_is_signed_before() {
    let line = started();
    line.ok("Iran", &["export", "--mirror", "old"]);
    line.say("US", "US renews W1");
    line.sync("US", &["Muscat"]);
    lose_the_store(&line, "US");
    let out = line.run("US", &["rebuild", "--from", "old"]);
    assert_eq!(out.status.code(), Some(1), "Muscat alone has the newest: {out:?}");
    let status = line.ok("US", &["status"]);
    assert_ne!(status["standing"], "ready");
    assert_eq!(line.run("US", &["send", "act", "US revokes W1"]).status.code(), Some(3));
    let rebuilt =
        line.ok("US", &["rebuild", "--from", "old", "--from", "Iran", "--from", "Muscat"]);
    assert_eq!(rebuilt["ready"], true, "{rebuilt}");
    let record = line.ok("US", &["record"]);
    let words = record["messages"].to_string();
    assert!(words.contains("US renews W1"), "{words}");
    line.say("US", "US revokes W1");
}

#[test]
fn a_bundle_that_is_cut_changed_or_meant_for_others_does_no_harm() {
    let line = started();
    line.say("US", "US renews W1");
    line.ok("US", &["export", "--for", "Iran", "--to", "whole"]);
    let whole = std::fs::read(line.path("whole")).expect("written");
    let before = line.script("Iran");
    for at in [0, 5, 17, 49, 80, 82, 100, 2_000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(line.path("cut"), &whole[..at]).expect("written");
        let out = line.run("Iran", &["import", "cut"]);
        assert_eq!(out.status.code(), Some(1), "cut at {at}");
    }
    assert_eq!(line.script("Iran"), before);
    let mut changed = whole.clone();
    let last = changed.len() - 5_000;
    changed[last] ^= 1;
    std::fs::write(line.path("changed"), &changed).expect("written");
    assert_eq!(line.run("Iran", &["import", "changed"]).status.code(), Some(1));
    assert_eq!(line.run("Muscat", &["import", "whole"]).status.code(), Some(1), "for another");
    let mut bomb = whole[..81].to_vec();
    bomb.extend([3, 0xff, 0xff, 0xff, 0xff]);
    std::fs::write(line.path("bomb"), &bomb).expect("written");
    let out = line.run("Iran", &["import", "bomb"]);
    assert!(
        String::from_utf8_lossy(&out.stdout).contains("the most"),
        "refused by its length alone"
    );
    let stranger = Line::new(&three_phases(), &PARTIES);
    std::fs::write(stranger.path("whole"), &whole).expect("written");
    assert_eq!(stranger.run("Iran", &["import", "whole"]).status.code(), Some(1), "another line");
    // What was whole in a file that was cut is kept; what is new in the next is taken once.
    line.ok("Iran", &["import", "whole"]);
    line.say("US", "US revokes W1");
    line.ok("US", &["export", "--for", "Iran", "--to", "next"]);
    let taken = line.ok("Iran", &["import", "next"]);
    assert!(taken["leaves"].as_u64() > Some(0), "the whole one is taken: {taken}");
    assert_eq!(line.ok("Iran", &["import", "next"])["leaves"], 0, "once");
}

#[test]
fn each_bundle_that_is_refused_says_why() {
    let line = started();
    line.say("US", "US renews W1");
    line.ok("US", &["export", "--for", "Iran", "--to", "whole"]);
    let whole = std::fs::read(line.path("whole")).expect("written");
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let framed = |frame: &[u8]| [&whole[..81], frame].concat();
    let before = line.ok("Iran", &["record"]);
    for (bytes, says) in [
        (Vec::new(), "cut short"),
        (vec![b'x'; 200], "this is no bundle of a line"),
        (flipped(20), "of another line: nothing of it was taken"),
        (flipped(50), "from nobody that may give it: nothing of it was taken"),
        (flipped(70), "for another party: nothing of it was taken"),
        (framed(&[9, 0, 0, 0, 0]), "a frame of unknown kind 9"),
        (framed(&[3, 0, 0, 0, 1, 0xee]), "\"refused\": [\n    \""),
        (flipped(whole.len() - 1), "its signature does not hold"),
    ] {
        std::fs::write(line.path("bad"), bytes).expect("written");
        let out = line.run("Iran", &["import", "bad"]);
        assert_eq!(out.status.code(), Some(1), "{says}");
        let said = [out.stdout, out.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains(says), "{says}: {said}");
        if !says.contains("signature") {
            assert_eq!(line.ok("Iran", &["record"]), before, "{says}");
        }
    }
    line.ok("Iran", &["import", "whole"]);
}
