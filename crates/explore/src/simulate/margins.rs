//! Margins sampled where enumeration stops: departures for one period, followed by the text, against
//! keeping under the same luck.
//!
//! Problem. A one-shot margin needs only the value of following the text from the two states that
//! keeping and departing lead to. So paths are drawn that keep, the points at which a party chooses
//! are counted, and from each that is met often enough both ways are walked on with common random
//! numbers: the two lives meet again in the same state as a rule, and what is left of the difference
//! is then nought. More pairs are spent where the sign is in doubt.
//!
//! What this does not cover: plans of several departures, and points that only a departure leads to.
//! The least of several sampled margins is too low by about its error; it is what is printed.

use super::mark::{Mark, Marks};
use super::outcome::Outcome;
use super::purse::Purse;
use super::table::START;
use super::walk::{Walker, Watch};
use super::{BLOCK, Run, Simulation, Told, chances};
use crate::drive::{Choice, Micro};
use crate::hold::DECISIVE;
use kernel::ActorId;
use rayon::prelude::*;
use sampling::{FEW, Stream};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use world::Values;

/// Pairs of a first look at a departure.
const FIRST: u64 = 256;
/// Points between two reports of progress.
const PART: usize = 16;
/// Periods after which what is still to come counts less than a millionth, at most.
const PERIODS_MAX: u32 = 4_000;
/// Seeds of pairs are the run's with these bits turned.
const PAIRS: u64 = 0x0DD5_0F00_7B1A_5001;

/// How much to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spend {
    /// Points at which a party chooses, most visited first.
    pub points: usize,
    /// Pairs of paths for each departure whose sign is in doubt.
    pub pairs: u64,
}

/// The margin of a departure at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledMargin {
    /// Where.
    pub at: Micro,
    /// The departure from a promise that comes closest to paying.
    pub deviation: Choice,
    /// Keeping less departing.
    pub margin: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Expected visits within the horizon, everybody keeping.
    pub visits: f64,
    /// Pairs of paths behind it.
    pub pairs: u64,
    /// Whether nearly all pairs differ by the same: what happens rarely may not have been met, and the
    /// error does not tell of it.
    pub too_few: bool,
}

impl SampledMargin {
    /// Whether its sign is in doubt: it lies within three errors of nothing.
    #[must_use]
    pub fn in_doubt(&self) -> bool {
        self.margin.abs() < 3.0 * self.standard_error
    }
}

/// The margins of one party.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledMargins {
    /// Whose.
    pub party: ActorId,
    /// Value of everybody keeping at signature, and its standard error.
    pub stake: (f64, f64),
    /// Margins, least first.
    pub margins: Vec<SampledMargin>,
    /// Points met often enough to decide that were left out for want of `Spend::points`.
    pub left_out: usize,
}

/// Counts the points at which somebody could choose.
struct Choices<'a> {
    simulation: &'a Simulation<'a>,
    met: Vec<u32>,
}

impl Watch for Choices<'_> {
    fn went(&mut self, from: u32, _: usize, _: u32) {
        if self.simulation.table.mark(from).is_some_and(|mark| !mark.choices.is_empty()) {
            self.met.push(from);
        }
    }
}

/// Sums of differences.
#[derive(Clone, Copy, Default)]
struct Pairs {
    count: u64,
    sum: f64,
    squares: f64,
    first: f64,
    /// Pairs that differ otherwise than the first.
    others: u64,
}

impl Pairs {
    fn add(&mut self, difference: f64) {
        if self.count == 0 {
            self.first = difference;
        }
        self.others += u64::from((difference - self.first).abs() > 1e-9);
        self.count += 1;
        self.sum += difference;
        self.squares += difference * difference;
    }

    fn mean(&self) -> (f64, f64) {
        let n = (self.count as f64).max(1.0);
        let mean = self.sum / n;
        let spread = (self.squares - n * mean * mean).max(0.0);
        (mean, (spread / (n * (n - 1.0).max(1.0))).sqrt())
    }

    /// Whether fewer than ten pairs are not like the others.
    fn too_few(&self) -> bool {
        self.others.min(self.count - self.others.min(self.count)) < FEW
    }

    fn in_doubt(&self) -> bool {
        let (mean, error) = self.mean();
        self.too_few() || mean.abs() < 3.0 * error
    }
}

impl Simulation<'_> {
    /// The margins of the party that is free in this simulation's drive, which has to be measuring
    /// ([`Simulation::measuring`]); `None` if nobody is free.
    ///
    /// `run`: paths that are drawn to find the points that are met. `progress` is told of the points
    /// that are done; those that a stop leaves are left out and counted.
    #[must_use]
    pub fn margins(
        &self,
        values: &Values,
        run: &Run,
        spend: Spend,
        progress: Told<'_>,
    ) -> Option<SampledMargins> {
        let (party, marks) = (self.drive.free?, self.table.marks()?);
        let chances = chances(self.drive, values);
        let paths = run.paths.end.saturating_sub(run.paths.start).max(1) as f64;
        let met = self.met(&chances, run);
        let often = |count: u64| count as f64 / paths >= DECISIVE;
        let mut points: Vec<(u32, u64)> = met.into_iter().filter(|(_, n)| often(*n)).collect();
        points.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let found = points.len();
        points.truncate(spend.points);
        let rollout = Rollout {
            simulation: self,
            marks,
            values,
            chances: &chances,
            party,
            seed: run.seed ^ PAIRS,
        };
        let one = |(node, count): &(u32, u64)| rollout.margin(*node, *count as f64 / paths, spend);
        let (mut margins, mut done): (Vec<SampledMargin>, usize) = (Vec::new(), 0);
        for part in points.chunks(PART) {
            margins.par_extend(part.par_iter().filter_map(one));
            done += part.len();
            if progress(done as u64).is_break() {
                break;
            }
        }
        margins.sort_by(|a, b| a.margin.total_cmp(&b.margin));
        let stake = rollout.stake(spend.pairs);
        Some(SampledMargins { party, stake, margins, left_out: found - done })
    }

    /// How often each point is met at which the free party chooses.
    fn met(&self, chances: &[f64], run: &Run) -> BTreeMap<u32, u64> {
        let watcher = || Choices { simulation: self, met: Vec::new() };
        let counted = |paths: Vec<(Outcome, Choices<'_>)>| {
            let mut met: BTreeMap<u32, u64> = BTreeMap::new();
            let all = paths.iter().flat_map(|(_, watch)| &watch.met);
            all.for_each(|node| *met.entry(*node).or_default() += 1);
            met
        };
        let whole: Told<'_> = &mut |_| ControlFlow::Continue(());
        let blocks = self.watched(chances, run, watcher, counted, whole);
        let mut sum: BTreeMap<u32, u64> = BTreeMap::new();
        for (node, count) in blocks.into_iter().flatten() {
            *sum.entry(node).or_default() += count;
        }
        sum
    }
}

