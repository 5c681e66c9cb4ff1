//! Where the words of a month come from.

use super::lanes::{Column, Dense, Lanes, WIDTH};
use sampling::lanes::Key;

/// A source of words by slot.
pub trait Source: Copy + Sync {
    /// Bits of a word.
    const BITS: u32;

    /// Slots that every path needs every month, and what comes with them.
    fn month(&self, lanes: &mut Lanes, n: usize, month: u32);

    /// Slots 4 and 5 of gathered paths.
    fn queue(&self, dense: &mut Dense, n: usize, month: u32);

    /// Attempt `j` of the thinning of gathered paths: time (but for the first, which came with
    /// the month), acceptance (likewise, if it came), rung.
    fn attempt(&self, dense: &mut Dense, n: usize, month: u32, j: u32);

    /// Slot 8, 11 or 12 of one path.
    fn rare(&self, lanes: &Lanes, lane: usize, month: u32, slot: usize) -> u64;
}

/// Addresses that any engine can follow: slot `s` is a half of block `s / 2`.
#[derive(Clone, Copy, Debug)]
pub struct Addressed(pub Key);

impl Source for Addressed {
    const BITS: u32 = 53;

    #[inline(always)]
    fn month(&self, lanes: &mut Lanes, n: usize, month: u32) {
        let (key, high, path) = (&self.0, lanes.high, &lanes.path);
        let [s0, s1, s2, s3, _, _, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17] =
            &mut lanes.slot;
        halves(key, path, high, n, [month, 0], s0, s1);
        halves(key, path, high, n, [month, 1], s2, s3);
        halves(key, path, high, n, [month, 3], s6, s7);
        halves(key, path, high, n, [month, 4], s8, s9);
        halves(key, path, high, n, [month, 5], s10, s11);
        halves(key, path, high, n, [month, 6], s12, s13);
        halves(key, path, high, n, [month, 7], s14, s15);
        halves(key, path, high, n, [month, 8], s16, s17);
    }

    #[inline(always)]
    fn queue(&self, dense: &mut Dense, n: usize, month: u32) {
        let high = dense.high;
        for i in 0..n.min(WIDTH) {
            let [even, odd] = self.0.long_words([dense.path[i], high], month, 2);
            dense.words[0][i] = even;
            dense.words[1][i] = odd;
        }
    }

    #[inline(always)]
    fn attempt(&self, dense: &mut Dense, n: usize, month: u32, j: u32) {
        let high = dense.high;
        let block = 8 + 3 * (j / 2);
        if j & 1 == 1 {
            for i in 0..n.min(WIDTH) {
                let path = dense.path[i];
                dense.words[0][i] = self.0.long_words([path, high], month, block + 1)[1];
                [dense.words[1][i], dense.words[2][i]] =
                    self.0.long_words([path, high], month, block + 2);
            }
            return;
        }
        if j > 0 {
            for i in 0..n.min(WIDTH) {
                [dense.words[0][i], dense.words[1][i]] =
                    self.0.long_words([dense.path[i], high], month, block);
            }
        }
        for i in 0..n.min(WIDTH) {
            dense.words[2][i] = self.0.long_words([dense.path[i], high], month, block + 1)[0];
        }
    }

    #[inline(always)]
    fn rare(&self, lanes: &Lanes, lane: usize, _: u32, slot: usize) -> u64 {
        lanes.slot[slot][lane]
    }
}

/// Both words of a block, for every path.
#[inline(always)]
fn halves(
    key: &Key,
    path: &Column<u64>,
    high: u64,
    n: usize,
    [month, block]: [u32; 2],
    even: &mut Column<u64>,
    odd: &mut Column<u64>,
) {
    for i in 0..n.min(WIDTH) {
        [even[i], odd[i]] = key.long_words([path[i], high], month, block);
    }
}

/// Our own streams: words of 32 bits, four a block, what is always needed side by side.
#[derive(Clone, Copy, Debug)]
pub struct Own(pub Key);

impl Source for Own {
    const BITS: u32 = 32;

    #[inline(always)]
    fn month(&self, lanes: &mut Lanes, n: usize, month: u32) {
        let (key, high, path) = (&self.0, lanes.high, &lanes.path);
        let [s0, s1, s2, s3, _, _, s6, s7, _, s9, s10, _, _, s13, s14, s15, s16, _] =
            &mut lanes.slot;
        quarters(key, path, high, n, [month, 0], [s0, s1, s2, s3]);
        quarters(key, path, high, n, [month, 1], [s6, s7, s9, s10]);
        quarters(key, path, high, n, [month, 2], [s13, s14, s15, s16]);
    }

    #[inline(always)]
    fn queue(&self, dense: &mut Dense, n: usize, month: u32) {
        let high = dense.high;
        for i in 0..n.min(WIDTH) {
            let words = self.0.words([dense.path[i], high], month, 3);
            dense.words[0][i] = words[0];
            dense.words[1][i] = words[1];
        }
    }

    #[inline(always)]
    fn attempt(&self, dense: &mut Dense, n: usize, month: u32, j: u32) {
        let high = dense.high;
        if j > 0 {
            for i in 0..n.min(WIDTH) {
                let words = self.0.words([dense.path[i], high], month, 5 + j);
                dense.words[0][i] = words[0];
                dense.words[1][i] = words[1];
                dense.words[2][i] = words[2];
            }
            return;
        }
        for i in 0..n.min(WIDTH) {
            let words = self.0.words([dense.path[i], high], month, 5);
            dense.words[1][i] = words[1];
            dense.words[2][i] = words[2];
        }
    }

    #[inline(always)]
    fn rare(&self, lanes: &Lanes, lane: usize, month: u32, slot: usize) -> u64 {
        self.0.words([lanes.path[lane], lanes.high], month, 4)[slot & 3]
    }
}

/// All four words of a block, for every path.
#[inline(always)]
fn quarters(
    key: &Key,
    path: &Column<u64>,
    high: u64,
    n: usize,
    [month, block]: [u32; 2],
    [first, second, third, fourth]: [&mut Column<u64>; 4],
) {
    for i in 0..n.min(WIDTH) {
        [first[i], second[i], third[i], fourth[i]] = key.words([path[i], high], month, block);
    }
}
