//! Counter-based random numbers: a draw is a function of where it stands, not of what was drawn
//! before it.
//!
//! The number for (seed, path, period, process) is the same on any thread and in any order, a path
//! can be replayed alone by its number, and two texts run on the same seed meet the same luck
//! wherever both draw from the same process.
//!
//! # Source
//! Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011):
//! Philox4x32 with ten rounds.

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: u32 = 10;

/// Philox4x32-10: one block of four words.
#[must_use]
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let ([mut c0, mut c1, mut c2, mut c3], [mut k0, mut k1]) = (counter, key);
    for _ in 0..ROUNDS {
        let (high0, low0) = wide(MULTIPLIERS[0], c0);
        let (high1, low1) = wide(MULTIPLIERS[1], c2);
        (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
    }
    [c0, c1, c2, c3]
}

/// High and low half of a product.
fn wide(a: u32, b: u32) -> (u32, u32) {
    halves(u64::from(a) * u64::from(b))
}

/// High and low half of a word.
#[allow(clippy::cast_possible_truncation, reason = "the halves are what is asked for")]
fn halves(word: u64) -> (u32, u32) {
    ((word >> 32) as u32, word as u32)
}

/// The random numbers of one path.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    key: [u32; 2],
    path: [u32; 2],
}

impl Stream {
    /// The stream of a path, or of anything else that is numbered.
    #[must_use]
    #[inline]
    pub fn new(seed: u64, path: u64) -> Self {
        let (key, path) = (halves(seed), halves(path));
        Self { key: [key.1, key.0], path: [path.1, path.0] }
    }

    /// A uniform in (0, 1) for one process in one period.
    ///
    /// 52 bits and a half: neither end can be drawn. With 53 bits the largest would round to 1.
    #[must_use]
    #[inline]
    pub fn uniform(&self, period: u32, process: u32) -> f64 {
        let words = self.words(period, process);
        let bits = (u64::from(words[1]) << 32 | u64::from(words[0])) >> 12;
        (bits as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// Four random words for one process in one period.
    #[must_use]
    #[inline]
    pub fn words(&self, period: u32, process: u32) -> [u32; 4] {
        philox([self.path[0], self.path[1], period, process], self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the reference distribution (Random123, `kat_vectors`).
    #[test]
    fn philox_gives_the_published_blocks() {
        let zero = philox([0; 4], [0; 2]);
        assert_eq!(zero, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        let ones = philox([u32::MAX; 4], [u32::MAX; 2]);
        assert_eq!(ones, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let pi = philox(
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
        );
        assert_eq!(pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }

    #[test]
    fn uniforms_lie_inside_and_do_not_depend_on_order() {
        let stream = Stream::new(7, 1 << 40);
        let forth: Vec<f64> = (0..1000).map(|t| stream.uniform(t, 3)).collect();
        let mut back: Vec<f64> = (0..1000).rev().map(|t| stream.uniform(t, 3)).collect();
        back.reverse();
        assert_eq!(forth, back);
        assert!(forth.iter().all(|u| *u > 0.0 && *u < 1.0));
        let mean = forth.iter().sum::<f64>() / 1000.0;
        assert!((mean - 0.5).abs() < 4.0 / (12.0_f64 * 1000.0).sqrt(), "{mean}");
    }

    #[test]
    fn every_part_of_the_address_changes_the_number() {
        let first = Stream::new(1, 2).uniform(3, 4);
        let others = [
            Stream::new(2, 2).uniform(3, 4),
            Stream::new(1 | 1 << 32, 2).uniform(3, 4),
            Stream::new(1, 3).uniform(3, 4),
            Stream::new(1, 2 | 1 << 32).uniform(3, 4),
            Stream::new(1, 2).uniform(4, 4),
            Stream::new(1, 2).uniform(3, 5),
        ];
        assert!(others.iter().all(|u| (u - first).abs() > 0.0));
    }
}
