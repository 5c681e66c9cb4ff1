//! One step of a task: a program run with its output passed on and kept, and its time.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Error;

/// What a finished step left behind.
pub(crate) struct Done {
    /// Whether the program reported success.
    pub(crate) succeeded: bool,
    /// Standard output and standard error, line by line as they came.
    pub(crate) lines: Vec<String>,
    /// Wall time.
    pub(crate) elapsed: Duration,
}

/// The top folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).map_or_else(|| manifest.clone(), PathBuf::from)
}

/// `cargo` with these arguments, in the top folder.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Whether a program of this name is on the path.
pub(crate) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Runs a command to its end; its lines are shown as they come and kept.
pub(crate) fn run(title: &str, mut command: Command) -> Result<Done, Error> {
    println!("== {title}");
    let started = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(Error::io(title))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let lines = std::thread::scope(|scope| {
        let beside = scope.spawn(|| stderr.map(|pipe| pass_on(pipe, std::io::stderr())));
        let mut lines = stdout.map(|pipe| pass_on(pipe, std::io::stdout())).unwrap_or_default();
        lines.extend(beside.join().ok().flatten().unwrap_or_default());
        lines
    });
    let status = child.wait().map_err(Error::io(title))?;
    Ok(Done { succeeded: status.success(), lines, elapsed: started.elapsed() })
}

/// Copies a pipe to a terminal stream and keeps the lines.
fn pass_on(pipe: impl Read, mut terminal: impl Write) -> Vec<String> {
    let mut kept = Vec::new();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A closed terminal is no reason to stop: the exit code still tells.
        let _ = writeln!(terminal, "{line}");
        kept.push(line);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_keeps_both_streams_and_the_failure() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 3"]);
        let done = run("sample", command).expect("sh is everywhere");
        assert!(!done.succeeded);
        assert_eq!(done.lines, ["out", "err"]);
    }

    #[test]
    fn a_program_that_is_absent_is_not_on_the_path() {
        assert!(on_path("sh"));
        assert!(!on_path("no-such-program-anywhere"));
    }
}
