//! `detente outlook` and `detente report`, typed as users do, on the starter that `detente new` writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn detente(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(folder).args(args).output().expect("the program runs")
}

/// A folder of its own with the starter in it, and a record of its first month.
fn starter(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("standing-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for tests");
    assert!(detente(&folder, &["new", "first"]).status.success(), "a starter is written");
    let events = "history of \"first\"\nday 0 is 2026-03-02\n2026-04-20 A withdraws\n";
    fs::write(folder.join("first.events"), events).expect("written");
    folder
}

fn json(found: &Output) -> serde_json::Value {
    let text = String::from_utf8_lossy(&found.stdout);
    serde_json::from_str(&text).expect("JSON on standard output")
}

fn said(found: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&found.stdout), String::from_utf8_lossy(&found.stderr))
}

/// On day 0 the outlook is the assessment; after a withdrawal nothing is left of it, and the step says so.
#[test]
fn an_outlook_starts_where_the_record_stands() {
    let folder = starter("outlook");
    let at =
        |day: &str| json(&detente(&folder, &["outlook", "first.accord", "--at", day, "--json"]));
    let assessed = json(&detente(&folder, &["assess", "first.accord", "--no-report", "--json"]));
    let first = at("2026-03-02");
    for field in
        ["answer", "share", "weakest", "holdings", "margins", "turns_at", "survival", "causes"]
    {
        assert_eq!(first["outlook"][field], assessed[field], "{field}");
    }
    assert_eq!(first["moved"].as_array().map(Vec::len), Some(0), "nothing lies before day 0");
    let last = at("2026-04-20");
    let steps = last["moved"].as_array().expect("steps");
    assert_eq!(steps.last().map(|step| step["then"]["over"].clone()), Some(true.into()), "{last}");
    assert!(
        steps.iter().any(|step| step["lines"][0]["event"].to_string().contains("withdraws")),
        "{last}"
    );
    let before = at("2026-04-19");
    assert_eq!(before["moved"][0]["then"]["over"], false, "later lines are not read");
    let page = said(&detente(&folder, &["outlook", "first.accord", "--at", "2026-04-20"]));
    assert!(page.contains("From 2026-04-20") && page.contains("it is over"), "{page}");
}

