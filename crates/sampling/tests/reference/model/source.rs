//! Where the words of a month come from.

use super::lanes::{Dense, Lanes, WIDTH};
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
        let high = lanes.high;
        for (block, at) in [(0, 0), (1, 2), (3, 6), (4, 8), (5, 10), (6, 12), (7, 14), (8, 16)] {
            for i in 0..n.min(WIDTH) {
                let [even, odd] = self.0.long_words([lanes.path[i], high], month, block);
                lanes.slot[at][i] = even;
                lanes.slot[at + 1][i] = odd;
            }
        }
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

/// Our own streams: words of 32 bits, four a block, what is always needed side by side.
#[derive(Clone, Copy, Debug)]
pub struct Own(pub Key);

impl Own {
    /// Slots of the blocks that every path draws.
    const MONTH: [[usize; 4]; 3] = [[0, 1, 2, 3], [6, 7, 9, 10], [13, 14, 15, 16]];
}

impl Source for Own {
    const BITS: u32 = 32;

    #[inline(always)]
    fn month(&self, lanes: &mut Lanes, n: usize, month: u32) {
        let high = lanes.high;
        for (block, slots) in (0..).zip(Self::MONTH) {
            for i in 0..n.min(WIDTH) {
                let words = self.0.words([lanes.path[i], high], month, block);
                lanes.slot[slots[0]][i] = words[0];
                lanes.slot[slots[1]][i] = words[1];
                lanes.slot[slots[2]][i] = words[2];
                lanes.slot[slots[3]][i] = words[3];
            }
        }
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
