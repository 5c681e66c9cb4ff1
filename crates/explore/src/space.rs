//! The believed space: where in it both sides keep the text, and what moves the answer.
//!
//! Problem. The beliefs give some numbers a range. Every point of the space of ranges is one way
//! the world may be; at each, every signatory gains or loses by leaving, as in [`crate::hold`]. The
//! space is covered by scrambled Sobol points, mapped through each range's quantiles, so a box that
//! holds a tenth of the points holds a tenth of what is believed. Boxes in which the text fails, or
//! is kept, are peeled out ([`sampling::discover`]); which numbers move the answer is told by
//! elementary effects ([`sampling::screen`]) on what leaving gains beyond the tolerance, as a share
//! of what keeping is worth at the central beliefs, of whoever gains most.

use crate::assess::slack::Sides;
use crate::hold::{Holding, Holds};
use game::GameError;
use rayon::prelude::*;
use sampling::discover::{
    Cases, Peeled, Peeling, Quality, Restriction, peel, pruned, restrictions,
};
use sampling::{Design, Effect, Indices, SamplingError, indices, scrambled_sobol, screen};
use thiserror::Error;
use world::{Beliefs, EntryId};

/// Points weighed between two reports of progress.
const BATCH: usize = 16;
/// A bound of a box stays if chance gives as many cases this seldom.
const MEANS_SOMETHING: f64 = 0.01;
/// Cases of either kind below which no box is sought.
pub const FEWEST: usize = 10;

/// Why the space could not be searched.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SpaceError {
    /// No belief has a range: the space is one point.
    #[error(
        "no belief has a range: give some, such as `0.25 (0.1 to 0.4)`, to search between them"
    )]
    NoRanges,
    /// Too many ranges, or too few points.
    #[error(transparent)]
    Sampling(#[from] SamplingError),
    /// A process could not be weighed.
    #[error(transparent)]
    Game(#[from] GameError),
}

/// A sample of the believed space and what became of the text at each point.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// The beliefs that have a range, in the order of the file.
    pub inputs: Vec<EntryId>,
    /// Their numbers, a column for each.
    pub columns: Vec<Vec<f64>>,
    /// Whether both sides keep it.
    pub holds: Vec<Holds>,
}

/// A part of the space, as a short list of conditions.
#[derive(Clone, Debug)]
pub struct Part {
    /// The box and how well it tells.
    pub peeled: Peeled,
    /// How well each box did that peeling met, from everything inwards, and which was chosen before
    /// conditions that mean little were dropped.
    pub trajectory: (Vec<Quality>, usize),
    /// What each condition is worth, the most telling first; inputs count as in
    /// [`Sampled::inputs`].
    pub conditions: Vec<Restriction>,
}

/// Weighs the text at so many points of the believed space. `progress` is told of the points done.
///
/// # Errors
/// [`SpaceError`], before anything is weighed but for a malformed process.
pub fn sample(
    sides: &Sides<'_>,
    points: u32,
    seed: u64,
    progress: &mut dyn FnMut(usize),
) -> Result<Sampled, SpaceError> {
    let inputs: Vec<EntryId> = sides.beliefs.ranged().collect();
    if inputs.is_empty() {
        return Err(SpaceError::NoRanges);
    }
    let cube = scrambled_sobol(inputs.len(), points, seed)?;
    let sets: Vec<_> = (0..cube.len()).map(|n| numbers(sides.beliefs, cube.row(n))).collect();
    let mut holds = Vec::with_capacity(sets.len());
    for batch in sets.chunks(BATCH) {
        holds.extend(sides.many(batch)?.iter().map(|all| by_all(all)));
        progress(holds.len());
    }
    let column = |entry: &EntryId| sets.iter().map(|set| set[entry.0 as usize]).collect();
    let columns = inputs.iter().map(column).collect();
    Ok(Sampled { inputs, columns, holds })
}

/// What moves the answer: effects of moving each ranged belief through its whole range, from so
/// many walks, on what leaving gains beyond the tolerance as a share of the central stake.
///
/// # Errors
/// As [`sample`].
pub fn effects(sides: &Sides<'_>, walks: u32, seed: u64) -> Result<Vec<Effect>, SpaceError> {
    let inputs: Vec<EntryId> = sides.beliefs.ranged().collect();
    if inputs.is_empty() {
        return Err(SpaceError::NoRanges);
    }
    let stakes: Vec<f64> = sides.losses(&sides.beliefs.central())?.iter().map(stake).collect();
    let gain = |point: &[f64]| {
        let inner: Vec<f64> = point.iter().map(|u| u.clamp(EDGE, 1.0 - EDGE)).collect();
        let found = sides.losses(&numbers(sides.beliefs, &inner));
        found.map_or(f64::NAN, |all| gained(&all, &stakes))
    };
    Ok(screen(inputs.len(), walks, seed, gain)?)
}

