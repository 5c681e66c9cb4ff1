//! The cases that ship, through the program: what is found in them, what the records say, the page
//! that tables both, and new texts made from them.
//!
//! `UPDATE=1 cargo test -p cli --test cases` writes `cases/findings.txt` anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A case, the first word of non-performance on record (date, obligor, title of the step), and the
/// end (date, cause).
type Record = (&'static str, Option<[&'static str; 3]>, Option<[&'static str; 2]>);

const RECORDS: [Record; 8] = [
    (
        "agreed-framework-1994",
        Some(["2002-08-31", "US", "Civil works"]),
        Some(["2006-05-31", "withdrawal"]),
    ),
    ("doha-2020", Some(["2020-03-10", "Kabul", "رهایی زندانیان"]), None),
    ("golan-1974", Some(["2024-12-09", "Israel", "Tanks, guns, missiles behind line A"]), None),
    ("hodeidah-2018", Some(["2019-01-08", "Houthis", "الموانئ"]), None),
    (
        "jcpoa-2015",
        Some(["2018-05-08", "US", "Oil sanctions"]),
        Some(["2025-09-27", "former state restored"]),
    ),
    ("jpoa-2013", Some(["2014-07-20", "Iran", "Oxide"]), Some(["2015-10-18", "run its course"])),
    ("minsk-2015", Some(["2015-02-18", "ORDLO", "Ceasefire"]), Some(["2022-02-24", "hostilities"])),
    ("qatar-2023", Some(["2023-10-12", "US", "Payments to vendors approved"]), None),
];

/// Who keeps under the central beliefs, for the cases that are solved within seconds.
const SOLVED: [(&str, &[(&str, &str)]); 5] = [
    ("doha-2020", &[("US", "yes"), ("Taliban", "no")]),
    ("golan-1974", &[("Israel", "no"), ("Syria", "no")]),
    ("hodeidah-2018", &[("Government", "yes"), ("Houthis", "no")]),
    ("minsk-2015", &[("Ukraine", "no"), ("Russia", "no"), ("ORDLO", "yes")]),
    ("qatar-2023", &[("US", "no"), ("Iran", "yes")]),
];

fn accords() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords")
}

fn detente(folder: &Path, words: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_detente"));
    program.args(words).current_dir(folder).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn answer(words: &[&str]) -> Value {
    let output = detente(&accords(), words);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let err = String::from_utf8_lossy(&output.stderr);
        unreachable!("{words:?}: {error}\n{err}")
    })
}

/// Names of the texts of record and of draft, in order.
fn shipped() -> Vec<String> {
    let entries = fs::read_dir(accords()).expect("part of the repository");
    let paths = entries.map(|it| it.expect("readable").path());
    let accords = paths.filter(|it| it.extension().is_some_and(|it| it == "accord"));
    let stem = |it: PathBuf| it.file_stem().expect("a name").to_string_lossy().into_owned();
    let mut names: Vec<String> = accords.map(stem).collect();
    names.sort();
    names
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cases-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

#[test]
fn what_is_found_in_the_cases_is_known() {
    let files: Vec<String> = shipped().iter().map(|it| format!("{it}.accord")).collect();
    let words: Vec<&str> =
        ["check", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let found = answer(&words);
    let line = |it: &Value| {
        let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let (file, line, code) = (text("file"), &it["line"], text("code"));
        format!("{file}:{line}: {} {code} {}\n", text("severity"), text("message"))
    };
    let found: String = found["diagnostics"].as_array().expect("a list").iter().map(line).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/findings.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &found).expect("writable");
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), found);
}

#[test]
fn records_say_who_failed_first_and_how_it_ended() {
    for (case, first, ended) in RECORDS {
        let said = answer(&["replay", "--json", &format!("{case}.accord")]);
        assert_eq!(said["unmet"].as_array().map(Vec::len), Some(0), "{case}");
        let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let it = &said["non_performance"][0];
        let found = ["date", "obligor", "duty"].map(|key| text(it, key));
        assert_eq!(Some(found.each_ref().map(String::as_str)), first, "{case}");
        let end = &said["ended"];
        let found = end.as_object().map(|_| ["date", "cause"].map(|key| text(end, key)));
        let found = found.as_ref().map(|it| it.each_ref().map(String::as_str));
        assert_eq!(found.map(|it| it[0]), ended.map(|it| it[0]), "{case}");
        let causes = (found.map(|it| it[1]), ended.map(|it| it[1]));
        assert!(
            matches!(causes, (None, None))
                || causes.0.zip(causes.1).is_some_and(|(said, wanted)| said.contains(wanted)),
            "{case}: {causes:?}"
        );
    }
}

#[test]
fn the_cases_that_are_soon_solved_have_their_answers() {
    for (case, wanted) in SOLVED {
        let accord = format!("{case}.accord");
        let said = answer(&["assess", "--quick", "--no-report", "--json", &accord]);
        let holdings = said["holdings"].as_array().expect("a list");
        let held: Vec<(&str, &str)> = holdings
            .iter()
            .map(|it| {
                (it["party"].as_str().unwrap_or_default(), it["holds"].as_str().unwrap_or_default())
            })
            .collect();
        assert_eq!(held, wanted, "{case}");
    }
}

