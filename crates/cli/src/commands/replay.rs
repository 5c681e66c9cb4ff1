//! `detente replay`.

use crate::args::ReplayArgs;
use crate::exit::{Answer, Failure};

/// Not wired yet.
pub fn run(_args: &ReplayArgs, _json: bool) -> Result<Answer, Failure> {
    Err(Failure::Usage("`replay` is not part of this version yet".to_owned()))
}
