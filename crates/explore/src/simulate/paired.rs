//! Two designs under the same luck: what their difference is, with the error of pairs.
//!
//! A draw is addressed by seed, path, period and process, and a process by what it is about
//! ([`super::process()`]), so that path `n` of one design meets the luck of path `n` of the other as
//! far as both ask for it (common random numbers).

use super::control::lived;
use super::outcome::Outcome;
use super::{Numbers, Run, Simulation, Told};
use sampling::{Moments, Sample};
use std::ops::ControlFlow;

/// One design less the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference.
    pub mean: f64,
    /// Standard error, by pairs.
    pub standard_error: f64,
    /// What it would be if each had luck of its own.
    pub unpaired_error: f64,
}

impl Difference {
    /// How many times as many paths with luck of their own would be needed for the same error.
    #[must_use]
    pub fn variance_ratio(&self) -> f64 {
        let ratio = self.unpaired_error / self.standard_error;
        ratio * ratio
    }
}

/// One design less another.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Pairs of paths.
    pub paths: u64,
    /// Whether beliefs were drawn too: errors are then those between blocks.
    pub nested: bool,
    /// Share in force or fulfilled after each month; month 1 first.
    pub survival: Vec<Difference>,
    /// Months in force or fulfilled within the horizon.
    pub lived: Difference,
    /// Pairs in which one design had the same end in the same month as the other.
    pub alike: u64,
}

/// Walks the same paths of both designs and compares them. Their horizons have to be the same;
/// the shorter one counts. Numbers are sampled for both or for neither.
#[must_use]
pub fn compare(
    one: (&Simulation<'_>, Numbers<'_>),
    other: (&Simulation<'_>, Numbers<'_>),
    run: &Run,
    progress: Told<'_>,
) -> Compared {
    let horizon = one.0.drive.beliefs.horizon.min(other.0.drive.beliefs.horizon);
    let mut sums = Sums::new(horizon, matches!(one.1, Numbers::Sampled));
    let piece = super::BLOCK * 64;
    let mut next = run.paths.start;
    while next < run.paths.end {
        let end = (next / piece + 1).saturating_mul(piece).min(run.paths.end);
        let part = Run { paths: next..end, ..run.clone() };
        let walk = |(simulation, numbers): (&Simulation<'_>, Numbers<'_>)| {
            simulation.outcomes(numbers, &part, &mut |_| ControlFlow::Continue(()))
        };
        let (first, second) = (walk(one), walk(other));
        first.iter().zip(&second).for_each(|(a, b)| sums.add(a, b));
        next = end;
        if progress(next - run.paths.start).is_break() {
            break;
        }
    }
    sums.compared()
}

/// Sums over pairs: of each design and of the difference.
struct Sums {
    horizon: u32,
    nested: bool,
    /// The block that is being counted, and how many there were with it.
    block: Option<u64>,
    blocks: u64,
    survival: Vec<[Moments; 3]>,
    lived: [Moments; 3],
    alike: u64,
}

impl Sums {
    fn new(horizon: u32, nested: bool) -> Self {
        let survival = vec![[Moments::default(); 3]; horizon as usize];
        let lived = [Moments::default(); 3];
        Self { horizon, nested, block: None, blocks: 0, survival, lived, alike: 0 }
    }

    /// The block that was counted is over.
    fn close(&mut self) {
        self.survival.iter_mut().flatten().for_each(Moments::close);
        self.lived.iter_mut().for_each(Moments::close);
    }

    fn add(&mut self, a: &Outcome, b: &Outcome) {
        let block = Some(a.path / super::BLOCK);
        if self.block != block {
            self.close();
            self.block = block;
            self.blocks += 1;
        }
        let own = |path: &Outcome| lived(path, self.horizon);
        let ((a_kept, a_lived), (b_kept, b_lived)) = (own(a), own(b));
        let stands = |kept: bool, lived: u32, month: u32| i64::from(kept || lived > month);
        for (month, sums) in (1..).zip(&mut self.survival) {
            let (x, y) = (stands(a_kept, a_lived, month), stands(b_kept, b_lived, month));
            pair(sums, x, y);
        }
        pair(&mut self.lived, i64::from(a_lived), i64::from(b_lived));
        self.alike += u64::from(a.end == b.end && a.months == b.months);
    }

    fn compared(mut self) -> Compared {
        self.close();
        let paths = self.lived[0].count;
        let sample = Sample { paths, blocks: self.blocks, nested: self.nested };
        Compared {
            paths,
            nested: self.nested,
            survival: self.survival.iter().map(|it| difference(sample, it)).collect(),
            lived: difference(sample, &self.lived),
            alike: self.alike,
        }
    }
}

fn pair(sums: &mut [Moments; 3], x: i64, y: i64) {
    sums.iter_mut().zip([x, y, x - y]).for_each(|(sum, number)| sum.add(number));
}

fn difference(sample: Sample, [one, other, both]: &[Moments; 3]) -> Difference {
    let found = sample.mean_of(both);
    let apart = [one, other].map(|it| sample.mean_of(it).standard_error);
    Difference {
        mean: found.mean,
        standard_error: found.standard_error,
        unpaired_error: apart[0].hypot(apart[1]),
    }
}
