//! `detente replay`: recorded events run through a text.

use std::path::{Path, PathBuf};

use explore::replay::{Expectation, Recorded, Replay, parting, replay};
use kernel::ActorId;
use lang::events::{Events, compile_events};
use lang::source::Source;
use lang::{Lowered, render};
use reader::Text;
use report::history::{self, History};
use report::{Labels, Run, json};

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
    let source = files::read(&path)?;
    let events = events(&source, &text, &text.compiled.common)?;
    let readings = readings(&source, &text)?;
    let mut replays = vec![replayed(&text.compiled.common, &events)];
    replays.extend(readings.iter().map(|(_, lowered, events)| replayed(lowered, events)));
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let readers: Vec<ActorId> = readings.iter().map(|it| it.0).collect();
    let run = Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(file),
        history_file: files::as_typed(&path),
        ..Run::default()
    };
    let reading = |at: usize| at.checked_sub(1).and_then(|at| readings.get(at));
    let names = |at: usize| reading(at).map_or(&text.compiled.common, |it| it.1);
    let parting = parting(&replays, &|at, item| names(at).names.item(item).to_owned());
    let Some(first) = replays.first() else {
        return Err(Failure::Bug("no reading was replayed".to_owned()));
    };
    let history = History {
        labels: &labels,
        events: &events,
        replay: first,
        readers: &readers,
        parting: parting.as_ref(),
        run: &run,
    };
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

/// A history in the terms of one reading.
pub fn events(source: &Source, text: &Text, read: &Lowered) -> Result<Events, Failure> {
    let compiled = compile_events(source, &text.compiled, read);
    compiled.events.ok_or_else(|| Failure::Text(render(&compiled.diagnostics, source)))
}

/// Each party's own reading with the history in its terms.
fn readings<'t>(
    source: &Source,
    text: &'t Text,
) -> Result<Vec<(ActorId, &'t Lowered, Events)>, Failure> {
    let one = |reading: &'t lang::Reading| {
        let party = text.compiled.common.names.actor(&reading.party)?;
        let events = events(source, text, &reading.lowered);
        Some(events.map(|events| (party, &reading.lowered, events)))
    };
    text.compiled.readings.iter().filter_map(one).collect()
}

fn replayed(lowered: &Lowered, events: &Events) -> Replay {
    let history: Vec<Recorded> = events.lines.iter().map(recorded).collect();
    replay(&lowered.accord, &history, events.until)
}

/// One line of it as the replay takes it.
pub fn recorded(line: &lang::events::RecordedEvent) -> Recorded {
    let expect = line.expect.iter().map(|it| Expectation { kind: it.kind, item: it.item });
    Recorded { at: line.at, act: line.act.clone(), expect: expect.collect() }
}
