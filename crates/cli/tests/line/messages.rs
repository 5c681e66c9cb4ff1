//! Messages of many kinds between processes: what each needs, what a reader is shown, what one signature is worth.

use serde_json::Value;

use crate::phases::three_phases;
use crate::stations::Line;

pub const PARTIES: [(&str, &str, &str); 4] = [
    ("US", "signatory", "US"),
    ("Iran", "signatory", "Iran"),
    ("Inspectorate", "inspector", "IAEA,JMC"),
    ("Muscat", "intermediary", ""),
];

pub fn started() -> Line {
    let mut line = Line::new(&three_phases(), &PARTIES);
    line.serve("Iran", &["US", "Inspectorate"]);
    line.serve("Muscat", &["US", "Iran", "Inspectorate"]);
    for name in ["US", "Inspectorate", "US"] {
        line.ok(name, &["sync"]);
    }
    line.set("2026-01-12");
    line
}

/// What a refused command says, with its exit code.
#[track_caller]
fn refused(line: &Line, words: &[&str]) -> String {
    let out = line.run("US", words);
    assert_eq!(out.status.code(), Some(2), "{words:?}: {}", String::from_utf8_lossy(&out.stdout));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    said
}

fn message(line: &Line, name: &str, kind: &str, more: &[&str]) -> Value {
    let mut words = vec!["record"];
    words.extend(more);
    let record = line.ok(name, &words);
    let found =
        record["messages"].as_array().expect("messages").iter().find(|it| it["kind"] == kind);
    found.cloned().expect("a message of that kind")
}

#[test]
fn an_emergency_of_one_person_is_flagged_everywhere_until_the_second_stands_behind_it() {
    let line = started();
    let claim =
        ["send", "incident_claim", "--emergency", "at=2026-01-12", "zone=Gulf", "text=A drone."];
    let sent = line.ok("US", &claim);
    assert_eq!((&sent["state"], &sent["signatures"]), (&"written".into(), &1.into()));
    line.sync("US", &["Iran", "Muscat"]);
    for name in ["US", "Iran"] {
        let claim = message(&line, name, "incident_claim", &[]);
        assert_eq!((&claim["standing"], &claim["one_signature"]), (&"waits".into(), &true.into()));
    }
    assert_eq!(line.ok("US", &["status"])["one_signature"][0], sent["message"]);
    let name = sent["message"].as_str().expect("a name");
    let again = refused(&line, &["release", name, "--key", "first"]);
    assert!(again.contains("another than the first"), "{again}");
    line.set("2026-01-12T01:30:00Z");
    line.ok("US", &["release", name]);
    line.sync("US", &["Iran", "Muscat"]);
    for name in ["US", "Iran"] {
        let claim = message(&line, name, "incident_claim", &[]);
        assert_eq!((&claim["standing"], &claim["signatures"]), (&"confirmed".into(), &1.into()));
    }
    assert_eq!(line.ok("US", &["status"])["one_signature"], Value::Array(Vec::new()));

    // The next one stays alone: after two hours of attested time the flag stays, and so does the message.
    line.ok("US", &["send", "round_closed", "--emergency", "text=We stop here."]);
    line.sync("US", &["Muscat"]);
    line.set("2026-01-12T09:00:00Z");
    line.sync("US", &["Muscat"]);
    line.sync("US", &["Iran"]);
    line.set("2026-01-13T12:00:00Z");
    let closed = message(&line, "Iran", "round_closed", &["--lang", "en"]);
    assert_eq!((&closed["standing"], &closed["one_signature"]), (&"flagged".into(), &true.into()));
    let marks = closed["page"]["marks"].to_string();
    assert!(marks.to_lowercase().contains("one"), "the page says it first: {marks}");
}

