//! What falls due, one row a date: for tables and calendars.

use explore::plan::{Awaited, Moving, Owed, Said};
use kernel::pipeline::Transit;
use kernel::{ClauseId, Hours};

use crate::history::wording;
use crate::plan::Schedule;

/// What kind of date it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A duty is owed by then.
    Owed,
    /// Proof of what was done is due.
    Awaited,
    /// A stage of relief is due.
    Moving,
    /// What the text says then if nobody does anything more.
    Silence,
}

impl Kind {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Awaited => "proof due",
            Self::Moving => "stage due",
            Self::Silence => "if nobody acts",
        }
    }
}

/// A date on which something falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What kind.
    pub kind: Kind,
    /// When, since day 0.
    pub at: Hours,
    /// Its civil date, if day 0 has one.
    pub date: Option<String>,
    /// Whose it is, if anybody's.
    pub who: String,
    /// What it is.
    pub what: String,
    /// Line of the text.
    pub line: Option<u32>,
    /// The line as written.
    pub quote: String,
}

/// All dates of a plan, in order of time; what is owed without a date is not among them.
#[must_use]
pub fn deadlines(schedule: &Schedule<'_>) -> Vec<Deadline> {
    let plan = schedule.plan;
    let mut all: Vec<Deadline> = plan.owed.iter().filter_map(|it| owed(schedule, it)).collect();
    all.extend(plan.awaited.iter().map(|it| awaited(schedule, it)));
    all.extend(plan.on_its_way.iter().filter_map(|it| moving(schedule, it)));
    all.extend(plan.silence.iter().map(|it| said(schedule, it)));
    all.sort_by(|a, b| (a.at, a.kind, &a.what).cmp(&(b.at, b.kind, &b.what)));
    all
}

fn deadline(schedule: &Schedule<'_>, kind: Kind, at: Hours, clause: Option<ClauseId>) -> Deadline {
    let place = clause.and_then(|clause| schedule.labels.place(clause));
    Deadline {
        kind,
        at,
        date: schedule.date(at),
        who: String::new(),
        what: String::new(),
        line: place.map(|place| place.line),
        quote: place.map_or_else(String::new, |place| place.quote.clone()),
    }
}

fn owed(schedule: &Schedule<'_>, it: &Owed) -> Option<Deadline> {
    let labels = schedule.labels;
    let row = deadline(schedule, Kind::Owed, it.by?, Some(it.clause));
    Some(Deadline { who: labels.short(it.obligor), what: labels.duty(it.duty), ..row })
}

fn awaited(schedule: &Schedule<'_>, it: &Awaited) -> Deadline {
    let labels = schedule.labels;
    let who = it.verifier.map_or_else(String::new, |body| labels.short(body));
    let what = format!("proof of {}", labels.duty(it.duty));
    Deadline { who, what, ..deadline(schedule, Kind::Awaited, it.by, None) }
}

fn moving(schedule: &Schedule<'_>, it: &Moving) -> Option<Deadline> {
    let labels = schedule.labels;
    let waits = !matches!(it.transit, Transit::Refused(_));
    let row = deadline(schedule, Kind::Moving, it.by.filter(|_| waits)?, Some(it.stage));
    let relief = wording::item(labels, it.relief.item());
    let what = format!("{relief}: {}", wording::stage_name(labels, it.stage));
    Some(Deadline { who: labels.short(it.owner), what, ..row })
}

fn said(schedule: &Schedule<'_>, it: &Said) -> Deadline {
    let clause = Some(it.verdict.clause);
    let row = deadline(schedule, Kind::Silence, it.at, clause);
    let what = format!(
        "{}: {}",
        wording::item(schedule.labels, it.verdict.item),
        wording::kind(it.verdict.kind)
    );
    let who = it.verdict.by.map_or_else(String::new, |by| schedule.labels.short(by));
    Deadline { who, what, ..row }
}
