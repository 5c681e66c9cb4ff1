//! What moved an outlook: the lines of the record between two dates, each with what it changed.

use super::Start;
use crate::assess::run::{central, completed_by_month, graphs_from};
use crate::assess::slack::Sides;
use crate::assess::{Effort, Subject};
use crate::hold::{Holding, Holds, START};
use crate::replay::Recorded;
use game::{GameError, Interval};
use kernel::{ActorId, Hours};
use std::ops::Range;

/// What is told of each step: the numbers that a step may move.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    /// When, since day 0.
    pub at: Hours,
    /// Per signatory with payoffs.
    pub sides: Vec<Side>,
    /// Periods ahead and the share of futures in force or fulfilled by then, everybody keeping.
    pub alive: Vec<(u32, f64)>,
    /// Whether the agreement is over.
    pub over: bool,
}

/// One side at a glance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// Whose.
    pub party: ActorId,
    /// Whether it keeps.
    pub holds: Holds,
    /// Value to it of everybody keeping, from then on.
    pub stake: Interval,
    /// What its best plan would gain over keeping.
    pub loss: Interval,
    /// The least room over the states that decide.
    pub room: Option<f64>,
}

/// Why an outlook moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Time passed, with all that clocks of the text made of it.
    Time(Hours),
    /// These lines of the record happened: one, or several where there were too many to take alone.
    Lines(Range<usize>),
}

/// One step and what stood after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Why.
    pub why: Why,
    /// What stood after it.
    pub to: Glance,
}

/// Most groups of lines that are taken apart.
const GROUPS: usize = 8;

/// What stood at `since`, and each step from there to `until` with what stood after it: the time up to a
/// line, then the line, and the time after the last. Of more than eight lines, neighbours are taken together.
///
/// # Errors
/// [`GameError`] if an enumerated process is malformed, which no accord should cause.
pub fn moved(
    subject: &Subject<'_>,
    history: &[Recorded],
    (since, until): (Hours, Hours),
    effort: &Effort,
) -> Result<(Glance, Vec<Moved>), GameError> {
    let mut look = Look { subject, effort, known: Vec::new() };
    let start = |lines: &[Recorded], at| Start::of(subject.accord, subject.beliefs, lines, at);
    let first = look.at(&start(history, since))?;
    let (mut steps, mut at): (Vec<Moved>, Hours) = (Vec::new(), since);
    for group in groups(history, since, until) {
        let Some(line) = history.get(group.start) else { continue };
        if line.at > at {
            let before = history.get(..group.start).unwrap_or_default();
            let to = look.at(&start(before, line.at))?;
            steps.push(Moved { why: Why::Time(line.at.minus(at)), to });
        }
        let so_far = history.get(..group.end).unwrap_or_default();
        at = so_far.last().map_or(at, |last| last.at);
        let to = look.at(&start(so_far, at))?;
        steps.push(Moved { why: Why::Lines(group), to });
    }
    if until > at {
        let to = look.at(&start(history, until))?;
        steps.push(Moved { why: Why::Time(until.minus(at)), to });
    }
    Ok((first, steps))
}

/// Neighbouring lines after `since` up to `until`, at most [`GROUPS`] groups.
fn groups(history: &[Recorded], since: Hours, until: Hours) -> Vec<Range<usize>> {
    let first = history.partition_point(|line| line.at <= since);
    let end = history.partition_point(|line| line.at <= until);
    let size = (end - first.min(end)).div_ceil(GROUPS).max(1);
    (first..end).step_by(size).map(|from| from..(from + size).min(end)).collect()
}

/// Glances, each start looked at once.
struct Look<'a> {
    subject: &'a Subject<'a>,
    effort: &'a Effort,
    known: Vec<(Start, Glance)>,
}

impl Look<'_> {
    fn at(&mut self, start: &Start) -> Result<Glance, GameError> {
        let known = self.known.iter().find(|(known, _)| known.is_like(start));
        if let Some((_, glance)) = known {
            return Ok(Glance { at: start.at, ..glance.clone() });
        }
        let glance = self.fresh(start)?;
        self.known.push((start.clone(), glance.clone()));
        Ok(glance)
    }

    fn fresh(&self, start: &Start) -> Result<Glance, GameError> {
        let graphs = graphs_from(self.subject, Some(start), self.effort, &mut |_| {})?;
        let sides = Sides::new(self.subject.beliefs, graphs)?;
        let holdings = central(self.subject, &sides.graphs)?;
        let horizon = self.subject.beliefs.horizon;
        let alive = alive(&sides, horizon)?;
        let sides = holdings.iter().map(side).collect();
        Ok(Glance { at: start.at, sides, alive, over: start.is_over() })
    }
}

fn side(it: &Holding) -> Side {
    let decisive = it.margins.iter().filter(|margin| margin.decisive());
    let room = decisive.filter_map(|margin| margin.room).reduce(f64::min);
    Side { party: it.party, holds: it.holds(), stake: it.stake, loss: it.loss, room }
}

/// Survival to a year of periods and to the horizon.
fn alive(sides: &Sides<'_>, horizon: u32) -> Result<Vec<(u32, f64)>, GameError> {
    let Some(kept) = sides.weighed().next() else { return Ok(Vec::new()) };
    let (process, text) = (&kept.graph.process, kept.text());
    let curve = game::survival(process, kept.weights, &text, START, horizon as usize)?;
    let completed = completed_by_month(kept.graph, &curve.ended);
    let mut months = vec![horizon.min(12), horizon];
    months.dedup();
    let at = |month: u32| {
        let place = (month as usize).checked_sub(1)?;
        Some((month, curve.alive.get(place)? + completed.get(place).copied().unwrap_or(0.0)))
    };
    Ok(months.into_iter().filter_map(at).collect())
}
