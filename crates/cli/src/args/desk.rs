//! The command line of the desk.

use std::path::PathBuf;

use clap::Args;
use desk::server::Address;

/// What to serve, and where.
#[derive(Debug, Args)]
pub struct DeskArgs {
    /// The folder of a station of the line. A link for each seat is printed, and is good once.
    #[arg(
        required_unless_present_any = ["demo", "exercise"],
        conflicts_with_all = ["demo", "exercise"],
        value_name = "FOLDER"
    )]
    pub folder: Option<PathBuf>,
    /// The compartment of that station, where its line has several.
    #[arg(long, value_name = "NAME", requires = "folder")]
    pub compartment: Option<String>,
    /// The accord to demonstrate, with the events beside it: read only, nothing is signed or sent.
    #[arg(long, value_name = "FILE.accord")]
    pub demo: Option<PathBuf>,
    /// Recorded events to demonstrate it with (default: those beside the accord, or none).
    #[arg(long, value_name = "FILE.events", requires = "demo")]
    pub events: Option<PathBuf>,
    /// An exercise: the other side does what the file says, nothing is signed or sent.
    #[arg(long, value_name = "FILE.exercise", conflicts_with_all = ["demo", "now", "beliefs"])]
    pub exercise: Option<PathBuf>,
    /// Beliefs under which the page of the outlook looks ahead; without it there is no such page.
    #[arg(long, value_name = "FILE.beliefs")]
    pub beliefs: Option<PathBuf>,
    /// Points that an outlook enumerates for each side; what a limit leaves out widens its brackets.
    #[arg(long, value_name = "N", default_value_t = 200_000, requires = "beliefs", value_parser = clap::value_parser!(u32).range(1..))]
    pub states: u32,
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8417")]
    pub listen: Address,
    /// Lets other machines reach it. What the desk sends is not encrypted.
    #[arg(long)]
    pub open_to_others: bool,
    /// The time, for exercises only, as `detente line --now` takes it.
    #[arg(long, value_name = "TIME", conflicts_with = "demo")]
    pub now: Option<String>,
}
