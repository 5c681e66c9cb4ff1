//! The first screen: what is open, what comes next, what just happened.

use schemars::JsonSchema;
use serde::Serialize;

use super::board::{Ending, Status, board};
use super::incidents::{Incidents, incidents};
use super::record::{Entry, entry};
use super::{Due, Moment, Stamp};

/// How many rows of each list stand on the first screen.
const SHORT: usize = 6;

/// The first screen.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Today {
    /// Which moment is shown.
    pub at: Stamp,
    /// How the accord ended, if it did.
    pub ended: Option<Ending>,
    /// Phases that are open.
    pub open_phases: Vec<String>,
    /// Whether an incident is open.
    pub incident_open: bool,
    /// Red lines and inquiries with a clock that runs.
    pub alarms: Vec<String>,
    /// Duties whose non-performance somebody says, and late ones.
    pub wanting: Vec<Wanting>,
    /// What the text says next, if nobody does anything more.
    pub next: Vec<Due>,
    /// What happened last.
    pub latest: Vec<Entry>,
    /// Ends of channels, as the agreement counts their silence.
    pub channels: Vec<Channel>,
}

/// A duty that needs a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wanting {
    /// Which duty.
    pub title: String,
    /// Who owes it.
    pub obligor: String,
    /// Where it stands.
    pub status: Status,
    /// How firmly.
    pub standing: Option<&'static str>,
}

/// One end of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Channel {
    /// What people call it.
    pub title: String,
    /// Who sits there.
    pub end: String,
    /// `unused`, `heard`, `irregular` or `silent`.
    pub stands: &'static str,
    /// When the next sign of life is due.
    pub due: Option<Stamp>,
}

/// The first screen at a moment.
#[must_use]
pub fn today(moment: &Moment) -> Today {
    let (board, incidents) = (board(moment), incidents(moment));
    let open = board.phases.iter().filter(|row| row.life == "open");
    let duties = board.compartments.iter().flat_map(|file| &file.duties);
    let wanting = duties
        .filter(|row| row.status <= Status::Unproved)
        .map(|row| Wanting {
            title: row.title.clone(),
            obligor: row.obligor.clone(),
            status: row.status,
            standing: row.standing,
        })
        .collect();
    let next = moment.plan.silence.iter().take(SHORT);
    let latest = moment.entries().iter().rev().filter(|it| it.line.is_some()).take(SHORT);
    Today {
        at: moment.stamp(moment.at),
        open_phases: open.map(|row| row.title.clone()).collect(),
        incident_open: incidents.open,
        alarms: alarms(&incidents),
        wanting,
        next: next
            .map(|it| Due { at: moment.stamp(it.at), said: moment.said(&it.verdict) })
            .collect(),
        latest: latest.map(|it| entry(moment, it)).collect(),
        channels: channels(moment),
        ended: board.ended,
    }
}

fn alarms(incidents: &Incidents) -> Vec<String> {
    let crossed = incidents.redlines.iter().filter(|row| row.level > 0).map(|row| &row.title);
    let asked = incidents.inquiries.iter().filter(|row| matches!(row.stands, "open" | "warned"));
    crossed.chain(asked.map(|row| &row.title)).cloned().collect()
}

fn channels(moment: &Moment) -> Vec<Channel> {
    let rows = moment.accord().channel_ids().zip(&moment.accord().channels);
    let one = |(id, row): (kernel::ChannelId, &kernel::accord::Channel)| {
        let cell = moment.state().channel(id);
        let stands = match (cell.open, cell.missed) {
            (false, _) => "unused",
            (true, 0) => "heard",
            (true, 1) => "irregular",
            (true, _) => "silent",
        };
        let due = cell.awaits_life(row).then(|| moment.stamp(moment.at.plus(cell.quiet)));
        Channel { title: moment.labels().channel(id), end: moment.actor(row.end), stands, due }
    };
    rows.map(one).collect()
}
