//! `detente solve --concept gmcr`, typed as a user would.

use std::process::{Command, Output};

fn solve(words: &[&str]) -> Output {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../game/tests/data/elmira.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    let output = command.args(["solve", "--game", file, "--concept", "gmcr"]).args(words).output();
    output.expect("the program runs")
}

#[test]
fn the_published_equilibria_are_printed_and_told_as_json() {
    let page = String::from_utf8(solve(&[]).stdout).expect("text");
    assert!(page.contains("Nash                    5, 8, 9\n"), "{page}");
    assert!(page.contains("general metarational    1, 4, 5, 8, 9\n"), "{page}");
    let output = solve(&["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let sequential = &answer["equilibria"][3];
    assert_eq!(sequential["sense"], "sequential");
    assert_eq!(sequential["states"], serde_json::json!(["5", "8", "9"]));
    let open = &answer["states"][0]["senses"][3]["open"][0];
    assert_eq!(open["player"], "local");
    assert_eq!(open["deterred_if_not_preferred"], serde_json::json!([["5"]]));
}

/// Every move deterred has its answer in the certificate, and separate code finds the same.
#[test]
fn the_answers_that_deter_are_told_and_verified() {
    let page = String::from_utf8(solve(&["--verify"]).stdout).expect("text");
    assert!(page.contains("  holds: no answer is left out"), "{page}");
    let output = solve(&["--json", "--verify"]);
    assert_eq!(output.status.code(), Some(0));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    assert_eq!(answer["certificate"]["verified"]["passed"], true);
    let trees = answer["certificate"]["answers"].as_array().expect("a list");
    let tree = trees.iter().find(|t| t["player"] == "company" && t["to"] == "8");
    let told = serde_json::json!([{ "player": "local", "to": "4", "after": null }]);
    assert_eq!(tree.expect("8 improves on 6")["answers"], told);
}
