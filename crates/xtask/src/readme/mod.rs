//! `cargo xtask readme`: every command of README.md is run; what a checked block shows is compared.
//!
//! A fence opened by ```` ```console ```` holds commands after `$ `. With the word `checked`, the lines
//! under a command are its standard output. `exit=1` says which exit code every command of the block has.

mod block;
mod compare;

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use crate::{Error, step};

/// Commands that cannot be run from inside the checkout, and why.
const ELSEWHERE: [(&str, &str); 7] = [
    ("git clone ", "the checkout is here already"),
    ("cd ", "every command starts in the top folder"),
    ("curl ", "the toolchain is here already"),
    ("sudo apt", "`.ci/run` installs what is needed"),
    ("cargo xtask test", "`.ci/run` has a step of its own for it"),
    ("cargo xtask bench", "it measures, and rewrites a document"),
    (".ci/run", "it is what runs this"),
];

/// Seconds after which a command counts as hanging.
const LIMIT_SECONDS: &str = "600";

/// Runs the commands of README.md and compares what they print.
pub(crate) fn run() -> Result<(), Error> {
    let path = step::root().join("README.md");
    let text = std::fs::read_to_string(&path).map_err(Error::io("README.md"))?;
    let commands = block::commands(&text).map_err(Error::Document)?;
    if commands.is_empty() {
        return Err(Error::Document("README.md has no command in a `console` block".into()));
    }
    let mut failures = BTreeSet::new();
    for command in &commands {
        match attempt(command)? {
            Outcome::Elsewhere(why) => println!("skip  {}  ({why})", command.line),
            Outcome::Kept => println!("ok    {}", command.line),
            Outcome::Broken(why) => {
                println!("FAIL  {}  (README.md:{})\n{why}", command.line, command.number);
                failures.insert(command.number);
            }
        }
    }
    println!("{} commands, {} failed", commands.len(), failures.len());
    if failures.is_empty() { Ok(()) } else { Err(Error::Step("README.md".into())) }
}

enum Outcome {
    Elsewhere(&'static str),
    Kept,
    Broken(String),
}

fn attempt(command: &block::Command) -> Result<Outcome, Error> {
    if let Some(why) = elsewhere(&command.line) {
        return Ok(Outcome::Elsewhere(why));
    }
    let output = Command::new("timeout")
        .args([LIMIT_SECONDS, "bash", "-c", &command.line])
        .current_dir(step::root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::io(&command.line))?;
    if output.status.code() != Some(command.exit) {
        return Ok(Outcome::Broken(format!(
            "      {}, expected exit code {}",
            output.status, command.exit
        )));
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    Ok(match &command.shown {
        None => Outcome::Kept,
        Some(shown) => compare::difference(shown, &printed).map_or(Outcome::Kept, Outcome::Broken),
    })
}

fn elsewhere(line: &str) -> Option<&'static str> {
    ELSEWHERE.iter().find(|(start, _)| line.starts_with(start)).map(|(_, why)| *why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(line: &str, shown: Option<&str>, exit: i32) -> Outcome {
        let shown = shown.map(String::from);
        attempt(&block::Command { line: line.into(), number: 1, shown, exit })
            .expect("bash is here")
    }

    #[test]
    fn output_and_exit_code_are_both_compared() {
        assert!(matches!(outcome("echo 6", Some("6\n"), 0), Outcome::Kept));
        assert!(matches!(outcome("echo 7", Some("6\n"), 0), Outcome::Broken(_)));
        assert!(matches!(outcome("exit 1", None, 1), Outcome::Kept));
        assert!(matches!(outcome("exit 1", None, 0), Outcome::Broken(_)));
    }

    #[test]
    fn what_cannot_run_here_is_named() {
        assert!(matches!(outcome("git clone x", None, 0), Outcome::Elsewhere(_)));
    }
}
