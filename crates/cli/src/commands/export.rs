//! `detente export`: a game as text that another program reads.

use game::{GameFile, StochasticGame};
use serde_json::json;

use crate::args::{ExportArgs, Format};
use crate::exit::{Answer, Exit, Failure};
use crate::games;

/// Writes the game to standard output.
pub fn run(args: &ExportArgs, as_json: bool) -> Result<Answer, Failure> {
    let (file, game) = games::raised(&args.game, args.raise)?;
    let text = text(args, &file, &game)?;
    let text = if as_json {
        let answer = json!({ "game": file.name, "format": name(args.format), "text": text });
        format!("{answer:#}\n")
    } else {
        text
    };
    Ok(Answer { text, exit: Exit::Yes })
}

fn text(args: &ExportArgs, file: &GameFile, game: &StochasticGame) -> Result<String, Failure> {
    let too_large = |error: game::ExportError| Failure::Usage(error.to_string());
    match args.format {
        Format::GameJson => {
            let text = file.text().map_err(|error| Failure::Bug(error.to_string()))?;
            Ok(text + "\n")
        }
        Format::Prism => Ok(game::prism(file, game)),
        Format::Drn => Ok(game::drn(file, game)),
        Format::Efg => game::efg(file, game, args.periods).map_err(too_large),
        Format::Nfg => game::nfg(file, game).map_err(too_large),
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::GameJson => "game-json",
        Format::Prism => "prism",
        Format::Drn => "drn",
        Format::Efg => "efg",
        Format::Nfg => "nfg",
    }
}
