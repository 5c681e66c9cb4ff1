//! Where a record stands: its lines up to a day, what a page needs of it, and what falls due from there.

use explore::outlook::{Glance, Moved};
use explore::plan::{Plan, plan};
use explore::replay::{Recorded, Replay, replay};
use kernel::Hours;
use lang::Events;
use lang::ast::Date;
use lang::source::Source;
use report::history::History;
use report::page::Record;
use report::plan::Schedule;
use report::{Labels, Run};

use crate::replayed::{events, recorded};
use crate::text::Text;
use crate::unread::Unread;

/// Days of a record as typed: the one to look from, and the one since which changes are told.
pub type Days<'a> = (Option<&'a str>, Option<&'a str>);

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
    /// Reads a record, called so on a page, and stops at a day: by default the last recorded, and changes
    /// since the day before. Dates ahead are told for so many days.
    ///
    /// # Errors
    /// Errors in the record, and days that are none of it.
    pub fn read(
        text: &Text,
        (source, called): (&Source, String),
        (at, since): Days<'_>,
        ahead: u32,
    ) -> Result<Self, Unread> {
        let mut events = events(source, text, &text.compiled.common)?;
        let zero = Some(events.day_zero);
        let asked = |day: Option<&str>| day.map(|it| moment(it, zero)).transpose();
        let last = events.lines.last().map(|line| line.at);
        let end = events.until.max(last).unwrap_or(Hours::ZERO);
        let at = asked(at)?.unwrap_or(end);
        let since = asked(since)?.unwrap_or(at.minus(Hours::days(1).min(at)));
        if since > at {
            return Err(Unread::Usage("--since lies after --at: give an earlier day".to_owned()));
        }
        events.lines.retain(|line| line.at <= at);
        let history: Vec<Recorded> = events.lines.iter().map(recorded).collect();
        let accord = text.compiled.accord();
        let replay = replay(accord, &history, Some(at));
        let plan = plan(accord, &replay.state, at, Hours::days(ahead));
        let run = Run { history_file: called, ..Run::default() };
        Ok(Self { events, history, at, since, replay, plan, run })
    }

    /// As a page takes it.
    #[must_use]
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
    #[must_use]
    pub fn schedule<'a>(&'a self, labels: &'a Labels) -> Schedule<'a> {
        let day_zero: Option<Date> = Some(self.events.day_zero);
        Schedule { labels, plan: &self.plan, day_zero, run: &self.run }
    }
}

/// What falls due within so many days of a day: by default the last recorded, or day 0 where nothing is.
/// With the date of day 0, if it has one.
///
/// # Errors
/// Errors in the record, and a day that is none of it.
pub fn due(
    text: &Text,
    record: Option<&Source>,
    at: Option<&str>,
    days: u32,
) -> Result<(Plan, Option<Date>), Unread> {
    let events = record.map(|it| events(it, text, &text.compiled.common)).transpose()?;
    let day_zero = events.as_ref().map(|it| it.day_zero).or(text.compiled.day_zero);
    let at = at.map(|day| moment(day, day_zero)).transpose()?;
    let lines = events.as_ref().map_or(&[][..], |it| &it.lines);
    let kept = lines.iter().filter(|line| at.is_none_or(|at| line.at <= at));
    let so_far: Vec<Recorded> = kept.map(recorded).collect();
    let end = events.as_ref().and_then(|it| it.until);
    let last = so_far.last().map(|line| line.at);
    let from = at.or(end.max(last)).unwrap_or(Hours::ZERO);
    let accord = text.compiled.accord();
    let state = replay(accord, &so_far, Some(from)).state;
    Ok((plan(accord, &state, from, Hours::days(days)), day_zero))
}

/// A day as typed: `140`, or a date if day 0 is one.
fn moment(day: &str, day_zero: Option<Date>) -> Result<Hours, Unread> {
    if let Ok(days) = day.parse() {
        return Ok(Hours::days(days));
    }
    let wrong = |why: &str| Unread::Usage(format!("--at {day}: {why}"));
    let date = day
        .parse()
        .map(Date)
        .map_err(|_| wrong("write a date such as 2026-03-31, or a number of days"))?;
    let zero =
        day_zero.ok_or_else(|| wrong("day 0 of this text is no date: give a number of days"))?;
    let days = u32::try_from(date.days_since(zero)).map_err(|_| wrong("this is before day 0"))?;
    Ok(Hours::days(days))
}
