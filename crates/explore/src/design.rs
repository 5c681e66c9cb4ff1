//! Designs of a text, each scored on its enumerated core: what a search among them asks.
//!
//! Problem. A design is a point of a space that somebody else turns into a text and beliefs; it is
//! scored by margins, stakes, temptations, exposure and survival ([`score`]), each taken over the
//! central beliefs or over samples of what is believed ([`robust`]), and judged by goals and
//! limits. Every design meets the same samples: a number is drawn by what it is called, so that two
//! texts differ by what they say and not by luck.

pub mod robust;
pub mod score;

pub use robust::Over;
pub use score::{Asked, Reader, Sample, Score, SideScore, drawn, scored};

use crate::exposure::Good;
use crate::hold::Holds;
use kernel::ActorId;
use rayon::prelude::*;
use search::{Axis, Judged, Point, Problem};
use std::ops::ControlFlow;

/// Violation of a design that no text says, that has an error, or that is too large to be scored.
const UNSCORED: f64 = 1e9;
/// Designs scored between two reports of progress, for each thread.
const AT_ONCE: usize = 2;

/// What is measured of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Keeping less the departure that comes closest to paying.
    Margin(ActorId),
    /// What everybody keeping is worth at signature.
    Stake(ActorId),
    /// What the best plan gains over keeping.
    Temptation(ActorId),
    /// The most that a party can be out of pocket in a good, in its unit.
    Exposure(ActorId, Good),
    /// Share in force or fulfilled after so many periods.
    Survival(u32),
}

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// Of what.
    pub measure: Measure,
    /// More is better.
    pub maximise: bool,
    /// Over what.
    pub over: Over,
}

/// What must be.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// Every side keeps at the central beliefs.
    Keeps,
    /// Every side keeps in this share of the samples.
    KeepsIn(f64),
    /// A measure is at least (`true`) or at most a number.
    Bound {
        /// Of what.
        measure: Measure,
        /// Over what.
        over: Over,
        /// At least, not at most.
        least: bool,
        /// The number.
        limit: f64,
    },
}

/// A text that a point stands for, with what each reader believes of it.
pub struct Made {
    /// By reader: the text without what the beliefs leave out, and the beliefs.
    pub readers: Vec<Reader>,
    /// Names of parts of one sum with what they are parts of.
    pub together: Vec<(String, String)>,
}

/// Designs under search: scored once, judged as often as asked.
pub struct Designs<'a, F> {
    /// The axes of the space.
    pub axes: Vec<Axis>,
    /// What a point stands for, or in words why it stands for nothing.
    pub make: F,
    /// What is wanted.
    pub goals: Vec<Goal>,
    /// What must be.
    pub limits: Vec<Limit>,
    /// How far each is scored.
    pub asked: Asked,
    /// Told how many were scored; a break ends the search.
    pub told: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    /// By number: the scores, or why there are none.
    pub scores: Vec<Result<Score, String>>,
    /// By goal that is taken by regret: the best in each sample.
    best: Vec<Vec<f64>>,
}

impl<'a, F> Designs<'a, F>
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    /// Nothing scored yet.
    pub fn new(
        axes: Vec<Axis>,
        make: F,
        (goals, limits): (Vec<Goal>, Vec<Limit>),
        asked: Asked,
        told: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Self {
        let best = vec![Vec::new(); goals.len()];
        Self { axes, make, goals, limits, asked, told, scores: Vec::new(), best }
    }

    /// Scores one text that stands outside the space and keeps it among the rest.
    ///
    /// # Errors
    /// In words, why it cannot be scored.
    pub fn score(&self, made: &Made) -> Result<Score, String> {
        scored(made, &self.asked)
    }

    /// A goal's value for a score; less is not always better.
    #[must_use]
    pub fn value(&self, goal: usize, score: &Score) -> f64 {
        let goal_of = self.goals[goal];
        let values = score.values(goal_of.measure);
        robust::taken(goal_of.over, goal_of.maximise, &values, &self.best[goal])
    }

    /// How a score is judged.
    #[must_use]
    pub fn judge(&self, score: &Score) -> Judged {
        let objective = |goal: usize| {
            let (value, of) = (self.value(goal, score), self.goals[goal]);
            if of.maximise && of.over != Over::Regret { -value } else { value }
        };
        Judged {
            objectives: (0..self.goals.len()).map(objective).collect(),
            violation: self.limits.iter().map(|limit| violation(limit, score)).sum(),
        }
    }

    /// Keeps what is best in each sample up to date.
    fn learn(&mut self, score: &Score) {
        if self.limits.iter().any(|limit| violation(limit, score) > 0.0) {
            return;
        }
        for (goal, best) in self.goals.iter().zip(&mut self.best) {
            if goal.over != Over::Regret {
                continue;
            }
            let values = score.values(goal.measure);
            best.resize(values.samples.len(), if goal.maximise { f64::MIN } else { f64::MAX });
            for (best, value) in best.iter_mut().zip(&values.samples) {
                *best = if goal.maximise { best.max(*value) } else { best.min(*value) };
            }
        }
    }
}

impl<F> Problem for Designs<'_, F>
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    fn axes(&self) -> &[Axis] {
        &self.axes
    }

    fn evaluate(&mut self, points: &[Point]) -> usize {
        let mut done = 0;
        for batch in points.chunks(AT_ONCE * rayon::current_num_threads()) {
            let (make, asked) = (&self.make, &self.asked);
            let found: Vec<Result<Score, String>> =
                batch.par_iter().map(|point| scored(&make(point)?, asked)).collect();
            for score in found {
                if let Ok(score) = &score {
                    self.learn(score);
                }
                self.scores.push(score);
            }
            done += batch.len();
            if (self.told)(self.scores.len()).is_break() {
                break;
            }
        }
        done
    }

    fn judged(&self, number: usize) -> Judged {
        match self.scores.get(number) {
            Some(Ok(score)) => self.judge(score),
            _ => Judged { objectives: vec![f64::INFINITY; self.goals.len()], violation: UNSCORED },
        }
    }
}

/// By how much a limit fails, as a share of its number; 0 if it does not.
fn violation(limit: &Limit, score: &Score) -> f64 {
    match limit {
        Limit::Keeps => score.centres.iter().map(failing).fold(0.0, f64::max),
        Limit::KeepsIn(share) => {
            let kept = score.samples.iter().filter(|sample| failing(sample) <= 0.0).count();
            (share - kept as f64 / score.samples.len().max(1) as f64).max(0.0)
        }
        Limit::Bound { measure, over, least, limit } => {
            let value = robust::taken(*over, *least, &score.values(*measure), &[]);
            let beyond = if *least { limit - value } else { value - limit };
            beyond.max(0.0) / limit.abs().max(1.0)
        }
    }
}

/// By how much somebody's keeping fails in one sample; at least a little if it is not sure.
fn failing(sample: &Sample) -> f64 {
    let one = |side: &SideScore| match side.holds {
        Holds::Yes => 0.0,
        Holds::No | Holds::Undecided => {
            ((side.temptation - side.tolerance) / side.stake.abs().max(f64::MIN_POSITIVE)).max(1e-6)
        }
    };
    sample.sides.iter().map(one).fold(0.0, f64::max)
}
