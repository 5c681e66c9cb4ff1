//! The command line of the desk.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// What to serve, and where.
#[derive(Debug, Args)]
pub struct DeskArgs {
    /// The accord to demonstrate, with the events beside it: read only, nothing is signed or sent.
    #[arg(long, value_name = "FILE.accord")]
    pub demo: PathBuf,
    /// Recorded events (default: those beside the accord, or none).
    #[arg(long, value_name = "FILE.events")]
    pub events: Option<PathBuf>,
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8417")]
    pub listen: SocketAddr,
    /// Lets other machines reach it. What the desk sends is not encrypted.
    #[arg(long)]
    pub open_to_others: bool,
}
