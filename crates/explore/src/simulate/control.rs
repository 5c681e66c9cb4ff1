//! Survival with fewer paths: what nature drew against what it was to draw.
//!
//! Each row of `Beliefs::odds` is a control: how often it happened on a path less the chance it had
//! each time it was drawn. Whether it is drawn depends on the path so far, never on the draw, so
//! that the mean of the control is exactly zero whatever the text says (a martingale), and regression
//! on all of them takes out what they explain.

use super::outcome::Outcome;
use super::walk::Watch;
use super::{Run, Simulation, Told, chances};
use kernel::state::Cause;
use sampling::{Controls, Reduced};
use world::Values;

/// Estimates with controls.
#[derive(Clone, Debug, PartialEq)]
pub struct Controlled {
    /// Share of paths in force or fulfilled at the horizon.
    pub survival: Reduced,
    /// Months in force or fulfilled within the horizon.
    pub lived: Reduced,
    /// How many controls there were.
    pub controls: usize,
}

/// What was drawn of each row, less what was to be expected.
struct Surplus<'a> {
    chances: &'a [f64],
    sum: Vec<f64>,
}

impl Watch for Surplus<'_> {
    fn drew(&mut self, odds: u32, happened: bool) {
        let place = odds as usize;
        let (Some(sum), Some(chance)) = (self.sum.get_mut(place), self.chances.get(place)) else {
            return;
        };
        *sum += f64::from(u8::from(happened)) - chance;
    }
}

impl Simulation<'_> {
    /// Survival and restricted mean of everybody keeping, by regression on every chance.
    #[must_use]
    pub fn controlled(&self, values: &Values, run: &Run, progress: Told<'_>) -> Controlled {
        let chances = chances(self.drive, values);
        let (count, horizon) = (chances.len(), self.drive.beliefs.horizon);
        let watcher = || Surplus { chances: &chances, sum: vec![0.0; count] };
        let sums = |paths: Vec<(Outcome, Surplus<'_>)>| {
            let mut both = [empty(count), empty(count)];
            for (path, surplus) in &paths {
                let (kept, lived) = lived(path, horizon);
                add(&mut both[0], f64::from(u8::from(kept)), &surplus.sum);
                add(&mut both[1], f64::from(lived), &surplus.sum);
            }
            both
        };
        let blocks = self.watched(&chances, run, watcher, sums, progress);
        let mut both = [empty(count), empty(count)];
        for block in &blocks {
            both.iter_mut().zip(block).for_each(|(sum, part)| merge(sum, part));
        }
        let [survival, lived] = both.map(|sums| sums.estimate());
        Controlled { survival, lived, controls: count }
    }
}

/// Whether a path is in force or fulfilled at the horizon, and for how many months it was.
pub(super) fn lived(path: &Outcome, horizon: u32) -> (bool, u32) {
    match path.end {
        Some(ended) if ended.cause != Cause::Completed => (false, path.months),
        _ => (true, horizon),
    }
}

fn empty(count: usize) -> Controls {
    Controls {
        paths: 0,
        outcome: 0.0,
        squares: 0.0,
        controls: vec![0.0; count],
        products: vec![vec![0.0; count]; count],
        with_outcome: vec![0.0; count],
    }
}

fn add(sums: &mut Controls, outcome: f64, controls: &[f64]) {
    sums.paths += 1;
    sums.outcome += outcome;
    sums.squares += outcome * outcome;
    for (i, control) in controls.iter().enumerate().filter(|(_, it)| **it != 0.0) {
        sums.controls[i] += control;
        sums.with_outcome[i] += outcome * control;
        let row = sums.products[i].iter_mut().zip(controls);
        row.for_each(|(sum, other)| *sum += control * other);
    }
}

fn merge(sums: &mut Controls, part: &Controls) {
    let join = |own: &mut [f64], their: &[f64]| {
        own.iter_mut().zip(their).for_each(|(own, their)| *own += their);
    };
    sums.paths += part.paths;
    sums.outcome += part.outcome;
    sums.squares += part.squares;
    join(&mut sums.controls, &part.controls);
    join(&mut sums.with_outcome, &part.with_outcome);
    let rows = sums.products.iter_mut().zip(&part.products);
    rows.for_each(|(own, their)| join(own, their));
}
