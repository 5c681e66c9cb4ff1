//! Elementary effects: which inputs move an outcome at all, with few evaluations.
//!
//! Problem: walk through a grid of four levels, one input at a time, from random starts. The
//! effect of a step is the change of the outcome over the size of the step. The mean of its size
//! ranks the inputs; its spread says that the effect depends on the others or is not linear.
//!
//! # Source
//! M. D. Morris (1991); the mean of absolute effects is Campolongo, Cariboni and Saltelli's
//! (2007).

use crate::{SamplingError, Stream};
use rayon::prelude::*;

/// Levels of the grid.
const LEVELS: u32 = 4;
/// Step between two points of a walk, a share of the range: levels / 2 (levels - 1).
const STEP: f64 = 2.0 / 3.0;

/// The elementary effects of one input.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Mean effect of moving the input through its whole range.
    pub mean: f64,
    /// Mean of its size, whatever the sign.
    pub mean_size: f64,
    /// Standard deviation of the effect over the walks.
    pub spread: f64,
    /// Standard error of the mean size.
    pub standard_error: f64,
}

/// Effects of every input from so many walks: `walks (inputs + 1)` evaluations.
///
/// # Errors
/// [`SamplingError::TooFew`] for no inputs or fewer than two walks, [`SamplingError::NotFinite`]
/// for an outcome that is not a number.
pub fn screen(
    inputs: usize,
    walks: u32,
    seed: u64,
    outcome: impl Fn(&[f64]) -> f64 + Sync,
) -> Result<Vec<Effect>, SamplingError> {
    if inputs == 0 {
        return Err(SamplingError::TooFew { what: "inputs", given: 0, least: 1 });
    }
    if walks < 2 {
        return Err(SamplingError::TooFew { what: "walks", given: walks as usize, least: 2 });
    }
    let effects: Vec<Vec<f64>> = (0..walks)
        .into_par_iter()
        .map(|walk| effects_of(&Stream::new(seed, u64::from(walk)), inputs, &outcome))
        .collect();
    if let Some(walk) = effects.iter().position(|all| all.iter().any(|e| !e.is_finite())) {
        return Err(SamplingError::NotFinite(walk * (inputs + 1)));
    }
    Ok((0..inputs).map(|input| summary(effects.iter().map(|all| all[input]))).collect())
}

/// The effects that one walk meets, by input.
fn effects_of(stream: &Stream, inputs: usize, outcome: &impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let mut x: Vec<f64> = (0..).take(inputs).map(|input| start(stream, input)).collect();
    let mut effects = vec![0.0; inputs];
    let mut before = outcome(&x);
    for input in order(stream, inputs) {
        let step = if x[input] < 0.5 { STEP } else { -STEP };
        x[input] += step;
        let after = outcome(&x);
        effects[input] = (after - before) / step;
        before = after;
    }
    effects
}

/// A random level of the grid.
fn start(stream: &Stream, input: u32) -> f64 {
    let word = u64::from(stream.words(input, STARTS)[0]);
    ((word * u64::from(LEVELS)) >> 32) as f64 / f64::from(LEVELS - 1)
}

/// The inputs in random order.
fn order(stream: &Stream, inputs: usize) -> Vec<usize> {
    let mut order: Vec<(u32, usize)> =
        (0..).zip(0..inputs).map(|(n, input)| (stream.words(n, ORDER)[0], input)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, input)| input).collect()
}

fn summary(effects: impl Iterator<Item = f64> + Clone) -> Effect {
    let count = effects.clone().count() as f64;
    let mean = effects.clone().sum::<f64>() / count;
    let mean_size = effects.clone().map(f64::abs).sum::<f64>() / count;
    let deviation = |about: f64, values: &mut dyn Iterator<Item = f64>| {
        (values.map(|v| (v - about) * (v - about)).sum::<f64>() / (count - 1.0)).sqrt()
    };
    let spread = deviation(mean, &mut effects.clone());
    let size_spread = deviation(mean_size, &mut effects.map(f64::abs));
    Effect { mean, mean_size, spread, standard_error: size_spread / count.sqrt() }
}

/// Process numbers, apart from other uses of a seed.
const STARTS: u32 = 0x30_1215;
const ORDER: u32 = 0x30_1216;

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a sum the effect of an input is its weight, on every walk.
    #[test]
    fn effects_of_a_sum_are_its_weights() {
        let weights = [2.0, -5.0, 0.0, 0.5];
        let sum = |x: &[f64]| x.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
        let effects = screen(4, 10, 3, sum).expect("four inputs");
        for (effect, weight) in effects.iter().zip(weights) {
            assert!((effect.mean - weight).abs() < 1e-12);
            assert!((effect.mean_size - weight.abs()).abs() < 1e-12);
            assert!(effect.spread < 1e-12 && effect.standard_error < 1e-12);
        }
    }

    /// x y on the four levels: a step of x is worth y, whose levels are even, so the mean is 1/2
    /// and the variance that of the levels, 5/36.
    #[test]
    fn interaction_shows_as_spread() {
        let effects = screen(2, 20_000, 5, |x| x[0] * x[1]).expect("two inputs");
        for effect in effects {
            assert!((effect.mean - 0.5).abs() < 0.02, "{effect:?}");
            assert!((effect.spread - (5.0_f64 / 36.0).sqrt()).abs() < 0.01, "{effect:?}");
        }
    }

    #[test]
    fn signs_cancel_in_the_mean_but_not_in_the_size() {
        let turn = |x: &[f64]| if x[1] < 0.5 { x[0] } else { -x[0] };
        let effects = screen(2, 400, 8, turn).expect("two inputs");
        assert!(effects[0].mean.abs() < 0.2 && (effects[0].mean_size - 1.0).abs() < 1e-12);
    }

    #[test]
    fn every_walk_stays_on_the_grid() {
        let grid = |x: &[f64]| {
            let on =
                |v: f64| (v * 3.0 - (v * 3.0).round()).abs() < 1e-9 && (0.0..=1.0).contains(&v);
            if x.iter().all(|v| on(*v)) { x[0] } else { f64::NAN }
        };
        assert!(screen(6, 200, 1, grid).is_ok());
        assert!(screen(0, 10, 1, grid).is_err() && screen(3, 1, 1, grid).is_err());
        assert!(matches!(screen(1, 5, 1, |_| f64::NAN), Err(SamplingError::NotFinite(0))));
    }
}
