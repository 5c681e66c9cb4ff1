//! How a command ends: its exit code, and the one line said if it could not answer.

use std::fmt;

/// What a command that ran to its end means for whoever called it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Yes, or an answer that is neither yes nor no.
    Yes,
    /// The answer is no.
    No,
}

impl Exit {
    /// The code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
        }
    }

    /// `No` if the condition holds.
    pub fn no_if(condition: bool) -> Self {
        if condition { Self::No } else { Self::Yes }
    }
}

/// What a command has to say and how it ends.
#[derive(Debug)]
pub struct Answer {
    /// For standard output.
    pub text: String,
    /// For the caller.
    pub exit: Exit,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// The command line, or a file named on it, does not say what is needed.
    Usage(String),
    /// A file is missing, unreadable or cannot be written.
    Environment(String),
    /// A text has errors; they are shown as they are.
    Text(String),
    /// The program failed, not its user.
    Bug(String),
}

impl Failure {
    /// The code of the process.
    pub fn code(&self) -> u8 {
        match self {
            Self::Text(_) => 1,
            Self::Usage(_) => 2,
            Self::Environment(_) => 3,
            Self::Bug(_) => 70,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Environment(message) => write!(f, "detente: {message}"),
            Self::Text(findings) => f.write_str(findings.trim_end()),
            Self::Bug(what) => write!(f, "detente: {}", bug(what)),
        }
    }
}

/// The line that asks for a report of a bug.
pub fn bug(what: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "this is a bug, please report it with the files that show it: {what} (detente {version})"
    )
}
