//! A rare way of ending, drawn where it happens: chances tilted, paths weighed by their likelihood.
//!
//! Problem. An end with odds of one in 10,000 needs a million plain paths for an error of a tenth. Here
//! each chance `p` is drawn as `q`, and a path counts by the product of `p/q` over what happened and
//! `(1 - p)/(1 - q)` over what did not. `q` is found by cross-entropy: of the paths that ended so,
//! weighed, how often what was drawn happened. A first round under raised chances says which of them
//! the end hangs on, if plain paths do not meet it.
//!
//! # Source
//! R. Y. Rubinstein and D. P. Kroese, *The Cross-Entropy Method* (2004), 3; Owen (2013), 9.

use super::outcome::Outcome;
use super::walk::Watch;
use super::{Run, Simulation, Told, chances};
use kernel::state::Cause;
use sampling::{Weighted, weighted_share};
use std::ops::ControlFlow;
use world::{Odds, Values};

/// Paths of a round of the search.
const PILOT: u64 = 4096;
/// Paths that must end so before a round tells.
const ENOUGH: usize = 40;
/// Exponents by which chances are raised until enough paths end so.
const RAISED: [f64; 5] = [1.0, 0.8, 0.65, 0.5, 0.35];
/// Rounds once enough paths do.
const ROUNDS: usize = 4;
/// A chance is not drawn more than so many times as often.
const MOST: f64 = 30.0;
/// Part of a step that is taken.
const STEP: f64 = 0.8;
/// Seeds of the search are the run's with these bits turned: it shares no luck with the estimate.
const OTHER: u64 = 0x7EA2_11D0_5EED_0001;

/// A rare end estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct Rare {
    /// The share of paths that end so within the horizon.
    pub share: Weighted,
    /// What plain sampling would give as an error with as many paths.
    pub plain_error: f64,
    /// Chances that were tilted, with what they are and what was drawn.
    pub tilted: Vec<(Odds, f64, f64)>,
    /// Whether the search met the end often enough to tilt by it; if not, plain paths were drawn.
    pub found: bool,
}

impl Rare {
    /// How many times as many plain paths would be needed for the same error.
    #[must_use]
    pub fn variance_ratio(&self) -> f64 {
        let ratio = self.plain_error / self.share.standard_error;
        ratio * ratio
    }
}

/// Counts what was drawn, and the logarithm of the likelihood ratio.
struct Tilted<'a> {
    plain: &'a [f64],
    drawn: &'a [f64],
    log_weight: f64,
    happened: Vec<u32>,
    asked: Vec<u32>,
}

impl Watch for Tilted<'_> {
    fn drew(&mut self, odds: u32, happened: bool) {
        let at = odds as usize;
        let (Some(p), Some(q)) = (self.plain.get(at), self.drawn.get(at)) else { return };
        self.asked[at] += 1;
        self.happened[at] += u32::from(happened);
        if (p - q).abs() > 0.0 {
            let ratio = if happened { p / q } else { (1.0 - p) / (1.0 - q) };
            self.log_weight += libm::log(ratio);
        }
    }
}

/// One path that ended so: its weight, and what was drawn.
struct Hit {
    weight: f64,
    happened: Vec<u32>,
    asked: Vec<u32>,
}

