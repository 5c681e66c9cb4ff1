//! Game files: read, checked, refused with the place of what is wrong.

use std::path::Path;

use game::{GameFile, OrdinalFile, OrdinalGraph, StochasticGame};

use crate::exit::Failure;
use crate::files;

/// A game file and its game.
pub fn read(path: &Path) -> Result<(GameFile, StochasticGame), Failure> {
    let text = text(path)?;
    let file = GameFile::parse(&text).map_err(|error| refused(path, &error.to_string()))?;
    let game = file.game().map_err(|error| refused(path, &error.to_string()))?;
    Ok((file, game))
}

/// The same with a constant added to every payoff.
pub fn raised(path: &Path, by: f64) -> Result<(GameFile, StochasticGame), Failure> {
    let (file, _) = read(path)?;
    let file = file.moved(by);
    let game = file.game().map_err(|error| refused(path, &error.to_string()))?;
    Ok((file, game))
}

/// A file of moves and preferences, and its conflict.
pub fn conflict(path: &Path) -> Result<(OrdinalFile, OrdinalGraph), Failure> {
    let text = text(path)?;
    let file = OrdinalFile::parse(&text).map_err(|error| refused(path, &error.to_string()))?;
    let graph = file.graph().map_err(|error| refused(path, &error))?;
    Ok((file, graph))
}

fn refused(path: &Path, problem: &str) -> Failure {
    Failure::Usage(format!("{}: {problem}", files::as_typed(path)))
}

fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(files::bytes(path)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        refused(path, &format!("not UTF-8 from byte {good} on: save it as UTF-8"))
    })
}
