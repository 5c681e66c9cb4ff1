//! The watch log: what happened since the watch began, what runs out in it, and who handed over to whom.

use kernel::Hours;
use schemars::JsonSchema;
use serde::Serialize;

use super::conduct::{Call, conduct};
use super::record::{Entry, entry};
use super::today::{Wanting, today};
use super::{Due, Moment, Note, Stamp, notes};

/// How long a watch is taken to be where none was handed over: twelve hours.
const WATCH: Hours = Hours(12);
/// How far ahead its clocks are listed: a day.
const AHEAD: Hours = Hours(24);
/// How many rows of a list a page shows.
const SHOWN: usize = 100;

/// A watch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Watch {
    /// Since when: the last handover, else twelve hours before the moment that is shown.
    pub since: Stamp,
    /// Whether it began with a handover.
    pub handed: bool,
    /// Whether an incident is open.
    pub incident_open: bool,
    /// What happened in it, latest first.
    pub events: Vec<Entry>,
    /// Messages of others that nobody has acknowledged, latest first.
    pub unread: Vec<Call>,
    /// What runs out within a day, and what is said then if nobody does anything more.
    pub clocks: Vec<Due>,
    /// Duties that are late, unproved, or said not to be performed.
    pub wanting: Vec<Wanting>,
    /// Handovers, latest first.
    pub handovers: Vec<Note>,
}

/// The watch at a moment.
#[must_use]
pub fn watch(moment: &Moment) -> Watch {
    let handovers = notes(moment, SHOWN, |it| it.own && it.kind == "watch_handover");
    let began = handovers.first().map(|it| Hours::days(it.at.day).plus(Hours(it.at.hour)));
    let since = began.unwrap_or(moment.at.minus(WATCH));
    let now = today(moment);
    let events = moment.entries().iter().rev().take_while(|it| it.at >= since);
    let clocks = moment.plan.silence.iter().filter(|it| it.at <= moment.at.plus(AHEAD));
    let calls = conduct(moment).calls.into_iter();
    Watch {
        since: moment.stamp(since),
        handed: began.is_some(),
        incident_open: now.incident_open,
        events: events.take(SHOWN).map(|it| entry(moment, it)).collect(),
        unread: calls.filter(|call| call.minutes.is_none()).collect(),
        clocks: clocks
            .map(|it| Due { at: moment.stamp(it.at), said: moment.said(&it.verdict) })
            .collect(),
        wanting: now.wanting,
        handovers,
    }
}
