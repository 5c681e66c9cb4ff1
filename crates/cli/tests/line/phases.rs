//! Two parties, three intermediaries and an inspector, through all three phases of an accord.

use std::process::Command;

use serde_json::Value;

use crate::stations::{Line, PROGRAM};

const JUDGES: [&str; 3] = ["Muscat", "Doha", "Bern"];
const CALLERS: [&str; 3] = ["US", "Iran", "Inspectorate"];

pub fn three_phases() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords/three-phase.accord");
    let text = std::fs::read_to_string(path).expect("a shipped text");
    let valve = "carveout aid \"Humanitarian goods\" in regional { goods food, medicine, cap 100 million USD per 30 days }\n";
    text.replacen("quantity enrichment", &format!("{valve}\nquantity enrichment"), 1)
}

const PARTIES: [(&str, &str, &str); 6] = [
    ("US", "signatory", "US"),
    ("Iran", "signatory", "Iran"),
    ("Inspectorate", "inspector", "IAEA,JMC,Bank,Coastal"),
    ("Muscat", "intermediary", ""),
    ("Doha", "intermediary", ""),
    ("Bern", "intermediary", ""),
];

/// What is said while both act: date, who, what.
const TOGETHER: [(&str, &str, &str); 16] = [
    ("2026-01-12", "Iran", "Iran performs admit"),
    ("2026-01-15", "Iran", "Iran brings enrichment to 3.67 %U235"),
    ("2026-01-17", "Inspectorate", "IAEA measures enrichment 3.5 %U235"),
    ("2026-01-20", "US", "US grants W1"),
    ("2026-02-18", "US", "US turns relief to 1"),
    ("2026-03-27", "Iran", "Iran performs calm"),
    ("2026-03-28", "Inspectorate", "JMC reports calm performed"),
    ("2026-04-10", "Inspectorate", "Coastal attacks in Gulf with 0 casualties"),
    ("2026-04-11", "Inspectorate", "JMC attributes attacks to Coastal"),
    ("2026-04-12", "US", "US alleges calm"),
    ("2026-04-13", "Iran", "Iran contests calm"),
    ("2026-04-14", "Inspectorate", "JMC finds calm kept"),
    ("2026-04-26", "US", "US transfers T1"),
    ("2026-04-28", "Iran", "Iran performs blend"),
    ("2026-04-29", "Inspectorate", "IAEA reports blend performed"),
    ("2026-05-16", "US", "US transfers T2"),
];

const AFTER_THE_CUT: [(&str, &str, &str); 6] = [
    ("2026-06-15", "US", "US transfers T3"),
    ("2026-06-24", "Iran", "Iran performs accede of Iran"),
    ("2026-06-24", "US", "US performs accede of US"),
    ("2026-06-25", "Inspectorate", "JMC reports accede of Iran performed"),
    ("2026-06-26", "Inspectorate", "JMC reports accede of US performed"),
    ("2026-07-10", "US", "US turns relief to 2"),
];

const ALONE: [(&str, &str, &str); 4] = [
    ("2026-07-20", "US", "US warns under autonomy"),
    ("2026-09-05", "Inspectorate", "IAEA measures enrichment 4.5 %U235"),
    ("2026-09-08", "US", "US answers dash with answer 1"),
    ("2026-09-25", "Inspectorate", "Bank delivers 5 million USD through aid | category=food"),
];

/// Says something on its day. Who speaks asks two intermediaries for the time first.
fn both_act(line: &Line, (date, who, act): (&str, &str, &str)) {
    line.set(date);
    line.sync(who, &["Muscat", "Doha"]);
    line.say(who, act);
    let with: &[&str] = if who == "Inspectorate" { &["Inspectorate", "Iran"] } else { &["Iran"] };
    line.sync("US", with);
}

/// The intermediaries close the round for who is left: it appeals after half a day, they rule six hours later.
fn by_ruling(line: &Line, date: &str, with: &[&str]) {
    for time in ["T13:00:00Z", "T20:00:00Z", "T21:00:00Z"] {
        line.set(&format!("{date}{time}"));
        line.sync("US", with);
    }
}

/// Stations of all six, five of which listen, after everything that is said while both act.
fn together() -> Line {
    let mut line = Line::new(&three_phases(), &PARTIES);
    for name in ["Muscat", "Doha", "Bern", "Iran", "Inspectorate"] {
        line.serve(name, &CALLERS);
    }
    for caller in CALLERS {
        line.ok(caller, &["sync"]);
    }
    let waits = line.ok("US", &["status"]);
    assert_eq!(waits["standing"], "ready", "{waits}");
    for said in TOGETHER {
        both_act(&line, said);
    }
    line
}

