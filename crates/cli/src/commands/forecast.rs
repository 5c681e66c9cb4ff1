//! `detente replay --forecast`: what would have been said from each date of a record.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use explore::backtest::{Case as Recorded, Effort, backtest};
use lang::events::Events;
use lang::source::Source;
use reader::Text;
use report::Labels;
use report::backtest::{self, Case};
use world::{Beliefs, Mark};

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
    let beliefs = reader::beliefs_in(&files.beliefs, &text)?;
    let accord = reader::without(&text.compiled.common, &beliefs)?;
    let events = replay::events(&files.events, &text, &text.compiled.common)?;
    let history: Vec<_> = usable(&events).map(replay::recorded).collect();
    let last = history.last().map_or(kernel::Hours::ZERO, |line| line.at);
    let case = Recorded {
        name: &files.name,
        accord: &accord,
        beliefs: &beliefs,
        day_zero: events.day_zero.0,
        history: &history,
        until: events.until.unwrap_or(last),
    };
    let done = AtomicUsize::new(0);
    let tell = || {
        let dates = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress.step(&format!("{}: {dates} dates", files.name));
    };
    let test = backtest(&case, effort, &tell);
    Ok(told(files.name.clone(), &text, &beliefs, &events, test))
}

/// Lines that may support a figure: all but those recollected and unchecked.
fn usable(events: &Events) -> impl Iterator<Item = &lang::events::RecordedEvent> {
    events.lines.iter().filter(|line| line.mark != Some(Mark::C))
}

fn told(
    name: String,
    text: &Text,
    beliefs: &Beliefs,
    events: &Events,
    test: explore::backtest::BackTest,
) -> Case {
    let count = |mark: Option<Mark>| {
        let lines = usable(events).filter(|line| line.mark == mark).count();
        (lines > 0).then_some((mark, lines))
    };
    let marks = [Some(Mark::A), Some(Mark::B), Some(Mark::Derived), None];
    Case {
        name,
        labels: Labels::from_text(&text.compiled, text.hash.clone()),
        entries: beliefs.entries.iter().map(|entry| entry.name.clone()).collect(),
        lines: marks.into_iter().filter_map(count).collect(),
        test,
    }
}
