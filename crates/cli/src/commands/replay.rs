//! `detente replay`: recorded events run through a text.

use crate::args::ReplayArgs;
use crate::exit::{Answer, Failure};
use crate::{files, texts};

/// Reads the accord and its events. What the text says of them is not part of this version yet.
pub fn run(args: &ReplayArgs, _json: bool) -> Result<Answer, Failure> {
    texts::accord(&args.file)?;
    let events = args.events.clone().unwrap_or_else(|| files::beside(&args.file, "events"));
    if !events.exists() {
        let (name, file) = (events.display(), args.file.display());
        return Err(Failure::Environment(format!(
            "no events {name} for {file}: name yours after the accord"
        )));
    }
    Err(Failure::Usage("`replay` is not part of this version yet".to_owned()))
}
