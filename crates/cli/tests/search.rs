//! `detente search`: designs from a declared space, on a small draft and on the plan of 2013.

use std::path::{Path, PathBuf};
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
  step more in file: A must turn relief to 2 by day 120, after ease, reversible in 1 day
  swap ease, more for cut
}

redline dash "Stock" in file {
  live from cut
  when stock > 900 kg[U], found by I
  level 1 when any: A may lower relief to 0 within 30 days
}
"#;

const BELIEFS: &str = r#"beliefs for "Draft" { reader "test", period 30 days, horizon 24 periods }
value A: 2.2 (1.5 to 3) per period while cut kept
value B: -0.8 per period while cut kept
value B: -6 on cut not_performed
odds I detects cut: 0.6 (0.4 to 0.9) per period
value A: -1 per period per level relief announced
value B: 2 (1 to 2.5) per period per level relief announced
value A: -6 on own withdrawal
value B: -6 on own withdrawal
value A: -6 on ease late
value A: -6 on more late
value A: -6 on ease not_performed
value A: -6 on more not_performed
discount A: 0.10 per year
discount B: 0.10 per year
"#;

const SEARCH: &str = r#"search for "Draft" { accord "draft.accord", beliefs "draft.beliefs", samples 8 }
choose start of cut day 30, 60
choose deadline of ease day 60..120 by 30
choose level of more 1..2
maximise margin of A at the worst
maximise stake of B
minimise exposure of A in relief
require stake of A >= 20
"#;

fn folder(name: &str, search: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    std::fs::write(folder.join("draft.accord"), TEXT).expect("writable");
    std::fs::write(folder.join("draft.beliefs"), BELIEFS).expect("writable");
    std::fs::write(folder.join("draft.search"), search).expect("writable");
    folder
}

fn detente(folder: &Path, args: &[&str], threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(folder).env("RAYON_NUM_THREADS", threads).args(args);
    command.output().expect("the program runs")
}

fn json(found: &Output) -> serde_json::Value {
    let told = String::from_utf8_lossy(&found.stderr);
    serde_json::from_slice(&found.stdout).expect(&told)
}

fn list<'v>(value: &'v serde_json::Value, key: &str) -> &'v [serde_json::Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Every design that was written is a text without error, laid out, and its stake is what `assess`
/// says of it with the beliefs written beside it.
#[test]
fn a_small_space_is_gone_through_and_its_front_is_written() {
    let folder = folder("search-small", SEARCH);
    let found = detente(
        &folder,
        &["search", "draft.search", "--json", "--out", "found", "--svg", "front.svg"],
        "2",
    );
    assert_eq!(found.status.code(), Some(0), "{}", String::from_utf8_lossy(&found.stderr));
    let said = json(&found);
    assert_eq!((said["space"].as_u64(), said["evaluated"].as_u64()), (Some(12), Some(12)));
    assert_eq!(said["exhaustive"], true);
    let front = list(&said, "front");
    assert!(front.len() > 1, "{said}");
    for (at, design) in front.iter().enumerate() {
        let name = format!("found/design-{}.accord", at + 1);
        assert_eq!(design["file"].as_str(), Some(name.as_str()));
        assert_eq!(detente(&folder, &["check", &name], "2").status.code(), Some(0), "{name}");
        assert_eq!(
            detente(&folder, &["fmt", "--check", &name], "2").status.code(),
            Some(0),
            "{name}"
        );
        let diff = std::fs::read_to_string(folder.join(format!("found/design-{}.diff", at + 1)));
        assert!(diff.expect("written").contains("Draft"));
        let assessed =
            json(&detente(&folder, &["assess", "--quick", "--no-report", "--json", &name], "2"));
        let holdings = list(&assessed, "holdings");
        assert!(holdings[0]["stake"][0].as_f64() > Some(20.0), "{assessed}");
        let stake = holdings[1]["stake"][0].as_f64().expect("a number");
        assert!((design["values"][1].as_f64().expect("a number") - stake).abs() < 0.01, "{design}");
    }
    let svg = std::fs::read_to_string(folder.join("front.svg")).expect("drawn");
    assert_eq!(svg.matches("<circle").count(), front.len());
}

