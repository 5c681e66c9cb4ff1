//! `detente replay`: recorded events run through a text.

use std::path::{Path, PathBuf};

use reader::replayed;
use report::history;
use report::{Run, json};

use crate::args::ReplayArgs;
use crate::commands::forecast;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::texts;

/// Reads the accord and its events, and prints what the text says of each.
pub fn run(args: &ReplayArgs, as_json: bool) -> Result<Answer, Failure> {
    let Some(file) = args.file.as_ref().filter(|_| !args.forecast) else {
        return forecast::run(args, as_json);
    };
    let text = texts::accord(file)?;
    let path = events_path(args.events.as_deref(), file)?;
    let replayed = replayed(&text, &files::read(&path)?)?;
    let run = Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(file),
        history_file: files::as_typed(&path),
        ..Run::default()
    };
    let history = replayed.history(&run);
    let text =
        if as_json { json::text(&history::answer(&history)) } else { history::page(&history) };
    Ok(Answer { text, exit: Exit::no_if(!history.agrees()) })
}

/// The events named, or those beside the accord.
pub fn events_path(named: Option<&Path>, file: &Path) -> Result<PathBuf, Failure> {
    if let Some(path) = named {
        return Ok(path.to_path_buf());
    }
    let beside = files::beside(file, "events");
    if beside.exists() {
        return Ok(beside);
    }
    let (name, file) = (beside.display(), file.display());
    Err(Failure::Environment(format!("no events {name} for {file}: name yours after the accord")))
}
