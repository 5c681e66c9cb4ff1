//! Turning points: how far a belief may move before the answer changes.
//!
//! Every entry that the reader gives a range for is moved to both ends of what it can be; where the answer for some party is
//! another one there, the change is bracketed by bisection. Entries are ranked by how little they
//! have to move, in units of their own range (half their value where none is given). How far each moves
//! the slack at the ends of its own range is its influence, told for all of them.

use super::Turn;
use super::ends::ends;
use super::slack::{Sides, excess};
use crate::hold::{Holding, Holds};
use game::{GameError, Interval};
use kernel::ActorId;
use rayon::prelude::*;
use world::beliefs::Measure;
use world::{Distribution, Entry, EntryId, Values};

/// Halvings of a bracket: each end of the printed bracket is within 1/256 of the span searched.
const HALVINGS: u32 = 8;

/// How far one belief alone can move the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// Which belief.
    pub entry: EntryId,
    /// Whose slack it moves most.
    pub party: ActorId,
    /// The larger of the changes of that slack at the two ends of the reader's range.
    pub swing: f64,
}

/// The nearest turning points, nearest first, at most `count` of them; and the influence of every belief
/// that has a range, the largest first.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn turns(
    sides: &Sides<'_>,
    central: &[Holding],
    count: usize,
) -> Result<(Vec<Turn>, Vec<Influence>), GameError> {
    let search = Search { sides, central, values: sides.beliefs.central() };
    let entries: Vec<EntryId> = entry_ids(sides);
    let reach: Result<Vec<Vec<Flip>>, GameError> =
        entries.par_iter().map(|entry| search.flips(*entry)).collect();
    let influence = influences(&search, &entries)?;
    let mut flips: Vec<Flip> = reach?.into_iter().flatten().collect();
    flips.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.entry.cmp(&b.entry)));
    flips.dedup_by_key(|flip| flip.entry);
    flips.truncate(count);
    let mut turns: Vec<Turn> =
        flips.par_iter().map(|flip| search.bracket(flip)).collect::<Result<_, _>>()?;
    turns.sort_by(|a, b| search.distance(a).total_cmp(&search.distance(b)));
    Ok((turns, influence))
}

/// The largest first.
fn influences(search: &Search<'_>, entries: &[EntryId]) -> Result<Vec<Influence>, GameError> {
    let found: Result<Vec<Option<Influence>>, GameError> =
        entries.par_iter().map(|entry| search.influence(*entry)).collect();
    let mut all: Vec<Influence> = found?.into_iter().flatten().collect();
    all.sort_by(|a, b| b.swing.total_cmp(&a.swing).then(a.entry.cmp(&b.entry)));
    Ok(all)
}

fn entry_ids(sides: &Sides<'_>) -> Vec<EntryId> {
    let entries = (0_u32..).zip(&sides.beliefs.entries);
    entries.filter(|(_, entry)| entry.is_ranged()).map(|(id, _)| EntryId(id)).collect()
}

struct Search<'a> {
    sides: &'a Sides<'a>,
    central: &'a [Holding],
    values: Values,
}

/// An answer that changes somewhere between the central value and a bound.
struct Flip {
    entry: EntryId,
    party: ActorId,
    place: usize,
    bound: f64,
    /// Slack there.
    slack: f64,
    /// Estimated distance of the change, in units of the entry's spread.
    distance: f64,
    sensitivity: f64,
}