/// Cells of the table of docs/cases.md, by case.
fn table() -> Vec<Vec<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases.md");
    let page = fs::read_to_string(page).expect("part of the repository");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells =
        |line: &str| line.trim_matches('|').split(" | ").map(|it| it.trim().to_owned()).collect();
    rows.map(cells).collect()
}

#[test]
fn the_page_lists_every_case_and_what_is_cheap_in_it_is_current() {
    let table = table();
    let mut listed: Vec<&str> = table.iter().map(|row| row[0].trim_matches('`')).collect();
    listed.sort_unstable();
    assert_eq!(listed, shipped());
    for row in &table {
        let accord = format!("{}.accord", row[0].trim_matches('`'));
        let found = answer(&["check", "--json", &accord]);
        let codes = found["diagnostics"].as_array().expect("a list").iter();
        let mut codes: Vec<&str> = codes
            .filter(|it| it["severity"] != "note")
            .filter_map(|it| it["code"].as_str())
            .collect();
        let text = fs::read_to_string(accords().join(&accord)).expect("part of the repository");
        codes.extend(text.split("accepting ").skip(1).filter_map(|it| it.get(..4)));
        codes.sort_unstable();
        codes.dedup();
        let words = row[1].split([' ', ',']);
        let mut told: Vec<&str> = words.filter(|it| it.len() == 4 && it.starts_with('A')).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told, codes, "{accord}: run `cargo xtask cases`");
        if let Some((_, first, ended)) =
            RECORDS.iter().find(|it| format!("{}.accord", it.0) == accord)
        {
            for part in first.iter().flatten().chain(ended.iter().flatten().take(1)) {
                assert!(row[4].contains(part), "{accord}: {part}: run `cargo xtask cases`");
            }
        }
    }
}

/// A new text made from a case says what the case says, until somebody changes it.
#[test]
fn a_new_text_is_made_like_any_case_and_nothing_is_overwritten() {
    let folder = scratch("like");
    for case in shipped() {
        let name = format!("my-{case}");
        let made = detente(&folder, &["new", "--like", &case, &name]);
        assert!(made.status.success(), "{case}: {}", String::from_utf8_lossy(&made.stderr));
        let text = fs::read_to_string(folder.join(format!("{name}.accord"))).expect("written");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with(&format!("# After the case {case}, ")), "{first}");
        assert!(!folder.join(format!("{name}.beliefs")).exists());
        let hash = |folder: &Path, file: &str| out(&detente(folder, &["hash", file]));
        let own = accords().join(format!("{case}.accord"));
        let own = own.to_str().expect("a path that is text");
        let hex = |said: String| said.split_whitespace().find(|it| it.len() > 8).map(str::to_owned);
        let same = (hex(hash(&folder, &format!("{name}.accord"))), hex(hash(&folder, own)));
        assert_eq!(same.0, same.1, "titles, parties and terms are kept");
        let again = detente(&folder, &["new", "--like", &case, &name]);
        assert_eq!(again.status.code(), Some(3));
    }
    let unknown = detente(&folder, &["new", "--like", "minsk", "x"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(said.contains("did you mean `minsk-2015`?"), "{said}");
}

#[test]
fn the_cases_are_listed_with_the_titles_of_their_texts() {
    let folder = scratch("list");
    let listed = out(&detente(&folder, &["new", "--list"]));
    let names: Vec<&str> = listed.lines().filter_map(|it| it.split_whitespace().next()).collect();
    assert_eq!(names, shipped());
    assert!(listed.contains("Package of measures, Minsk, 12 February 2015"), "{listed}");
    assert!(listed.contains("اتفاق حول مدينة الحديدة"), "{listed}");
    assert_eq!(fs::read_dir(&folder).expect("there").count(), 0, "a list writes nothing");
    let cases: Value =
        serde_json::from_str(&out(&detente(&folder, &["new", "--list", "--json"]))).expect("JSON");
    assert_eq!(cases["cases"].as_array().map(Vec::len), Some(names.len()));
}

/// Titles in Arabic and Persian come through findings, records, the terminal page and the report.
#[test]
fn titles_in_other_scripts_are_shown_as_they_are() {
    let folder = scratch("scripts");
    for (case, party, step) in
        [("hodeidah-2018", "أنصار الله", "قوات الأمن المحلية"), ("doha-2020", "طالبان", "خروج کامل")]
    {
        for ending in ["accord", "beliefs", "events"] {
            let file = format!("{case}.{ending}");
            fs::copy(accords().join(&file), folder.join(&file)).expect("part of the repository");
        }
        let accord = format!("{case}.accord");
        assert!(out(&detente(&folder, &["check", &accord])).contains(step), "{case}");
        assert!(out(&detente(&folder, &["replay", &accord])).contains(step), "{case}");
        let page = out(&detente(&folder, &["assess", "--quick", &accord]));
        let report = fs::read_to_string(folder.join("report.html")).expect("written");
        for (place, text) in [("page", &page), ("report", &report)] {
            assert!(text.contains(party), "{case}: {place}");
        }
    }
}
