//! Arguments of the commands that draw futures.

use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Believed;

/// Most futures of one run.
const MOST: u64 = 10_000_000_000;

/// What to simulate.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// What is simulated.
    #[command(flatten)]
    pub believed: Believed,
    /// How many futures to draw (`N`), or which by number (`A..B`: A to B-1).
    #[arg(long, default_value = "10000", value_name = "N|A..B", value_parser = paths)]
    pub paths: Range<u64>,
    /// Draws the beliefs from their ranges too, once for every 256 futures.
    #[arg(long)]
    pub ranges: bool,
    /// Tells one future alone, by its number from 0.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["paths", "out", "logit"])]
    pub path: Option<u64>,
    /// Writes one row for each future into a Parquet shard (docs/simulate.md).
    #[arg(long, value_name = "FILE.parquet")]
    pub out: Option<PathBuf>,
    /// Goes on where the shard stopped, or begins it.
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Lets both signatories choose by logit response to what each act is worth, this precise: 0
    /// is any act alike, and the larger the nearer to the best act.
    #[arg(long, value_name = "LAMBDA", value_parser = precision)]
    pub logit: Option<f64>,
    /// Compares with another text under the same luck: this one less the other.
    #[arg(long, value_name = "OTHER.accord", group = "question")]
    pub against: Option<PathBuf>,
    /// The beliefs about the other text; by default those beside it.
    #[arg(long, value_name = "FILE", requires = "against")]
    pub against_beliefs: Option<PathBuf>,
    /// Draws a rare way of ending where it happens, and weighs what was drawn (importance sampling).
    #[arg(long, value_enum, value_name = "CAUSE", group = "question")]
    pub rare: Option<RareCause>,
    /// Takes out of survival what nature drew above what it was to draw (control variates).
    #[arg(long, group = "question")]
    pub controlled: bool,
    /// Samples what keeping gains over each departure, for texts too large to enumerate.
    #[arg(long, group = "question")]
    pub margins: bool,
}

impl SimulateArgs {
    /// Whether something other than the plain count is asked.
    pub fn asks_more(&self) -> bool {
        self.against.is_some() || self.rare.is_some() || self.controlled || self.margins
    }
}

/// Ways of ending that may be rare.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RareCause {
    /// General hostilities.
    Hostilities,
    /// A signatory withdraws.
    Withdrawal,
    /// A snapback or an exhausted dispute restores the former state.
    Restored,
    /// A phase lapses.
    Lapsed,
}

/// What to put together.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Shards that `detente simulate --out` wrote, in any order.
    #[arg(required = true, value_name = "SHARD.parquet")]
    pub shards: Vec<PathBuf>,
    /// Writes all of them into one shard.
    #[arg(long, value_name = "FILE.parquet")]
    pub out: Option<PathBuf>,
}

fn paths(text: &str) -> Result<Range<u64>, String> {
    let number = |text: &str| {
        let plain = text.trim().replace('_', "");
        plain.parse::<u64>().map_err(|_| format!("`{text}` is no number of futures"))
    };
    let range = match text.split_once("..") {
        Some((from, to)) => number(from)?..number(to)?,
        None => 0..number(text)?,
    };
    if range.start > range.end {
        let Range { start, end } = range;
        return Err(format!("it runs backwards: write {end}..{start}"));
    }
    if range.is_empty() {
        return Err("no futures to draw: ask for at least one".to_owned());
    }
    if range.end - range.start > MOST {
        return Err(format!("more than {MOST} futures: draw them in several ranges"));
    }
    Ok(range)
}

fn precision(text: &str) -> Result<f64, String> {
    let found: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    let sound = found.is_finite() && found >= 0.0;
    sound.then_some(found).ok_or_else(|| "give a number from 0, such as 0.5".to_owned())
}
