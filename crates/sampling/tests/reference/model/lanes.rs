//! Paths side by side: one array a variable.

use super::Outcome;

/// Paths of a block.
pub const WIDTH: usize = 256;

/// A variable of every path.
pub type Column<T> = [T; WIDTH];

/// The paths of a block that are still under way, first `live` of each column.
///
/// Flags and regimes are 0 or 1, so that they combine without branches. A path that has collapsed
/// this month has a cause; only what an [`Outcome`] keeps is guarded by it from then on.
#[derive(Clone, Debug)]
pub struct Lanes {
    first: u64,
    /// High half of every path's number, and low halves.
    pub high: u64,
    pub path: Column<u64>,
    pub ra: Column<u64>,
    pub rb: Column<u64>,
    pub phase: Column<u64>,
    pub compliant: Column<u64>,
    pub hold: Column<u64>,
    pub queue: Column<u64>,
    pub delay: Column<u64>,
    pub violating: Column<u64>,
    pub age: Column<u64>,
    pub rung: Column<u64>,
    pub leaks: Column<u64>,
    pub incidents: Column<u64>,
    pub cause: Column<u64>,
    /// Incidents this month.
    pub born: Column<u64>,
    /// Excitation and logarithm of the price.
    pub x: Column<f64>,
    pub y: Column<f64>,
    /// Normal deviates of the price.
    pub z: [Column<f64>; 2],
    /// Words of this month, by slot.
    pub slot: [Column<u64>; 18],
    /// Which paths a rarer step is about.
    pub flag: Column<u8>,
    pub list: Column<usize>,
    pub dense: Dense,
}

/// The listed paths, gathered.
#[derive(Clone, Debug)]
pub struct Dense {
    pub high: u64,
    pub path: Column<u64>,
    pub hawk: Column<u64>,
    pub words: [Column<u64>; 3],
    pub x: Column<f64>,
    pub base: Column<f64>,
    pub spent: Column<f64>,
    pub over: Column<u8>,
}

impl Lanes {
    pub fn new() -> Self {
        let (whole, real) = ([0; WIDTH], [0.0; WIDTH]);
        let dense = Dense {
            high: 0,
            path: whole,
            hawk: whole,
            words: [whole; 3],
            x: real,
            base: real,
            spent: real,
            over: [0; WIDTH],
        };
        Self {
            first: 0,
            high: 0,
            path: whole,
            ra: whole,
            rb: whole,
            phase: whole,
            compliant: whole,
            hold: whole,
            queue: whole,
            delay: whole,
            violating: whole,
            age: whole,
            rung: whole,
            leaks: whole,
            incidents: whole,
            cause: whole,
            born: whole,
            x: real,
            y: real,
            z: [real; 2],
            slot: [whole; 18],
            flag: [0; WIDTH],
            list: [0; WIDTH],
            dense,
        }
    }

    /// Sets out with so many paths.
    pub fn start(&mut self, first: u64, live: usize) {
        *self = Self { first, high: first >> 32, y: [libm::log(80.0); WIDTH], ..Self::new() };
        self.dense.high = self.high;
        let low = first & 0xFFFF_FFFF..;
        self.path[..live].iter_mut().zip(low).for_each(|(path, number)| *path = number);
    }

    /// Place of a path in its block.
    pub fn place(&self, lane: usize) -> usize {
        usize::try_from(self.path[lane] - (self.first & 0xFFFF_FFFF)).expect("a path of the block")
    }

    /// Lanes below `live` whose flag is set, listed; returns how many.
    #[inline(always)]
    pub fn listed(&mut self, live: usize) -> usize {
        let mut count = 0;
        for (block, flags) in self.flag.chunks_exact(64).enumerate() {
            let mut lanes = bits(flags);
            while lanes != 0 {
                let lane = block * 64 + lanes.trailing_zeros() as usize;
                lanes &= lanes - 1;
                self.list[count & (WIDTH - 1)] = lane;
                count += usize::from(lane < live);
            }
            if (block + 1) * 64 >= live {
                break;
            }
        }
        count
    }

    /// Takes out the paths that ended, or all; returns how many go on.
    #[inline(always)]
    pub fn leave(&mut self, live: usize, month: u32, all: bool, found: &mut [Outcome]) -> usize {
        let n = live.next_multiple_of(8).min(WIDTH);
        (0..n).for_each(|i| self.flag[i] = u8::from(self.cause[i] != 0 || all));
        let count = self.listed(live);
        let mut live = live;
        for k in (0..count).rev() {
            let lane = self.list[k];
            let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
            let kept = [
                self.cause[lane],
                self.phase[lane],
                self.rung[lane],
                self.leaks[lane],
                self.incidents[lane],
            ];
            let [cause, phase, rung, leaks, incidents] = kept.map(number);
            let outcome = &mut found[self.place(lane)];
            outcome.counts = [month, cause, phase, rung, leaks, incidents];
            outcome.prices[3] = self.y[lane];
            live -= 1;
            self.copy(live, lane);
        }
        live
    }

    /// Moves a path into another lane.
    #[rustfmt::skip]
    fn copy(&mut self, from: usize, to: usize) {
        for column in [
            &mut self.path, &mut self.ra, &mut self.rb, &mut self.phase, &mut self.compliant, &mut self.hold,
            &mut self.queue, &mut self.delay, &mut self.violating, &mut self.age, &mut self.rung,
            &mut self.leaks, &mut self.incidents,
        ] {
            column[to] = column[from];
        }
        self.x[to] = self.x[from];
        self.y[to] = self.y[from];
    }
}

/// A bit for each of 64 flags, first the lowest.
#[inline(always)]
fn bits(flags: &[u8]) -> u64 {
    let mut bits = 0;
    for (place, eight) in flags.chunks_exact(8).enumerate() {
        let eight = u64::from_le_bytes(eight.try_into().unwrap_or([0; 8]));
        bits |= (eight.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (place * 8);
    }
    bits
}
