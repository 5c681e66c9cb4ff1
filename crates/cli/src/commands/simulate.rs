//! `detente simulate`.

use crate::args::SimulateArgs;
use crate::exit::{Answer, Failure};

/// Not wired yet.
pub fn run(_args: &SimulateArgs, _json: bool) -> Result<Answer, Failure> {
    Err(Failure::Usage("`simulate` is not part of this version yet".to_owned()))
}
