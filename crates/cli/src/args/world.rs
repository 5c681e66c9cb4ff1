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
