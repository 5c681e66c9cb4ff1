//! All that `detente solve --why` asks of one text.

use super::remedy::{Depth, Remedies, remedies};
use super::{Side, bindings};
use crate::assess::run::{central, graphs};
use crate::assess::slack::Sides;
use crate::assess::{Effort, Progress, Subject};
use crate::hold::Holding;
use game::GameError;

/// What binds a text and what would mend it.
#[derive(Clone, Debug)]
pub struct Why {
    /// Per signatory that chooses, under the reader's central beliefs.
    pub holdings: Vec<Holding>,
    /// What binds each; empty if a graph was cut.
    pub sides: Vec<Side>,
    /// Changes, each alone; `None` if they were not asked for, or a graph was cut.
    pub remedies: Option<Remedies>,
    /// Points left out by the size limit.
    pub cut: usize,
}

/// Finds what binds and, if asked, what would mend it: how far is said by the depth.
///
/// # Errors
/// As [`crate::assess::assess`].
pub fn why(
    subject: &Subject<'_>,
    effort: &Effort,
    mend: Option<Depth>,
    progress: Progress<'_>,
) -> Result<Why, GameError> {
    let graphs = graphs(subject, effort, progress)?;
    let cut = graphs.iter().map(|(_, graph)| graph.cut.points).sum();
    let sides = Sides::new(subject.beliefs, graphs)?;
    progress("margins");
    let holdings = central(subject, &sides.graphs)?;
    progress("what the margins are made of");
    let bound = bindings(subject, &sides, &holdings)?;
    let asked = mend.filter(|_| cut == 0);
    let mended = |depth| remedies(subject, effort, &sides, depth, progress);
    let remedies = asked.map(mended).transpose()?;
    Ok(Why { holdings, sides: bound, remedies, cut })
}
