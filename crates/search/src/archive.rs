//! Every point that was evaluated, once.

use crate::{Point, Problem, front};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every point was evaluated.
    Exhausted,
    /// As many generations as asked.
    Generations,
    /// As many evaluations as allowed.
    Budget,
    /// It was stopped from outside.
    Stopped,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Every point that was evaluated, in order.
    pub points: Vec<Point>,
    /// Numbers of the feasible points that nothing evaluated beats.
    pub front: Vec<usize>,
    /// Numbers of the last population; all points where there was none.
    pub population: Vec<usize>,
    /// Generations run.
    pub generations: u32,
    /// Why it ended.
    pub ended: Ended,
}

/// Points in the order of evaluation, found again by their bits.
pub(crate) struct Archive {
    keys: IndexSet<Vec<u64>, FxBuildHasher>,
    points: Vec<Point>,
    budget: usize,
    pub(crate) stopped: bool,
}

impl Archive {
    pub(crate) fn new(budget: usize) -> Self {
        Self { keys: IndexSet::default(), points: Vec::new(), budget, stopped: false }
    }

    pub(crate) fn len(&self) -> usize {
        self.points.len()
    }

    /// A point by its number.
    pub(crate) fn point(&self, number: usize) -> &Point {
        &self.points[number]
    }

    pub(crate) fn spent(&self) -> bool {
        self.len() >= self.budget
    }

    pub(crate) fn knows(&self, point: &Point) -> bool {
        self.keys.contains(&key(point))
    }

    /// Evaluates those that are new, as far as the budget goes; their numbers.
    pub(crate) fn evaluate(
        &mut self,
        problem: &mut impl Problem,
        points: Vec<Point>,
    ) -> Vec<usize> {
        let before = self.len();
        let mut fresh: Vec<Point> = Vec::new();
        for point in points {
            if before + fresh.len() < self.budget && self.keys.insert(key(&point)) {
                fresh.push(point);
            }
        }
        let done = problem.evaluate(&fresh).min(fresh.len());
        self.stopped |= done < fresh.len();
        fresh.truncate(done);
        self.points.extend(fresh);
        self.keys.truncate(self.points.len());
        (before..self.len()).collect()
    }

    pub(crate) fn found(
        self,
        problem: &impl Problem,
        population: Vec<usize>,
        generations: u32,
        ended: Ended,
    ) -> Found {
        let judged: Vec<_> = (0..self.len()).map(|number| problem.judged(number)).collect();
        let ended = if self.stopped { Ended::Stopped } else { ended };
        Found { points: self.points, front: front(&judged), population, generations, ended }
    }
}

fn key(point: &Point) -> Vec<u64> {
    point.iter().map(|value| (value + 0.0).to_bits()).collect()
}
