//! The model's numbers, as thresholds for words: a word happens if it lies below.

use sampling::lanes::unit;

/// Ages and rungs that the tables hold; further ones are computed.
pub const TABLE: usize = 160;
/// First thresholds of a Poisson table, which nearly all words lie below.
pub const HEAD: usize = 8;

/// Thresholds for words of one width.
#[derive(Clone, Debug)]
pub struct Chances {
    bits: u32,
    pub turn: [[u64; 2]; 2],
    pub b_turn: [u64; 2],
    /// A withdraws: by whether its regime turned this month.
    pub a_leaves: [u64; 2],
    pub b_leaves: u64,
    /// Licences issued: cumulated, by A's regime; of a new phase, last.
    pub poisson: [Vec<u64>; 3],
    pub heads: [[u64; HEAD]; 3],
    /// Delay ends it, by B's regime.
    pub overdue: [u64; 2],
    /// A violation begins, by B's regime, and with a delay.
    pub starts: [u64; 4],
    pub stops: u64,
    pub false_alarm: u64,
    /// A violation of this age is detected.
    pub detected: Vec<u64>,
    /// An accusation ends it: by A's regime, and whether it is true.
    pub accused: [u64; 4],
    /// A rung up, by A's regime and B's.
    pub rung: [u64; 4],
    pub calm: u64,
    /// A leak, by regimes, incidents this month, leaks so far.
    pub leak: [[u64; 6]; 8],
    pub leak_most: u64,
    pub public: [u64; 3],
    /// A jump of the price, by rung.
    pub jump: Vec<u64>,
}

impl Chances {
    #[rustfmt::skip]
    pub fn new(bits: u32) -> Self {
        let t = |chance: f64| threshold(bits, chance);
        let leak = leaks().map(|row| row.map(t));
        let poisson = [1.5, 0.6, 2.0].map(|mean| cumulated(mean).into_iter().map(|s| above(bits, s)).collect::<Vec<_>>());
        Self {
            bits,
            turn: [[t(0.003), t(0.003)], [t(0.45), t(0.40)]],
            b_turn: [t(0.012), t(0.020)],
            a_leaves: [t(0.015), t(0.015 + 0.20)],
            b_leaves: t(0.008),
            heads: [0, 1, 2].map(|which: usize| std::array::from_fn(|place| poisson[which][place])),
            poisson,
            overdue: [t(0.04), t(0.12)],
            starts: [t(0.008), t(0.008 + 0.022), t(0.008 + 0.012), t(0.008 + 0.022 + 0.012)],
            stops: t(0.10),
            false_alarm: t(0.0015),
            detected: (0..TABLE).map(|age| t(1.0 - libm::exp(-0.10 * (1.0 + 0.15 * age as f64)))).collect(),
            accused: [t(0.30 * 0.5), t((0.30 + 0.45) * 0.5), t(0.30), t(0.30 + 0.45)],
            rung: [t(0.20), t(0.20 + 0.10), t(0.20 + 0.05), t(0.20 + 0.10 + 0.05)],
            calm: t(0.25),
            leak,
            leak_most: leak.as_flattened().iter().copied().max().unwrap_or(0),
            public: [t(0.08), t(0.08 + 0.12), t(0.08 + 0.24)],
            jump: (0..TABLE).map(|rung| t(1.0 - libm::exp(-(0.008 + 0.012 * rung as f64)))).collect(),
        }
    }

    /// Largest number of a Poisson distribution whose cumulated share a word exceeds.
    #[inline(always)]
    pub fn poisson(&self, which: usize, word: u64) -> u64 {
        self.poisson[which].iter().take_while(|least| word >= **least).count() as u64
    }

    /// Threshold of a jump that is certainly no smaller than the exact one.
    #[inline(always)]
    pub fn jump_bound(&self) -> [f64; 2] {
        [0.008, 0.012].map(|chance| chance * (1_u64 << self.bits) as f64)
    }
}

/// The least word that does not lie below a chance.
fn threshold(bits: u32, chance: f64) -> u64 {
    least(bits, |u| u >= chance)
}

/// The least word that lies above a share.
fn above(bits: u32, share: f64) -> u64 {
    least(bits, |u| u > share)
}

/// The least word whose number does something that all greater ones do.
fn least(bits: u32, does: impl Fn(f64) -> bool) -> u64 {
    let number = |word| if bits == 53 { unit::<53>(word) } else { unit::<32>(word) };
    let (mut low, mut high) = (0, 1_u64 << bits);
    while low < high {
        let middle = low.midpoint(high);
        if does(number(middle)) { high = middle } else { low = middle + 1 }
    }
    low
}

fn cumulated(mean: f64) -> Vec<f64> {
    let mut sum = 0.0;
    let mut share = libm::exp(-mean);
    let next = (1..=200).map(|k| {
        sum += share;
        share *= mean / f64::from(k);
        sum
    });
    next.collect()
}

/// Chance of a leak: by A's regime, B's regime, an incident this month (a bit each), and by leaks
/// so far.
fn leaks() -> [[f64; 6]; 8] {
    std::array::from_fn(|bits| {
        let bit = |place: usize| (bits >> place & 1) as f64;
        let climate = libm::exp(0.5 * bit(0) + 0.3 * bit(1) + 0.4 * bit(2));
        std::array::from_fn(|leaks| {
            1.0 - libm::exp(-0.010 * climate * libm::pow(1.2, leaks as f64))
        })
    })
}
