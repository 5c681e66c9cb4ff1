//! The self-enforcing range of a dial: how much its relief may be worth before somebody leaves.
//!
//! One scale is varied, everything else held: the relief of the dial, announced and felt, as a
//! multiple of what the reader gave. A scan finds the intervals in which everybody keeps (there
//! may be none, or several), bisection their ends, and the Nash bargaining point is the scale in
//! them with the largest product of values at signature over collapse at zero (Nash 1950), to
//! [`PRECISION`]: found between scanned scales by what each side holds at three of them, and solved there.
//!
//! The same is done where whoever turns the dial is as unlikely and as likely to reverse it as the beliefs
//! allow: the odds of a change of its administration and those that a successor honours the text, all
//! at the kinder, then all at the harsher ends of their ranges.

use super::ends::ends;
use super::slack::{Sides, excess};
use super::{DialRange, RangePoint};
use crate::drive::Choice;
use crate::hold::{Holding, Holds, hold};
use game::GameError;
use kernel::accord::LegalForm;
use kernel::{ActorId, DialId};
use rayon::prelude::*;
use world::{EntryId, Odds, Per, Values};

/// Scales scanned: none to three times the relief, in steps of a quarter.
const SCALES: usize = 13;
const STEP: f64 = 0.25;
const HALVINGS: u32 = 6;
/// How finely the bargaining point is told, in scales of the relief.
pub const PRECISION: f64 = 0.01;
/// Such steps between two scanned scales.
const FINE: i32 = 25;

/// The range of one dial.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn range(
    sides: &Sides<'_>,
    drive: &crate::drive::Drive<'_>,
    dial: DialId,
) -> Result<DialRange, GameError> {
    let scan = Scan { sides, entries: entries(sides, dial), values: sides.beliefs.central() };
    let found = scan.scanned()?;
    let holder = drive.accord.dial(dial).map(|row| row.holder);
    let hazards = match holder {
        Some(holder) => at_hazards(&scan, &found, holder, drive.accord.form)?,
        None => Vec::new(),
    };
    let Scanned { scales, held, intervals, bargaining } = found;
    let scanned = scales.iter().zip(&held).map(|(scale, all)| point(*scale, all)).collect();
    let mut binds = Vec::new();
    for (low, high) in &intervals {
        for (end, beyond) in [(*low, low - 0.5 * STEP), (*high, high + 0.5 * STEP)] {
            if beyond > 0.0 && beyond < STEP * (SCALES - 1) as f64 {
                binds.extend(scan.binds(drive, end, beyond)?);
            }
        }
    }
    Ok(DialRange { dial, scanned, intervals, bargaining, binds, hazards })
}

/// The range of a dial under another hazard of reversal.
#[derive(Clone, Debug)]
pub struct AtHazard {
    /// Odds in a period that an administration follows that does not honour the text as it is signed.
    pub hazard: f64,
    /// Intervals in which everybody keeps.
    pub intervals: Vec<(f64, f64)>,
    /// The bargaining point in them.
    pub bargaining: Option<f64>,
    /// Per signatory: value at signature with the relief as written.
    pub stakes: Vec<(ActorId, f64)>,
}

/// The range where a reversal by `holder` is as unlikely as the beliefs allow, as held, and as likely;
/// nothing where they give its odds no range.
fn at_hazards(
    scan: &Scan<'_>,
    held: &Scanned,
    holder: ActorId,
    form: LegalForm,
) -> Result<Vec<AtHazard>, GameError> {
    let reversals = reversals(scan.sides, holder);
    if reversals.is_empty() {
        return Ok(Vec::new());
    }
    let hazard = |values: &Values| {
        let chance = |odds| crate::weigh::chance_of(scan.sides.beliefs, values, odds);
        chance(Odds::Turnover(holder)) * (1.0 - chance(Odds::Honour(holder, form)))
    };
    let at = |end: &fn(&Reversal) -> f64| -> Result<AtHazard, GameError> {
        let mut values = scan.values.clone();
        for it in &reversals {
            crate::binding::set(&mut values, it.entry, end(it));
        }
        let one = Scan { sides: scan.sides, entries: scan.entries.clone(), values };
        Ok(AtHazard::of(hazard(&one.values), &one.scanned()?))
    };
    let ends: [fn(&Reversal) -> f64; 2] = [|it| it.kind, |it| it.harsh];
    let mut all: Vec<AtHazard> = ends.par_iter().map(at).collect::<Result<_, _>>()?;
    all.insert(1, AtHazard::of(hazard(&scan.values), held));
    Ok(all)
}

impl AtHazard {
    fn of(hazard: f64, found: &Scanned) -> Self {
        let written = found.scales.iter().position(|scale| (scale - 1.0).abs() < 1e-9);
        let all = written.and_then(|at| found.held.get(at)).into_iter().flatten();
        Self {
            hazard,
            intervals: found.intervals.clone(),
            bargaining: found.bargaining,
            stakes: all.map(|it| (it.party, it.stake.centre())).collect(),
        }
    }
}

/// A chance that a reversal hangs on, at the ends of its range.
struct Reversal {
    entry: EntryId,
    kind: f64,
    harsh: f64,
}

