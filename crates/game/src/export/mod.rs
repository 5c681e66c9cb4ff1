//! Games as text that other programs read.
//!
//! | format | program | what is written |
//! | --- | --- | --- |
//! | DRN | Storm | the decision process of all players acting as one, a reward for each and for all |
//! | PRISM-games | PRISM-games | the concurrent game itself |
//! | NFG | Gambit | stationary pure strategies against each other, from the first state |
//! | EFG | Gambit | the tree of the first periods |
//!
//! Discounting becomes stopping: after every step play ends with probability 1 - delta, and
//! payoffs are multiplied by 1 - delta, so that expected totals are the average payoffs used here.

mod drn;
mod efg;
mod nfg;
mod prism;

pub use drn::drn;
pub use efg::efg;
pub use nfg::nfg;
pub use prism::prism;

/// Why a game cannot be written in a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The text would be too long.
    #[error("{what} would be more than {most}: {instead}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is written at most.
        most: usize,
        /// What may be done instead.
        instead: &'static str,
    },
}

/// A word in double quotes, quotes and backslashes within it replaced.
fn quoted(word: &str) -> String {
    let plain = |c: char| if c == '"' || c == '\\' || c.is_control() { '\'' } else { c };
    format!("\"{}\"", word.chars().map(plain).collect::<String>())
}

/// One line without control characters, for comments.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