#[test]
fn a_belief_is_supposed_without_touching_the_file() {
    let folder = starter("suppose");
    let file = folder.join("first.beliefs");
    let read = fs::read_to_string(&file).expect("the starter");
    let line = read.lines().position(|it| it.starts_with("value")).expect("a payoff") + 1;
    let suppose = format!("{line}=-50");
    let args = ["outlook", "first.accord", "--at", "0", "--quick", "--json"];
    let plain = json(&detente(&folder, &args));
    let supposed = json(&detente(&folder, &[&args[..], &["--suppose", &suppose]].concat()));
    assert_ne!(plain["outlook"]["holdings"], supposed["outlook"]["holdings"]);
    assert_eq!(read, fs::read_to_string(&file).expect("still there"));
    let wrong = detente(&folder, &["outlook", "first.accord", "--suppose", "9999=1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("no belief starts in that line"), "{}", said(&wrong));
    let wrong = detente(&folder, &["outlook", "first.accord", "--suppose", "x"]);
    assert!(said(&wrong).contains("such as 12=0.4"), "{}", said(&wrong));
    let wrong = detente(&folder, &["outlook", "first.accord", "--at", "5", "--since", "9"]);
    assert!(said(&wrong).contains("--since lies after --at"), "{}", said(&wrong));
}

#[test]
fn every_kind_of_file_is_written_where_it_was_asked_for() {
    let folder = starter("report");
    let all = "html,md,memo,docx,xlsx,ics";
    let args = [
        "report",
        "first.accord",
        "--events",
        "--at",
        "2026-03-20",
        "--out",
        "a/b",
        "--format",
        all,
    ];
    let found = detente(&folder, &args);
    assert!(found.status.code().is_some_and(|code| code <= 1), "{}", said(&found));
    let read = |name: &str| fs::read(folder.join("a/b").join(name)).expect(name);
    let text = |name: &str| String::from_utf8(read(name)).expect("UTF-8");
    let (html, markdown) = (text("report.html"), text("report.md"));
    for words in
        ["The answer", "What the record says", "What falls due", "Every belief", "Certificates"]
    {
        assert!(html.contains(words), "{words}");
        assert!(markdown.contains(&format!("## {words}")), "{words}");
    }
    assert_eq!(
        markdown.matches("\n## ").count(),
        html.matches("<h2").count(),
        "every section arrives"
    );
    let memo = text("memo.md");
    assert!(
        memo.contains("Under these beliefs") && memo.contains("almost no chance 0 to 5 %"),
        "{memo}"
    );
    assert!(read("memo.docx").starts_with(b"PK") && read("tables.xlsx").starts_with(b"PK"));
    let dates = text("deadlines.ics");
    assert!(dates.starts_with("BEGIN:VCALENDAR\r\n"), "{dates}");
    assert!(dates.contains("DTSTART;VALUE=DATE:2026"), "{dates}");
    let written = said(&found);
    assert!(written.contains("a/b/report.html") && written.contains("The answer is"), "{written}");
}

#[test]
fn a_calendar_without_a_date_is_refused_before_anything_is_computed() {
    let folder = starter("undated");
    let found = detente(&folder, &["report", "first.accord", "--format", "md,ics", "--out", "c"]);
    assert_eq!(found.status.code(), Some(2), "{}", said(&found));
    assert!(said(&found).contains("--day-zero DATE"), "{}", said(&found));
    assert!(!folder.join("c").exists(), "nothing is written");
    let wrong = ["report", "first.accord", "--format", "ics", "--day-zero", "soon"];
    assert_eq!(detente(&folder, &wrong).status.code(), Some(2));
}

#[test]
fn a_case_that_ships_needs_no_file() {
    let folder = starter("case");
    let args = ["report", "--case", "jpoa-2013", "--quick", "--format", "memo", "--json"];
    let found = detente(&folder, &args);
    assert_eq!(json(&found)["files"], serde_json::json!(["./memo.md"]), "{}", said(&found));
    let none = detente(&folder, &["report", "--case", "corridors"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(said(&none).contains("no beliefs of `corridors` ship"), "{}", said(&none));
    let none = detente(&folder, &["report", "first.accord", "--at", "3"]);
    assert!(said(&none).contains("add --events"), "{}", said(&none));
}

/// Another reader's file moves no number; where it differs it is named, and a file that is not there is said.
#[test]
fn another_reader_is_named_where_they_differ() {
    let folder = starter("also");
    let own = fs::read_to_string(folder.join("first.beliefs")).expect("beliefs");
    let theirs = own.replace("V detects limit: 0.4", "V detects limit: 0.6");
    assert_ne!(own, theirs);
    fs::write(folder.join("second.beliefs"), theirs).expect("written");
    let assess = |more: &[&str]| {
        let all = [&["assess", "first.accord", "--no-report", "--json"], more].concat();
        json(&detente(&folder, &all))
    };
    let (alone, both) = (assess(&[]), assess(&["--also", "second.beliefs"]));
    assert_eq!(alone["holdings"], both["holdings"]);
    let of = |answer: &serde_json::Value, belief: &str| {
        let all = answer["influence"].as_array().expect("a list").clone();
        let own = all.into_iter().find(|it| it["belief"] == belief).expect("it has a range");
        own["others"].clone()
    };
    assert_eq!(of(&alone, "V detects limit"), serde_json::json!([]));
    let differ = serde_json::json!([{ "who": "second.beliefs", "value": 0.6 }]);
    assert_eq!(of(&both, "V detects limit"), differ);
    let missing = detente(&folder, &["assess", "first.accord", "--also", "third.beliefs"]);
    assert_eq!(missing.status.code(), Some(3), "{}", said(&missing));
    assert!(said(&missing).contains("third.beliefs"), "{}", said(&missing));
}