/// What nothing beats, by hand: every combination assessed alone, compared here.
#[test]
fn the_front_is_that_of_every_text_assessed_alone() {
    let folder = folder("search-brute", &SEARCH.replace("maximise margin of A at the worst\n", ""));
    let said = json(&detente(&folder, &["search", "draft.search", "--json"], "2"));
    let mut all: Vec<([&str; 3], f64, f64)> = Vec::new();
    for picks in ["30", "60"].into_iter().flat_map(|start| {
        ["60", "90", "120"].into_iter().flat_map(move |by| ["1", "2"].map(|to| [start, by, to]))
    }) {
        let text = TEXT
            .replace("from day 30, verified", &format!("from day {}, verified", picks[0]))
            .replace("to 1 by day 90", &format!("to 1 by day {}", picks[1]))
            .replace("to 2 by day 120", &format!("to {} by day 120", picks[2]));
        std::fs::write(folder.join("one.accord"), text).expect("writable");
        std::fs::write(folder.join("one.beliefs"), BELIEFS).expect("writable");
        let args = ["assess", "--quick", "--no-report", "--json", "one.accord"];
        let one = json(&detente(&folder, &args, "2"));
        let stake = |at: usize| list(&one, "holdings")[at]["stake"][0].as_f64().expect("a number");
        let own = list(&one, "exposure").iter().filter(|it| it["party"] == "A");
        let exposed = own.filter_map(|it| it["most"].as_f64()).fold(0.0, f64::max);
        if stake(0) >= 20.0 {
            all.push((picks, stake(1), exposed));
        }
    }
    let near = 1e-4;
    let beats = |a: &([&str; 3], f64, f64), b: &([&str; 3], f64, f64)| {
        a.1 >= b.1 - near && a.2 <= b.2 && (a.1 > b.1 + near || a.2 < b.2)
    };
    let best: Vec<_> = all.iter().filter(|it| !all.iter().any(|by| beats(by, it))).collect();
    let front = list(&said, "front");
    assert!(!best.is_empty() && !front.is_empty());
    for design in front {
        let names = ["start of cut", "deadline of ease", "level of more"];
        let picks = names.map(|it| design["choices"][it].as_str().expect("a pick"));
        assert!(best.iter().any(|it| it.0 == picks), "{picks:?} is beaten: {all:?}");
    }
    for it in best {
        let same = |design: &serde_json::Value| {
            (design["values"][0].as_f64().expect("a number") - it.1).abs() < 1e-3
                && design["values"][1].as_f64() == Some(it.2)
        };
        assert!(front.iter().any(same), "{it:?} is on no front");
    }
}

/// The same seed gives the same bytes on one thread and on two, evolving; another seed may not.
#[test]
fn evolution_is_repeatable_and_a_budget_is_kept() {
    let folder = folder("search-again", SEARCH);
    let args = ["search", "draft.search", "--json", "--budget", "7", "--population", "4"];
    let (one, two) = (detente(&folder, &args, "1"), detente(&folder, &args, "2"));
    assert_eq!(String::from_utf8(one.stdout.clone()), String::from_utf8(two.stdout));
    let said = json(&one);
    assert_eq!((said["evaluated"].as_u64(), said["exhaustive"].as_bool()), (Some(7), Some(false)));
    let regret =
        SEARCH.replace("maximise margin of A at the worst", "minimise stake of A by regret");
    std::fs::write(folder.join("draft.search"), regret).expect("writable");
    let said = json(&detente(&folder, &["search", "draft.search", "--json"], "2"));
    let values: Vec<f64> =
        list(&said, "front").iter().filter_map(|it| it["values"][0].as_f64()).collect();
    assert!(!values.is_empty() && values.iter().all(|it| *it >= 0.0), "{values:?}");
}

