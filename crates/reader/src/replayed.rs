//! Recorded events run through a text, in everybody's reading and in each party's own.

use explore::replay::{Expectation, Parting, Recorded, Replay, parting, replay};
use kernel::ActorId;
use lang::Lowered;
use lang::events::{Events, RecordedEvent, compile_events};
use lang::source::Source;
use report::history::History;
use report::{Labels, Run};

use crate::text::Text;
use crate::unread::Unread;

/// What a text says of each event of a record.
pub struct Replayed {
    labels: Labels,
    events: Events,
    replay: Replay,
    readers: Vec<ActorId>,
    parting: Option<Parting>,
}

/// Runs a record through a text.
///
/// # Errors
/// Errors in the record.
pub fn replayed(text: &Text, source: &Source) -> Result<Replayed, Unread> {
    let common = &text.compiled.common;
    let events = events(source, text, common)?;
    let readings = readings(source, text)?;
    let replay = of(common, &events);
    let mut replays = vec![replay.clone()];
    replays.extend(readings.iter().map(|(_, lowered, events)| of(lowered, events)));
    let reading = |at: usize| at.checked_sub(1).and_then(|at| readings.get(at));
    let names = |at: usize| reading(at).map_or(common, |it| it.1);
    let parting = parting(&replays, &|at, item| names(at).names.item(item).to_owned());
    let readers = readings.iter().map(|it| it.0).collect();
    Ok(Replayed { labels: text.labels(), events, replay, readers, parting })
}

impl Replayed {
    /// All that a page about it says.
    #[must_use]
    pub fn history<'a>(&'a self, run: &'a Run) -> History<'a> {
        History {
            labels: &self.labels,
            events: &self.events,
            replay: &self.replay,
            readers: &self.readers,
            parting: self.parting.as_ref(),
            run,
        }
    }
}

/// A record in the terms of one reading.
///
/// # Errors
/// Errors in the record.
pub fn events(source: &Source, text: &Text, read: &Lowered) -> Result<Events, Unread> {
    let compiled = compile_events(source, &text.compiled, read);
    compiled.events.ok_or_else(|| Unread::text(source, compiled.diagnostics))
}

/// Each party's own reading with the record in its terms.
fn readings<'t>(
    source: &Source,
    text: &'t Text,
) -> Result<Vec<(ActorId, &'t Lowered, Events)>, Unread> {
    let one = |reading: &'t lang::Reading| {
        let party = text.compiled.common.names.actor(&reading.party)?;
        let events = events(source, text, &reading.lowered);
        Some(events.map(|events| (party, &reading.lowered, events)))
    };
    text.compiled.readings.iter().filter_map(one).collect()
}

fn of(lowered: &Lowered, events: &Events) -> Replay {
    let history: Vec<Recorded> = events.lines.iter().map(recorded).collect();
    replay(&lowered.accord, &history, events.until)
}

/// One line of a record as the replay takes it.
#[must_use]
pub fn recorded(line: &RecordedEvent) -> Recorded {
    let expect = line.expect.iter().map(|it| Expectation { kind: it.kind, item: it.item });
    Recorded { at: line.at, act: line.act.clone(), expect: expect.collect() }
}
