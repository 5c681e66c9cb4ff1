//! Futures drawn in parts: shards, their merge, what is wrong with them, and a stop that loses nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const ACCORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords");

/// A folder of one test's own, with a text and its beliefs.
fn folder(name: &str, accord: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shards-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for ending in ["accord", "beliefs"] {
        let file = format!("{accord}.{ending}");
        fs::copy(Path::new(ACCORDS).join(&file), folder.join(&file))
            .expect("part of the repository");
    }
    folder
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(words).current_dir(folder);
    command
}

fn detente(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().expect("the program starts")
}

fn good(folder: &Path, words: &[&str]) -> Output {
    let output = detente(folder, words);
    assert!(output.status.success(), "{words:?}: {}", err(&output));
    output
}

/// The one line that a command says that fails with this code.
fn refused(folder: &Path, words: &[&str], code: i32) -> String {
    let output = detente(folder, words);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {}", err(&output));
    assert!(output.stdout.is_empty(), "{words:?}");
    let said = err(&output);
    assert!(!said.contains("bug"), "{said}");
    said
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The answer as JSON without what says how it came about.
fn answer(output: &Output) -> serde_json::Value {
    let mut json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    json.as_object_mut().expect("an object").remove("command");
    json
}

fn drawn(folder: &Path, accord: &str, paths: &str, out: &str) {
    good(folder, &["simulate", accord, "--paths", paths, "--out", out]);
}

#[test]
fn parts_drawn_apart_give_the_numbers_of_one_run_to_the_last_bit() {
    for ranges in [false, true] {
        let folder = folder(if ranges { "merge-ranges" } else { "merge" }, "jpoa-2013");
        let more: &[&str] = if ranges { &["--ranges"] } else { &[] };
        let file = "jpoa-2013.accord";
        let draw = |words: &[&str]| good(&folder, &[&["simulate", file], words, more].concat());
        // Neither end is the end of a block.
        draw(&["--paths", "0..1000", "--out", "a.parquet"]);
        draw(&["--paths", "1000..1700", "--out", "b.parquet"]);
        draw(&["--paths", "1700..3001", "--out", "c.parquet"]);
        let whole = draw(&["--paths", "3001", "--json"]);
        let parts = ["merge", "c.parquet", "a.parquet", "b.parquet", "--json"];
        let merged = good(&folder, &[&parts[..], &["--out", "all.parquet"]].concat());
        assert_eq!(answer(&whole), answer(&merged));
        let again = good(&folder, &["merge", "all.parquet", "--json"]);
        assert_eq!(answer(&whole), answer(&again));
        let once = draw(&["--paths", "3001", "--json", "--out", "once.parquet"]);
        assert_eq!(answer(&whole), answer(&once));
        let bytes = |name: &str| fs::read(folder.join(name)).expect("written");
        assert_eq!(bytes("once.parquet"), bytes("all.parquet"), "the same paths, the same bytes");
        let measures = answer(&whole)["measures"].as_array().expect("a list").len();
        assert!(measures > 2, "{measures}");
        assert!(answer(&whole)["warnings"].is_array());
    }
}

#[test]
fn shards_of_different_runs_do_not_go_together() {
    let folder = folder("apart", "jpoa-2013");
    let other = Path::new(ACCORDS);
    let file = "jpoa-2013.accord";
    drawn(&folder, file, "0..300", "a.parquet");
    for ending in ["accord", "beliefs"] {
        let name = format!("hodeidah-2018.{ending}");
        fs::copy(other.join(&name), folder.join(&name)).expect("part of the repository");
    }
    drawn(&folder, "hodeidah-2018.accord", "300..400", "accord.parquet");
    let seed = ["simulate", file, "--paths", "300..400", "--seed", "2", "--out", "seed.parquet"];
    good(&folder, &seed);
    let ranges = ["simulate", file, "--paths", "300..400", "--ranges", "--out", "ranges.parquet"];
    good(&folder, &ranges);
    let beliefs = fs::read_to_string(folder.join("jpoa-2013.beliefs")).expect("read");
    fs::write(folder.join("jpoa-2013.beliefs"), format!("{beliefs}\n# another\n"))
        .expect("written");
    drawn(&folder, file, "300..400", "beliefs.parquet");
    for name in ["accord", "seed", "ranges", "beliefs"] {
        let said = refused(&folder, &["merge", "a.parquet", &format!("{name}.parquet")], 2);
        assert!(said.contains(&format!("different runs, by {name}")), "{said}");
    }
}

/// Two versions of one accord, a word apart, and futures in which both sides choose: what was drawn of
/// one is no part of the other.
#[test]
fn shards_of_two_versions_and_of_other_play_are_kept_apart() {
    let folder = folder("versions", "jpoa-2013");
    let file = "jpoa-2013.accord";
    drawn(&folder, file, "0..300", "a.parquet");
    let text = fs::read_to_string(folder.join(file)).expect("read");
    let later = text.replacen("by day 181", "by day 190", 1);
    assert_ne!(text, later, "the words are there");
    fs::write(folder.join(file), later).expect("written");
    drawn(&folder, file, "300..400", "later.parquet");
    fs::write(folder.join(file), text).expect("written");
    let said = refused(&folder, &["merge", "a.parquet", "later.parquet"], 2);
    assert!(said.contains("different runs, by accord (hash of its terms)"), "{said}");
    let play = |paths: &str, precision: &str, out: &str| {
        let words = ["simulate", file, "--paths", paths, "--logit", precision, "--out", out];
        good(&folder, &[&words[..], &["--json"]].concat())
    };
    play("0..300", "0.5", "c.parquet");
    play("300..500", "0.5", "d.parquet");
    let merged = good(&folder, &["merge", "c.parquet", "d.parquet", "--json"]);
    assert_eq!(answer(&merged), answer(&play("0..500", "0.5", "whole.parquet")));
    play("300..500", "0.7", "sharper.parquet");
    for other in ["a.parquet", "sharper.parquet"] {
        let said = refused(&folder, &["merge", "c.parquet", other], 2);
        assert!(said.contains("different runs, by driver"), "{other}: {said}");
    }
}

#[test]
fn overlaps_gaps_and_what_is_no_shard_are_said() {
    let folder = folder("wrong", "jpoa-2013");
    let file = "jpoa-2013.accord";
    drawn(&folder, file, "0..600", "a.parquet");
    drawn(&folder, file, "500..700", "b.parquet");
    drawn(&folder, file, "800..900", "c.parquet");
    let both = refused(&folder, &["merge", "b.parquet", "a.parquet"], 2);
    assert!(both.contains("both hold futures 500..600"), "{both}");
    let gap = refused(&folder, &["merge", "a.parquet", "c.parquet"], 2);
    assert!(gap.contains("--paths 600..800"), "{gap}");
    let bytes = fs::read(folder.join("a.parquet")).expect("written");
    for length in [0, 3, 7, 40, bytes.len() / 2, bytes.len() - 9, bytes.len() - 1] {
        fs::write(folder.join("cut.parquet"), &bytes[..length]).expect("written");
        let cut = refused(&folder, &["merge", "cut.parquet"], 3);
        assert!(cut.contains("cut.parquet is no whole shard"), "{length}: {cut}");
    }
    let text = refused(&folder, &["merge", file], 3);
    assert!(text.contains("is no whole shard"), "{text}");
    refused(&folder, &["merge", "none.parquet"], 3);
    refused(&folder, &["merge", "."], 2);
    for (paths, why) in [
        ("0", "at least one"),
        ("5..5", "at least one"),
        ("9..5", "runs backwards: write 5..9"),
        ("a..b", "no number of futures"),
        ("0..99999999999", "in several ranges"),
    ] {
        let said = refused(&folder, &["simulate", file, "--paths", paths], 2);
        assert!(said.contains(why), "{paths}: {said}");
    }
    let there = refused(&folder, &["simulate", file, "--paths", "9", "--out", "a.parquet"], 3);
    assert!(there.contains("--resume"), "{there}");
    assert_eq!(fs::read(folder.join("a.parquet")).expect("kept"), bytes);
}

/// A rows' number changed in place: the page still reads, the digest does not.
#[test]
fn a_changed_row_is_found() {
    let folder = folder("changed", "jpoa-2013");
    drawn(&folder, "jpoa-2013.accord", "0..400", "a.parquet");
    let bytes = fs::read(folder.join("a.parquet")).expect("written");
    let mut found = 0;
    for at in (4..bytes.len() - 4000).step_by(bytes.len() / 60) {
        let mut other = bytes.clone();
        other[at] ^= 0x10;
        fs::write(folder.join("b.parquet"), &other).expect("written");
        let output = detente(&folder, &["merge", "b.parquet", "--json"]);
        assert_ne!(output.status.code(), Some(70), "{at}: {}", err(&output));
        found += u32::from(output.status.code() == Some(3));
    }
    assert!(found > 20, "{found}");
}

/// A shard begun, interrupted by a signal, and gone on with is the shard of one run.
#[test]
fn an_interrupt_keeps_what_was_drawn_and_resume_goes_on() {
    let folder = folder("stop", "three-phase");
    let words =
        ["simulate", "three-phase.accord", "--paths", "1000000", "--out", "x.parquet", "--json"];
    let mut running = command(&folder, &words)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let part = folder.join("x.parquet.part");
    let begun = Instant::now();
    // Something is written once a group of rows is full.
    while fs::metadata(&part).map_or(0, |it| it.len()) < 1000 {
        assert!(begun.elapsed() < Duration::from_secs(300), "it never began");
        assert!(running.try_wait().expect("running").is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(20));
    }
    let pid = running.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status().expect("kill");
    assert!(sent.success());
    let output = running.wait_with_output().expect("it ends");
    let said = err(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("x.parquet holds futures 0..") && said.contains("--resume"), "{said}");
    assert!(!part.exists());
    let held: u64 = said
        .split("0..")
        .nth(1)
        .and_then(|it| it.split(' ').next())
        .expect("a range")
        .parse()
        .expect("a number");
    assert!((1..1_000_000).contains(&held), "{said}");
    let paths = format!("0..{}", held + 700);
    let resume = ["simulate", "three-phase.accord", "--paths", &paths, "--out", "x.parquet"];
    let resumed = good(&folder, &[&resume[..], &["--resume", "--json"]].concat());
    let merged = good(&folder, &["merge", "x.parquet", "--json"]);
    assert_eq!(answer(&resumed), answer(&merged));
    let tail = format!("{held}..{}", held + 700);
    drawn(&folder, "three-phase.accord", &tail, "tail.parquet");
    let head = format!("0..{held}");
    let other =
        ["simulate", "three-phase.accord", "--paths", &head, "--resume", "--out", "x.parquet"];
    assert!(refused(&folder, &other, 2).contains("do not begin"));
    // Nothing left to draw: the answer of what is there.
    let whole = good(&folder, &[&resume[..], &["--resume", "--json"]].concat());
    assert_eq!(answer(&whole), answer(&merged));
}

/// A disk that is full, as a limit on the size of files: one clear line, and what stood there stays.
#[test]
fn a_full_disk_loses_nothing() {
    let folder = folder("full", "jpoa-2013");
    let file = "jpoa-2013.accord";
    drawn(&folder, file, "0..300", "x.parquet");
    let before = fs::read(folder.join("x.parquet")).expect("written");
    let line = format!(
        "trap '' XFSZ; ulimit -f 8; exec {} simulate {file} --paths 60000 --resume --out x.parquet",
        env!("CARGO_BIN_EXE_detente")
    );
    let output =
        Command::new("bash").args(["-c", &line]).current_dir(&folder).output().expect("a shell");
    let said = err(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("x.parquet could not be written") && said.contains("lost"), "{said}");
    assert_eq!(fs::read(folder.join("x.parquet")).expect("kept"), before);
    assert!(!folder.join("x.parquet.part").exists());
    let device = detente(&folder, &["simulate", file, "--paths", "300", "--out", "/dev/full"]);
    assert_eq!(device.status.code(), Some(3), "{}", err(&device));
    assert!(err(&device).contains("/dev/full could not be written"), "{}", err(&device));
    let nowhere = ["simulate", file, "--paths", "300", "--out", "no/such/folder.parquet"];
    assert!(refused(&folder, &nowhere, 3).contains("folder"));
}
