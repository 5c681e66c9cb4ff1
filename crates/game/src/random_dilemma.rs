//! Random games with a dilemma's drift, for tests and curves of time against size.
//!
//! One SplitMix64 stream; u() is its next number's upper 53 bits over 2^53. For each state, each
//! action i of player 1 and j of player 2, in that nesting: a = u(), b = u(), payoffs
//! .3 a - .5 i / (A - 1) + j / (A - 1) and .3 b - .5 j / (A - 1) + i / (A - 1); then up to three
//! distinct successors floor(u() states), repeats skipped; then a weight u() + .001 for each,
//! normalised. Acting higher costs half of what it gives the other: a dilemma, with noise.
//!
//! # Source
//! Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.

use crate::json::{GameFile, StateEntry};

/// Successors of a joint action.
const SUCCESSORS: u32 = 3;

struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        // Exact: 53 bits.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `n`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a unit times n lies in 0..n, and rounding down is what is meant"
    )]
    fn below(&mut self, n: u32) -> u32 {
        ((self.unit() * f64::from(n)) as u32).min(n - 1)
    }
}

/// A random dilemma of two players with `actions` each, at least one.
///
/// Its name tells its parameters: `random_pd_S{states}_A{actions}_seed{seed}_d{discount}`.
#[must_use]
pub fn random_dilemma(states: u32, actions: u32, seed: u64, discount: f64) -> GameFile {
    let mut stream = SplitMix(seed);
    let actions = actions.max(1);
    let state = |index| random_state(&mut stream, states, actions, index);
    GameFile {
        name: format!("random_pd_S{states}_A{actions}_seed{seed}_d{discount}"),
        description: "random game with a dilemma's drift, one SplitMix64 stream".to_owned(),
        players: 2,
        discount,
        payoff_convention: "average (1 - discount) normalised; flow payoffs given".to_owned(),
        states: (0..states).map(state).collect(),
    }
}

fn random_state(stream: &mut SplitMix, states: u32, actions: u32, index: u32) -> StateEntry {
    let names = |letter: &str| (0..actions).map(|a| format!("{letter}{a}")).collect();
    let level = |a: u32| f64::from(a) / f64::from((actions - 1).max(1));
    let cost = |a: u32| 0.5 * f64::from(a) / f64::from((actions - 1).max(1));
    let mut payoffs = vec![Vec::new(), Vec::new()];
    let mut transitions = Vec::new();
    for i in 0..actions {
        for j in 0..actions {
            let (a, b) = (stream.unit(), stream.unit());
            payoffs[0].push(0.3 * a - cost(i) + level(j));
            payoffs[1].push(0.3 * b - cost(j) + level(i));
            transitions.push(successors(stream, states));
        }
    }
    StateEntry {
        name: format!("s{index}"),
        actions: vec![names("a"), names("b")],
        payoffs,
        transitions,
    }
}

/// Distinct successors with their odds, in the order of states.
fn successors(stream: &mut SplitMix, states: u32) -> Vec<(u32, f64)> {
    let wanted = SUCCESSORS.min(states) as usize;
    let mut drawn: Vec<u32> = Vec::with_capacity(wanted);
    while drawn.len() < wanted {
        let next = stream.below(states);
        if !drawn.contains(&next) {
            drawn.push(next);
        }
    }
    let weights: Vec<f64> = drawn.iter().map(|_| stream.unit() + 0.001).collect();
    let sum: f64 = weights.iter().sum();
    let mut row: Vec<(u32, f64)> = drawn.into_iter().zip(weights.iter().map(|w| w / sum)).collect();
    row.sort_by_key(|(next, _)| *next);
    row
}