fn reversals(sides: &Sides<'_>, holder: ActorId) -> Vec<Reversal> {
    let of = |(odds, entry): &(Odds, EntryId)| {
        let (low, high) = ends(sides.beliefs.entries.get(entry.0 as usize)?)?;
        let (kind, harsh) = match odds {
            Odds::Turnover(who) | Odds::Election(who) if *who == holder => (low, high),
            Odds::Honour(who, _) if *who == holder => (high, low),
            _ => return None,
        };
        Some(Reversal { entry: *entry, kind, harsh })
    };
    sides.beliefs.odds.iter().filter_map(of).collect()
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

fn product(all: &[Holding]) -> f64 {
    all.iter().map(|h| h.stake.centre()).product()
}

/// The scanned scale with the largest product of values at signature, by its place.
fn largest(held: &[Vec<Holding>]) -> Option<usize> {
    let inside = held.iter().enumerate().filter(|(_, all)| keeps(all));
    inside.max_by(|a, b| product(a.1).total_cmp(&product(b.1))).map(|(place, _)| place)
}

/// Through three equally distant points, by the distance from the middle one in their step: exact where a value is a
/// polynomial of at most the second degree in the scale. Values at signature of everybody keeping are linear in flows.
fn through([before, here, after]: [f64; 3], step: f64) -> f64 {
    let (slope, bend) = ((after - before) / 2.0, (after + before) / 2.0 - here);
    here + step * (slope + step * bend)
}

/// Every scale with what everybody holds there, and what follows.
struct Scanned {
    scales: Vec<f64>,
    held: Vec<Vec<Holding>>,
    intervals: Vec<(f64, f64)>,
    bargaining: Option<f64>,
}

/// First and last place of every run of `true`.
fn runs(kept: &[bool]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    for (at, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => runs.push((at, at)),
        }
    }
    runs
}

struct Scan<'a> {
    sides: &'a Sides<'a>,
    entries: Vec<EntryId>,
    values: Values,
}

impl Scan<'_> {
    fn scanned(&self) -> Result<Scanned, GameError> {
        let scales: Vec<f64> = (0..SCALES).map(|n| n as f64 * STEP).collect();
        let sets: Vec<Values> = scales.iter().map(|s| self.at(*s)).collect();
        let held = self.sides.many(&sets)?;
        let intervals = self.intervals(&scales, &held)?;
        let place = largest(&held);
        let bargaining = place.map(|at| self.bargaining(&scales, &held, &intervals, at));
        Ok(Scanned { scales, held, bargaining: bargaining.transpose()?, intervals })
    }

    /// The bargaining point near the best scanned scale, which stays if nothing between is better.
    fn bargaining(
        &self,
        scales: &[f64],
        held: &[Vec<Holding>],
        intervals: &[(f64, f64)],
        best: usize,
    ) -> Result<f64, GameError> {
        let at = scales[best];
        let middle = best.clamp(1, scales.len() - 2);
        let stake = |place: usize, party: usize| held[place].get(party).map(|h| h.stake.centre());
        let three = |party| {
            let [a, b, c] = [middle - 1, middle, middle + 1].map(|place| stake(place, party));
            Some([a?, b?, c?])
        };
        let lines: Option<Vec<[f64; 3]>> = (0..held[best].len()).map(three).collect();
        let Some(lines) = lines else { return Ok(at) };
        let guessed = |scale: f64| -> f64 {
            let step = (scale - scales[middle]) / STEP;
            lines.iter().map(|values| through(*values, step)).product()
        };
        let inside =
            |scale: &f64| intervals.iter().any(|(low, high)| (low..=high).contains(&scale));
        let fine = |n: i32| ((at / PRECISION).round() + f64::from(n)) * PRECISION;
        let near = (-FINE..=FINE).map(fine).filter(inside);
        let found = near.max_by(|a, b| guessed(*a).total_cmp(&guessed(*b))).unwrap_or(at);
        let all = self.sides.losses(&self.at(found))?;
        let better = keeps(&all) && product(&all) >= product(&held[best]);
        Ok(if better { found } else { at })
    }

    fn at(&self, scale: f64) -> Values {
        let mut values = self.values.clone();
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
        let kept: Vec<bool> = held.iter().map(|all| keeps(all)).collect();
        let runs: Vec<(usize, usize)> = runs(&kept);
        let edge =
            |inside: usize, outside: Option<usize>| match outside.and_then(|at| scales.get(at)) {
                Some(outside) => self.edge(scales[inside], *outside),
                None => Ok(scales[inside]),
            };
        let ends = |(first, last): &(usize, usize)| {
            let low = || edge(*first, first.checked_sub(1));
            let (low, high) = rayon::join(low, || edge(*last, Some(last + 1)));
            Ok((low?, high?))
        };
        runs.par_iter().map(ends).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_points_give_a_parabola_back() {
        let value = |scale: f64| 3.0 - 2.0 * scale + 0.5 * scale * scale;
        let three = [value(0.75), value(1.0), value(1.25)];
        for scale in [0.75, 0.9, 1.0, 1.13, 1.5] {
            let found = through(three, (scale - 1.0) / STEP);
            assert!((found - value(scale)).abs() < 1e-12, "{scale}: {found}");
        }
    }

    #[test]
    fn scanned_scales_are_a_whole_number_of_fine_steps_apart() {
        assert!((f64::from(FINE) * PRECISION - STEP).abs() < 1e-12);
    }
}
