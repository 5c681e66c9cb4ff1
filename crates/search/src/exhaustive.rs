//! Every point of a small space.

use crate::archive::Archive;
use crate::{Axis, Ended, Found, Point, Problem};

/// Points evaluated at once.
const BATCH: usize = 32;

/// How many points there are; none if some axis is not whole or there are too many to count.
#[must_use]
pub fn size(axes: &[Axis]) -> Option<u64> {
    axes.iter().try_fold(1_u64, |total, axis| total.checked_mul(axis.count()?))
}

/// Evaluates the given points first, then every other up to the budget, the last axis running
/// fastest.
pub fn exhaustive(problem: &mut impl Problem, first: &[Point], budget: usize) -> Found {
    let axes = problem.axes().to_vec();
    let mut archive = Archive::new(budget);
    archive.evaluate(problem, first.to_vec());
    let total = size(&axes).unwrap_or(0);
    let mut place = 0;
    while place < total && !archive.stopped && !archive.spent() {
        let end = total.min(place + BATCH as u64);
        archive.evaluate(problem, (place..end).map(|at| point(&axes, at)).collect());
        place = end;
    }
    let ended = if place < total { Ended::Budget } else { Ended::Exhausted };
    let population = (0..archive.len()).collect();
    archive.found(problem, population, 0, ended)
}

fn point(axes: &[Axis], place: u64) -> Point {
    let mut rest = place;
    let mut point: Point = axes
        .iter()
        .rev()
        .map(|axis| {
            let count = axis.count().unwrap_or(1).max(1);
            let value = axis.value(rest % count);
            rest /= count;
            value
        })
        .collect();
    point.reverse();
    point
}
