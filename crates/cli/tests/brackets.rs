//! `detente brackets`: what is proposed is settled in every way, and each way is assessed.

use std::path::PathBuf;
use std::process::{Command, Output};

const TEXT: &str = r#"accord "Draft" language 1 revision 1 {
  signatories A, B
  in force on signature
  day 0 is in force
  any signatory may withdraw
}
party A "State A"
party B "State B"
body I "Inspectors" { verifies file within 7 days, reports every 30 days }
workstream file "File" { holds stock }
quantity stock "stock" { of B, unit kg[U], baseline 7500 kg[U], observed by I }
dial relief "Relief" in file { turned by A, levels 2, from sanctions primary }
phase P "Reduction" {
  opens on day 0
  step cut in file: B must hold stock <= 300 kg[U] from day [A: 30][B: 60], verified by I, reversible in 30 days
  step ease in file: A must turn relief to 1 by day 90, after cut, reversible in 1 day
  step more in file: A must turn relief to [A: 1][B: 2] by day 120, after ease, reversible in 1 day
  swap ease, more for cut
}
"#;

/// One level costs A less than the cut is worth to it, two levels more.
const BELIEFS: &str = r#"beliefs for "Draft" { reader "test", period 30 days, horizon 24 periods }
value A: 1.5 per period while cut kept
value B: -6 on cut not_performed
odds I detects cut: 0.9 per period
value A: -1 per period per level relief announced
value B: 2 per period per level relief announced
value A: -6 on own withdrawal
value B: -6 on own withdrawal
value A: -6 on ease late
value A: -6 on more late
value A: -6 on ease not_performed
value A: -6 on more not_performed
discount A: 0.10 per year
discount B: 0.10 per year
"#;

fn folder(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    std::fs::write(folder.join("draft.accord"), text).expect("writable");
    std::fs::write(folder.join("draft.beliefs"), BELIEFS).expect("writable");
    folder
}

fn brackets(name: &str, text: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(folder(name, text)).arg("brackets").arg("draft.accord").args(more);
    command.output().expect("the program runs")
}

/// A setting is what `assess` says of the text that has it.
#[test]
fn each_setting_is_what_the_settled_text_is() {
    let found = brackets("brackets-four", TEXT, &["--json"]);
    let said: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let settings = said["settings"].as_array().expect("a list");
    assert_eq!(settings.len(), 4, "two proposals in each of two places");
    let all: Vec<&str> = settings.iter().filter_map(|it| it["values"][0].as_str()).collect();
    assert_eq!(all, ["30", "30", "60", "60"], "the last bracket runs fastest");
    for it in settings {
        let (days, level) = (it["values"][0].as_str(), it["values"][1].as_str());
        let text = TEXT.replace("[A: 30][B: 60]", days.expect("a value"));
        let text = text.replace("[A: 1][B: 2]", level.expect("a value"));
        let holds = assessed(&text);
        let told: Vec<&str> = it["sides"].as_array().expect("sides").iter().map(word).collect();
        assert_eq!(told, holds, "{it}");
        let kept = holds.iter().all(|holds| *holds == "keeps");
        assert_eq!(it["kept_by_all"], kept, "{it}");
    }
    let gains = |at: usize| settings[at]["sides"][0]["gain_of_leaving"].as_f64().expect("a share");
    assert!(gains(1) > gains(0), "a second level tempts the side that turns it more");
    let table = String::from_utf8(brackets("brackets-table", TEXT, &[]).stdout).expect("UTF-8");
    assert!(table.contains("of 4 settings would be kept by every side"), "{table}");
    assert!(table.contains("b line 17: [A: 1][B: 2]"), "{table}");
}

fn word(side: &serde_json::Value) -> &str {
    side["holds"].as_str().expect("a word")
}

/// Whether each side keeps the text, by `assess`.
fn assessed(text: &str) -> Vec<&'static str> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    let words = ["assess", "--quick", "--no-report", "--json", "draft.accord"];
    let found = command.current_dir(folder("brackets-one", text)).args(words).output();
    let found = found.expect("the program runs");
    let said: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let one = |it: &serde_json::Value| match it["holds"].as_str() {
        Some("yes") => "keeps",
        Some("no") => "leaves",
        _ => "undecided",
    };
    said["holdings"].as_array().expect("a list").iter().map(one).collect()
}

#[test]
fn a_text_without_brackets_and_one_with_a_blank_are_told_the_way_out() {
    let settled = TEXT.replace("[A: 30][B: 60]", "30").replace("[A: 1][B: 2]", "1");
    let blank = TEXT.replace("[A: 30][B: 60]", "[]");
    for (name, text, said) in [
        ("brackets-none", settled, "no bracket is open"),
        ("brackets-blank", blank, "line 15 is a blank"),
    ] {
        let found = brackets(name, &text, &[]);
        assert_eq!(found.status.code(), Some(2), "{name}");
        let told = String::from_utf8(found.stderr).expect("UTF-8");
        assert!(told.contains(said), "{told}");
    }
}