/// Pays one party along a path.
struct Pays<'a, 'b> {
    simulation: &'a Simulation<'a>,
    purse: &'b mut Purse<'a>,
}

impl Watch for Pays<'_, '_> {
    fn went(&mut self, from: u32, way: usize, _: u32) {
        if let Some(mark) = self.simulation.table.mark(from) {
            self.purse.pay(mark, way);
        }
    }
}

struct Rollout<'a> {
    simulation: &'a Simulation<'a>,
    marks: &'a Marks,
    values: &'a Values,
    chances: &'a [f64],
    party: ActorId,
    seed: u64,
}

impl<'a> Rollout<'a> {
    /// The departure at a point that comes closest to paying.
    fn margin(&self, node: u32, visits: f64, spend: Spend) -> Option<SampledMargin> {
        let mark = self.simulation.table.mark(node)?;
        let at = self.simulation.table.micro(node)?;
        let first = address(&at);
        let promises = mark.choices.iter().enumerate().filter(|(_, it)| !it.is_lawful());
        let sampled = promises.map(|(way, choice)| {
            let mut pairs = Pairs::default();
            let mut wanted = FIRST.min(spend.pairs);
            while pairs.count < wanted {
                for number in pairs.count..wanted {
                    pairs.add(self.pair(mark, way, first.wrapping_add(number)));
                }
                if pairs.in_doubt() {
                    wanted = wanted.saturating_mul(2).min(spend.pairs);
                }
            }
            (choice, pairs)
        });
        let least = sampled.min_by(|a, b| a.1.mean().0.total_cmp(&b.1.mean().0))?;
        let (margin, standard_error) = least.1.mean();
        let (deviation, pairs, too_few) = (least.0.clone(), least.1.count, least.1.too_few());
        Some(SampledMargin { at, deviation, margin, standard_error, visits, pairs, too_few })
    }

    /// Keeping less departing on one path of luck.
    fn pair(&self, mark: &Mark, way: usize, number: u64) -> f64 {
        let stream = Stream::new(self.seed, number);
        let mut lives = [0, way].map(|way| self.life(mark, way));
        for month in 1..=PERIODS_MAX {
            lives.iter_mut().for_each(|life| self.month(life, month, &stream));
            let [keeps, departs] = &lives;
            if keeps.node == departs.node || (keeps.over && departs.over) {
                break;
            }
        }
        lives[0].purse.gained[0] - lives[1].purse.gained[0]
    }

    /// What keeping is worth from the start.
    fn stake(&self, paths: u64) -> (f64, f64) {
        let mut sum = Pairs::default();
        let start = Mark { ways: vec![START], ..Mark::default() };
        for number in 0..paths.max(BLOCK) {
            let stream = Stream::new(self.seed, number | 1 << 62);
            let mut life = self.life(&start, 0);
            for month in 1..=PERIODS_MAX {
                self.month(&mut life, month, &stream);
                if life.over {
                    break;
                }
            }
            sum.add(life.purse.gained[0]);
        }
        sum.mean()
    }

    fn life(&self, mark: &Mark, way: usize) -> Life<'a> {
        let beliefs = self.simulation.drive.beliefs;
        let mut purse = Purse::new(self.marks, beliefs, self.values, vec![self.party]);
        purse.pay(mark, way);
        let node = mark.ways.get(way).copied().unwrap_or(START);
        Life { node, over: false, purse, path: Outcome::default() }
    }

    fn month(&self, life: &mut Life<'a>, month: u32, stream: &Stream) {
        if life.over {
            return;
        }
        let table = &self.simulation.table;
        let walker = Walker { table, chances: self.chances, horizon: PERIODS_MAX };
        life.path.months = month;
        let mut pays = Pays { simulation: self.simulation, purse: &mut life.purse };
        life.node = walker.month(life.node, stream, &mut life.path, &mut pays);
        life.over = life.path.end.is_some();
    }
}

/// One life that is followed on.
struct Life<'a> {
    node: u32,
    over: bool,
    purse: Purse<'a>,
    path: Outcome,
}

/// A number for the luck at a point that does not depend on who came there first.
fn address(at: &Micro) -> u64 {
    let digest = kernel::digest(&at.state).to_string();
    let own = digest.bytes().chain(at.stage.to_le_bytes()).chain(at.hawks.to_le_bytes());
    let mixed = own.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (mixed << 20) >> 2
}
