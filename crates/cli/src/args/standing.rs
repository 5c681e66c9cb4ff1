//! Arguments of `detente outlook` and `detente report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Believed, STATES};

/// From where to look ahead under beliefs.
#[derive(Debug, Args)]
pub struct OutlookArgs {
    /// The accord and the beliefs.
    #[command(flatten)]
    pub believed: Believed,
    /// What happened so far; by default the `.events` file beside the accord with its name.
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Which day of the record.
    #[command(flatten)]
    pub day: Day,
    /// Takes the belief in this line of the beliefs file to be exactly so, without touching the file:
    /// `12=0.4`. May be given more than once.
    #[arg(long, value_name = "LINE=VALUE", value_parser = supposed)]
    pub suppose: Vec<(u32, f64)>,
    /// How far to go.
    #[command(flatten)]
    pub reach: Reach,
}

/// A day of a record, and another to compare it with.
#[derive(Debug, Args)]
pub struct Day {
    /// The day to look from: a date, or a number of days since day 0. By default the last recorded.
    #[arg(long, value_name = "DAY")]
    pub at: Option<String>,
    /// The day since which changes are told. By default the day before.
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
}

impl Day {
    /// Both as typed.
    pub fn both(&self) -> reader::Days<'_> {
        (self.at.as_deref(), self.since.as_deref())
    }
}

/// How far an answer goes.
#[derive(Debug, Args)]
pub struct Reach {
    /// Stops after the central answer: no share, no turning points.
    #[arg(long)]
    pub quick: bool,
    /// Enumerates at most so many points for each side; what a limit leaves out widens the brackets.
    #[arg(long, value_name = "N", default_value_t = STATES, value_parser = clap::value_parser!(u32).range(1..))]
    pub states: u32,
}

fn supposed(text: &str) -> Result<(u32, f64), String> {
    let wrong = || "write a line of the beliefs file and a number, such as 12=0.4".to_owned();
    let (line, value) = text.split_once('=').ok_or_else(wrong)?;
    let number: f64 = value.trim().parse().map_err(|_| wrong())?;
    let line = line.trim().parse().map_err(|_| wrong())?;
    number.is_finite().then_some((line, number)).ok_or_else(wrong)
}

/// What to write.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The accord file.
    #[arg(required_unless_present = "case", conflicts_with = "case")]
    pub file: Option<PathBuf>,
    /// Instead of a file: a case that ships with the program, with its beliefs.
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,
    /// The beliefs file; by default the one beside the accord with its name.
    #[arg(long, value_name = "FILE")]
    pub beliefs: Option<PathBuf>,
    /// Another reader's beliefs about the same text: the report names where they differ, and computes
    /// nothing with them.
    #[arg(long, value_name = "FILE")]
    pub also: Vec<PathBuf>,
    /// Reports from where this record stands; without a name, the one beside the accord or of the case.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub events: Option<Option<PathBuf>>,
    /// Which day of the record.
    #[command(flatten)]
    pub day: Day,
    /// What is written; several with commas between them.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "html")]
    pub format: Vec<Paper>,
    /// Where it is written: a folder, which is made if there is none.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub out: PathBuf,
    /// The date of day 0 where the text gives none (`ics`).
    #[arg(long, value_name = "DATE")]
    pub day_zero: Option<String>,
    /// How many days ahead dates are told.
    #[arg(long, default_value_t = 366, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=7320))]
    pub days: u32,
    /// Seed of everything drawn.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// How far to go.
    #[command(flatten)]
    pub reach: Reach,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// The whole report, self-contained: `report.html`.
    Html,
    /// The same as Markdown: `report.md`.
    Md,
    /// One page in estimative language, as Markdown: `memo.md`.
    Memo,
    /// The same as a text document: `memo.docx`.
    Docx,
    /// Every table of the report, a sheet each: `tables.xlsx`.
    Xlsx,
    /// Dates of the text as a calendar: `deadlines.ics`.
    Ics,
}
