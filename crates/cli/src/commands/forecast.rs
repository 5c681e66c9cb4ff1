//! `detente replay --forecast`: what would have been said from each date of a record.

use std::path::Path;

use explore::backtest::Effort;
use lang::source::Source;
use reader::{Text, forecast};
use report::backtest::{self, Case};

use crate::args::ReplayArgs;
use crate::cases;
use crate::commands::replay;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;

/// The three files of a case.
struct Files {
    name: String,
    accord: Source,
    beliefs: Source,
    events: Source,
}

/// Forecasts one case, or all that ship, and scores the forecasts.
pub fn run(args: &ReplayArgs, as_json: bool) -> Result<Answer, Failure> {
    let files = match &args.file {
        Some(file) => vec![named(args, file)?],
        None => shipped()?,
    };
    let effort = Effort { paths: args.paths, seed: args.seed };
    let progress = Progress::start();
    let cases = tested(files, effort, &progress)?;
    progress.finish();
    let answer = backtest::answer(&cases, effort.paths, effort.seed);
    if let Some(picture) = &args.picture {
        files::write(picture, &backtest::picture(&answer))?;
    }
    let text = if as_json {
        report::json::text(&answer)
    } else {
        backtest::page(&cases, effort.paths, effort.seed)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

/// Every case that ships with a record.
pub fn all_shipped(effort: Effort, progress: &Progress) -> Result<Vec<Case>, Failure> {
    tested(shipped()?, effort, progress)
}

fn tested(files: Vec<Files>, effort: Effort, progress: &Progress) -> Result<Vec<Case>, Failure> {
    files.into_iter().map(|it| one(it, effort, progress)).collect()
}

fn named(args: &ReplayArgs, file: &Path) -> Result<Files, Failure> {
    let name = file.file_stem().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let beliefs = args.beliefs.clone().unwrap_or_else(|| files::beside(file, "beliefs"));
    let events = replay::events_path(args.events.as_deref(), file)?;
    Ok(Files {
        name,
        accord: files::read(file)?,
        beliefs: files::read(&beliefs)?,
        events: files::read(&events)?,
    })
}

fn shipped() -> Result<Vec<Files>, Failure> {
    let one = |(name, beliefs, events): &(&str, &str, &str)| {
        let (name, accord) = cases::find(name)?;
        Ok(Files {
            name: name.to_owned(),
            accord: Source::new(format!("{name}.accord"), accord),
            beliefs: Source::new(format!("{name}.beliefs"), *beliefs),
            events: Source::new(format!("{name}.events"), *events),
        })
    };
    cases::RECORDED.iter().map(one).collect()
}

fn one(files: Files, effort: Effort, progress: &Progress) -> Result<Case, Failure> {
    let text = Text::compiled(files.accord)?;
    let tell = |dates: usize| progress.step(&format!("{}: {dates} dates", files.name));
    Ok(forecast(&files.name, &text, (&files.beliefs, &files.events), effort, &tell)?)
}
