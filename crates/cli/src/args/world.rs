//! Arguments of the commands about the world outside a text.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What there is to enrich, and with what.
#[derive(Debug, Args)]
pub struct BreakoutArgs {
    /// Stock by level: per cent of U-235 and kg of uranium, as in '3.67=202.8,60=12'; none if not
    /// given. `UF6` behind a mass makes it kg of hexafluoride, as in '3.67=300UF6'.
    #[arg(long, value_name = "LEVEL=KG,...", allow_hyphen_values = true)]
    pub stock: Option<String>,
    /// Nominal capacity, SWU a year.
    #[arg(long, value_name = "N", allow_hyphen_values = true, conflicts_with = "machines")]
    pub swu: Option<String>,
    /// Machines by published type instead of a capacity, as in 'IR-1=5060'.
    #[arg(long, value_name = "TYPE=COUNT,...", allow_hyphen_values = true)]
    pub machines: Option<String>,
    /// Stock by level that nobody has verified; the answer is given without and with it.
    #[arg(long, value_name = "LEVEL=KG,...", allow_hyphen_values = true)]
    pub unaccounted: Option<String>,
    /// Days from the start to the first report of it; what is left then is given too.
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    pub lag: Option<String>,
    /// Reads every mass as kg of UF6.
    #[arg(long)]
    pub uf6: bool,
}

/// What to fit.
#[derive(Debug, Args)]
pub struct FitArgs {
    /// What to fit.
    #[command(subcommand)]
    pub what: FitWhat,
}

/// What to fit.
#[derive(Debug, Subcommand)]
pub enum FitWhat {
    /// Fits a self-exciting process to a list of dates or the readings of a tally, and says whether
    /// a constant rate is enough.
    Incidents(FitIncidentsArgs),
    /// Prints the page of every model beside what was published (docs/validation.md).
    Validation,
}

/// A record of occurrences.
#[derive(Debug, Args)]
pub struct FitIncidentsArgs {
    /// A CSV table with a column `date`, or with `as_of` and `cumulative...`; rows whose
    /// `confidence` is C are left out.
    pub file: PathBuf,
    /// Reads events coded in CAMEO or PLOVER (`date`, `actor`, `target`, `code`) and fits those in
    /// which force was used.
    #[arg(long)]
    pub coded: bool,
    /// Tells kinds apart by this column, and says which calls forth which.
    #[arg(long, value_name = "COLUMN", conflicts_with = "coded")]
    pub by: Option<String>,
    /// Where to draw the picture (SVG).
    #[arg(long, default_value = "incidents.svg", value_name = "FILE")]
    pub picture: PathBuf,
    /// Draws no picture.
    #[arg(long, conflicts_with = "picture")]
    pub no_picture: bool,
    /// Seed of everything drawn.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
}

/// What an accord kept, rather than broken, does to the price of oil.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct OilArgs {
    /// Another question.
    #[command(subcommand)]
    pub what: Option<OilWhat>,
    /// The state broken into: kept, incidents, exports, small, medium, large or strait.
    #[arg(long, default_value = "exports", value_name = "STATE")]
    pub broken: String,
    /// Day of the answer, and last day of the price paths.
    #[arg(long, default_value_t = 14, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub day: u32,
    /// Price without either, USD a barrel; by default the last quote at hand.
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub price: Option<String>,
    /// Spare capacity that can reach the sea, million barrels a day; 0 if not given.
    #[arg(long, value_name = "MBD", allow_hyphen_values = true)]
    pub spare: Option<String>,
    /// Oil let out of stocks, million barrels a day; 0 if not given.
    #[arg(long, value_name = "MBD", allow_hyphen_values = true)]
    pub release: Option<String>,
    /// Days that it is let out for; 60 if not given.
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    pub release_days: Option<String>,
    /// Days in which a risk premium falls by half; 20 if not given.
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    pub half_life: Option<String>,
    /// Elasticities of one study alone, by a part of its name; all of them if not given.
    #[arg(long, value_name = "NAME")]
    pub study: Option<String>,
}

/// Another question about oil.
#[derive(Debug, Subcommand)]
pub enum OilWhat {
    /// Says what prices did about dated events.
    Events(OilEventsArgs),
}

/// Events and quotes.
#[derive(Debug, Args)]
pub struct OilEventsArgs {
    /// CSV with columns `date` and `event`; by default the table at hand.
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// CSV with columns `date` and `price`; by default the table at hand.
    #[arg(long, value_name = "FILE")]
    pub quotes: Option<PathBuf>,
}

/// What was seen of an attack.
#[derive(Debug, Args)]
pub struct AttributeArgs {
    /// What was seen, as in `warning=stopped weapon=common`.
    #[arg(value_name = "QUESTION=OUTCOME")]
    pub seen: Vec<String>,
    /// A prior of one's own beside the three that ship: chances that add up to 1.
    #[arg(long, value_name = "NAME=D,T,A")]
    pub prior: Vec<String>,
    /// Questions and chances of one's own (CSV: question, outcome, directed, tolerated, autonomous,
    /// mark, source).
    #[arg(long, value_name = "FILE")]
    pub table: Option<PathBuf>,
}
