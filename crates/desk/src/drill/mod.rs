//! The desk against a script: an exercise in which the other side does what a file says, and nothing is sent.
//!
//! What has happened by some moment is a pure function of the script, of what the exercised seat did and when, and of
//! the moment ([`timeline`]). [`Drill`] keeps what was done and the clock, and shows itself as a [`crate::line::Line`],
//! so that every page and form of a live desk is the one that is exercised.

mod clock;
mod line;
mod timeline;

use std::sync::Arc;

use explore::replay::Expectation;
use forms::Names;
use kernel::{ActorId, Deed, Hours};

use crate::matter::Matter;

pub use clock::Wall;
pub use line::Drill;
pub use timeline::{Happened, Own, What, timeline};

/// Seconds of an hour.
const HOUR: u64 = 3_600;

/// An event of the agreement in words.
pub type EventWords = Arc<dyn Fn(ActorId, &Deed) -> String + Send + Sync>;

/// What an exercise is: names looked up, times since day 0.
pub struct Script {
    /// What it is called.
    pub title: String,
    /// Whose desk is exercised.
    pub seat: ActorId,
    /// How many times faster than the wall its clock goes at first.
    pub pace: u32,
    /// When it begins.
    pub begins: Hours,
    /// When it is over.
    pub until: Hours,
    /// What others do by the clock, in order of time.
    pub scenes: Vec<(Hours, Said)>,
    /// What they do once the agreement has said something.
    pub rules: Vec<Rule>,
    /// The agreement with the record as it is found.
    pub found: Matter,
    /// Names of its rows.
    pub names: Arc<dyn Names + Send + Sync>,
    /// Its events in words.
    pub words: EventWords,
}

/// What somebody else does or says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// An event, in the words of the file.
    Act(ActorId, Deed, String),
    /// Words, which are no event.
    Words(ActorId, String),
}

/// Something that others do once, after the agreement first says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it must have said, not before the beginning.
    pub when: Expectation,
    /// How long after that.
    pub after: Hours,
    /// What they do.
    pub said: Said,
}

fn seconds(at: Hours) -> u64 {
    u64::from(at.0) * HOUR
}
