//! `detente new`.

use crate::args::NewArgs;
use crate::exit::{Answer, Failure};

/// Not wired yet.
pub fn run(_args: &NewArgs, _json: bool) -> Result<Answer, Failure> {
    Err(Failure::Usage("`new` is not part of this version yet".to_owned()))
}
