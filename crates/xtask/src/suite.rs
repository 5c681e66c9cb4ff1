//! `cargo xtask test`: every test of the workspace, and a summary.

use std::process::Command;

use crate::Error;
use crate::api;
use crate::need::{BROWSER, GO, NPM, PYTHON};
use crate::python as package;
use crate::step::{self, Done};

/// Tests counted from what the runner printed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
    ignored: usize,
}

/// Installs what the tests need, runs them all, and says how it went.
pub(crate) fn run() -> Result<(), Error> {
    let (browser, npm) = (BROWSER.ensure(), NPM.ensure());
    let (go, python) = (GO.ensure(), PYTHON.ensure());
    let library = strangers()?;
    let axe = axe()?;
    let nextest = step::on_path("cargo-nextest");
    let (runner, arguments): (_, &[&str]) = if nextest {
        ("cargo nextest", &["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"])
    } else {
        let targets = &["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"];
        ("cargo test", targets)
    };
    let tests = one(runner, arguments)?;
    let docs = one("doc tests", &["test", "--workspace", "--no-fail-fast", "--doc"])?;

    let editor = editor()?;
    let package = package::test()?;
    let api = api::test()?;

    println!("\n== summary");
    println!("browser     {browser}");
    println!("npm         {npm}, {axe}");
    println!("go          {go}");
    println!("python      {python}, {library}");
    if !nextest {
        println!("runner      cargo test (`cargo install --locked cargo-nextest` is faster)");
    }
    println!("{}", line("tests", &tests));
    println!("{}", line("doc tests", &docs));
    println!("{}", line("extension", &editor));
    println!("{}", line("package", &package));
    println!("{}", line("api", &api));
    let failed = [&tests, &docs, &editor, &package, &api].iter().any(|done| !done.succeeded);
    println!("{}", if failed { "FAILED" } else { "all tests pass" });
    if failed { Err(Error::Step("tests".into())) } else { Ok(()) }
}

/// The library of the stranger's check of ML-DSA, pinned by its hash, in a folder of its own.
fn strangers() -> Result<&'static str, Error> {
    if step::root().join(PYTHON_FOLDER).join("bin/python").is_file() {
        return Ok("dilithium-py found");
    }
    let mut command = Command::new("sh");
    let pip = "bin/pip install --quiet --disable-pip-version-check --require-hashes";
    let file = "strangers/python/requirements.txt";
    let line = format!("python3 -m venv {PYTHON_FOLDER} && {PYTHON_FOLDER}/{pip} -r {file}");
    command.args(["-c", &line]).current_dir(step::root());
    let done = step::run("dilithium-py", command)?;
    Ok(if done.succeeded { "dilithium-py installed" } else { "dilithium-py absent" })
}

/// The checker of accessibility that browser tests put into pages, pinned by its lock file.
fn axe() -> Result<&'static str, Error> {
    let folder = step::root().join("crates/desk/tests/axe");
    if folder.join("node_modules/axe-core/axe.min.js").is_file() {
        return Ok("axe-core found");
    }
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    let done = step::run("axe-core", command)?;
    Ok(if done.succeeded { "axe-core installed" } else { "axe-core absent" })
}

/// Where Python and that library are.
const PYTHON_FOLDER: &str = "target/strangers";

/// Builds the editor's extension and tests it against the agreements that ship.
fn editor() -> Result<Done, Error> {
    let mut command = Command::new("sh");
    command.args(["-c", "npm ci --no-audit --no-fund --loglevel=error && npm test"]);
    command.current_dir(step::root().join("editors/vscode"));
    step::run("extension", command)
}

/// Golden texts are compared, never rewritten, whatever the caller's environment says.
fn one(title: &str, arguments: &[&str]) -> Result<Done, Error> {
    let mut command = step::cargo(arguments);
    command.env("INSTA_UPDATE", "no").env_remove("INSTA_FORCE_PASS");
    command.env("LINE_STRANGERS", "required");
    command.env("LINE_PYTHON", step::root().join(PYTHON_FOLDER).join("bin/python"));
    step::run(title, command)
}

fn line(title: &str, done: &Done) -> String {
    let Count { passed, failed, ignored } = count(&done.lines);
    let mark = if done.succeeded { "" } else { "  <- FAILED" };
    let seconds = done.elapsed.as_secs_f64();
    format!("{title:<11} {passed} passed, {failed} failed, {ignored} ignored, {seconds:.1} s{mark}")
}

/// Adds up the closing lines of any runner: two of cargo, and node's (`# pass 5`).
fn count(lines: &[String]) -> Count {
    let mut sum = Count::default();
    for line in lines {
        match line.split_once(' ').map(|(mark, rest)| (mark, rest.split_once(' '))) {
            Some(("#", Some(("pass", number)))) => sum.passed += number.parse().unwrap_or(0),
            Some(("#", Some(("fail", number)))) => sum.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
    for line in lines.iter().filter(|line| is_closing(line)) {
        let words: Vec<&str> =
            line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<usize>() else {
                continue;
            };
            match pair[1] {
                "passed" => sum.passed += number,
                "failed" => sum.failed += number,
                "ignored" | "skipped" => sum.ignored += number,
                _ => {}
            }
        }
    }
    sum
}

/// `test result: ok. 3 passed; ...` of `cargo test`, `Summary [ 1.2s] 3 tests run: ...` of nextest.
/// Indented, the first is what nextest quotes of a test that failed, and is counted by its summary.
/// pytest closes with `1 failed, 12 passed in 3.21s`, schemathesis with `979 generated, 979 passed`.
fn is_closing(line: &str) -> bool {
    let summary = line.trim_start().starts_with("Summary [") && line.contains("run:");
    let pytest = line.starts_with(|first: char| first.is_ascii_digit())
        && (line.contains(" passed") || line.contains(" failed"))
        && line.contains(" in ");
    let requests = line.trim_start().starts_with(|first: char| first.is_ascii_digit())
        && line.contains(" generated, ");
    summary || pytest || requests || line.starts_with("test result:")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Count {
        count(&text.lines().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn closing_lines_of_cargo_test_add_up() {
        let text = "test a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(counted(text), Count { passed: 5, failed: 4, ignored: 1 });
    }

    #[test]
    fn the_closing_line_of_nextest_is_read() {
        let text = "    test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
            \x20    Summary [   1.204s] 12 tests run: 10 passed, 2 failed, 1 skipped\n";
        assert_eq!(counted(text), Count { passed: 10, failed: 2, ignored: 1 });
    }

    #[test]
    fn the_closing_lines_of_node_are_read() {
        let text = "ok 1 - the manifest\n# tests 6\n# pass 5\n# fail 1\n# skipped 0\n";
        assert_eq!(counted(text), Count { passed: 5, failed: 1, ignored: 0 });
    }

    #[test]
    fn the_closing_line_of_pytest_is_read() {
        let text = "....F [100%]\n1 failed, 12 passed, 2 skipped in 63.20s (0:01:03)\n";
        assert_eq!(counted(text), Count { passed: 12, failed: 1, ignored: 2 });
    }

    #[test]
    fn the_closing_line_of_schemathesis_is_read() {
        let text = "Test cases:\n  979 generated, 979 passed\n\nSeed: 1\n";
        assert_eq!(counted(text), Count { passed: 979, failed: 0, ignored: 0 });
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(counted("we had 3 passed, really\n"), Count::default());
    }
}
