//! What binds an accord, what would mend it and what its things exchange at, as asked at a prompt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the starter in it.
fn started(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("why-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    assert!(detente(&folder, &["new", "first"]).status.success());
    folder
}

fn detente(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn sum(parts: &serde_json::Value) -> (f64, f64) {
    let adds = parts.as_array().expect("parts").iter().map(|part| {
        let end = |at: usize| part["adds"][at].as_f64().expect("a number");
        (end(0), end(1))
    });
    adds.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1))
}

#[test]
fn what_binds_adds_up_and_agrees_with_the_assessment() {
    let folder = started("binds");
    let why = json(&detente(&folder, &["solve", "--why", "first.accord", "--json"]));
    let assess = ["assess", "first.accord", "--json", "--quick", "--no-report"];
    let assess = json(&detente(&folder, &assess));
    let stakes = assess["holdings"].as_array().expect("holdings");
    let sides = why["sides"].as_array().expect("sides");
    assert_eq!(sides.len(), stakes.len());
    for (side, holding) in sides.iter().zip(stakes) {
        assert_eq!(side["party"], holding["party"]);
        let (low, high) = sum(&side["stake"]);
        let stake = |at: usize| holding["stake"][at].as_f64().expect("a number");
        assert!(low <= stake(1) + 1e-6 && stake(0) <= high + 1e-6, "{side} {holding}");
        let binding = &side["binding"];
        let (low, high) = sum(&binding["parts"]);
        let margin = binding["margin"].as_f64().expect("a number");
        let error = binding["error"].as_f64().expect("a number") + 1e-6;
        assert!(low - error <= margin && margin <= high + error, "{binding}");
    }
    let weakest = assess["weakest"]["line"].as_u64();
    let lines = sides.iter().map(|side| side["binding"]["line"].as_u64());
    assert!(lines.into_iter().any(|line| line == weakest), "{weakest:?} {why}");
}

#[test]
fn every_change_that_mends_stands_between_two_settings() {
    let folder = started("mends");
    let why = json(&detente(&folder, &["solve", "--why", "first.accord", "--json"]));
    let levers = why["remedies"]["levers"].as_array().expect("levers");
    let mends = levers.iter().filter(|it| !it["mends"].is_null());
    for lever in mends {
        let number = |field: &str| lever["mends"][field].as_f64().expect("a number");
        let now = lever["now"].as_f64().expect("a number");
        let (near, far) = ((number("short") - now).abs(), (number("enough") - now).abs());
        assert!(near < far, "{lever}");
        assert!(number("cost") >= 0.0, "{lever}");
    }
    let page = out(&detente(&folder, &["solve", "--why", "first.accord"]));
    assert!(page.starts_with("What binds: "), "{page}");
    assert!(page.contains("For keeping") || page.contains("For leaving"), "{page}");
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("does not say what governments will do"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

#[test]
fn two_things_have_a_rate_and_a_stranger_has_none() {
    let folder = started("trade");
    let found = json(&detente(&folder, &["trade", "funds", "limit", "first.accord", "--json"]));
    for side in found["sides"].as_array().expect("sides") {
        let at = &side["at_signature"];
        let end = |field: &str| at[field][0].as_f64().expect("a number");
        let rate = at["hundredths_of_y"][0].as_f64().expect("both bear");
        assert!((rate + end("x_adds") / end("y_adds")).abs() < 1e-3 * rate.abs(), "{side}");
        assert!(rate > 0.0, "what one gains by the one it pays by the other: {side}");
    }
    let none = detente(&folder, &["trade", "funds", "moon", "first.accord"]);
    assert_eq!(none.status.code(), Some(2));
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(said.contains("no `moon`") && said.contains("name a dial"), "{said}");
}

#[test]
fn solve_asks_for_a_game_or_an_accord() {
    let folder = started("neither");
    for words in [&["solve"][..], &["solve", "--why", "first.accord", "--concept", "set"]] {
        assert_eq!(detente(&folder, words).status.code(), Some(2), "{words:?}");
    }
}
