//! Tasks of the repository, run as `cargo xtask TASK`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner speaks to the person at the terminal"
)]

mod api;
mod bench;
mod cases;
mod fuzz;
mod need;
mod python;
mod readme;
mod screenshots;
mod step;
mod studies;
mod suite;
mod wheel;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  test     install what the tests need, run every test, print a summary
  readme   run every command of README.md and compare the blocks marked `checked`
  fuzz     run the property tests on fresh seeds, [ROUNDS] times
  bench    run every bench in release and write the table in docs/benchmarks.md
  studies  run every comparison of docs/studies.md, [SYSTEM], and write its tables
  api      ask a desk for its JSON in every way that its description allows (schemathesis)
  screenshots  open every page of the desk in a browser and write the pictures of docs/desk.md
  wheel    build the Python wheel, [PROFILE], install it in a fresh environment and try it (docs/python.md)
  cases    check, assess and replay every case and write the table in docs/cases.md
";

/// Why a task could not be finished.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file or a program could not be reached.
    #[error("`{subject}`: {source}")]
    Io {
        /// The file or program.
        subject: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A step ran and did not succeed.
    #[error("`{0}` failed")]
    Step(String),
    /// A document does not have the form that a task reads.
    #[error("{0}")]
    Document(String),
}

impl Error {
    /// Names the file or program that `source` speaks of.
    pub(crate) fn io(subject: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let subject = subject.into();
        move |source| Self::Io { subject, source }
    }
}

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = match task.as_str() {
        "test" => suite::run(),
        "readme" => readme::run(),
        "fuzz" => fuzz::run(std::env::args().nth(2).as_deref()),
        "api" => api::run(),
        "bench" => bench::run(),
        "cases" => cases::run(),
        "screenshots" => screenshots::run(),
        "wheel" => wheel::run(std::env::args().nth(2).as_deref()),
        "studies" => studies::run(std::env::args().nth(2).as_deref()),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {task}: {error}");
            ExitCode::FAILURE
        }
    }
}
