//! The pages: pure functions from rows of the model to markup. No page needs a script, and none holds one.

mod amounts;
mod board;
pub mod card;
mod chart;
mod conduct;
mod deadlines;
pub mod exercise;
pub mod export;
mod frame;
mod incidents;
pub mod line;
mod map;
pub mod outlook;
pub mod overview;
mod parts;
mod quantities;
mod record;
mod relief;
mod sitrep;
mod status;
mod today;
mod tracks;
mod votes;
mod watch;

use std::sync::LazyLock;

use maud::Markup;
use serde_json::Value;

use crate::model;
use crate::model::Moment;

pub use frame::{Frame, alone, plain, shown};

/// The style of every page, with that of the map.
pub static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}{}", include_str!("../../assets/desk.css"), atlas::STYLE));

/// A page of the desk that shows where the agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What is open, what comes next, what just happened.
    Today,
    /// Phases and duties by compartment.
    Board,
    /// Clocks, and what silence means.
    Deadlines,
    /// Quantities against caps.
    Quantities,
    /// Dials, waivers, money, carve-outs, exchanges.
    Relief,
    /// Red lines, inquiries, disputes.
    Incidents,
    /// Zones and what happened where.
    Map,
    /// What happened and what the agreement said of it.
    Record,
    /// A week on one page, to be printed and handed over.
    Sitrep,
    /// Since the last handover, and who handed over to whom.
    Watch,
    /// The public track and the line, side by side.
    Tracks,
    /// Bodies that vote, and minutes.
    Votes,
    /// Each duty by month, from 0 to 3.
    Status,
    /// How the conflict is conducted.
    Conduct,
}

/// What a page was asked to show besides its moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which page of the record, from 1.
    pub page: Option<usize>,
    /// How many days back the map goes; 0 for all.
    pub days: Option<i32>,
}

impl View {
    /// All, in the order of the menu.
    pub const ALL: [Self; 14] = [
        Self::Today,
        Self::Board,
        Self::Deadlines,
        Self::Quantities,
        Self::Relief,
        Self::Incidents,
        Self::Map,
        Self::Record,
        Self::Sitrep,
        Self::Watch,
        Self::Tracks,
        Self::Votes,
        Self::Status,
        Self::Conduct,
    ];

    /// Its place, and the key of its texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Board => "board",
            Self::Deadlines => "deadlines",
            Self::Quantities => "quantities",
            Self::Relief => "relief",
            Self::Incidents => "incidents",
            Self::Map => "map",
            Self::Record => "record",
            Self::Sitrep => "sitrep",
            Self::Watch => "watch",
            Self::Tracks => "tracks",
            Self::Votes => "votes",
            Self::Status => "status",
            Self::Conduct => "conduct",
        }
    }

    /// The view of a place.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// What stands between head and foot.
    #[must_use]
    pub fn body(self, frame: &Frame<'_>, asked: Asked) -> Markup {
        let moment = frame.moment;
        match self {
            Self::Today => today::body(frame, &model::today::today(moment)),
            Self::Board => board::body(frame, &model::board::board(moment)),
            Self::Deadlines => deadlines::body(frame, &model::deadlines::deadlines(moment)),
            Self::Quantities => quantities::body(frame, &model::quantities::quantities(moment)),
            Self::Relief => relief::body(frame, &model::relief::relief(moment)),
            Self::Incidents => incidents::body(frame, &model::incidents::incidents(moment)),
            Self::Map => map::body(frame, &model::map::map(moment, asked.span())),
            Self::Record => record::body(frame, &model::record::record(moment, asked.page())),
            Self::Sitrep => sitrep::body(frame, &model::sitrep::sitrep(moment)),
            Self::Watch => watch::body(frame, &model::watch::watch(moment)),
            Self::Tracks => tracks::body(frame, &model::tracks::tracks(moment)),
            Self::Votes => votes::body(frame, &model::votes::votes(moment)),
            Self::Status => status::body(frame, &model::status::status(moment, asked.page())),
            Self::Conduct => conduct::body(frame, &model::conduct::conduct(moment)),
        }
    }

    /// The same for programs.
    ///
    /// # Errors
    /// If a row cannot be written as JSON, which none of ours can.
    pub fn json(self, moment: &Moment, asked: Asked) -> serde_json::Result<Value> {
        match self {
            Self::Today => serde_json::to_value(model::today::today(moment)),
            Self::Board => serde_json::to_value(model::board::board(moment)),
            Self::Deadlines => serde_json::to_value(model::deadlines::deadlines(moment)),
            Self::Quantities => serde_json::to_value(model::quantities::quantities(moment)),
            Self::Relief => serde_json::to_value(model::relief::relief(moment)),
            Self::Incidents => serde_json::to_value(model::incidents::incidents(moment)),
            Self::Map => serde_json::to_value(model::map::map(moment, asked.span())),
            Self::Record => serde_json::to_value(model::record::record(moment, asked.page())),
            Self::Sitrep => serde_json::to_value(model::sitrep::sitrep(moment)),
            Self::Watch => serde_json::to_value(model::watch::watch(moment)),
            Self::Tracks => serde_json::to_value(model::tracks::tracks(moment)),
            Self::Votes => serde_json::to_value(model::votes::votes(moment)),
            Self::Status => serde_json::to_value(model::status::status(moment, asked.page())),
            Self::Conduct => serde_json::to_value(model::conduct::conduct(moment)),
        }
    }
}

impl Asked {
    /// Which page, from 1.
    #[must_use]
    pub fn page(self) -> usize {
        self.page.unwrap_or(1)
    }

    /// A year unless the page was asked for another span of the list.
    fn span(self) -> Option<i32> {
        let wanted = self.days.map(|days| (days > 0).then_some(days));
        wanted.filter(|days| model::map::SPANS.contains(days)).unwrap_or(Some(365))
    }
}