impl Search<'_> {
    fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.sides.beliefs.entries.get(id.0 as usize)
    }

    fn at(&self, id: EntryId, value: f64) -> Values {
        let mut values = self.values.clone();
        values.iter_mut().skip(id.0 as usize).take(1).for_each(|slot| *slot = value);
        values
    }

    /// Changes of the answer at the two bounds of an entry.
    fn flips(&self, id: EntryId) -> Result<Vec<Flip>, GameError> {
        let Some(entry) = self.entry(id) else { return Ok(Vec::new()) };
        let mut flips = Vec::new();
        for bound in bounds(entry) {
            let there = self.at(id, bound);
            for (place, now) in self.central.iter().enumerate() {
                if !self.sides.reads(place, id) {
                    continue;
                }
                let Some(then) = self.sides.loss(place, &there).transpose()? else { continue };
                let differs = (now.holds() == Holds::No) != (then.holds() == Holds::No);
                if differs {
                    flips.push(flip(id, entry, place, bound, now, &then));
                }
            }
        }
        Ok(flips)
    }

    /// The largest change of a slack at the two ends of the reader's range.
    fn influence(&self, id: EntryId) -> Result<Option<Influence>, GameError> {
        let Some((low, high)) = self.entry(id).and_then(ends) else { return Ok(None) };
        let mut most: Option<Influence> = None;
        for end in [low, high] {
            let there = self.at(id, end);
            for (place, now) in self.central.iter().enumerate() {
                if !self.sides.reads(place, id) {
                    continue;
                }
                let Some(then) = self.sides.loss(place, &there).transpose()? else { continue };
                let swing = (excess(&then) - excess(now)).abs();
                if most.is_none_or(|it| swing > it.swing) {
                    most = Some(Influence { entry: id, party: now.party, swing });
                }
            }
        }
        Ok(most)
    }

    fn bracket(&self, flip: &Flip) -> Result<Turn, GameError> {
        let now = self.values.get(flip.entry.0 as usize).copied().unwrap_or(0.0);
        let fails = |h: &Holding| h.holds() == Holds::No;
        let before = self.central.get(flip.place).is_some_and(fails);
        let (mut near, mut far) = (now, flip.bound);
        let slack = |h: &Holding| -excess(h);
        let central = self.central.get(flip.place).map_or(0.0, slack);
        let mut curve = vec![(now, central), (flip.bound, flip.slack)];
        for _ in 0..HALVINGS {
            let middle = near.midpoint(far);
            let values = self.at(flip.entry, middle);
            let Some(there) = self.sides.loss(flip.place, &values) else { break };
            let there = there?;
            curve.push((middle, slack(&there)));
            if fails(&there) == before { near = middle } else { far = middle }
        }
        curve.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = Some(Interval { lower: near.min(far), upper: near.max(far) });
        Ok(Turn { at, holds_beyond: before, curve, ..self.nowhere(flip, now) })
    }

    fn nowhere(&self, flip: &Flip, now: f64) -> Turn {
        Turn {
            entry: flip.entry,
            now,
            at: None,
            party: flip.party,
            holds_beyond: false,
            curve: Vec::new(),
            sensitivity: flip.sensitivity,
        }
    }

    fn distance(&self, turn: &Turn) -> f64 {
        let spread = self.entry(turn.entry).map_or(1.0, spread);
        turn.at.map_or(f64::INFINITY, |at| (at.centre() - turn.now).abs() / spread)
    }
}

fn flip(
    id: EntryId,
    entry: &Entry,
    place: usize,
    bound: f64,
    now: &Holding,
    then: &Holding,
) -> Flip {
    let (from, to) = (excess(now), excess(then));
    let slope = (to - from) / (bound - entry.value);
    let distance = (from / slope).abs() / spread(entry);
    let sensitivity = slope * entry.value / 100.0;
    Flip { entry: id, party: now.party, place, bound, slack: -to, distance, sensitivity }
}

/// How far a reader thinks the number may be off: half the width of its range, else half of it.
fn spread(entry: &Entry) -> f64 {
    let half = match entry.distribution {
        Distribution::Triangular(low, high) | Distribution::Uniform(low, high) => {
            0.5 * (high - low)
        }
        Distribution::Normal(deviation) => 2.0 * deviation,
        Distribution::Point | Distribution::Beta(..) | Distribution::Lognormal(_) => {
            0.5 * entry.value.abs()
        }
    };
    half.max(1e-9)
}

/// The ends of what an entry can be: all of its range of meaning for chances, none to three times
/// the value for payoffs and factors.
fn bounds(entry: &Entry) -> Vec<f64> {
    let (low, high) = match entry.measure {
        Measure::Probability => (0.0, 1.0),
        Measure::Payoff => (0.0, 3.0 * entry.value),
        Measure::Factor | Measure::PerYear => (0.0, 3.0 * entry.value.max(0.1)),
    };
    let apart = |bound: &f64| (bound - entry.value).abs() > 1e-12;
    [low, high].into_iter().filter(apart).collect()
}
