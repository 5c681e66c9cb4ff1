//! The self-enforcing range of a dial: how much its relief may be worth before somebody leaves.
//!
//! One scale is varied, everything else held: the relief of the dial, announced and felt, as a
//! multiple of what the reader gave. A scan finds the intervals in which everybody keeps (there
//! may be none, or several), bisection their ends, and the Nash bargaining point is the scale in
//! them with the largest product of values at signature over collapse at zero (Nash 1950).

use super::slack::{Sides, excess};
use super::{DialRange, RangePoint};
use crate::drive::Choice;
use crate::hold::{Holding, Holds, hold};
use game::GameError;
use kernel::{ActorId, DialId};
use world::{EntryId, Per, Values};

/// Scales scanned: none to three times the relief, in steps of a quarter.
const SCALES: usize = 13;
const STEP: f64 = 0.25;
const HALVINGS: u32 = 6;

/// The range of one dial.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn range(
    sides: &Sides<'_>,
    drive: &crate::drive::Drive<'_>,
    dial: DialId,
) -> Result<DialRange, GameError> {
    let scan = Scan { sides, entries: entries(sides, dial) };
    let scales: Vec<f64> = (0..SCALES).map(|n| n as f64 * STEP).collect();
    let sets: Vec<Values> = scales.iter().map(|s| scan.at(*s)).collect();
    let held = sides.many(&sets)?;
    let intervals = scan.intervals(&scales, &held)?;
    let scanned = scales.iter().zip(&held).map(|(scale, all)| point(*scale, all)).collect();
    let bargaining = bargaining(&scales, &held);
    let mut binds = Vec::new();
    for (low, high) in &intervals {
        for (end, beyond) in [(*low, low - 0.5 * STEP), (*high, high + 0.5 * STEP)] {
            if beyond > 0.0 && beyond < scales[SCALES - 1] {
                binds.extend(scan.binds(drive, end, beyond)?);
            }
        }
    }
    Ok(DialRange { dial, scanned, intervals, bargaining, binds })
}

fn entries(sides: &Sides<'_>, dial: DialId) -> Vec<EntryId> {
    let flows = sides.beliefs.flows.iter();
    let mut list: Vec<EntryId> = flows
        .filter(|flow| match flow.per {
            Per::Announced(d) | Per::Felt(d) | Per::Gap(d) => d == dial,
            Per::Period | Per::Held { .. } | Per::Covered { .. } | Per::Pressure(_) => false,
        })
        .map(|flow| flow.amount)
        .collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn point(scale: f64, all: &[Holding]) -> RangePoint {
    let parties = all.iter().map(|h| (h.party, h.stake.centre(), -excess(h))).collect();
    RangePoint { scale, parties }
}

fn keeps(all: &[Holding]) -> bool {
    all.iter().all(|h| h.holds() != Holds::No && h.stake.centre() >= 0.0)
}

fn bargaining(scales: &[f64], held: &[Vec<Holding>]) -> Option<f64> {
    let product = |all: &Vec<Holding>| all.iter().map(|h| h.stake.centre()).product::<f64>();
    let inside = scales.iter().zip(held).filter(|(_, all)| keeps(all));
    inside.max_by(|a, b| product(a.1).total_cmp(&product(b.1))).map(|(scale, _)| *scale)
}

struct Scan<'a> {
    sides: &'a Sides<'a>,
    entries: Vec<EntryId>,
}

impl Scan<'_> {
    fn at(&self, scale: f64) -> Values {
        let mut values = self.sides.beliefs.central();
        for entry in &self.entries {
            values.iter_mut().skip(entry.0 as usize).take(1).for_each(|v| *v *= scale);
        }
        values
    }

    fn intervals(
        &self,
        scales: &[f64],
        held: &[Vec<Holding>],
    ) -> Result<Vec<(f64, f64)>, GameError> {
        let mut intervals = Vec::new();
        let mut open: Option<f64> = None;
        for (index, all) in held.iter().enumerate() {
            let scale = scales[index];
            match (keeps(all), open) {
                (true, None) => {
                    let before = index.checked_sub(1).map(|i| scales[i]);
                    open = Some(before.map_or(Ok(scale), |b| self.edge(scale, b))?);
                }
                (false, Some(from)) => {
                    intervals.push((from, self.edge(scales[index - 1], scale)?));
                    open = None;
                }
                _ => {}
            }
        }
        let last = scales.last().copied().unwrap_or(0.0);
        intervals.extend(open.map(|from| (from, last)));
        Ok(intervals)
    }

    /// The end of an interval between a scale inside and one outside.
    fn edge(&self, inside: f64, outside: f64) -> Result<f64, GameError> {
        let (mut inside, mut outside) = (inside, outside);
        for _ in 0..HALVINGS {
            let middle = inside.midpoint(outside);
            let all = self.sides.losses(&self.at(middle))?;
            if keeps(&all) { inside = middle } else { outside = middle }
        }
        Ok(inside)
    }

    /// Who departs first just beyond an end, and how.
    fn binds(
        &self,
        drive: &crate::drive::Drive<'_>,
        end: f64,
        beyond: f64,
    ) -> Result<Option<(f64, ActorId, Choice)>, GameError> {
        let values = self.at(beyond);
        let mut worst: Option<(f64, ActorId, Choice)> = None;
        for (party, graph) in &self.sides.graphs {
            let holding = hold(drive, graph, &values, *party)?;
            let Some(margin) = holding.weakest() else { continue };
            if worst.as_ref().is_none_or(|(least, ..)| margin.margin < *least) {
                worst = Some((margin.margin, *party, margin.deviation.clone()));
            }
        }
        Ok(worst.map(|(_, party, choice)| (end, party, choice)))
    }
}
