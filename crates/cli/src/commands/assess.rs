//! `detente assess`.

use crate::args::AssessArgs;
use crate::exit::{Answer, Failure};

/// Not wired yet.
pub fn run(_args: &AssessArgs, _json: bool) -> Result<Answer, Failure> {
    Err(Failure::Usage("`assess` is not part of this version yet".to_owned()))
}