#[test]
fn an_accord_runs_through_all_phases_between_processes_that_do_not_trust_each_other() {
    let mut line = together();
    assert_eq!(line.script("US"), line.script("Iran"));
    assert_eq!(line.digest("US"), line.digest("Iran"));
    cut_for_weeks(&mut line);
    for said in AFTER_THE_CUT {
        both_act(&line, said);
    }
    both_act(&line, ("2026-07-14", "Inspectorate", "Coastal attacks in Gulf with 0 casualties"));
    both_act(&line, ("2026-07-15", "US", "US opens autonomy"));
    assert_eq!(line.digest("US"), line.digest("Iran"));
    silent_for_ever(&mut line);

    // It finds the same when it looks again, and everybody can show it from the record alone.
    line.serve("Iran", &CALLERS);
    line.sync("US", &["Iran"]);
    line.sync("US", &["Inspectorate", "Iran"]);
    assert_eq!(line.script("US"), line.script("Iran"));
    assert_eq!(line.digest("US"), line.digest("Iran"));
    assert_eq!(line.digest("US"), line.digest("Inspectorate"));
    ["US", "Iran"].into_iter().for_each(|name| shows_it(&line, name));
    let events = |name: &str| {
        std::fs::read_to_string(line.path(&format!("{name}.events"))).expect("written")
    };
    assert_eq!(events("US"), events("Iran"));
}

/// Weeks without a wire to Iran. Both write; a file carried by hand brings them together.
fn cut_for_weeks(line: &mut Line) {
    line.stop("Iran");
    line.set("2026-05-28");
    line.sync("US", &JUDGES);
    line.say("US", "US clears T2");
    line.sync("US", &JUDGES);
    by_ruling(line, "2026-05-28", &JUDGES);
    let before = line.script("US");
    line.set("2026-05-30");
    let words = ["send", "free_text", "about=Silence", "text=We are here and hear nobody."];
    assert_eq!(line.ok("Iran", &words)["state"], "written", "talk needs one signature");
    line.set("2026-06-14");
    for _ in 0..3 {
        line.ok("US", &["export", "--for", "Iran", "--to", "out.linebundle"]);
        line.ok("Iran", &["import", "out.linebundle"]);
        line.ok("Iran", &["export", "--for", "US", "--to", "back.linebundle"]);
        line.ok("US", &["import", "back.linebundle"]);
    }
    assert!(line.script("US")["size"].as_u64() > before["size"].as_u64());
    let record = line.ok("Iran", &["record"]);
    let ruled = |it: &Value| it["words"] == "US clears T2" && it["by_ruling"] == true;
    assert!(record["messages"].as_array().expect("messages").iter().any(ruled), "{record}");
    let again = line.ok("Iran", &["import", "out.linebundle"]);
    assert_eq!(again["leaves"], 0, "a file that comes twice changes nothing");

    line.serve("Iran", &CALLERS);
}

/// Iran says nothing more, for ever. Its time to answer runs out by attested time.
fn silent_for_ever(line: &mut Line) {
    line.stop("Iran");
    for (date, who, act) in ALONE {
        line.set(date);
        line.sync(who, &JUDGES);
        line.say(who, act);
        line.sync(who, &JUDGES);
        line.sync("US", &["Inspectorate", "Muscat", "Doha", "Bern"]);
        by_ruling(line, date, &JUDGES);
    }
    line.set("2026-09-30");
    line.sync("US", &["Inspectorate", "Muscat", "Doha", "Bern"]);
    let state = line.ok("US", &["state"]);
    let said = state["verdicts"].to_string();
    for word in [
        "Claim of autonomy\\\": closed",
        "Enrichment above the cap\\\": answered",
        "Humanitarian goods\\\": delivered",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let status = line.ok("US", &["status"]);
    let iran = status["peers"].as_array().expect("peers").iter().find(|it| it["party"] == "Iran");
    assert_eq!(iran.expect("a peer")["silence"], "peer", "others answer and it does not");
}

/// Its record replays to its state, and verifies.
fn shows_it(line: &Line, name: &str) {
    let file = format!("{name}.events");
    line.ok(name, &["record", "--export", &file]);
    let out = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(["--json", "replay", "text.accord", &file])
        .output()
        .expect("it replays");
    let replay: Value = serde_json::from_slice(&out.stdout).expect("a replay");
    assert_eq!(replay["digest"], line.digest(name).0.as_str(), "{name}");
    let found = line.ok(name, &["verify"]);
    assert_eq!(found["wrong"].as_array().map(Vec::len), Some(0), "{found}");
}