/// What share of the variance each group of ranged beliefs accounts for, alone and with the others:
/// Sobol indices of the same quantity as [`effects`], from so many rows of the design, with
/// intervals from resampled rows. Groups name inputs by their place among the ranged beliefs; every
/// one stands in one group. `progress` is told of the rows done.
///
/// # Errors
/// As [`sample`]; [`SamplingError::Constant`] where nothing moves the quantity.
pub fn group_indices(
    sides: &Sides<'_>,
    groups: &[Vec<usize>],
    rows: u32,
    seed: u64,
    progress: &mut dyn FnMut(usize),
) -> Result<Indices, SpaceError> {
    let inputs = sides.beliefs.ranged().count();
    if inputs == 0 {
        return Err(SpaceError::NoRanges);
    }
    let design = Design::grouped(inputs, groups, rows, seed)?;
    let stakes: Vec<f64> = sides.losses(&sides.beliefs.central())?.iter().map(stake).collect();
    let gain = |evaluation: usize| {
        let mut point = vec![0.0; inputs];
        design.point(evaluation, &mut point);
        let inner: Vec<f64> = point.iter().map(|u| u.clamp(EDGE, 1.0 - EDGE)).collect();
        let found = sides.losses(&numbers(sides.beliefs, &inner));
        found.map_or(f64::NAN, |all| gained(&all, &stakes))
    };
    let all: Vec<usize> = (0..design.evaluations()).collect();
    let columns = design.evaluations() / (rows as usize).max(1);
    let mut values = Vec::with_capacity(all.len());
    for batch in all.chunks(BATCH * columns) {
        values.par_extend(batch.par_iter().map(|evaluation| gain(*evaluation)));
        progress(values.len() / columns);
    }
    Ok(indices(&design.outcome(values), RESAMPLES, seed)?)
}

/// Resamples behind an interval.
const RESAMPLES: u32 = 500;

/// What a side has from keeping at the central beliefs; if nothing, a unit of payoff.
fn stake(it: &Holding) -> f64 {
    let stake = it.stake.centre().abs();
    if stake > 0.0 { stake } else { 1.0 }
}

/// What whoever gains most by leaving gains beyond the tolerance, in central stakes.
fn gained(all: &[Holding], stakes: &[f64]) -> f64 {
    let each = all.iter().zip(stakes).map(|(it, stake)| (it.loss.centre() - it.tolerance) / stake);
    each.fold(f64::NEG_INFINITY, f64::max)
}

/// How near an end of a range a walk goes: ranges without ends have none to stand on.
const EDGE: f64 = 1.0 / 64.0;

/// One set of numbers at a point of the cube.
fn numbers(beliefs: &Beliefs, point: &[f64]) -> world::Values {
    let mut uniforms = point.iter();
    beliefs.sample(|| uniforms.next().copied().unwrap_or(0.5))
}

fn by_all(holdings: &[Holding]) -> Holds {
    let any = |what| holdings.iter().any(|it| it.holds() == what);
    match (any(Holds::No), any(Holds::Undecided)) {
        (true, _) => Holds::No,
        (false, true) => Holds::Undecided,
        (false, false) => Holds::Yes,
    }
}

impl Sampled {
    /// Points of one kind.
    #[must_use]
    pub fn count(&self, what: Holds) -> usize {
        self.holds.iter().filter(|holds| **holds == what).count()
    }

    /// The part of the space where points of one kind are dense, if there are enough of them and
    /// of others, and if any condition means something.
    ///
    /// # Errors
    /// [`SpaceError::Sampling`] if a number is not finite.
    pub fn part(&self, what: Holds) -> Result<Option<Part>, SpaceError> {
        let of_interest: Vec<bool> = self.holds.iter().map(|holds| *holds == what).collect();
        let met = self.count(what);
        if met < FEWEST || self.holds.len() - met < FEWEST {
            return Ok(None);
        }
        let cases = Cases::new(self.columns.clone(), of_interest)?;
        let found = peel(&cases, &Peeling::default());
        let peeled = pruned(&cases, found.best(), MEANS_SOMETHING);
        let conditions = restrictions(&cases, &peeled);
        let met = found.trajectory.iter().map(|it| it.quality).collect();
        let trajectory = (met, found.chosen);
        Ok((!conditions.is_empty()).then_some(Part { peeled, trajectory, conditions }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kept exactly where the first number is high and the second low.
    fn sampled() -> Sampled {
        let cube = scrambled_sobol(3, 512, 3).expect("three inputs");
        let column = |input: usize| (0..cube.len()).map(|n| 10.0 * cube.row(n)[input]).collect();
        let kept = |n: usize| cube.row(n)[0] > 0.4 && cube.row(n)[1] < 0.7;
        let holds = (0..cube.len()).map(|n| if kept(n) { Holds::Yes } else { Holds::No });
        Sampled {
            inputs: vec![EntryId(0), EntryId(4), EntryId(9)],
            columns: (0..3).map(column).collect(),
            holds: holds.collect(),
        }
    }

    #[test]
    fn what_one_would_have_to_believe_is_found() {
        let part = sampled().part(Holds::Yes).expect("finite").expect("enough of both");
        assert_eq!(part.peeled.bounds.bounded(), [0, 1]);
        assert!((part.peeled.bounds.lower[0] - 4.0).abs() < 0.3, "{part:?}");
        assert!((part.peeled.bounds.upper[1] - 7.0).abs() < 0.3, "{part:?}");
        assert!(part.peeled.quality.density > 0.95 && part.peeled.quality.coverage > 0.95);
    }

    #[test]
    fn too_few_of_a_kind_give_no_part() {
        let mut all = sampled();
        all.holds.fill(Holds::Yes);
        all.holds[..9].fill(Holds::No);
        assert!(all.part(Holds::No).expect("finite").is_none());
        assert!(all.part(Holds::Undecided).expect("finite").is_none());
    }
}
