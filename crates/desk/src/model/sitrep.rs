//! The situation report: a period, what happened in it, open clocks, what wants attention, what may be said.

use kernel::Hours;
use schemars::JsonSchema;
use serde::Serialize;

use super::record::{Entry, entry};
use super::today::{Wanting, today};
use super::{Due, Moment, Stamp};

/// How long a period is: a week.
pub const PERIOD: Hours = Hours::days(7);

/// A situation report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sitrep {
    /// From when.
    pub from: Stamp,
    /// Up to when.
    pub until: Stamp,
    /// Whether an incident is open.
    pub incident_open: bool,
    /// Red lines and inquiries with a clock that runs.
    pub alarms: Vec<String>,
    /// What happened, in order.
    pub events: Vec<Entry>,
    /// What runs out in the next period, and what is said then if nobody does anything more.
    pub clocks: Vec<Due>,
    /// Duties that are late, unproved, or said not to be performed.
    pub wanting: Vec<Wanting>,
    /// Words that the text lets each side say in public.
    pub sayable: Vec<Sayable>,
}

/// Words that may be said in public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sayable {
    /// The words, as the text has them.
    pub words: String,
    /// Who may say them.
    pub by: Vec<String>,
}

/// The report of the period that ends at a moment.
#[must_use]
pub fn sitrep(moment: &Moment) -> Sitrep {
    let (start, end) = (moment.at.minus(PERIOD), moment.at.plus(PERIOD));
    let now = today(moment);
    let events = moment.entries().iter().filter(|it| it.at > start || start == Hours::ZERO);
    let clocks = moment.plan.silence.iter().filter(|it| it.at <= end);
    Sitrep {
        from: moment.stamp(start),
        until: moment.stamp(moment.at),
        incident_open: now.incident_open,
        alarms: now.alarms,
        events: events.map(|it| entry(moment, it)).collect(),
        clocks: clocks
            .map(|it| Due { at: moment.stamp(it.at), said: moment.said(&it.verdict) })
            .collect(),
        wanting: now.wanting,
        sayable: sayable(moment),
    }
}

fn sayable(moment: &Moment) -> Vec<Sayable> {
    let rows = moment.accord().statement_ids().zip(&moment.accord().statements);
    let one = |(id, row): (kernel::StatementId, &kernel::accord::Statement)| Sayable {
        words: moment.labels().statement(id),
        by: row.by.iter().map(|by| moment.actor(*by)).collect(),
    };
    rows.map(one).collect()
}
