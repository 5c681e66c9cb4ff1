//! The program as its users meet it: what they type, what is printed where, how it ends.

mod compared;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder of one test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("program-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
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

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

/// A folder with the starter in it.
fn started(name: &str) -> PathBuf {
    let folder = folder(name);
    let output = detente(&folder, &["new", "first"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    folder
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

#[test]
fn the_starter_checks_clean_is_laid_out_and_gets_an_answer() {
    let folder = started("starter");
    let check = detente(&folder, &["check", "first.accord", "first.beliefs"]);
    assert_eq!(code(&check), 0);
    assert_eq!(
        out(&check),
        "first.accord: no errors, no warnings\nfirst.beliefs: no errors, no warnings\n"
    );
    let fmt = detente(&folder, &["fmt", "--check", "first.accord"]);
    assert_eq!(code(&fmt), 0, "{}", out(&fmt));
    let assess = detente(&folder, &["assess", "first.accord"]);
    assert_eq!(code(&assess), 0, "{}", err(&assess));
    assert!(out(&assess).contains("DEPENDS. Under these beliefs"), "{}", out(&assess));
    assert!(err(&assess).is_empty(), "nobody watches: no progress\n{}", err(&assess));
    let report = fs::read_to_string(folder.join("report.html")).expect("written beside");
    assert!(report.contains("The weakest promise"));
}

#[test]
fn the_starter_has_twelve_lines_besides_comments() {
    let folder = started("twelve");
    let text = fs::read_to_string(folder.join("first.accord")).expect("written");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    assert_eq!(lines.count(), 12);
}

#[test]
fn the_same_seed_gives_the_same_answer_and_report() {
    let folder = started("seed");
    let ask = |report: &str| {
        let output = detente(&folder, &["assess", "first.accord", "--json", "--report", report]);
        (out(&output), fs::read_to_string(folder.join(report)).expect("written"))
    };
    assert_eq!(ask("one.html"), ask("two.html"));
}

#[test]
fn json_comes_from_every_command() {
    let folder = started("json");
    for words in [
        &["check", "first.accord"][..],
        &["fmt", "--check", "first.accord"],
        &["hash", "first.accord"],
        &["assess", "first.accord", "--quick", "--no-report"],
        &["assess", "first.accord", "--quick", "--no-report", "--why", "12"],
        &["simulate", "first.accord", "--paths", "300"],
        &["new", "second"],
    ] {
        let with_json: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        assert!(json(&detente(&folder, &with_json)).is_object(), "{words:?}");
    }
    assert!(!folder.join("report.html").exists(), "--no-report writes none");
}

#[test]
fn diagnostics_have_code_severity_message_file_and_place() {
    let folder = started("diagnostics");
    fs::write(folder.join("bad.accord"), "accord \"x\" language 1 revision 1 {\n").expect("write");
    let output = detente(&folder, &["check", "bad.accord", "--json"]);
    assert_eq!(code(&output), 1);
    let first = &json(&output)["diagnostics"][0];
    for field in ["code", "severity", "message", "file", "line", "column"] {
        assert!(!first[field].is_null(), "{field}: {first}");
    }
}

#[test]
fn the_hash_counts_terms_and_not_their_layout() {
    let folder = started("hash");
    let hash = |file: &str| out(&detente(&folder, &["hash", file]));
    let text = fs::read_to_string(folder.join("first.accord")).expect("written");
    fs::write(folder.join("spaced.accord"), text.replace("  step", "\t\tstep") + "# more\n")
        .expect("write");
    fs::write(folder.join("other.accord"), text.replace("50 tonne", "51 tonne")).expect("write");
    assert_eq!(hash("first.accord"), hash("spaced.accord"));
    assert_ne!(hash("first.accord"), hash("other.accord"));
    assert_eq!(hash("first.accord").trim().len(), 64);
}

#[test]
fn fmt_lays_out_in_place_and_says_when_it_would() {
    let folder = started("fmt");
    let laid = fs::read_to_string(folder.join("first.accord")).expect("written");
    fs::write(folder.join("messy.accord"), laid.replace("  step", "       step")).expect("write");
    let check = detente(&folder, &["fmt", "--check", "messy.accord"]);
    assert_eq!(code(&check), 1);
    assert_eq!(code(&detente(&folder, &["fmt", "messy.accord"])), 0);
    assert_eq!(fs::read_to_string(folder.join("messy.accord")).expect("laid out"), laid);
}

/// One clear line, with the file it is about and a way out; and the exit code that belongs to it.
#[test]
fn every_slip_gets_one_line_and_a_way_out() {
    let folder = started("slips");
    fs::write(folder.join("alone.accord"), fs::read(folder.join("first.accord")).expect("read"))
        .expect("write");
    fs::write(folder.join("binary.accord"), [0xff, 0xfe, 0x00]).expect("write");
    for (words, exit, parts) in [
        (&["assess", "frist.accord"][..], 3, ["no file frist.accord", "did you mean"]),
        (&["assess", "alone.accord"], 3, ["no beliefs alone.beliefs", "--beliefs FILE"]),
        (&["assess", "."], 2, [". is a folder", "name a file"]),
        (&["hash", "binary.accord"], 3, ["not UTF-8", "save the file"]),
        (&["new", "first"], 3, ["first.accord is there already", "another name"]),
        (&["new", "x", "--from", "treaty"], 2, ["no template `treaty`", "two-steps"]),
        (&["new", "a\"b"], 2, ["cannot name a file", "letters"]),
        (
            &["assess", "first.accord", "--report", "no/such/r.html"],
            3,
            ["no/such/r.html", "folder does not exist"],
        ),
        (
            &["assess", "first.accord", "--quick", "--no-report", "--why", "999"],
            2,
            ["line 999", "nearest"],
        ),
        (&["replay", "first.accord"], 3, ["first.events", "name"]),
    ] {
        let output = detente(&folder, words);
        let said = err(&output);
        assert_eq!(code(&output), exit, "{words:?}\n{said}");
        assert_eq!(said.lines().count(), 1, "{words:?}\n{said}");
        assert!(parts.iter().all(|part| said.contains(part)), "{words:?}\n{said}");
        assert!(out(&output).is_empty(), "{words:?}");
    }
}

#[test]
fn usage_is_explained_on_standard_error() {
    let folder = folder("usage");
    for words in [&["asess"][..], &["assess"], &["simulate", "x.accord", "--paths", "0"]] {
        let output = detente(&folder, words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(err(&output).contains("--help"), "{words:?}\n{}", err(&output));
    }
    let help = detente(&folder, &["--help"]);
    assert_eq!(code(&help), 0);
    assert!(out(&help).contains("assess"));
}

#[test]
fn beliefs_about_another_accord_or_without_a_number_are_shown_with_their_place() {
    let folder = started("beliefs");
    let beliefs = fs::read_to_string(folder.join("first.beliefs")).expect("written");
    for (slip, with, said) in [
        ("for \"first\"", "for \"another\"", "another"),
        ("value A: 4 (2 to 6)", "value A: NaN", "NaN"),
    ] {
        fs::write(folder.join("slip.beliefs"), beliefs.replace(slip, with)).expect("write");
        let output = detente(&folder, &["assess", "first.accord", "--beliefs", "slip.beliefs"]);
        let shown = err(&output);
        assert_eq!(code(&output), 1, "{shown}");
        assert!(shown.contains("slip.beliefs:") && shown.contains(said), "{shown}");
        assert!(shown.contains("Help"), "a way out\n{shown}");
    }
}

#[test]
fn an_answer_of_no_is_exit_code_one() {
    let folder = started("no");
    let beliefs = fs::read_to_string(folder.join("first.beliefs")).expect("written");
    let hopeless = beliefs.replace("V detects limit: 0.4 (0.1 to 0.7)", "V detects limit: 0");
    fs::write(folder.join("first.beliefs"), hopeless).expect("write");
    let output = detente(&folder, &["assess", "first.accord", "--no-report"]);
    assert!(out(&output).contains("NO. Under these beliefs"), "{}", out(&output));
    assert_eq!(code(&output), 1);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = started("pipe");
    let line = format!(
        "'{}' assess first.accord --quick --no-report | true",
        env!("CARGO_BIN_EXE_detente")
    );
    let output = Command::new("sh").args(["-c", &line]).current_dir(&folder).output().expect("sh");
    assert!(err(&output).is_empty(), "{}", err(&output));
}

const HISTORY: &str = "history of \"first\"\nday 0 is 2026-01-01\n\
    2026-01-20 B brings stock to 40 tonne\n\
    2026-02-05 V measures stock 40 tonne\n\
    2026-04-20 A transfers T1, expect transferred of T1\n\
    until 2026-06-01\n";

#[test]
fn a_history_beside_the_accord_is_replayed_and_held_against_what_it_expects() {
    let folder = started("replay");
    fs::write(folder.join("first.events"), HISTORY).expect("write");
    let kept = detente(&folder, &["replay", "first.accord"]);
    assert_eq!(code(&kept), 0, "{}{}", out(&kept), err(&kept));
    assert!(out(&kept).contains("Expected of it: one verdict, all said."), "{}", out(&kept));
    assert!(out(&kept).contains("None is a finding of this program"));
    let other = HISTORY.replace("transferred of T1", "late of limit");
    fs::write(folder.join("other.events"), other).expect("write");
    let missed = detente(&folder, &["replay", "first.accord", "other.events"]);
    assert_eq!(code(&missed), 1);
    assert!(
        out(&missed).contains("one of them not said: line 5 expects late of limit"),
        "{}",
        out(&missed)
    );
    assert!(json(&detente(&folder, &["replay", "first.accord", "--json"]))["entries"].is_array());
}

#[test]
fn futures_are_the_same_whoever_draws_them_and_stand_beside_the_past() {
    let folder = started("simulate");
    let draw = |words: &[&str]| out(&detente(&folder, words));
    let words = ["simulate", "first.accord", "--paths", "500", "--json"];
    assert_eq!(draw(&words), draw(&words));
    let page = draw(&["simulate", "first.accord", "--paths", "500", "--ranges"]);
    assert!(page.contains("past deals (n = 7)"), "{page}");
    assert!(page.contains("numbers drawn from the ranges"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

/// A future told by its number ends as the counting says of that number: the first alone.
#[test]
fn a_future_is_told_alone_by_its_number() {
    let folder = started("told");
    let words = ["simulate", "first.accord", "--path", "0"];
    let page = out(&detente(&folder, &words));
    assert!(page.contains("Future 0.") && page.contains("month 1\n"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let told = json(&detente(&folder, &[&words[..], &["--json"]].concat()));
    let counted = json(&detente(&folder, &["simulate", "first.accord", "--paths", "1", "--json"]));
    assert_eq!(told["end"], counted["causes"][0]["cause"]);
    assert_eq!(told["months"].as_f64(), counted["mean_months"][0].as_f64());
    assert!(told["events"].as_array().is_some_and(|events| events.len() > 1), "{told}");
    let both = detente(&folder, &[&words[..], &["--paths", "5"]].concat());
    assert_eq!(code(&both), 2, "{}", err(&both));
}

fn game(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../game/tests/data").join(name);
    path.canonicalize().expect("a game of the tests").display().to_string()
}

fn numbers(value: &serde_json::Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter().map(|x| x.as_f64().expect("a number")).collect()
}

#[test]
fn security_values_are_answered_in_the_stated_form() {
    let folder = folder("minimax");
    let file = game("as_twostate_d0.7.json");
    let words = ["solve", "--game", &file, "--concept", "minimax", "--verify"];
    let output = detente(&folder, &[&words[..], &["--json"]].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answer = json(&output);
    for (player, known) in [[2.171_875, -0.171_875], [-1.171_875, 1.171_875]].iter().enumerate() {
        for (mine, theirs) in numbers(&answer["values"][player]).iter().zip(known) {
            assert!((mine - theirs).abs() < 1e-9);
        }
    }
    assert_eq!(answer["status"], "closed");
    assert_eq!(answer["certificate"]["verified"]["passed"], true);
    assert_eq!(answer["certificate"]["verified"]["arithmetic"], "exact rationals");
    let page = out(&detente(&folder, &words));
    assert!(page.contains("s0          2.171875000      -1.171875000"), "{page}");
}

#[test]
fn contracts_with_transfers_are_answered_in_the_stated_form() {
    let folder = folder("transfers");
    let file = game("arms_race_xmax3_d0.99.json");
    let words = ["solve", "--game", &file, "--concept", "transfers", "--verify", "--json"];
    let output = detente(&folder, &words);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answer = json(&output);
    assert!(numbers(&answer["joint"])[0].abs() < 1e-9);
    for player in 0..2 {
        let punishment = numbers(&answer["punishment"][player]);
        assert!((punishment[0] + 2.376_217_754_9).abs() < 1e-9);
        assert_eq!(punishment.len(), 16);
    }
    assert_eq!(answer["status"], "closed");
    assert_eq!(answer["certificate"]["verified"]["passed"], true);
}

#[test]
fn sustainable_payoffs_are_answered_in_the_stated_form() {
    let folder = folder("set");
    let solve = |name: &str| {
        let file = game(name);
        let output =
            detente(&folder, &["solve", "--game", &file, "--concept", "set", "--verify", "--json"]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        json(&output)
    };
    let point = solve("pd_d0.33.json");
    for set in ["outer", "inner"] {
        let vertices = point[set][0].as_array().expect("vertices");
        let near = |v: &serde_json::Value| numbers(v).iter().all(|x| x.abs() < 1e-8);
        assert!(!vertices.is_empty() && vertices.iter().all(near), "{vertices:?}");
    }
    assert_eq!(point["status"], "closed");
    let two = solve("as_twostate_d0.7.json");
    assert!((numbers(&two["threat"][0])[0] - 2.171_875).abs() < 1e-6);
    assert!(two["gap"].as_f64().expect("a number") < 1e-4);
    assert_eq!(two["certificate"]["verified"]["passed"], true);
    let points = two["certificate"]["points"][0].as_array().expect("points").len();
    assert_eq!(two["certificate"]["plans"][0].as_array().expect("plans").len(), points);
}

#[test]
fn stationary_equilibria_are_answered_in_the_stated_form() {
    let folder = folder("markov");
    let file = game("arms_race_xmax3_d0.99.json");
    let words = ["solve", "--game", &file, "--concept", "markov", "--verify", "--json"];
    let output = detente(&folder, &words);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answer = json(&output);
    assert_eq!(answer["status"], "closed");
    assert!(answer["regret"].as_f64().expect("a number") < 1e-7);
    assert_eq!(answer["values"].as_array().expect("states").len(), 16);
    assert_eq!(numbers(&answer["strategies"][0][0]).len(), 2);
    assert_eq!(answer["certificate"]["verified"]["passed"], true);
}

#[test]
fn a_game_is_written_for_other_programs_and_read_back() {
    let folder = folder("export");
    let file = game("as_twostate_d0.7.json");
    let export = |format: &str| {
        let output = detente(&folder, &["export", "--game", &file, "--format", format]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        out(&output)
    };
    fs::write(folder.join("again.json"), export("game-json")).expect("write");
    let solve = |file: &str| {
        let words = ["solve", "--game", file, "--concept", "transfers", "--json"];
        out(&detente(&folder, &words))
    };
    assert_eq!(solve("again.json"), solve(&file));
    for (format, start) in [("prism", "//"), ("drn", "//"), ("nfg", "NFG 1"), ("efg", "EFG 2")] {
        assert!(export(format).starts_with(start), "{format}");
    }
}

#[test]
fn a_bad_game_is_refused_with_its_place() {
    let folder = folder("bad-game");
    let good = fs::read_to_string(game("pd_d0.33.json")).expect("readable");
    for (from, to, said) in [
        ("[[0, 1.0]]", "[[0, 0.5]]", "`states[0].transitions[0]`: probabilities sum to 0.5, not 1"),
        ("-1", "NaN", "`states[0].payoffs[0][1]`: expected value"),
        ("[[0, 1.0]]", "[[3, 1.0]]", "`states[0].transitions[0][0]`: no state 3"),
    ] {
        fs::write(folder.join("bad.json"), good.replacen(from, to, 1)).expect("write");
        let words = ["solve", "--game", "bad.json", "--concept", "minimax"];
        let output = detente(&folder, &words);
        assert_eq!(code(&output), 2);
        let line = err(&output);
        assert!(line.starts_with("detente: bad.json: ") && line.contains(said), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}

#[test]
fn prose_with_terms_in_fences_has_the_hash_and_the_beliefs_of_the_terms() {
    let folder = started("literate");
    let plain = fs::read_to_string(folder.join("first.accord")).expect("written");
    let treaty =
        format!("# متن\n\nThe parties agree:\n\n```accord\n{plain}```\n\nDone at Geneva.\n");
    let hash = out(&detente(&folder, &["hash", "first.accord"]));
    fs::remove_file(folder.join("first.accord")).expect("it was there");
    fs::write(folder.join("first.accord.md"), &treaty).expect("the folder can be written");
    let same = out(&detente(&folder, &["hash", "first.accord.md"]));
    assert_eq!(same.split(' ').next(), hash.split(' ').next());
    let assess = detente(&folder, &["assess", "first.accord.md", "--quick", "--no-report"]);
    assert_eq!(code(&assess), 0, "{}", err(&assess));
    assert_eq!(code(&detente(&folder, &["fmt", "first.accord.md"])), 0);
    let laid_out = fs::read_to_string(folder.join("first.accord.md")).expect("still there");
    assert_eq!(laid_out, treaty, "the starter is laid out already, and prose is left alone");
}

#[test]
fn a_plan_says_what_is_due_what_is_awaited_and_what_silence_means() {
    let folder = started("plan");
    let page = detente(&folder, &["plan", "first.accord", "--days", "400"]);
    assert_eq!(code(&page), 0, "{}", err(&page));
    assert!(out(&page).contains("Owed, if everybody keeps the text"), "{}", out(&page));
    assert!(out(&page).contains("If nobody does anything more"), "{}", out(&page));
    let answer = json(&detente(&folder, &["plan", "first.accord", "--all", "--json"]));
    let owed = answer["owed"].as_array().expect("a list");
    assert!(owed.iter().any(|it| it["step"] == "pay" && it["by"]["day"] == 120), "{answer}");
    for (day, words) in [("soon", "write a date"), ("2020-01-01", "day 0")] {
        let slip = detente(&folder, &["plan", "first.accord", "--at", day]);
        assert_eq!(code(&slip), 2);
        assert!(err(&slip).contains(words), "{}", err(&slip));
    }
    let missing = detente(&folder, &["plan", "first.accord", "none.events"]);
    assert_eq!(code(&missing), 3);
}

#[test]
fn a_text_is_stepped_by_hand_undone_and_saved_as_a_history() {
    use std::io::Write as _;
    let folder = started("repl");
    let mut process = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["repl", "first.accord", "--day-zero", "2026-01-01"])
        .current_dir(&folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let typed = "may\npass 30 days\nwhy\nB dances\nundo\nundo\npass 130 days\nplan\nto 2020-01-01\nsave s.events\nquit\n";
    process.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("it listens");
    let output = process.wait_with_output().expect("it ends");
    let said = out(&output);
    assert!(said.contains("withdraws"), "who may do what: {said}");
    assert!(said.contains("2026-01-31  "), "dated verdicts: {said}");
    assert!(said.contains("step limit"), "why quotes the text: {said}");
    assert!(said.contains("[A"), "what is no event is refused with a code: {said}");
    assert!(said.contains("taken back: time passed"), "{said}");
    assert!(said.contains("nothing to take back"), "{said}");
    assert!(said.contains("it is 2026-05-11 already"), "{said}");
    let replay = detente(&folder, &["replay", "first.accord", "s.events"]);
    assert_eq!(code(&replay), 0, "a saved session replays: {}", err(&replay));
}
