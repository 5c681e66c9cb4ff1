//! What the desk is handed: a compiled text, its names, its record, its zones.

use std::path::{Path, PathBuf};

use atlas::published::occurrences;
use desk::matter::{Line, Matter, WallClock};
use jiff::civil::{Date, Weekday};
use kernel::{Hours, WorkstreamId};
use lang::Compiled;
use lang::events::{Events, RecordedEvent};
use reader::Text;
use report::Labels;

use crate::exit::Failure;
use crate::files;
use crate::texts;

/// How far the slider goes where nothing is recorded, in days.
const UNRECORDED: u32 = 365;

/// A clock on the wall: what hangs under it, its zone, and the days on which offices there are closed.
type Capital = ([&'static str; 2], &'static str, [Weekday; 2]);

/// The clocks on the wall: of the two capitals.
const CLOCKS: [Capital; 2] = [
    (["Washington", "واشنگتن"], "America/New_York", [Weekday::Saturday, Weekday::Sunday]),
    (["Tehran", "تهران"], "Asia/Tehran", [Weekday::Thursday, Weekday::Friday]),
];

/// An accord with the events named, or those beside it.
pub fn demonstrated(file: &Path, named: Option<&PathBuf>) -> Result<Matter, Failure> {
    let text = texts::accord(file)?;
    let beside = files::beside(file, "events");
    let path = named.cloned().or_else(|| beside.exists().then_some(beside));
    let events = path.map(|path| -> Result<Events, Failure> {
        let source = files::read(&path)?;
        Ok(reader::events(&source, &text, &text.compiled.common)?)
    });
    Ok(matter(&text, events.transpose()?.as_ref(), files::as_typed(file)))
}

fn matter(text: &Text, events: Option<&Events>, from: String) -> Matter {
    let lines: Vec<Line> = events.map_or(&[][..], |it| &it.lines).iter().map(line).collect();
    let last = lines.last().map(|line| line.at);
    let until = events.and_then(|it| it.until).max(last).unwrap_or(Hours::days(UNRECORDED));
    let day_zero = events.map(|it| it.day_zero).or(text.compiled.day_zero);
    assembled(text, (lines, until), day_zero.map(|date| date.0), from)
}

/// A text with a record that time passes after, up to some time.
pub fn assembled(
    text: &Text,
    (lines, until): (Vec<Line>, Hours),
    day_zero: Option<Date>,
    from: String,
) -> Matter {
    let compiled = &text.compiled;
    Matter {
        accord: compiled.accord().clone(),
        labels: Labels::from_text(compiled, text.hash.clone()),
        day_zero,
        lines,
        until,
        occurrences: occurrences(),
        clocks: CLOCKS.iter().map(clock).collect(),
        from,
        exercise: false,
        talk: Vec::new(),
        confined: confined(compiled),
    }
}

/// Files that the text keeps to those named in it.
fn confined(compiled: &Compiled) -> Vec<WorkstreamId> {
    let files = compiled.terms.workstreams().filter(|it| !it.visible_to.is_empty());
    files.filter_map(|it| compiled.common.names.workstream(&it.head.name.text)).collect()
}

fn clock((place, zone, free): &Capital) -> WallClock {
    let place = place.map(str::to_owned);
    WallClock { place, zone: (*zone).to_owned(), free: free.to_vec() }
}

/// A recorded line. One that only expects says nothing of its own.
pub fn line(recorded: &RecordedEvent) -> Line {
    Line {
        at: recorded.at,
        act: recorded.act.clone(),
        text: recorded.text.clone(),
        source: recorded.source.clone(),
        mark: recorded.mark.map(|mark| format!("{mark:?}")),
        proof: None,
    }
}
