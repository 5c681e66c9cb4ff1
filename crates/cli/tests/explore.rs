//! `detente explore`: what one would have to believe, on a text whose answer turns on two numbers.

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
  step cut in file: B must hold stock <= 300 kg[U] from day 30, verified by I, reversible in 30 days
  step ease in file: A must turn relief to 1 by day 90, after cut, reversible in 1 day
  swap ease for cut
}
"#;

/// One level of relief is all that B gets and all that A pays: each has one number that decides.
/// What detection is worth moves nothing here, for B would depart openly.
const BELIEFS: &str = r#"beliefs for "Draft" { reader "test", period 30 days, horizon 24 periods }
value A: 3 per period while cut kept
value A: -2 (-5 to -1) per period per level relief announced
value B: -2 (-3 to -1) per period while cut kept
value B: 2 (1 to 3) per period per level relief announced
value A: -0.1 (-0.2 to 0) on leak
value A: -1 on own withdrawal
value B: -1 on own withdrawal
value B: -1 on cut not_performed
odds I detects cut: 0.9 per period
discount A: 0.10 per year
discount B: 0.10 per year
"#;

fn folder(name: &str, beliefs: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    std::fs::write(folder.join("draft.accord"), TEXT).expect("writable");
    std::fs::write(folder.join("draft.beliefs"), beliefs).expect("writable");
    folder
}

fn explore(name: &str, beliefs: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(folder(name, beliefs)).args(["explore", "draft.accord"]).args(more);
    command.output().expect("the program runs")
}

fn json(found: &Output) -> serde_json::Value {
    serde_json::from_slice(&found.stdout).expect("JSON")
}

/// Beliefs, by line, that bound a part.
fn lines(part: &serde_json::Value) -> Vec<u64> {
    let conditions = part["conditions"].as_array().expect("a part with conditions");
    let mut lines: Vec<u64> = conditions.iter().filter_map(|it| it["line"].as_u64()).collect();
    lines.sort_unstable();
    lines
}

/// The parts found are worth what the middle of each, assessed on its own, says.
#[test]
fn conditions_name_what_decides_and_nothing_else() {
    let said = json(&explore("explore-parts", BELIEFS, &["--points", "512", "--json"]));
    assert_eq!(said["points"], 512);
    assert_eq!(said["ranged"], 4);
    let counts = ["kept", "fails", "undecided"].map(|kind| said[kind].as_u64().expect("a count"));
    assert_eq!(counts.iter().sum::<u64>(), 512);
    assert!(counts[0] >= 10 && counts[1] >= 10, "{counts:?}");
    for part in [&said["kept_where"], &said["fails_where"]] {
        let lines = lines(part);
        assert!(lines.iter().all(|line| [3, 4, 5].contains(line)), "{part}");
        assert!(part["density"].as_f64() > Some(0.8), "{part}");
    }
    let effects = said["effects"].as_array().expect("a list");
    assert_eq!(effects.len(), 4);
    let last = effects.last().expect("four of them");
    assert_eq!((last["line"].as_u64(), last["mean_size"].as_f64()), (Some(6), Some(0.0)));
}

/// The same seed gives the same bytes, whatever the number of threads; another seed other points.
#[test]
fn answers_are_repeatable() {
    let few = ["--points", "64", "--walks", "2", "--json"];
    let first = explore("explore-again", BELIEFS, &few).stdout;
    let mut one = Command::new(env!("CARGO_BIN_EXE_detente"));
    one.current_dir(folder("explore-one", BELIEFS)).env("RAYON_NUM_THREADS", "1");
    let one = one.args(["explore", "draft.accord"]).args(few).output().expect("the program runs");
    assert_eq!(String::from_utf8(first.clone()), String::from_utf8(one.stdout));
    let other = explore("explore-again", BELIEFS, &[&few[..], &["--seed", "2"]].concat()).stdout;
    assert_ne!(first, other);
}

#[test]
fn the_page_says_what_one_would_have_to_believe() {
    let found = explore("explore-page", BELIEFS, &["--points", "512"]);
    assert_eq!(found.status.code(), Some(0));
    let page = String::from_utf8(found.stdout).expect("UTF-8");
    for said in [
        "What you would have to believe for every side to keep it:",
        "(without this:",
        "What moves the answer",
    ] {
        assert!(page.contains(said), "{said:?} is not in\n{page}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

#[test]
fn beliefs_without_ranges_are_told_the_way_out() {
    let certain: String = BELIEFS
        .replace(" (-5 to -1)", "")
        .replace(" (-3 to -1)", "")
        .replace(" (1 to 3)", "")
        .replace(" (-0.2 to 0)", "");
    let found = explore("explore-none", &certain, &[]);
    assert_eq!(found.status.code(), Some(2));
    let told = String::from_utf8(found.stderr).expect("UTF-8");
    assert!(told.contains("no belief has a range"), "{told}");
    let few = explore("explore-few", BELIEFS, &["--points", "3"]);
    assert_eq!(few.status.code(), Some(2));
}
