//! Where a record stands: its lines up to a day, and what a page needs of it.

use explore::outlook::{Glance, Moved};
use explore::plan::{Plan, plan};
use explore::replay::{Recorded, Replay, replay};
use kernel::Hours;
use lang::Events;
use lang::ast::Date;
use lang::source::Source;
use reader::Text;
use report::history::History;
use report::page::Record;
use report::plan::Schedule;
use report::{Labels, Run};

use super::plan::moment;
use super::replay::{events, recorded};
use crate::args::Day;
use crate::exit::Failure;
use crate::files;

/// A record up to a day.
pub struct Standing {
    events: Events,
    /// Its lines as a replay takes them.
    pub history: Vec<Recorded>,
    /// Which day, since day 0.
    pub at: Hours,
    /// The day since which changes are told.
    pub since: Hours,
    replay: Replay,
    plan: Plan,
    run: Run,
}

impl Standing {
    /// Reads a record and stops at a day; dates ahead are told for so many days.
    pub fn read(text: &Text, source: &Source, day: &Day, ahead: u32) -> Result<Self, Failure> {
        let mut events = events(source, text, &text.compiled.common)?;
        let zero = Some(events.day_zero);
        let asked = |day: &Option<String>| day.as_deref().map(|it| moment(it, zero)).transpose();
        let last = events.lines.last().map(|line| line.at);
        let end = events.until.max(last).unwrap_or(Hours::ZERO);
        let at = asked(&day.at)?.unwrap_or(end);
        let since = asked(&day.since)?.unwrap_or(at.minus(Hours::days(1).min(at)));
        if since > at {
            return Err(Failure::Usage("--since lies after --at: give an earlier day".to_owned()));
        }
        events.lines.retain(|line| line.at <= at);
        let history: Vec<Recorded> = events.lines.iter().map(recorded).collect();
        let accord = text.compiled.accord();
        let replay = replay(accord, &history, Some(at));
        let plan = plan(accord, &replay.state, at, Hours::days(ahead));
        let file = files::as_typed(std::path::Path::new(source.name()));
        let run = Run { history_file: file, ..Run::default() };
        Ok(Self { events, history, at, since, replay, plan, run })
    }

    /// As a page takes it.
    pub fn record<'a>(
        &'a self,
        labels: &'a Labels,
        moved: Option<&'a (Glance, Vec<Moved>)>,
    ) -> Record<'a> {
        Record {
            at: self.at,
            history: History {
                labels,
                events: &self.events,
                replay: &self.replay,
                readers: &[],
                parting: None,
                run: &self.run,
            },
            schedule: self.schedule(labels),
            moved: moved.map(|(was, steps)| (was, steps.as_slice())),
        }
    }

    /// What falls due from there.
    pub fn schedule<'a>(&'a self, labels: &'a Labels) -> Schedule<'a> {
        let day_zero: Option<Date> = Some(self.events.day_zero);
        Schedule { labels, plan: &self.plan, day_zero, run: &self.run }
    }
}
