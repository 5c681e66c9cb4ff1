//! From each date of a recorded case: what would have been said then, beside what came.
//!
//! Problem. On a date only the lines up to it are known, and of the beliefs only what rests on older
//! sources ([`world::hindsight`]). The state that those lines lead to is run ahead with the drive that
//! every other answer uses, everybody keeping to the text and nature as believed, and asked
//! after 90, 180 and 365 days whether the accord is in force, whether it is kept, and how each file
//! stands. The same is asked of the whole record, and of two forecasters who use no model
//! ([`world::naive`]). Beliefs as written are scored beside those known then, to show what hindsight
//! buys.
//!
//! Limits. The text itself may have been encoded with hindsight. Dates of one case are not
//! independent. Periods are whole: 365 days are twelve of thirty, or four of ninety.

mod standing;

use crate::drive::Drive;
use crate::replay::{Course, Recorded};
use crate::simulate::{Ahead, Simulation};
use kernel::{Accord, Hours};
use rayon::prelude::*;
use std::collections::BTreeSet;
use world::hindsight::{Replaced, as_known};
use world::naive::{Past, class_before};
use world::survival_baseline::End;
use world::table::{Date, date_after};
use world::{Beliefs, hazard};

pub use standing::{Question, answers, questions};

/// How far ahead is asked.
///
/// # Units
/// Days.
pub const HORIZONS_DAYS: [u32; 3] = [90, 180, 365];

/// Days between two forecasts where nothing is recorded.
const EVERY_DAYS: u32 = 90;

/// An accord with its record, as one reader models it.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// As the table of past agreements calls it, so that it is no precedent of itself.
    pub name: &'a str,
    /// The agreement, without what the beliefs leave out.
    pub accord: &'a Accord,
    /// The beliefs as written.
    pub beliefs: &'a Beliefs,
    /// The date of day 0.
    pub day_zero: Date,
    /// What is on record, in order, recollected lines left out.
    pub history: &'a [Recorded],
    /// Up to when the record goes.
    pub until: Hours,
}

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Paths from each date.
    pub paths: u64,
    /// Seed of everything drawn.
    pub seed: u64,
}

/// One question from one date, and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// When it was asked, since day 0.
    pub at: Hours,
    /// That date.
    pub date: Date,
    /// What was asked.
    pub question: Question,
    /// After how many days.
    pub days: u32,
    /// Whether it was so on the date.
    pub now: bool,
    /// Whether it was so then, if the record says.
    pub happened: Option<bool>,
    /// The chances given.
    pub chances: Chances,
}

/// What each forecaster gave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// The model under beliefs known on the date.
    pub known: f64,
    /// The model under beliefs as written.
    pub written: f64,
    /// Change at a constant rate.
    pub constant: f64,
    /// No change.
    pub persists: f64,
}

/// All forecasts of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct BackTest {
    /// In order of date, question, horizon.
    pub forecasts: Vec<Forecast>,
    /// What was replaced in the beliefs, by date.
    pub replaced: Vec<(Date, Vec<Replaced>)>,
}

/// Forecasts from day 0, from every recorded date and from every ninetieth day, until the accord or the
/// record ends. `done` is told of each date.
#[must_use]
pub fn backtest(case: &Case<'_>, effort: Effort, done: &(dyn Fn() + Sync)) -> BackTest {
    let truth = Course::of(case.accord, case.history, case.until);
    let dates: Vec<Hours> = dates(case)
        .into_iter()
        .filter(|at| truth.at(*at).is_some_and(|state| state.ended.is_none()))
        .collect();
    let from = |at: &Hours| {
        let told = from_date(case, *at, effort);
        done();
        told
    };
    let told: Vec<(Vec<Forecast>, Vec<Replaced>)> = dates.par_iter().map(from).collect();
    let replaced = dates.iter().zip(&told);
    let replaced =
        replaced.map(|(at, it)| (date_after(case.day_zero, *at), it.1.clone())).collect();
    let mut forecasts: Vec<Forecast> = told.into_iter().flat_map(|it| it.0).collect();
    forecasts.iter_mut().for_each(|it| it.happened = came(case, &truth, it));
    BackTest { forecasts, replaced }
}