impl Simulation<'_> {
    /// The share of paths that end by this cause within the horizon, everybody keeping. `progress` is
    /// told of the paths of the estimate, not of those of the search before it.
    #[must_use]
    pub fn rare(&self, values: &Values, run: &Run, cause: Cause, progress: Told<'_>) -> Rare {
        let plain = chances(self.drive, values);
        let tilt = self.tilt(&plain, run, cause);
        let drawn = tilt.clone().unwrap_or_else(|| plain.clone());
        let mut paths = 0;
        let mut told = |done| {
            paths = done;
            progress(done)
        };
        let (hits, _) = self.hits((&plain, &drawn), run, cause, &mut told);
        let weights: Vec<f64> = hits.iter().map(|hit| hit.weight).collect();
        let share = weighted_share(paths, &weights);
        let rows = self.drive.beliefs.odds.iter().zip(plain.iter().zip(&drawn));
        let moved = rows.filter(|(_, (p, q))| (*p - *q).abs() > 1e-3 * *p);
        Rare {
            plain_error: (share.mean * (1.0 - share.mean) / paths as f64).sqrt(),
            share,
            tilted: moved.map(|((odds, _), (p, q))| (*odds, *p, *q)).collect(),
            found: tilt.is_some(),
        }
    }

    /// Chances under which the end is met more often; `None` if it was met too rarely to tell.
    fn tilt(&self, plain: &[f64], run: &Run, cause: Cause) -> Option<Vec<f64>> {
        let pilot = |round: u64| Run {
            paths: round * PILOT..(round + 1) * PILOT,
            seed: run.seed ^ OTHER,
            threads: run.threads,
        };
        let whole: Told<'_> = &mut |_| ControlFlow::Continue(());
        let mut drawn = RAISED.iter().zip(0..).find_map(|(power, round)| {
            let raised: Vec<f64> = plain.iter().map(|p| libm::pow(*p, *power)).collect();
            let (hits, all) = self.hits((plain, &raised), &pilot(round), cause, whole);
            (hits.len() >= ENOUGH).then(|| lifted(plain, &raised, &hits, &all))
        })?;
        for round in 0..ROUNDS as u64 {
            let (hits, _) = self.hits((plain, &drawn), &pilot(100 + round), cause, whole);
            if hits.len() >= ENOUGH {
                drawn = fitted(plain, &drawn, &hits);
            }
        }
        Some(drawn)
    }

    /// The paths that ended so, and how often what was drawn happened on any.
    fn hits(
        &self,
        (plain, drawn): (&[f64], &[f64]),
        run: &Run,
        cause: Cause,
        progress: Told<'_>,
    ) -> (Vec<Hit>, Vec<(u64, u64)>) {
        let count = plain.len();
        let watcher = || Tilted {
            plain,
            drawn,
            log_weight: 0.0,
            happened: vec![0; count],
            asked: vec![0; count],
        };
        let counted = |paths: Vec<(Outcome, Tilted<'_>)>| {
            let mut all = vec![(0_u64, 0_u64); count];
            for (_, watch) in &paths {
                let both = watch.happened.iter().zip(&watch.asked);
                all.iter_mut().zip(both).for_each(|(sum, (happened, asked))| {
                    sum.0 += u64::from(*happened);
                    sum.1 += u64::from(*asked);
                });
            }
            let so = |path: &Outcome| path.end.is_some_and(|ended| ended.cause == cause);
            let hits = paths.into_iter().filter(|(path, _)| so(path)).map(|(_, watch)| Hit {
                weight: libm::exp(watch.log_weight),
                happened: watch.happened,
                asked: watch.asked,
            });
            (hits.collect::<Vec<_>>(), all)
        };
        let blocks = self.watched(drawn, run, watcher, counted, progress);
        let mut sum = (Vec::new(), vec![(0, 0); count]);
        for (hits, all) in blocks {
            sum.0.extend(hits);
            sum.1.iter_mut().zip(all).for_each(|(own, their)| {
                own.0 += their.0;
                own.1 += their.1;
            });
        }
        sum
    }
}

/// Each chance times how much oftener it happened on the paths that ended so than on all.
fn lifted(plain: &[f64], raised: &[f64], hits: &[Hit], all: &[(u64, u64)]) -> Vec<f64> {
    let one = |at: usize| {
        let sum = |get: fn(&Hit) -> &Vec<u32>| -> f64 {
            hits.iter().map(|hit| f64::from(get(hit)[at])).sum()
        };
        let (happened, asked) = (sum(|hit| &hit.happened), sum(|hit| &hit.asked));
        let overall = if all[at].1 > 0 { all[at].0 as f64 / all[at].1 as f64 } else { raised[at] };
        let lift = if asked > 0.0 && overall > 0.0 { happened / asked / overall } else { 1.0 };
        within(plain[at], plain[at] * lift)
    };
    (0..plain.len()).map(one).collect()
}

/// How often what was drawn happened on the paths that ended so, weighed.
fn fitted(plain: &[f64], drawn: &[f64], hits: &[Hit]) -> Vec<f64> {
    let one = |at: usize| {
        let sum = |get: fn(&Hit) -> &Vec<u32>| -> f64 {
            hits.iter().map(|hit| hit.weight * f64::from(get(hit)[at])).sum()
        };
        let (happened, asked) = (sum(|hit| &hit.happened), sum(|hit| &hit.asked));
        let best = if asked > 0.0 { happened / asked } else { plain[at] };
        within(plain[at], STEP * best + (1.0 - STEP) * drawn[at])
    };
    (0..plain.len()).map(one).collect()
}

/// A chance drawn as this, neither so seldom nor so often that a weight could run away; one that is
/// certain either way stays so.
fn within(plain: f64, wanted: f64) -> f64 {
    if plain <= 0.0 || plain >= 1.0 {
        return plain;
    }
    let (least, most) = (0.5 * plain, (MOST * plain).min(1.0 - 0.5 * (1.0 - plain)));
    wanted.clamp(least, most.max(least))
}