#[test]
fn bad_input_is_told_the_way_out() {
    for (search, code, said) in [
        (
            SEARCH.replace("level of more 1..2", "level of dash 1..2"),
            1,
            "no search is made over kinetic answers",
        ),
        (SEARCH.replace("margin of A", "margin of C"), 1, "`C` is no signatory"),
        (
            SEARCH.replace("in relief", "in gold"),
            1,
            "`gold` is no escrow, dial, waiver or quantity",
        ),
        (SEARCH.replace("draft.accord", "draf.accord"), 3, "did you mean"),
        (SEARCH.replace("stake of A >= 20", "stake of B >= 9000"), 1, ""),
    ] {
        let folder = folder("search-bad", &search);
        let found = detente(&folder, &["search", "draft.search"], "2");
        assert_eq!(found.status.code(), Some(code), "{said}");
        let told = String::from_utf8(found.stderr).expect("UTF-8");
        assert!(told.contains(said), "{told}");
    }
    let folder = folder("search-flags", SEARCH);
    for args in [["--budget", "0"], ["--population", "1"], ["--generations", "many"]] {
        let all = [&["search", "draft.search"][..], &args].concat();
        assert_eq!(detente(&folder, &all, "2").status.code(), Some(2), "{args:?}");
    }
}

/// What docs/search.md says of the plan of 2013: its money paid at once at the end is all out of
/// pocket; half of it at the start halves that, at no temptation more, and what is paid before the
/// last step tempts to leave that step out.
#[test]
fn the_plan_of_2013_is_paid_in_parts() {
    let accords = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords");
    let folder = folder("search-jpoa", "");
    for ending in ["accord", "beliefs"] {
        let name = format!("jpoa-2013.{ending}");
        std::fs::copy(accords.join(&name), folder.join(&name)).expect("shipped");
    }
    let shipped = std::fs::read_to_string(accords.join("jpoa-2013.search")).expect("shipped");
    let few = shipped
        .replace("1..8", "1..2")
        .replace("day 12, 85, 181", "day 12, 181")
        .replace("day 85, 133, 181", "day 133, 181")
        .replace("samples 4", "samples 1");
    std::fs::write(folder.join("few.search"), few).expect("writable");
    let said = json(&detente(&folder, &["search", "few.search", "--json"], "2"));
    assert_eq!((said["space"].as_u64(), said["exhaustive"].as_bool()), (Some(8), Some(true)));
    let front = list(&said, "front");
    let best = &front[0];
    assert_eq!(best["choices"]["tranche count of oil"], "2");
    assert_eq!(best["choices"]["first payment of oil"], "12");
    assert_eq!(
        best["values"][0].as_f64(),
        Some(210_000_000_000.0),
        "half of 4.2 billion, in cents"
    );
    assert!(said["beyond_a_limit"].as_u64() > Some(0), "{said}");
    let early = |it: &serde_json::Value| {
        it["choices"]["last payment of oil"] == "133"
            && it["choices"]["tranche count of oil"] == "2"
    };
    assert!(!front.iter().any(early), "{front:?}");
}

/// The searches that ship name places of their texts, and are read whole: with hardly any states asked
/// for, nothing is scored.
#[test]
fn searches_that_ship_are_read() {
    let accords = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords");
    for (file, space, choices) in [("jpoa-2013.search", 72, 3), ("three-phase.search", 1152, 7)] {
        let few = ["--states", "100", "--budget", "1", "--population", "4", "--json"];
        let said = json(&detente(&accords, &[&["search", file][..], &few].concat(), "1"));
        assert_eq!((said["space"].as_u64(), said["unscored"].as_u64()), (Some(space), Some(1)));
        assert_eq!(list(&said, "choices").len(), choices, "{file}");
    }
}
