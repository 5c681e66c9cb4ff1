//! Random words for many paths at one address.

const LOW: u64 = 0xFFFF_FFFF;
const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Ten round keys of one seed.
#[derive(Clone, Copy, Debug)]
pub struct Key([[u64; 2]; ROUNDS]);

impl Key {
    /// The key of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut rounds = [[seed & LOW, seed >> 32]; ROUNDS];
        for n in 1..ROUNDS {
            let next = |k: usize| rounds[n - 1][k].wrapping_add(u64::from(WEYL[k])) & LOW;
            rounds[n] = [next(0), next(1)];
        }
        Self(rounds)
    }

    /// Four words of 32 bits at (path, period, block): [`crate::philox`], for a loop over paths.
    ///
    /// `path`: low and high half of its number, each below 2^32; where the high half is the same
    /// for all lanes, much of the first rounds is done once for all. The upper halves of the lanes
    /// hold rubbish on the way, which no product reads.
    #[inline(always)]
    #[must_use]
    pub fn words(&self, path: [u64; 2], period: u32, block: u32) -> [u64; 4] {
        let [mut c0, mut c1] = path;
        let (mut c2, mut c3) = (u64::from(period), u64::from(block));
        for [k0, k1] in self.0 {
            let p0 = (c0 & LOW).wrapping_mul(MULTIPLIERS[0]);
            let p1 = (c2 & LOW).wrapping_mul(MULTIPLIERS[1]);
            (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ k0, p1, (p0 >> 32) ^ c3 ^ k1, p0);
        }
        [c0 & LOW, c1 & LOW, c2 & LOW, c3 & LOW]
    }

    /// Two words of 53 bits at (path, period, block).
    #[inline(always)]
    #[must_use]
    pub fn long_words(&self, path: [u64; 2], period: u32, block: u32) -> [u64; 2] {
        let [w0, w1, w2, w3] = self.words(path, period, block);
        [(w1 << 32 | w0) >> 11, (w3 << 32 | w2) >> 11]
    }
}

/// The number that an integer below 2^53 is.
#[inline(always)]
#[must_use]
pub fn float(word: u64) -> f64 {
    const HIGH: u64 = 0x4530_0000_0000_0000;
    const LOWER: u64 = 0x4330_0000_0000_0000;
    const BOTH: f64 = 19_342_813_118_337_666_422_669_312.0;
    (f64::from_bits(word >> 32 | HIGH) - BOTH) + f64::from_bits(word & LOW | LOWER)
}

/// The middle of the cell of (0, 1) that a word of so many bits, at most 53, names.
#[inline(always)]
#[must_use]
pub fn unit<const BITS: u32>(word: u64) -> f64 {
    (float(word) + 0.5) * f64::from_bits((1023 - u64::from(BITS)) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::philox;

    #[test]
    fn a_lane_has_the_words_of_the_plain_generator() {
        for path in [0, 1, 77, LOW, LOW + 1, u64::MAX] {
            for (period, block, seed) in [(0, 0, 0), (3, 9, 20_261_122), (u32::MAX, 1, u64::MAX)] {
                let lane = Key::new(seed).words([path & LOW, path >> 32], period, block);
                let halves =
                    |word: u64| [word & LOW, word >> 32].map(|h| u32::try_from(h).expect("half"));
                let ([p0, p1], key) = (halves(path), halves(seed));
                assert_eq!(lane, philox([p0, p1, period, block], key).map(u64::from));
            }
        }
    }

    #[test]
    fn integers_become_the_numbers_they_are() {
        for word in [0, 1, LOW, LOW + 1, (1 << 53) - 1, 0x001F_1234_5678_9ABC] {
            assert!((float(word) - word as f64).abs() < f64::MIN_POSITIVE);
        }
        assert!((unit::<32>(0) - 0.5_f64.powi(33)).abs() < f64::MIN_POSITIVE);
        assert!((unit::<53>(1 << 52) - 0.5).abs() < 1e-15);
    }
}
