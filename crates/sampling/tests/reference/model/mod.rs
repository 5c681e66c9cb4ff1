//! A reference model: two parties, monthly steps, six ways to end.
//!
//! It forecasts nothing: all its numbers are invented, so that any engine can be checked path by
//! path and timed on the same work. What it exercises is what the simulation of an agreement is
//! made of: numbers by address, blocks of paths, lanes, whole counts that add up.
//!
//! A month goes: regimes, withdrawal, queue of licences, violation and accusation, incidents,
//! leak, phase, price. A path ends in the month of the first collapse, or at the horizon.
//!
//! | slot | decides |
//! | --- | --- |
//! | 0, 1 | whether A's, B's regime changes |
//! | 2, 3 | whether A, B withdraws |
//! | 4, 5 | how many licences are issued; whether their delay ends it |
//! | 6, 7, 8 | violation begins or stops; an accusation; whether it ends it |
//! | 9 | whether the ladder is stepped down after a calm month |
//! | 10, 11 | a leak; whether it ends it |
//! | 12 | new licences of a new phase |
//! | 13, 14, 15 | the price's normal deviates; a jump |
//! | 16 + 3j | attempt j of the thinning: time, acceptance, a rung up the ladder |

mod chances;
mod incidents;
mod lanes;
mod month;
mod price;
mod source;

pub use lanes::{Lanes, WIDTH};
pub use source::{Addressed, Own, Source};

use chances::Chances;
use sampling::lanes::vectorised;
use std::ops::Range;

/// Causes: none, A withdraws, B withdraws, non-delivery, verification, escalation, leak.
pub const CAUSES: usize = 7;

/// What is kept of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Last month, cause, phase, rung of the ladder, leaks, incidents.
    pub counts: [u32; 6],
    /// Logarithm of the price after months 12, 24 and 36, if the path got there, and at its end.
    pub prices: [f64; 4],
}

/// Paths of the model under one source of random numbers.
#[derive(Clone, Debug)]
pub struct Model<S> {
    source: S,
    chances: Chances,
    months: u32,
}

impl<S: Source> Model<S> {
    /// The model over so many months.
    pub fn new(source: S, months: u32) -> Self {
        Self { source, chances: Chances::new(S::BITS), months }
    }

    /// Walks the paths of these numbers, in order.
    pub fn walk(&self, paths: Range<u64>) -> Vec<Outcome> {
        let mut found = Vec::new();
        let mut lanes = Box::new(Lanes::new());
        let mut first = paths.start;
        while first < paths.end {
            let end =
                paths.end.min(first + WIDTH as u64).min((first | 0xFFFF_FFFF).saturating_add(1));
            let start = found.len();
            found
                .resize(start + usize::try_from(end - first).expect("a block"), Outcome::default());
            vectorised(
                #[inline(always)]
                || self.block(&mut lanes, first, &mut found[start..]),
            );
            first = end;
        }
        found
    }

    #[inline(always)]
    fn block(&self, lanes: &mut Lanes, first: u64, found: &mut [Outcome]) {
        let mut live = found.len();
        lanes.start(first, live);
        for month in 1..=self.months {
            let n = live.next_multiple_of(8).min(WIDTH);
            self.month(lanes, live, n, month);
            if matches!(month, 12 | 24 | 36) {
                let place = month as usize / 12 - 1;
                (0..live).for_each(|i| found[lanes.place(i)].prices[place] = lanes.y[i]);
            }
            live = lanes.leave(live, month, month == self.months, found);
            if live == 0 {
                break;
            }
        }
    }

    #[inline(always)]
    fn month(&self, lanes: &mut Lanes, live: usize, n: usize, month: u32) {
        let c = &self.chances;
        self.source.month(lanes, n, month);
        lanes.regimes(n, month, c);
        self.queue(lanes, live, n, month);
        lanes.violate(n, c);
        self.accuse(lanes, live, month);
        self.incidents(lanes, live, n, month);
        self.calm(lanes, live, n, month);
        self.leak(lanes, live, n, month);
        self.phase(lanes, live, n, month);
        self.price(lanes, live, n, month);
    }
}