/// Dates to forecast from.
fn dates(case: &Case<'_>) -> BTreeSet<Hours> {
    let recorded = case.history.iter().filter(|line| line.act.is_some()).map(|line| line.at);
    let steps = case.until.0 / Hours::days(EVERY_DAYS).0;
    let regular = (0..=steps).map(|step| Hours::days(EVERY_DAYS * step));
    recorded.chain(regular).filter(|at| *at < case.until).collect()
}

/// What the record says of it; nothing beyond its end, unless the accord had ended.
fn came(case: &Case<'_>, truth: &Course, forecast: &Forecast) -> Option<bool> {
    let then = forecast.at.plus(Hours::days(forecast.days));
    let state = truth.at(then.min(case.until))?;
    let known = then <= case.until || state.ended.is_some();
    known.then(|| answers(case.accord, state).get(forecast.question.place()).copied())?
}

/// What would have been said on one date. Of the record only the lines up to it are read.
#[must_use]
pub fn from_date(case: &Case<'_>, at: Hours, effort: Effort) -> (Vec<Forecast>, Vec<Replaced>) {
    let course = Course::of(case.accord, case.history, at);
    let date = date_after(case.day_zero, at);
    let Some(state) = course.at(at) else { return (Vec::new(), Vec::new()) };
    let (known, replaced) = as_known(case.beliefs, date);
    let drive = Drive::new(case.accord, case.beliefs, None)
        .starting_at(state.clone())
        .after_periods(at.0.checked_div(case.beliefs.period.0).unwrap_or(0));
    let simulation = Simulation::new(&drive);
    let periods = HORIZONS_DAYS.map(|days| periods(case.beliefs.period, days));
    let ahead = Ahead { paths: effort.paths, seed: effort.seed, periods: &periods };
    let ask = |state: &kernel::State| answers(case.accord, state);
    let by_known = simulation.shares_ahead(&known, ahead, &ask);
    let by_written = simulation.shares_ahead(case.beliefs, ahead, &ask);
    let now = answers(case.accord, state);
    let mut list = Vec::new();
    for (question, now) in questions(case.accord).into_iter().zip(now) {
        let naive = Naive::new(case, &course, question, now, date);
        for (row, days) in HORIZONS_DAYS.into_iter().enumerate() {
            let of = |table: &[Vec<f64>]| table.get(row)?.get(question.place()).copied();
            let chances = Chances {
                known: of(&by_known).unwrap_or(0.0),
                written: of(&by_written).unwrap_or(0.0),
                constant: naive.constant(days),
                persists: f64::from(u8::from(now)),
            };
            list.push(Forecast { at, date, question, days, now, happened: None, chances });
        }
    }
    (list, replaced)
}

/// Whole periods nearest to so many days, one at least.
fn periods(period: Hours, days: u32) -> u32 {
    let (span, period) = (Hours::days(days).0, period.0.max(1));
    ((span + period / 2) / period).max(1)
}

/// Who looks at nothing but how often the answer has changed.
struct Naive {
    now: bool,
    past: Past,
}

impl Naive {
    fn new(case: &Case<'_>, course: &Course, question: Question, now: bool, date: Date) -> Self {
        let own = standing::past(case.accord, course, question, now);
        let end = if question == Question::InForce { End::Declared } else { End::NotKept };
        let class = if now { class_before(end, date, case.name) } else { Past::default() };
        Self { now, past: own.and(class) }
    }

    fn constant(&self, days: u32) -> f64 {
        let unchanged = self.past.unchanged_for(hazard::years(Hours::days(days)));
        if self.now { unchanged } else { 1.0 - unchanged }
    }
}