#[test]
fn every_message_says_what_it_needs_and_both_sides_read_the_same_fields() {
    let line = started();
    // One signature, two, two always; talk, an act with fields, an act in the words of a history.
    let consult = ["send", "consult", "about=Fog", "at=2026-01-13 09:00", "place=Muscat"];
    assert_eq!(line.ok("US", &consult)["state"], "written");
    let grant = line.ok("US", &["send", "waiver_grant", "waiver=W1", "act=grant"]);
    assert_eq!(grant["state"], "draft");
    line.ok("US", &["release", grant["message"].as_str().expect("a name")]);
    line.say("Iran", "Iran brings enrichment to 3.67 %U235");
    let measured = ["quantity=enrichment", "amount=3.5 %U235", "--as", "IAEA"];
    let report: Vec<&str> = ["send", "verification_report"].into_iter().chain(measured).collect();
    let report = line.ok("Inspectorate", &report);
    line.ok("Inspectorate", &["release", report["message"].as_str().expect("a name")]);
    line.sync("Inspectorate", &["Muscat", "Iran"]);
    line.sync("US", &["Muscat", "Iran"]);
    line.sync("US", &["Iran"]);
    for name in ["US", "Iran"] {
        assert_eq!(message(&line, name, "waiver_grant", &[])["words"], "US grants W1");
        let report = message(&line, name, "verification_report", &[]);
        assert_eq!(
            (&report["as"], &report["words"]),
            (&"IAEA".into(), &"IAEA measures enrichment 3.5 %U235".into())
        );
        let set = message(&line, name, "declaration", &[]);
        assert_eq!(set["words"], "Iran brings enrichment to 3.67 %U235");
    }
    assert_eq!(line.digest("US"), line.digest("Iran"));
    let consult = message(&line, "Iran", "consult", &["--lang", "fa", "--read-aloud"]);
    let page = consult["page"].to_string();
    assert!(page.contains('\u{6cc}') && page.contains("Fog"), "in Persian, with its words: {page}");
    assert!(!consult["aloud"].as_str().expect("read aloud").contains(['0', '۰', ':']), "no signs");
    let one = line.ok("Iran", &["inbox", consult["message"].as_str().expect("a name")]);
    assert_eq!(one["messages"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_filled_wrongly_is_refused_with_the_field_and_a_way_out() {
    let line = started();
    for (words, says) in [
        (&["waiver_grant", "waiver=W1"][..], "`waiver_grant` needs `act`"),
        (&["waiver_grant", "waiver=W99", "act=grant"], "`waiver` cannot be `W99`"),
        (&["declaration", "quantity=enrichment", "amount=3 kg"], "`amount` cannot be `3 kg`"),
        (&["declaration", "quantity=enrichment", "amount=3"], "`amount` cannot be `3`"),
        (&["shout", "text=x"], "there is no message `shout`"),
        (&["free_text", "hello"], "write FIELD=VALUE"),
        (&["leave", "act=accord", "--emergency"], "needs two signatures, in an emergency too"),
        (&["keep_alive", "--emergency"], "needs one signature"),
        (&["act", "Iran performs calm"], "states acts of US"),
        (&["act", "US dances"], "no act of this accord"),
    ] {
        let all: Vec<&str> = ["send"].into_iter().chain(words.iter().copied()).collect();
        let said = refused(&line, &all);
        assert!(said.contains(says), "{words:?}: {said}");
    }
    let whose = line.run(
        "Inspectorate",
        &["send", "verification_report", "quantity=enrichment", "amount=3 %U235"],
    );
    assert!(String::from_utf8_lossy(&whose.stderr).contains("--as"), "as whom is asked");
    assert_eq!(
        line.ok("US", &["status"])["drafts"],
        Value::Array(Vec::new()),
        "nothing is left behind"
    );
    let kinds = line.ok("US", &["forms"]);
    assert_eq!(kinds["kinds"].as_array().map(Vec::len), Some(forms::TABLE.len()));
    let one = line.ok("US", &["forms", "release_request"]);
    assert!(one.to_string().contains("not humanitarian cannot be asked for"), "{one}");
}
