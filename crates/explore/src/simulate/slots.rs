//! Cells by number that are filled once and read without a lock from then on.

use std::sync::OnceLock;

/// Cells in the first block; each further block doubles all before it.
const FIRST: usize = 1 << 10;
/// Blocks: enough for every 32-bit number.
const BLOCKS: usize = 23;

/// A table that grows without moving what it holds.
pub(super) struct Slots<T> {
    blocks: [OnceLock<Box<[OnceLock<T>]>>; BLOCKS],
}

impl<T> Slots<T> {
    pub(super) fn new() -> Self {
        Self { blocks: [const { OnceLock::new() }; BLOCKS] }
    }

    /// What stands at a number, found out on the first visit.
    #[inline]
    pub(super) fn get_or_init(&self, number: u32, fill: impl FnOnce() -> T) -> &T {
        self.cell(number).get_or_init(fill)
    }

    /// What stands at a number, if it was visited.
    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.cell(number).get()
    }

    #[inline]
    fn cell(&self, number: u32) -> &OnceLock<T> {
        let (block, place) = slot(number);
        let size = FIRST << block;
        let fresh = || (0..size).map(|_| OnceLock::new()).collect::<Box<[_]>>();
        &self.blocks[block].get_or_init(fresh)[place]
    }
}

/// Block of a number and its place in the block.
fn slot(number: u32) -> (usize, usize) {
    let from_first = number as usize + FIRST;
    let block = (from_first.ilog2() - FIRST.ilog2()) as usize;
    (block, from_first - (FIRST << block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_one_slot() {
        let mut expected = (0_usize, 0_usize);
        for number in 0..5_000_u32 {
            assert_eq!(slot(number), expected);
            expected.1 += 1;
            if expected.1 == FIRST << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        let (block, place) = slot(u32::MAX);
        assert!(block < BLOCKS && place < FIRST << block);
    }
}
