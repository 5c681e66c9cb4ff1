//! Game files: read, checked, refused with the place of what is wrong.

use std::path::Path;

use game::{GameFile, StochasticGame};

use crate::exit::Failure;
use crate::files;

/// A game file and its game.
pub fn read(path: &Path) -> Result<(GameFile, StochasticGame), Failure> {
    let name = files::as_typed(path);
    let refuse = |problem: String| Failure::Usage(format!("{name}: {problem}"));
    let text = String::from_utf8(files::bytes(path)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        refuse(format!("not UTF-8 from byte {good} on: save it as UTF-8"))
    })?;
    let file = GameFile::parse(&text).map_err(|error| refuse(error.to_string()))?;
    let game = file.game().map_err(|error| refuse(error.to_string()))?;
    Ok((file, game))
}
