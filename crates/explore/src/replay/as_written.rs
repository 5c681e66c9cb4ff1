//! Readings of one text when each side keeps to it as it reads it.

use super::{Parting, Replay, parting, replay};
use crate::clocks::written;
use kernel::verdict::Item;
use kernel::{Accord, Hours};

/// The first date on which any two readings differ, if everybody performs at the first possible
/// instant what each reading has it perform. Readings and names as for [`parting`].
#[must_use]
pub fn parting_as_written(
    readings: &[&Accord],
    name: &dyn Fn(usize, Item) -> String,
) -> Option<Parting> {
    let lives: Vec<_> = readings.iter().map(|accord| written(accord)).collect();
    let end = lives.iter().map(|(_, end)| *end).max().unwrap_or(Hours::ZERO);
    let pairs = readings.iter().zip(&lives);
    let replays: Vec<Replay> =
        pairs.map(|(accord, (history, _))| replay(accord, history, Some(end))).collect();
    parting(&replays, name)
}
