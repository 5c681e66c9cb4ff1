//! Futures for a question: two texts under one luck, controls, a rare end, sampled margins, both sides
//! choosing; what does not go together; and a stop that keeps what was drawn.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ACCORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords");
const PLAN: &str = "jpoa-2013.accord";

/// A folder of one test's own, with a text and its beliefs.
fn folder(name: &str, accord: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("futures-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for ending in ["accord", "beliefs"] {
        let file = format!("{accord}.{ending}");
        fs::copy(Path::new(ACCORDS).join(&file), folder.join(&file)).expect("shipped");
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

fn json(output: &Output) -> serde_json::Value {
    let told = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).expect(&told)
}

fn asked(folder: &Path, words: &[&str]) -> serde_json::Value {
    let all = [&["simulate", PLAN, "--json", "--paths"][..], words].concat();
    let output = detente(folder, &all);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    json(&output)
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn two_texts_meet_the_same_luck_drawn_beliefs_too() {
    let folder = folder("against", "jpoa-2013");
    let text = fs::read_to_string(folder.join("jpoa-2013.beliefs")).expect("read");
    let more = text.replace(
        "odds turnover Iran: 0.008 (0.004 to 0.012)",
        "odds turnover Iran: 0.2 (0.19 to 0.21)",
    );
    assert_ne!(text, more, "the line is there");
    fs::write(folder.join("more.beliefs"), more).expect("written");
    for ranges in [false, true] {
        let drawn: &[&str] = if ranges { &["--ranges"] } else { &[] };
        let against = |beliefs: &str| {
            let words = ["2000", "--against", PLAN, "--against-beliefs", beliefs];
            asked(&folder, &[&words[..], drawn].concat())
        };
        let same = against("jpoa-2013.beliefs");
        assert_eq!(
            (same["ranges_drawn"].as_bool(), same["alike"].as_u64()),
            (Some(ranges), Some(2000))
        );
        assert!(number(&same["restricted_mean"]["mean"]).abs() < 1e-12);
        let other = against("more.beliefs");
        let lived = &other["restricted_mean"];
        let (mean, error) = (number(&lived["mean"]), number(&lived["standard_error"]));
        assert!(mean > 3.0 * error && error > 0.0, "more turnover, shorter: {lived}");
        assert!(number(&lived["unpaired_error"]) > error, "{lived}");
        let plain = |beliefs: &str| {
            let found = asked(&folder, &[&["2000", "--beliefs", beliefs][..], drawn].concat());
            let last = found["restricted_mean"].as_array().and_then(|it| it.last()).cloned();
            number(&last.expect("a month")["mean"])
        };
        let apart = plain("jpoa-2013.beliefs") - plain("more.beliefs");
        assert!((mean - apart).abs() < 1e-9, "the difference of two plain runs: {mean} {apart}");
    }
}

#[test]
fn each_question_answers_with_its_error_and_repeats() {
    let folder = folder("questions", "jpoa-2013");
    let twice = |words: &[&str]| {
        let (one, two) = (asked(&folder, words), asked(&folder, words));
        assert_eq!(one, two, "{words:?}");
        one
    };
    let controlled = twice(&["2000", "--controlled"]);
    let survival = &controlled["survival"];
    assert!(number(&survival["standard_error"]) <= number(&survival["plain_error"]), "{survival}");
    assert!(controlled["controls"].as_u64() > Some(0));
    let rare = twice(&["2000", "--rare", "withdrawal"]);
    assert!(rare["share"].is_number() && rare["standard_error"].is_number(), "{rare}");
    assert_eq!(rare["paths"].as_u64(), Some(2000));
    let margins = twice(&["300", "--margins"]);
    let parties = margins["parties"].as_array().expect("a list");
    assert_eq!(parties.len(), 2, "{margins}");
    for party in parties {
        let all = party["margins"].as_array().expect("a list");
        assert!(all.iter().all(|it| it["standard_error"].is_number()), "{party}");
    }
    let logit = twice(&["500", "--logit", "0.5"]);
    assert!(logit["driver"].as_str().is_some_and(|it| it.contains("precision 0.5")), "{logit}");
}

#[test]
fn what_does_not_go_together_is_refused_with_the_reason_and_the_way_out() {
    let folder = folder("refused", "jpoa-2013");
    for (words, said) in [
        (&["--rare", "lapsed", "--ranges"][..], "`--ranges` cannot be combined with `--rare`"),
        (&["--controlled", "--ranges"], "name other beliefs with --beliefs"),
        (&["--margins", "--ranges"], "`--ranges` cannot be combined with `--margins`"),
        (&["--against", PLAN, "--out", "x.parquet"], "draw a shard of each"),
        (&["--rare", "lapsed", "--out", "x.parquet"], "a run of its own"),
        (&["--margins", "--out", "x.parquet"], "`--out` cannot be combined with `--margins`"),
        (&["--controlled", "--logit", "1"], "`--logit` cannot be combined with `--controlled`"),
        (&["--logit", "1", "--ranges"], "under one set of numbers"),
        (&["--margins", "--path", "3"], "`--path` cannot be combined with `--margins`"),
        (&["--margins", "--controlled"], "cannot be used with"),
        (&["--rare", "peace"], "possible values"),
        (&["--logit=-1"], "from 0"),
    ] {
        let output = detente(&folder, &[&["simulate", PLAN][..], words].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {told}");
        assert!(told.contains(said) && output.stdout.is_empty(), "{words:?}: {told}");
        assert!(!folder.join("x.parquet").exists());
    }
}

/// A limit on what is enumerated: margins are sampled and said to be, on the page and for programs.
#[test]
fn a_limit_on_states_gets_sampled_margins() {
    let folder = folder("states", "jpoa-2013");
    let words = ["assess", PLAN, "--quick", "--no-report", "--states", "300"];
    let page = detente(&folder, &words);
    assert_eq!(page.status.code(), Some(0));
    let page = String::from_utf8(page.stdout).expect("UTF-8");
    assert!(page.starts_with("Joint Plan") && page.contains("UNDECIDED"), "{page}");
    assert!(page.contains("Sampled (") && page.contains("beyond the limit"), "{page}");
    let said = json(&detente(&folder, &[&words[..], &["--json"]].concat()));
    assert!(said["cut"].as_u64() > Some(0) && said["answer"] == "undecided", "{said}");
    let sampled = said["sampled"].as_array().expect("a list");
    assert_eq!(sampled.len(), 2);
    assert!(sampled.iter().all(|it| it["margins"].as_array().is_some_and(|it| !it.is_empty())));
    assert!(said["command"].as_str().is_some_and(|it| it.contains("--states 300")));
}

#[cfg(target_os = "linux")]
mod stopped {
    use super::*;
    use std::process::{Child, Stdio};

    /// Starts a run that would take long, interrupts it once it listens, and waits for its end.
    fn interrupted(folder: &Path, words: &[&str]) -> Output {
        let mut running = command(folder, words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        while !listens(&running) {
            assert!(running.try_wait().expect("running").is_none(), "it ended by itself");
            std::thread::yield_now();
        }
        let sent = Command::new("kill").args(["-INT", &running.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        running.wait_with_output().expect("it ends")
    }

    /// Whether a process catches an interrupt.
    fn listens(running: &Child) -> bool {
        let status = fs::read_to_string(format!("/proc/{}/status", running.id()));
        let status = status.unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = caught.and_then(|it| u64::from_str_radix(it.trim(), 16).ok());
        caught.is_some_and(|mask| mask & 0b10 != 0)
    }

    /// What an interrupted run says is the answer of a run over the futures that it drew.
    #[test]
    fn an_interrupt_answers_from_what_was_drawn() {
        for (name, words) in [
            ("plain", &[][..]),
            ("against", &["--against", PLAN]),
            ("controlled", &["--controlled"]),
            ("rare", &["--rare", "lapsed"]),
        ] {
            let folder = folder(name, "jpoa-2013");
            let all = ["simulate", PLAN, "--json", "--paths", "1000000000"];
            let output = interrupted(&folder, &[&all[..], words].concat());
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{told}");
            assert!(told.contains("stopped: ") && told.contains(" of 1000000000"), "{told}");
            let said = json(&output);
            let drawn = said["paths"].as_u64().expect("a count");
            assert!((1..1_000_000_000).contains(&drawn), "{drawn}");
            let again = said["command"].as_str().expect("a command").to_owned();
            assert!(again.contains(&format!("--paths {drawn} ")), "{again}");
            let words: Vec<&str> = again.split(' ').skip(1).chain(["--json"]).collect();
            assert_eq!(json(&detente(&folder, &words)), said, "{again}");
        }
    }

    /// An interrupted search prints and writes what it has.
    #[test]
    fn an_interrupted_search_keeps_what_it_has() {
        let folder = folder("search", "jpoa-2013");
        let file = "jpoa-2013.search";
        fs::copy(Path::new(ACCORDS).join(file), folder.join(file)).expect("shipped");
        let words = ["search", file, "--json", "--out", "found", "--svg", "front.svg"];
        let output = interrupted(&folder, &words);
        let said = json(&output);
        let evaluated = said["evaluated"].as_u64().expect("a count");
        assert!((1..72).contains(&evaluated), "{evaluated} of 72");
        assert!(said["ended"].as_str().is_some_and(|it| it.contains("stopped")), "{said}");
        let front = said["front"].as_array().expect("a list").len();
        assert_eq!(output.status.code(), Some(if front == 0 { 1 } else { 0 }));
        let written = fs::read_dir(folder.join("found")).expect("the folder");
        let accords = written.filter(|it| {
            it.as_ref().is_ok_and(|it| it.path().extension().is_some_and(|it| it == "accord"))
        });
        assert_eq!(accords.count(), front);
        assert!(folder.join("front.svg").exists());
    }
}
